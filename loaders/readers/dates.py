"""Dates as texts write them, in six languages: '22 December 2023', '22 décembre 2023', '2023年12月22日'."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from difflib import get_close_matches

_NAMES = {
    "en": "january february march april may june july august september october november december",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ar": "يناير فبراير مارس أبريل مايو يونيه يوليه أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}
_MONTHS = {name: number for names in _NAMES.values() for number, name in enumerate(names.split(), 1)}
MONTH = "|".join(
    (_NAMES["en"].title().replace(" ", "|"), *(_NAMES[code].replace(" ", "|") for code in ("fr", "es", "ru")))
)
"""The name of a month in English, French, Spanish or Russian, with the capital letter that English gives it."""
_SCANNED = [name for language in ("en", "fr") for name in _NAMES[language].split()]
_AS_IT_SOUNDS = 0.74
"""How like a name of a month a word is that scanning made of one: "Apri]"."""

DATE = r"(\d{1,2}) ([A-Z][a-z]+) ((?:19|20)\d\d)"
"""A date in an English text, with its three parts as groups."""
_DATED = re.compile(
    r"(\d{1,2})(?:er|º)?\s(?:de\s)?(?:[^\W\d]+(?:\s[^\W\d]+)?/)?([^\W\d]\S{1,10})\s(?:de\s|del\s)?(\d{4})(?!\d)"
)
_CHINESE = re.compile(r"(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日")
_WRITTEN = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_YEARS = range(1900, 2100)


def iso(day: str, month: str, year: str) -> str | None:
    """ISO 8601 of a date in its parts, the month by its name; None for a day that there is not."""
    return _date(int(year), _MONTHS.get(month.casefold(), 0), int(day))


def real_date(text: str | None) -> str | None:
    """A date as the files write it, None for what is none: '0001-01-01', '2002', ''."""
    text = (text or "").strip()
    return text if _WRITTEN.fullmatch(text) else None


def first_date(text: str) -> str | None:
    """The first date in a text, in any of six languages; English and French months as scanning may have left them."""
    return next(_dates(text), None)


def _dates(text: str) -> Iterator[str]:
    for found in _CHINESE.finditer(text):
        if on := _date(*map(int, found.groups())):
            yield on
    for found in _DATED.finditer(text):
        if (month := _month(found[2])) and (on := iso(found[1], month, found[3])):
            yield on


def _month(written: str) -> str | None:
    """The name of a month, as written or with a letter misread: "Apri]"; other words as long as one are none."""
    month = written.casefold()
    if month in _MONTHS or not written[:1].isupper():
        return month
    alike = get_close_matches(month, _SCANNED, 1, _AS_IT_SOUNDS)
    return alike[0] if alike and abs(len(alike[0]) - len(month)) < 2 else None


def _date(year: int, month: int, day: int) -> str | None:
    there_is = year in _YEARS and 0 < month < 13 and 0 < day <= monthrange(year, month)[1]
    return f"{year}-{month:02d}-{day:02d}" if there_is else None
