"""Which clauses, functions and procedures a query may use: those that read, and of those what both engines bound."""

from __future__ import annotations

from graph.errors import BadQuery
from graph.gate.tokens import Query

PROCEDURES = frozenset({"db.index.fulltext.querynodes", "db.labels", "db.relationshiptypes", "db.propertykeys"})
NAMESPACES = frozenset({"date", "time", "datetime", "localtime", "localdatetime", "duration", "point", "vector", "db"})
"""First words of a dotted name before a bracket: functions that only compute, and the procedures above."""

_COMPUTING = """
all any none single exists isempty coalesce nullif head last tail size length keys labels nodes relationships
range reverse properties type id elementid startnode endnode valuetype timestamp randomuuid  shortestpath
allshortestpaths count collect sum avg min max stdev stdevp percentilecont percentiledisc  abs ceil floor round
sign sqrt exp log log10 e pi rand isnan  sin cos tan cot asin acos atan atan2 degrees radians  tostring
tostringornull tointeger tointegerornull tofloat tofloatornull toboolean tobooleanornull  tostringlist
tointegerlist tofloatlist tobooleanlist tolower toupper lower upper trim btrim ltrim rtrim  left right substring
split replace normalize char_length character_length  date time datetime localtime localdatetime duration point
"""
_SAID_WHY = ("reduce", "allreduce")  # refused by `graph.gate.lists`, which says why
FUNCTIONS = frozenset((*_COMPUTING.split(), *_SAID_WHY))
"""Functions without a dot: those of Cypher that only compute. Each engine has more, of its own; some sleep or read."""

OPENING = frozenset({"match", "optional", "unwind", "with", "return", "call", "explain"})
"""What a query begins with: the engines know dozens of commands more, and new ones with each release."""

_WRITING = ("create", "merge", "set", "delete", "detach", "remove", "foreach", "insert", "load", "csv", "commit")
_GOVERNING = ("use", "drop", "alter", "grant", "deny", "revoke", "show", "terminate", "start", "stop", "database")
_UNBOUNDED = ("shortest", "acyclic", "trail", "transaction", "transactions", "periodic", "profile", "cypher")
_OF_ONE_ENGINE = ("let", "filter", "for", "next", "search")
MAX_XOR = 4
"""Neo4j's planner writes XOR out, twice as long with each, and no time limit stops it there."""
MAX_NOT = 16
"""In a row."""
REFUSED = frozenset((*_WRITING, *_GOVERNING, *_UNBOUNDED, *_OF_ONE_ENGINE))
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


def check_clauses(query: Query) -> None:
    """Raise BadQuery for a clause, function or procedure that may not be used."""
    if query[0].kind != "word" or query[0].text.lower() not in OPENING:
        first = query[0].text if query[0].kind == "word" else "this"
        raise query.refused(f"a query cannot begin with {first}: begin with MATCH, UNWIND, CALL or RETURN", query[0])
    if sum(token.kind == "word" and token.text.lower() == "xor" for token in query) > MAX_XOR:
        raise BadQuery(f"the query has more than {MAX_XOR} XOR: use AND, OR and NOT")
    in_a_row = 0
    for index, token in enumerate(query):
        in_a_row = in_a_row + 1 if token.text.lower() == "not" else 0
        if in_a_row > MAX_NOT:
            raise query.refused(f"more than {MAX_NOT} NOT in a row", token)
        if token.text == ";":
            raise query.refused("one statement at a time", token)
        if token.kind == "word":
            _check_word(query, index)
        if token.kind in ("word", "quoted"):
            _check_function(query, index)


def _check_word(query: Query, index: int) -> None:
    """A word is a clause unless it stands where only a name can: behind a dot, a colon as a label, or AS."""
    token, before, after = query[index], query[index - 1].text, query[index + 1].text
    word = token.text.lower()
    if word == "call":
        _check_call(query, index)
    elif word in REFUSED and not (
        # `1.` may be a number by itself, and what follows it a clause.
        (before == "." and query[index - 2].kind != "number")
        or before == ":"
        # Behind an opening bracket no clause begins, nor is there a clause with a dot behind its word.
        or before in ("(", "[")
        or (after == "." and query[index + 2].kind in ("word", "quoted"))
        or (after == ":" and before in ("{", ","))
        or _is_alias(query, index)
    ):
        why = f"queries only read; as a name it stands in back-quotes: `{token.text}`"
        raise query.refused(f"{token.text.upper()} is refused: {why}", token)


def _is_alias(query: Query, index: int) -> bool:
    """Whether a word is the name that AS gives.

    `as` can itself be a name (`MATCH (as) WITH as DELETE as`): it is AS only where an expression ends before it, and
    the word is a name only where the list, the query or the clause ends behind it.
    """
    if index < 2 or query[index - 1].text.lower() != "as":
        return False
    before = query[index - 2]
    ends = before.kind in ("number", "string", "quoted", "parameter") or before.text in (")", "]", "}")
    if before.kind == "word":
        ends = before.text.lower() not in _BEFORE_NAMES or query[index - 3].text == "."
    after = query[index + 1].text.lower()
    return ends and (after in ("", ",", ")", "}") or after in _CLAUSES)


def _check_function(query: Query, index: int) -> None:
    """A name with a dot before a bracket is a function of a namespace, however it is quoted."""
    if query[index + 1].text != "(":
        return
    parts = [query[index].name]
    at = index
    while query[at - 1].text == "." and query[at - 2].kind in ("word", "quoted"):
        at -= 2
        parts.insert(0, query[at].name)
    name = ".".join(parts)
    first, dot, _ = name.partition(".")
    known = first.lower() in NAMESPACES if dot else _may_open(query, index)
    if not known:
        raise query.refused(f"the function {name} is not among those that may be used", query[index])


def _may_open(query: Query, index: int) -> bool:
    """Whether a bracket may follow: behind a function of the list, or a word of the language that is not quoted."""
    name = query[index].name.lower()
    return name in FUNCTIONS or (query[index].kind == "word" and name in _BEFORE_NAMES)


def _check_call(query: Query, index: int) -> None:
    """CALL of a subquery, or of a procedure of the list, whose name is written without back-quotes."""
    if query[index + 1].text in ("{", "("):
        return
    name, at = "", index + 1
    while query[at].kind == "word" and (not name or name.endswith(".")):
        name += query[at].text + ("." if query[at + 1].text == "." else "")
        at += 2
    if name.lower() not in PROCEDURES:
        raise query.refused(f"the procedure {name or '?'} is not among those that may be called", query[index])
