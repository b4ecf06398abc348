"""How long one row may take: no engine looks at the clock within an expression, so its steps are counted before."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Any

from graph.gate.growth import longest_text
from graph.gate.lists import goes_over_a_list
from graph.gate.operands import FEW, SOME, Operands
from graph.gate.regular import steps
from graph.gate.tokens import Query

MAX_STEPS = 200_000_000
"""Steps of all expressions of a query together, for one row: a few seconds at most."""
MAX_CELLS = 100_000
"""Elements of lists within lists that the query makes itself, from ranges and parameters."""
MAX_MADE = 200_000_000
"""Characters of all texts in such lists."""
_WORKING = frozenset({"+", "||", "=", "<>", "<", ">", "<=", ">=", "contains", "starts", "ends"})
_CHARACTERS_A_STEP = 100


def check_effort(query: Query, parameters: Mapping[str, Any]) -> None:
    """Raise BadQuery where lists within lists, and regular expressions within them, may take minutes or years.

    The steps are the elements that are gone over, times those of the lists around them; IN goes over its list as well,
    and a regular expression goes over its text once for each part that is repeated. What compares or makes texts within
    lists takes a step for each hundred characters of the longest.
    """
    operands = Operands(query, parameters)
    longest = longest_text(query, parameters)
    further = longest // _CHARACTERS_A_STEP
    around: list[int] = []
    effort = 0
    for index, token in enumerate(query):
        if token.text in ("(", "[", "{"):
            loops = goes_over_a_list(query, index)
            around.append(1 if not loops else operands.elements(index + 3) if _has_in(query, index) else FEW)
            effort += prod(around) if loops else 0
            own = [elements for elements in around if 1 < elements <= SOME]
            if loops and ((len(own) > 1 and prod(own) > MAX_CELLS) or prod(own) * longest > MAX_MADE):
                why = f"lists of a query's own in one another have {MAX_CELLS:,} elements at most, of long texts fewer"
                raise query.refused(why, token)
            if query[index - 1].kind in ("word", "quoted") and max(around) > 1:
                effort += prod(around) * further
        elif token.text in (")", "]", "}"):
            del around[-1:]
        elif token.text.lower() in _WORKING and around and max(around) > 1:
            effort += prod(around) * further
        elif token.text.lower() == "in" and not goes_over_a_list(query, index - 2):
            effort += prod(around) * operands.elements(index + 1)
        elif token.text == "=~":
            effort += prod(around) * steps(query[index + 1], parameters)
        if effort > MAX_STEPS:
            why = "this may take minutes within one row, where nothing stops it"
            raise query.refused(f"{why}: go over long lists with UNWIND, and use CONTAINS instead of =~", token)


def _has_in(query: Query, opened: int) -> bool:
    return query[opened + 2].text.lower() == "in"
