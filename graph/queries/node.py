"""What is known about one node: its properties, and how many edges of each kind lead from it and to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import LiteralString

from graph.model import Node, Ref
from graph.queries.relations import relations, slug_of
from graph.queries.rows import node_of
from graph.statements import for_all_bases, per_base
from graph.store import Store

BY_ID = for_all_bases("""
MATCH (n:<base> {id: $id}) WHERE n.coverage IS NOT NULL
RETURN labels(n) AS labels, properties(n) AS properties
""")

# The number beside a relation is that of its list: citations of parts count for the whole, citing drafts do not.
DEGREES = per_base("""
UNWIND $ids AS id
MATCH (n:<base> {id: id})-[r]->(m)
WHERE m.coverage IS NOT NULL AND (id = $own OR type(r) IN $rolled_up)
RETURN type(r) AS kind, true AS forward, count(*) AS edges, count(DISTINCT m) AS nodes
UNION ALL
UNWIND $ids AS id
MATCH (n:<base> {id: id})<-[r]-(m)
WHERE m.coverage IS NOT NULL AND (id = $own OR type(r) IN $rolled_up) AND NOT (m:Draft AND type(r) IN $rolled_up)
RETURN type(r) AS kind, false AS forward, count(*) AS edges, count(DISTINCT m) AS nodes
""")

BY_IDS = per_base("""
UNWIND $ids AS id MATCH (n:<base> {id: id}) RETURN labels(n) AS labels, properties(n) AS properties
""")

PARTS: LiteralString = """
MATCH (whole:Instrument {id: $id})<-[:PART_OF]-(part:Instrument)
RETURN part.id AS id ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class Degree:
    """How many nodes are reached by one relation, and over how many edges."""

    relation: str
    kind: str
    forward: bool
    nodes: int
    edges: int


@dataclass(frozen=True, slots=True)
class Overview:
    """A node and its degrees, relations in the order of their names."""

    node: Node
    degrees: tuple[Degree, ...]


def by_id(store: Store, id_: str) -> list[Node]:
    """The nodes with exactly this id: one for each base label that has it, instruments first."""
    return [node_of(row["labels"], row["properties"]) for row in store.read(BY_ID, id=id_)]


def nodes(store: Store, refs: Iterable[Ref]) -> tuple[Node, ...]:
    """The nodes of these references, in their order; those that the graph does not hold are left out."""
    order = list(refs)
    found: dict[Ref, Node] = {}
    for base, ids in by_base(order).items():
        for row in store.read(BY_IDS[base], ids=ids):
            node = node_of(row["labels"], row["properties"])
            found[node.ref] = node
    return tuple(found[ref] for ref in order if ref in found)


def by_base(refs: Iterable[Ref]) -> dict[str, list[str]]:
    """The ids of references by base label, both sorted: a query starts at the index of one label."""
    grouped: dict[str, list[str]] = {}
    for ref in refs:
        grouped.setdefault(ref.base, []).append(ref.id)
    return {base: sorted(ids) for base, ids in sorted(grouped.items())}


def overview(store: Store, node: Node) -> Overview:
    """A node with the number of its neighbours by relation."""
    ids = [node.id, *parts(store, node.ref)]
    rolled_up = sorted({name.kind for name in relations().values() if name.rolls_up})
    rows = store.read(DEGREES[node.base], ids=ids, own=node.id, rolled_up=rolled_up)
    degrees = [
        Degree(slug_of(r["kind"], forward=r["forward"]), r["kind"], r["forward"], r["nodes"], r["edges"]) for r in rows
    ]
    return Overview(node, tuple(sorted(degrees, key=lambda d: (not d.forward, d.relation))))


def parts(store: Store, ref: Ref) -> list[str]:
    """The ids of an instrument's parts; none for anything else."""
    return [row["id"] for row in store.read(PARTS, id=ref.id)] if ref.base == "Instrument" else []
