"""Where everything is wired together: settings to a library, an engine and a store, and what brings them into step."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from graph.engines import Engine, open_engine
from graph.errors import EngineBroken, EngineError, EngineUnavailable, ForeignGraph, LibraryError, NotFound
from graph.library import Library
from graph.projection import Projected, library_digest, project
from graph.projection import rebuild as rebuild_graph
from graph.store import ANY_NODE, Meta, Store
from graph.vocabulary import vocabulary

if TYPE_CHECKING:
    from api.settings import Settings
    from loaders.rejects import LoadReport

Progress: TypeAlias = Callable[[str, int, int, str], None]
"""Called with the phase ("reading", "writing", "verifying"), how many are done, of how many, and the present one."""
Warn: TypeAlias = Callable[[str], None]
"""Called with a sentence that a person should know of, though the work goes on."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: the report of reading (None where nothing had to be read), and of writing to the graph."""

    report: LoadReport | None
    projected: Projected


# ---------------------------------------------------------------------------------------------- opening


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
    with open_graph_engine(settings) as engine:
        store = Store(engine)
        meta = store.meta()
        _check(store, meta)
        if not engine.clean:
            _verify(settings, store, progress)
        elif warn and meta is not None and meta.library != (_library_id(settings) or meta.library):
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


def _library_id(settings: Settings) -> str | None:
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


def _verify(settings: Settings, store: Store, progress: Progress | None) -> None:
    """The embedded engine does not notice that its files are damaged: the digest does."""
    if not settings.library.is_file():
        raise EngineBroken(
            "the graph was not closed cleanly, and there is no library to verify it against",
            where=store.engine.address_text,
            remedy=f"Set RECALLING_LIBRARY to the library that it was made from (now {settings.library})",
        )
    with open_library(settings) as library:
        _claim(store, library)
        _bring_up_to_date(library, store, progress)


# ---------------------------------------------------------------------------------------------- bringing into step


def load_paths(settings: Settings, paths: Sequence[Path], *, progress: Progress | None = None) -> Loaded:
    """Read files, folders and archives into the library, and write to the graph what changed.

    The engine is opened first: a graph that is down or not ours is found out before anything is read or written.
    Raises BadSource where there is nothing to read, LibraryError, and the errors of the engine.
    """
    from loaders import pipeline, sources

    next(sources.files(paths), None)  # a mistyped path is told before an engine is started
    with _writing(settings) as (library, store):
        report = pipeline.load(library, paths, progress=_phase(progress, "reading"))
        return Loaded(report, _bring_up_to_date(library, store, progress))


def load_dataset(settings: Settings, *, progress: Progress | None = None) -> Loaded:
    """Load the bundled dataset, and write to the graph what changed. Raises like `load_paths`."""
    from loaders import dataset

    with _writing(settings) as (library, store):
        report = dataset.load_bundled(library)
        return Loaded(report, _bring_up_to_date(library, store, progress))


def ensure_dataset(settings: Settings, *, progress: Progress | None = None) -> Loaded:
    """Make ready to serve: the bundled dataset into a library without any source, and the graph up to date.

    A bundled dataset of another edition takes the place of the loaded one; what was unloaded stays away.
    Without `settings.autoload` it does nothing: the graph may be one that another machine writes.
    """
    if not settings.autoload:
        return Loaded(None, Projected(0, rebuilt=False))
    with _writing(settings) as (library, store):
        report = _renew_dataset(library, progress)
        return Loaded(report, _bring_up_to_date(library, store, progress))


def _renew_dataset(library: Library, progress: Progress | None) -> LoadReport | None:
    """Load what an empty library has not, and any other has in another edition; None where there is nothing to do."""
    from graph.library import content_digest
    from loaders import dataset
    from loaders.editorial import editorial_facts

    def load() -> LoadReport:
        if progress:
            progress("reading", 0, 0, "the bundled dataset")
        return dataset.load_bundled(library)

    if next(library.sources(), None) is None:
        return load()
    known = {name: library.known(name) for name in (dataset.TEXTS_SOURCE, dataset.EDITORIAL_SOURCE)}
    if not any(known.values()):
        return None
    digests = (dataset.manifest()["digest"], content_digest(repr(editorial_facts()).encode()))
    if all(had in (None, digest) for had, digest in zip(known.values(), digests, strict=True)):
        return None
    report = load()
    for name, had in known.items():
        if had is None:  # a person has unloaded it, and not for the time until the next edition
            library.remove(name)
    return report


