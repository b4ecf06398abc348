"""The life of a mandate: what established, extended, changed and ended a body or an instrument, the earliest first."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Effect, Node, Ref
from graph.queries.rows import edge_of, node_of
from graph.statements import per_base
from graph.store import Store

KINDS = ("ESTABLISHES", "EXTENDS", "AMENDS", "REPLACES", "TERMINATES")
MOST = 500
"""Effects at most: the longest mandates were extended some hundred times."""

CHAIN = per_base("""
MATCH (n:<base> {id: $id})<-[r]-(m:Instrument)
WHERE type(r) IN $kinds
RETURN labels(m) AS labels, properties(m) AS node, type(r) AS kind, properties(r) AS edge
ORDER BY coalesce(m.adopted_on, ''), m.id, r.key LIMIT $limit
""")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a mandate: the instrument that took it, and what it says."""

    instrument: Node
    effect: Effect


def mandate(store: Store, node: Node) -> tuple[Step, ...]:
    """The steps of a mandate in the order of time; () for a node that nothing loaded has an effect on."""
    rows = store.read(CHAIN[node.base], id=node.id, kinds=list(KINDS), limit=MOST)
    steps: list[Step] = []
    for row in rows:
        instrument = node_of(row["labels"], row["node"])
        effect = edge_of(row["kind"], instrument.ref, Ref(node.base, node.id), row["edge"])
        if isinstance(effect, Effect):
            steps.append(Step(instrument, effect))
    return tuple(steps)
