"""People's own Cypher, read-only: what is refused before it runs, and how what runs is kept from writing or lasting.

Several walls, never one: this gate reads the tokens and lets through only clauses that read; the transaction is a
reading one and is always rolled back; the engine stops it at its time limit; rows are counted out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, LiteralString, cast

from graph.errors import BadQuery
from graph.store import Store
from graph.values import plain

MAX_BYTES = 8 * 1024
MAX_TOKENS = 2_000
MAX_NESTING = 16
MAX_HOPS = 10
MAX_ROWS = 1_000
SECONDS = 5

PROCEDURES = frozenset({"db.index.fulltext.querynodes", "db.labels", "db.relationshiptypes", "db.propertykeys"})
NAMESPACES = frozenset(
    {"date", "time", "datetime", "localtime", "localdatetime", "duration", "point", "vector", "db", "index", "fulltext"}
)
"""First words of a dotted name before a bracket: functions that only compute, and the procedures above."""

_WRITING = ("create", "merge", "set", "delete", "detach", "remove", "foreach", "insert", "load", "csv", "commit")
_GOVERNING = ("use", "drop", "alter", "grant", "deny", "revoke", "show", "terminate", "start", "stop", "database")
_UNBOUNDED = ("shortest", "acyclic", "trail", "transactions", "periodic", "profile", "cypher", "let", "filter", "for")
REFUSED = frozenset((*_WRITING, *_GOVERNING, *_UNBOUNDED))
"""Words that begin what does not read, or what the engines do not both bound."""

_CLAUSES = (
    "return",
    "with",
    "where",
    "order",
    "skip",
    "offset",
    "limit",
    "match",
    "optional",
    "union",
    "unwind",
    "call",
)
_WITHIN = ("distinct", "by", "as", "yield", "all", "on", "using", "when", "then", "else", "case")
_OPERATORS = ("and", "or", "xor", "not", "in", "contains", "is", "starts", "ends")
_BEFORE_NAMES = frozenset((*_CLAUSES, *_WITHIN, *_OPERATORS))
"""Words behind which a name can stand: there `as` is one, and not AS."""

_TOKEN = re.compile(
    r"""
      (?P<space>\s+|//[^\n]*|/\*.*?\*/)
    | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    | (?P<quoted>`(?:[^`]|``)*`)
    | (?P<parameter>\$[A-Za-z_]\w*)
    | (?P<number>0x[0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<sign>\.\.|<>|<=|>=|=~|\|\||[-+*/%^=<>()\[\]{},.:;|&!?])
    """,
    re.X | re.S,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a query: its kind (string, quoted, parameter, number, word, sign), text and offset."""

    kind: str
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Rows:
    """What a query gave: names of columns, rows of plain values, whether there were more rows than may be given."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool


def run(store: Store, text: str, parameters: Mapping[str, Any] | None = None, *, limit: int = MAX_ROWS) -> Rows:
    """Run somebody's query and give its rows; nothing that it may have written stays.

    Raises BadQuery for what the gate or the engine refuses, QueryTimeout for what lasts longer than 5 s.
    """
    check(text)
    query = cast("LiteralString", text)
    try:
        columns, records = store.ask(query, dict(parameters or {}), limit=limit + 1, seconds=SECONDS)
    except (OverflowError, ValueError, TypeError, RecursionError) as error:  # the driver's own, while it packs them
        raise BadQuery(f"a parameter cannot be given to the engine: {error}") from error
    rows = tuple(tuple(plain(value) for value in record) for record in records[:limit])
    return Rows(tuple(columns), rows, len(records) > limit)


# ------------------------------------------------------------------------------------------------ the gate


def check(text: str) -> None:
    """Raise BadQuery, with what and where, for a query that may do anything but read within bounds."""
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise BadQuery(f"the query is longer than {MAX_BYTES:,} bytes")
    if re.search(r"\\u+[0-9a-fA-F]", text):
        raise BadQuery("escapes like \\u0041 are refused: write the character itself, or use a parameter")
    tokens = list(_tokens(text))
    while tokens and tokens[-1].text == ";":
        tokens.pop()
    if not tokens:
        raise BadQuery("the query is empty")
    if len(tokens) > MAX_TOKENS:
        raise BadQuery(f"the query has more than {MAX_TOKENS:,} tokens")
    _check_nesting(tokens)
    for index, token in enumerate(tokens):
        if token.text == ";":
            raise BadQuery("one statement at a time", where=_where(text, token))
        if token.kind == "word":
            _check_word(text, tokens, index)
        if token.kind in ("word", "quoted"):
            _check_function(text, tokens, index)
    _check_paths(text, tokens)


def _tokens(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:
            place = _where(text, Token("", "", at))
            raise BadQuery(f"{text[at]!r} cannot stand here (outside quotes only ASCII is read)", where=place)
        if match.lastgroup != "space":
            yield Token(match.lastgroup or "", match[0], at)
        at = match.end()


def _check_nesting(tokens: Sequence[Token]) -> None:
    depth = 0
    for token in tokens:
        depth += (token.text in "([{") - (token.text in ")]}") if token.kind == "sign" else 0
        if depth > MAX_NESTING:
            raise BadQuery(f"brackets are nested deeper than {MAX_NESTING}")


def _check_word(text: str, tokens: Sequence[Token], index: int) -> None:
    """A word is a clause unless it stands where only a name can: behind a dot, a colon as a label, or AS."""
    token = tokens[index]
    before = tokens[index - 1].text if index else ""
    after = tokens[index + 1].text if index + 1 < len(tokens) else ""
    word = token.text.lower()
    if word == "call":
        _check_call(text, tokens, index)
    elif (
        word in REFUSED
        and before not in (".", ":")
        and not (after == ":" and before in ("{", ","))
        and not _is_alias(tokens, index)
    ):
        raise BadQuery(f"{token.text.upper()} is refused: queries only read", where=_where(text, token))


def _is_alias(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word is the name that AS gives.

    `as` can itself be a name (`MATCH (as) WITH as DELETE as`): it is AS only where an expression ends before it, and
    the word is a name only where the list, the query or the clause ends behind it.
    """
    if index < 2 or tokens[index - 1].text.lower() != "as":
        return False
    before = tokens[index - 2]
    ends = before.kind in ("number", "string", "quoted", "parameter") or before.text in (")", "]", "}")
    if before.kind == "word":
        ends = before.text.lower() not in _BEFORE_NAMES or (index > 2 and tokens[index - 3].text == ".")
    after = tokens[index + 1].text.lower() if index + 1 < len(tokens) else ""
    return ends and (after in ("", ",", ")", "}") or after in _CLAUSES)


def _check_function(text: str, tokens: Sequence[Token], index: int) -> None:
    """A name with a dot before a bracket is a function of a namespace, however it is quoted."""
    if index + 1 == len(tokens) or tokens[index + 1].text != "(":
        return
    name = ".".join(_dotted(tokens, index))
    first, dot, _ = name.partition(".")
    if dot and first.lower() not in NAMESPACES:
        place = _where(text, tokens[index])
        raise BadQuery(f"the function {name} is not among those that may be used", where=place)


def _check_call(text: str, tokens: Sequence[Token], index: int) -> None:
    """CALL of a subquery, or of a procedure of the list."""
    following = tokens[index + 1 : index + 12]
    if following and following[0].text in ("{", "("):
        return
    name = ""
    for token in following:
        if token.kind == "word" or token.text == ".":
            name += token.text
        else:
            break
    if name.lower() not in PROCEDURES:
        place = _where(text, tokens[index])
        raise BadQuery(f"the procedure {name or '?'} is not among those that may be called", where=place)


def _dotted(tokens: Sequence[Token], index: int) -> list[str]:
    """The parts of a dotted name that ends at an index, without back-quotes."""
    parts = [_unquoted(tokens[index])]
    while index >= 2 and tokens[index - 1].text == "." and tokens[index - 2].kind in ("word", "quoted"):
        index -= 2
        parts.insert(0, _unquoted(tokens[index]))
    return parts


def _unquoted(token: Token) -> str:
    return token.text[1:-1].replace("``", "`") if token.kind == "quoted" else token.text


