"""Marks of footnotes within the lines of a page: raised, or glued to the words and numbers before them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graph.symbols.characters import RAISED
from loaders.readers.letters import lowered, raised
from loaders.readers.notes import is_power
from loaders.readers.pdf_lines import RULE, Line

_RAISED = re.compile(f"[{RAISED}]{{1,3}}")
_TOUCHING = re.compile(
    r"(?<=[^\W\d_])(\d{1,3})(?=[\s,.;:)]|$)|(?<=[,.;:)”\"’。；：，、）》」،؛])(\d{1,3})(?=\s|$)|[^\s(]\s?(\d{1,3})/|"
    r"(?<=[)”\"’»）》])(\d{1,3})(?=[,.;:])|"
    r"(?<=[^\W\d_]) (\d{1,3})(?=[,.;])"
)
BEGUN = re.compile(rf"[{RAISED}]{{1,3}}|\d{{1,3}}(?:[^\W\d_a-zа-я]\w|[ASE]/|[«“\"]|(?:19|20)\d\d )")
"""How a note begins in letters of any size: with a number that is raised, or was and touches its first word."""
_SURE = r"(?<=[^\W\d_]){n}(?!\w)|(?<=[,.;:)\]”\"’»。；：，）》])(?<!\d[,.:]){n}(?=[\s,.;:)]|$)"
_LIKELY = r"(?<=[^\W\d_)”»]) {n}(?=[,.;:]|$)"
_IN_A_NUMBER = r"(?:\b\d\d/(?=\d{{4}}|[4-9]\d\d)\d{{1,3}}|\b(?:19|20)\d\d){n}(?![\d/])"
"""A mark that touches the number of a resolution, or a year: "77/757" is 77/75 with note 7, for no session of the
Assembly has adopted 400 resolutions."""
_MAYBE_IN_A_NUMBER = r"\b\d\d/\d{{1,2}}{n}(?![\d/])"
_ALONE = r"(?<=\S ){n}(?=[ ,.;:)])"
"""A number by itself, which may be the mark as well."""


def marks_of(page: Sequence[Line]) -> set[int]:
    """The numbers of the notes whose marks stand within the lines of a page; 0 for signs.

    Only where none is raised, numbers that touch words are taken for marks.
    """
    found = {
        int(lowered(mark[0]))
        for line in page
        for mark in _RAISED.finditer(line.text)
        if mark.start() and not is_power(line.text, mark.start())
    }
    if not found:
        touching = (mark for line in page for mark in _TOUCHING.finditer(line.text) if mark.start())
        found = {int(mark[mark.lastindex or 0]) for mark in touching}
    if any("*" in line.text or "†" in line.text for line in page):
        found.add(0)
    return found


def next_of(page: Sequence[Line], last: int) -> set[int]:
    """The numbers that go on from the last note, before words that they touch or below the line above notes.

    Their marks may touch numbers, so that they cannot be seen before the notes are.
    """
    found: set[int] = set()
    below = False
    for line in page:
        below = below or RULE.fullmatch(line.text) is not None
        number = str(last + 1)
        if line.text.startswith(number) and (BEGUN.match(line.text) or (below and line.text[len(number) :][:1] == " ")):
            last += 1
            found.add(last)
    return found


def raise_marks(lines: Sequence[Line], notes: Sequence[int]) -> None:
    """Raise the marks of the notes of a page in the lines of its text, where none is raised.

    They follow one another as the notes do. Within a number a mark is only seen where it can be nowhere else.
    """
    if any(_RAISED.search(line.text) for line in lines):
        return
    at = offset = 0
    for note in notes:
        for form in (_SURE, _LIKELY, _IN_A_NUMBER, _MAYBE_IN_A_NUMBER):
            places = list(_places(lines, re.compile(form.format(n=note)), at, offset))
            within = form in (_IN_A_NUMBER, _MAYBE_IN_A_NUMBER)
            if not places or (within and len(places) > 1):
                continue
            if form == _MAYBE_IN_A_NUMBER and any(_places(lines, re.compile(_ALONE.format(n=note)), at, offset)):
                continue
            at, end = places[0]
            text = lines[at].text
            before = text[: end - len(str(note))].rstrip() + raised(str(note))
            lines[at].text, offset = before + text[end:], len(before)
            break


def _places(lines: Sequence[Line], form: re.Pattern[str], at: int, offset: int) -> Iterator[tuple[int, int]]:
    """Where a form ends, from an offset of a line on: the line and the offset."""
    for place in range(at, len(lines)):
        for found in form.finditer(lines[place].text, offset if place == at else 0):
            yield place, found.end()
