"""From a number and the bodies that it may be of to the symbol that it means, by the rules of how each body numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from graph.symbols import Symbol
from graph.symbols.arabic import in_latin
from graph.symbols.characters import LOOKALIKE, bare, plain, roman_value
from graph.symbols.families import Family
from graph.symbols.sessions import (
    ECOSOC_DECISION_SESSIONS,
    MOST_ECOSOC_DECISIONS,
    assembly_sessions,
    in_ecosoc_session,
    in_special_session,
)
from loaders.citations.text.attribution import Item
from loaders.citations.text.elsewhere import OTHER_BODIES, numbered_elsewhere, paper_elsewhere
from loaders.citations.text.numbering import fitting, parsed, possible
from loaders.citations.text.numbers import Number

_ROMAN = re.compile(r"(?P<number>\d{1,4})(?P<part> ?.*?)\( ?(?P<session>(?:E?S ?- ?)?[IVXLC]+|E?S ?- ?[1-9]) ?[()]")
_OF_A_YEAR = re.compile(r"(\d{3,4}) ?/ ?((?:19|20)\d\d|\d\d)")
_UNFINISHED = re.compile(r"/(?:Add|Corr|Rev|Amend)$")
"""The number behind it stands apart, as in old texts: S/330/Corr. 1. Which one it is, is then not known."""
_SLASH = re.compile(r"(?P<special>E?S ?- ?)?(?P<series>\d{1,4}) ?/ ?(?P<number>\d{1,4})")
_OTHERS = {
    "A": ("A",),
    "A/HRC": ("A/HRC", "A"),
    "E": ("E", "A"),
    "S": ("A",),
    "": ("A", "A/HRC"),
}
"""The bodies that a bare 46/14 can be of where none is named, the likeliest first, by the body that speaks.

