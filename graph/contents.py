"""What a graph holds, read through in pages: counts by label and kind, and the hash of every node and edge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, LiteralString, Protocol

from graph.records import edge_hash, node_hash
from graph.statements import per_base
from graph.vocabulary import vocabulary

COUNT_NODES: LiteralString = "MATCH (n) WHERE n.coverage IS NOT NULL RETURN labels(n) AS labels, count(*) AS count"
COUNT_EDGES: LiteralString = "MATCH ()-[r]->() RETURN type(r) AS kind, count(*) AS count"

NODE_PAGE = per_base("""
MATCH (n:<base>) WHERE n.id > $after
RETURN labels(n) AS labels, properties(n) AS properties ORDER BY n.id LIMIT $limit
""")
EDGES_OF_PAGE = per_base("""
UNWIND $ids AS id MATCH (n:<base> {id: id})-[r]->(m)
RETURN id AS start, type(r) AS kind, labels(m) AS end_labels, m.id AS end, properties(r) AS properties
""")
EDGES_INTO_PAGE = per_base("""
UNWIND $ids AS id MATCH (n:<base> {id: id})<-[r]-(m)
RETURN id AS end, type(r) AS kind, labels(m) AS start_labels, m.id AS start, properties(r) AS properties
""")

DEGREES = per_base("""
UNWIND $ids AS id MATCH (n:<base> {id: id}) RETURN id, COUNT { (n)-->() } AS edges
""")
DEGREES_INTO = per_base("""
UNWIND $ids AS id MATCH (n:<base> {id: id}) RETURN id, COUNT { (n)<--() } AS edges
""")

PAGE, EDGES = 2_000, 3_000
"""Nodes a page, and edges of as many nodes at a time as have so many together (a State has thousands of votes): a sixth
of the embedded engine's time limit of 5 s on a machine that is busy with other things."""


class Read(Protocol):
    """How a query is asked: `graph.store.Store.read`."""

    def __call__(self, query: LiteralString, /, **parameters: Any) -> list[dict[str, Any]]:
        """The rows of a query."""
        ...


def counts(read: Read) -> tuple[dict[str, int], dict[str, int]]:
    """Nodes by most specific label and edges by kind."""
    nodes: dict[str, int] = defaultdict(int)
    for row in read(COUNT_NODES):
        specific = [label for label in row["labels"] if label not in vocabulary().nodes]
        nodes[specific[0] if specific else row["labels"][0]] += row["count"]
    edges = {row["kind"]: row["count"] for row in read(COUNT_EDGES)}
    return dict(sorted(nodes.items())), dict(sorted(edges.items()))


def hashes(read: Read) -> Iterator[int]:
    """The hashes (`graph.records`) of all nodes and edges but for the meta node."""
    for base in vocabulary().nodes:
        for rows in _pages(read, base):
            yield from (node_hash(row["labels"], row["properties"]) for row in rows)
            for some in _with_few_edges(read(DEGREES[base], ids=_ids(rows))):
                for edge in read(EDGES_OF_PAGE[base], ids=some):
                    end = f"{_base(edge['end_labels'])}:{edge['end']}"
                    yield edge_hash(edge["kind"], f"{base}:{edge['start']}", end, edge["properties"])


def hashes_from_ends(read: Read) -> Iterator[int]:
    """The same hashes, with each edge found from where it ends: an engine may keep that in files of its own."""
    for base in vocabulary().nodes:
        for rows in _pages(read, base):
            yield from (node_hash(row["labels"], row["properties"]) for row in rows)
            for some in _with_few_edges(read(DEGREES_INTO[base], ids=_ids(rows))):
                for edge in read(EDGES_INTO_PAGE[base], ids=some):
                    start = f"{_base(edge['start_labels'])}:{edge['start']}"
                    yield edge_hash(edge["kind"], start, f"{base}:{edge['end']}", edge["properties"])


def _pages(read: Read, base: str) -> Iterator[list[dict[str, Any]]]:
    after = ""
    while rows := read(NODE_PAGE[base], after=after, limit=PAGE):
        yield rows
        after = rows[-1]["properties"]["id"]


def _ids(rows: list[dict[str, Any]]) -> list[str]:
    return [row["properties"]["id"] for row in rows]


def _base(labels: list[str]) -> str:
    return next(label for label in labels if label in vocabulary().nodes)


def _with_few_edges(degrees: list[dict[str, Any]]) -> Iterator[list[str]]:
    """The nodes that have edges, in groups with no more than EDGES together, or of one node."""
    group: list[str] = []
    edges = 0
    for row in degrees:
        if group and edges + row["edges"] > EDGES:
            yield group
            group, edges = [], 0
        if row["edges"]:
            group.append(row["id"])
            edges += row["edges"]
    if group:
        yield group
