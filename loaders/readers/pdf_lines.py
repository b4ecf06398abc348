"""The lines of a PDF in the order of reading, each with its place on the page and the size of its letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pypdf import PdfReader

from graph.errors import BadSource
from loaders.readers.blocks import marks
from loaders.readers.markup import single_spaced

MOST_PAGES = 2000
MARGIN = 0.09
"""Part of a page's height, above and below, in which running heads, numbers of pages and the like stand."""
_SMALLER = 0.85
"""Size of letters, in terms of those of their line, below which raised ones are marks of footnotes."""


@dataclass(slots=True)
class Line:
    """A line of text: how far above the foot of its page it stands, and the size of its letters, in points."""

    text: str
    y: float
    size: float
    page: int
    height: float


class _Piece(NamedTuple):
    """What is shown at once: letters of one size at one height."""

    text: str
    y: float
    size: float


def lines_of(reader: PdfReader) -> Iterator[Line]:
    """The lines that hold words, page by page. Raises BadSource for a file of too many pages or too much time."""
    for number, page in enumerate(reader.pages):
        if number >= MOST_PAGES:
            raise BadSource(f"the PDF has more than {MOST_PAGES:,} pages")
        height = float(page.mediabox.height) or 1.0
        try:
            shown = _pieces(page)
        except BadSource as error:
            raise BadSource(f"{error}, for {number} of its {len(reader.pages):,} pages: give it in parts") from error
        for pieces in shown:
            text, y, size = _assembled(pieces)
            if text:
                yield Line(text, y, size, number, height)


def usual_size(lines: Sequence[Line]) -> float:
    """The size of the letters in which most of the words are set; 10 where there are none."""
    sizes: dict[float, int] = {}
    for line in lines:
        if line.size > 0:
            sizes[round(line.size, 1)] = sizes.get(round(line.size, 1), 0) + len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=10.0)


def _pieces(page: Any) -> list[list[_Piece]]:
    found: list[list[_Piece]] = [[]]

    def take(text: str, cm: Sequence[float], tm: Sequence[float], _font: Any, size: float) -> None:
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        letters = abs(size * (tm[3] or tm[0]) * (cm[3] or cm[0]))
        for at, words in enumerate(text.split("\n")):
            if at:
                found.append([])
            if words:
                found[-1].append(_Piece(words, y, letters))

    page.extract_text(visitor_text=take)
    return found


def _assembled(pieces: Sequence[_Piece]) -> tuple[str, float, float]:
    """The words of a line, their height and size: those of its longest piece.

    Marks of footnotes, which are smaller and higher, come in raised digits: no number before them ends in them.
    """
    main = max(pieces, key=lambda piece: len(piece.text.strip()), default=None)
    if main is None:
        return "", 0.0, 0.0
    text = ""
    for piece in pieces:
        if piece.size < _SMALLER * main.size and piece.y > main.y and (mark := marks(piece.text)):
            text = text.rstrip() + mark
        else:
            text += piece.text
    return single_spaced(text).strip(), main.y, main.size
