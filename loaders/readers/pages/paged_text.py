"""Plain text that keeps its pages, as programs make it of a PDF: its lines, each with its place on a page."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.readers.pages.lines import MARGIN, Line

_BREAK = "\f"
"""What ends a page."""
LEADING = 12.0
"""The distance of lines that follow one another, in points."""
_SIZE = 10.0
"""The size of letters, which is not known."""
_FEWEST = 6
"""Lines that a page has, one with the other."""
_HEAD, _FOOT = 4, 5
"""Lines of a page that may be of its margins."""
_ABOVE, _WITHIN, _BELOW = 1.0, 0.5, MARGIN
"""Levels of lines. None counts as one that stands below the notes: those fill the foot of a page."""


def has_pages(text: str) -> bool:
    """Whether a text is parted into pages: with form feeds, and a few lines between them."""
    breaks = text.count(_BREAK)
    return 0 < breaks * _FEWEST <= text.count("\n") + 1


def lines_of(text: str) -> Iterator[Line]:
    """The lines that hold anything, page by page; empty ones part them."""
    for number, page in enumerate(text.split(_BREAK)):
        lines = page.rstrip().splitlines()
        held = [place for place, line in enumerate(lines) if line.strip()]
        for count, place in enumerate(held):
            level = _ABOVE if count < _HEAD else _BELOW if count >= len(held) - _FOOT else _WITHIN
            yield Line(lines[place].strip(), LEADING * (len(lines) - place), _SIZE, number, level)
