"""Changes of the library as few statements: nodes with their labels, then edges, deletions last.

Labels need care. A MERGE on two labels does not use the index, and the embedded engine keeps each combination of labels
as a type of its own with its own unique index: a node that is made and labelled, or loses a label and gets another, in
one transaction is refused there as a duplicate of itself. So new nodes are created with all their labels at once, nodes
that were there before get what they lack, and what they should no longer have goes in a transaction before.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, LiteralString

from graph.library import Change
from graph.merge import written
from graph.model import Ref
from graph.presence import Present
from graph.records import node_properties
from graph.statements import named
from graph.vocabulary import vocabulary

Statement = tuple[LiteralString, dict[str, Any]]


Known = Mapping[Ref, Present]
"""The nodes of a batch, and those that its edges lead to, which are in the graph already."""

MANY = 50
"""Edges of a kind that a node gets at once: to look for each among those that it has takes the square of them."""

CREATE_NODES: LiteralString = "UNWIND $rows AS row CREATE (n:<base> {id: row.id}) SET n = row.properties"
CREATE_LABELLED: LiteralString = "UNWIND $rows AS row CREATE (n:<base>:<label> {id: row.id}) SET n = row.properties"
UPDATE_NODES: LiteralString = "UNWIND $rows AS row MATCH (n:<base> {id: row.id}) SET n = row.properties"
PUT_LABEL: LiteralString = "UNWIND $ids AS id MATCH (n:<base> {id: id}) SET n:<label>"
DROP_LABEL: LiteralString = "UNWIND $ids AS id MATCH (n:<base> {id: id}) REMOVE n:<label>"
CREATE_EDGES: LiteralString = """
UNWIND $rows AS row
MATCH (a:<start> {id: row.start}) MATCH (b:<end> {id: row.end})
CREATE (a)-[r:<kind>]->(b)
SET r = row.properties
"""
PUT_EDGES: LiteralString = """
UNWIND $rows AS row
MATCH (a:<start> {id: row.start}) MATCH (b:<end> {id: row.end})
MERGE (a)-[r:<kind> {key: row.key}]->(b)
SET r = row.properties
"""
PUT_SINGLE_EDGES: LiteralString = """
UNWIND $rows AS row
MATCH (a:<start> {id: row.start}) MATCH (b:<end> {id: row.end})
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


@dataclass(frozen=True, slots=True)
class _Node:
    ref: Ref
    label: str | None
    properties: dict[str, Any]


