"""Short names that a text gives an instrument: "the Convention", where only one can be meant."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from loaders.citations.names.document import Named
from loaders.citations.names.finding import protocol_of
from loaders.citations.names.language import Language, Noun
from loaders.citations.spans import Spans

_SPEAKS_OF_ITSELF = 3
"""Times that a text says "this Convention" when it is one; a quotation may say it once."""
_DEFAULT = {"charter": ("un-charter",)}
"""The Charter is that of the United Nations, in their texts, unless they name another."""
_NEAR = 40
"""Characters before the noun of a name: "United Nations Framework Convention"."""
_BEHIND, _AHEAD = 20, 60
"""Characters around a noun in which it is seen whether it stands alone."""


def terms(text: str, found: Sequence[Named], nouns: Sequence[Noun], language: Language) -> Iterator[Named]:
    """The short names in a plain text in which `found` is named.

    A short name means what the text defines it to mean, from there on. Without a definition it means the one instrument
    of its kind that the text names; where it names several, or one that is not known, it means nothing for certain. A
    text that calls itself "this Convention" means itself, or nobody can tell.
    """
    if sum(_around(language.itself, text, noun) is not None for noun in nouns) >= _SPEAKS_OF_ITSELF:
        return
    taken = Spans((one.start, one.end) for one in found)
    outside = [noun for noun in nouns if not taken.touch(noun.start, noun.end)]
    kinds = _kinds(found, nouns, language)
    defined = list(_defined(text, found, language))
    for kind, term in language.terms.items():
        of_kind = [noun for noun in outside if noun.kind == kind]
        of_kind = [noun for noun in of_kind if not _of_somebody(text, noun)]
        alone = [span for noun in of_kind if (span := _around(term, text, noun))]
        meant_by_it = [span for span in alone if not language.something_else(text, *span)]
        if not alone:
            continue
        said = [(behind, ids) for behind, ids, word in defined if language.kinds[kind].fullmatch(word)]
        meant = {one.ids for one, other in zip(found, kinds, strict=True) if other == kind} or {_DEFAULT.get(kind, ())}
        only = next(iter(meant)) if len(meant) == 1 and len(alone) == len(of_kind) and not said else ()
        for start, end in meant_by_it:
            place = bisect_left(said, (start, ()))
            if ids := said[place - 1][1] if place else (only if len(only) == 1 else ()):
                rule = "term defined" if place else "term"
                protocol = protocol_of(text, _word(text, start), end, ids, language)
                # "the protocols to the Convention", "a draft protocol to the Convention" name the Convention.
                yield protocol._replace(rule=rule) if protocol and protocol.ids else Named(start, end, ids, rule)


def _word(text: str, start: int) -> int:
    """Where the noun of a short name begins that may begin with its article: "the Covenant"."""
    space = text.find(" ", start, start + 5)
    return space + 1 if space >= 0 and text[start].islower() else start


def _of_somebody(text: str, noun: Noun) -> bool:
    """Whether it is somebody's: "the United Nations and its Charter", which is none of the text's own names."""
    return text[max(0, noun.start - 6) : noun.start].endswith(("its ", "their "))


def _around(pattern: re.Pattern[str], text: str, noun: Noun) -> tuple[int, int] | None:
    """What a pattern finds that has a noun in it."""
    match = pattern.search(text, max(0, noun.start - _BEHIND), noun.end + _AHEAD)
    return match.span() if match and match.start() <= noun.start and noun.end <= match.end() else None


def _kinds(found: Sequence[Named], nouns: Sequence[Noun], language: Language) -> list[str | None]:
    """The kind of thing that each name names: a noun near its beginning says so, in Chinese the one at its end."""
    starts = [noun.start for noun in nouns]
    kinds: list[str | None] = []
    for one in found:
        inside = nouns[bisect_left(starts, one.start) : bisect_left(starts, one.end)]
        if language.code == "zh":
            kinds.append(inside[-1].kind if inside and inside[-1].end >= one.end else None)
        else:
            kinds.append(inside[0].kind if inside and inside[0].start - one.start <= _NEAR else None)
    return kinds


def _defined(text: str, found: Sequence[Named], language: Language) -> Iterator[tuple[int, tuple[str, ...], str]]:
    """What the text says it will call by a short name: from where on, what, and the short name."""
    for one in found:
        match = language.defines.match(text, one.end) if one.ids else None
        if match:
            yield match.end(), one.ids, match["term"] or match["short"]
