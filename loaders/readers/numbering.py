"""Numbers of paragraphs in a body of text: where annexes, articles and sections begin, and what has no number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from graph.model import Section
from graph.symbols.characters import chinese_value
from loaders.citations.plain import Plain
from loaders.readers.points import Points
from loaders.readers.section_labels import is_roman, section_label, within

ANNEX = re.compile(
    r"(?:annex|appendix|annexe|anexo|appendice|apéndice|приложение|дополнение|附件|附录|المرفق|مرفق|التذييل|anlage)"
    r"\b\s*([IVXLC]+|[A-Z]|\d+)?\b",
    re.I,
)
_ARTICLE = re.compile(
    r"(?:article|artículo|статья|المادة|artikel)\s+(\d+)|第\s?(\d+|[一二三四五六七八九十]{1,5})\s?条", re.I
)
_WRITTEN = re.compile(r"(?:(?P<number>\d{1,3}) ?[-.]|\((?P<letter>[a-z])\))(?: |(?=[\u3400-\u9fff]))")
_LAST = re.compile(r"OP(\d+)")
_STARS = re.compile(r"[*\s]{1,9}")
_ENDS = tuple(",;:.،؛，；：。、")
_QUOTES = '"“«„'
_LONGEST_HEADING = 110


def is_mark(text: str) -> bool:
    """Whether a text is nothing but the sign, number or letter that stands over a section: `* * *`, `II`, `B`, 二."""
    text = text.strip()
    return _STARS.fullmatch(text) is not None or (text[:1] == text[:1].upper() and section_label(text) is not None)


def is_ended(text: str) -> bool:
    """Whether a text ends as paragraphs do: with a stop, comma, colon or semicolon of any script."""
    return text.endswith(_ENDS)


def is_heading(text: str) -> bool:
    """Whether a text in a preamble can be a heading: short, without a number, and not ended as paragraphs are."""
    text = text.strip()
    return (
        0 < len(text) <= _LONGEST_HEADING
        and not is_ended(text)
        and not text[0].islower()
        and text[0] not in _QUOTES
        and not any(character.isdigit() for character in text)
    )


def _figure(number: str) -> int:
    """A number in the digits of any script, or in Chinese figures."""
    return int(number) if number.isdecimal() else chinese_value(number)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the document we are: the section that counts for citations, and the path so far."""

    section: Section
    prefix: str = ""

    def path(self, own: str) -> str:
        return f"{self.prefix}{own}"


@dataclass
class Numbering:
    """What has been met so far in one body: place, section, last number."""

    place: Place
    section: str = ""
    preambular: int = 0
    last: str = ""
    extra: int = 0
    waiting: str | None = None
    article: str = ""
    counted: int = 0
    headed: bool = False
    before: int = 0
    named: str | None = None
    points: Points = field(default_factory=Points)

    def heading(self, text: str) -> None:
        """A heading may begin an annex, an article of an annexed text, or a section with numbers of its own."""
        text = text.strip()
        if (annex := ANNEX.match(text)) and len(text) < 60:
            self.enter_annex(annex[1])
        elif self.place.section == "annex" and (article := _ARTICLE.match(text)):
            number = article[1] or article[2]
            self.article, self.last, self.extra = f"art.{_figure(number)}", "", 0
        elif label := section_label(text):
            self.begin(label)

    def begin(self, label: str) -> None:
        """A section begins. Numbers go on through sections with letters, or begin again at 1."""
        if label == self.named:  # what gave the section that we are in its name stands in it
            self.named = None
            return
        self.section, self.headed = within(self.section, label), True
        if last := _LAST.fullmatch(self.last):
            self.before = int(last[1])
        if is_roman(label):
            self.last, self.preambular = "", 0

    def go_on_from(self, within: Numbering) -> None:
        """Numbers go on behind a section from where they have come in it."""
        self.section, self.last, self.counted, self.points = within.section, within.last, within.counted, within.points

    def enter_annex(self, number: str | None) -> None:
        if self.place.section == "annex" and not number:
            return  # the heading of an attachment repeats that it is an annex
        prefix = f"annex.{number.upper()}/" if number else "annex/"
        self.place, self.section, self.last, self.article = Place("annex", prefix), "", "", ""

    def written(self, text: str) -> str | None:
        """The number that a paragraph's own text begins with where the markup has none, as in most Arabic files.

        Only one that goes on from the last: `40 - ` behind 39, `(b) ` behind a paragraph with a number.
        """
        found = _WRITTEN.match(Plain(text[:16]).text)
        if found is None or self.place.section == "annex":
            return None
        last = _LAST.fullmatch(self.last)
        if found["letter"]:
            return found["letter"] if last else None
        number, before = int(found["number"]), int(last[1]) if last else self.before
        begins = number == 1 and self.headed
        return found["number"] if begins or before < number <= before + 3 else None

    def numbered(self, number: str) -> str:
        if (self.last or self.counted) and not number[0].isdigit():  # (a), (b) beside their paragraph instead of in it
            return self._full((self.last or self._without_a_number()) + self.points.path(number))
        own = f"para.{number}" if self.place.section == "annex" else f"OP{number}"
        self.last, self.extra, self.headed, self.points = own, 0, False, Points()
        return self._full(own)

    def unnumbered(self) -> str:
        """A single operative paragraph stands without a number: it is OP1. Others hang on the one before."""
        self.extra += 1
        if self.place.section == "annex":
            base = self.last or ("" if self.article else "text")
            own = f"{base}+{self.extra}" if base and self.last else (base + (f"+{self.extra}" if base else ""))
            return self._full(own) if own else self._full(f"+{self.extra}").replace("/+", "+")
        if not self.last:
            self.counted += 1
            self.points = Points()
            return self._full(self._without_a_number())
        return self._full(f"{self.last}+{self.extra}")

    def _without_a_number(self) -> str:
        return "OP1" if self.counted == 1 else f"OP1+{self.counted - 1}"

    def _full(self, own: str) -> str:
        return self.place.path(f"{self.article}/{own}" if self.article else own)
