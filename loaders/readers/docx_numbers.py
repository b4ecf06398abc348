"""The numbers that Word gives to paragraphs by itself: they are in no word of the text, only in its list styles."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from docx.document import Document
from docx.text.paragraph import Paragraph

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list: how it is counted, how it is written ("%1.", "(%2)"), and where it starts."""

    form: str
    written: str
    start: int


@dataclass
class Numbers:
    """The lists of a document, and how far each has come."""

    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict[str, dict[int, _Level]])
    _lists: dict[str, str] = field(default_factory=dict[str, str])
    _counts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0] * _LEVELS))

    @classmethod
    def of(cls, document: Document) -> Numbers:
        """The lists that a document defines."""
        found = cls()
        related = document.part.rels.values()
        part = next((one.target_part for one in related if one.reltype.endswith("/numbering")), None)
        root: Any = getattr(part, "element", None)
        if root is None:
            return found
        for abstract in root.iter(f"{_W}abstractNum"):
            levels = {_whole(level.get(f"{_W}ilvl")): _level(level) for level in abstract.iter(f"{_W}lvl")}
            found._levels[str(abstract.get(f"{_W}abstractNumId"))] = levels
        for number in root.iter(f"{_W}num"):
            points_at = number.find(f"{_W}abstractNumId")
            if points_at is not None:
                found._lists[str(number.get(f"{_W}numId"))] = str(points_at.get(f"{_W}val"))
        return found

    def next(self, paragraph: Paragraph) -> str:
        """The number of the next paragraph, '' for one that has none or only a bullet."""
        place = _place(paragraph)
        if place is None:
            return ""
        list_id, at = place
        levels = self._levels.get(self._lists.get(list_id, ""), {})
        level = levels.get(at)
        if level is None or not 0 <= at < _LEVELS or level.form in ("bullet", "none"):
            return ""
        counts = self._counts[list_id]
        counts[at] = counts[at] + 1 if counts[at] else level.start
        counts[at + 1 :] = [0] * (_LEVELS - at - 1)
        text = level.written
        for deep in range(at + 1):
            form = levels[deep].form if deep in levels else "decimal"
            text = text.replace(f"%{deep + 1}", _counted(counts[deep] or 1, form))
        return text.strip()


def _place(paragraph: Paragraph) -> tuple[str, int] | None:
    """The list and the level of a paragraph: its own, else those of its style."""
    element: Any = paragraph._p  # pyright: ignore[reportPrivateUsage]  # python-docx has no public way to it
    style: Any = paragraph.style.element if paragraph.style is not None else None
    for holder in (element, style):
        found = holder.find(f"{_W}pPr/{_W}numPr") if holder is not None else None
        if found is not None:
            list_id, at = found.find(f"{_W}numId"), found.find(f"{_W}ilvl")
            if list_id is not None:
                return str(list_id.get(f"{_W}val")), _whole(at.get(f"{_W}val")) if at is not None else 0
    return None


def _level(level: Any) -> _Level:
    def said(name: str, otherwise: str) -> str:
        found = level.find(f"{_W}{name}")
        return otherwise if found is None else str(found.get(f"{_W}val") or otherwise)

    return _Level(said("numFmt", "decimal"), said("lvlText", ""), _whole(said("start", "1")))


def _counted(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman if form == "upperRoman" else roman.lower()
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value and len(text) < 20:
            text, number = text + letters, number - value
    return text


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else 0
