"""Tells how far long work has come: a bar on a terminal, a line now and then elsewhere; always on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from api.cli.output import clean, note

if TYPE_CHECKING:
    import rich.progress

    from api.progress import Progress

EVERY = 10.0
"""Seconds between two lines where there is no terminal."""


@contextmanager
def progress() -> Generator[Progress]:
    """What `api.wiring` calls while it works."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    bars = _Bars()
    try:
        yield bars
    finally:
        bars.stop()


class _Bars:
    """A bar a phase, from the first call on: most commands have nothing long to do and show nothing."""

    def __init__(self) -> None:
        self._bars: rich.progress.Progress | None = None
        self._tasks: dict[str, rich.progress.TaskID] = {}

    def __call__(self, phase: str, done: int, total: int, what: str) -> None:
        if self._bars is None:
            self._bars = _started()
        if phase not in self._tasks:
            self._tasks[phase] = self._bars.add_task(phase, total=total or None)
        words = clean(f"{phase} {what[-40:]}".strip()).replace("[", "\\[")  # never read as markup
        self._bars.update(self._tasks[phase], completed=done, total=total or None, description=words)

    def stop(self) -> None:
        if self._bars is not None:
            self._bars.stop()


def _started() -> rich.progress.Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bars = Progress(*columns, console=Console(stderr=True), transient=True)
    bars.start()
    return bars


class _Lines:
    """A line at the most every `EVERY` seconds, so that a log stays readable; work that is soon done says nothing."""

    def __init__(self) -> None:
        self._last = time.monotonic()
        self._told: set[str] = set()
        self._phase = ""
        self._began = (self._last, 0)

    def __call__(self, phase: str, done: int, total: int, what: str) -> None:
        now = time.monotonic()
        if phase != self._phase:
            self._phase, self._began = phase, (now, done)
        if not total and what and phase in ("verifying", "waiting"):  # why a command that is quick otherwise is not
            told = f"{phase}: {what}".replace("waiting:", "waiting")
            if told not in self._told:
                self._told.add(told)
                note(told)
        elif now - self._last >= EVERY:
            self._last = now
            of = f" {done:,} of {total:,}{self._pace(now, done, total)}" if total else ""
            note(f"{phase}{of} {what}".rstrip())

    def _pace(self, now: float, done: int, total: int) -> str:
        """How fast this phase has gone, and how long the rest takes like that: " (120 a second, 0:45 left)"."""
        since, first = self._began
        rate = (done - first) / (now - since) if now > since else 0.0
        if rate <= 0:
            return ""
        left = round((total - done) / rate)
        return f" ({rate:,.0f} a second, {left // 60}:{left % 60:02d} left)"
