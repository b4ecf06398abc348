"""The nodes around one node and every edge between them: what a picture shows and an export holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from graph.errors import BadInput
from graph.model import Edge, Node, Ref
from graph.queries.node import by_base, nodes
from graph.queries.results import Neighbourhood
from graph.queries.rows import edge_of, ref_of
from graph.statements import per_base
from graph.store import Store
from graph.vocabulary import vocabulary

MAX_DEPTH = 4
MAX_NODES = 3_000
FEW = 150
"""Nodes that a person can still read in one picture."""

LEFT_OUT = frozenset({"ABOUT", "VOTED", "SPONSORED", "SIGNED", "PARTY_TO", "ADOPTED_BY", "ADOPTED_AT", "DRAFT_OF"})
"""Kinds that would connect all with all, or drown what the texts say of each other."""

STEP = per_base("""
UNWIND $ids AS id
MATCH (n:<base> {id: id})-[r]-(m)
WHERE type(r) IN $kinds AND m.coverage IS NOT NULL AND NOT m:Draft
RETURN labels(m) AS labels, m.id AS id, count(DISTINCT id) AS links, count(r) AS mentions
""")
EDGES = per_base("""
UNWIND $ids AS id
MATCH (n:<base> {id: id})-[r]->(m)
WHERE type(r) IN $kinds AND m.id IN $all
RETURN id AS start, labels(m) AS labels, m.id AS end, type(r) AS kind, properties(r) AS properties
""")


def neighbourhood(store: Store, centre: Node, *, depth: int = 1, limit: int = FEW) -> Neighbourhood:
    """The nodes within `depth` steps of a node, nearest first, and all edges between them.

    Where there are more than `limit` nodes, those linked with most nodes already taken are kept, then those with most
    mentions; no step is taken beyond. Raises BadInput for a depth outside 0 to 4 or a limit outside 1 to 3,000.
    """
    if not 0 <= depth <= MAX_DEPTH:
        raise BadInput(f"a neighbourhood has a depth of 0 to {MAX_DEPTH}, not {depth}")
    if not 1 <= limit <= MAX_NODES:
        raise BadInput(f"a neighbourhood has 1 to {MAX_NODES} nodes, not {limit}")
    kinds = [kind for kind in vocabulary().edges if kind not in LEFT_OUT]
    taken: dict[Ref, None] = {centre.ref: None}
    frontier = [centre.ref]
    total = 1
    for _ in range(depth):
        ranked = _ranked(store, frontier, kinds, taken)
        total += len(ranked)
        frontier = ranked[: limit - len(taken)]
        taken.update(dict.fromkeys(frontier))
        if len(frontier) < len(ranked) or not frontier:
            break
    return Neighbourhood(centre.ref, depth, nodes(store, taken), _edges(store, taken, kinds), total)


def _ranked(store: Store, frontier: Iterable[Ref], kinds: list[str], taken: Iterable[Ref]) -> list[Ref]:
    """What is one step away and not yet taken, most linked first."""
    links: Counter[Ref] = Counter()
    mentions: Counter[Ref] = Counter()
    for base, ids in by_base(frontier).items():
        for row in store.read(STEP[base], ids=ids, kinds=kinds):
            ref = ref_of(row["labels"], row["id"])
            links[ref] += row["links"]
            mentions[ref] += row["mentions"]
    for ref in taken:
        links.pop(ref, None)
    return sorted(links, key=lambda ref: (-links[ref], -mentions[ref], ref))


def _edges(store: Store, refs: Iterable[Ref], kinds: list[str]) -> tuple[Edge, ...]:
    inside = set(refs)
    found: list[Edge] = []
    for base, ids in by_base(inside).items():
        for row in store.read(EDGES[base], ids=ids, kinds=kinds, all=sorted({ref.id for ref in inside})):
            end = ref_of(row["labels"], row["end"])
            if end in inside:
                found.append(edge_of(row["kind"], ref_of([base], row["start"]), end, row["properties"]))
    found.sort(key=lambda e: (e.start_at, e.kind, e.properties.get("position", 0), e.end_at, e.key))
    return tuple(found)
