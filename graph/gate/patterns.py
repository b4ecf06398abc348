"""How far a path of a query may reach: as many steps as it says, and at most ten."""

from __future__ import annotations

import re

from graph.gate.tokens import Query

MAX_HOPS = 10
MAX_HOPS_WITHIN = 3
"""In a pattern within an expression, where the embedded engine does not look at the clock."""
_CLAUSES = frozenset({"match", "where", "return", "with", "unwind", "call", "order", "skip", "limit", "union"})
_LENGTH = re.compile(r"(?:[0-9]*\.\.)?([0-9]+)(?![\w.])")


def check_patterns(query: Query) -> None:
    """Raise BadQuery for relationships of any length without an upper bound, and for repeated parts of a pattern."""
    groups: list[bool] = []
    squares: list[bool] = []
    matched = [True]
    for index, token in enumerate(query):
        before, after = query[index - 1].text, query[index + 1].text
        if token.kind == "word" and token.text.lower() in _CLAUSES and before not in (".", ":"):
            matched[-1] = token.text.lower() == "match"
        if token.kind != "sign":
            continue
        if token.text == "{":
            # EXISTS { (a)-[*1..5]-(b) } is matched too.
            matched.append(before.lower() in ("exists", "count"))
        elif token.text == "}" and len(matched) > 1:
            matched.pop()
        if token.text == "(":
            groups.append(False)
        elif token.text == "-" and after in ("[", "-", ">", "(") and groups:
            groups[-1] = True
        elif token.text == ")" and groups:
            if groups.pop() and after in ("+", "*", "{"):
                why = "repeated groups of a pattern are refused: write -[:KIND*1..5]-"
                raise query.refused(why, query[index + 1])
        elif token.text == "[":
            squares.append(before == "-")
            if before == "-":
                _check_length(query, index, MAX_HOPS if matched[-1] and not any(squares[:-1]) else MAX_HOPS_WITHIN)
        elif token.text == "]" and squares:
            if squares.pop() and after == "-":
                _check_repeated(query, index + 1)
        elif token.text == "-" and after in ("-", ">"):  # --, --> and the ends of <-- and ]->
            _check_repeated(query, index + 1)


def _check_repeated(query: Query, index: int) -> None:
    """`-[:KIND]->+`: what stands behind the end of a relationship, whose last sign but for `>` is at the index."""
    following = query[index + 2] if query[index + 1].text == ">" else query[index + 1]
    if following.text in ("+", "*", "{"):
        raise query.refused("repeated relationships are refused: write -[:KIND*1..5]-", following)


def _check_length(query: Query, opened: int, most: int) -> None:
    """`[r:KIND*1..5]`: the star of a relationship is followed by a bound, of `most` at most."""
    for index in range(opened + 1, len(query)):
        token = query[index]
        if token.text in ("]", "{", "["):
            return
        if token.text == "*":
            match = _LENGTH.match("".join(query[at].text for at in range(index + 1, index + 4)))
            if not match or len(match[1]) > 2 or int(match[1]) > MAX_HOPS:
                raise query.refused(f"a path needs an upper bound of at most {MAX_HOPS}: *1..5", token)
            if int(match[1]) > most:
                why = f"in an expression a path has at most {most} steps"
                raise query.refused(f"{why}: write EXISTS {{ … }}, COUNT {{ … }} or MATCH", token)
            return
