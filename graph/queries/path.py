"""How two nodes connect: the shortest path, with every edge of each hop as evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, LiteralString

from graph.errors import BadInput, NotConnected
from graph.model import Edge, Node, Ref
from graph.queries.node import by_base, nodes
from graph.queries.results import Hop, Path
from graph.queries.rows import edge_of, ref_of
from graph.queries.way import Steps, shortest
from graph.statements import per_base
from graph.store import Store
from graph.vocabulary import vocabulary

MAX_STEPS = 8
BATCH = 1_000
"""Nodes from which one query takes a step."""

TEXT_KINDS = frozenset(
    {"CITES", "TEXT_IN", "SUPPLEMENTS", "PART_OF", "FOLLOWS", "AMENDS", "EXTENDS", "REPLACES", "ENDORSES"}
)
"""What texts say of each other. A body that two texts mention would connect all with all: bodies are on the way only
where a body is asked for."""

LEFT_OUT = frozenset({"ABOUT", "ADOPTED_BY", "ADOPTED_AT"})
"""Kinds that connect all with all. A body and a text connect by them only where nothing else connects them, and by a
subject never, unless it is one of the two."""

# One step at a time, and not `allShortestPaths`: what may not be crossed must be known while the path is looked for.
# Neo4j does so for a condition on the path, ArcadeDB takes the shortest paths first and then leaves out what fails.
_MAY: LiteralString = """
WHERE type(r) IN $kinds
RETURN DISTINCT id, labels(m) AS labels, m.id AS other,
  m.coverage IS NOT NULL AND NOT m:Draft AND NOT m:Subject AS crossed
"""
FORWARD = per_base("UNWIND $ids AS id MATCH (n:<base> {id: id})-[r]->(m)" + _MAY)
BACKWARD = per_base("UNWIND $ids AS id MATCH (n:<base> {id: id})<-[r]-(m)" + _MAY)
EITHER = per_base("UNWIND $ids AS id MATCH (n:<base> {id: id})-[r]-(m)" + _MAY)

BETWEEN = per_base("""
MATCH (a:<base> {id: $start})-[r]->(b) WHERE b.id = $end
RETURN type(r) AS kind, labels(b) AS labels, properties(r) AS properties
""")


def path(store: Store, start: Node, end: Node, *, max_steps: int = 6) -> Path:
    """The shortest path from one node to another, at most `max_steps` hops.

    A path on which every text leads to the next one by itself is preferred to a shorter one through common
    neighbours. Where a body is asked for, one that who adopted what has no part in is preferred, unless the two are
    one step apart. Drafts, subjects and what nothing is known of are on no way, but can be its ends. Of several
    shortest paths it is the one whose ids come first.
    Raises NotConnected when there is none, BadInput for a number of steps outside 1 to 8.
    """
    if not 1 <= max_steps <= MAX_STEPS:
        raise BadInput(f"a path has 1 to {MAX_STEPS} steps, not {max_steps}")
    if start.ref == end.ref:
        return Path((start,), ())
    for look in _texts(store, start, end) if _is_text(start) and _is_text(end) else _all(store, start, end):
        if found := look(max_steps):
            return Path(nodes(store, found), tuple(_hop(store, a, b) for a, b in pairwise(found)))
    raise NotConnected(
        f"nothing that is loaded connects {start.id} and {end.id} in {max_steps} steps",
        remedy="Of an instrument known from citations alone, the citations are not loaded.",
    )


Look = Callable[[int], Sequence[Ref] | None]


def _is_text(node: Node) -> bool:
    return node.base in ("Instrument", "Document")


def _texts(store: Store, start: Node, end: Node) -> list[Look]:
    """The ways to look for a path between texts, the preferred one first."""
    ends = (start.ref, end.ref)
    onward, back = _steps(store, FORWARD, TEXT_KINDS, ends), _steps(store, BACKWARD, TEXT_KINDS, ends)
    either = _steps(store, EITHER, TEXT_KINDS, ends)
    return [lambda most: shortest(*ends, onward, back, most), lambda most: shortest(*ends, either, either, most)]


def _all(store: Store, start: Node, end: Node) -> list[Look]:
    """The ways to look for a path where one end is no text, the preferred one first."""
    ends = (start.ref, end.ref)
    every = frozenset(vocabulary().edges)
    subject = "Subject" in (start.base, end.base)
    most_kinds = every if subject else every - {"ABOUT"}
    few = _steps(store, EITHER, most_kinds - (LEFT_OUT - {"ABOUT"}), ends)
    many = _steps(store, EITHER, most_kinds, ends)
    return [
        lambda _: ends if _hop(store, *ends).edges else None,
        lambda most: shortest(*ends, few, few, most),
        lambda most: shortest(*ends, many, many, most),
    ]


def _steps(store: Store, query: dict[str, LiteralString], kinds: frozenset[str], ends: tuple[Ref, Ref]) -> Steps[Ref]:
    """One step from each of some nodes, to what may be on the way and to the ends."""

    def steps(frontier: Sequence[Ref]) -> list[tuple[Ref, Ref]]:
        found: list[tuple[Ref, Ref]] = []
        for base, ids in by_base(frontier).items():
            for first in range(0, len(ids), BATCH):
                for row in store.read(query[base], ids=ids[first : first + BATCH], kinds=sorted(kinds)):
                    other = ref_of(row["labels"], row["other"])
                    if row["crossed"] or other in ends:
                        found.append((ref_of([base], row["id"]), other))
        return found

    return steps


def _hop(store: Store, a: Ref, b: Ref) -> Hop:
    forward = _edges(store, a, b)
    edges = forward or _edges(store, b, a)
    return Hop(tuple(edges), forward=bool(forward))


def _edges(store: Store, start: Ref, end: Ref) -> list[Edge]:
    rows: list[dict[str, Any]] = store.read(BETWEEN[start.base], start=start.id, end=end.id)
    edges = [
        edge_of(row["kind"], start, end, row["properties"]) for row in rows if ref_of(row["labels"], end.id) == end
    ]
    return sorted(edges, key=lambda e: (e.kind, e.properties.get("position", 0), e.key))
