"""The blocks of a PDF: its lines in the order of reading, without what every page repeats, joined into paragraphs."""

from __future__ import annotations

import io
import logging
import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from graph.errors import BadSource
from loaders.readers.blocks import Block, Pages, marks
from loaders.readers.lines import paragraphs
from loaders.readers.markup import single_spaced

MOST_PAGES = 2000
_MARGIN = 0.09
"""Part of a page's height, above and below, in which running heads and numbers of pages stand."""
_OFTEN = 0.4
"""Part of the pages, even or odd, on which a running head stands."""
_APART = 1.35
"""Distances between lines, in terms of the usual one, from which on a new paragraph begins."""
_LARGER = 1.15
_SMALLER = 0.85
"""Sizes of letters, in terms of those of the line: of headings, and of marks of footnotes."""
_DIGITS = re.compile(r"\d+")
_NUMBER_OF_A_PAGE = re.compile(r"[\W\d]*(?:page)?[\W\d]*(?:\([A-Z]\))?[\W\d]*", re.IGNORECASE)
_STOPPED = re.compile(r"[.;:!?…»”\")]\d*$")
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


@dataclass
class _Line:
    """A line of text: how far above the foot of its page it stands, and the size of its letters, in points."""

    text: str
    y: float
    size: float
    page: int
    height: float


def pages(data: bytes) -> Pages:
    """The blocks of a PDF. Raises BadSource for one that is encrypted or damaged, and for one of too many pages."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise BadSource("the PDF is encrypted")
        lines = _without_repeated(list(_lines(reader)))
        title = reader.metadata.title if reader.metadata else None
    except DependencyError as error:
        raise BadSource("the PDF is encrypted") from error
    except (PyPdfError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, OSError) as error:
        raise BadSource(f"the PDF is damaged: {type(error).__name__}: {error}") from error
    titles = frozenset(_headings(lines))
    texts = paragraphs(list(_parted(lines, titles)), broken=True)
    title = single_spaced(str(title or "")).strip()
    return Pages([Block(text, heading=text in titles) for text in texts], title or None)


def _lines(reader: PdfReader) -> Iterator[_Line]:
    for number, page in enumerate(reader.pages):
        if number >= MOST_PAGES:
            raise BadSource(f"the PDF has more than {MOST_PAGES:,} pages")
        yield from _lines_of(page, number)


def _lines_of(page: Any, number: int) -> Iterator[_Line]:
    height = float(page.mediabox.height) or 1.0
    found = [_Line("", -1.0, 0.0, number, height)]

    def take(text: str, cm: Sequence[float], tm: Sequence[float], _font: Any, size: float) -> None:
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        for at, piece in enumerate(text.split("\n")):
            if at:
                found.append(_Line("", -1.0, 0.0, number, height))
            letters = abs(size * (tm[3] or tm[0]) * (cm[3] or cm[0]))
            if piece.strip() and found[-1].y < 0:
                found[-1].y, found[-1].size = y, letters
            elif letters < _SMALLER * found[-1].size and y > found[-1].y and (mark := marks(piece)):
                found[-1].text = found[-1].text.rstrip() + mark  # of a footnote: no part of the number before it
                continue
            found[-1].text += piece

    page.extract_text(visitor_text=take)
    for line in found:
        line.text = single_spaced(line.text).strip()
        if line.text:
            yield line


def _without_repeated(lines: Sequence[_Line]) -> list[_Line]:
    """The lines without running heads and feet: what stands at the edge of most pages, and numbers of pages."""
    page_count = len({line.page for line in lines})
    edges = [(line, _DIGITS.sub("#", line.text)) for line in lines if _at_edge(line)]
    times = Counter(text for _, text in {(line.page, text): (line, text) for line, text in edges}.values())
    dropped = {
        id(line)
        for line, text in edges
        if (page_count > 2 and times[text] > _OFTEN * page_count) or _NUMBER_OF_A_PAGE.fullmatch(line.text)
    }
    return [line for line in lines if id(line) not in dropped]


def _at_edge(line: _Line) -> bool:
    return line.y >= 0 and not _MARGIN * line.height < line.y < (1 - _MARGIN) * line.height


def _leading(lines: Sequence[_Line]) -> float:
    """The distance between lines of one paragraph: the least that is usual, and no less than letters are high."""
    steps = [
        round(one.y - other.y, 1)
        for one, other in pairwise(lines)
        if one.page == other.page and 0 < one.y - other.y < 60
    ]
    usual = _usual_size(lines)
    counted = Counter(step for step in steps if step >= 0.9 * usual)
    return min((step for step, times in counted.items() if times >= len(steps) / 20), default=1.2 * usual)


def _usual_size(lines: Sequence[_Line]) -> float:
    sizes = [line.size for line in lines if line.size > 0]
    return statistics.median(sizes) if sizes else 10.0


def _headings(lines: Sequence[_Line]) -> Iterator[str]:
    usual = _usual_size(lines)
    yield from (line.text for line in lines if line.size > _LARGER * usual and len(line.text) < 200)


def _parted(lines: Sequence[_Line], titles: frozenset[str]) -> Iterator[str]:
    """The lines with an empty one where a paragraph ends: at a wider distance, and before and behind a heading.

    At the head of a page or column a paragraph goes on, unless the one before it has stopped.
    """
    leading = _leading(lines)
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None:
            step = before.y - line.y
            if before.page != line.page or step < -leading / 2:
                apart = bool(_STOPPED.search(before.text))
            else:
                apart = step > _APART * leading
            if apart or (line.text in titles) != (before.text in titles):
                yield ""
        yield line.text
