"""The same answers on every engine, held against what the documents say."""

from __future__ import annotations

import pytest

from graph.errors import BadSymbol, NotConnected, NotFound
from graph.gate import run
from graph.library import Library
from graph.model import Affiliation, Citation
from graph.projection import library_digest
from graph.queries.neighbourhood import neighbourhood
from graph.queries.neighbours import neighbours
from graph.queries.node import overview
from graph.queries.path import path
from graph.queries.relations import relation
from graph.queries.search import resolve, search
from graph.store import Store

AI = "A/RES/78/265"
# What A/RES/78/265 links, read off the document itself: where, and to what.
LINKED = {
    "A/RES/217(III)A": ["fn.1@PP1"],
    "A/RES/70/1": ["PP2", "fn.10@OP2"],
    "A/RES/69/313": ["PP2"],
    "A/RES/78/1": ["PP2"],
    "A/RES/77/320": ["PP3"],
    "A/RES/78/132": ["PP3"],
    "A/RES/78/160": ["PP3"],
    "A/RES/78/213": ["PP3"],
    "A/RES/77/211": ["PP3"],
    "A/RES/70/125": ["PP3"],
    "A/RES/75/1": ["PP3"],
    "A/HRC/RES/17/4": ["PP4"],
    "A/RES/76/307": ["OP11"],
    "A/C.2/59/3": ["fn.2@PP3"],
    "A/60/687": ["fn.4@PP3"],
    "A/HRC/17/31": ["fn.7@PP4"],  # in the Chinese text these two footnotes stand in the other order
    "A/66/53": ["fn.8@PP4"],
    "A/74/821": ["fn.9@PP5"],
}


def cited(store: Store, id_: str) -> dict[str, list[Citation]]:
    page = neighbours(store, resolve(store, id_), relation("cites"), limit=500)
    assert page.next is None
    return {n.node.id: [e for e in n.edges if isinstance(e, Citation)] for n in page.items}


def test_the_thirteen_resolutions_and_five_documents_that_it_links(asked: Store) -> None:
    found = cited(asked, AI)
    linked = {id_: sorted(e.paragraph for e in edges if e.origin == "link") for id_, edges in found.items()}
    linked = {id_: paragraphs for id_, paragraphs in linked.items() if paragraphs}
    assert linked == {id_: sorted(paragraphs) for id_, paragraphs in LINKED.items()}
    assert {e.origin for id_, edges in found.items() if id_ not in LINKED for e in edges} == {"text"}
    assert {e.cited_as for e in found["un-charter"]} == {"name"}
    assert found["A/DEC/77/568"][0].paragraph == "OP11"


def test_each_citation_has_its_words(asked: Store) -> None:
    found = cited(asked, AI)
    (declaration,) = (edge for edge in found["A/RES/217(III)A"] if edge.origin == "link")
    assert (declaration.opening, declaration.verb, declaration.as_written) == ("reaffirming", "recalls", "217 A (III)")
    assert (found["A/RES/69/313"][0].opening, found["A/RES/69/313"][0].section) == ("reaffirming also", "preamble")
    assert (found["A/RES/76/307"][0].opening, found["A/RES/76/307"][0].section) == ("recalls", "operative")
    assert found["A/HRC/RES/17/4"][0].verb == "takes note of"


def test_who_cites_it_and_in_which_direction(asked: Store) -> None:
    page = neighbours(asked, resolve(asked, AI), relation("cited-by"))
    by = {n.node.id: n.edges for n in page.items}
    edge = by["A/RES/78/311"][0]
    assert isinstance(edge, Citation)
    assert (edge.start_at.id, edge.end_at.id) == ("A/RES/78/311", AI)
    assert (edge.paragraph, edge.verb) == ("PP3", "reaffirms")
    assert AI not in {n.node.id for n in neighbours(asked, resolve(asked, "A/RES/70/1"), relation("cites")).items}


def test_a_text_without_links_leads_where_its_words_lead(asked: Store) -> None:
    found = cited(asked, "S/RES/1373")
    named = {"un-charter", "terrorism-financing-convention"}
    assert set(found) == {"S/RES/1189", "S/RES/1269", "S/RES/1368", "A/RES/2625(XXV)", *named}
    assert [e.paragraph for e in found["S/RES/1269"]] == ["PP1", "OP3(e)"]
    assert {e.origin for edges in found.values() for e in edges} == {"text"}


def test_the_task_force_and_its_two_co_chairs(asked: Store) -> None:
    force = resolve(asked, "Inter-Agency Task Force on Policing")
    chairs = neighbours(asked, force, relation("co-chairs"))
    assert {n.node.id for n in chairs.items} == {"dpo", "unodc"}
    for chair in chairs.items:
        edge = chair.edges[0]
        assert isinstance(edge, Affiliation)
        assert (edge.as_of, edge.source) == ("2022-12-16", "A/RES/77/241 fn.1@PP4")
        assert (edge.start_at.id, edge.end_at.id) == (chair.node.id, force.id)
    founder = neighbours(asked, force, relation("established-by")).items[0]
    assert (founder.node.id, founder.edges[0].properties["since"]) == ("sg-executive-committee", "2021")
    day = neighbours(asked, resolve(asked, "A/RES/77/241"), relation("proclaims")).items[0]
    assert (day.node.id, day.edges[0].properties["paragraph"]) == ("day-of-police-cooperation", "OP1")


