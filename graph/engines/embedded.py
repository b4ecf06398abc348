"""What `recalling db` does with an embedded graph from outside: look, start for ever, stop, erase."""

from __future__ import annotations

import math
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from graph.engines.arcadedb import attach, disk_trouble, usable
from graph.engines.directory import USER, GraphDirectory, open_lock, try_lock, wait_lock
from graph.errors import BadSetting, EngineBroken, ForeignGraph

STOP_SECONDS = 75.0


@dataclass(frozen=True)
class EmbeddedStatus:
    """A running child, or `running` false and everything else None.

    `since` is in seconds since 1970. `clients` says whether anybody holds a lease: flock does not count them.
    """

    path: Path
    running: bool
    pid: int | None = None
    port: int | None = None
    bolt_url: str | None = None
    user: str | None = None
    password_file: Path | None = None
    version: str | None = None
    since: float | None = None
    clients: bool | None = None


def embedded_check(path: Path) -> None:
    """Make sure that an embedded graph is in this directory or can be made there. Raises BadSetting; leaves nothing."""
    present = next(place for place in (path, *path.parents) if os.path.lexists(place))
    if not present.is_dir():
        remedy = "RECALLING_GRAPH=embedded:PATH takes a directory"
        raise BadSetting("the embedded graph needs a directory; this is a file", where=str(present), remedy=remedy)
    try:
        # Tried, because permissions do not say it all: some file systems take nothing from anybody.
        os.rmdir(tempfile.mkdtemp(prefix=".recalling-", dir=present))
    except OSError as error:
        remedy = "It needs a writable directory on a local file system: set RECALLING_GRAPH=embedded:PATH"
        what = f"the embedded graph cannot be written here ({(error.strerror or str(error)).lower()})"
        raise BadSetting(what, where=str(path), remedy=remedy) from error


def embedded_status(path: Path) -> EmbeddedStatus:
    """What runs in the directory; never starts or changes anything."""
    directory = GraphDirectory(path)
    with usable(path):
        published = directory.published()
        if published is None:
            pid = directory.owner()
            return EmbeddedStatus(path=path, running=pid is not None, pid=pid or None)
        return EmbeddedStatus(
            path=path,
            running=True,
            pid=published.pid,
            port=published.port,
            bolt_url=published.bolt_url,
            user=USER,
            password_file=directory.password_file,
            version=published.version,
            since=published.started,
            clients=_leased(directory),
        )


def embedded_damage(path: Path) -> str | None:
    """Which files are damaged, when that is why the engine did not start; None for any other reason."""
    return GraphDirectory(path).damage()


@contextmanager
def embedded_turn(path: Path) -> Generator[None]:
    """Wait until no other process verifies or mends this graph, and keep the others waiting meanwhile."""
    with usable(path):
        lock = open_lock(GraphDirectory(path).turn_lock)
    try:
        while not try_lock(lock, exclusive=True):  # polled, so that Ctrl-C is heard
            time.sleep(0.1)
        yield
    finally:
        os.close(lock)


def embedded_start(path: Path, linger: float | None = None) -> EmbeddedStatus:
    """Start a child, or keep the running one, to live `linger` seconds after its last client: None is for ever."""
    seconds = math.inf if linger is None else linger
    lease = attach(path, linger=seconds)
    try:
        # A running child has a linger of its own; this file overrides it.
        lease.directory.stay_file.write_text("forever" if math.isinf(seconds) else str(seconds))
        return embedded_status(path)
    finally:
        lease.release()


def embedded_stop(path: Path) -> bool:
    """End the child, cleanly, and wait for its end; whether there was one. Raises EngineBroken if it stays."""
    directory = GraphDirectory(path)
    deadline = time.monotonic() + STOP_SECONDS
    told: int | None = None
    with usable(path):
        while (pid := directory.owner()) is not None:
            # A child that is still starting has neither published anything nor set its handler: it is waited for.
            if pid != told and directory.published() is not None:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGTERM)
                told = pid
            if time.monotonic() > deadline:
                remedy = f"End process {pid} yourself; the graph can be made anew from the library"
                raise EngineBroken("the embedded graph engine does not end", where=str(path), remedy=remedy)
            time.sleep(0.02)
    return told is not None


def embedded_erase(path: Path) -> None:
    """Delete the engine's files, so that the graph can be written anew from the library; what is not ours stays.

    Raises EngineBroken while a child runs, ForeignGraph for a directory that no child has ever owned.
    """
    directory = GraphDirectory(path)
    with usable(path):
        if not path.exists():
            return
        if not directory.is_ours():
            remedy = "Nothing was deleted. Check RECALLING_GRAPH"
            raise ForeignGraph("this directory holds no embedded graph of ours", where=str(path), remedy=remedy)
        lock = open_lock(directory.owner_lock)
        try:
            # Held while we delete, so that no child starts meanwhile.
            if not wait_lock(lock, exclusive=True, seconds=0.5):
                remedy = "Run `recalling db stop` first"
                raise EngineBroken("the embedded graph engine is running", where=str(path), remedy=remedy)
            os.ftruncate(lock, 0)
            for ours in (directory.engine, *directory.files):
                _remove(ours)
        finally:
            os.close(lock)


def embedded_disk_trouble(path: Path) -> EngineBroken | None:
    """What to tell people where the engine has met a disk that is full or broken."""
    return disk_trouble(GraphDirectory(path))


def _remove(path: Path) -> None:
    """Delete what has the name of something of ours, whatever it is; what a link leads to stays."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _leased(directory: GraphDirectory) -> bool:
    lock = open_lock(directory.lease_lock)
    try:
        return not try_lock(lock, exclusive=True)
    finally:
        os.close(lock)
