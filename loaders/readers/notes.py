"""Footnotes of a text without markup: where their marks stand in its paragraphs, and which note is whose."""

from __future__ import annotations

import re
from typing import NamedTuple

from graph.symbols.characters import RAISED
from loaders.readers.dates import MONTH
from loaders.readers.letters import lowered
from loaders.records import Paragraph

_NOTE = re.compile(
    rf"(?:\(?(?P<number>\d{{1,3}})\)?|(?P<raised>[{RAISED}]{{1,3}}))[/.]?\s*(?:(?<=[\s{RAISED}])|(?<=\)))(?:\(\) ?)?"
    r"(?=[^\W\d_a-zа-я]|[\"“«《\[])"
)
_MARK = re.compile(
    rf"(?P<raised>[{RAISED}]{{1,3}})|"
    r"(?:(?<=[^\d\s(./–—-])(?<!\b\d,)(?<!\b\d\d,) ?|(?<=\d) )(?P<number>\d{1,3})(?:/| /)?"
    rf"(?=[\s,.;:]|$)(?!\s*(?:{MONTH})\b)|"
    r"(?<=[^\s(]) ?\((?P<bracketed>\d{1,3})\)|(?<=[^\s*†‡(]) ?(?P<sign>[*†‡]{1,3})(?![*†‡\w])"
)
HEADING = re.compile(
    r"(?:foot|end)?notes?:?|references:?|notes de bas de page|notas(?: (?:al|de) pie(?: de página)?)?|"
    r"(?:примечани|сноск)\w+|注释?|الحواشي",
    re.IGNORECASE,
)
"""What stands over the notes behind a text."""
_COUNTS = re.compile(
    r"\b(?:resolutions?|decisions?|paragraphs?|paras?|articles?|rules?|chapters?|sections?|annex|nos?|of|and|to|by|on|in|"
    r"from|at|until|than|the|about|for|or|between|with|through|vol|within|part|tables?|figures?|goals?|targets?|items?|"
    r"phases?|steps?|levels?|groups?|categor(?:y|ies)|types?|class(?:es)?)\b\.?,? ?$",
    re.IGNORECASE,
)
"""Words before a number that is no mark of a footnote: "resolutions 19", "on 19 March", "table 2"."""


_POWER = re.compile(r"(?:\b[kcmd]?m|[x×] ?10)$")
"""What a raised digit is the power of: "25 km²", "3 x 10³"."""


class Mark(NamedTuple):
    """Where the mark of a footnote stands: in which of the paragraphs, and how many characters stand before it."""

    paragraph: int
    offset: int


class Marks:
    """The marks in the paragraphs of a text, by their numbers; `signed` is how many of its notes have signs."""

    def __init__(self, signed: int = 0) -> None:
        self._sure: dict[int, list[Mark]] = {}
        self._touching: dict[int, list[Mark]] = {}
        self._likely: dict[int, list[Mark]] = {}
        self._bracketed: dict[int, list[Mark]] = {}
        self._signs: list[Mark] = []
        self._signed, self._given = signed, 0
        self._last = Mark(0, 0)

    def add(self, paragraph: Paragraph, place: int) -> None:
        """Look for marks in a paragraph."""
        for found in _MARK.finditer(paragraph.text):
            mark = Mark(place, found.start())
            if found["raised"]:
                if not is_power(paragraph.text, found.start()):
                    self._sure.setdefault(int(lowered(found["raised"])), []).append(mark)
            elif found["bracketed"]:
                self._bracketed.setdefault(int(found["bracketed"]), []).append(mark)
            elif found["sign"]:
                self._signs.append(mark)
            elif not counts(paragraph.text, found.start()):
                known = self._likely if paragraph.text[found.start()] == " " else self._touching
                known.setdefault(int(found["number"]), []).append(mark)

    def known(self, number: int) -> bool:
        """Whether a raised number, which is surely a mark, has been seen."""
        return number in self._sure

    def of(self, number: int) -> Mark | None:
        """The mark of the note with a number. Notes follow one another as their marks do, where that is possible.

        Number 0 is that of notes with signs. Where there are as many such marks, they are theirs in order; else one
        may stand in the head of the document, or in a table.
        """
        if not number:
            self._given += 1
            return self._signs[self._given - 1] if len(self._signs) == self._signed else None
        for known in (self._sure, self._touching, self._likely, self._bracketed):
            if marks := known.get(number):
                self._last = next((mark for mark in marks if mark >= self._last), marks[0])
                return self._last
        return None


def counts(text: str, at: int) -> bool:
    """Whether the words before a place make a number there one of paragraphs, pages or days, and no mark."""
    return _COUNTS.search(text, max(0, at - 20), at) is not None


def is_power(text: str, at: int) -> bool:
    """Whether the raised digit at a place is the power of a number or unit, and no mark of a footnote."""
    return _POWER.search(text, max(0, at - 6), at) is not None


def numbered(text: str) -> tuple[int, int] | None:
    """The number of the note that a text is, and where its words begin; None for what is no note."""
    found = _NOTE.match(text)
    if found is None:
        return None
    return int(found["number"] or lowered(found["raised"])), found.end()
