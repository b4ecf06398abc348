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
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONG_ENOUGH = 5
"""Spaces in a name that is known even where no letter of it is a capital one."""


def found(text: str, language: Language) -> Iterator[Named]:
    """Every name in a plain text, in order. One whose words name a body or another text comes without ids."""
    for start, end, ids in language.matcher.found(text):
        if not written_as_a_name(text[start:end]):
            continue
        if not ids or _in_a_symbol(text, start, end) or language.something_else(text, start, end):
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


def _of_a_protocol(text: str, start: int, end: int, ids: tuple[str, ...], language: Language) -> Named | None:
    """The protocol that "the Optional Protocol to" makes of a name; without ids where it is one of several."""
    match = language.protocol_to.search(text, max(0, start - _BEHIND), start)
    # The Arabic preposition is part of the name's first word: without it the protocol is another one.
    if not match or (language.code == "ar" and text[start] not in "لب"):
        return None
    return Named(match.start(), end, _protocols(ids, plural=False) if match["one"] else (), "protocol to")


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
