"""Regular expressions of a query: only such as cannot go back and forth for ever, since nothing stops them on Neo4j."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import factorial
from typing import Any

from graph.gate.operands import MAX_TEXT, Operands
from graph.gate.tokens import Query, Token

MAX_LENGTH = 200
MAX_REPEATED = 3
_REPEATED = re.compile(r"[*+?{]")
_REPEATED_GROUP = re.compile(r"\)[*+{]")
_REFERENCE = re.compile(r"\\[1-9k]")
_CONTINUED = frozenset({"+", "-", "*", "/", "%", "^", "||", ".", "["})


def check_regular(query: Query, parameters: Mapping[str, Any]) -> None:
    """Raise BadQuery unless what follows =~ is a text, or a parameter that holds one, with few parts repeated.

    A repeated group, or a reference back to one, can take time that doubles with each character; three repeated parts
    take at most the third power of the length, of a text that must be short.
    """
    operands = Operands(query, parameters)
    for index, token in enumerate(query):
        if token.text != "=~":
            continue
        if not operands.is_short(index - 1):
            why = f"=~ looks into a property, or a text of at most {MAX_TEXT:,} characters"
            raise query.refused(f"{why}: use CONTAINS for others", token)
        pattern = query[index + 1]
        text = _text(pattern, parameters)
        if not isinstance(text, str) or query[index + 2].text in _CONTINUED:
            raise query.refused("=~ takes a text in quotes or a parameter that is a text", token)
        if len(text) > MAX_LENGTH:
            raise query.refused(f"a regular expression has at most {MAX_LENGTH} characters", pattern)
        if _repeated(text) > MAX_REPEATED or _REPEATED_GROUP.search(text) or _REFERENCE.search(text):
            why = f"a regular expression may repeat {MAX_REPEATED} characters, no groups, and may not refer back"
            raise query.refused(f"{why}: use CONTAINS, or several", pattern)


def steps(pattern: Token, parameters: Mapping[str, Any]) -> int:
    """How often a checked pattern may go back and forth over a text of a thousand characters: 167 million at most."""
    repeated = _repeated(_text(pattern, parameters))
    return MAX_TEXT**repeated // factorial(repeated)


def _text(pattern: Token, parameters: Mapping[str, Any]) -> Any:
    if pattern.kind == "parameter":
        return parameters.get(pattern.text[1:], "")
    return pattern.text[1:-1] if pattern.kind == "string" else None


def _repeated(text: str) -> int:
    return len(_REPEATED.findall(text.replace("(?", "(")))
