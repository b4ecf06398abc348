"""The paragraphs of a document as one plain text, and the way back from it to a paragraph and its offsets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate
from typing import Literal, NamedTuple

from graph.model import Ref
from graph.symbols import Symbol
from loaders.citations.mention import CitedAs, Mention
from loaders.citations.names.gazetteer import instruments
from loaders.citations.plain import Plain

BREAK = "\0"
"""What stands between two paragraphs: no name and no provision reaches over it."""


class Named(NamedTuple):
    """Instruments (ids) that the words of a plain text name, from a start to an end; `rule` says how that is known.

    `provision` is the part of them that is meant, where these words say so.
    """

    start: int
    end: int
    ids: tuple[str, ...]
    rule: str = "name"
    provision: str | None = None


class Document:
    """The paragraphs of a document, in order, in one plain text."""

    def __init__(self, texts: Sequence[str], plains: Sequence[Plain] = ()) -> None:
        self._originals = texts
        self._plains = plains or [Plain(text) for text in texts]
        self.text = BREAK.join(plain.text for plain in self._plains)
        self._begins = [0, *accumulate(len(plain.text) + 1 for plain in self._plains)]

    def mentions(
        self,
        found: Iterable[Named],
        cited_as: CitedAs,
        *,
        by_context: bool = False,
        base: Literal["Instrument", "Body", "State", "Observance"] = "Instrument",
    ) -> list[tuple[int, Mention]]:
        """Each instrument that is named (or what else has the base label), with the place of its paragraph."""
        mentions: list[tuple[int, Mention]] = []
        for start, end, ids, rule, provision in found:
            place = bisect_right(self._begins, start) - 1
            plain, begin = self._plains[place], self._begins[place]
            first, last = plain.span(start - begin, end - begin)
            words = self._originals[place][first:last]
            for id_ in ids:
                symbol = _symbol(id_) if base == "Instrument" else None
                target = Ref(base, id_)
                named = Mention(target, first, last, words, "text", True, symbol, cited_as, by_context, rule, provision)
                mentions.append((place, named))
        return mentions


@cache
def _symbol(id_: str) -> Symbol | None:
    """The symbol of what has one; its id is the symbol then."""
    known = instruments().get(id_)
    return Symbol.parse(id_) if "/" in id_ and (known is None or known.symbol) else None
