"""Values of an engine's rows as JSON can hold them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import neo4j


def plain(value: Any) -> Any:
    """A value of a row as JSON can hold it. Ids of engines are never shown: they change."""
    if isinstance(value, neo4j.graph.Node):
        return {"labels": sorted(value.labels), "properties": _properties(value)}
    if isinstance(value, neo4j.graph.Relationship):
        ends = [node.get("id") if node is not None else None for node in value.nodes]
        return {"type": value.type, "start": ends[0], "end": ends[1], "properties": _properties(value)}
    if isinstance(value, neo4j.graph.Path):
        return {"nodes": [plain(n) for n in value.nodes], "relationships": [plain(r) for r in value.relationships]}
    if isinstance(value, Mapping):
        return {str(name): plain(item) for name, item in cast("Mapping[Any, Any]", value).items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in cast("Sequence[Any]", value)]
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return str(value)
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    return value.iso_format() if hasattr(value, "iso_format") else str(value)


def _properties(entity: neo4j.graph.Entity) -> dict[str, Any]:
    return {name: plain(value) for name, value in sorted(entity.items()) if name != "search"}
