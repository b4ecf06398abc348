"""The process of an embedded graph: an ArcadeDB server with a Bolt listener on loopback, which ends when unused.

Started by `graph.engines.arcadedb`, never by hand: python -P -m graph.engines.child --linger SECONDS|forever PATH
"""

from __future__ import annotations

import argparse
import math
import os
import signal
import sys
import threading
import time
import traceback
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

from graph.engines.arcadedb_server import EmbeddedServer, password_of, start_java
from graph.engines.dialect import ArcadeDBDialect, Schema
from graph.engines.directory import (
    DAMAGED,
    DISK_TROUBLE,
    LOG_LIMIT,
    LOST_RACE,
    STARTING,
    GraphDirectory,
    Published,
    open_lock,
    publish,
    read_json,
    try_lock,
    unlock,
    wait_lock,
    write_json,
)
from graph.engines.seal import broken, seal

RUNAWAY = 6.0
"""Seconds after which a query has escaped the engine's limit of 5 s, which is not looked at within one expression."""
TICK = 0.1
"""Seconds between two looks at the leases and at what clients have asked for."""


class _DamagedError(Exception):
    """The files of the database are not as they were left; the text says which."""


class Child:
    """One life: own the directory, start, serve while there are clients, close cleanly."""

    def __init__(self, directory: GraphDirectory, linger: float) -> None:
        self.directory = directory
        self.linger = linger
        self.stopping = False
        self.refused_schema: dict[str, Any] | None = None
        self.disk_trouble = False
        self.log_start = 0
        self.lease = open_lock(directory.lease_lock)
        self.owner = open_lock(directory.owner_lock)

    def live(self) -> int:
        """Run until told to stop or left alone; the exit code."""
        if not wait_lock(self.owner, exclusive=True, seconds=1.0):
            return LOST_RACE
        directory = self.directory
        directory.port_file.unlink(missing_ok=True)
        directory.stay_file.unlink(missing_ok=True)
        os.ftruncate(self.owner, 0)
        os.pwrite(self.owner, str(os.getpid()).encode(), 0)
        directory.damaged_file.unlink(missing_ok=True)
        print(STARTING, flush=True)
        self.log_start = os.fstat(1).st_size
        try:
            marker, server = self._open()
        except _DamagedError as damage:
            print(f"not opened: {damage}", flush=True)
            directory.damaged_file.write_text(str(damage), encoding="utf-8")
            return DAMAGED
        # After the start of the JVM, which sets handlers of its own that would end us without closing.
        signal.signal(signal.SIGTERM, self._on_signal)
        try:
            self._serve(server, marker)
        finally:
            server.stop()
        return 0

    def _open(self) -> tuple[dict[str, Any] | None, EmbeddedServer]:
        """What the last close vouches for (None: nothing), and the server, started once the seal has been looked at.

        Raises _DamagedError; the marker then stays, so that whoever puts the right files back is believed.
        """
        directory = self.directory
        marker = read_json(directory.clean_file)
        with ThreadPoolExecutor(1) as thread:
            damage: Future[str | None] | None = None
            if marker is not None and isinstance(files := marker.get("files"), dict):
                damage = thread.submit(broken, cast("dict[str, str]", files), directory.database)
                wait([damage], timeout=0.1)  # enough for a small one; the rest while Java starts
            if damage is None or not damage.done() or damage.result() is None:
                start_java(directory)
        if damage is not None and (found := damage.result()):
            raise _DamagedError(found)
        existed = directory.database.exists()
        if existed and (damage is None or marker is None or marker.get("version") != version("arcadedb-embedded")):
            marker = None
        # From now on until our own close the graph is not clean.
        directory.clean_file.unlink(missing_ok=True)
        directory.verified_file.unlink(missing_ok=True)
        try:
            in_doubt = existed and marker is None
            return (marker if existed else {}), EmbeddedServer(directory, password_of(directory), in_doubt=in_doubt)
        except Exception as error:
            if not existed or self._met_full_disk() or DISK_TROUBLE.search(str(error).encode()):
                raise
            traceback.print_exc()
            raise _DamagedError("the engine cannot open its files") from error

    def _met_full_disk(self) -> bool:
        """Whether the engine has told of a disk that is full or broken: it goes on, and may not have written it all."""
        sys.stdout.flush()
        with self.directory.log_file.open("rb") as log:
            log.seek(min(self.log_start, os.fstat(1).st_size))
            return DISK_TROUBLE.search(log.read()) is not None

    def _on_signal(self, number: int, frame: object) -> None:
        self.stopping = True  # no Event: its lock may be held by the very thread that this interrupts

    def _serve(self, server: EmbeddedServer, marker: dict[str, Any] | None) -> None:
        was_clean = marker is not None
        published = Published(
            pid=os.getpid(),
            port=server.port,
            version=version("arcadedb-embedded"),
            started=time.time(),
            clean=was_clean,
            # A hundred statements, which need not be repeated on files that are as they were left.
            schema=marker.get("schema") if marker else None,
        )
        published = self._make_schema(server, published)
        publish(self.directory, published)
        print(f"ready: {published}", flush=True)
        in_place, published = self._wait(server, published)
        # A server that hangs while it closes must not keep its clients waiting for ever.
        hang = threading.Timer(60.0, os._exit, (3,))
        hang.daemon = True
        hang.start()
        if in_place:
            self.directory.port_file.unlink(missing_ok=True)
        server.stop()
        if in_place and (was_clean or self.directory.verified_since(published.started)):
            self._mark_clean(published)
        print("closed", flush=True)

    def _mark_clean(self, published: Published) -> None:
        """Seal what is closed. Doubts that nobody has looked into stay: only a clean or verified life ends clean."""
        if self.disk_trouble or self._met_full_disk():
            print("not marked clean: the disk was full or broken", flush=True)
            return
        os.sync()  # what the marker vouches for must reach the disk before it does
        marker = {"version": published.version, "closed": time.time(), "schema": published.schema}
        write_json(self.directory.clean_file, {**marker, "files": seal(self.directory.database)})

    def _wait(self, server: EmbeddedServer, published: Published) -> tuple[bool, Published]:
        """Return when it is time to go: whether the directory is still there to be tidied, and what is published."""
        idle_since = time.monotonic()
        while not self.stopping:
            time.sleep(TICK)
            if not self._in_place():
                return False, published
            if server.longest_query() > RUNAWAY:
                os._exit(1)  # nothing else ends that query: closing would wait for it
            self._rotate_log()
            made = self._make_schema(server, published)
            if made != published:
                published = made
                publish(self.directory, published)
            if not try_lock(self.lease, exclusive=True):
                idle_since = time.monotonic()
            elif time.monotonic() - idle_since >= self._linger():
                # With the lease: who comes now waits until we are gone, then starts another child.
                return True, published
            else:
                unlock(self.lease)
        return self._in_place(), published

    def _in_place(self) -> bool:
        """Whether our lock file is still the one in the directory: people delete directories under running servers."""
        try:
            there = self.directory.owner_lock.stat()
        except OSError:
            return False
        return os.path.samestat(there, os.fstat(self.owner))

    def _linger(self) -> float:
        try:
            seconds = float(self.directory.stay_file.read_text().replace("forever", "inf"))
        except (OSError, ValueError):
            return self.linger
        return seconds if seconds >= 0 else self.linger  # which "nan" is not either

    def _make_schema(self, server: EmbeddedServer, published: Published) -> Published:
        """Make what the clients' schema file asks for; what cannot be made is in the log, and tried only once."""
        wanted = read_json(self.directory.schema_file)
        if wanted is None or wanted in (published.schema, self.refused_schema):
            return published
        try:
            server.run(ArcadeDBDialect().schema_statements(Schema.from_json(wanted)))
        except Exception:
            traceback.print_exc()
            self.refused_schema = wanted
            return replace(published, refused=wanted)
        return replace(published, schema=wanted, refused=None)

    def _rotate_log(self) -> None:
        """Our output is appended to the log; every wrong query of anybody's leaves a stack trace there."""
        if os.fstat(1).st_size <= LOG_LIMIT:
            return
        self.disk_trouble = self.disk_trouble or self._met_full_disk()
        self.log_start = 0
        self.directory.old_log_file.write_bytes(self.directory.log_file.read_bytes())
        os.ftruncate(1, 0)


def main(arguments: list[str]) -> int:
    """Parse the arguments and live."""
    parser = argparse.ArgumentParser(prog="graph.engines.child")
    parser.add_argument("--linger", default="60")
    parser.add_argument("path", type=Path)
    options = parser.parse_args(arguments)
    os.umask(0o077)
    for ignored in (signal.SIGINT, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    linger = math.inf if options.linger == "forever" else float(options.linger)
    try:
        return Child(GraphDirectory(options.path), linger).live()
    except Exception:
        traceback.print_exc()
        return 1


if __name__ == "__main__":
    code = main(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    # Not sys.exit: the JVM's threads and exit hooks have nothing left to do, and some of them wait for ever.
    os._exit(code)
