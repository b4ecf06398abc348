"""A limit for what is done with one file, in time of the processor: on a busy machine a sound file waits for long."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import cache, wraps
from typing import ClassVar, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
_AT_ONCE = 0.001


class OutOfTimeError(BaseException):
    """The time of a file is over. Nothing that reads may catch it but who set the limit.

    As text it says so, with the seconds that the file was given in all.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)  # as given, so that it can be pickled
        self.seconds = seconds

    def __str__(self) -> str:
        return f"it takes longer than {self.seconds:.3g} seconds"


class _Given:
    """The seconds that the file which is being read may take in all: it is read in the main thread, one at a time."""

    seconds: ClassVar[float] = 0.0


@contextmanager
def limited(seconds: float) -> Generator[None]:
    """Ends what computes for longer than so many seconds by OutOfTimeError, where there is an alarm to do it with.

    There is none on Windows, and none beside the main thread.
    """
    if not _has_alarm():
        yield
        return
    _Given.seconds = seconds
    before = signal.signal(signal.SIGPROF, _over)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def lengthened(seconds: float) -> None:
    """Give the file that is being read so much more time: it is long because it has many records."""
    left = signal.getitimer(signal.ITIMER_PROF)[0] if _has_alarm() else 0.0
    if left:
        _Given.seconds += seconds
        signal.setitimer(signal.ITIMER_PROF, left + seconds)


@contextmanager
def off_the_clock() -> Generator[None]:
    """What is done once for all files to come does not count against the limit of the first."""
    left = signal.setitimer(signal.ITIMER_PROF, 0)[0] if _has_alarm() else 0.0
    try:
        yield
    finally:
        if left:
            signal.setitimer(signal.ITIMER_PROF, left)


@contextmanager
def charged_with_children() -> Generator[None]:
    """What processes that are started within it have computed counts against the limit, though not for themselves."""
    before = _of_children()
    try:
        yield
    finally:
        if left := signal.getitimer(signal.ITIMER_PROF)[0] if _has_alarm() else 0.0:
            signal.setitimer(signal.ITIMER_PROF, max(left - (_of_children() - before), _AT_ONCE))


def _of_children() -> float:
    """Seconds that processes have computed that this one has started and waited for."""
    spent = os.times()
    return spent.children_user + spent.children_system


def made_once(make: Callable[P, R]) -> Callable[P, R]:
    """A function whose results are kept, and whose making is charged to no file: the expressions of a language.

    They take a second or two. Were the time of the first document to end within it, the next would begin anew.
    """

    @cache
    @wraps(make)
    def kept(*args: P.args, **kwargs: P.kwargs) -> R:
        with off_the_clock():
            return make(*args, **kwargs)

    return kept  # pyright: ignore[reportReturnType]  # what `cache` gives takes any arguments


def _has_alarm() -> bool:
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


def _over(_signal: int, _frame: object) -> None:
    raise OutOfTimeError(_Given.seconds)
