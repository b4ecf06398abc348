"""What brings library and graph into step: loads, withdrawals, the bundled dataset, making the graph anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar

from api.progress import Progress, counted
from api.wiring import claim, open_graph_engine, open_library, writing
from graph.engines import embedded_disk_trouble
from graph.errors import EngineBroken, EngineError, EngineUnavailable
from graph.library import Library
from graph.projection import Projected, library_digest, project
from graph.projection import rebuild as rebuild_graph
from graph.store import Store

if TYPE_CHECKING:
    from api.settings import Settings
    from loaders.rejects import LoadReport


Done = TypeVar("Done")
_LIVES = 3
"""Of an embedded engine, in one load."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: the report of reading (None where nothing had to be read), and of writing to the graph."""

    report: LoadReport | None
    projected: Projected


def try_paths(settings: Settings, paths: Sequence[Path], *, progress: Progress | None = None) -> LoadReport:
    """Read files, folders and archives, and leave library and graph as they are. Raises BadSource, LibraryError."""
    from loaders import pipeline

    with TemporaryDirectory(prefix="recalling-") as folder:
        # What is loaded already is known from the library; where there is none yet, none is left behind.
        path = settings.library if settings.library.exists() else Path(folder) / "library.sqlite"
        with Library.open(path) as library:
            return pipeline.load(library, paths, progress=_phase(progress, "reading"), dry_run=True)


def load_paths(settings: Settings, paths: Sequence[Path], *, progress: Progress | None = None) -> Loaded:
    """Read files, folders and archives into the library, and write to the graph what changed.

    The engine is opened first: a graph that is down or not ours is found out before anything is read or written.
    Raises BadSource where there is nothing to read, LibraryError, and the errors of the engine.
    """
    from loaders import pipeline, sources

    next(sources.items(paths), None)  # a mistyped path is told before an engine is started
    reports: list[LoadReport] = []

    def work(library: Library, store: Store) -> Loaded:
        if not reports:
            reports.append(pipeline.load(library, paths, progress=_phase(progress, "reading")))
        return Loaded(reports[0], project(library, store, progress=counted(progress, "writing")))

    return _however_often_it_ends(settings, progress, work)


def load_dataset(settings: Settings, *, progress: Progress | None = None) -> Loaded:
    """Load the bundled dataset, and write to the graph what changed. Raises like `load_paths`."""
    from loaders.dataset import FIRST, LATER

    with writing(settings, progress) as (library, store):
        first = _load(library, store, FIRST, progress)
        then = _load(library, store, LATER, progress)
    report = first.report and then.report and first.report.joined(then.report)
    return Loaded(report, first.projected.joined(then.projected))


def ensure_dataset(settings: Settings, *, progress: Progress | None = None) -> Loaded:
    """Make ready to serve: what comes first of the dataset into a library without any source, the graph up to date.

    A bundled dataset of another edition takes the place of the loaded one; what was unloaded stays away.
    Without `settings.autoload` it does nothing: the graph may be one that another machine writes.
    """
    from loaders.dataset import FIRST, announce

    if not settings.autoload:
        return Loaded(None, Projected(0, rebuilt=False))
    with writing(settings, progress) as (library, store):
        announce(library)
        return _renew(library, store, FIRST, progress)


def complete_dataset(settings: Settings, *, progress: Progress | None = None) -> Loaded:
    """Load what `ensure_dataset` has left for later, while the graph is being asked already."""
    from loaders.dataset import LATER

    if not settings.autoload:
        return Loaded(None, Projected(0, rebuilt=False))
    with writing(settings, progress) as (library, store):
        return _renew(library, store, LATER, progress)


def _renew(library: Library, store: Store, sources: Sequence[str], progress: Progress | None) -> Loaded:
    """Load those of some sources of the dataset that are loaded in another edition, or announced."""
    from loaders.dataset import digest_of

    old = [source for source in sources if library.known(source) not in (None, digest_of(source))]
    if old:
        return _load(library, store, old, progress)
    return Loaded(None, project(library, store, progress=counted(progress, "writing")))


