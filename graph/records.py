"""How facts look inside an engine: labels and properties of a node, properties of an edge, and the digest of both.

The digest of a graph is the sum, modulo 2^256, of the SHA-256 of every node and every edge. A sum does not depend on
order, so that it can be computed in pages on any engine, from the library as well as from the graph.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, cast

from graph.folding import fold
from graph.merge import canonical, encode, written
from graph.model import Fact, Node

SEARCHED = ("Instrument", "Document", "Body", "State", "Subject", "Term", "Observance")
"""Base labels whose nodes have a `search` property and stand in the full-text index."""

_SEARCHED_PROPERTIES = ("symbol", "title", "aliases", "acronyms", "unts")


def labels_of(node: Node) -> list[str]:
    """The labels of a node, sorted."""
    return sorted({node.base, *([node.label] if node.label else [])})


def node_properties(base: str, id_: str, known: Mapping[str, Any]) -> dict[str, Any]:
    """The properties that a node has in an engine: what is `known` of it, `id` and `search`."""
    properties: dict[str, Any] = {"id": id_, **known}
    if base in SEARCHED:
        properties["search"] = search_text(id_, known)
    return properties


def search_text(id_: str, known: Mapping[str, Any]) -> str:
    """The folded words by which a node is found: id, symbol, titles or names in all languages, aliases, acronyms."""
    texts: list[str] = [id_]
    for name, value in sorted(known.items()):
        if name in _SEARCHED_PROPERTIES or name.startswith(("title_", "name_")):
            texts.extend(cast("list[str]", value) if isinstance(value, (list, tuple)) else [str(value)])
    return fold(*texts)


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
    _, known = written(encode(fact))
    if isinstance(fact, Node):
        return node_hash(labels_of(fact), node_properties(fact.base, fact.id, known))
    return edge_hash(fact.kind, str(fact.start_at), str(fact.end_at), known)


def total(hashes: Iterable[int]) -> str:
    """The digest of a set of nodes and edges, 64 hexadecimal digits."""
    value = 0
    for one in hashes:
        value = (value + one) % _MODULUS
    return f"{value:064x}"


def _hash(value: Any) -> int:
    return int.from_bytes(hashlib.sha256(canonical(value).encode()).digest(), "big")
