"""The parameters that come with a query: how large, how deep, and of what they may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from graph.errors import BadQuery

MAX_PARAMETER_BYTES = 64 * 1024
MAX_DEPTH = 16
_INTEGERS = range(-(2**63), 2**63)


def check_parameters(parameters: Mapping[str, Any]) -> None:
    """Raise BadQuery for parameters of more than 64 KiB, nested deeper than 16, or that no engine can take."""
    waiting: list[tuple[Any, int]] = [(parameters, 0)]
    size = 0
    while waiting:
        value, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise BadQuery(f"a parameter is nested deeper than {MAX_DEPTH}")
        if isinstance(value, Mapping):
            items = cast("Mapping[Any, Any]", value)
            size += sum(_bytes(name) for name in items)
            waiting.extend((item, depth + 1) for item in items.values())
        elif isinstance(value, (list, tuple)):
            waiting.extend((item, depth + 1) for item in cast("Sequence[Any]", value))
        size += _bytes(value)
        if size + len(waiting) > MAX_PARAMETER_BYTES:
            raise BadQuery(f"the parameters are larger than {MAX_PARAMETER_BYTES // 1024} KiB together")


def _bytes(value: Any) -> int:
    if isinstance(value, str):
        try:
            return len(value.encode())
        except UnicodeEncodeError:
            raise BadQuery("a parameter holds half of a character (a lone surrogate)") from None
    if isinstance(value, int) and value not in _INTEGERS:
        raise BadQuery("a parameter holds a number of more than 64 bits")
    return len(cast("bytes", value)) if isinstance(value, (bytes, bytearray)) else 1
