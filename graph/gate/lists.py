"""What a query may do within one row: neither engine looks at the clock, or at its memory, before a row is done.

Rows are counted, timed and weighed by the engines. What goes over a list inside an expression is not: three
comprehensions in one another, or a text that reduce() doubles forty times, took the whole engine down.
"""

from __future__ import annotations

from graph.gate.tokens import Query

MAX_NESTED = 2
MAX_RANGE = 1_000
_LONGEST_NUMBER = 10
_EVERY = ("all", "any", "none", "single")
_ACCUMULATING = frozenset({"reduce", "allreduce"})
_OF_PATHS = frozenset({"nodes", "relationships"})
_NO_LONGER = frozenset(
    {
        "coalesce",
        "tostring",
        "tointeger",
        "tofloat",
        "size",
        "head",
        "last",
        "labels",
        "type",
        "abs",
        "tolower",
        "toupper",
    }
)
"""Functions whose value is no larger than the largest of their arguments, or small."""
_MEASURES = frozenset({"size", "length"})
_OPEN, _CLOSE = ("(", "[", "{"), (")", "]", "}")


def check_lists(query: Query) -> None:
    """Raise BadQuery for ranges of unknown or great length, for comprehensions within comprehensions, for reduce().

    The last is welcome over the nodes or the relationships of a path, which are few.
    """
    going: list[bool] = []
    for index, token in enumerate(query):
        if token.text in _OPEN and token.kind == "sign":
            going.append(goes_over_a_list(query, index))
            if sum(going) > MAX_NESTED:
                why = f"lists are gone over {MAX_NESTED} deep at most: use UNWIND, which the time limit stops"
                raise query.refused(why, token)
        elif token.text in _CLOSE and token.kind == "sign" and going:
            going.pop()
        elif token.kind in ("word", "quoted") and query[index + 1].text == "(":
            name = token.name.lower()
            if name in _ACCUMULATING and not _reduces_a_path(query, index):
                why = (
                    f"{token.name}() may go over nodes(…) or relationships(…) of a path, with what it builds up named "
                    "once: all else has no bound. Use UNWIND, and sum() or collect()"
                )
                raise query.refused(why, token)
            if name == "range":
                _check_range(query, index)


def goes_over_a_list(query: Query, opened: int) -> bool:
    """`[x IN …` and `all(x IN …`; a pattern comprehension `[(a)--(b) | …]`, which matches within one row, as well."""
    before, following = query[opened - 1], query[opened + 1]
    if query[opened].text == "[" and following.text == "(":
        return _is_pattern(query, opened + 1)
    named = following.kind in ("word", "quoted") and query[opened + 2].text.lower() in ("in", "=")
    if query[opened].text == "[":
        return named and before.text != "-"
    return query[opened].text == "(" and named and before.text.lower() in _EVERY


def _reduces_a_path(query: Query, index: int) -> bool:
    """`reduce(s = …, n IN nodes(p) | s + …)`, in which `s` grows by something with each step, and never by itself."""
    built, bar = query[index + 2], index + 3
    if query[index].text.lower() != "reduce" or built.kind != "word" or query[bar].text != "=":
        return False
    closing = query.closing(index + 1)
    while bar < closing and query[bar].text != "|":
        bar += 1
    # … , n IN nodes ( p ) |
    names = [query[bar - back].text.lower() for back in (7, 5, 4, 3, 1)]
    if bar == closing or names != [",", "in", names[2], "(", ")"] or names[2] not in _OF_PATHS:
        return False
    inside = range(bar + 1, closing)
    makes_more = any(
        query[at].text in ("[", "{") or (query[at].text == "(" and not _is_tame(query, at)) for at in inside
    )
    return not makes_more and sum(query[at].name == built.name for at in inside) <= 1


def _is_tame(query: Query, opened: int) -> bool:
    before = query[opened - 1]
    return before.kind == "sign" or before.text.lower() in _NO_LONGER


def literal_range(query: Query, index: int) -> int | None:
    """How many numbers `range(1946, 2024)` gives, whose name stands at this place; None where its ends are no numbers.

    It is negative or 0 for one that gives none.
    """
    opened, first, comma, last, closed = (query[index + place].text for place in range(1, 6))
    numbers = first.isdecimal() and last.isdecimal() and max(len(first), len(last)) < _LONGEST_NUMBER
    return int(last) - int(first) + 1 if numbers and (opened, comma, closed) == ("(", ",", ")") else None


def _is_pattern(query: Query, opened: int) -> bool:
    """Whether a relationship follows the bracket that opens here: `(a)-[`, `(a)--`, `(a)<-`."""
    depth = 0
    for index in range(opened, len(query)):
        depth += (query[index].text in _OPEN) - (query[index].text in _CLOSE)
        if depth == 0:
            return query[index + 1].text in ("-", "<") and query[index + 2].text in ("-", "[")
    return False


def _check_range(query: Query, index: int) -> None:
    """The bounds of a range are numbers up to 1,000, or what counts something that is there: size(…), length(…).

    Two numbers alone may be larger, where they are no more than 1,000 apart: years.
    """
    length = literal_range(query, index)
    if length is not None and length <= MAX_RANGE:
        return
    depth, at = 0, index + 1
    while at < len(query):
        token = query[at]
        depth += (token.text in _OPEN) - (token.text in _CLOSE)
        if depth == 0:
            return
        if depth == 1 and token.kind == "number":
            if not token.text.isdigit() or len(token.text) > 4 or int(token.text) > MAX_RANGE:
                raise query.refused(f"range() goes from and to numbers of at most {MAX_RANGE:,}", token)
        elif (depth == 1 and token.text not in ("(", ")", ",", "+", "-") and token.text.lower() not in _MEASURES) or (
            # No bracket is a way around: `range(1, (n))` is one, and `size(…)` may hold anything.
            depth == 2 and token.text in _OPEN and query[at - 1].text.lower() not in _MEASURES
        ):
            why = f"range() takes numbers of at most {MAX_RANGE:,}, size(…) and length(…) alone"
            raise query.refused(why, token)
        at += 1
