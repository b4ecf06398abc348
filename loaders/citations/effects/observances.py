"""Observances that an act proclaims: their names, the day, and the first year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model import Observance
from loaders.citations.effects.gazetteer import folded, observances
from loaders.citations.effects.language import Language

_LONGEST = 90


def proclaimed(words: str, language: Language) -> Iterator[Observance]:
    """The observances in the flat words of an act.

    One that editors know has their id. Another has an id made of its English name; in other languages it has none, and
    waits for the English text.
    """
    for match in language["observed"].finditer(words):
        name = _trimmed(match["name"], language)
        kind = language["observance"].search(name)
        if kind is None or " " not in name:
            continue
        id_ = observances().get(folded(name))
        if id_ is None and language.code == "en":
            id_ = "-".join(folded(name).split())[:_LONGEST].strip("-")
        if id_ is None:
            continue
        day = _day(words, language) if language["day"].search(name) else None
        first = language["first_in"].search(words)
        yield Observance(
            id=id_,
            name_en=name if language.code == "en" else None,
            name_fr=name if language.code == "fr" else None,
            day=day,
            first_in=int(first["year"]) if first else None,
            coverage="record",
        )
        return


def _trimmed(name: str, language: Language) -> str:
    """A name without the small words that only join it to what follows."""
    name = language["before_name"].sub("", name)
    last = None
    while last != name:
        last = name
        name = language["dangling"].sub("", name).rstrip(" ,")
    return name.strip(" \"“”'")


def _day(words: str, language: Language) -> str | None:
    found = language["day_of_year"].search(words)
    if found is None:
        return None
    day = int(re.sub(r"\D", "", found["day"]))
    return f"{language.months[found['month'].lower()]:02d}-{day:02d}"
