"""Sustainable Development Goals and targets by number: "SDG 16.3", "Sustainable Development Goals 5 and 16"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.citations.names.document import Named

AGENDA_2030 = "A/RES/70/1"
"""The resolution that sets the goals and targets."""
_NUMBER = re.compile(r"\d{1,2}(?:\.\w{1,2})?")
_BEFORE, _BEHIND = 60, 160
"""Characters around these words in which the goals are looked for."""
NUMBERS = r"(?P<numbers>{0}(?:(?:, | ?(?:and|et|y|и|和|及|、|و) ?|, and ){0}){{0,16}})".format(
    r"(?<!\d)(?:1[0-7]|[1-9])(?:\.(?:\d{1,2}|[a-d]))?(?![\d.-]*\d)"
)
"""One or several; goals are 1 to 17, and targets stand behind a point."""


def goals(text: str, named: re.Pattern[str], words: Sequence[str]) -> Iterator[Named]:
    """The goals that a plain text names with their numbers; without numbers they are a subject, and no citation.

    `named` finds them around any of the `words`, which stand in few texts.
    """
    behind = 0
    for at in _places(text, words):
        match = named.search(text, max(behind, at - _BEFORE), at + _BEHIND)
        if match is None or not match.start() <= at < match.end():
            continue
        behind = match.end()
        numbers = _NUMBER.findall(match["numbers"])
        parts = [_listed("goal", [one for one in numbers if "." not in one])]
        parts.append(_listed("target", [one for one in numbers if "." in one]))
        yield Named(*match.span(), (AGENDA_2030,), "goal", ", ".join(filter(None, parts)))


def _places(text: str, words: Sequence[str]) -> list[int]:
    found: list[int] = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            found.append(at)
            at = text.find(word, at + len(word))
    return sorted(found)


def _listed(unit: str, numbers: list[str]) -> str:
    return f"{unit}{'s' * (len(numbers) > 1)} {', '.join(numbers)}" if numbers else ""
