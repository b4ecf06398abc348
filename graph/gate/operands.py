"""What an expression works on: texts that are known to be short, and how long a list may be.

A stored text is short, and so is one of the query's own or of a parameter, whose length is seen. What a query makes
(by `+`, by collect(), from a list of parameters) may be of any length, and has a name only behind AS or before IN.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, cast

from graph.gate.lists import literal_range
from graph.gate.tokens import Query, Token

MAX_TEXT = 1_000
FEW, SOME, MANY = 100, 1_000, 1_000_000
"""Elements at most: of what is stored with one node or path; of what is seen or counted; of what a query makes."""
_STORED_LISTS = frozenset({"labels", "nodes", "relationships"})
_AS_LONG = frozenset({"tolower", "toupper", "lower", "upper", "trim", "btrim", "ltrim", "rtrim"})
"""Functions of one text that make it no longer."""
_COMPUTING = frozenset({"+", "-", "*", "/", "%", "^", "||", ".", "]", ")"})
_BINDING = frozenset({"(", "["})
_BOUND = frozenset({":", ")", "]", "{", "*", "where"})


class Operands:
    """The texts of a query that are short, and the lists that are."""

    def __init__(self, query: Query, parameters: Mapping[str, Any]) -> None:
        self._query = query
        self._parameters = parameters
        self._stored: set[str] = set()
        self._made: dict[str, set[str | None]] = defaultdict(set)
        """Names with what each is another name of: None is anything."""
        for index, token in enumerate(query):
            if token.text.lower() == "as" and _is_name(query[index + 1]):
                self._made[query[index + 1].name].add(self._root(index - 1))
            elif token.text.lower() == "in" and _is_name(query[index - 1]) and query[index - 2].text in _BINDING:
                self._made[query[index - 1].name].add(self._list(index + 1))
            elif _is_name(token) and (
                (query[index - 1].text in _BINDING and query[index + 1].text.lower() in _BOUND)
                or query[index - 1].text.lower() == "yield"
            ):
                self._stored.add(token.name)

    def is_short(self, last: int) -> bool:
        """Whether the operand whose last token is at this place is a short text."""
        root = self._root(last)
        return root is not None and self._is_short(root)

    def elements(self, first: int) -> int:
        """How many elements the list whose first token is at this place has at most: 100, 1,000 or a million."""
        query, token = self._query, self._query[first]
        if token.kind == "parameter":
            value = self._parameters.get(token.text[1:], ())
            short = isinstance(value, (list, tuple)) and len(cast("Sequence[Any]", value)) <= SOME
            found, last = SOME if short else MANY, first
        elif token.text == "[" and not (_is_name(query[first + 1]) and query[first + 2].text.lower() == "in"):
            found, last = SOME, query.closing(first)
        elif _is_name(token) and query[first + 1].text == "(":
            name = token.text.lower()
            last = query.closing(first + 1)
            found = FEW if name in _STORED_LISTS else self._counted(first, last) if name == "range" else MANY
        else:
            root = self._list(first)
            return FEW if root is not None and self._is_short(root) else MANY
        return MANY if query[last + 1].text in (*_COMPUTING - {"]", ")"}, "[") else found

    def _counted(self, first: int, last: int) -> int:
        """How long a range is: from number to number, at most to a thousand, or as far as lists that are counted."""
        length = literal_range(self._query, first)
        if length is not None:
            return max(1, min(SOME, length))
        counts = (index for index in range(first, last) if self._query[index].name.lower() == "size")
        return max((self.elements(index + 2) for index in counts), default=SOME)

    def _is_short(self, root: str) -> bool:
        seen, waiting = {""}, [root]
        while waiting:
            name = waiting.pop()
            if name.lower() == "end":  # which may be that of a CASE
                return False
            if name in seen:
                continue
            seen.add(name)
            if name not in self._made and name not in self._stored:
                return False
            for of in self._made.get(name, ()):
                if of is None:
                    return False
                waiting.append(of)
        return True

    def _list(self, first: int) -> str | None:
        """The name that `name.property` starts with, in `x IN name.property`."""
        query = self._query
        if query[first + 1].text == "." and query[first + 3].text not in (*_COMPUTING - {"]", ")"}, "("):
            return query[first].name if _is_name(query[first]) else None
        return None

    def _root(self, last: int) -> str | None:
        """The name that an operand starts with; nothing for a short text itself, None for what is none of these."""
        start, root = self._operand(last)
        return None if self._query[start - 1].text in _COMPUTING else root

    def _operand(self, last: int) -> tuple[int, str | None]:
        query, token = self._query, self._query[last]
        if token.kind == "string":
            return last, "" if len(token.text) <= MAX_TEXT else None
        if token.kind == "parameter":
            value = self._parameters.get(token.text[1:], "")
            return last, "" if isinstance(value, str) and len(value) <= MAX_TEXT else None
        if token.text == ")":
            start, root = self._operand(last - 1)
            named = query[start - 1].text == "(" and query[start - 2].name.lower() in _AS_LONG
            return (start - 2, root) if named else (last, None)
        if not _is_name(token):
            return last, None
        if query[last - 1].text == "." and _is_name(query[last - 2]):
            return last - 2, query[last - 2].name
        return last, token.name


def _is_name(token: Token) -> bool:
    return token.kind in ("word", "quoted")
