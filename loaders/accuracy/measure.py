"""Precision and recall over pairs of document and target; opening, section and number of what was found."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.errors import BadSymbol
from graph.symbols import Symbol
from loaders.accuracy.gold import Key, bare, is_judged

HELD_OUT = 30
"""Percent of the works, chosen by a digest of their symbols, whose errors nobody looks at when rules are written."""


@dataclass(slots=True)
class Score:
    """What was counted for a group of documents."""

    documents: int = 0
    right: int = 0
    wrong: int = 0
    missed: int = 0
    openings: list[int] = field(default_factory=lambda: [0, 0])
    sections: list[int] = field(default_factory=lambda: [0, 0])
    numbers: list[int] = field(default_factory=lambda: [0, 0])

    @property
    def precision(self) -> float | None:
        """The share of targets found that are in the answer key."""
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float | None:
        """The share of targets in the answer key that were found."""
        return _share(self.right, self.right + self.missed)

    def add(self, other: Score) -> None:
        """Count another group with this one."""
        self.documents += other.documents
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed
        for mine, theirs in (
            (self.openings, other.openings),
            (self.sections, other.sections),
            (self.numbers, other.numbers),
        ):
            mine[0] += theirs[0]
            mine[1] += theirs[1]

    def as_json(self) -> dict[str, Any]:
        """The measures with the counts that they are made of."""
        return {
            "documents": self.documents,
            "right": self.right,
            "wrong": self.wrong,
            "missed": self.missed,
            "precision": self.precision,
            "recall": self.recall,
            **{
                name: _share(*pair)
                for name, pair in (("opening", self.openings), ("section", self.sections), ("number", self.numbers))
            },
        }


@dataclass(frozen=True, slots=True)
class Error:
    """A target that was found and is not in the answer key (`wrong`), or the other way round (`missed`)."""

    kind: str
    document: str
    language: str
    target: str
    held_out: bool


def scored(key: Key, predicted: Sequence[dict[str, Any]]) -> tuple[Score, list[Error]]:
    """One document: its answer key beside what was found in it, as `recalling extract` writes it."""
    wanted = {one.target for one in key.citations}
    places = _places(predicted)
    got = places.keys() - {key.symbol}
    if not key.strict:
        got = {target for target in got if target in wanted or bare(target) not in key.unsure}
    score = Score(1, len(got & wanted), len(got - wanted), len(wanted - got))
    for one in key.citations:
        if one.target not in got:
            continue
        found = places[one.target]
        if one.section == "preamble" and one.verb:
            _count(score.openings, _name(one.verb) in {_name(place.get("verb")) for place in found})
        if one.section != "other":
            _count(score.sections, one.section in {place.get("section") for place in found})
        if one.section == "operative" and one.number:
            _count(score.numbers, one.number in {place.get("number") for place in found})
    held = held_out(key.symbol)
    errors = [Error("wrong", key.document, key.language, target, held) for target in sorted(got - wanted)]
    errors += [Error("missed", key.document, key.language, target, held) for target in sorted(wanted - got)]
    return score, errors


def summed(scores: Iterable[tuple[tuple[str, ...], Score]]) -> dict[tuple[str, ...], Score]:
    """The scores of groups, each the sum of its documents'."""
    found: dict[tuple[str, ...], Score] = defaultdict(Score)
    for group, score in scores:
        found[group].add(score)
    return dict(found)


def held_out(symbol: str) -> bool:
    """Whether a work is one of those that are held out: all its languages are."""
    return int(hashlib.sha256(symbol.encode()).hexdigest()[:8], 16) % 100 < HELD_OUT


def judged(target: str) -> str | None:
    """A target as answer keys write it, without letters of parts; None for what is no text that they know."""
    try:
        symbol = Symbol.parse(target)
    except BadSymbol:
        return None
    return symbol.whole.id if is_judged(symbol) else None


def _places(predicted: Sequence[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    places: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in predicted:
        if target := judged(str(one["target"])):
            places[target].append(one)
    return places


def _count(pair: list[int], right: bool) -> None:
    pair[0] += right
    pair[1] += 1


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _name(words: str | None) -> str:
    plain = unicodedata.normalize("NFKC", words or "").casefold()
    return re.sub(r"^[\W_]+|[\W_]+$", "", re.sub(r"\s+", " ", plain))
