"""Keeps readers of an embedded graph from seeing a commit halfway: they take turns with whoever commits.

The engine publishes a commit page by page: a query that runs meanwhile can find an instrument with a part of its
citations (tried: eight readers beside a loader met that within seconds). So whoever reads holds a shared lock for the
length of a query, and whoever writes an exclusive one for the length of a commit, its last few milliseconds. A second
lock, the gate, lets a commit in ahead of readers who come later, or they would keep it out for ever. The kernel
releases both, however a process ends. Programs that are not ours, Neo4j Browser for one, do not take part.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from graph.engines.directory import open_lock, wait_lock
from graph.errors import EngineBroken

SECONDS = 60.0
"""How long either side waits for the other: a query ends at the engine's limit of 5 s, a commit sooner."""


class CommitTurns:
    """The two locks in a graph's directory. Each use opens the files anew: a lock belongs to an open file."""

    def __init__(self, directory: Path) -> None:
        self._gate = directory / "gate.lock"
        self._commit = directory / "commit.lock"

    @contextmanager
    def reading(self) -> Generator[None]:
        """For the length of a query: nothing is committed meanwhile. Raises EngineBroken."""
        with self._held(self._commit, exclusive=False, behind_gate=True):
            yield

    @contextmanager
    def committing(self) -> Generator[None]:
        """For the length of a commit: nobody reads meanwhile. Raises EngineBroken."""
        with self._held(self._gate, exclusive=True), self._held(self._commit, exclusive=True):
            yield

    @contextmanager
    def _held(self, path: Path, *, exclusive: bool, behind_gate: bool = False) -> Generator[None]:
        lock = open_lock(path)
        try:
            if behind_gate:
                with self._held(self._gate, exclusive=False):
                    self._take(lock, path, exclusive=exclusive)
            else:
                self._take(lock, path, exclusive=exclusive)
            yield
        finally:
            os.close(lock)

    def _take(self, lock: int, path: Path, *, exclusive: bool) -> None:
        if not wait_lock(lock, exclusive=exclusive, seconds=SECONDS, every=0.001):
            what = f"another process has kept the graph from being {'written' if exclusive else 'read'} for a minute"
            raise EngineBroken(what, where=str(path), remedy="End it, or try again")
