"""One record as its effects are read: flat paragraphs with their mentions, the bodies that it names, its clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from graph.model import Ref
from graph.symbols import Symbol
from loaders.citations.effects.bodies import Bodies
from loaders.citations.effects.dates import Clock
from loaders.citations.effects.language import language
from loaders.citations.effects.texts import Texts
from loaders.citations.mention import Mention
from loaders.records import Record


class Document:
    """A record with everything by which its acts are understood."""

    def __init__(self, record: Record, mentions: Sequence[Sequence[Mention]]) -> None:
        self.record = record
        assert isinstance(record.symbol, Symbol)  # what has none is no instrument
        self.symbol = record.symbol
        self.own = Ref("Instrument", record.symbol.id)
        self.language = language(record.language)
        self.texts = Texts(record)
        self.mentions = mentions
        self.bodies = Bodies(self.texts, mentions, self.language)
        self.clock = Clock(self.language, record.adopted_on, {})
        self._times: Counter[tuple[str, str, Ref]] = Counter()

    def key(self, kind: str, path: str, target: Ref) -> str:
        """The key of the next edge of a kind to a target from a paragraph: languages count alike."""
        self._times[kind, path, target] += 1
        return f"{path}#{self._times[kind, path, target]}"
