"""Dates as English texts write them: '22 December 2023'."""

from __future__ import annotations

_NAMES = "january february march april may june july august september october november december"
_MONTHS = {name: number for number, name in enumerate(_NAMES.split(), 1)}

DATE = r"(\d{1,2}) ([A-Z][a-z]+) ((?:19|20)\d\d)"
"""A date in a text, with its three parts as groups."""


def iso(day: str, month: str, year: str) -> str | None:
    """ISO 8601 of a date in its parts; None where there is no such month or day."""
    number = _MONTHS.get(month.casefold())
    return f"{year}-{number:02d}-{int(day):02d}" if number and 0 < int(day) < 32 else None
