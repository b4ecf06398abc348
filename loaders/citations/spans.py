"""Spans of a text, of which it is asked whether another one touches any: some paragraphs have thousands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate


class Spans:
    """Spans from a start to an end, in any order; they may overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))

    def touch(self, start: int, end: int) -> bool:
        """Whether any of them has a character in common with the span from `start` to `end`."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._furthest[before - 1] > start
