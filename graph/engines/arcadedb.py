"""The client's side of the embedded graph: hold a lease, find the child or start one, wait until it is ready."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.engines.dialect import Schema
from graph.engines.directory import (
    DAMAGED,
    LOG_LIMIT,
    LOST_RACE,
    GraphDirectory,
    Published,
    open_lock,
    try_lock,
    write_json,
)
from graph.errors import BadSetting, EngineBroken, EngineUnavailable

LINGER_VARIABLE = "RECALLING_LINGER"
"""Seconds that a child outlives its last client, for whoever finds 60 too long or too short."""
START_SECONDS = 90.0
_ATTEMPTS = 3
_ELSEWHERE = "Use Neo4j instead: set RECALLING_GRAPH=bolt://HOST:PORT"


@dataclass
class Lease:
    """A client's hold on a running child: as long as it is held, the child stays."""

    directory: GraphDirectory
    published: Published
    lock: int

    def release(self) -> None:
        """Let go; the child ends a linger after the last one. Harmless when repeated."""
        if self.lock >= 0:
            os.close(self.lock)
            self.lock = -1

    @property
    def clean(self) -> bool:
        """Whether the graph was closed cleanly before this child opened it, or has been verified since."""
        return self.published.clean or self.directory.verified_since(self.published.started)

    def mark_verified(self) -> None:
        """Say that the graph has been verified: the next client need not, and the child may close cleanly."""
        with usable(self.directory.path):
            write_json(self.directory.verified_file, {"started": self.published.started})

    def ensure_schema(self, schema: Schema) -> None:
        """Have the child make the schema, unless it has. Raises EngineBroken when it does not."""
        wanted = schema.as_json()
        if self.published.schema == wanted:
            return
        with usable(self.directory.path):
            write_json(self.directory.schema_file, wanted)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            published = self.directory.published()
            if published is None or published.started != self.published.started:
                raise _broken(self.directory, "the embedded graph engine ended while it made its schema")
            if published.schema == wanted:
                self.published = published
                return
            if published.refused == wanted:
                break
            time.sleep(0.02)
        raise _broken(self.directory, "the embedded graph engine did not make its schema")


def attach(path: Path, *, start: bool = True, linger: float | None = None) -> Lease:
    """Attach to the child that owns the directory, starting one if need be and `start` allows.

    `linger` is in seconds (infinite: for ever) and counts only for a child started here. Raises BadSetting,
    EngineUnavailable (not running and not to be started) or EngineBroken.
    """
    directory = GraphDirectory(path)
    with usable(path):
        if start:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        elif not directory.is_ours():
            raise EngineUnavailable("no embedded graph is running", where=str(path), remedy="Run `recalling db start`")
        lock = open_lock(directory.lease_lock)
        try:
            return Lease(directory, _find_or_start(directory, lock, start=start, linger=linger), lock)
        except BaseException:
            os.close(lock)
            raise


@contextmanager
def usable(path: Path) -> Generator[None]:
    """Say in a line of ours what the file system has against the directory."""
    try:
        yield
    except (FileExistsError, NotADirectoryError) as error:
        remedy = "RECALLING_GRAPH=embedded:PATH takes a directory"
        raise BadSetting(
            "the embedded graph needs a directory; this is a file", where=str(path), remedy=remedy
        ) from error
    except OSError as error:
        remedy = "It needs a writable directory on a local file system: set RECALLING_GRAPH=embedded:PATH"
        what = f"the embedded graph cannot use this directory ({(error.strerror or str(error)).lower()})"
        raise EngineBroken(what, where=str(path), remedy=remedy) from error


