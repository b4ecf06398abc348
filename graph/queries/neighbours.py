"""A node's neighbours by one relation, in pages, each with the edges that are the evidence."""

from __future__ import annotations

from typing import Any

from graph.model import Edge, Node, Ref
from graph.queries.node import parts
from graph.queries.relations import RelationName
from graph.queries.results import Neighbour, Page, check_limit
from graph.queries.rows import edge_of, node_of
from graph.queries.tokens import number_position, text_position, token
from graph.statements import per_base
from graph.store import Store

# Forward: in the order of the text. `$after_sort` and `$after_id` are those of the last item of the page before.
FORWARD = per_base("""
UNWIND $ids AS id
MATCH (n:<base> {id: id})-[r]->(m)
WHERE type(r) = $kind AND m.coverage IS NOT NULL
WITH m, min(coalesce(r.position, 0)) AS sort, collect({start: id, properties: properties(r)}) AS edges
WHERE sort > $after_sort OR (sort = $after_sort AND m.id > $after_id)
RETURN labels(m) AS labels, properties(m) AS properties, sort, edges
ORDER BY sort, m.id LIMIT $limit
""")

# Backward: the latest first.
BACKWARD = per_base("""
UNWIND $ids AS id
MATCH (n:<base> {id: id})<-[r]-(m)
WHERE type(r) = $kind AND m.coverage IS NOT NULL AND ($drafts OR NOT m:Draft)
WITH m, coalesce(m.adopted_on, '') AS sort, collect({start: id, properties: properties(r)}) AS edges
WHERE sort < $after_sort OR (sort = $after_sort AND m.id > $after_id)
RETURN labels(m) AS labels, properties(m) AS properties, sort, edges
ORDER BY sort DESC, m.id LIMIT $limit
""")

COUNT_FORWARD = per_base("""
UNWIND $ids AS id
MATCH (n:<base> {id: id})-[r]->(m)
WHERE type(r) = $kind AND m.coverage IS NOT NULL
RETURN count(DISTINCT m) AS total
""")
COUNT_BACKWARD = per_base("""
UNWIND $ids AS id
MATCH (n:<base> {id: id})<-[r]-(m)
WHERE type(r) = $kind AND m.coverage IS NOT NULL AND ($drafts OR NOT m:Draft)
RETURN count(DISTINCT m) AS total
""")


def neighbours(
    store: Store,
    node: Node,
    relation: RelationName,
    *,
    limit: int = 100,
    after: str | None = None,
    drafts: bool = False,
    roll_up: bool = True,
) -> Page[Neighbour]:
    """The neighbours of a node by a relation, with evidence.

    Forward, they stand in the order in which the text names them; backward, the latest adopted first. `after` is the
    `next` of the page before. Citing drafts are left out unless asked for. With `roll_up`, what cites a part of an
    instrument counts as citing the instrument. Raises BadInput for a limit or token that is none.
    """
    check_limit(limit)
    ids = [node.id, *(parts(store, node.ref) if roll_up and relation.rolls_up else [])]
    sort, last = number_position(after) if relation.forward else text_position(after, before_all="9999")
    asked: dict[str, Any] = {"ids": ids, "kind": relation.kind, "drafts": drafts or not relation.rolls_up}
    query, count = (FORWARD, COUNT_FORWARD) if relation.forward else (BACKWARD, COUNT_BACKWARD)
    rows = store.read(query[node.base], after_sort=sort, after_id=last, limit=limit + 1, **asked)
    total = store.read(count[node.base], **asked)[0]["total"]
    items = [_neighbour(row, node, relation) for row in rows[:limit]]
    more = len(rows) > limit
    return Page(tuple(items), token(rows[limit - 1]["sort"], items[-1].node.id) if more else None, total)


def _neighbour(row: dict[str, Any], node: Node, relation: RelationName) -> Neighbour:
    other = node_of(row["labels"], row["properties"])
    edges: list[Edge] = []
    for found in row["edges"]:
        own = Ref(node.base, found["start"])
        start, end = (own, other.ref) if relation.forward else (other.ref, own)
        edges.append(edge_of(relation.kind, start, end, found["properties"]))
    edges.sort(key=lambda edge: (edge.properties.get("position", 0), edge.key))
    return Neighbour(other, tuple(edges))
