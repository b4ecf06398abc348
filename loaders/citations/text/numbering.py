"""What each body can have numbered so, and in which year: a number that it has not come to is another body's."""

from __future__ import annotations

from functools import lru_cache

from graph.errors import BadSymbol
from graph.symbols import Symbol
from graph.symbols.characters import roman_value
from graph.symbols.sessions import (
    FIRST_ASSEMBLY_DECISION,
    FIRST_ECOSOC_DECISION,
    FIRST_HUMAN_RIGHTS_DECISION,
    FIRST_SLASH_SESSION,
    LAST_HUMAN_RIGHTS_NUMBER,
    LAST_HUMAN_RIGHTS_SESSION,
    MOST_HUMAN_RIGHTS_RESOLUTIONS,
    assembly_sessions,
    in_ecosoc_session,
)
from loaders.citations.text.special_sessions import special_years

_MOST = 999
"""Texts that a body numbers in one session or year: none has come near it. A fourth digit is the mark of a note."""


def possible(symbol: Symbol, year: int | None) -> bool:
    """Whether its body can have numbered it so, and in that year."""
    if symbol.path:
        return year is None or not symbol.years or year in symbol.years
    if symbol.number > _MOST and symbol.series.rpartition("-")[2].isdigit():
        return False
    if symbol.label == "Decision" and symbol.number < _first_decision(symbol):
        return False
    if symbol.roman and symbol.label == "Resolution" and "-" not in symbol.series:
        if symbol.family.value.startswith("E/"):
            return in_ecosoc_session(symbol.number, roman_value(symbol.series) or 0)
        return symbol.series in assembly_sessions(symbol.number)
    if symbol.family.value.startswith("A/HRC"):
        limit = LAST_HUMAN_RIGHTS_NUMBER if symbol.label == "Decision" else MOST_HUMAN_RIGHTS_RESOLUTIONS
        if symbol.number > limit or (symbol.series.isdigit() and int(symbol.series) > LAST_HUMAN_RIGHTS_SESSION):
            return False
    elif (
        symbol.family.value.startswith("A/")
        and symbol.series.isdigit()
        and not FIRST_SLASH_SESSION <= int(symbol.series) <= 120
    ):
        return False
    if year is None:
        return True
    if symbol.series.startswith("S-"):
        return year in special_years(symbol)
    if symbol.family.value.startswith("E/"):
        return year - symbol.years[0] in (-1, 0, 1) if symbol.years else True
    return not symbol.years or year in symbol.years


def _first_decision(symbol: Symbol) -> int:
    """The number from which on its body counts decisions, which are counted apart from resolutions."""
    if symbol.family.value.startswith("A/HRC"):
        return FIRST_HUMAN_RIGHTS_DECISION
    if symbol.family.value.startswith("E/"):
        return FIRST_ECOSOC_DECISION
    return FIRST_ASSEMBLY_DECISION if symbol.series.isdigit() else 1


@lru_cache(maxsize=65536)
def fitting(body: str, noun: str, series: str, number: int, year: int | None) -> Symbol | None:
    """The symbol of a body's text, where it can have numbered it so and in that year."""
    symbol = _numbered(body, noun, series, number)
    return symbol if symbol and possible(symbol, year) else None


@lru_cache(maxsize=16384)
def _numbered(body: str, noun: str, series: str, number: int) -> Symbol | None:
    if body not in ("A", "E", "A/HRC") or (len(series) == 4 and series.isdigit()) != (body == "E"):
        return None
    symbol = parsed(f"{body}/{noun}/{series}/{number}") or parsed(f"{body}/RES/{series}/{number}")
    return symbol.corrected() if symbol else None


@lru_cache(maxsize=16384)
def parsed(text: str) -> Symbol | None:
    """The symbol that a text writes in full; None for one that is none."""
    try:
        return Symbol.parse(text)
    except BadSymbol:
        return None