def _check_paths(text: str, tokens: Sequence[Token]) -> None:
    """Relationships of any length must say how long at most; repeated parts of a pattern are refused."""
    groups: list[bool] = []
    squares: list[bool] = []
    for index, token in enumerate(tokens):
        before = tokens[index - 1].text if index else ""
        after = tokens[index + 1] if index + 1 < len(tokens) else Token("", "", 0)
        if token.kind != "sign":
            continue
        if token.text == "(":
            groups.append(False)
        elif token.text == "-" and after.text in ("[", "-", ">", "(") and groups:
            groups[-1] = True
        elif token.text == ")" and groups:
            if groups.pop() and after.text in ("+", "*", "{"):
                place = _where(text, after)
                raise BadQuery("repeated groups of a pattern are refused: write -[:KIND*1..5]-", where=place)
        elif token.text == "[":
            squares.append(before == "-")
            if before == "-":
                _check_length(text, tokens, index)
        elif token.text == "]" and squares:
            relationship = squares.pop()
            if relationship and after.text == "-":
                _check_repeated(text, tokens, index + 1)
        elif token.text == "-" and after.text in ("-", ">"):  # --, --> and the ends of <-- and ]->
            _check_repeated(text, tokens, index + 1)


def _check_repeated(text: str, tokens: Sequence[Token], index: int) -> None:
    """`-[:KIND]->+`: what stands behind the end of a relationship, whose last sign but for `>` is at the index."""
    if index + 1 < len(tokens) and tokens[index + 1].text in ("+", "*", "{"):
        place = _where(text, tokens[index + 1])
        raise BadQuery("repeated relationships are refused: write -[:KIND*1..5]-", where=place)


def _check_length(text: str, tokens: Sequence[Token], opened: int) -> None:
    """`[r:KIND*1..5]`: the star of a relationship is followed by a bound of at most 10."""
    for index in range(opened + 1, len(tokens)):
        token = tokens[index]
        if token.text in ("]", "{", "["):
            return
        if token.text == "*" and token.kind == "sign":
            spec = "".join(t.text for t in tokens[index + 1 : index + 4])
            match = re.match(r"(?:\d*\.\.)?(\d+)(?![\d.])", spec)
            if not match or int(match[1]) > MAX_HOPS:
                raise BadQuery(f"a path needs an upper bound of at most {MAX_HOPS}: *1..5", where=_where(text, token))
            return


def _where(text: str, token: Token) -> str:
    line = text.count("\n", 0, token.at) + 1
    column = token.at - (text.rfind("\n", 0, token.at) + 1) + 1
    return f"query, line {line}, column {column}"
