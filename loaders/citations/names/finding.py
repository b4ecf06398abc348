"""Names in a document: what the gazetteer knows, without what only contains a name, and "the Protocols thereto"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.citations.names.document import Named
from loaders.citations.names.gazetteer import instruments, named_with_part, protocols
from loaders.citations.names.language import Language

WITH_PART = "name with a part"
"""The rule of an acronym that means a committee, where no part of the treaty stands beside it."""
_BEHIND = 60
_OF_A_YEAR = re.compile(r" (?:(?:of|de|del|von) (?=\d{4}(?![\d-]))|(?=\d{4} год))(?P<year>(?:19|20)\d\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORT = 2
"""Spaces in a name that others may have: "Paris Agreement". A year behind a longer one is of something else."""
_LONG_ENOUGH = 5
"""Spaces in a name that is known even where no letter of it is a capital one."""


def found(text: str, language: Language) -> Iterator[Named]:
    """Every name in a plain text, in order. One whose words name a body or another text comes without ids."""
    for start, end, ids in language.matcher.found(text):
        if not written_as_a_name(text[start:end]):
            continue
        if (
            not ids
            or _in_a_symbol(text, start, end)
            or language.something_else(text, start, end)
            or (text.count(" ", start, end) <= _SHORT and _of_another_year(text, end, ids))
        ):
            yield Named(start, end, ())
            continue
        if whole := _of_a_protocol(text, start, end, ids, language):
            yield whole
            continue
        yield Named(start, end, ids, WITH_PART if text[start:end] in named_with_part() else "name")
        further = language.protocols.match(text, end)
        if further and (meant := _protocols(ids, plural=bool(further["many"]), year=_year_in(further))):
            yield Named(further.start("words"), further.end("words"), meant, "protocols thereto")


def written_as_a_name(words: str) -> bool:
    """Names have a capital letter or a number, unless their script has none or they are long."""
    small = words.lower()
    return words != small or not words[:1].isalpha() or small == words.upper() or words.count(" ") >= _LONG_ENOUGH


def _in_a_symbol(text: str, start: int, end: int) -> bool:
    """Acronyms stand in symbols of documents too: NPT/CONF.2010/50."""
    return text[end : end + 1] == "/" or text[start - 1 : start] == "/"


def _of_another_year(text: str, end: int, ids: tuple[str, ...]) -> bool:
    """Whether a year behind a short name makes it that of another: the Paris Agreement of 1973, of no climate."""
    match = _OF_A_YEAR.match(text, end)
    known = instruments().get(ids[0]) if match and len(ids) == 1 else None
    if match is None or known is None or known.year is None:
        return False
    years = {known.year, *(int(day[:4]) for day in (known.adopted_on, known.in_force_on) if day)}
    return all(abs(int(match["year"]) - year) > 1 for year in years)


def _of_a_protocol(text: str, start: int, end: int, ids: tuple[str, ...], language: Language) -> Named | None:
    """The protocol that "the Optional Protocol to" makes of a name; without ids where it is one of several."""
    # The Arabic preposition is part of the name's first word: without it the protocol is another one.
    if language.code == "ar" and text[start] not in "لب":
        return None
    return protocol_of(text, start, end, ids, language)


def protocol_of(text: str, start: int, end: int, ids: tuple[str, ...], language: Language) -> Named | None:
    """The protocol that the words before what is named make of it; None where they make none.

    It comes without ids where it is one of several, and the text does not say that it is the second.
    """
    match = language.protocol_to.search(text, max(0, start - _BEHIND), start)
    if match is None:
        return None
    begins = match.start()
    meant = _protocols(ids, plural=False) if match["one"] else ()
    if match["one"] and (counted := language.counted(text, begins)):
        begins, place = counted
        meant = _one_of(_protocols(ids, plural=True), place)
    return Named(begins, end, meant, "protocol to")


def _one_of(protocols: tuple[str, ...], place: int) -> tuple[str, ...]:
    """The protocol of a place in the order of their days; none where another is of the same day."""
    days = {id_: instruments()[id_].adopted_on or "" for id_ in protocols}
    every = sorted(protocols, key=lambda id_: days[id_])
    if place >= len(every) or list(days.values()).count(days[every[place]]) > 1:
        return ()
    return (every[place],)


def _year_in(further: re.Match[str]) -> int | None:
    """The year that a text gives to "the Protocol thereto"."""
    found = _YEAR.search(further.string, further.start("words"), further.end())
    return int(found[0]) if found else None


def _protocols(ids: tuple[str, ...], *, plural: bool, year: int | None = None) -> tuple[str, ...]:
    """The protocols of what is named, of a year: one alone where the text speaks of one, else all."""
    meant = tuple(dict.fromkeys(protocol for id_ in ids for protocol in protocols().get(id_, ())))
    if year is not None:
        meant = tuple(protocol for protocol in meant if instruments()[protocol].year == year)
    return meant if plural or len(meant) == 1 else ()