def _find_or_start(directory: GraphDirectory, lock: int, *, start: bool, linger: float | None) -> Published:
    """The lease comes first: with it, a living child stays, and a closing one is waited for."""
    deadline = time.monotonic() + START_SECONDS
    leased = False
    process: subprocess.Popen[bytes] | None = None
    attempts = 0
    while time.monotonic() < deadline:
        leased = leased or try_lock(lock, exclusive=False)
        if leased:
            if published := directory.published():
                return published
            if directory.owner() is None:
                if not start:
                    remedy = "Run `recalling db start`"
                    raise EngineUnavailable("no embedded graph is running", where=str(directory.path), remedy=remedy)
                if process is None or process.poll() is not None:
                    if process is not None and process.returncode == DAMAGED:
                        raise _damaged(directory)
                    if process is not None and (process.returncode != LOST_RACE or attempts >= _ATTEMPTS):
                        raise _broken(directory, "the embedded graph engine ended while it started")
                    process, attempts = _spawn(directory, linger), attempts + 1
        time.sleep(0.02)
    raise _broken(directory, f"the embedded graph engine was not ready within {START_SECONDS:.0f} s")


def _spawn(directory: GraphDirectory, linger: float | None) -> subprocess.Popen[bytes]:
    if importlib.util.find_spec("arcadedb_embedded") is None:
        raise EngineBroken("the embedded graph engine is not installed on this system", remedy=_ELSEWHERE)
    if directory.log_file.exists() and directory.log_file.stat().st_size > LOG_LIMIT:
        directory.log_file.replace(directory.old_log_file)
    command = [sys.executable, "-P", "-m", "graph.engines.child", "--linger", _linger(linger), str(directory.path)]
    log = os.open(directory.log_file, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=directory.path,
            env=_environment(directory.path),
            start_new_session=True,  # Ctrl-C in the terminal is meant for the client
        )
    finally:
        os.close(log)
    # Waits for the child's end, so that it leaves no zombie however long this process lives.
    threading.Thread(target=process.wait, name="recalling-child", daemon=True).start()
    return process


def _linger(seconds: float | None) -> str:
    text = os.environ.get(LINGER_VARIABLE, "60") if seconds is None else str(seconds)
    if text in ("forever", "inf"):
        return "forever"
    try:
        if float(text) >= 0:
            return text
    except ValueError:
        pass
    raise BadSetting(f"{LINGER_VARIABLE}={text} is no number of seconds", remedy="Write a number, or forever")


def _environment(path: Path) -> dict[str, str]:
    """Ours, with the modules that we import, but nothing from the data directory and no password."""
    dropped = {"RECALLING_USER", "RECALLING_PASSWORD", "PYTHONWARNINGS", "PYTHONPATH"}
    environment = {name: value for name, value in os.environ.items() if name not in dropped}
    ours = str(Path(__file__).parents[2])  # where `graph` lies, also when it was imported from the current directory
    modules = [entry for entry in (*sys.path, ours) if os.path.isabs(entry) and not Path(entry).is_relative_to(path)]
    environment["PYTHONPATH"] = os.pathsep.join(modules)
    return environment


def _damaged(directory: GraphDirectory) -> EngineBroken:
    what = f"the graph's files are damaged: {directory.damage() or 'they are not as they were left'}"
    remedy = "`recalling db rebuild` makes the graph anew from the library"
    return EngineBroken(what, where=str(directory.path), remedy=remedy)


def _broken(directory: GraphDirectory, what: str) -> EngineBroken:
    if trouble := disk_trouble(directory):
        return trouble
    said = directory.last_said()
    remedy = f"See {directory.log_file}; `recalling db rebuild` makes the graph anew from the library"
    return EngineBroken(f"{what}: {said}" if said else what, where=str(directory.path), remedy=remedy)


def disk_trouble(directory: GraphDirectory) -> EngineBroken | None:
    """The error for a disk that is full or broken, where the child has met one in its present life."""
    if not directory.met_full_disk():
        return None
    remedy = "Make room there, run `recalling db stop`, and try again: what is loaded is in the library"
    return EngineBroken("the disk of the embedded graph is full, or broken", where=str(directory.path), remedy=remedy)
