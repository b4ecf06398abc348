"""Footnotes of paged text, which stand at the foot of the pages where their marks are, in the middle of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from graph.symbols.characters import RAISED
from loaders.readers.letters import lowered
from loaders.readers.pages.lines import RULE, Line, usual_size
from loaders.readers.pages.marks import BEGUN, marks_of, next_of, raise_marks

_SMALL = 0.95
"""Size of the letters of notes at most, in terms of those of the text; where their numbers are raised, any."""
_SIGN = re.compile(r"[*†‡]+(?=\s*[^\W\d_])")
_LEADING = re.compile(rf"(?P<raised>[{RAISED}]{{1,3}})\s*|\(?(?P<number>\d{{1,3}})[)/.]?\s*(?=[^\W\d_]|[\"“«《\[(])")
_GLUED = re.compile(r"(?P<number>\d{1,3})(?=(?:19|20)\d\d\b)")
"""A number that is not raised before words that begin with a year: "21995 Review Conference" is note 2."""
_SPACED = re.compile(r"(?P<number>\d{1,3})\s+(?=(?:19|20)\d\d\b|\d{1,4}(?: [A-Z])? ?\([IVXLC]+\)|\d{1,3}/\d|https?://)")
"""The same before a number: "4 2010 Review Conference", "2 217 A (III)"."""
_FOOTED = re.compile(r"\d{1,3} +(?:[^\W\d_a-zа-я]|[«“\"]|(?:19|20)\d\d |https?://)")
"""How a note begins where its number stands apart: only below all paragraphs of a page."""
_WORD = re.compile(r"\d{1,3}[a-z](?!t\b|d\b|h\b)")
"""A number that touches a word in small letters, as no number within a sentence does, save "2nd"."""
_PARAGRAPH = re.compile(r"\d{1,3}\. \S")
_LONGEST = 60
"""Lines in which a note may go on at the foot of the next page."""
_APART = 1.7
"""Distance between lines, in terms of the size of their letters, that is wider than within notes."""
_UNFINISHED = re.compile(r"(?:[^\W\d_]|[,\-‐-―])$")
_ADDRESS = re.compile(r"(?:://|www\.)\S*$")


@dataclass(slots=True)
class Note:
    """A footnote: its number, 0 where it has a sign instead, and its lines without it."""

    number: int
    lines: list[str] = field(default_factory=list[str])


def apart(lines: Sequence[Line]) -> tuple[list[Line], list[Note]]:
    """The lines of the text, and the notes in order.

    A note begins at the foot of a page or column with a number whose mark stands on that page or that goes on from the
    last note: below a line, in smaller letters, or with its number raised, glued or apart. What is small or below a
    line at the foot of the next page and has no number goes on with the last note, where that note stopped in a
    sentence or another follows. What stands in the margin below the notes is no text. The marks of the notes are
    raised in the lines of the text.
    """
    usual = usual_size(lines)
    if at_end := _at_end(lines, usual):
        return at_end
    text: list[Line] = []
    notes: list[Note] = []
    last: int | None = None  # the last page with notes
    for number, page in groupby(lines, key=lambda line: line.page):
        on_page = list(page)
        marks = marks_of(on_page) | next_of(on_page, notes[-1].number if notes else 0)
        before, above = len(notes), len(text)
        for column in _columns(on_page):
            small, begins, end = _foot(column, marks, usual, goes_on=last == number - 1)
            if last == number - 1 and len(notes) == before and (begins < end or _is_unfinished(notes[-1])):
                begins = _goes_on_from(column, small, begins)
            text += (line for line in column[:begins] if not RULE.fullmatch(line.text))
            if begins < end:
                _gather(column[begins:end], marks, notes)
                last = number
            else:
                text += column[end:]
        raise_marks(text[above:], [note.number for note in notes[before:] if note.number])
    return text, notes


def _at_end(lines: Sequence[Line], usual: float) -> tuple[list[Line], list[Note]] | None:
    """The text and the notes of a document that has all of them behind it, in smaller letters: one for each mark."""
    begins = len(lines)
    while begins and lines[begins - 1].size <= _SMALL * usual:
        begins -= 1
    if begins in (0, len(lines)):
        return None
    pages = groupby(lines[:begins], key=lambda line: line.page)
    marks = {mark for _, page in pages for mark in marks_of(list(page)) if mark}
    notes: list[Note] = []
    if marks and _leading(lines[begins].text, marks, 0):
        _gather(lines[begins:], marks, notes)
    whole = [note.number for note in notes] == list(range(1, max(marks, default=0) + 1))
    return (list(lines[:begins]), notes) if notes and whole else None


def _columns(page: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of a page from above to below; another column begins where they stand higher again."""
    start = 0
    for at, (before, line) in enumerate(pairwise(page), 1):
        if line.y > before.y + max(before.size, line.size):
            yield list(page[start:at])
            start = at
    yield list(page[start:])


