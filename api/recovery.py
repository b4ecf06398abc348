"""An engine that can be relied on: an embedded graph in doubt is verified, a damaged one made anew from the library."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from api.progress import Progress, counted
from graph.engines import Engine, open_engine
from graph.errors import EngineBroken, EngineError, ForeignGraph
from graph.library import Library
from graph.projection import library_digest, project
from graph.store import ANY_NODE, Store

if TYPE_CHECKING:
    from pathlib import Path

    from api.settings import Settings

ERASE_ATTEMPTS = 5
_ODD_ANSWERS = (EngineError, LookupError, TypeError, ValueError, RuntimeError, StopIteration)
"""What reading a damaged graph may end in, the errors of whoever reads an answer with a part missing included."""


@contextmanager
def sound_engine(settings: Settings, *, progress: Progress | None = None) -> Generator[Engine]:
    """The engine, which holds what the library holds if it is embedded and there was any doubt. For reading or writing.

    Files that are not as they were left at the last close, or that the engine does not open, are erased, and the
    graph is made anew from the library; `progress` is told. After a close that was not clean the graph is compared
    with the library. One process at a time does that; others wait for it.

    Raises EngineBroken where that needs a library and there is none, LibraryError, ForeignGraph, and what opening the
    engine raises.
    """
    engine = _sound(settings, progress)
    try:
        yield engine
    finally:
        engine.close()


def _sound(settings: Settings, progress: Progress | None) -> Engine:
    path = settings.graph.path
    if path is None:
        return _open(settings)
    engine, _ = _try_open(settings, path)
    if engine is not None and engine.clean:
        return engine
    if engine is not None:
        engine.close()
    from graph.engines import embedded_turn

    with embedded_turn(path):
        engine, damage = _try_open(settings, path)  # another process may have mended it meanwhile
        if engine is not None:
            if engine.clean:
                return engine
            try:
                damage = _verified(settings, engine, progress)
            except BaseException:
                engine.close()
                raise
            if damage is None:
                return engine
            engine.close()
        return _made_anew(settings, path, damage or "its files cannot be read", progress)


def _open(settings: Settings) -> Engine:
    password = settings.password.get_secret_value() if settings.password else None
    return open_engine(settings.graph, user=settings.user, password=password, linger=settings.linger)


def _try_open(settings: Settings, path: Path) -> tuple[Engine | None, str | None]:
    """The engine, or what is damaged. Raises what has other reasons: a full disk, a Java that does not start."""
    from graph.engines import embedded_damage

    try:
        return _open(settings), None
    except EngineBroken:
        damage = embedded_damage(path)
        if damage is None:
            raise
        return None, damage


def _verified(settings: Settings, engine: Engine, progress: Progress | None) -> str | None:
    """Compare a graph that was not closed cleanly with the library; None when it is in order, else what is wrong."""
    store = Store(engine)
    try:
        meta = store.meta()
        if meta is None:
            return "the mark that says whose it is has gone" if store.read(ANY_NODE) else None
    except _ODD_ANSWERS as error:
        return _told(error)
    with _library(settings, engine.address_text, "the graph was not closed cleanly") as library:
        store.claim(library.id)
        if progress:
            progress("verifying", 0, 0, "the graph was not closed cleanly")
        try:
            project(library, store, progress=counted(progress, "writing"))
            digest = library_digest(library)
            if store.digest() != digest or store.digest_from_ends() != digest:
                return "it does not hold what the library holds"
        except ForeignGraph:
            raise
        except _ODD_ANSWERS as error:
            return _told(error)
    engine.mark_verified()
    return None


def _made_anew(settings: Settings, path: Path, damage: str, progress: Progress | None) -> Engine:
    """Erase the engine's files and write the graph from the library, which is read through first."""
    with _library(settings, str(settings.graph), f"the graph is damaged ({damage})") as library:
        library.check()
        if progress:
            progress("verifying", 0, 0, f"the graph is damaged ({damage}): made anew from the library")
        _erase(path)
        engine = _open(settings)
        try:
            project(library, Store(engine), progress=counted(progress, "writing"))
        except BaseException:
            engine.close()
            raise
        return engine


def _erase(path: Path) -> None:
    from graph.engines import embedded_erase, embedded_stop

    for attempt in range(1, ERASE_ATTEMPTS + 1):
        embedded_stop(path)
        try:
            return embedded_erase(path)
        except EngineBroken:  # somebody has opened it between the two
            if attempt == ERASE_ATTEMPTS:
                raise
    return None


@contextmanager
def _library(settings: Settings, where: str, what: str) -> Generator[Library]:
    """The library that is there, with something in it: an empty graph is no answer to a damaged one."""
    remedy = f"Set RECALLING_LIBRARY to the library that it was made from (now {settings.library})"
    if not settings.library.is_file():
        raise EngineBroken(f"{what}, and there is no library to verify it against", where=where, remedy=remedy)
    with Library.open(settings.library) as library:
        if not library.last_change():
            raise EngineBroken(f"{what}, and the library is empty", where=where, remedy=remedy)
        yield library


def _told(error: Exception) -> str:
    return error.what if isinstance(error, EngineError) else f"it cannot be read ({type(error).__name__})"
