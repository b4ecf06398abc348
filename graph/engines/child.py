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
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from graph.engines.arcadedb_server import EmbeddedServer, password_of
from graph.engines.dialect import ArcadeDBDialect, Schema
from graph.engines.directory import (
    LOG_LIMIT,
    LOST_RACE,
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

TICK = 0.1
"""Seconds between two looks at the leases and at what clients have asked for."""


class Child:
    """One life: own the directory, start, serve while there are clients, close cleanly."""

    def __init__(self, directory: GraphDirectory, linger: float) -> None:
        self.directory = directory
        self.linger = linger
        self.stopping = threading.Event()
        self.refused_schema: dict[str, Any] | None = None
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
        was_clean = self._take_clean_marker()
        server = EmbeddedServer(directory, password_of(directory))
        # After the start of the JVM, which sets handlers of its own that would end us without closing.
        signal.signal(signal.SIGTERM, self._on_signal)
        try:
            self._serve(server, was_clean)
        finally:
            server.stop()
        return 0

    def _on_signal(self, number: int, frame: object) -> None:
        self.stopping.set()

    def _serve(self, server: EmbeddedServer, was_clean: bool) -> None:
        published = Published(
            pid=os.getpid(),
            port=server.port,
            version=version("arcadedb-embedded"),
            started=time.time(),
            clean=was_clean,
        )
        published = self._make_schema(server, published)
        publish(self.directory, published)
        print(f"ready: {published}", flush=True)
        in_place = self._wait(server, published)
        # A server that hangs while it closes must not keep its clients waiting for ever.
        hang = threading.Timer(60.0, os._exit, (3,))
        hang.daemon = True
        hang.start()
        if in_place:
            self.directory.port_file.unlink(missing_ok=True)
        server.stop()
        if in_place and (was_clean or self.directory.verified_since(published.started)):
            # Damage that nobody has looked for stays in doubt: only a clean or verified life ends clean. And what
            # the marker vouches for must reach the disk before it does.
            os.sync()
            write_json(self.directory.clean_file, {"version": published.version, "closed": time.time()})
        print("closed", flush=True)

    def _wait(self, server: EmbeddedServer, published: Published) -> bool:
        """Return when it is time to go; whether the directory is still there to be tidied."""
        idle_since = time.monotonic()
        while not self.stopping.wait(TICK):
            if not self._in_place():
                return False
            _rotate_log(self.directory)
            made = self._make_schema(server, published)
            if made != published:
                published = made
                publish(self.directory, published)
            if not try_lock(self.lease, exclusive=True):
                idle_since = time.monotonic()
            elif time.monotonic() - idle_since >= self._linger():
                return True  # with the lease: who comes now waits until we are gone, then starts another child
            else:
                unlock(self.lease)
        return self._in_place()

    def _in_place(self) -> bool:
        """Whether our lock file is still the one in the directory: people delete directories under running servers."""
        try:
            there = self.directory.owner_lock.stat()
        except OSError:
            return False
        return os.path.samestat(there, os.fstat(self.owner))

    def _linger(self) -> float:
        try:
            return float(self.directory.stay_file.read_text().replace("forever", "inf"))
        except (OSError, ValueError):
            return self.linger

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
            return published
        return replace(published, schema=wanted)

    def _take_clean_marker(self) -> bool:
        """Whether the last life closed cleanly, with the same engine; from now on until our own close it is not."""
        marker = read_json(self.directory.clean_file)
        self.directory.clean_file.unlink(missing_ok=True)
        self.directory.verified_file.unlink(missing_ok=True)
        if not self.directory.database.exists():
            return True
        return marker is not None and marker.get("version") == version("arcadedb-embedded")


def _rotate_log(directory: GraphDirectory) -> None:
    """Our output is appended to the log; every wrong query of anybody's leaves a stack trace there."""
    if os.fstat(1).st_size <= LOG_LIMIT:
        return
    directory.old_log_file.write_bytes(directory.log_file.read_bytes())
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
