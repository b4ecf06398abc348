"""Work that is waited for until a deadline and no longer, whatever it hangs on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from graph.errors import EngineUnavailable, QueryTimeout

T = TypeVar("T")

MAX_RUNNING = 12
_places = threading.BoundedSemaphore(MAX_RUNNING)


def within(seconds: float, work: Callable[[], T], *, give_up: Callable[[], None]) -> T:
    """What `work` gives, done in a thread of its own; what it raises is raised here.

    The driver waits for an answer as long as its connection stands, and no engine interrupts an expression. When
    `work` misses its deadline, `give_up` is called, which should end it soon. Raises QueryTimeout then, and
    EngineUnavailable while 12 threads are at work.
    """
    if not _places.acquire(blocking=False):
        raise EngineUnavailable("too many queries are running", remedy="Try again in some seconds")
    done = threading.Event()
    given: list[T] = []
    raised: list[BaseException] = []

    def run() -> None:
        try:
            given.append(work())
        except BaseException as error:
            raised.append(error)
        finally:
            _places.release()
            done.set()

    threading.Thread(target=run, name="recalling-query", daemon=True).start()
    if not done.wait(seconds):
        give_up()
        raise QueryTimeout("the query was stopped at the time limit", remedy="Ask for less, or narrow the start")
    if raised:
        raise raised[0]
    return given[0]
