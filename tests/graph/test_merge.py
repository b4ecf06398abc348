"""Merging is a pure function of the set of claims: any order, any repetition, any part later withdrawn."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import LibraryError
from graph.library import Contribution, Library
from graph.merge import RANKS, Claim, Disagreement, Stated, decode, disagreements, encode, identity, merge
from graph.model import Citation, Instrument, Ref

titles = st.none() | st.sampled_from(["One", "Two", "Three"])
instruments = st.builds(
    Instrument,
    id=st.just("A/RES/80/1"),
    label=st.sampled_from([None, "Resolution", "Draft"]),
    title_en=titles,
    title_fr=titles,
    year=st.none() | st.integers(1946, 2030),
    aliases=st.lists(st.sampled_from(["x", "y", "z"]), max_size=3).map(tuple),
    coverage=st.sampled_from(["cited", "record", "partial", "full"]),
)
claims = st.builds(Claim, rank=st.sampled_from(sorted(RANKS.values())), fact=instruments)


@given(st.lists(claims, min_size=1, max_size=6), st.randoms())
def test_neither_order_nor_repetition_matters(given_claims: list[Claim], random: object) -> None:
    merged = merge(given_claims)
    shuffled = given_claims + given_claims[:2]
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis' own Random
    assert merge(shuffled) == merged


@given(st.lists(claims, min_size=2, max_size=5))
def test_a_poorer_source_completes_and_never_erases(given_claims: list[Claim]) -> None:
    best = max(given_claims, key=lambda claim: claim.rank)
    merged = merge(given_claims)
    rivals = [c for c in given_claims if c.rank == best.rank]
    for name, value in best.fact.properties.items():
        if name not in ("coverage", "aliases") and len(rivals) == 1:
            assert merged.properties[name] == value


@given(instruments)
def test_a_fact_survives_being_written(instrument: Instrument) -> None:
    kind, key = identity(instrument)
    assert decode(kind, key, encode(instrument)) == merge([Claim(1, instrument)])


@given(instruments)
def test_a_single_claim_is_the_value_as_it_is_written(instrument: Instrument) -> None:
    # The library relies on it: what only one claim states is never decoded and merged there.
    assert encode(merge([Claim(1, instrument)])) == encode(instrument)


def test_what_a_citation_says_is_no_disagreement() -> None:
    read = Claim(RANKS["text-en"], Instrument(id="A/RES/80/1", year=2025, coverage="full"))
    cited = Claim(RANKS["cited"], Instrument(id="A/RES/80/1", year=2026))
    assert disagreements([read, cited]) == []
    stated = Claim(RANKS["editor"], Instrument(id="A/RES/80/1", year=2024, coverage="record"))
    found = disagreements([read, cited, stated])
    taken, other = Stated(2024, RANKS["editor"]), Stated(2025, RANKS["text-en"])
    assert found == [Disagreement("year", taken, (other,))]


# ------------------------------------------------------------------------------------------------ the library


def cites(end: str) -> Citation:
    return Citation(
        kind="CITES",
        start_at=Ref("Instrument", "A/RES/80/1"),
        end_at=Ref("Instrument", end),
        key="PP1#1",
        section="preamble",
        paragraph="PP1",
        cited_as="symbol",
        origin="text",
    )


SOURCES = {
    "english": [Instrument(id="A/RES/80/1", title_en="One", coverage="full"), cites("A/RES/80/2")],
    "french": [Instrument(id="A/RES/80/1", title_fr="Un", coverage="full"), cites("A/RES/80/2")],
    "other": [Instrument(id="A/RES/80/2", title_en="Two", coverage="partial")],
}


def fill(library: Library, names: tuple[str, ...]) -> None:
    for name in names:
        library.replace(name, [Contribution(f, 42) for f in SOURCES[name]], digest=name, rank=42)


@pytest.mark.parametrize("order", list(itertools.permutations(SOURCES)))
def test_a_library_is_the_same_in_any_order_and_after_any_withdrawal(tmp_path: Path, order: tuple[str, ...]) -> None:
    with Library.open(tmp_path / "a.sqlite") as all_, Library.open(tmp_path / "b.sqlite") as part:
        fill(all_, order)
        fill(all_, order[:1])
        fill(part, tuple(sorted(SOURCES)[1:]))
        assert list(all_.facts()) != list(part.facts())
        all_.remove(sorted(SOURCES)[0])
        assert list(all_.facts()) == list(part.facts())
        assert [s.name for s in all_.sources()] == sorted(SOURCES)[1:]


def test_replacing_is_whole(tmp_path: Path) -> None:
    with Library.open(tmp_path / "a.sqlite") as library:
        fill(library, ("english",))
        change = library.last_change()
        assert library.replace("english", [Contribution(SOURCES["english"][0], 42)], digest="2", rank=42) == 1
        assert [identity(fact)[0] for fact in library.facts()] == ["Instrument"]
        assert library.known("english") == "2"
        ((owner, _),) = library.changed_owners(change, library.last_change())
        (gone,) = library.changes([owner], change)
        assert (gone.kind, gone.value) == ("CITES", None)


def test_a_failed_contribution_leaves_nothing_behind(tmp_path: Path) -> None:
    def broken() -> object:
        yield Contribution(SOURCES["english"][0], 42)
        raise RuntimeError("the disk is on fire")

    with Library.open(tmp_path / "a.sqlite") as library:
        with pytest.raises(RuntimeError):
            library.replace("broken", broken(), digest="x", rank=42)  # type: ignore[arg-type]
        assert list(library.facts()) == []
        assert library.known("broken") is None
        assert library.last_change() == 0


def test_a_library_can_be_opened_again(tmp_path: Path) -> None:
    with Library.open(tmp_path / "new" / "a.sqlite") as library:
        fill(library, ("english",))
        first = library.id
    with Library.open(tmp_path / "new" / "a.sqlite") as again:
        assert again.id == first
        assert len(list(again.facts())) == 2


@pytest.mark.parametrize("content", [b"not a database, not even nearly", b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_file_that_is_no_library(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "library.sqlite"
    path.write_bytes(content)
    with pytest.raises(LibraryError):
        Library.open(path)
    assert path.read_bytes() == content


def test_a_database_of_somebody_else(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "theirs.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (x)")
    connection.commit()
    connection.close()
    with pytest.raises(LibraryError, match="not a Recalling library"):
        Library.open(path)
