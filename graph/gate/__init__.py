"""People's own Cypher, read-only: what is refused before it runs, and how what runs is kept from writing or lasting.

Several walls, never one: the gate reads the tokens and lets through only clauses that read, paths and lists that are
bounded; the transaction is a reading one and is always rolled back; the engine stops it at its time limit, and we no
longer wait for an engine that does not; rows are counted out, and weighed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, LiteralString, cast

from graph.errors import BadQuery
from graph.gate.clauses import NAMESPACES, PROCEDURES, check_clauses
from graph.gate.effort import MAX_STEPS, check_effort
from graph.gate.growth import MAX_MADE, check_growth
from graph.gate.lists import MAX_NESTED, MAX_RANGE, check_lists
from graph.gate.parameters import MAX_DEPTH, MAX_PARAMETER_BYTES, check_parameters
from graph.gate.patterns import MAX_HOPS, check_patterns
from graph.gate.regular import check_regular
from graph.gate.tokens import Query
from graph.store import Store
from graph.values import TooDeepError, plain

__all__ = [
    "MAX_ANSWER_BYTES",
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_HOPS",
    "MAX_MADE",
    "MAX_NESTED",
    "MAX_NESTING",
    "MAX_PARAMETER_BYTES",
    "MAX_RANGE",
    "MAX_ROWS",
    "MAX_STEPS",
    "MAX_TOKENS",
    "NAMESPACES",
    "PROCEDURES",
    "SECONDS",
    "Rows",
    "check",
    "run",
]

MAX_BYTES = 8 * 1024
MAX_TOKENS = 2_000
MAX_NESTING = 16
MAX_ROWS = 1_000
MAX_ANSWER_BYTES = 16 * 1024 * 1024
"""All rows together, about as JSON: more than a page or a terminal shows, less than hurts the process that asks."""
SECONDS = 5


@dataclass(frozen=True, slots=True)
class Rows:
    """What a query gave: names of columns, rows of plain values, whether there was more than may be given.

    That is more rows than the limit, or more than 16 MiB: then the rows are those that fit.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool


def run(store: Store, text: str, parameters: Mapping[str, Any] | None = None, *, limit: int = MAX_ROWS) -> Rows:
    """Run somebody's query and give its rows; nothing that it may have written stays.

    Raises BadQuery for what the gate or the engine refuses, QueryTimeout for what lasts longer than 5 s.
    """
    check(text, parameters)
    query = cast("LiteralString", text)
    try:
        columns, records, complete = store.ask(
            query, dict(parameters or {}), limit=limit, seconds=SECONDS, size=MAX_ANSWER_BYTES
        )
        rows = tuple(tuple(plain(value) for value in record) for record in records)
    except (TooDeepError, RecursionError) as error:
        raise BadQuery("the answer is nested too deeply") from error
    except (OverflowError, ValueError, TypeError) as error:  # the driver's own, while it packs them
        raise BadQuery(f"a parameter cannot be given to the engine: {error}") from error
    return Rows(tuple(columns), rows, not complete)


def check(text: str, parameters: Mapping[str, Any] | None = None) -> None:
    """Raise BadQuery, with what and where, for a query that may do anything but read within bounds."""
    check_parameters(parameters or {})
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise BadQuery("the query holds half of a character (a lone surrogate)") from None
    if size > MAX_BYTES:
        raise BadQuery(f"the query is longer than {MAX_BYTES:,} bytes")
    query = Query(text)
    if not len(query):
        raise BadQuery("the query is empty")
    if len(query) > MAX_TOKENS:
        raise BadQuery(f"the query has more than {MAX_TOKENS:,} tokens")
    _check_nesting(query)
    check_clauses(query)
    check_patterns(query)
    check_lists(query)
    check_regular(query, parameters or {})
    check_effort(query, parameters or {})
    check_growth(query, parameters or {})


def _check_nesting(query: Query) -> None:
    depth = 0
    for token in query:
        depth += (token.text in ("(", "[", "{")) - (token.text in (")", "]", "}"))
        if depth > MAX_NESTING:
            raise BadQuery(f"brackets are nested deeper than {MAX_NESTING}")
