"""What the graph answers, laid out for a person: an overview, neighbours with their evidence, a path, hits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice

from api.cli.output import count, facts, line, note, print_json, table
from api.shapes import neighbour_json, page_json
from graph.model import Citation, Edge, Node
from graph.queries.mandate import Step
from graph.queries.neighbours import neighbours
from graph.queries.node import Overview
from graph.queries.relations import RelationName, relations
from graph.queries.results import MAX_LIMIT, Neighbour, Page, Path
from graph.queries.search import Hit
from graph.store import Store
from graph.wording import ATTRIBUTION, coverage, evidence, kind, one, symbol, title, verb

FEW = 10
"""Neighbours that an overview names before it says how to see the others."""

_PLURALS = {"body": "bodies"}
_CITATION = ("paragraph", "opening words", "verb", "as written", "provision", "origin")


# ------------------------------------------------------------------------------------------------ neighbours


def print_neighbours(
    store: Store,
    node: Node,
    relation: RelationName,
    *,
    limit: int | None = None,
    after: str | None = None,
    drafts: bool = False,
    roll_up: bool = True,
    as_json: bool = False,
) -> None:
    """Print the neighbours by a relation, all of them unless limited."""
    page = _pages(store, node, relation, limit=limit, after=after, drafts=drafts, roll_up=roll_up)
    possible = relation.is_of(node.base)
    if not possible:
        said = f"{one(node.base)} {verb_of(relation.kind, forward=True)} nothing"
        if not relation.forward:
            said = f"nothing {verb_of(relation.kind, forward=True)} {one(node.base)}"
        note(f"{said}; see `recalling show {node.id}`")
    if as_json:
        print_json(page_json(page, neighbour_json))
    if as_json or not possible:
        return
    if page.items:
        _print_edges(page.items)
    _tell(node, relation, page)


def _pages(
    store: Store,
    node: Node,
    relation: RelationName,
    *,
    limit: int | None,
    after: str | None,
    drafts: bool,
    roll_up: bool,
) -> Page[Neighbour]:
    """As many pages as it takes, as one."""
    items: list[Neighbour] = []
    while True:
        size = MAX_LIMIT if limit is None else min(MAX_LIMIT, limit - len(items))
        page = neighbours(store, node, relation, limit=size, after=after, drafts=drafts, roll_up=roll_up)
        items.extend(page.items)
        after = page.next
        if after is None or (limit is not None and len(items) >= limit):
            return Page(tuple(items), after, page.total)


def _print_edges(found: Sequence[Neighbour]) -> None:
    """A row an edge. Columns that nothing fills are left out."""
    edges = [(neighbour.node, edge) for neighbour in found for edge in neighbour.edges]
    columns = ["id", *(_CITATION if all(isinstance(edge, Citation) for _, edge in edges) else ("evidence",)), "title"]
    rows = [[node.id, *_evidence(edge, len(columns)), title(node) or ""] for node, edge in edges]
    filled = [place for place in range(len(columns)) if any(row[place] for row in rows)]
    table([columns[place] for place in filled], [[row[place] for place in filled] for row in rows])


def _evidence(edge: Edge, columns: int) -> list[str]:
    if columns == 3 or not isinstance(edge, Citation):
        return [evidence(edge)]
    words = (edge.paragraph, edge.opening, edge.verb, edge.as_written, edge.provision)
    origin = edge.origin + (f" ({edge.confidence})" if edge.confidence != "certain" else "")
    return [*(word or "" for word in words), origin]


def _tell(node: Node, relation: RelationName, page: Page[Neighbour]) -> None:
    """What a person must know to read the list rightly, on standard error."""
    name = relation.slug.replace("-", " ")
    note(f"{symbol(node)} {name}: {_counted(relation, page)}")
    if page.next:
        note(f"The next ones: --after {page.next}")
    if relation.forward and node.properties.get("coverage") != "full":
        note(f"{symbol(node)}: {coverage(node)}.")
    if not relation.forward:
        note("Only what is loaded is listed.")
    note(ATTRIBUTION)


def _counted(relation: RelationName, page: Page[Neighbour]) -> str:
    """How many are listed, and what they are: "13 instruments and 5 documents in 25 mentions"."""
    if not page.items:
        return "nothing that is loaded"
    bases = Counter(neighbour.node.base.lower() for neighbour in page.items)
    words = " and ".join(count(number, base, _PLURALS.get(base)) for base, number in bases.most_common())
    edges = sum(len(neighbour.edges) for neighbour in page.items)
    mentions = f" in {count(edges, 'mention')}" if relation.kind in ("CITES", "MAY_CITE", "MENTIONS") else ""
    return words + mentions + (f", of {page.total:,} in all" if page.next else "")


# ------------------------------------------------------------------------------------------------ overview


def print_overview(store: Store, overview: Overview) -> None:
    """Print a node: its properties, how much of it is known, its neighbours but for citations, and the counts."""
    node = overview.node
    line(f"{symbol(node)} · {kind(node)}")
    if name := title(node):
        line(name)
    line()
    facts([("id", node.id), *_properties(node), ("coverage", f"{node.properties['coverage']} ({coverage(node)})")])
    if overview.degrees:
        line()
        table(["relation", "nodes", "edges"], [[d.relation, str(d.nodes), str(d.edges)] for d in overview.degrees])
    _print_related(store, overview)
    line()
    line(ATTRIBUTION)


def _properties(node: Node) -> list[tuple[str, object]]:
    said = ("coverage", "symbol", "title_en", "name_en")  # in the lines above, or below
    shown = [(name, value) for name, value in node.properties.items() if name not in said]
    return [(name.replace("_", " "), ", ".join(value) if isinstance(value, tuple) else value) for name, value in shown]


def _print_related(store: Store, overview: Overview) -> None:
    """What is neither a citation nor a mention says what a thing is: who co-chairs it, what it supplements."""
    for degree in overview.degrees:
        if degree.kind in ("CITES", "MAY_CITE", "MENTIONS"):
            continue
        page = neighbours(store, overview.node, relations()[degree.relation], limit=FEW, drafts=True)
        line()
        more = f" ({degree.nodes:,}; all: --relation {degree.relation})" if page.next else ""
        line(f"{verb_of(degree.kind, forward=degree.forward)}{more}")
        for neighbour in page.items:
            name = f" {title(neighbour.node)}" if title(neighbour.node) else ""
            line(f"  {neighbour.node.id}{name}")
            for edge in islice(neighbour.edges, FEW):
                if words := evidence(edge):
                    line(f"    {words}")


def verb_of(edge_kind: str, *, forward: bool) -> str:
    """The name of a kind of edge for people, in a direction."""
    from graph.vocabulary import vocabulary

    term = vocabulary().edges[edge_kind]
    return term.forward if forward else term.reverse


# ------------------------------------------------------------------------------------------------ path and hits


def print_path(path: Path) -> None:
    """Print a path, a row for each edge of each hop, in the direction of the way."""
    if not path.hops:
        line(f"{path.nodes[0].id}: that is one and the same")
        return
    rows = [
        [str(step), a.id, verb(edge, forward=hop.forward), b.id, evidence(edge)]
        for step, (a, b, hop) in enumerate(zip(path.nodes, path.nodes[1:], path.hops, strict=False), start=1)
        for edge in hop.edges
    ]
    table(["step", "from", "relation", "to", "evidence"], rows)
    note(f"{count(len(path.hops), 'step')}{_way(path)}")
    note(ATTRIBUTION)


def _way(path: Path) -> str:
    """How to read a path: whether its steps lead forward."""
    if path.directed:
        return "; each leads to the next"
    if len(path.hops) == 1:
        verbs = " and ".join(dict.fromkeys(verb(edge) for edge in path.hops[0].edges))
        return f", the other way round: {path.nodes[1].id} {verbs} {path.nodes[0].id}"
    return "; through what they share: not every step leads forward"


def print_mandate(steps: Sequence[Step]) -> None:
    """Print the steps of a mandate, a row each."""
    rows = [
        [str(known.get("adopted_on", "")), verb(step.effect), step.instrument.id, evidence(step.effect)]
        for step in steps
        for known in (step.instrument.properties,)
    ]
    table(["date", "what", "instrument", "evidence"], rows)
    note("Only what is loaded is listed.")
    note(ATTRIBUTION)


def print_hits(hits: Sequence[Hit]) -> None:
    """Print what a search found."""
    rows = [
        [hit.node.id, kind(hit.node), str(hit.cited), str(hit.node.properties["coverage"]), title(hit.node) or ""]
        for hit in hits
    ]
    table(["id", "kind", "cited by", "coverage", "title"], rows)
    note(ATTRIBUTION)
