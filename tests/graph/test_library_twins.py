"""A symbol cited as a document's that is an instrument's is one node: in any order, and only while it is stated."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.library import Contribution, Library
from graph.library_file import connect
from graph.merge import RANKS
from graph.model import Action, Adoption, Affiliation, Citation, Document, Fact, Instrument, Ref
from graph.vocabulary import vocabulary

X = "S/2023/638"
CITED, TEXT = RANKS["cited"], RANKS["text-en"]
DRAFT, DOCUMENT = Ref("Instrument", X), Ref("Document", X)


def citation(end: Ref, *, source: str = "S/RES/2699", origin: str = "text", languages: tuple[str, ...] = ("en",)):
    start = Ref("Instrument", source)
    return Citation(
        kind="CITES",
        start_at=start,
        end_at=end,
        key="PP1#1",
        origin=origin,  # type: ignore[arg-type]
        section="preamble",
        cited_as="symbol",
        paragraph="PP1",
        languages=languages,
    )


CITING = [
    Contribution(Instrument(id="S/RES/2699", label="Resolution", coverage="full"), TEXT),
    Contribution(Document(id=X, label="UNDocument", symbol=X, url="https://docs.un.org/en/S/2023/638"), CITED),
    Contribution(citation(DOCUMENT), TEXT),
]
STATED = [
    Contribution(Instrument(id=X, label="Draft", symbol=X, outcome="vetoed", coverage="full"), TEXT),
    Contribution(Instrument(id=X, label="Draft", year=2023), RANKS["record"]),
    Contribution(Action(kind="VOTED", start_at=Ref("State", "FRA"), end_at=DRAFT, how="yes", origin="record"), TEXT),
]
AS_DRAFT = [Contribution(citation(DRAFT, languages=("fr",)), RANKS["text"])]
TITLED = [Contribution(Document(id=X, title_fr="Projet", published_on="2023-08-30"), RANKS["editor"])]
OF_IT = [
    Contribution(
        Affiliation(kind="PART_OF", start_at=Ref("Document", f"{X}/Add.1"), end_at=DOCUMENT, origin="record"), TEXT
    ),
    Contribution(
        Affiliation(kind="PART_OF", start_at=DOCUMENT, end_at=Ref("Document", f"{X}/Add.1"), origin="record"), TEXT
    ),
    Contribution(
        Adoption(kind="ADOPTED_AT", start_at=Ref("Instrument", "S/RES/1"), end_at=DOCUMENT, origin="record"), TEXT
    ),
    Contribution(Instrument(id=f"{X}/Add.1", label="Draft", year=2023), RANKS["record"]),
]
ONLY_CITED = [Contribution(Instrument(id=X, label="Draft"), CITED)]
SOURCES = {
    "citing": CITING, "stated": STATED, "as draft": AS_DRAFT, "titled": TITLED, "of it": OF_IT, "cited": ONLY_CITED
}  # fmt: skip


def facts(library: Library) -> list[Fact]:
    return list(library.facts())


def loaded(names: Iterable[str], removed: Iterable[str] = ()) -> list[Fact]:
    with (
        tempfile.TemporaryDirectory() as folder,
        Library.open(Path(folder) / "library.sqlite") as library,
    ):
        for name in names:
            library.replace(name, SOURCES[name], digest="1", rank=TEXT)
        for name in removed:
            library.remove(name)
        return facts(library)


def test_a_draft_that_is_cited_as_a_document_is_one_node() -> None:
    found = loaded(["citing", "stated"])
    assert not [fact for fact in found if isinstance(fact, Document)]
    (draft,) = (fact for fact in found if isinstance(fact, Instrument) and fact.id == X)
    assert (draft.label, draft.outcome, draft.url) == ("Draft", "vetoed", "https://docs.un.org/en/S/2023/638")
    (cites,) = (fact for fact in found if isinstance(fact, Citation))
    assert cites.end_at == DRAFT


def test_both_ways_of_citing_it_are_one_mention() -> None:
    (cites,) = (fact for fact in loaded(["citing", "as draft", "stated"]) if isinstance(fact, Citation))
    assert (cites.end_at, cites.languages) == (DRAFT, ("en", "fr"))
    apart = [fact for fact in loaded(["citing", "as draft"]) if isinstance(fact, Citation)]
    assert [(cites.end_at, cites.languages) for cites in apart] == [(DOCUMENT, ("en",)), (DRAFT, ("fr",))]


def test_what_is_merely_cited_changes_no_document() -> None:
    found = loaded(["citing", "cited"])
    assert [fact.id for fact in found if isinstance(fact, Document)] == [X]


def test_what_only_a_document_has_is_left_out_and_the_rest_kept() -> None:
    (draft,) = (f for f in loaded(["stated", "titled"]) if isinstance(f, Instrument))
    assert draft.title_fr == "Projet"


def test_wherever_a_document_may_stand_an_instrument_may() -> None:
    for kind, term in vocabulary().edges.items():
        for ends in (term.sources, term.targets):
            assert "Document" not in ends or "Instrument" in ends, kind


names = st.lists(st.sampled_from(sorted(SOURCES)), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(names, st.sets(st.sampled_from(sorted(SOURCES))))
def test_any_order_and_any_withdrawal_give_the_same(loads: list[str], gone: set[str]) -> None:
    left = sorted(set(loads) - gone)
    assert loaded(loads, sorted(gone & set(loads))) == loaded(left)


def test_every_order_of_all() -> None:
    expected = loaded(sorted(SOURCES))
    assert {repr(loaded(order)) for order in itertools.islice(itertools.permutations(SOURCES), 0, 720, 24)} == {
        repr(expected)
    }
    assert not [fact for fact in expected if isinstance(fact, Document)]  # the addendum is a draft as well
    assert {str(e.end_at) for e in expected if isinstance(e, Affiliation)} == {
        f"Instrument:{X}",
        f"Instrument:{X}/Add.1",
    }


def test_the_ranks_go_with_the_facts(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.sqlite") as library:
        library.replace("citing", CITING, digest="1", rank=TEXT)
        library.replace("stated", STATED, digest="1", rank=TEXT)
        assert {written.rank for written in library.merged() if written.kind == "CITES"} == {TEXT}


def test_a_library_of_before_is_mended_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with Library.open(path) as library:
        library.replace("citing", CITING, digest="1", rank=TEXT)
    db = connect(path)  # as an earlier version left it: two nodes, and no mark that it was seen to
    db.execute("BEGIN")
    db.execute("DROP INDEX edge_into_document")
    db.execute("DELETE FROM meta WHERE name = 'twins'")
    db.execute("INSERT INTO fact (kind, key, owner, value, changed) VALUES ('Instrument', ?, ?, ?, 1)",
               (X, str(DRAFT), '{"label":"Draft","properties":{"coverage":"full"}}'))  # fmt: skip
    db.execute("INSERT INTO claim (fact, rank, digest, value) SELECT id, 42, x'00', value FROM fact WHERE owner = ?",
               (str(DRAFT),))  # fmt: skip
    db.execute("COMMIT")
    db.close()
    with Library.open(path) as library:
        change = library.last_change()
        assert [str(ref) for ref, _ in library.changed_owners(change - 1, change)] == [
            "Document:S/2023/638", "Instrument:S/2023/638", "Instrument:S/RES/2699"
        ]  # fmt: skip
        assert not [fact for fact in facts(library) if isinstance(fact, Document)]
    with Library.open(path) as library:
        assert library.last_change() == change


def test_edges_into_documents_are_found_by_an_index(tmp_path: Path) -> None:
    from graph.library_twins import ABOUT_THEM

    with Library.open(tmp_path / "library.sqlite") as library:
        plan = " ".join(row[3] for row in library._db.execute(f"EXPLAIN QUERY PLAN {ABOUT_THEM}"))
    assert "edge_into_document" in plan
    assert "SCAN fact" not in plan
