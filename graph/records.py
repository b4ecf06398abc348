"""How facts look inside an engine: labels and properties of a node, properties of an edge, and the digest of both.

The digest of a graph is the sum, modulo 2^256, of the SHA-256 of every node and every edge. A sum does not depend on
order, so that it can be computed in pages on any engine, from the library as well as from the graph.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from graph.folding import fold
from graph.merge import canonical
from graph.model import Edge, Fact, Node, Value

SEARCHED = ("Instrument", "Document", "Body", "State", "Subject", "Term", "Observance")
"""Base labels whose nodes have a `search` property and stand in the full-text index."""

_SEARCHED_PROPERTIES = ("symbol", "aliases", "acronyms", "unts")


def labels_of(node: Node) -> list[str]:
    """The labels of a node, sorted."""
    return sorted({node.base, *([node.label] if node.label else [])})


def node_properties(node: Node) -> dict[str, Any]:
    """The properties that a node has in an engine, `id` and `search` among them; lists as lists."""
    properties: dict[str, Any] = {"id": node.id, **_plain(node.properties)}
    if node.base in SEARCHED:
        properties["search"] = search_text(node)
    return properties


def edge_properties(edge: Edge) -> dict[str, Any]:
    """The properties that an edge has in an engine."""
    return _plain(edge.properties)


def search_text(node: Node) -> str:
    """The folded words by which a node is found: id, symbol, titles or names in all languages, aliases, acronyms."""
    texts: list[str] = [node.id]
    for name, value in node.properties.items():
        if name in _SEARCHED_PROPERTIES or name.startswith(("title_", "name_")):
            texts.extend(value if isinstance(value, tuple) else [str(value)])
    return fold(*texts)


def _plain(properties: Mapping[str, Value]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in properties.items()}


# ------------------------------------------------------------------------------------------------ digest

_MODULUS = 1 << 256


def node_hash(labels: Iterable[str], properties: Mapping[str, Any]) -> int:
    """The hash of a node as an engine returns it."""
    return _hash(["node", sorted(labels), properties])


def edge_hash(kind: str, start: str, end: str, properties: Mapping[str, Any]) -> int:
    """The hash of an edge; `start` and `end` are `Base:id`."""
    return _hash(["edge", kind, start, end, properties])


def fact_hash(fact: Fact) -> int:
    """The hash that the fact's node or edge has in any engine."""
    if isinstance(fact, Node):
        return node_hash(labels_of(fact), node_properties(fact))
    return edge_hash(fact.kind, str(fact.start_at), str(fact.end_at), edge_properties(fact))


def total(hashes: Iterable[int]) -> str:
    """The digest of a set of nodes and edges, 64 hexadecimal digits."""
    value = 0
    for one in hashes:
        value = (value + one) % _MODULUS
    return f"{value:064x}"


def _hash(value: Any) -> int:
    return int.from_bytes(hashlib.sha256(canonical(value).encode()).digest(), "big")
