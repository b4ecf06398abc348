"""Changes of the library as few statements: nodes with their labels, then edges, deletions last.

Labels need care. A MERGE on two labels does not use the index, and the embedded engine keeps each combination of labels
as a type of its own with its own unique index: a node that is made and labelled, or loses a label and gets another, in
one transaction is refused there as a duplicate of itself. So new nodes are created with all their labels at once, nodes
that were there before get what they lack, and what they should no longer have goes in a transaction before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, LiteralString

from graph.library import Change
from graph.model import Edge, Node, Ref
from graph.records import edge_properties, node_properties
from graph.statements import named
from graph.vocabulary import vocabulary

Statement = tuple[LiteralString, dict[str, Any]]
Labels = Mapping[Ref, frozenset[str]]
"""The labels that nodes have in the graph; a node that is not there is not in the mapping."""

CREATE_NODES: LiteralString = "UNWIND $rows AS row CREATE (n:<base> {id: row.id}) SET n = row.properties"
CREATE_LABELLED: LiteralString = "UNWIND $rows AS row CREATE (n:<base>:<label> {id: row.id}) SET n = row.properties"
UPDATE_NODES: LiteralString = "UNWIND $rows AS row MATCH (n:<base> {id: row.id}) SET n = row.properties"
PUT_LABEL: LiteralString = "UNWIND $ids AS id MATCH (n:<base> {id: id}) SET n:<label>"
DROP_LABEL: LiteralString = "UNWIND $ids AS id MATCH (n:<base> {id: id}) REMOVE n:<label>"
PUT_EDGES: LiteralString = """
UNWIND $rows AS row
MATCH (a:<start> {id: row.start})
MERGE (b:<end> {id: row.end})
MERGE (a)-[r:<kind> {key: row.key}]->(b)
SET r = row.properties
"""
PUT_SINGLE_EDGES: LiteralString = """
UNWIND $rows AS row
MATCH (a:<start> {id: row.start})
MERGE (b:<end> {id: row.end})
MERGE (a)-[r:<kind>]->(b)
SET r = row.properties
"""
DELETE_EDGES: LiteralString = """
UNWIND $rows AS row
MATCH (a:<start> {id: row.start})-[r:<kind>]->(b:<end> {id: row.end})
WHERE coalesce(r.key, '') = row.key
DELETE r
"""
DELETE_NODES: LiteralString = "UNWIND $ids AS id MATCH (n:<base> {id: id}) DETACH DELETE n"


class Batch:
    """Changes sorted by what they need. Ask `node_ids` for which nodes the present labels must be known."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self._nodes: dict[Ref, Node] = {}
        self._edges: dict[tuple[str, str, str, bool], list[Edge]] = defaultdict(list)
        self._gone_edges: dict[tuple[str, str, str], list[dict[str, str]]] = defaultdict(list)
        self._gone_nodes: dict[str, list[str]] = defaultdict(list)
        for change in changes:
            self._add(change)

    def _add(self, change: Change) -> None:
        fact = change.fact
        if isinstance(fact, Node):
            self._nodes[fact.ref] = fact
        elif isinstance(fact, Edge):
            self._edges[fact.start_at.base, fact.kind, fact.end_at.base, bool(fact.key)].append(fact)
        elif change.kind in vocabulary().nodes:
            self._gone_nodes[change.kind].append(change.key)
        else:
            start, end, key = change.key.split("\t")
            a, b = Ref.parse(start), Ref.parse(end)
            self._gone_edges[a.base, change.kind, b.base].append({"start": a.id, "end": b.id, "key": key})

    def node_ids(self) -> dict[str, list[str]]:
        """The ids of the nodes to be written, by base label."""
        found: dict[str, list[str]] = defaultdict(list)
        for ref in self._nodes:
            found[ref.base].append(ref.id)
        return found

    def stale_labels(self, labels: Labels) -> Iterator[Statement]:
        """Statements for a transaction before: specific labels that nodes have and should not."""
        stale: dict[tuple[str, str], list[str]] = defaultdict(list)
        for ref, node in self._nodes.items():
            for label in labels.get(ref, frozenset()) - {node.base, node.label}:
                stale[node.base, label].append(node.id)
        for (base, label), ids in sorted(stale.items()):
            yield named(DROP_LABEL, base=base, label=label), {"ids": ids}

    def statements(self, labels: Labels) -> Iterator[Statement]:
        """Statements for one transaction, with the meta node's."""
        yield from self._node_statements(labels)
        for (start, kind, end, keyed), edges in sorted(self._edges.items()):
            query = PUT_EDGES if keyed else PUT_SINGLE_EDGES
            yield named(query, start=start, kind=kind, end=end), {"rows": [_edge_row(edge) for edge in edges]}
        for (start, kind, end), gone in sorted(self._gone_edges.items()):
            yield named(DELETE_EDGES, start=start, kind=kind, end=end), {"rows": gone}
        for base, ids in sorted(self._gone_nodes.items()):
            yield named(DELETE_NODES, base=base), {"ids": ids}

    def _node_statements(self, labels: Labels) -> Iterator[Statement]:
        new: dict[tuple[str, str], list[Node]] = defaultdict(list)
        old: dict[str, list[Node]] = defaultdict(list)
        unlabelled: dict[tuple[str, str], list[str]] = defaultdict(list)
        for ref, node in self._nodes.items():
            if ref not in labels:
                new[node.base, node.label or ""].append(node)
                continue
            old[node.base].append(node)
            if node.label and node.label not in labels[ref]:
                unlabelled[node.base, node.label].append(node.id)
        for (base, label), nodes in sorted(new.items()):
            query = named(CREATE_LABELLED, base=base, label=label) if label else named(CREATE_NODES, base=base)
            yield query, {"rows": _node_rows(nodes)}
        for base, nodes in sorted(old.items()):
            yield named(UPDATE_NODES, base=base), {"rows": _node_rows(nodes)}
        for (base, label), ids in sorted(unlabelled.items()):
            yield named(PUT_LABEL, base=base, label=label), {"ids": ids}


def _node_rows(nodes: Sequence[Node]) -> list[dict[str, Any]]:
    return [{"id": node.id, "properties": node_properties(node)} for node in nodes]


def _edge_row(edge: Edge) -> dict[str, Any]:
    return {"start": edge.start_at.id, "end": edge.end_at.id, "key": edge.key, "properties": edge_properties(edge)}
