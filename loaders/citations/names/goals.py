"""Sustainable Development Goals and targets by number: "SDG 16.3", "Sustainable Development Goals 5 and 16"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.citations.names.document import Named

AGENDA_2030 = "A/RES/70/1"
"""The resolution that sets the goals and targets."""
_NUMBER = re.compile(r"\d{1,2}(?:\.\w{1,2})?")
NUMBERS = r"(?P<numbers>{0}(?:(?:, | ?(?:and|et|y|и|和|及|、|و) ?|, and ){0}){{0,16}})".format(
    r"(?<!\d)(?:1[0-7]|[1-9])(?:\.(?:\d{1,2}|[a-d]))?(?![\d.-]*\d)"
)
"""One or several; goals are 1 to 17, and targets stand behind a point."""


def goals(text: str, named: re.Pattern[str]) -> Iterator[Named]:
    """The goals that a plain text names with their numbers; without numbers they are a subject, and no citation."""
    for match in named.finditer(text):
        numbers = _NUMBER.findall(match["numbers"])
        parts = [_listed("goal", [one for one in numbers if "." not in one])]
        parts.append(_listed("target", [one for one in numbers if "." in one]))
        yield Named(*match.span(), (AGENDA_2030,), "goal", ", ".join(filter(None, parts)))


def _listed(unit: str, numbers: list[str]) -> str:
    return f"{unit}{'s' * (len(numbers) > 1)} {', '.join(numbers)}" if numbers else ""
