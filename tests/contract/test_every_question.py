"""Every question once on a graph of four nodes: so also where loading the bundled dataset would take too long."""

from __future__ import annotations

import pytest

from graph.gate import run
from graph.library import Contribution, Library
from graph.merge import RANKS
from graph.model import Adoption, Body, Citation, Fact, Instrument, Node
from graph.projection import library_digest, project
from graph.queries.listing import Filters, listing
from graph.queries.neighbourhood import neighbourhood
from graph.queries.neighbours import neighbours
from graph.queries.node import overview
from graph.queries.path import path
from graph.queries.relations import relation
from graph.queries.search import resolve, search
from graph.store import Store

ASSEMBLY = Body(id="assembly", label="Organ", name_en="General Assembly", acronyms=("UNGA",), coverage="record")
ONE, TWO, THREE = (
    Instrument(
        id=f"A/RES/80/{number}", label="Resolution", title_en=title, adopted_on=f"2025-0{number}-01", coverage="full"
    )
    for number, title in ((1, "Éducation and sport"), (2, "Oceans"), (3, "Artificial intelligence"))
)


def cites(start: Node, end: Node, paragraph: str) -> Citation:
    return Citation(
        kind="CITES", start_at=start.ref, end_at=end.ref, key=f"{paragraph}#1", section="preamble",
        paragraph=paragraph, cited_as="symbol", origin="text", languages=("en",),
    )  # fmt: skip


FACTS: list[Fact] = [
    *(ASSEMBLY, ONE, TWO, THREE),
    *(cites(ONE, TWO, "PP1"), cites(ONE, TWO, "PP3"), cites(TWO, THREE, "PP2")),
    Adoption(kind="ADOPTED_BY", start_at=ONE.ref, end_at=ASSEMBLY.ref, origin="record"),
]


@pytest.fixture(scope="module")
def small(written: Store, tmp_path_factory: pytest.TempPathFactory) -> Store:
    with Library.open(tmp_path_factory.mktemp("small") / "library.sqlite") as library:
        library.replace("all", [Contribution(fact, RANKS["text-en"]) for fact in FACTS], digest="1", rank=50)
        project(library, written)
        assert written.digest() == library_digest(library)
    return written


def test_what_it_is_and_what_is_around_it(small: Store) -> None:
    one = resolve(small, "80/1")
    assert one.id == ONE.id
    assert {each.relation: each.nodes for each in overview(small, one).degrees} == {"cites": 1, "adopted-by": 1}
    around = neighbourhood(small, one, depth=2)
    assert {node.id for node in around.nodes} == {ONE.id, TWO.id, THREE.id}
    assert len(around.edges) == 3


def test_what_it_cites_and_what_cites_it(small: Store) -> None:
    (cited,) = neighbours(small, resolve(small, ONE.id), relation("cites")).items
    assert (cited.node.id, len(cited.edges)) == (TWO.id, 2)
    (citing,) = neighbours(small, resolve(small, THREE.id), relation("cited-by")).items
    assert citing.node.id == TWO.id


def test_how_two_connect(small: Store) -> None:
    assert [node.id for node in path(small, ONE, THREE).nodes] == [ONE.id, TWO.id, THREE.id]


@pytest.mark.parametrize(
    ("words", "found"), [("education", ONE), ("artif", THREE), ("general assembly", ASSEMBLY), ("unga", ASSEMBLY)]
)
def test_words_find_it(small: Store, words: str, found: Node) -> None:
    assert [hit.node.id for hit in search(small, words)] == [found.id]


def test_lists_counts_and_cypher(small: Store) -> None:
    listed = listing(small, Filters(label="Resolution", earliest="2025-02")).items
    assert [node.id for node in listed] == [THREE.id, TWO.id]
    assert small.counts() == ({"Organ": 1, "Resolution": 3}, {"ADOPTED_BY": 1, "CITES": 3})
    rows = run(small, "MATCH (n {id: $id})-[c:CITES]->() RETURN c.paragraph ORDER BY c.paragraph", {"id": ONE.id})
    assert rows.rows == (("PP1",), ("PP3",))