def _load(library: Library, store: Store, sources: Sequence[str], progress: Progress | None) -> Loaded:
    from loaders.dataset import load_bundled

    if progress:
        progress("reading", 0, 0, "the bundled dataset")
    report = load_bundled(library, sources)
    return Loaded(report, project(library, store, progress=counted(progress, "writing")))


@dataclass(frozen=True, slots=True)
class Unloaded:
    """What was withdrawn: the names of the sources, the number of facts that changed, and what was written."""

    sources: tuple[str, ...]
    changed: int
    projected: Projected


def unload(settings: Settings, source: str, *, progress: Progress | None = None) -> Unloaded:
    """Withdraw a source by its name, or all that were read from a file, a folder or an archive, all or none.

    Raises LibraryError where none is loaded.
    """
    with writing(settings, progress) as (library, store):
        sources = tuple(_sources_of(library, source)) or (source,)
        changed = library.remove(*sources)
        return Unloaded(sources, changed, project(library, store, progress=counted(progress, "writing")))


def _sources_of(library: Library, name: str) -> Iterator[str]:
    """The source of that name; where there is none, those of that path and of all that lies in it."""
    if not name or library.known(name) is not None:
        yield name
        return
    path = str(Path(name).resolve())
    inside = (path.rstrip("/\\") + "/", path.rstrip("/\\") + "\\", f"{path}!")
    yield from (each.name for each in library.sources() if each.name == path or each.name.startswith(inside))


def rebuild(settings: Settings, *, progress: Progress | None = None) -> Projected:
    """Empty the graph and write it anew from the library. Raises ForeignGraph for a graph that is not ours.

    An embedded engine that does not start, or may be damaged, is made anew from its files on.
    """
    with open_library(settings) as library:
        try:
            with open_graph_engine(settings) as engine:
                store = Store(engine)
                claim(store, library)
                if engine.clean:
                    return rebuild_graph(library, store, progress=counted(progress, "writing"))
        except (EngineBroken, EngineUnavailable):
            if settings.graph.path is None:
                raise
    _erase_embedded(settings)

    def work(library: Library, store: Store) -> Projected:
        return replace(project(library, store, progress=counted(progress, "writing")), rebuilt=True)

    return _however_often_it_ends(settings, progress, work)


def _however_often_it_ends(
    settings: Settings, progress: Progress | None, work: Callable[[Library, Store], Done]
) -> Done:
    """Work on library and graph, again where the embedded engine ends under it: somebody's query may cost it its life.

    What was written stays written, and the engine is opened anew. Its full disk is told as such.
    """
    for left in range(_LIVES - 1, -1, -1):
        try:
            with writing(settings, progress) as (library, store):
                return work(library, store)
        except EngineError as error:
            path = settings.graph.path
            trouble = embedded_disk_trouble(path) if path is not None else None
            if trouble and not isinstance(error, EngineBroken):
                raise trouble from error
            if path is None or not left or not isinstance(error, EngineUnavailable):
                raise
    raise AssertionError("the last life has returned or raised")


def digests(settings: Settings) -> tuple[str, str]:
    """The digest of the graph as it is, and the one that it has when it holds exactly what the library holds."""
    with open_library(settings) as library, open_graph_engine(settings) as engine:
        return Store(engine).digest(), library_digest(library)


def _erase_embedded(settings: Settings) -> None:
    from graph.engines import embedded_erase, embedded_stop

    if settings.graph.path is not None:
        embedded_stop(settings.graph.path)
        embedded_erase(settings.graph.path)


def _phase(progress: Progress | None, phase: str) -> Callable[[int, int, str], None] | None:
    return (lambda done, total, what: progress(phase, done, total, what)) if progress else None
