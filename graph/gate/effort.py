"""How long one row may take: no engine looks at the clock within an expression, so its steps are counted before."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Any

from graph.gate.lists import goes_over_a_list
from graph.gate.operands import FEW, Operands
from graph.gate.regular import steps
from graph.gate.tokens import Query

MAX_STEPS = 200_000_000
"""Steps of all expressions of a query together, for one row: a few seconds at most."""


def check_effort(query: Query, parameters: Mapping[str, Any]) -> None:
    """Raise BadQuery where lists within lists, and regular expressions within them, may take minutes or years.

    The steps are the elements that are gone over, times those of the lists around them; IN goes over its list as well,
    and a regular expression goes over its text once for each part that is repeated.
    """
    operands = Operands(query, parameters)
    around: list[int] = []
    effort = 0
    for index, token in enumerate(query):
        if token.text in ("(", "[", "{"):
            loops = goes_over_a_list(query, index)
            # What a pattern finds is read from the store, where the engines look at the clock.
            around.append(1 if not loops else operands.elements(index + 3) if _has_in(query, index) else FEW)
            effort += prod(around) if loops else 0
        elif token.text in (")", "]", "}"):
            del around[-1:]
        elif token.text.lower() == "in" and not goes_over_a_list(query, index - 2):
            effort += prod(around) * operands.elements(index + 1)
        elif token.text == "=~":
            effort += prod(around) * steps(query[index + 1], parameters)
        if effort > MAX_STEPS:
            why = "this may take minutes within one row, where nothing stops it"
            raise query.refused(f"{why}: go over long lists with UNWIND, and use CONTAINS instead of =~", token)


def _has_in(query: Query, opened: int) -> bool:
    return query[opened + 2].text.lower() == "in"
