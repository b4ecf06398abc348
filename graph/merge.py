"""What several sources say about one fact, made into one fact: a pure function of the set of claims.

Precedence, the whole of it:

1. A claim of a higher rank comes before one of a lower rank (`RANKS`).
2. Of equal rank, the claim that knows more properties comes first; then the one whose canonical text is smaller.
   That order is total, so neither the order of loading nor repetition plays a part.
3. A single value is taken from the first claim that has one: a poorer source completes, it never erases.
4. A list is the union of all claims, sorted.
5. `coverage` is the richest of all claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from graph.model import Fact, Node, Ref, Value, edge_from, node_from
from graph.vocabulary import vocabulary

RANKS = {
    "editor": 50,  # stated by an editor with a source
    "text-en": 42,  # the text itself, in English
    "text": 40,  # the text itself, in another language
    "dataset": 35,  # facts of the bundled dataset, which were read from texts of an earlier date
    "record": 30,  # a catalogue's record
    "cited": 10,  # what a citing text says of what it cites
}


_NO_STATEMENT = frozenset(
    {"coverage", "opening", "verb", "as_written", "position", "start", "end", "origin", "confidence"}
)
"""Properties in which claims cannot disagree: how much was read, how it is known, how each language says the same."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What at least one source says about a fact, and with which rank; the names of the sources where it matters."""

    rank: int
    fact: Fact
    sources: tuple[str, ...] = ()

    @property
    def precedence(self) -> tuple[int, int, str]:
        """Sorts claims so that the one to be believed first comes first."""
        known = self.fact.properties
        return -self.rank, -len(known), canonical(known)


@dataclass(frozen=True, slots=True)
class Stated:
    """A value that at least one source states, with the highest rank and the names of those who do."""

    value: Value
    rank: int
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A single value on which claims differ: the one that was taken, and the others, the likelier first."""

    property: str
    taken: Stated
    others: tuple[Stated, ...]


def canonical(value: Any) -> str:
    """JSON that is equal for equal values: sorted keys, no spaces, characters as they are."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def merge(claims: Iterable[Claim]) -> Fact:
    """One fact from all claims about it. ValueError when there is none."""
    ordered = sorted(claims, key=lambda claim: claim.precedence)
    if not ordered:
        raise ValueError("a fact without a claim")
    merged: dict[str, Any] = {}
    for claim in ordered:
        for name, value in claim.fact.properties.items():
            if isinstance(value, tuple):
                merged[name] = tuple(sorted({*merged.get(name, ()), *value}))
            else:
                merged.setdefault(name, value)
    first = ordered[0].fact
    if isinstance(first, Node):
        merged["coverage"] = _richest(claim.fact.properties.get("coverage") for claim in ordered)
        labels = [claim.fact.label for claim in ordered if isinstance(claim.fact, Node) and claim.fact.label]
        return node_from(first.base, first.id, labels[0] if labels else None, merged)
    return edge_from(first.kind, first.start_at, first.end_at, merged)


def _richest(coverages: Iterable[Any]) -> str:
    order = list(vocabulary().coverage)
    return max((c for c in coverages if c), key=order.index, default=order[0])


def disagreements(claims: Sequence[Claim]) -> list[Disagreement]:
    """Where claims of sources that read or stated the fact itself (not mere citations) give different single values."""
    spoken = sorted((c for c in claims if c.rank > RANKS["cited"]), key=lambda claim: claim.precedence)
    seen: dict[str, dict[Value, Stated]] = {}
    for claim in spoken:
        for name, value in claim.fact.properties.items():
            if name not in _NO_STATEMENT and not isinstance(value, tuple):
                values = seen.setdefault(name, {})
                before = values.get(value, Stated(value, claim.rank))
                values[value] = Stated(value, before.rank, (*before.sources, *claim.sources))
    return [Disagreement(name, *_first(values.values())) for name, values in sorted(seen.items()) if len(values) > 1]


def _first(values: Iterable[Stated]) -> tuple[Stated, tuple[Stated, ...]]:
    first, *others = values
    return first, tuple(others)


# ------------------------------------------------------------------------------------- facts as text and back


def identity(fact: Fact) -> tuple[str, str]:
    """(kind, key) of a fact: base label and id of a node; kind, ends and key of an edge."""
    if isinstance(fact, Node):
        return fact.base, fact.id
    start, end = fact.start_at, fact.end_at  # not by `str()`, which takes half the time of it
    return fact.kind, f"{start.base}:{start.id}\t{end.base}:{end.id}\t{fact.key}"


def owner(fact: Fact) -> Ref:
    """The node with which a fact is written: a node itself, an edge's start."""
    return fact.ref if isinstance(fact, Node) else fact.start_at


def encode(fact: Fact) -> str:
    """The value of a fact as canonical JSON, without its identity, in the form that `merge` gives: lists as sets."""
    properties = {
        name: sorted(set(value)) if isinstance(value, tuple) else value for name, value in fact.properties.items()
    }
    stated: dict[str, Any] = {"properties": properties}
    if isinstance(fact, Node) and fact.label:
        stated["label"] = fact.label
    return canonical(stated)


def decode(kind: str, key: str, value: str) -> Fact:
    """The inverse of `identity` and `encode`. KeyError, TypeError or ValueError for what is not registered."""
    label, properties = written(value)
    if kind in vocabulary().nodes:
        return node_from(kind, key, label, properties)
    start, end, _ = key.split("\t")
    return edge_from(kind, Ref.parse(start), Ref.parse(end), properties)


def written(value: str) -> tuple[str | None, dict[str, Any]]:
    """The label and the properties in an encoded value, with lists as lists: as engines take them."""
    raw: dict[str, Any] = orjson.loads(value)
    return raw.get("label"), raw["properties"]
