"""How two nodes connect: the shortest path, with every edge of each hop as evidence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, LiteralString

from graph.errors import BadInput, NotConnected
from graph.model import Edge, Node, Ref
from graph.queries.results import Hop, Path
from graph.queries.rows import edge_of, node_of, ref_of
from graph.statements import named, per_base
from graph.store import Store

MAX_STEPS = 8

# Of several shortest paths the one whose ids come first, so that the answer is the same on every engine.
# Two texts connect through what texts say of each other; a body that both mention would connect all with all,
# so bodies are on the way only where a body is asked for.
DIRECTED_TEXTS: LiteralString = """
MATCH (a:<here> {id: $start}), (b:<there> {id: $end})
MATCH p = allShortestPaths((a)-[:CITES|TEXT_IN|SUPPLEMENTS|PART_OF|FOLLOWS|AMENDS|EXTENDS|REPLACES|ENDORSES*1..8]->(b))
WITH [n IN nodes(p) | n.id] AS ids, [n IN nodes(p) | labels(n)] AS labels
RETURN labels, ids, reduce(s = '', id IN ids | s + '|' + id) AS signature ORDER BY signature LIMIT 1
"""
TEXTS: LiteralString = """
MATCH (a:<here> {id: $start}), (b:<there> {id: $end})
MATCH p = allShortestPaths((a)-[:CITES|TEXT_IN|SUPPLEMENTS|PART_OF|FOLLOWS|AMENDS|EXTENDS|REPLACES|ENDORSES*1..8]-(b))
WITH [n IN nodes(p) | n.id] AS ids, [n IN nodes(p) | labels(n)] AS labels
RETURN labels, ids, reduce(s = '', id IN ids | s + '|' + id) AS signature ORDER BY signature LIMIT 1
"""
ALL: LiteralString = """
MATCH (a:<here> {id: $start}), (b:<there> {id: $end})
MATCH p = allShortestPaths((a)-[*1..8]-(b))
WITH [n IN nodes(p) | n.id] AS ids, [n IN nodes(p) | labels(n)] AS labels
RETURN labels, ids, reduce(s = '', id IN ids | s + '|' + id) AS signature ORDER BY signature LIMIT 1
"""

NODES = per_base("""
UNWIND $ids AS id MATCH (n:<base> {id: id}) RETURN labels(n) AS labels, properties(n) AS properties
""")
BETWEEN = per_base("""
MATCH (a:<base> {id: $start})-[r]->(b) WHERE b.id = $end
RETURN type(r) AS kind, labels(b) AS labels, properties(r) AS properties
""")


def path(store: Store, start: Node, end: Node, *, max_steps: int = 6) -> Path:
    """The shortest path from one node to another, at most `max_steps` hops.

    A path on which every text leads to the next one by itself is preferred to a shorter one through common
    neighbours. Raises NotConnected when there is none, BadInput for a number of steps outside 1 to 8.
    """
    if not 1 <= max_steps <= MAX_STEPS:
        raise BadInput(f"a path has 1 to {MAX_STEPS} steps, not {max_steps}")
    if start.ref == end.ref:
        return Path((start,), ())
    texts = {start.base, end.base} <= {"Instrument", "Document"}
    for query in (DIRECTED_TEXTS, TEXTS) if texts else (ALL,):
        rows = store.read(named(query, here=start.base, there=end.base), start=start.id, end=end.id)
        if rows and len(rows[0]["ids"]) <= max_steps + 1:
            found = zip(rows[0]["labels"], rows[0]["ids"], strict=True)
            return _path(store, [ref_of(labels, id_) for labels, id_ in found])
    raise NotConnected(
        f"nothing that is loaded connects {start.id} and {end.id} in {max_steps} steps",
        remedy="Of an instrument known from citations alone, the citations are not loaded.",
    )


def _path(store: Store, refs: Sequence[Ref]) -> Path:
    found: dict[Ref, Node] = {}
    for base in {ref.base for ref in refs}:
        for row in store.read(NODES[base], ids=[ref.id for ref in refs if ref.base == base]):
            node = node_of(row["labels"], row["properties"])
            found[node.ref] = node
    hops = [_hop(store, a, b) for a, b in pairwise(refs)]
    return Path(tuple(found[ref] for ref in refs), tuple(hops))


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