def unload(settings: Settings, source: str, *, progress: Progress | None = None) -> tuple[int, Projected]:
    """Withdraw a source; the number of facts that changed, and what was written. LibraryError if it is not loaded."""
    with _writing(settings) as (library, store):
        changed = library.remove(source)
        return changed, _bring_up_to_date(library, store, progress)


def rebuild(settings: Settings, *, progress: Progress | None = None) -> Projected:
    """Empty the graph and write it anew from the library. Raises ForeignGraph for a graph that is not ours.

    An embedded engine that does not start, or may be damaged, is made anew from its files on.
    """
    with open_library(settings) as library:
        try:
            with open_graph_engine(settings) as engine:
                store = Store(engine)
                _claim(store, library)
                if engine.clean:
                    return rebuild_graph(library, store, progress=_counted(progress, "writing"))
        except EngineBroken:
            if settings.graph.path is None:
                raise
    _erase_embedded(settings)
    with _writing(settings) as (library, store):
        projected = replace(_bring_up_to_date(library, store, progress), rebuilt=True)
        store.engine.mark_verified()
        return projected


def digests(settings: Settings) -> tuple[str, str]:
    """The digest of the graph as it is, and the one that it has when it holds exactly what the library holds."""
    with open_library(settings) as library, open_graph_engine(settings) as engine:
        return Store(engine).digest(), library_digest(library)


def _erase_embedded(settings: Settings) -> None:
    from graph.engines import embedded_erase, embedded_stop

    if settings.graph.path is not None:
        embedded_stop(settings.graph.path)
        embedded_erase(settings.graph.path)


@contextmanager
def _writing(settings: Settings) -> Generator[tuple[Library, Store]]:
    """The library, and a store on a graph that belongs to it. An engine that is down makes no library."""
    with open_graph_engine(settings) as engine, open_library(settings) as library:
        store = Store(engine)
        _claim(store, library)
        yield library, store


def _claim(store: Store, library: Library) -> None:
    """Make sure that the graph is this library's. One without a mark in our own directory is damaged, not foreign."""
    if store.engine.address.embedded and store.meta() is None and store.read(ANY_NODE):
        raise _unknown_graph(store)
    store.claim(library.id)


def _unknown_graph(store: Store) -> EngineError:
    where = store.engine.address_text
    if store.engine.address.embedded:
        remedy = "Run `recalling db rebuild`, which makes it anew from the library"
        return EngineBroken("the graph is damaged: the mark that says whose it is has gone", where=where, remedy=remedy)
    remedy = "Set RECALLING_GRAPH to another graph"
    return ForeignGraph("the graph holds what Recalling did not write", where=where, remedy=remedy)


def _bring_up_to_date(library: Library, store: Store, progress: Progress | None) -> Projected:
    """Write what is behind. What may be damaged is compared with the library, and made anew where it differs."""
    writing = _counted(progress, "writing")
    projected = project(library, store, progress=writing)
    if not store.engine.clean:
        if progress:
            progress("verifying", 0, 0, "the graph was not closed cleanly")
        if store.digest() != library_digest(library):
            projected = rebuild_graph(library, store, progress=writing)
            if store.digest() != library_digest(library):
                remedy = "Run `recalling db rebuild`"
                raise EngineBroken("the graph's files are damaged", where=store.engine.address_text, remedy=remedy)
        store.engine.mark_verified()
    return projected


def _phase(progress: Progress | None, phase: str) -> Callable[[int, int, str], None] | None:
    return (lambda done, total, what: progress(phase, done, total, what)) if progress else None


def _counted(progress: Progress | None, phase: str) -> Callable[[int, int], None] | None:
    return (lambda done, total: progress(phase, done, total, "")) if progress else None