The Human Rights Council is always named by the others: a bare 5/3 is of a conference of parties, as often as not. A
date that fits its session shows that it is meant.
"""
_LAST_KNOWN_YEAR = 2025
_MOST_STATEMENTS = 99
"""Statements of the President of the Security Council in one year: there have been some sixty."""
_MOST_OF_OTHERS = 20
"""Resolutions of a regional or functional commission in one session: none adopts more."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a number means; `by_context` where more than the words beside it decided. `others` it may mean as well.

    It is `doubtful` where it may well be of a body that we do not read.
    """

    symbol: Symbol
    rule: str
    by_context: bool = False
    others: tuple[Symbol, ...] = ()
    doubtful: bool = False


class Memory:
    """Numbers of one document whose body its words have told: the same number elsewhere is the same text."""

    def __init__(self) -> None:
        self._told: dict[str, Symbol] = {}
        self._alone: dict[int, set[Symbol]] = {}

    def learn(self, item: Item, meant: Resolved) -> None:
        """Learn what a number means, as the words beside it have told."""
        symbol = meant.symbol
        if item.said or item.own or item.year:
            self._told.setdefault(_bare(symbol), symbol)
        if (symbol.family is Family.SECURITY_COUNCIL_RESOLUTION or symbol.roman) and symbol.label == "Resolution":
            self._alone.setdefault(symbol.number, set()).add(replace(symbol, part="", written_year=None))

    def recall(self, written: str) -> Symbol | None:
        found = _SLASH.match(written)
        return (
            self._told.get(f"{found['special'] or ''}{int(found['series'])}/{int(found['number'])}") if found else None
        )

    def recall_alone(self, number: int) -> Symbol | None:
        """The one resolution of that number which the document names with its session or year, or by its body."""
        named = self._alone.get(number, ())
        return next(iter(named)) if len(named) == 1 else None


def resolved(item: Item, own: str, memory: Memory | None = None) -> Resolved | None:
    """What an item means; None for what is no citation of a text with a symbol, or tells too little.

    Without a `memory` only what the words beside the number decide is resolved.
    """
    number = item.token.is_
    assert isinstance(number, Number)
    if meant := _numbered_in(item, number):
        return meant
    if number.form == "document" and paper_elsewhere(number.written):
        return None
    if number.form in ("symbol", "document"):
        symbol = parsed(_UNFINISHED.sub("", number.written))
        rule = "misread letter" if number.misread else "symbol"
        return Resolved(symbol.as_then_numbered().corrected(), rule, by_context=number.misread) if symbol else None
    if number.form in ("year", "bare"):
        return _of_the_council(item, number, own) or (_named_with_more(item, number, memory) if memory else None)
    if number.form == "roman":
        return _of_a_roman_session(item, number, own)
    return _of_a_session(item, number, own, memory)


def _numbered_in(item: Item, number: Number) -> Resolved | None:
    """2178/2014 or 1244/99: a resolution of the Security Council, as some write it with its year."""
    if item.noun != "RES" or item.bodies[:1] != ("S",) or not (found := _OF_A_YEAR.fullmatch(number.written)):
        return None
    symbol = parsed(f"S/RES/{int(found[1])}")
    fitting_year = symbol is not None and any(str(year).endswith(found[2]) for year in symbol.years)
    return Resolved(symbol, "number and year", by_context=not item.said) if symbol and fitting_year else None


def _of_the_assembly(number: int, item: Item) -> Resolved | None:
    """General Assembly resolution 194: of those that it numbered throughout, a number mostly tells the session."""
    sessions = assembly_sessions(number) if item.noun == "RES" and number > 99 else ()
    symbol = parsed(f"A/RES/{number}({sessions[0]})") if len(sessions) == 1 else None
    if symbol is None or (item.year and symbol.years and item.year not in symbol.years):
        return None
    return Resolved(symbol, "number alone", by_context=True)


def _of_the_council(item: Item, number: Number, own: str) -> Resolved | None:
    """1325 (2000), or a bare 1325 in a list of such; of a statement 11 (2012)."""
    digits = re.match(r"\d+", number.written)
    assert digits
    if item.noun == "PRST" and (number.year is None or int(digits[0]) <= _MOST_STATEMENTS):
        return _statement(number.year, int(digits[0])) if number.year else None
    if number.form == "bare" and item.said and item.bodies[:1] == ("A",):
        return _of_the_assembly(int(digits[0]), item)
    if item.noun == "DEC" or (item.said and item.bodies[:1] not in ((), ("S",), ("",))):
        return None
    if number.form == "bare" and not (item.noun == "RES" and _council_speaks(item, own) and len(digits[0]) > 2):
        return None
    symbol = parsed(f"S/RES/{int(digits[0])}" + (f" ({number.year})" if number.year else ""))
    if symbol is None:
        return None
    agreed = symbol.years and symbol.year_agrees
    if number.year == symbol.number and not (agreed and item.noun):  # "12 September 2001 (2001)", with its year again
        return None
    to_come = not symbol.years and (number.year or 0) >= _LAST_KNOWN_YEAR
    # A slip in the year is the writer's where the number is called a resolution; numbers to come are not known.
    if number.form == "year" and not agreed and (item.noun not in ("RES", "PRST") or not (symbol.years or to_come)):
        return None
    named = item.bodies[:1] == ("S",)
    if number.year and symbol.years and not (named or _nearly_of(symbol, number.year, own)):
        return None
    return Resolved(symbol, "number and year" if number.form == "year" else "list of numbers", by_context=not named)


def _named_with_more(item: Item, number: Number, memory: Memory) -> Resolved | None:
    """Resolution 1718, in a text that names resolution 1718 (2006): others than the Council name it so for short."""
    if number.form != "bare" or item.noun != "RES" or item.within or item.doubtful or len(number.written) < 3:
        return None
    symbol = memory.recall_alone(int(number.written))
    if symbol is None or item.bodies[:1] not in ((), ("",), (symbol.family.value.partition("/")[0],)):
        return None
    if item.year and symbol.years and item.year not in symbol.years:
        return None
    return Resolved(symbol, "named elsewhere", by_context=True)


def _statement(year: int, count: int) -> Resolved | None:
    """A statement of the President of the Security Council, by its number in a year."""
    symbol = parsed(f"S/PRST/{year}/{count}")
    return Resolved(symbol, "statement") if symbol else None


def _nearly_of(symbol: Symbol, year: int, own: str) -> bool:
    """Whether a year is that of a number of the Council, but for a slip; others write 1960 (2013) of texts of theirs.

    Texts of the United Nations hardly cite others' resolutions so: in them a wrong digit is a misprint.
    """
    if any(abs(year - other) <= 1 for other in symbol.years):
        return True
    return own != "" and any(sum(_wrong_digits(year, other)) == 1 for other in symbol.years)


def _council_speaks(item: Item, own: str) -> bool:
    return item.bodies[:1] == ("S",) or (not item.bodies and own == "S")


def _of_a_roman_session(item: Item, number: Number, own: str) -> Resolved | None:
    """217 A (III), 3201 (S-VI), 2008 (LX): of the Assembly or of the Economic and Social Council."""
    written = number.written
    if not written.isascii():
        written = in_latin(bare(plain(written))).translate(LOOKALIKE)
    found = _ROMAN.match(written)
    if not found or item.noun == "PRST" or (item.said and item.bodies and item.bodies[0] not in ("A", "E", "")):
        return None
    session = found["session"].replace(" ", "")
    special = in_special_session(int(found["number"]), session)
    value = roman_value(session.rsplit("-", 1)[-1])
    if not (value or special):
        return None
    part = found["part"].strip()
    part = part if len(part) == 1 and part.isupper() else ""
    count = int(found["number"])
    if item.noun == "DEC":
        return _decided_in_a_roman_session(item, session, count, own)
    for body in dict.fromkeys((*(b for b in item.bodies if b in ("A", "E")), "A", "E")):
        named = item.said and body in item.bodies
        # Named bodies too: "the General Assembly of the World Tourism Organization" has numbers of its own.
        if body == "A" and not special and not (named and "-" in session) and session not in assembly_sessions(count):
            continue
        council = named or own == "E" or "" in item.bodies
        if body == "E" and (not council or "-" in session or not in_ecosoc_session(count, value)):
            continue
        if symbol := parsed(f"{body}/RES/{count}({session}){part}"):
            return Resolved(symbol.corrected(), "number and session", by_context=not named)
    return None


def _decided_in_a_roman_session(item: Item, session: str, count: int, own: str) -> Resolved | None:
    """281 (LXIII): no other body than the Economic and Social Council numbered decisions so, and not for long."""
    named = item.said and item.bodies[:1] == ("E",)
    if not (named or (own == "E" and item.bodies[:1] in ((), ("E",)))):
        return None
    if roman_value(session) not in ECOSOC_DECISION_SESSIONS or count > MOST_ECOSOC_DECISIONS:
        return None
    symbol = parsed(f"E/DEC/{count}({session})")
    return Resolved(symbol, "number and session", by_context=not named) if symbol else None


def _of_a_session(item: Item, number: Number, own: str, memory: Memory | None) -> Resolved | None:
    """70/1, S-24/2, 2021/5: the body named for it, else its own, else the one that was meant elsewhere by it."""
    written = number.written if number.written.isascii() else in_latin(bare(plain(number.written)))
    found = _SLASH.match(written)
    if not found or item.noun is None:
        return None
    series = (found["special"] or "").replace(" ", "") + str(int(found["series"]))
    count, noun = int(found["number"]), item.noun
    if noun == "PRST":
        return _statement(int(series), count) if len(series) == 4 and series.isdigit() else None
    if item.bodies and item.bodies[0] in OTHER_BODIES:
        if symbol := numbered_elsewhere(item.bodies[0], noun, series, count, item.year):
            return Resolved(symbol, "named body" if item.said else "list", by_context=not item.said)
        # No other body comes to such numbers: the Assembly had said what that body is to do by it.
        assembly = fitting("A", noun, series, count, item.year) if item.year and count > _MOST_OF_OTHERS else None
        return Resolved(assembly, "date", by_context=True) if assembly else None
    for body in item.bodies:
        if symbol := fitting(body, noun, series, count, item.year):
            rule = "named body" if item.said else "own body" if item.own else "list"
            return Resolved(symbol, "turned" if item.turned else rule, by_context=item.turned or not item.said)
    if memory is None or item.within:
        return None
    return _told_elsewhere(item, written, series, count, own, memory) or _misdated(item, series, count)


def _misdated(item: Item, series: str, count: int) -> Resolved | None:
    """The text of a body that is named, or speaks, where one digit of the year is wrong: 66/100 of 2001.

    A neighbouring year is more often that of a commission, of which nothing but "its" is left in the sentence.
    """
    if item.noun is None or item.year is None or not (item.said or item.own):
        return None
    for body in item.bodies:
        symbol = fitting(body, item.noun, series, count, None)
        wrong = [_wrong_digits(item.year, year) for year in symbol.years] if symbol else []
        if symbol and ([0, 0, 1, 0] in wrong or [0, 1, 0, 0] in wrong or (item.said and [0, 0, 0, 1] in wrong)):
            return Resolved(symbol, "misdated", by_context=True)
    return None


def _wrong_digits(one: int, other: int) -> list[int]:
    """The digits in which two years differ."""
    return [int(a != b) for a, b in zip(str(one), str(other), strict=True)]


def _told_elsewhere(item: Item, written: str, series: str, count: int, own: str, memory: Memory) -> Resolved | None:
    """What a number means whose words tell no body: what it means elsewhere, by its date, or for the usual body."""
    assert item.noun is not None
    noun = item.noun
    told = memory.recall(written)
    if told and possible(told, item.year):
        return Resolved(told, "named elsewhere", by_context=True)
    if len(series) == 4 and series.isdigit():
        # The Commission on Human Rights numbered alike, and the Security Council numbers its statements so.
        read = own == "E" or (own not in ("S", "A/HRC") and item.year == int(series))
        symbol = fitting("E", noun, series, count, item.year) if read else None
        return Resolved(symbol, "date", True, doubtful=own != "E") if symbol else None
    bodies = (*_OTHERS.get(own, _OTHERS[""]), *(["A/HRC"] if item.year else []))
    every = (fitting(body, noun, series, count, item.year) for body in bodies)
    readings = list(dict.fromkeys(symbol for symbol in every if symbol))
    # Whoever the text is by, a low number alone tells nothing: every conference has a 5/3.
    if not readings or (not own and not item.year and readings[0].family.value.startswith("A/HRC")):
        return None
    rule = "date" if item.year else "usual body"
    doubtful = item.doubtful and not item.year and count <= _MOST_OF_OTHERS
    return Resolved(readings[0], rule, True, tuple(readings[1:]), doubtful)


def fits(item: Item, session: int, number: int, own: str) -> bool:
    """Whether one of the bodies that an item may be of can have numbered a text so, in the year of its date."""
    if item.noun is None or (item.bodies and item.bodies[0] in OTHER_BODIES):
        return False
    bodies = item.bodies or _OTHERS.get(own, _OTHERS[""])
    return any(fitting(body, item.noun, str(session), number, item.year) for body in bodies)


def _bare(symbol: Symbol) -> str:
    return f"{symbol.series}/{symbol.number}"
