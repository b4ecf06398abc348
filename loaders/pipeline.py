"""From files to the library: detect, read, make facts, replace the source's contribution; no bad file costs another."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from graph.library import Library
from graph.merge import RANKS
from loaders.called import apart
from loaders.reading import READING, called_in
from loaders.rejects import LoadReport, Oddity, Reject
from loaders.sources import Item, items
from loaders.workers import outcomes

__all__ = ["READING", "Progress", "load"]

Progress = Callable[[int, int, str], None]
"""Called with the number of files done, their total, and the name of the file."""


def load(
    library: Library, paths: Sequence[Path], *, progress: Progress | None = None, dry_run: bool = False
) -> LoadReport:
    """Load files, folders and zips into the library; each file is one source and one transaction.

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
    for done, outcome in enumerate(outcomes(found, len(found), library.known), 1):
        if outcome.problem is not None:
            rejects.append(Reject(outcome.name, None, outcome.problem))
        elif outcome.unchanged:
            unchanged += 1
        elif outcome.nothing is not None:
            nothing.append(Reject(outcome.name, None, outcome.nothing))
        else:
            if not dry_run:
                changed += library.replace(
                    outcome.name,
                    outcome.contributions,
                    digest=outcome.digest,
                    rank=RANKS["text"],
                    passages=outcome.passages,
                )
            read += outcome.records
            formats[outcome.format] += outcome.records
            odd += (Oddity(outcome.name, kind, detail) for kind, detail in outcome.odd)
            rejects += (Reject(outcome.name, one.record, one.reason) for one in outcome.broken)
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


def _gone(loaded: Iterable[str], found: Sequence[Item], paths: Sequence[Path]) -> Iterator[str]:
    """The sources that came from these folders and archives, and are no longer there."""
    there = {item.name for item in found}
    within = tuple(f"{path.resolve()}{os.sep if path.is_dir() else '!'}" for path in paths)
    return (name for name in loaded if name.startswith(within) and name not in there)
