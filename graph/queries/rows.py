"""Rows of an engine back into nodes and edges of the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.model import Edge, Node, Ref, edge_from, node_from
from graph.vocabulary import vocabulary


def ref_of(labels: Sequence[str], id_: str) -> Ref:
    """The reference of a node from its labels and id."""
    return Ref.parse(f"{_base(labels)}:{id_}")


def node_of(labels: Sequence[str], properties: Mapping[str, Any]) -> Node:
    """A node from its labels and properties."""
    base = _base(labels)
    label = next((name for name in labels if name in vocabulary().nodes[base].labels), None)
    known = {name: value for name, value in properties.items() if name in vocabulary().nodes[base].properties}
    return node_from(base, str(properties["id"]), label, known)


def edge_of(kind: str, start: Ref, end: Ref, properties: Mapping[str, Any]) -> Edge:
    """An edge from its kind, ends and properties."""
    return edge_from(kind, start, end, properties)


def _base(labels: Sequence[str]) -> str:
    return next(name for name in labels if name in vocabulary().nodes)
