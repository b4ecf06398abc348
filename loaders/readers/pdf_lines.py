"""The lines of a PDF in the order of reading, each with its place on the page and the size of its letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MARGIN = 0.09
"""Part of a page's height, above and below, in which running heads, numbers of pages and the like stand."""


@dataclass(slots=True)
class Line:
    """A line of text: how far above the foot of its page it stands, and the size of its letters, in points."""

    text: str
    y: float
    size: float
    page: int
    height: float


def usual_size(lines: Sequence[Line]) -> float:
    """The size of the letters in which most of the words are set; 10 where there are none."""
    sizes: dict[float, int] = {}
    for line in lines:
        if line.size > 0:
            sizes[round(line.size, 1)] = sizes.get(round(line.size, 1), 0) + len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=10.0)
