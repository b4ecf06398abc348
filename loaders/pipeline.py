"""From files to the library: detect, read, make facts, replace the source's contribution; no bad file costs another."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from graph.library import Library
from graph.merge import RANKS
from loaders.called import apart
from loaders.reading import READING, Outcome, called_in
from loaders.rejects import LoadReport, Oddity, Reject
from loaders.sources import Item, items
from loaders.workers import outcomes

__all__ = ["READING", "Progress", "load"]

_FILES, _FACTS, _SECONDS = 16, 20_000, 0.5
"""Files that are written in one transaction, their facts, and how long one that is read waits for others, at most."""

Progress = Callable[[int, int, str], None]
"""Called with the number of files done, their total, and the name of the file."""


def load(
    library: Library, paths: Sequence[Path], *, progress: Progress | None = None, dry_run: bool = False
) -> LoadReport:
    """Load files, folders and zips into the library; each file is one source, loaded whole or not at all.

    A file that has not changed since it was loaded is not read again. What cannot be read is in the report's rejects,
    and what an earlier load made of it stays. With `dry_run` files are read and the library is left as it is. Raises
    BadSource for a path that does not exist or holds nothing known, LibraryError where the library fails.
    """
    loaded = {source.name: called_in(source.digest) for source in library.sources()}
    found = apart(list(items(paths)), loaded)
    read = unchanged = changed = 0
    rejects: list[Reject] = []
    nothing: list[Reject] = []
    formats: Counter[str] = Counter()
    odd: list[Oddity] = []
    done = 0
    for batch in _gathered(outcomes(found, len(found), library.known)):
        said = [outcome for outcome in batch if _says_something(outcome)]
        if said and not dry_run:
            changed += _written(library, said)
        for outcome in batch:
            if outcome.problem is not None:
                rejects.append(Reject(outcome.name, None, outcome.problem))
            elif outcome.unchanged:
                unchanged += 1
            elif outcome.nothing is not None:
                nothing.append(Reject(outcome.name, None, outcome.nothing))
            else:
                read += outcome.records
                formats[outcome.format] += outcome.records
                odd += (Oddity(outcome.name, kind, detail) for kind, detail in outcome.odd)
                rejects += (Reject(outcome.name, one.record, one.reason) for one in outcome.broken)
            done += 1
            if progress:
                progress(done, len(found), outcome.name)
    return LoadReport(
        read,
        unchanged,
        changed,
        tuple(rejects),
        tuple(odd),
        tuple(sorted(formats.items())),
        tuple(nothing),
        tuple(_gone(loaded, found, paths)),
    )


def _gathered(read: Iterable[Outcome]) -> Iterator[list[Outcome]]:
    """A few outcomes at a time, as soon as they are enough or the first has waited."""
    batch: list[Outcome] = []
    facts, began = 0, time.monotonic()
    for outcome in read:
        batch.append(outcome)
        facts += len(outcome.contributions)
        if len(batch) >= _FILES or facts >= _FACTS or time.monotonic() - began >= _SECONDS:
            yield batch
            batch, facts, began = [], 0, time.monotonic()
    if batch:
        yield batch


def _says_something(outcome: Outcome) -> bool:
    """Whether there is anything to write: a library to which nothing new is said does not change."""
    return outcome.problem is None and outcome.nothing is None and not outcome.unchanged


def _written(library: Library, said: Sequence[Outcome]) -> int:
    """Write what a few files say, all or none; the number of facts that changed."""
    with library.together():
        return sum(
            library.replace(
                outcome.name,
                outcome.contributions,
                digest=outcome.digest,
                rank=RANKS["text"],
                passages=outcome.passages,
            )
            for outcome in said
        )


def _gone(loaded: Iterable[str], found: Sequence[Item], paths: Sequence[Path]) -> Iterator[str]:
    """The sources that came from these folders and archives, and are no longer there."""
    there = {item.name for item in found}
    within = tuple(f"{path.resolve()}{os.sep if path.is_dir() else '!'}" for path in paths)
    return (name for name in loaded if name.startswith(within) and name not in there)
