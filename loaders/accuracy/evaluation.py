"""Files with hyperlinks, read once with and once without them: how much of the answer key the words alone give."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, cast

from loaders.accuracy.extraction import extraction_of, key
from loaders.accuracy.gold import Key, Told, answers
from loaders.accuracy.lines import unpacked
from loaders.accuracy.measure import Error, Score, held_out, scored, summed
from loaders.reading import records_of
from loaders.sources import Item, items, reason
from loaders.workers import worked

Progress = Callable[[int, int], None]
"""Called with the number of files done, and their total."""


@dataclass(frozen=True, slots=True)
class Report:
    """The scores by collection and language, those of the held-out works, the errors, the files not read."""

    scores: dict[tuple[str, ...], Score]
    held_out: dict[tuple[str, ...], Score]
    errors: tuple[Error, ...]
    problems: tuple[tuple[str, str], ...] = ()
    COLUMNS: ClassVar = (
        *("texts", "language", "documents", "targets", "precision", "recall", "opening", "section", "number"),
    )

    def rows(self) -> list[tuple[object, ...]]:
        """A row a group, with the sums for each language behind them."""
        ordered = sorted(self.scores.items(), key=lambda one: (one[0][0] == "all", one[0]))
        return [(*group, *_cells(score)) for group, score in ordered]

    def as_json(self, errors: int) -> dict[str, Any]:
        """The same as JSON has it, with so many errors."""
        return {
            "groups": [
                {"texts": group[0], "language": group[1], **score.as_json()}
                for group, score in sorted(self.scores.items())
            ],
            "errors": [
                {"kind": error.kind, "doc": error.document, "target": error.target} for error in self.errors[:errors]
            ],
            "not_read": [{"doc": name, "reason": why} for name, why in self.problems],
        }


@dataclass(frozen=True, slots=True)
class Compared:
    """One file: the answer keys of its records, and what its words say; or why it was not read."""

    keys: tuple[Key, ...] = ()
    citations: tuple[dict[str, Any], ...] = ()
    problem: str | None = None


def evaluated(
    paths: Sequence[Path], *, gold: Path | None = None, every: bool = False, progress: Progress | None = None
) -> Report:
    """Read files without their links, and score them against the links, or against a file of gold.

    Documents that are not strict are left out unless `every`. A work is in the answer key once for each of its files.
    Raises BadSource like `loaders.sources.items`, and for gold that cannot be read.
    """
    known = {one.document: one for one in of_gold(gold)} if gold else None
    found = list(items(paths))
    names = [key(item, paths) for item in found]
    work = partial(_compared, links=known is None)
    scores: list[tuple[tuple[str, ...], Score]] = []
    held: list[tuple[tuple[str, ...], Score]] = []
    errors: list[Error] = []
    problems: list[tuple[str, str]] = []
    for done, (name, result) in enumerate(zip(names, worked(found, len(found), work, _lost), strict=True), 1):
        if result.problem is not None:
            problems.append((name, result.problem))
        keys = result.keys if known is None else tuple(filter(None, (known.get(name),)))
        for one in _joined(keys, name):
            if one.strict or every:
                score, wrong = scored(one, result.citations)
                groups = [((one.collection, one.language), score), (("all", one.language), score)]
                scores += groups
                held += groups if held_out(one.symbol) else []
                errors += wrong
        if progress:
            progress(done, len(found))
    return Report(summed(scores), summed(held), tuple(errors), tuple(problems))


def of_gold(path: Path) -> Iterator[Key]:
    """The answer keys in a file of gold: an object a document, with its citations and the numbers that are unsure."""
    for one in unpacked(path):
        told = [cast("dict[str, Any]", citation) for citation in one["citations"]]
        yield Key(
            document=one["doc"],
            collection=one["collection"],
            symbol=one["symbol"] or "",
            language=one["lang"],
            citations=tuple(Told(c["target"], c["section"], c.get("verb"), c.get("number")) for c in told),
            unsure=frozenset() if one["strict"] else frozenset([*one["unsure"], ""]),
        )


def _compared(item: Item, *, links: bool) -> Compared:
    try:
        records = records_of(item.read())
        keys = tuple(answers(record, item.name) for record in records) if links else ()
        return Compared(keys, extraction_of(item.name, records, links=False).citations)
    except Exception as error:
        return Compared(problem=reason(error))


def _joined(keys: Sequence[Key], name: str) -> Iterator[Key]:
    """One answer key a file: a file of several parts is one document."""
    if keys:
        first = keys[0]
        told = tuple(citation for one in keys for citation in one.citations)
        unsure = frozenset(number for one in keys for number in one.unsure)
        yield Key(name, first.collection, first.symbol, first.language, told, unsure)


def _cells(score: Score) -> tuple[object, ...]:
    told = score.as_json()
    shares = (told[name] for name in ("precision", "recall", "opening", "section", "number"))
    return (score.documents, score.right + score.missed, *("-" if x is None else f"{x:.4f}" for x in shares))


def _lost(item: Item, problem: str) -> Compared:
    return Compared(problem=problem)
