"""Brings a graph up to date with its library: only what changed, in batches, resumed where it was interrupted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from graph.errors import QueryTimeout
from graph.library import Library
from graph.model import Ref
from graph.records import fact_hash, total
from graph.store import Meta, Store
from graph.vocabulary import vocabulary

FIRST_OWNERS, MOST_OWNERS = 50, 400
"""Nodes, each with all its outgoing edges, a batch. The first is small, because an engine that has just started is
slow; batches grow to about a thousand edges, a fraction of a second, and shrink at the engine's time limit."""

Progress = Callable[[int, int], None]
"""Called with the number of owners written and their total."""


@dataclass(frozen=True, slots=True)
class Projected:
    """What a projection did: nodes whose facts or outgoing edges were written, and whether the graph was made anew."""

    owners: int
    rebuilt: bool


def project(library: Library, store: Store, *, progress: Progress | None = None) -> Projected:
    """Write to the graph what changed in the library since the graph was last written.

    A node and all its outgoing edges are written in one transaction with the mark that says so: a reader sees an
    instrument with all its citations or not at all, and an interrupted projection goes on behind its last batch.
    A graph of an older schema, or one that is ahead of the library (a restored backup), is made anew.

    Raises ForeignGraph for a graph that is not this library's, and the errors of the engine.
    """
    meta = store.claim(library.id)
    last = library.last_change()
    rebuilt = meta.schema != vocabulary().version or max(meta.projected, meta.target) > last
    if rebuilt:
        meta = _emptied(library, store)
    written = 0
    while meta.projected < last:
        upto = meta.target or last
        left = [ref for ref in library.changed_owners(meta.projected, upto) if str(ref) > meta.cursor]
        meta = _write_all(library, store, replace(meta, target=upto), left, progress)
        written += len(left)
        meta = replace(meta, projected=upto, target=0, cursor="")
        store.mark(meta)
        last = library.last_change()
    return Projected(written, rebuilt)


def rebuild(library: Library, store: Store, *, progress: Progress | None = None) -> Projected:
    """Empty the graph and write it anew from the library, which is read through first: a graph is worth more than none.

    Raises ForeignGraph for a graph that is not ours, LibraryError for a damaged library, and leaves the graph alone.
    """
    library.check()
    store.claim(library.id)
    _emptied(library, store)
    return replace(project(library, store, progress=progress), rebuilt=True)


def library_digest(library: Library) -> str:
    """The digest that a graph has when it holds exactly what the library holds."""
    return total(fact_hash(fact) for fact in library.facts())


def _emptied(library: Library, store: Store) -> Meta:
    """Erase the graph. Until that is done, the mark calls for it: a graph half erased is never taken for whole."""
    store.mark(Meta(library=library.id, schema=0, projected=0))
    for _ in store.erase():
        pass
    store.prepare()
    meta = Meta(library=library.id, schema=vocabulary().version, projected=0)
    store.mark(meta)
    return meta


def _write_all(library: Library, store: Store, meta: Meta, owners: Sequence[Ref], progress: Progress | None) -> Meta:
    """Write owners batch by batch; the mark after the last one."""
    done, size = 0, FIRST_OWNERS
    while done < len(owners):
        batch = owners[done : done + size]
        mark = replace(meta, cursor=str(batch[-1]))
        try:
            store.write(library.changes(batch, meta.projected), mark)
        except QueryTimeout:
            if size == 1:
                raise
            size = max(1, size // 2)
            continue
        meta, done, size = mark, done + len(batch), min(size * 2, MOST_OWNERS)
        if progress:
            progress(done, len(owners))
    return meta
