"""Dates in the words of an act: until when, from when, by when, as ISO 8601."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from loaders.citations.effects.language import Language


class Times(NamedTuple):
    """From when and until when something holds; `sure` is False where a period had to be counted."""

    effective_on: str | None = None
    until: str | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Clock:
    """Reads times in the words of one document. `adopted_on` is what periods are counted from, `ends` the times that
    its earlier paragraphs set, by their numbers."""

    language: Language
    adopted_on: str | None
    ends: dict[str, str]

    def read(self, words: str, *, counted: bool = False) -> Times:
        """The times in some words. With `counted` a period without a beginning begins when it does, or at adoption."""
        start = self._start(words)
        until = self._behind("until", words)
        if until:
            return Times(start if start != until else None, until)
        if (same := self.language["of_paragraph"].search(words)) and (known := self.ends.get(same["paragraph"])):
            return Times(start, known, sure=False)
        period = self.language["period"].search(words)
        if period is None:
            return Times(start)
        behind = words[period.end() : period.end() + 90]
        from_adoption = self.language["from_adoption"].match(behind)
        begins = self.adopted_on if from_adoption else start or (self.adopted_on if counted else None)
        if begins is None or len(begins) < 10:
            return Times(start)
        length = self.language.number(period["number"])
        sure = from_adoption is not None or start is not None
        return Times(start, _later(begins, length, self.language.units[period["unit"].lower()]), sure)

    def ends_in(self, words: str) -> set[str]:
        """Every date until which something holds, in some words."""
        found: set[str] = set()
        for match in self.language["until"].finditer(words):
            day = self._behind("until", words[match.start() : match.end() + 40])
            found |= {day} if day else set()
        return found

    def due(self, words: str) -> str | None:
        """The date by which something is asked for; a period within which it is begins with the adoption."""
        within = self.language["within"].search(words)
        if within and self.adopted_on and len(self.adopted_on) == 10:
            length = self.language.number(within["number"])
            return _later(self.adopted_on, length, self.language.units[within["unit"].lower()])
        return self._behind("by", words)

    def _start(self, words: str) -> str | None:
        return self._behind("from", words) or (self.adopted_on if self.language["at_once"].search(words) else None)

    def _behind(self, name: str, words: str) -> str | None:
        """The first date that stands behind words of the data."""
        for match in self.language[name].finditer(words):
            for form in ("date", "date_american"):
                found = self.language[form].match(words, match.end())
                if found and (day := self._iso(found)):
                    return day
            if name != "from" and (month := self.language["month_only"].match(words, match.end())):
                return f"{month['year']}-{self.language.months[month['month'].lower()]:02d}"
        return None

    def _iso(self, found: re.Match[str]) -> str | None:
        month = self.language.months[found["month"].lower()]
        day = int(re.sub(r"\D", "", found["day"]))
        if not 0 < day <= monthrange(int(found["year"]), month)[1]:
            return None
        return f"{found['year']}-{month:02d}-{day:02d}"


_MONTHS = {"month": 1, "year": 12}
_DAYS = {"day": 1, "week": 7}


def _later(begins: str, number: int, unit: str) -> str | None:
    """The day that comes a period after another; the last of a month that is shorter."""
    first = date.fromisoformat(begins)
    if unit in _DAYS:
        return (first + timedelta(days=number * _DAYS[unit])).isoformat() if number < 4000 else None
    months = first.month - 1 + number * _MONTHS[unit]
    year, month = first.year + months // 12, months % 12 + 1
    if not 1900 < year < 2200:
        return None
    return date(year, month, min(first.day, monthrange(year, month)[1])).isoformat()