def _foot(column: Sequence[Line], marks: set[int], usual: float, *, goes_on: bool) -> tuple[int, int, int]:
    """Where the small lines at the foot of a column begin, where its notes begin, and where they end.

    What stands right below the line above notes is one, or `goes_on` with one of the page before.
    """
    end = len(column)
    while end and column[end - 1].at_foot and column[end - 1].size > _SMALL * usual:
        end -= 1
    small = end
    while small and column[small - 1].size <= _SMALL * usual:
        small -= 1
    rule = next((at for at in reversed(range(len(column) - 1)) if RULE.fullmatch(column[at].text)), None)
    below = "" if rule is None else column[rule + 1].text
    noted = _leading(below, marks, 0) and not _PARAGRAPH.match(below)
    continued = goes_on and not below[:1].isdigit()
    if rule is not None and (rule + 1 == small or noted or continued):
        small, end = rule + 1, end if rule + 1 < end else len(column)
    begins = _begins(column, range(small, end), marks)
    if begins is None:
        if any(BEGUN.match(line.text) for line in column[end:]):
            small = end = len(column)
        raised = [
            at
            for at in range(1, end)
            if column[at].size <= usual and (BEGUN.match(column[at].text) or _FOOTED.match(column[at].text))
        ]
        begins = _begins(column, raised, marks)
        if begins is not None and _is_within_the_text(column[begins:end]):
            begins = None
        if begins is not None:
            small = begins
    return (small, end, end) if begins is None else (small, begins, end)


def _begins(column: Sequence[Line], places: Sequence[int], marks: set[int]) -> int | None:
    """Where the first note begins: of several rows of rising numbers that with the most marks, the last of equals.

    Rows of a table have numbers, too.
    """
    rows: list[list[tuple[int, int]]] = []
    for at in places:
        if found := _leading(column[at].text, marks, 0):
            if not rows or (found[0] and found[0] <= rows[-1][-1][1]):
                rows.append([])
            rows[-1].append((at, found[0]))
    best = max(rows, key=lambda row: (len(row), row[0]), default=None)
    return best[0][0] if best else None


def _goes_on_from(column: Sequence[Line], small: int, begins: int) -> int:
    """Where a note of the page before goes on: in small lines right above the first note, or at the foot."""
    at = begins
    while at > small and begins - at < _LONGEST:
        if at < len(column) and column[at - 1].y - column[at].y > _APART * column[at].size:
            break
        at -= 1
    return at


def _is_within_the_text(lines: Sequence[Line]) -> bool:
    """Whether notes stand below a table: behind them comes text in its own size, with the numbers of paragraphs."""
    return any(line.size > lines[0].size / _SMALL or _PARAGRAPH.match(line.text) for line in lines)


def _is_unfinished(note: Note) -> bool:
    last = note.lines[-1]
    return bool(_UNFINISHED.search(last)) and not _ADDRESS.search(last)


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
    for found in (_LEADING.match(text), _GLUED.match(text), _SPACED.match(text)):
        if found is None:
            continue
        number = int(found["number"] or lowered(found["raised"]))
        behind = text[found.end() : found.end() + 1]
        address = text.startswith(("http://", "https://"), found.end())
        sure = text[0] in RAISED or not behind.islower() or address or _WORD.match(text)
        if number > last and number in marks and sure:
            return number, found.end()
    return None
