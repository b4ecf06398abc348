"""What the pages of a PDF show, line by line, in the order of reading: the part that needs a process of its own."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from graph.errors import BadSource
from loaders.readers.letters import marks, single_spaced

MOST_PAGES = 2000
_SMALLER = 0.85
"""Size of letters, in terms of those of their line, below which raised ones are marks of footnotes."""
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


class _Piece(NamedTuple):
    """What is shown at once: letters of one size at one height."""

    text: str
    y: float
    size: float


def shown(data: bytes) -> dict[str, Any]:
    """The `lines` of a PDF, each as the fields of a `pdf_lines.Line`, and the `title` that it declares, or None.

    Raises BadSource for one that is encrypted or damaged, has too many pages, or takes too long.
    """
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise BadSource("the PDF is encrypted")
        lines = list(_lines(reader))
        title = reader.metadata.title if reader.metadata else None
    except DependencyError as error:
        raise BadSource("the PDF is encrypted") from error
    except (PyPdfError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, OSError) as error:
        raise BadSource(f"the PDF is damaged: {type(error).__name__}: {error}") from error
    return {"lines": lines, "title": single_spaced(str(title or "")).strip() or None}


def _lines(reader: PdfReader) -> Iterator[tuple[str, float, float, int, float]]:
    for number, page in enumerate(reader.pages):
        if number >= MOST_PAGES:
            raise BadSource(f"the PDF has more than {MOST_PAGES:,} pages")
        height = float(page.mediabox.height) or 1.0
        try:
            pieces = _pieces(page)
        except BadSource as error:
            raise BadSource(f"{error}, for {number} of its {len(reader.pages):,} pages: give it in parts") from error
        for line in pieces:
            text, y, size = _assembled(line)
            if text:
                yield text, y, size, number, y / height


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
