"""Where everything is wired together: settings to a library, an engine and a store."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from api.progress import waiting
from api.recovery import sound_engine
from graph.engines import Engine, open_engine
from graph.errors import EngineBroken, EngineError, EngineUnavailable, ForeignGraph, LibraryError, NotFound
from graph.library import Library
from graph.store import ANY_NODE, Meta, Store
from graph.vocabulary import vocabulary

if TYPE_CHECKING:
    from api.progress import Progress
    from api.settings import Settings

Warn: TypeAlias = Callable[[str], None]
"""Called with a sentence that a person should know of, though the work goes on."""


def open_library(settings: Settings) -> Library:
    """The library, made anew where there is none. A context manager. Raises LibraryError."""
    return Library.open(settings.library)


@contextmanager
def open_graph_engine(settings: Settings, *, start: bool = True) -> Generator[Engine]:
    """The engine as it is, whatever the graph holds. Raises an EngineError or BadSetting.

    Without `start`, an embedded engine that does not run is EngineUnavailable.
    """
    password = settings.password.get_secret_value() if settings.password else None
    with open_engine(
        settings.graph, user=settings.user, password=password, start=start, linger=settings.linger
    ) as engine:
        yield engine


@contextmanager
def open_store(settings: Settings, *, progress: Progress | None = None, warn: Warn | None = None) -> Generator[Store]:
    """A graph to read from. One that may be damaged is verified against the library first, and made anew if it is.

    A graph that was made from another library than the settings name is read all the same; `warn` is told.

    Raises NotFound where nothing is loaded yet, ForeignGraph where the graph is not ours, EngineError where it was
    written by another version or only half, and what opening the engine raises.
    """
    if settings.graph.path is not None and not settings.graph.path.is_dir():
        _check_directory(settings.graph.path)
        raise _nothing_loaded()  # without starting an engine to find that out
    with sound_engine(settings, progress=progress) as engine:
        store = Store(engine)
        meta = store.meta()
        _check(store, meta)
        if warn and meta is not None and meta.library != (library_id(settings) or meta.library):
            warn(
                f"{engine.address_text}: the graph was made from another library than {settings.library}. "
                "Set RECALLING_GRAPH and RECALLING_LIBRARY to what belongs together"
            )
        yield store


def check_before_serving(settings: Settings) -> None:
    """Find out in a moment what no waiting will mend, without starting an embedded engine or loading anything.

    Raises BadSetting, LibraryError, ForeignGraph, and for a server what opening it raises.
    """
    path = settings.graph.path
    if path is not None:
        _check_directory(path)
    library = ""  # of a library that is yet to be made: no graph belongs to it
    if settings.autoload and settings.library.is_file():
        with open_library(settings) as opened:
            library = opened.id
    try:
        with open_graph_engine(settings, start=False) as engine:
            store = Store(engine)
            meta = store.meta()
            if meta is None and store.read(ANY_NODE):
                raise _unknown_graph(store)
            if meta is not None and settings.autoload:
                store.claim(library)
    except EngineUnavailable:
        if path is None:
            raise


def _check_directory(path: Path) -> None:
    from graph.engines import embedded_check  # there is none on Windows

    embedded_check(path)


def library_id(settings: Settings) -> str | None:
    """The id of the library; None where there is none or it cannot be opened: who only reads can do without."""
    if settings.library.is_file():
        with suppress(LibraryError), open_library(settings) as library:
            return library.id
    return None


def _nothing_loaded() -> NotFound:
    return NotFound("nothing is loaded yet", remedy="Run `recalling load`")


def _check(store: Store, meta: Meta | None) -> None:
    """Refuse to answer from a graph that is empty, not ours, of another version or half written for the first time."""
    where = store.engine.address_text
    if meta is None:
        if store.read(ANY_NODE):
            raise _unknown_graph(store)
        raise _nothing_loaded()
    if meta.schema != vocabulary().version:
        remedy = "Run `recalling db rebuild`"
        raise EngineError("the graph was written by another version, or not to its end", where=where, remedy=remedy)
    if meta.projected == 0:
        if meta.target == 0:
            raise _nothing_loaded()
        remedy = "Wait for it, or run `recalling load` again"
        raise EngineError("the graph is being written for the first time", where=where, remedy=remedy)


@contextmanager
def writing(settings: Settings, progress: Progress | None) -> Generator[tuple[Library, Store]]:
    """The library, and a store on a graph that belongs to it, to load into.

    A library that cannot be used starts no engine, and an engine that is down makes no library.

    Raises LibraryError, ForeignGraph, and what opening the engine raises.
    """
    if settings.library.exists():
        open_library(settings).close()
    with sound_engine(settings, progress=progress) as engine, open_library(settings) as library:
        store = Store(engine)
        claim(store, library, progress)
        yield library, store


def claim(store: Store, library: Library, progress: Progress | None = None) -> None:
    """Make sure that the graph is this library's. One without a mark in our own directory is damaged, not foreign."""
    if store.engine.address.embedded and store.meta() is None and store.read(ANY_NODE):
        raise _unknown_graph(store)
    if store.meta() is None:
        with library.projecting(waiting(progress)):  # of two who find a graph empty, one takes it
            store.claim(library.id)
    store.claim(library.id)


def _unknown_graph(store: Store) -> EngineError:
    where = store.engine.address_text
    if store.engine.address.embedded:
        remedy = "Run `recalling db rebuild`, which makes it anew from the library"
        return EngineBroken("the graph is damaged: the mark that says whose it is has gone", where=where, remedy=remedy)
    remedy = "Set RECALLING_GRAPH to another graph"
    return ForeignGraph("the graph holds what Recalling did not write", where=where, remedy=remedy)
