"""The tokens of a query, read as both engines read them: nothing may hide in a comment, a quote or a look-alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from graph.errors import BadQuery

Kind = Literal["string", "quoted", "parameter", "number", "word", "sign", "end"]

# Only what each engine takes for a space is one here, and a comment ends at whatever may end a line: a comment that
# is longer for us than for the engine hides a clause.
_LINE_ENDS = r"\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_TOKEN = re.compile(
    rf"""
      (?P<space>[ \t\r\n]+|//[^{_LINE_ENDS}]*|/\*.*?\*/)
    | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    | (?P<quoted>`(?:[^`]|``)*`)
    | (?P<parameter>\$[A-Za-z_][A-Za-z0-9_]*)
    | (?P<number>0x[0-9a-fA-F]+|[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)
    | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<sign>\.\.|<>|<=|>=|=~|\|\||[-+*/%^=<>()\[\]{{}},.:;|&!?])
    """,
    re.X | re.S,
)
_ESCAPE = re.compile(r"\\u+[0-9a-fA-F]")


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a query: its kind, text and offset; of the kind `end`, without text, is what stands beyond."""

    kind: Kind
    text: str
    at: int

    @property
    def name(self) -> str:
        """The text without back-quotes."""
        return self.text[1:-1].replace("``", "`") if self.kind == "quoted" else self.text


END = Token("end", "", 0)


class Query(Sequence[Token]):
    """A query and its tokens; beyond either end there is an empty token. Raises BadQuery where it cannot be read."""

    def __init__(self, text: str) -> None:
        self.text = text
        if _ESCAPE.search(text):
            raise BadQuery("escapes like \\u0041 are refused: write the character itself, or use a parameter")
        self._tokens = list(self._read())
        while self._tokens and self._tokens[-1].text == ";":
            self._tokens.pop()

    def __len__(self) -> int:
        return len(self._tokens)

    def __getitem__(self, index: int) -> Token:  # type: ignore[override]  # by number alone; slices are not asked for
        return self._tokens[index] if 0 <= index < len(self._tokens) else END

    def __iter__(self) -> Iterator[Token]:
        return iter(self._tokens)

    def closing(self, opened: int) -> int:
        """Where the bracket that opens at a place is closed; the last place where it is not."""
        depth = 0
        for index in range(opened, len(self)):
            depth += (self[index].text in ("(", "[", "{")) - (self[index].text in (")", "]", "}"))
            if depth == 0:
                return index
        return len(self) - 1

    def refused(self, why: str, token: Token) -> BadQuery:
        """The error that says why a token is refused, and where it stands."""
        line = self.text.count("\n", 0, token.at) + 1
        column = token.at - (self.text.rfind("\n", 0, token.at) + 1) + 1
        return BadQuery(why, where=f"query, line {line}, column {column}")

    def _read(self) -> Iterator[Token]:
        at = 0
        while at < len(self.text):
            match = _TOKEN.match(self.text, at)
            if not match:
                why = f"{self.text[at]!r} cannot stand here (outside quotes only ASCII is read)"
                raise self.refused(why, Token("end", "", at))
            if match.lastgroup != "space":
                yield Token(cast("Kind", match.lastgroup), match[0], at)
            at = match.end()
