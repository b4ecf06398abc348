"""Backups of the library, and restoring one with the graph that belongs to it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from api.progress import Progress, counted, waiting
from api.wiring import open_graph_engine, open_library, writing
from graph import library_copies
from graph.errors import LibraryError
from graph.library import Library
from graph.library_file import graph_right
from graph.projection import Projected, project
from graph.store import Store

if TYPE_CHECKING:
    from api.settings import Settings


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: the file that keeps what was replaced (None where nothing was), and what was written."""

    kept: Path | None
    projected: Projected


def back_up(settings: Settings, to: Path) -> int:
    """Copy the library to a new file; its size in bytes. Raises as `graph.library_copies.back_up` does."""
    with open_library(settings) as library:
        return library_copies.back_up(library, to)


def restore(settings: Settings, backup: Path, *, progress: Progress | None = None) -> Restored:
    """Make the library what a backup holds, and the graph what the library then holds.

    Raises BadInput or LibraryError for a backup that is none, before anything is changed, and the errors of the engine,
    which leave the library restored: the next load or `db rebuild` brings the graph to it.
    """
    told = counted(progress, "writing")
    with graph_right(settings.library, waiting(progress)):
        replaced = _identity(settings)
        kept = library_copies.restore(settings.library, backup)
    with open_graph_engine(settings) as engine, open_library(settings) as library:
        _hand_over(Store(engine), replaced, library)
    with writing(settings, progress) as (library, store):
        return Restored(kept, project(library, store, progress=told))


def _identity(settings: Settings) -> str:
    """The id of the library that is there; empty for none and for one that cannot be read."""
    if settings.library.is_file():
        with suppress(LibraryError), open_library(settings) as library:
            return library.id
    return ""


def _hand_over(store: Store, replaced: str, library: Library) -> None:
    """The graph of the library that was replaced becomes that of the restored one, to be written anew."""
    meta = store.meta()
    if meta is not None and replaced and meta.library == replaced and replaced != library.id:
        store.mark(replace(meta, library=library.id, schema=0))