class Batch:
    """Changes sorted by what they need. Ask `refs` for which nodes it must be known whether they are there.

    `labels_of` gives the specific labels of nodes that edges lead to: they are made with them, because adding a label
    later makes the embedded engine write a node and the ends of all its edges anew.
    """

    def __init__(self, changes: Iterable[Change], labels_of: Callable[[Iterable[Ref]], Mapping[Ref, str]]) -> None:
        self._nodes: dict[Ref, _Node] = {}
        self._edges: dict[tuple[str, str, str, bool], list[dict[str, Any]]] = defaultdict(list)
        self._gone_edges: dict[tuple[str, str, str], list[dict[str, str]]] = defaultdict(list)
        self._gone_nodes: dict[str, list[str]] = defaultdict(list)
        self._ends: set[Ref] = set()
        for change in changes:
            # Facts were checked when they came into the library: here they stay as they are written.
            if change.kind in vocabulary().nodes:
                self._add_node(Ref.parse(f"{change.kind}:{change.key}"), change.value)
            else:
                self._add_edge(change.kind, change.key, change.value)
        self._ends -= self._nodes.keys()
        self._labels = labels_of(self._ends)

    def _add_node(self, ref: Ref, value: str | None) -> None:
        if value is None:
            self._gone_nodes[ref.base].append(ref.id)
        else:
            label, known = written(value)
            self._nodes[ref] = _Node(ref, label, node_properties(ref.base, ref.id, known))

    def _add_edge(self, kind: str, key: str, value: str | None) -> None:
        start, end, key = key.split("\t")
        (start_base, _, start_id), (end_base, _, end_id) = start.partition(":"), end.partition(":")
        row: dict[str, Any] = {"start": start_id, "end": end_id, "key": key}
        if value is None:
            self._gone_edges[start_base, kind, end_base].append(row)
        else:
            row["properties"] = written(value)[1]
            self._edges[start_base, kind, end_base, bool(key)].append(row)
            self._ends.add(Ref.parse(end))

    def refs(self) -> set[Ref]:
        """The nodes to be written, and those that edges to be written lead to."""
        return self._ends | self._nodes.keys()

    def outcome(self) -> tuple[dict[Ref, Present], list[Ref]]:
        """What is in the graph when the batch has been written, and what no longer is."""
        there = {ref: _present(ref, self._labels.get(ref), written=False) for ref in self._ends}
        there |= {ref: _present(ref, node.label, written=True) for ref, node in self._nodes.items()}
        return there, [Ref.parse(f"{base}:{id_}") for base, ids in self._gone_nodes.items() for id_ in ids]

    def stale_labels(self, known: Known) -> Iterator[Statement]:
        """Statements for a transaction before: specific labels that nodes have and should not."""
        stale: dict[tuple[str, str], list[str]] = defaultdict(list)
        for ref, node in self._nodes.items():
            if ref in known:
                for label in known[ref].labels - {ref.base, node.label}:
                    stale[ref.base, label].append(ref.id)
        for (base, label), ids in sorted(stale.items()):
            yield named(DROP_LABEL, base=base, label=label), {"ids": ids}

    def many_edges(self) -> dict[tuple[str, str], list[str]]:
        """Starts of so many edges of a kind that it is worth knowing whether they have any; by base and kind."""
        many: dict[tuple[str, str], list[str]] = {}
        for (start, kind, _, _), rows in self._edges.items():
            times = Counter(row["start"] for row in rows)
            if ids := [id_ for id_, count in times.items() if count >= MANY]:
                many[start, kind] = sorted({*many.get((start, kind), ()), *ids})
        return many

    def statements(self, known: Known, without: Mapping[tuple[str, str], Set[str]]) -> Iterator[Statement]:
        """Statements for one transaction, with the meta node's.

        `without` has those of `many_edges` that have no edge of the kind.
        """
        yield from self._node_statements(known)
        for (start, kind, end, keyed), rows in sorted(self._edges.items()):
            # A node is written with all its edges: one that was not there has none yet that could be met again.
            new = {id_ for id_ in {row["start"] for row in rows} if self._is_new(Ref.parse(f"{start}:{id_}"), known)}
            new |= without.get((start, kind), set())
            first = [row for row in rows if row["start"] in new]
            again = [row for row in rows if row["start"] not in new]
            if first:
                yield named(CREATE_EDGES, start=start, kind=kind, end=end), {"rows": first}
            if again:
                query = PUT_EDGES if keyed else PUT_SINGLE_EDGES
                yield named(query, start=start, kind=kind, end=end), {"rows": again}
        for (start, kind, end), gone in sorted(self._gone_edges.items()):
            yield named(DELETE_EDGES, start=start, kind=kind, end=end), {"rows": gone}
        for base, ids in sorted(self._gone_nodes.items()):
            yield named(DELETE_NODES, base=base), {"ids": ids}

    def _is_new(self, ref: Ref, known: Known) -> bool:
        return ref in self._nodes and (ref not in known or not known[ref].written)

    def _bare(self, known: Known) -> dict[tuple[str, str], list[str]]:
        """Nodes that are only led to so far, by base and specific label."""
        bare: dict[tuple[str, str], list[str]] = defaultdict(list)
        for ref in sorted(self._ends - known.keys()):
            bare[ref.base, self._labels.get(ref, "")].append(ref.id)
        return bare

    def _node_statements(self, known: Known) -> Iterator[Statement]:
        new: dict[tuple[str, str], list[_Node]] = defaultdict(list)
        old: dict[str, list[_Node]] = defaultdict(list)
        unlabelled: dict[tuple[str, str], list[str]] = defaultdict(list)
        for ref, node in self._nodes.items():
            if ref not in known:
                new[ref.base, node.label or ""].append(node)
                continue
            old[ref.base].append(node)
            if node.label and node.label not in known[ref].labels:
                unlabelled[ref.base, node.label].append(ref.id)
        for (base, label), ids in sorted(self._bare(known).items()):
            query = named(CREATE_LABELLED, base=base, label=label) if label else named(CREATE_NODES, base=base)
            yield query, {"rows": [{"id": id_, "properties": {"id": id_}} for id_ in ids]}
        for (base, label), nodes in sorted(new.items()):
            query = named(CREATE_LABELLED, base=base, label=label) if label else named(CREATE_NODES, base=base)
            yield query, {"rows": _node_rows(nodes)}
        for base, nodes in sorted(old.items()):
            yield named(UPDATE_NODES, base=base), {"rows": _node_rows(nodes)}
        for (base, label), ids in sorted(unlabelled.items()):
            yield named(PUT_LABEL, base=base, label=label), {"ids": ids}


def _node_rows(nodes: Sequence[_Node]) -> list[dict[str, Any]]:
    return [{"id": node.ref.id, "properties": node.properties} for node in nodes]


def _present(ref: Ref, label: str | None, *, written: bool) -> Present:
    return Present(frozenset({ref.base, label} if label else {ref.base}), written)
