"""Dates as texts write them, in six languages: '22 December 2023', '22 décembre 2023', '2023年12月22日'."""

from __future__ import annotations

import re
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
_SCANNED = [name for language in ("en", "fr") for name in _NAMES[language].split()]
_AS_IT_SOUNDS = 0.74
"""How like a name of a month a word is that scanning made of one: "Apri]"."""

DATE = r"(\d{1,2}) ([A-Z][a-z]+) ((?:19|20)\d\d)"
"""A date in an English text, with its three parts as groups."""
_DATED = re.compile(r"(\d{1,2})(?:er|º)? (?:de )?(?:[^\W\d]+/)?([^\W\d]\S{1,10}) (?:de |del )?((?:19|20)\d\d)(?!\d)")
_CHINESE = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")


def iso(day: str, month: str, year: str) -> str | None:
    """ISO 8601 of a date in its parts, the month by its name; None where there is no such month or day."""
    number = _MONTHS.get(month.casefold())
    return f"{year}-{number:02d}-{int(day):02d}" if number and 0 < int(day) < 32 else None


def first_date(text: str) -> str | None:
    """The first date in a text, in any of six languages; English and French months as scanning may have left them."""
    return next(_dates(text), None)


def _dates(text: str) -> Iterator[str]:
    for found in _CHINESE.finditer(text):
        if 0 < int(found[2]) < 13 and 0 < int(found[3]) < 32:
            yield f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}"
    for found in _DATED.finditer(text):
        month = found[2].casefold()
        named = [month] if month in _MONTHS else get_close_matches(month, _SCANNED, 1, _AS_IT_SOUNDS)
        if named and (on := iso(found[1], named[0], found[3])):
            yield on