def test_the_palermo_convention_and_its_protocols(asked: Store) -> None:
    convention = resolve(asked, "Palermo Convention")
    assert convention.id == "palermo-convention"
    assert resolve(asked, "UNTOC") == convention
    protocols = neighbours(asked, convention, relation("protocols"))
    assert [n.node.id for n in protocols.items] == [
        "palermo-protocol-firearms",
        "palermo-protocol-smuggling",
        "palermo-protocol-trafficking",
    ]
    assert [n.node.id for n in neighbours(asked, convention, relation("text-in")).items] == ["A/RES/55/25"]


def test_a_path_has_evidence_on_each_hop(asked: Store) -> None:
    found = path(asked, resolve(asked, "S/RES/2185"), resolve(asked, "A/RES/2625(XXV)"))
    assert found.nodes[0].id == "S/RES/2185"
    assert found.nodes[-1].id == "A/RES/2625(XXV)"
    assert found.directed
    for start, hop, end in zip(found.nodes, found.hops, found.nodes[1:], strict=False):
        assert hop.edges
        assert all((e.start_at, e.end_at) == (start.ref, end.ref) for e in hop.edges)


def test_what_nothing_connects(asked: Store) -> None:
    with pytest.raises(NotConnected):
        path(asked, resolve(asked, "palermo-protocol-firearms"), resolve(asked, "S/RES/1373"), max_steps=1)


@pytest.mark.parametrize(
    "spelling",
    ["78/265", "a/res/78/265", "resolution 78/265", "GA res. 78/265", "https://docs.un.org/en/A/RES/78/265", f"{AI} "],
)
def test_every_spelling_leads_to_one_node(asked: Store, spelling: str) -> None:
    assert resolve(asked, spelling).id == AI


def test_wrong_and_ambiguous_names(asked: Store) -> None:
    with pytest.raises(NotFound) as unknown:
        resolve(asked, "A/RES/78/256")
    assert AI in unknown.value.nearest
    with pytest.raises(BadSymbol):
        resolve(asked, "the quick brown fox")


def test_a_number_of_two_bodies_is_resolved_only_where_one_is_loaded(asked: Store) -> None:
    # 17/4 can be the Assembly's of 1962 or the Human Rights Council's of 2011: only the latter is cited here.
    assert resolve(asked, "17/4").id == "A/HRC/RES/17/4"


def test_search_by_words_and_by_the_beginning_of_a_word(asked: Store) -> None:
    assert search(asked, "artificial intellig")[0].node.id == AI
    assert search(asked, "unodc")[0].node.id == "unodc"
    assert "unodc" in {hit.node.id for hit in search(asked, "nations unies contre la drogue et le crime")}
    assert search(asked, "77/241")[0].node.id == "A/RES/77/241"


def test_degrees_agree_with_lists(asked: Store) -> None:
    node = resolve(asked, "S/RES/1325")
    degrees = {d.relation: d.nodes for d in overview(asked, node).degrees}
    assert degrees["cites"] == neighbours(asked, node, relation("cites")).total
    assert degrees["cited-by"] == neighbours(asked, node, relation("cited-by")).total > 300


@pytest.mark.parametrize("name", ["cites", "cited-by"])
def test_pages_are_complete_and_do_not_overlap(asked: Store, name: str) -> None:
    node = resolve(asked, "S/RES/1325" if name == "cited-by" else AI)
    whole = [n.node.id for n in neighbours(asked, node, relation(name), limit=500).items]
    paged: list[str] = []
    after = None
    while True:
        page = neighbours(asked, node, relation(name), limit=7, after=after)
        paged += [n.node.id for n in page.items]
        after = page.next
        if after is None:
            break
    assert paged == whole
    assert len(paged) == len(set(paged)) == page.total


def test_a_neighbourhood_has_every_edge_between_its_nodes(asked: Store) -> None:
    around = neighbourhood(asked, resolve(asked, AI), depth=1)
    inside = {node.ref for node in around.nodes}
    assert around.nodes[0].id == AI
    assert not around.truncated
    assert all({e.start_at, e.end_at} <= inside for e in around.edges)
    # A/RES/78/311 cites A/RES/70/1 as well: an edge between two neighbours.
    assert any((e.start_at.id, e.end_at.id) == ("A/RES/78/311", "A/RES/70/1") for e in around.edges)
    few = neighbourhood(asked, resolve(asked, "S/RES/1325"), depth=1, limit=20)
    assert len(few.nodes) == 20
    assert few.truncated


def test_cypher_gives_the_same(asked: Store) -> None:
    rows = run(
        asked,
        "MATCH (:Instrument {id: $id})-[c:CITES]->(n) WHERE c.origin = 'link' RETURN n.id, collect(c.paragraph)",
        {"id": AI},
    )
    assert {row[0]: sorted(row[1]) for row in rows.rows} == {id_: sorted(p) for id_, p in LINKED.items()}


def test_cypher_puts_paths_together(asked: Store) -> None:
    rows = run(
        asked,
        "MATCH p = (:Instrument {id: $id})-[:CITES*2..2]->(:Instrument {id: 'A/RES/70/1'}) "
        "RETURN DISTINCT reduce(s = '', n IN nodes(p) | s + ' > ' + n.id) AS chain, "
        "reduce(n = 0, c IN relationships(p) | n + 1) AS steps ORDER BY chain LIMIT 3",
        {"id": AI},
    )
    chains = [tuple(str(chain).split(" > ")[1:]) for chain, _ in rows.rows]
    assert len(chains) == 3
    assert {(first, last) for first, _, last in chains} == {(AI, "A/RES/70/1")}
    assert {steps for _, steps in rows.rows} == {2}


def test_the_digest_is_the_librarys(asked: Store, bundled_library: Library) -> None:
    assert asked.digest() == library_digest(bundled_library)
