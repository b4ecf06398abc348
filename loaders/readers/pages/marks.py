"""Marks of footnotes within the lines of a page: raised, or glued to the words and numbers before them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from graph.symbols.characters import RAISED
from loaders.readers.letters import lowered, raised
from loaders.readers.notes import counts, is_power
from loaders.readers.pages.lines import RULE, Line

_RAISED = re.compile(f"[{RAISED}]{{1,3}}")
_TOUCHING = re.compile(
    r"(?<=[^\W\d_])(\d{1,3})(?=[\s,.;:)]|$)|(?<=[,.;:)”\"’。；：，、）》」،؛])(\d{1,3})(?=\s|$)|[^\s(]\s?(\d{1,3})/|"
    r"(?<=[)”\"’»）》])(\d{1,3})(?=[,.;:])|"
    r"(?<=[^\W\d_]) (\d{1,3})(?=[,.;])"
)
BEGUN = re.compile(rf"[{RAISED}]{{1,3}}|\d{{1,3}}(?:[^\W\d_a-zа-я]\w|[ASE]/|[«“\"]|(?:19|20)\d\d )")
"""How a note begins in letters of any size: with a number that is raised, or was and touches its first word."""
_SURE = re.compile(
    r"(?<=[^\W\d_])(\d{1,3})(?!\w)|(?<=[^\W\d_])\((\d{1,3})\)|"
    r"(?<=[,.;:)\]”\"’»。；：，、）》」،؛])(?:(?<!\d[,.:])|(?<=\d,)(?!\d{3}\b)|(?<=\d{4}[.,:]))(\d{1,3})(?=[\s,.;:)]|$)"
)
"""Behind a word, or a stop that is none within a number: thousands have three digits, and behind a year stands none."""
_LIKELY = re.compile(r"(?<=[^\W\d_)”»]) (\d{1,3})(?=[,.;:]|$)")
_WITHIN = re.compile(r"\b(?:\d\d/(?P<number>\d{2,6})|(?:19|20)\d\d(?P<year>\d{1,3}))(?![\d/])")
"""Numbers of resolutions and years, within which a mark may be: "77/757" is 77/75 with note 7."""
_IMPOSSIBLE = 400
"""Resolutions that no session of the Assembly has adopted: a number from there on has a mark in it."""
_ALONE = re.compile(r"(?<=\S )(\d{1,3})(?=[ ,.;:)])")
"""A number by itself, which may be a mark as well."""


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
    if not notes or any(_RAISED.search(line.text) for line in lines):
        return
    known = [_places(lines, form) for form in (_SURE, _LIKELY)]
    sure, maybe = _within(lines)
    alone = _places(lines, _ALONE)
    last = (0, 0)
    found: list[tuple[tuple[int, int], int]] = []
    for note in notes:
        place = next((at for places in known for at in places.get(note, ()) if at > last), None)
        if place is None:
            within = [at for at in sure.get(note, ()) if at > last]
            if not within and not any(at > last for at in alone.get(note, ())):
                within = [at for at in maybe.get(note, ()) if at > last]
            place = within[0] if len(within) == 1 else None
        if place is not None:
            found.append((place, note))
            last = place
    for (at, end), note in reversed(found):
        text, number = lines[at].text, str(note)
        start = text.rindex(number, 0, end)
        bracketed = text[end - 1] == ")"
        lines[at].text = text[: start - bracketed].rstrip() + raised(number) + text[end:]


_Places: TypeAlias = dict[int, list[tuple[int, int]]]
"""Where numbers end, by the number: lines and offsets in them, in order."""


def _places(lines: Sequence[Line], form: re.Pattern[str]) -> _Places:
    found: _Places = {}
    for at, line in enumerate(lines):
        for match in form.finditer(line.text):
            if form is not _LIKELY or not counts(line.text, match.start(1)):
                found.setdefault(int(match[match.lastindex or 0]), []).append((at, match.end()))
    return found


def _within(lines: Sequence[Line]) -> tuple[_Places, _Places]:
    """Where marks end that are within numbers: those that must be there, and those that may."""
    sure: _Places = {}
    maybe: _Places = {}
    for at, line in enumerate(lines):
        for match in _WITHIN.finditer(line.text):
            if match["year"]:
                sure.setdefault(int(match["year"]), []).append((at, match.end()))
                continue
            digits = match["number"]
            known = maybe if int(digits) < _IMPOSSIBLE else sure
            for length in range(1, min(4, len(digits))):
                if digits[-length] != "0" and int(digits[:-length]) < _IMPOSSIBLE:
                    known.setdefault(int(digits[-length:]), []).append((at, match.end()))
    return sure, maybe
