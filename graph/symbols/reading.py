"""Reads what people type: any spelling of one instrument, in seven languages, to its one Symbol."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from graph.errors import AmbiguousSymbol, BadSymbol
from graph.symbols.arabic import in_latin
from graph.symbols.characters import LOOKALIKE, bare, plain, roman_value
from graph.symbols.families import (
    ECONOMIC_AND_SOCIAL_COUNCIL,
    GENERAL_ASSEMBLY,
    HUMAN_RIGHTS_COUNCIL,
    SECURITY_COUNCIL,
    Family,
)
from graph.symbols.grammar import PART_LIST, compact, fields_of
from graph.symbols.sessions import (
    ECOSOC_NUMBERS_A_SESSION,
    FIRST_HUMAN_RIGHTS_DECISION,
    FIRST_SLASH_SESSION,
    LAST_HUMAN_RIGHTS_NUMBER,
    LAST_HUMAN_RIGHTS_SESSION,
    MOST_HUMAN_RIGHTS_RESOLUTIONS,
    assembly_sessions,
)
from graph.symbols.suggestions import likely
from graph.symbols.symbol import Symbol
from graph.symbols.words import DECISION, RESOLUTION, STATEMENT, date_in, meanings_of

_MAX_LENGTH = 400
_LINK = re.compile(r"^(?:https?:|www\.|(?:[\w-]+\.)*(?:undocs|un)\.org)", re.I)

_NUMBER = re.compile(
    rf"""(?: (?<![\d./-]) | (?<=[A-Za-z][./-]) )                               # not the end of a longer one
    (?: (?P<old> \d{{1,4}} ) \s?(?P<before> [a-z] | {PART_LIST} )?             # 1514 (XV), 217 A (III), 217(III)A
        \s?\(\s?(?P<roman> (?i: (?:E?S\s?-\s?)? [IVXLC]{{1,8}} | E?S\s?-\s?[1-9] ) )\s?\)
        (?: \s?(?P<after> {PART_LIST} ) )?
      | (?P<council> \d{{1,4}} ) \s?\(\s?(?P<year> \d{{4}} )\s?\)           # 1325 (2000)
      | (?P<series> (?i: E?S\s?-\s? )? \d{{1,4}} ) \s?/\s?                  # 78/265, S-24/2, 75/251 B, 2021/5
        (?P<number> \d{{1,4}} ) (?: (?P<part> [a-z] )(?![a-z]) | \s?\(?(?P<parts> {PART_LIST} )\)? )?
      | (?<!\()(?P<plain> \d{{1,4}} )                                      # 1325
    ) (?![\d/])""",
    re.X,
)
_LOOSE_PREFIX = re.compile(r"(A/?-?HRC|[ASE])[/.-]?(RES|DEC|PRST)[/.-]?(?=\d|E?S-?\d)")

# What each series has come to: a bare 55/3 can be of both bodies, 78/265 or 60/251 cannot be the Council's.
_LAST_ASSEMBLY_SPECIAL = 32  # the 32nd was in 2021
_LAST_COUNCIL_NUMBER = 2999

_BODY_FAMILIES = {
    GENERAL_ASSEMBLY: (Family.ASSEMBLY_RESOLUTION, Family.ASSEMBLY_DECISION),
    HUMAN_RIGHTS_COUNCIL: (Family.HUMAN_RIGHTS_RESOLUTION, Family.HUMAN_RIGHTS_DECISION),
    ECONOMIC_AND_SOCIAL_COUNCIL: (Family.ECOSOC_RESOLUTION, Family.ECOSOC_DECISION),
}


class _Asked(NamedTuple):
    """What a person said beside the number."""

    bodies: frozenset[str]
    kind: str
    year: int | None

    def of(self, body: str) -> bool:
        """Whether the text may be of that body: it was named, or none was."""
        return not self.bodies or body in self.bodies


def read(text: str, *, context: str | None = None) -> Symbol:
    """The one symbol that a person means by `text`, in any usual spelling and in six languages (and German).

    `context` is the slug of the body that is being talked of: it decides where a bare number can be of several.
    Raises AmbiguousSymbol with its candidates where nothing decides, BadSymbol (with symbols that may have been meant)
    for text that names no instrument or more than one. A year that does not fit a resolution of the Security Council
    is no error here: see `Symbol.year_agrees`.
    """
    symbol = _linked(text) if _LINK.match(text.strip()) else None
    if symbol is None and len(text) > _MAX_LENGTH:
        raise BadSymbol(f"{text[:57] + '...'!r} is too long for a symbol")
    symbol = symbol or _written_out(text)
    if symbol is not None:
        return symbol
    found = list(dict.fromkeys(_candidates(text)))
    if context and len(found) > 1:
        found = [symbol for symbol in found if symbol.body == context] or found
    if not found:
        raise BadSymbol(f"{text!r} names no instrument that we know how to read", nearest=likely(text))
    if len(found) > 1:
        raise AmbiguousSymbol(f"{text!r} can be of several bodies", candidates=[symbol.id for symbol in found])
    return found[0]


def _linked(text: str) -> Symbol:
    symbol = Symbol.from_href(text.strip())
    if symbol is None:
        raise BadSymbol(f"{text.strip()[:200]!r} links to no UN document by its symbol")
    return symbol.corrected()


def _written_out(text: str) -> Symbol | None:
    """A symbol in full, however separated ('SRES1325', 'A-RES-78-265', 'A RES 78/265')."""
    if fields_of(text):
        return Symbol.parse(text).corrected()
    symbol = compact(text)
    prefix = _LOOSE_PREFIX.match(symbol)
    if prefix is None:
        return None
    body, rest = prefix[1].replace("-", "/"), symbol[prefix.end() :]
    body = "A/HRC" if body.endswith("HRC") else body
    for numbers in (rest, re.sub(r"(?<=\d)[.-](?=\d)", "/", rest)):
        if fields_of(f"{body}/{prefix[2]}/{numbers}"):
            return Symbol.parse(f"{body}/{prefix[2]}/{numbers}").corrected()
    return None


def _candidates(text: str) -> Iterator[Symbol]:
    """Every symbol that the words and the one number of `text` allow, the likeliest first."""
    written = in_latin(bare(plain(text)))
    small = written.lower()
    written = written if len(small) == len(written) else small
    year = None
    if date := date_in(small):
        year = int(date["year"] or date["year_zh"])
        small, written = (t[: date.start()] + " " * len(date[0]) + t[date.end() :] for t in (small, written))
    numbers = list(_NUMBER.finditer(written.translate(LOOKALIKE)))
    if len(numbers) != 1:
        return
    said = numbers[0]
    meanings, rest = meanings_of(small[: said.start()] + " | " + small[said.end() :])
    if rest or (said[0] == "24/7" and not meanings):
        return
    kinds = meanings & {RESOLUTION, DECISION, STATEMENT}
    asked = _Asked(meanings - kinds, next(iter(kinds)) if len(kinds) == 1 else "", year)
    for symbol in _readings(said, asked, bool(meanings)):
        if year is None or not symbol.years or year in symbol.years:
            yield symbol


def _readings(said: re.Match[str], asked: _Asked, words: bool) -> Iterator[Symbol]:
    if said["roman"]:
        yield from _of_roman_session(said, asked)
    elif said["council"]:
        if asked.of(SECURITY_COUNCIL) and asked.kind in ("", RESOLUTION):
            year = int(said["year"])
            yield Symbol(Family.SECURITY_COUNCIL_RESOLUTION, number=int(said["council"]), written_year=year)
    elif said["series"]:
        yield from _of_session(said, asked)
    elif words or len(said["plain"]) > 2:
        yield from _of_number_alone(int(said["plain"]), asked)


def _of_session(said: re.Match[str], asked: _Asked) -> Iterator[Symbol]:
    """78/265, S-24/2, 2021/5: whose number can it be?"""
    session = said["series"].upper().replace(" ", "")
    prefix, session = session[: session.rfind("-") + 1], session[session.rfind("-") + 1 :]
    letters = re.sub(r"\s", "", said["parts"] or said["part"] or "").upper()
    series, at, number = f"{prefix}{int(session)}", int(session), int(said["number"])
    if asked.kind == STATEMENT:
        if len(series) == 4 and asked.of(SECURITY_COUNCIL):
            yield Symbol(Family.PRESIDENTIAL_STATEMENT, series, number)
        elif len(series) != 4 and asked.of(HUMAN_RIGHTS_COUNCIL):
            yield Symbol(Family.HUMAN_RIGHTS_STATEMENT, series, number)
        return
    for body in (GENERAL_ASSEMBLY, HUMAN_RIGHTS_COUNCIL, ECONOMIC_AND_SOCIAL_COUNCIL):
        if not asked.of(body) or not _numbers_so(body, prefix, at, number, body in asked.bodies):
            continue
        resolution, decision = _BODY_FAMILIES[body]
        symbol = _parsed(f"{resolution.value}/{series}/{number}{letters}")
        if symbol is None:
            continue
        symbol = symbol.corrected()
        if asked.kind == DECISION and symbol.family is not decision:
            if body not in asked.bodies:
                continue  # decisions begin above resolutions: decision 55/3 is of another body
            symbol = Symbol(decision, symbol.series, symbol.number, symbol.part)
        yield symbol


def _numbers_so(body: str, prefix: str, session: int, number: int, named: bool) -> bool:
    """Whether a body numbers its texts like that. Where it was named, what it has come to is left open."""
    if body == ECONOMIC_AND_SOCIAL_COUNCIL:
        return not prefix and session >= 1946
    if session > 999 or (prefix.startswith("ES") and body != GENERAL_ASSEMBLY):
        return False
    if body == GENERAL_ASSEMBLY:
        if prefix:
            return named or prefix.startswith("ES") or session <= _LAST_ASSEMBLY_SPECIAL
        return named or FIRST_SLASH_SESSION <= session <= 120
    if named:
        return True
    decision = FIRST_HUMAN_RIGHTS_DECISION <= number <= LAST_HUMAN_RIGHTS_NUMBER
    if prefix:
        return session <= 60 and (number == 1 or decision)
    return session <= LAST_HUMAN_RIGHTS_SESSION and (number <= MOST_HUMAN_RIGHTS_RESOLUTIONS or decision)


def _of_roman_session(said: re.Match[str], asked: _Asked) -> Iterator[Symbol]:
    """2625 (XXV), 217 A (III), 2008 (LX): of the Assembly, or of the Economic and Social Council."""
    session, number = re.sub(r"\s", "", said["roman"]).upper(), int(said["old"])
    letters = re.sub(r"\s", "", said["before"] or said["after"] or "").upper()
    special = "-" in session
    value = roman_value(session.rsplit("-", 1)[-1])
    for body, prefix in ((GENERAL_ASSEMBLY, "A"), (ECONOMIC_AND_SOCIAL_COUNCIL, "E")):
        if body not in asked.bodies:
            if not asked.of(body):
                continue
            if prefix == "E" and (special or number > ECOSOC_NUMBERS_A_SESSION * value):
                continue
            if prefix == "A" and not special and session not in assembly_sessions(number):
                continue
        symbol = _parsed(f"{prefix}/RES/{number}({session}){letters}")
        if symbol is not None and asked.kind != STATEMENT:
            yield symbol


def _of_number_alone(number: int, asked: _Asked) -> Iterator[Symbol]:
    """1325: of the Security Council, whose resolutions need no session; of the Assembly only if it was named."""
    if asked.kind not in ("", RESOLUTION) or number == 0:
        return
    if GENERAL_ASSEMBLY in asked.bodies:
        for session in assembly_sessions(number):
            yield Symbol(Family.ASSEMBLY_RESOLUTION, session, number)
    if asked.of(SECURITY_COUNCIL) and number <= _LAST_COUNCIL_NUMBER:
        yield Symbol(Family.SECURITY_COUNCIL_RESOLUTION, number=number)


def _parsed(text: str) -> Symbol | None:
    said = fields_of(text)
    return None if said is None else Symbol.parse(text)
