"""The presidential statements of the Security Council by their days, with what each is about."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from graph.folding import words
from graph.symbols import Symbol

FILE = "presidential.csv"
"""Symbol, day and item of the agenda of each statement that the United Nations' files hold: made by
loaders/dataset/statements.py."""
_SHORTEST = 4
_COMMON = frozenset(
    words(
        """
    the and its for with security council president statement statements peace international situation question
    maintenance concerning united nations threats between including resolution resolutions this that mission
    recalling recalls reaffirming previous relevant particular also presidential items agenda general secretary
        """
    )
)


class Statement(NamedTuple):
    """A statement: its symbol, the day as ISO 8601, and the words of what it is about."""

    symbol: Symbol
    on: str
    about: frozenset[str]


class Known:
    """Statements by day, and whether any of that day may be missing: they are numbered in the order of time."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._by_day: dict[str, list[Statement]] = {}
        self._numbers: dict[str, set[int]] = {}
        for one in statements:
            self._by_day.setdefault(one.on, []).append(one)
            self._numbers.setdefault(one.symbol.series, {0}).add(one.symbol.number)

    def of(self, day: str) -> Sequence[Statement]:
        """The statements of a day."""
        return self._by_day.get(day, ())

    def meant(self, day: str, said: str) -> tuple[Sequence[Statement], bool]:
        """The statements that a text can mean which names only the day, and whether it is the one that it must mean.

        `said` is what the text is about. Of several the one that alone shares words with it is meant.
        """
        ones = self.of(day)
        if not ones:
            return (), False
        if len(ones) == 1 and self._complete(ones[0]):
            return ones, True
        spoken = content(said)
        shared = [len(one.about & spoken) for one in ones]
        best = max(shared)
        if best and shared.count(best) == 1:
            return (ones[shared.index(best)],), True
        return ones, False

    def _complete(self, one: Statement) -> bool:
        """Whether the statements before and after the only one of a day are known, so that there is no other."""
        numbers = self._numbers[one.symbol.series]
        return {one.symbol.number - 1, one.symbol.number + 1} <= numbers


def content(text: str) -> frozenset[str]:
    """The words of a text that tell what it is about."""
    return frozenset(word for word in words(text) if len(word) >= _SHORTEST and word not in _COMMON)


@cache
def known() -> Known:
    """Those of the table."""
    text = files("loaders.citations.statements").joinpath(FILE).read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return Known(Statement(Symbol.parse(row["symbol"]), row["on"], content(row["about"])) for row in rows)
