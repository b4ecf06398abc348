"""The lines of pages in the order of reading, each with its place on the page and the size of its letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

MARGIN = 0.09
"""Part of a page, above and below, in which running heads, numbers of pages and the like stand."""

RULE = re.compile(r"[_‾–—]{5,}")
"""The line above notes, which in documents of the United Nations is one of text."""


@dataclass(slots=True)
class Line:
    """A line of text: how far above the foot of its page it stands, and the size of its letters, in points.

    `level` is where on its page that is, from 0 at its foot to 1 at its head.
    """

    text: str
    y: float
    size: float
    page: int
    level: float

    @property
    def at_foot(self) -> bool:
        """Whether it stands in the lower margin."""
        return self.level < MARGIN

    @property
    def at_edge(self) -> bool:
        """Whether it stands in the upper or lower margin; what stands below the page is not shown."""
        return 0 <= self.level <= MARGIN or self.level >= 1 - MARGIN


def usual_size(lines: Sequence[Line]) -> float:
    """The size of the letters in which most of the words are set; 10 where there are none."""
    sizes: dict[float, int] = {}
    for line in lines:
        if line.size > 0:
            sizes[round(line.size, 1)] = sizes.get(round(line.size, 1), 0) + len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=10.0)
