"""Brings a graph up to date with its library: only what changed, in batches, resumed where it was interrupted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice

from graph.batch import Batch
from graph.errors import QueryTimeout
from graph.library import Library
from graph.model import Ref
from graph.presence import Presence
from graph.records import fact_hash, total
from graph.store import Meta, Store
from graph.vocabulary import vocabulary

FIRST_FACTS, MOST_FACTS = 500, 4_000
"""Facts a batch: nodes, each with all its outgoing edges. The first is small, because an engine that has just started
is slow; batches grow to some tenths of a second, and shrink at the engine's time limit."""

Progress = Callable[[int, int], None]
"""Called with the number of owners written and their total; both are 0 while another process writes to the graph."""


@dataclass(frozen=True, slots=True)
class Projected:
    """What a projection did: nodes whose facts or outgoing edges were written, and whether the graph was made anew."""

    owners: int
    rebuilt: bool

    def joined(self, later: Projected) -> Projected:
        """What this and a later one did together."""
        return Projected(self.owners + later.owners, self.rebuilt or later.rebuilt)


def project(library: Library, store: Store, *, progress: Progress | None = None) -> Projected:
    """Write to the graph what changed in the library since the graph was last written.

    A node and all its outgoing edges are written in one transaction with the mark that says so: a reader sees an
    instrument with all its citations or not at all, and an interrupted projection goes on behind its last batch.
    A graph of an older schema, or one that was written from another history (a backup was restored), is made anew.
    While another process writes to the graph, this one waits.

    Raises ForeignGraph for a graph that is not this library's, and the errors of the engine.
    """
    with library.projecting(_waiting(progress)):
        meta = store.claim(library.id)
        rebuilt = meta.schema != vocabulary().version or not _of_this_history(library, meta)
        if rebuilt:
            meta = _emptied(library, store)
        return Projected(_write_changes(library, store, meta, progress), rebuilt)


def rebuild(library: Library, store: Store, *, progress: Progress | None = None) -> Projected:
    """Empty the graph and write it anew from the library, which is read through first: a graph is worth more than none.

    Raises ForeignGraph for a graph that is not ours, LibraryError for a damaged library, and leaves the graph alone.
    """
    library.check()
    with library.projecting(_waiting(progress)):
        store.claim(library.id)
        return Projected(_write_changes(library, store, _emptied(library, store), progress), rebuilt=True)


def library_digest(library: Library) -> str:
    """The digest that a graph has when it holds exactly what the library holds."""
    return total(fact_hash(fact) for fact in library.facts())


def _waiting(progress: Progress | None) -> Callable[[], None] | None:
    return (lambda: progress(0, 0)) if progress else None


def _of_this_history(library: Library, meta: Meta) -> bool:
    """Whether the changes that the graph was written up to are changes of this library, and not of a copy of it."""
    tokens = ((meta.projected, meta.token), (meta.target, meta.target_token))
    return all(library.token(change) == token for change, token in tokens)


def _emptied(library: Library, store: Store) -> Meta:
    """Erase the graph. Until that is done, the mark calls for it: a graph half erased is never taken for whole."""
    store.mark(Meta(library=library.id, schema=0, projected=0))
    for _ in store.erase():
        pass
    store.prepare()
    meta = Meta(library=library.id, schema=vocabulary().version, projected=0)
    store.mark(meta)
    return meta


def _write_changes(library: Library, store: Store, meta: Meta, progress: Progress | None) -> int:
    """Write until nothing is left, also of what others load meanwhile; the number of owners written."""
    written = 0
    while meta.projected < (last := library.last_change()):
        upto = meta.target or last
        meta = replace(meta, target=upto, target_token=library.token(upto), sources=library.sources_digest())
        left = [(ref, facts) for ref, facts in library.changed_owners(meta.projected, upto) if str(ref) > meta.cursor]
        _Writing(library, store, meta).all(left, progress)
        written += len(left)
        meta = replace(meta, projected=upto, token=meta.target_token, target=0, target_token="", cursor="")
        store.mark(meta)
    return written


class _Writing:
    """Writes owners batch by batch: while the engine works on one, the next is read and made ready."""

    def __init__(self, library: Library, store: Store, meta: Meta) -> None:
        self._library = library
        self._store = store
        self._meta = meta
        self._presence = store.presence(meta)
        self._size = FIRST_FACTS

    def all(self, owners: Sequence[tuple[Ref, int]], progress: Progress | None) -> None:
        """Write them all."""
        done = 0
        with ThreadPoolExecutor(1, thread_name_prefix="recalling-writing") as worker:
            writing: Future[None] | None = None
            batch: Sequence[Ref] = ()
            while done < len(owners) or writing is not None:
                following = self._batch(owners, done)
                prepared = self._prepared(following)
                if writing is not None:
                    self._finish(batch, writing)
                    if progress:
                        progress(done, len(owners))
                batch = following
                writing = worker.submit(self._store.write, *prepared) if following else None
                done += len(following)

    def _batch(self, owners: Sequence[tuple[Ref, int]], first: int) -> list[Ref]:
        """The next owners, one at least, with no more facts than a batch may have."""
        batch: list[Ref] = []
        facts = 0
        for ref, own in islice(owners, first, None):
            if batch and facts + own > self._size:
                break
            batch.append(ref)
            facts += own
        return batch

    def _prepared(self, owners: Sequence[Ref]) -> tuple[Batch, Meta, Presence]:
        cursor = str(owners[-1]) if owners else self._meta.cursor
        changes = self._library.changes(owners, self._meta.projected)
        return Batch(changes, self._labels), replace(self._meta, cursor=cursor), self._presence

    def _labels(self, refs: Iterable[Ref]) -> Mapping[Ref, str]:
        return self._library.labels(refs)

    def _finish(self, owners: Sequence[Ref], writing: Future[None]) -> None:
        """Wait for a batch to be written; one that came to the engine's time limit is written in halves."""
        try:
            writing.result()
        except QueryTimeout:
            if len(owners) == 1:
                raise
            self._halves(owners)
            self._size = max(1, self._size // 2)
        else:
            self._size = min(self._size * 2, MOST_FACTS)

    def _halves(self, owners: Sequence[Ref]) -> None:
        """Write what was too much at once. Raises QueryTimeout for a single owner that is too much."""
        half = (len(owners) + 1) // 2
        for part in (owners[:half], owners[half:]):
            try:
                self._store.write(*self._prepared(part))
            except QueryTimeout:
                if len(part) == 1:
                    raise
                self._halves(part)
