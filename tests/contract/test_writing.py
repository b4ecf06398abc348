"""Writing on every engine: the same twice or in another order, interrupted, changed, withdrawn; nobody else's graph."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from graph import contents, projection
from graph.errors import BadQuery, ForeignGraph
from graph.gate import run
from graph.library import Contribution, Library
from graph.merge import RANKS
from graph.model import Body, Citation, Fact, Instrument, Ref
from graph.projection import library_digest, project, rebuild
from graph.store import Store
from graph.vocabulary import vocabulary


def instrument(id_: str, **properties: str) -> Instrument:
    return Instrument(id=id_, label="Resolution", **properties)  # type: ignore[arg-type]  # names of its fields


def cites(start: str, end: str, paragraph: str = "PP1") -> Citation:
    return Citation(
        kind="CITES",
        start_at=Ref("Instrument", start),
        end_at=Ref("Instrument", end),
        key=f"{paragraph}#1",
        section="preamble",
        paragraph=paragraph,
        cited_as="symbol",
        origin="text",
        languages=("en",),
    )


def put(library: Library, name: str, *facts: Fact, rank: str = "text-en") -> None:
    library.replace(name, [Contribution(fact, RANKS[rank]) for fact in facts], digest=name, rank=RANKS[rank])


def documents() -> dict[str, list[Fact]]:
    """Three small documents that cite each other."""
    one, two, three = "A/RES/80/1", "A/RES/80/2", "A/RES/80/3"
    return {
        "one": [instrument(one, title_en="One", coverage="full"), instrument(two), cites(one, two)],
        "two": [
            instrument(two, title_en="Two", coverage="full"),
            instrument(three),
            cites(two, three, "PP1"),
            cites(two, three, "PP4"),
        ],
        "three": [instrument(three, title_fr="Trois", coverage="partial"), instrument(one), cites(three, one)],
    }


def test_any_order_gives_the_same_graph(blank: Store, library: Library, tmp_path: Path) -> None:
    for name, facts in documents().items():
        put(library, name, *facts)
    project(library, blank)
    first = blank.digest()
    assert first == blank.digest_from_ends() == library_digest(library)
    with Library.open(tmp_path / "other.sqlite") as other:
        for name, facts in reversed(documents().items()):
            put(other, name, *reversed(facts))
            put(other, name, *facts)
        assert library_digest(other) == first


def test_the_same_again_writes_nothing(blank: Store, library: Library) -> None:
    for name, facts in documents().items():
        put(library, name, *facts)
    assert project(library, blank).owners == 3
    put(library, "one", *documents()["one"])
    assert project(library, blank).owners == 0


def test_a_correction_replaces_and_a_withdrawal_removes(blank: Store, library: Library) -> None:
    for name, facts in documents().items():
        put(library, name, *facts)
    project(library, blank)
    put(library, "two", instrument("A/RES/80/2", title_en="Two, corrected", coverage="full"))
    project(library, blank)
    assert blank.digest() == library_digest(library)
    rows = blank.read("MATCH (n {id: 'A/RES/80/2'}) RETURN n.title_en AS t, COUNT { (n)-[:CITES]->() } AS c")
    assert rows == [{"t": "Two, corrected", "c": 0}]
    library.remove("three")
    library.remove("two")
    project(library, blank)
    assert blank.digest() == library_digest(library)
    # A/RES/80/2 is still cited by "one"; A/RES/80/3 is named by nobody any longer.
    left = blank.read("MATCH (n:Instrument) RETURN n.id AS id ORDER BY id")
    assert [row["id"] for row in left] == ["A/RES/80/1", "A/RES/80/2"]


def test_what_is_led_to_and_changes_later_in_the_same_projection_gets_no_edge_twice(
    blank: Store, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projection, "FIRST_FACTS", 1)
    monkeypatch.setattr(projection, "MOST_FACTS", 1)
    one, two, three = "A/RES/80/1", "A/RES/80/2", "A/RES/80/3"
    put(library, "old", instrument(two, coverage="full"), instrument(three), cites(two, three))
    project(library, blank)
    # First something that leads to it is written, then it itself, in another language: its edge changes as well.
    french = Citation(**{**_fields(cites(two, three)), "languages": ("fr",)})
    put(library, "new", instrument(one, coverage="full"), instrument(two), cites(one, two))
    put(library, "french", instrument(two, title_fr="Deux", coverage="full"), instrument(three), french, rank="text")
    project(library, blank)
    assert blank.counts()[1] == {"CITES": 2}
    assert blank.digest() == library_digest(library)


def _fields(edge: Citation) -> dict[str, Any]:
    return {field.name: getattr(edge, field.name) for field in fields(edge)}


def test_a_cited_instrument_is_completed_by_a_later_load(blank: Store, library: Library) -> None:
    put(library, "one", *documents()["one"])
    project(library, blank)
    put(library, "two", *documents()["two"])
    project(library, blank)
    rows = blank.read("MATCH (n:Resolution {id: 'A/RES/80/2'}) RETURN n.coverage AS coverage, n.title_en AS title")
    assert rows == [{"coverage": "full", "title": "Two"}]
    assert blank.digest() == library_digest(library)


def test_another_label_takes_the_place_of_the_old_one(blank: Store, library: Library) -> None:
    put(library, "early", Body(id="x", label="Office", name_en="X", coverage="record"), rank="record")
    project(library, blank)
    put(library, "late", Body(id="x", label="Agency", name_en="X", coverage="record"), rank="editor")
    project(library, blank)
    rows = blank.read("MATCH (n:Body) RETURN labels(n) AS labels")
    assert [sorted(row["labels"]) for row in rows] == [["Agency", "Body"]]
    assert blank.digest() == library_digest(library)


def test_an_interrupted_projection_goes_on(blank: Store, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projection, "FIRST_FACTS", 1)
    monkeypatch.setattr(projection, "MOST_FACTS", 1)
    for name, facts in documents().items():
        put(library, name, *facts)

    def stop(done: int, _: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        project(library, blank, progress=stop)
    assert blank.digest() != library_digest(library)
    assert project(library, blank).owners == 1
    assert blank.digest() == library_digest(library)


def test_a_half_erased_graph_is_not_taken_for_whole(blank: Store, library: Library) -> None:
    for name, facts in documents().items():
        put(library, name, *facts)
    project(library, blank)
    steps = blank.erase()
    blank.mark(blank.claim(library.id).__class__(library=library.id, schema=0, projected=0))
    next(steps)
    assert project(library, blank).rebuilt
    assert blank.digest() == library_digest(library)


def test_a_graph_of_an_older_schema_is_made_anew(blank: Store, library: Library) -> None:
    for name, facts in documents().items():
        put(library, name, *facts)
    project(library, blank)
    meta = blank.claim(library.id)
    blank.mark(replace(meta, schema=meta.schema - 1))
    assert project(library, blank).rebuilt
    assert blank.claim(library.id).schema == meta.schema
    assert blank.digest() == library_digest(library)
    assert not project(library, blank).rebuilt


def test_an_instrument_with_more_edges_than_a_page_holds(blank: Store, library: Library) -> None:
    many = [f"A/RES/{session}/{number}" for session in (70, 71, 72, 73) for number in range(1, 801)]
    assert len(many) > contents.EDGES
    hub = instrument("A/RES/80/1", coverage="full")
    put(library, "hub", hub, *map(instrument, many), *(cites(hub.id, id_) for id_ in many))
    put(library, "back", instrument(many[0], coverage="full"), hub, cites(many[0], hub.id))
    project(library, blank)
    assert blank.digest() == blank.digest_from_ends() == library_digest(library)
    assert blank.counts()[1] == {"CITES": len(many) + 1}


def test_the_graph_says_whose_it_is_and_what_wrote_it(blank: Store, library: Library) -> None:
    put(library, "one", *documents()["one"])
    project(library, blank)
    meta = blank.meta()
    assert meta is not None
    assert (meta.library, meta.schema, meta.projected) == (library.id, vocabulary().version, library.last_change())
    assert meta.sources == library.sources_digest()
    assert meta.engine == f"{blank.engine.dialect.name} {blank.engine.version}"
    put(library, "two", *documents()["two"])
    assert meta.sources != library.sources_digest()


def test_rebuilding_gives_the_same(blank: Store, library: Library) -> None:
    for name, facts in documents().items():
        put(library, name, *facts)
    project(library, blank)
    before = blank.digest()
    assert rebuild(library, blank).rebuilt
    assert blank.digest() == before


def test_a_copy_of_the_library_that_went_its_own_way(blank: Store, library: Library, tmp_path: Path) -> None:
    put(library, "one", *documents()["one"])
    library.copy_to(tmp_path / "copy.sqlite")
    put(library, "two", *documents()["two"])
    project(library, blank)
    with Library.open(tmp_path / "copy.sqlite") as copy:
        put(copy, "three", *documents()["three"])
        assert (copy.id, copy.last_change()) == (library.id, library.last_change())
        assert project(copy, blank).rebuilt
        assert blank.digest() == library_digest(copy)
        assert not project(copy, blank).rebuilt


def test_somebody_elses_graph_is_left_alone(blank: Store, library: Library, tmp_path: Path) -> None:
    with blank.engine.driver.session(database=blank.engine.database) as session:
        session.run("CREATE (:Body {name: 'not ours'})").consume()
    put(library, "one", *documents()["one"])
    with pytest.raises(ForeignGraph, match="did not write"):
        project(library, blank)
    with blank.engine.driver.session(database=blank.engine.database) as session:
        assert session.run("MATCH (n) RETURN count(n) AS n").single(strict=True)["n"] == 1
        session.run("MATCH (n) DETACH DELETE n").consume()
    project(library, blank)
    with Library.open(tmp_path / "other.sqlite") as other:
        put(other, "two", *documents()["two"])
        with pytest.raises(ForeignGraph, match="another library"):
            project(other, blank)
    assert blank.digest() == library_digest(library)


@pytest.mark.parametrize(
    "query",
    ["CREATE (n:Body {id: 'x'})", "MATCH (n) DETACH DELETE n", "LOAD CSV FROM 'file:///etc/hostname' AS l RETURN l"],
)
def test_a_query_cannot_write_or_read_files(blank: Store, library: Library, query: str) -> None:
    put(library, "one", *documents()["one"])
    project(library, blank)
    with pytest.raises(BadQuery):
        run(blank, query)
    # Even past the gate nothing stays: the transaction is rolled back.
    if "LOAD" not in query:
        with suppress(BadQuery):
            blank.ask(query, {}, limit=1, seconds=5)  # type: ignore[arg-type]  # a query from outside, on purpose
    assert blank.digest() == library_digest(library)


def test_rows_are_counted_out(blank: Store, library: Library) -> None:
    put(library, "one", *documents()["one"])
    project(library, blank)
    rows = run(blank, "UNWIND range(1, 50) AS i RETURN i, 'CREATE (n)' AS literal", limit=10)
    assert rows.columns == ("i", "literal")
    assert len(rows.rows) == 10
    assert rows.truncated
