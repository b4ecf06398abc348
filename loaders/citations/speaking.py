"""The text that speaks: what it cannot cite, itself and what had yet to come, and what its own body makes certain."""

from __future__ import annotations

from dataclasses import replace

from graph.symbols import Symbol
from loaders.citations.mention import Mention
from loaders.citations.names.gazetteer import instruments
from loaders.records import Record

_OF_THE_SPEAKER = frozenset({"usual body", "own body", "list"})
"""Rules by which a number is taken for one of the body that speaks, though nothing beside it names that body."""


class Speaking:
    """What the mentions of one record are held against; found out once, for there are hundreds of them."""

    def __init__(self, record: Record) -> None:
        symbol = record.symbol
        self._id = symbol.id
        self._whole = symbol.whole
        self._adopted_on = record.adopted_on
        own = symbol if isinstance(symbol, Symbol) else None
        self._body, self._series = (own.body, own.series) if own else (None, "")
        self._session = int(own.series) if own and own.series.isdigit() else 0
        self._year: int | None = None
        if own and own.base == "Instrument":
            self._year = int(record.adopted_on[:4]) if record.adopted_on else max(own.years, default=9999)

    def is_own(self, mention: Mention) -> bool:
        """Whether the text gives its own number, or that of the whole it is a part of."""
        symbol = mention.symbol
        return mention.target.id == self._id or (symbol is not None and symbol.whole == self._whole)

    def is_to_come(self, mention: Mention) -> bool:
        """Whether what is named had yet to be adopted.

        A number that is taken for such a text of the body that speaks is another body's; and who wrote of a Global
        Digital Compact before there was one cites nothing.
        """
        if mention.cited_as == "name" and self._adopted_on:
            known = instruments().get(mention.target.id)
            return known is not None and (known.adopted_on or "") > self._adopted_on
        if not self._session or mention.rule not in _OF_THE_SPEAKER:
            return False
        target = mention.symbol
        if target is None or not target.series.isdigit() or int(target.series) <= self._session:
            return False
        return target.body == self._body

    def is_later(self, mention: Mention) -> bool:
        """Whether what is named came years after the text: somebody else's words stand in it, or the number is wrong.

        One year is allowed for: sessions go on into the next, and numbers of a year's end may be of either.
        """
        target = mention.symbol
        if self._year is None or target is None or target.path or not (years := target.years):
            return False
        return years[0] > self._year + 1

    def settled(self, mention: Mention) -> Mention:
        """A bare number that may be another body's is the speaker's where it has the number of the present session."""
        if mention.certain or mention.rule != "usual body":
            return mention
        target = mention.symbol
        if target is None or (target.series, target.body) != (self._series, self._body):
            return mention
        return replace(mention, certain=True)
