"""Reads many files in a pool of processes, in order; one that dies or hangs costs the file that it was reading."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias, TypeVar

from loaders.reading import SECONDS, Outcome, outcome_of
from loaders.sources import Item

WORTH_A_POOL = 40
"""Files from which on starting processes pays: it takes a second, in which one process reads some sixty files."""
AHEAD = 8
"""Files that each process may be ahead: results wait in memory until their turn."""
MEMORY = 1536 * 1024 * 1024
"""Bytes of address space of a process that reads: a third of it is libraries."""
GARBAGE = 50_000
"""Objects made, and not yet gone, before rings of them are looked for: reading makes next to none.

Looked for at Python's 700, with all libraries among what is looked through, it costs a tenth of reading markup.
"""
PATIENCE = 3 * SECONDS
"""Seconds after which a process hangs in a way that its own alarm cannot end."""

Known: TypeAlias = Callable[[str], str | None]
"""Gives the digest with which a source was loaded."""
Done = TypeVar("Done")
Work: TypeAlias = Callable[[Item], Done]
"""What is done with a file, in another process: it is pickled, and raises nothing."""
Lost: TypeAlias = Callable[[Item, str], Done]
"""What stands for the work on a file whose process died or hung, and why."""


def outcomes(items: Iterable[Item], total: int, known: Known) -> Iterator[Outcome]:
    """What became of each file, in the order of the files, as soon as it is its turn.

    `total` is how many there are: a handful is read in this very process.
    """
    jobs = ((item, _Reading(known(item.name))) for item in items)
    yield from _worked(jobs, total, lambda item, why: Outcome(item.name, problem=why))


def worked(items: Iterable[Item], total: int, work: Work[Done], lost: Lost[Done]) -> Iterator[Done]:
    """The work on each file, in the order of the files; `lost` stands for that whose process died."""
    yield from _worked(((item, work) for item in items), total, lost)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads a file that was loaded with a digest, or never."""

    known: str | None

    def __call__(self, item: Item) -> Outcome:
        return outcome_of(item, self.known)


def _worked(jobs: Iterable[tuple[Item, Work[Done]]], total: int, lost: Lost[Done]) -> Iterator[Done]:
    processes = min(_processors(), 8)
    if total < WORTH_A_POOL or processes < 2:
        for item, work in jobs:
            yield work(item)
        return
    with _Pool(processes) as pool:
        yield from pool.done(iter(jobs), lost)


class _Pool:
    """A pool of processes that is made anew when one of them has died."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._pool = _started(processes)

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def done(self, jobs: Iterator[tuple[Item, Work[Done]]], lost: Lost[Done]) -> Iterator[Done]:
        waiting: deque[tuple[Item, Work[Done], Future[Done]]] = deque()
        while True:
            try:
                for item, work in islice(jobs, self._processes * AHEAD - len(waiting)):
                    waiting.append((item, work, Future()))  # should the pool refuse it
                    waiting[-1] = (item, work, self._pool.submit(work, item))
                if not waiting:
                    return
                outcome = waiting[0][2].result(timeout=PATIENCE * AHEAD)
            except (BrokenProcessPool, TimeoutError):
                yield from self._one_by_one([(item, work) for item, work, _ in waiting], lost)
                waiting.clear()
                continue
            waiting.popleft()
            yield outcome

    def _one_by_one(self, jobs: list[tuple[Item, Work[Done]]], lost: Lost[Done]) -> Iterator[Done]:
        """The files that were under way when a process died: read alone, the guilty one is found."""
        self._renew(self._processes)
        for item, work in jobs:
            try:
                yield self._pool.submit(work, item).result(timeout=PATIENCE)
            except BrokenProcessPool:
                yield lost(item, "the process that read it died: out of memory, or a fault")
                self._renew(self._processes)
            except TimeoutError:
                yield lost(item, f"it takes longer than {PATIENCE:g} seconds")
                self._renew(self._processes)

    def _renew(self, processes: int) -> None:
        for process in list((self._pool._processes or {}).values()):  # pyright: ignore[reportPrivateUsage]
            with suppress(OSError):
                process.kill()  # one that hangs would never end
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = _started(processes)


def _started(processes: int) -> ProcessPoolExecutor:
    """Processes that begin clean: a copy of this one would hold its locks, its connections and its threads."""
    forkserver = "forkserver" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if forkserver else "spawn")
    if forkserver:
        context.set_forkserver_preload(["loaders.reading"])
    return ProcessPoolExecutor(processes, mp_context=context, initializer=_begin, initargs=(MEMORY,))


def _begin(memory: int) -> None:
    """In a process that reads: Ctrl-C is for the one that asked, memory has its limit, and no orphan stays."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # libraries and tables stay to the end
    gc.set_threshold(GARBAGE)
    with suppress(ImportError, ValueError, OSError):  # Windows has no such limit
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _processors() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
