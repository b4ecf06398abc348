"""How large a text or a list may become that a query makes: no engine looks at its memory within an expression.

`WITH s + s AS s`, twenty times, makes a million texts of one. So the parts that are put together are counted through
the whole query, times the longest text that it starts from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import ceil
from typing import Any, cast

from graph.gate.lists import MAX_NESTED, goes_over_a_list
from graph.gate.tokens import Query

MAX_MADE = 5_000_000
"""Characters of a text, or elements of a list."""
STORED = 5_000
"""More than the longest text of the graph."""
COLLECTED = 20
"""How much more than one text collect() is taken to gather: its rows have been bounded by the engine's memory."""
STEPS = 100
"""Of the paths that reduce() goes over."""
_JOINING = ("+", "||")
_CLAUSES = frozenset(
    {"with", "return", "match", "optional", "unwind", "where", "call", "union", "order", "by", "skip", "limit"}
)


def check_growth(query: Query, parameters: Mapping[str, Any]) -> None:
    """Raise BadQuery where what is put together may become larger than five million characters.

    An expression with `n` signs of addition makes `n + 1` parts at most, each as large as the largest name in it.
    Where it goes over a list, the name in front of IN may stand for what was put together behind it: the parts of both
    are multiplied, most where they are equally many. replace() puts its third argument in for each character.
    """
    longest = max(STORED, longest_text(query, parameters))
    grown: dict[str, int] = {}
    opened: list[int] = []
    bases = [0]
    closed = signs = loops = 0
    largest = steps = 1
    for index, token in enumerate(query):
        word = token.text.lower()
        if word in ("(", "[", "{"):
            opened.append(index)
            # `CALL {` and `CALL (n) {`: its clauses are like those outside.
            before = closed if query[index - 1].text == ")" else index
            if word == "{" and query[before - 1].text.lower() == "call":
                bases.append(len(opened))
        elif word in (")", "]", "}") and opened:
            closed = opened.pop()
            if len(opened) < bases[-1]:
                bases.pop()
        if len(opened) == bases[-1] and (word == "," or word in _CLAUSES):
            signs, loops, largest, steps = 0, 0, 1, 1
            continue
        signs += word in _JOINING
        loops += word in ("(", "[") and goes_over_a_list(query, index)
        named = token.kind in ("word", "quoted")
        called = token.name.lower() if named and query[index + 1].text == "(" else ""
        if called == "replace":
            largest *= _put_in(query, index, longest)
        elif called == "reduce":
            steps = STEPS
        elif named:
            largest = max(largest, grown.get(token.name, 1), COLLECTED if called == "collect" else 1)
        deep = 1 + min(loops, MAX_NESTED)
        made = largest * steps * ceil((signs / deep + 1) ** deep)
        if longest * made > MAX_MADE:
            raise query.refused(f"what is put together here may become larger than {MAX_MADE:,} characters", token)
        if named and query[index - 1].text.lower() == "as":
            grown[token.name] = max(grown.get(token.name, 1), made)


def _put_in(query: Query, index: int, longest: int) -> int:
    """How many characters replace() makes of one: as many as its third argument has, where that is a text, seen."""
    closing = query.closing(index + 1)
    what, comma, instead = query[closing - 3], query[closing - 2], query[closing - 1]
    if what.kind == instead.kind == "string" and comma.text == "," and len(what.text) > len("''"):
        return max(1, len(instead.text) - 2)
    return longest


def longest_text(query: Query, parameters: Mapping[str, Any]) -> int:
    """Characters of the longest text, or elements of the longest list, in a query and its parameters."""
    return max((0, *(len(token.text) for token in query), *_lengths(parameters)))


def _lengths(value: Any) -> Iterator[int]:
    """Of all texts and lists of a parameter, however deep: parameters have been checked before."""
    if isinstance(value, str):
        yield len(value)
    elif isinstance(value, Mapping):
        for each in cast("Mapping[Any, Any]", value).values():
            yield from _lengths(each)
    elif isinstance(value, (list, tuple)):
        items = cast("list[Any]", value)
        yield len(items)
        for each in items:
            yield from _lengths(each)
