"""Values of an engine's rows as JSON can hold them, and how much they weigh."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import neo4j

MAX_DEPTH = 100
"""Lists in lists: what is deeper, neither Python's own JSON nor most readers of it take."""


class TooDeepError(ValueError):
    """A value is nested deeper than 100."""


def plain(value: Any, depth: int = 0) -> Any:
    """A value of a row as JSON can hold it. Ids of engines are never shown: they change. Raises TooDeepError."""
    if depth > MAX_DEPTH:
        raise TooDeepError(f"nested deeper than {MAX_DEPTH}")
    if isinstance(value, neo4j.graph.Node):
        return {"labels": sorted(value.labels), "properties": _properties(value)}
    if isinstance(value, neo4j.graph.Relationship):
        ends = [node.get("id") if node is not None else None for node in value.nodes]
        return {"type": value.type, "start": ends[0], "end": ends[1], "properties": _properties(value)}
    if isinstance(value, neo4j.graph.Path):
        return {"nodes": [plain(n) for n in value.nodes], "relationships": [plain(r) for r in value.relationships]}
    if isinstance(value, Mapping):
        return {str(name): plain(item, depth + 1) for name, item in cast("Mapping[Any, Any]", value).items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item, depth + 1) for item in cast("Sequence[Any]", value)]
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return str(value)
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    return value.iso_format() if hasattr(value, "iso_format") else str(value)


def weight(values: Iterable[Any], most: int) -> int:
    """About how many bytes values take as JSON; beyond `most` it is not counted on."""
    waiting, size = list(values), 0
    while waiting and size <= most:
        value = waiting.pop()
        size += 8
        if isinstance(value, (str, bytes, bytearray)):
            size += len(cast("str | bytes", value))
        elif isinstance(value, neo4j.graph.Path):
            waiting += (*value.nodes, *value.relationships)
        elif isinstance(value, (neo4j.graph.Entity, Mapping)):
            items = cast("Mapping[Any, Any]", value)
            size += sum(len(str(name)) for name in items)
            waiting += items.values()
        elif isinstance(value, (list, tuple, set, frozenset)):
            # A list holds at least a byte an element: one of millions is not laid beside itself.
            elements = cast("Sequence[Any]", value)
            if len(elements) > most:
                return len(elements)
            waiting += elements
    return size


def _properties(entity: neo4j.graph.Entity) -> dict[str, Any]:
    return {name: plain(value) for name, value in sorted(entity.items()) if name != "search"}
