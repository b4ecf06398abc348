"""From files to the library: detect, read, make facts, replace the source's contribution; no bad file costs another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from graph.errors import BadSource, LibraryError
from graph.library import Contribution, Library, content_digest
from graph.merge import RANKS
from loaders.facts import facts
from loaders.readers import akn
from loaders.rejects import LoadReport, Reject
from loaders.sources import Source, count, files, reason

READING = 4
"""Raise it when a reader gives other facts for the same file: sources are then read again although unchanged."""

Progress = Callable[[int, int, str], None]
"""Called with the number of files done, their total, and the name of the file."""


def load(library: Library, paths: Sequence[Path], *, progress: Progress | None = None) -> LoadReport:
    """Load files, folders and zips into the library; each file is one source and one transaction.

    A file that has not changed since it was loaded is not read again. What cannot be read is in the report's rejects,
    and what an earlier load made of it stays. Raises BadSource for a path that does not exist or holds nothing known.
    """
    total = count(paths)
    read = unchanged = changed = 0
    rejects: list[Reject] = []
    remarks: Counter[str] = Counter()
    for done, source in enumerate(files(paths), 1):
        digest = f"{READING}:{content_digest(source.data)}"
        if not source.problem and library.known(source.name) == digest:
            unchanged += 1
        else:
            try:
                contributions, odd, records = contributions_of(source)
                changed += library.replace(source.name, contributions, digest=digest, rank=RANKS["text"])
                read += records
                remarks.update(odd)
            except LibraryError:
                raise
            except Exception as error:  # whatever a hostile file does, it costs only itself
                rejects.append(Reject(source.name, None, reason(error)))
        if progress:
            progress(done, total, source.name)
    return LoadReport(read, unchanged, changed, tuple(rejects), tuple(sorted(remarks.items())))


def contributions_of(source: Source) -> tuple[list[Contribution], Counter[str], int]:
    """The facts in one file, the kinds of what was odd, and the number of records. Raises BadSource."""
    if source.problem:
        raise BadSource(source.problem)
    if not source.data.strip():
        raise BadSource("the file is empty")
    if not akn.recognizes(source.data):
        raise BadSource("this is no Akoma Ntoso XML of the United Nations, the one format read so far")
    contributions: list[Contribution] = []
    odd: Counter[str] = Counter()
    records = akn.read(source.data)
    for record in records:
        reading = facts(record)
        contributions += reading.contributions
        odd.update(remark.kind for remark in reading.remarks)
    return contributions, odd, len(records)
