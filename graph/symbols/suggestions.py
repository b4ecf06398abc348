"""Suggestions for a wrong symbol: what has its numbers, its numbers turned round, or one slip of the keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Set

from graph.symbols.characters import edits, roman_numeral
from graph.symbols.grammar import MAX_LENGTH, compact, fields_of
from graph.symbols.sessions import LAST_ROMAN_SESSION, LAST_SESSION

_PART = r"(?P<part>(?:[A-Z](?![A-Z]))?)"
_PAIR = re.compile(
    rf"(?:(?<![./])|(?<=[A-Z]/))(?P<session>(?:(?<![A-Z])E?S-?)?\d{{1,4}})[/.,\-:](?P<number>\d{{1,4}}){_PART}(?!\d)"
)
_ROMAN = re.compile(rf"(?P<number>\d{{1,4}})(?P<before>[A-Z]?)\((?P<session>(?:E?S-)?[IVXLC]+)\){_PART}")
_SINGLE = re.compile(r"\d{1,5}")
_FAMILY = re.compile(r"A/HRC/(?:RES|DEC|PRST)|[AES]/(?:RES|DEC|PRST)")
_BY_SESSION = ("A/RES", "A/DEC", "A/HRC/RES", "A/HRC/DEC", "E/RES", "E/DEC", "S/PRST", "A/HRC", "A", "E", "S")
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-().abcdefghijklmnopqrstuvwxyz"
_LIKE_ADOPTED = re.compile(r"(?:A|A/HRC|E|S)/(?:E?S-)?\d{1,4}/\d{1,4}")
_SESSIONS = [roman_numeral(session) for session in range(1, LAST_ROMAN_SESSION + 1)]
_ENOUGH_TO_GO_ON = 4
_NEIGHBOURS = 50
_LIKELY = 2
_MOST_DIGITS = 6

# How far off a suggestion is, best first.
_SAME_NUMBERS, _TURNED, _OTHER_PART, _SLIP, _LETTER, _GOING_ON = range(6)


def nearest(text: str, known: Iterable[str], limit: int = 5) -> list[str]:
    """At most `limit` ids out of `known` that may have been meant by `text`, the likeliest first.

    The same answer for the same ids, in whatever order they come. Knows the slips that people make: another body or
    no /RES/, a wrong year, session and number turned round, a part too many or too few, one digit wrong.
    """
    if len(text) > MAX_LENGTH or limit < 1:
        return []
    ids: Set[str] = known if isinstance(known, Set) else frozenset(known)
    symbol, written = compact(text), text.strip()
    family = _FAMILY.match(symbol)
    ranked: dict[str, tuple[int, int, int]] = {}
    for place, (distance, candidate) in enumerate(_candidates(symbol, written)):
        if candidate in ids and candidate != symbol:
            other = family is not None and not candidate.startswith(family[0] + "/")
            ranked[candidate] = min(ranked.get(candidate, (9, 9, 0)), (distance, int(other), place))
    if len(ranked) < limit and len(written) >= _ENOUGH_TO_GO_ON:
        for place, candidate in enumerate(_going_on(symbol, written, ids)[: limit + len(ranked)]):
            ranked.setdefault(candidate, (_GOING_ON, 0, place))
    return sorted(ranked, key=lambda candidate: (ranked[candidate], candidate))[:limit]


def likely(text: str) -> list[str]:
    """Symbols of resolutions that may have been meant by `text`, judged by its shape alone; at most two."""
    if len(text) > MAX_LENGTH:
        return []
    symbol = compact(text)
    found = _of_that_shape(symbol)
    return [candidate for candidate in found if candidate != symbol and fields_of(candidate)][:_LIKELY]


def _of_that_shape(symbol: str) -> list[str]:
    if roman := _ROMAN.search(symbol):
        part = roman["part"] or roman["before"]
        return [f"{body}/RES/{int(roman['number'])}({roman['session']}){part}" for body in ("A", "E")]
    if pair := _PAIR.search(symbol):
        session, number = _number(pair["session"]), f"{int(pair['number'])}{pair['part']}"
        if len(session) == 4 and session.isdigit():
            families = ("E/RES", "S/PRST")
        elif session.isdigit() and int(session) <= LAST_ROMAN_SESSION:
            families = ("A/HRC/RES",)
        else:
            families = ("A/RES", "A/HRC/RES")
        found = [f"{family}/{session}/{number}" for family in sorted(families, key=lambda f: not symbol.startswith(f))]
        named = _FAMILY.match(symbol)
        turned = named is not None and session.isdigit() and LAST_SESSION < int(session) < 1000
        return [f"{named[0]}/{int(pair['number'])}/{session}", *found] if named and turned else found
    single = _SINGLE.search(symbol)
    council = single and len(single[0]) <= 4 and symbol.startswith(("S/", "SC", "UNSC", "RES"))
    return [f"S/RES/{int(single[0])}"] if single and council else []


def _candidates(symbol: str, written: str) -> Iterator[tuple[int, str]]:
    """Ids that `symbol` may have been meant for, each with how far off it is."""
    roman, pair, single = _ROMAN.search(symbol), _PAIR.search(symbol), _SINGLE.search(symbol)
    if _other_document(symbol):
        pass
    elif roman:
        part, number, session = roman["part"] or roman["before"], roman["number"], roman["session"]
        yield from _all_parts(lambda n: (f"{body}/RES/{n}({session})" for body in "AE"), number, part)
        yield from ((_SLIP, f"{body}/RES/{number}({other}){part}") for other in _SESSIONS for body in "AE")
    elif pair:
        session, number = _number(pair["session"]), pair["number"]
        yield from _all_parts(lambda n: (f"{f}/{session}/{n}" for f in _BY_SESSION), number, pair["part"])
        yield from ((_TURNED, f"{f}/{_number(number)}/{session}") for f in _BY_SESSION)
        yield from ((_SLIP, f"{f}/{s}/{_number(number)}") for s in _slips(session) for f in _BY_SESSION)
    elif single:
        yield _SAME_NUMBERS, f"S/RES/{int(single[0])}"
        yield from ((_SLIP, f"S/RES/{number}") for number in _slips(single[0]))
    for word in dict.fromkeys((symbol, written)):
        yield from ((_LETTER, near) for near in edits(word, _ALPHABET))


def _other_document(symbol: str) -> bool:
    """Whether it is well-formed, but neither an adopted text nor what is taken for one, as A/78/265 is."""
    said = fields_of(symbol)
    return said is not None and said.path != "" and not _LIKE_ADOPTED.fullmatch(symbol)


def _all_parts(render: Callable[[str], Iterator[str]], number: str, part: str) -> Iterator[tuple[int, str]]:
    """The same numbers with the part and without, other parts, then slips of the number."""
    number = _number(number)
    yield from ((_SAME_NUMBERS, candidate) for candidate in render(number + part))
    yield from ((_OTHER_PART, candidate) for candidate in render(number))
    yield from ((_OTHER_PART, candidate + letter) for letter in "ABCDEFGH" for candidate in render(number))
    yield from ((_SLIP, candidate) for slip in _slips(number) for candidate in render(slip + part))


def _number(digits: str) -> str:
    return str(int(digits)) if digits.isdigit() else re.sub(r"^(E?S)-?0*", r"\1-", digits)


def _slips(digits: str) -> Iterator[str]:
    """Numbers that differ by one slip of the keyboard: two digits exchanged, one wrong, missing or too many."""
    return (slip for slip in edits(digits, "0123456789") if slip and slip[0] != "0")


def _going_on(symbol: str, written: str, ids: Set[str]) -> list[str]:
    """Ids that go on where the text stops, its neighbours in a series, or names that have it within ('palermo')."""
    if not any(c.isdigit() for c in symbol):
        name = "-".join(written.casefold().split())
        return sorted((i for i in ids if name in i), key=lambda i: (len(i), i))
    longer = sorted((i for i in ids if i.startswith(symbol)), key=lambda i: (len(i), i))
    stem = symbol.rstrip("0123456789")
    tail = int(symbol[len(stem) :][:_MOST_DIGITS] or 0)
    neighbours = sorted(range(max(tail - _NEIGHBOURS, 1), tail + _NEIGHBOURS), key=lambda n: (abs(n - tail), n))
    return [i for i in (*longer, *(f"{stem}{n}" for n in neighbours)) if i != symbol and i in ids]
