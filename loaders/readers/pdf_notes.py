"""Footnotes of a PDF, which stand at the foot of the pages where their marks are, in the middle of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from graph.symbols.characters import RAISED
from loaders.readers.blocks import lowered
from loaders.readers.pdf_lines import Line, usual_size

_SMALL = 0.95
"""Size of the letters of notes at most, in terms of those of the text; where their numbers are raised, any."""
_RAISED = re.compile(f"[{RAISED}]{{1,3}}")
_TOUCHING = re.compile(
    r"(?<=[^\W\d_])(\d{1,3})(?=[\s,.;:)]|$)|(?<=[,.;:)”\"’。；：，、）》」،؛])(\d{1,3})(?=\s|$)|[^\s(]\s?(\d{1,3})/"
)
_SIGN = re.compile(r"[*†‡]+(?=\s*[^\W\d_])")
_LEADING = re.compile(rf"(?P<raised>[{RAISED}]{{1,3}})\s*|\(?(?P<number>\d{{1,3}})[)/.]?\s*(?=[^\W\d_]|[\"“«《\[(])")
_GLUED = re.compile(r"(?P<number>\d{1,3})(?=(?:19|20)\d\d\b)")
"""A number that is not raised before words that begin with a year: "21995 Review Conference" is note 2."""
_LONGEST = 15
"""Lines in which a note may go on at the foot of the next page."""
_STOPPED = re.compile(r"[.;)]$")


@dataclass(slots=True)
class Note:
    """A footnote: its number, 0 where it has a sign instead, and its lines without it."""

    number: int
    lines: list[str] = field(default_factory=list[str])


def apart(lines: Sequence[Line]) -> tuple[list[Line], list[Note]]:
    """The lines of the text, and the notes in order.

    A note begins at the foot of a page or column with a number whose mark stands on that page, in smaller letters or
    with its number raised. What is small at the foot of the next page and has no number goes on with the last note.
    """
    usual = usual_size(lines)
    text: list[Line] = []
    notes: list[Note] = []
    unfinished: int | None = None  # the page on which the last note has not come to its end
    for number, page in groupby(lines, key=lambda line: line.page):
        on_page = list(page)
        before = len(notes)
        for column in _columns(on_page):
            own, more = _split(column, on_page, usual, goes_on=unfinished == number - 1 and len(notes) == before)
            text += own
            if more:
                _gather(more, _marks(on_page), notes)
        if len(notes) > before or unfinished == number - 1:
            unfinished = None if _STOPPED.search(notes[-1].lines[-1]) else number
    return text, notes


def _columns(page: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of a page from above to below; another column begins where they stand higher again."""
    start = 0
    for at, (before, line) in enumerate(pairwise(page), 1):
        if line.y > before.y + max(before.size, line.size):
            yield list(page[start:at])
            start = at
    yield list(page[start:])


def _split(
    column: Sequence[Line], page: Sequence[Line], usual: float, *, goes_on: bool
) -> tuple[list[Line], list[Line]]:
    """The lines of a column that are of the text, and those of notes below them."""
    small = len(column)
    while small and column[small - 1].size <= _SMALL * usual:
        small -= 1
    marks = _marks(page)
    begins = next((at for at in range(small, len(column)) if _leading(column[at].text, marks, 0)), None)
    if begins is None:
        raised = (at for at, line in enumerate(column) if at and _RAISED.match(line.text) and line.size <= usual)
        begins = next((at for at in raised if _leading(column[at].text, marks, 0)), len(column))
    if goes_on and small < begins <= small + _LONGEST:
        begins = small
    return list(column[:begins]), list(column[begins:])


def _marks(page: Sequence[Line]) -> set[int]:
    """The numbers of the notes whose marks stand within the lines of a page; 0 for signs.

    Only where none is raised, numbers that touch words are taken for marks.
    """
    found = {int(lowered(mark[0])) for line in page for mark in _RAISED.finditer(line.text) if mark.start()}
    if not found:
        touching = (mark for line in page for mark in _TOUCHING.finditer(line.text) if mark.start())
        found = {int(mark[1] or mark[2] or mark[3]) for mark in touching}
    if any("*" in line.text or "†" in line.text for line in page):
        found.add(0)
    return found


def _gather(lines: Sequence[Line], marks: set[int], notes: list[Note]) -> None:
    last = 0
    for line in lines:
        begun = _leading(line.text, marks, last)
        if begun:
            last = max(last, begun[0])
            notes.append(Note(begun[0], [line.text[begun[1] :]]))
        elif notes:
            notes[-1].lines.append(line.text)


def _leading(text: str, marks: set[int], last: int) -> tuple[int, int] | None:
    """The number of the note that begins with a line, above `last` and of a mark, and where its words begin."""
    if 0 in marks and (sign := _SIGN.match(text)):
        return 0, sign.end()
    for found in (_LEADING.match(text), _GLUED.match(text)):
        if found is None:
            continue
        number = int(found["number"] or lowered(found["raised"]))
        behind = text[found.end() : found.end() + 1]
        if number > last and number in marks and (text[0] in RAISED or not behind.islower()):
            return number, found.end()
    return None
