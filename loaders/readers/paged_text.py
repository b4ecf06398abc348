"""Plain text that keeps its pages, as programs make it of a PDF: its lines, each with its place on a page."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.readers.pdf_lines import Line

BREAK = "\f"
"""What ends a page."""
_SIZE, _STEP = 10.0, 12.0
"""The size of letters, which is not known, and the distance of lines that follow one another, in points."""


def lines_of(text: str) -> Iterator[Line]:
    """The lines that hold anything, page by page; empty ones part them."""
    for number, page in enumerate(text.split(BREAK)):
        lines = page.rstrip().splitlines()
        for place, line in enumerate(lines):
            if line.strip():
                yield Line(line.strip(), _STEP * (len(lines) - place - 0.5), _SIZE, number, _STEP * len(lines))
