"""The effects and relations that files state, as rows for a table, and a part of them drawn at random to be judged."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from graph.model import Edge
from loaders.citations.effects import effects
from loaders.citations.mentions import mentions
from loaders.reading import records_of
from loaders.records import Record
from loaders.sources import Item, items, reason
from loaders.workers import worked

COLUMNS = ("document", "language", "paragraph", "kind", "from", "to", "detail")
_DETAILS = (
    "provision",
    "object",
    "effective_on",
    "until",
    "due",
    "condition",
    "since",
    "as_of",
    "role",
    "annex",
    "basis",
)

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """What one file states, a row an edge, or why it could not be read."""

    name: str
    rows: tuple[Row, ...] = ()
    problem: str | None = None


def stated(paths: Sequence[Path]) -> Iterator[tuple[Stated, int]]:
    """What each file states, in the order of the files, and how many those are. Raises BadSource as `items` does."""
    found = list(items(paths))
    for one in worked(found, len(found), _stated, _lost):
        yield one, len(found)


def drawn(rows: Sequence[Row], count: int, seed: int) -> list[Row]:
    """Some of the rows, at random by what stands in them: further rows change few of those that are drawn."""
    return sorted(sorted(set(rows), key=lambda row: sha256(repr((seed, row)).encode()).digest())[:count])


def rows_of(record: Record) -> Iterator[Row]:
    """The edges that a record states by its effects. Their parts are told in the order of `COLUMNS`."""
    for fact in effects(record, mentions(record, [])):
        if not isinstance(fact, Edge):
            continue
        said = fact.properties
        detail = "; ".join(f"{name} {said[name]}" for name in _DETAILS if said.get(name) not in (None, ""))
        start = "" if fact.start_at.id == record.symbol.id else fact.start_at.id
        where = str(said.get("paragraph") or "")
        yield record.symbol.id, record.language, where, fact.kind, start, fact.end_at.id, detail


def as_csv(rows: Sequence[Row], further: Sequence[str] = ()) -> bytes:
    """The rows as CSV under their names, with empty columns for what a person is to write."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((*COLUMNS, *further))
    writer.writerows((*row, *[""] * len(further)) for row in rows)
    return text.getvalue().encode("utf-8")


def _stated(item: Item) -> Stated:
    try:
        return Stated(item.name, tuple(row for record in records_of(item.read()) for row in rows_of(record)))
    except Exception as error:
        return Stated(item.name, problem=reason(error))


def _lost(item: Item, problem: str) -> Stated:
    return Stated(item.name, problem=problem)
