"""The paragraphs of a record as flat texts, each made when it is asked for: most never are."""

from __future__ import annotations

from loaders.citations.effects.language import flat
from loaders.records import Record


class Texts:
    """Flat texts by the places of their paragraphs."""

    def __init__(self, record: Record) -> None:
        self._paragraphs = record.paragraphs
        self._flat: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._paragraphs)

    def __getitem__(self, place: int) -> str:
        if place not in self._flat:
            self._flat[place] = flat(self._paragraphs[place].text)
        return self._flat[place]
