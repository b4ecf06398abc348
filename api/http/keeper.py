"""Keeps the graph open for the requests: opens it in the background, loads what is missing, opens it again."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Literal, LiteralString

import structlog
from neo4j import READ_ACCESS

from api.loads import Loaded, complete_dataset, ensure_dataset
from api.progress import Progress
from api.settings import Settings
from api.wiring import open_store
from graph.engines import translated
from graph.errors import EngineUnavailable, LibraryError, RecallingError
from graph.store import Store

PING: LiteralString = "RETURN 1 AS one"
TOLD_SECONDS = 10.0
"""Between two lines of the log about the same phase of long work."""
EVERY_SECONDS = 10.0
"""Between two looks at an engine that nobody complains about."""
RETRY_SECONDS = (1.0, 2.0, 5.0, 15.0)
"""Waits between attempts to open; the last one repeats."""

_PHASES = {
    "reading": "reading the bundled dataset",
    "waiting": "waiting for another process that writes to the graph",
    "writing": "writing the graph",
    "verifying": "verifying the graph, which was not closed cleanly",
}


@dataclass(frozen=True, slots=True)
class State:
    """What the server is at. `error` is why the last attempt failed; `store` is set exactly when it is ready."""

    name: Literal["starting", "ready", "unavailable", "stopped"]
    doing: str
    store: Store | None = None
    error: RecallingError | None = None


class _StoppedError(Exception):
    """The server ends while the graph is being written."""


class Keeper:
    """Owns the open graph. `start` returns at once; requests ask for `store` and tell of trouble by `suspect`."""

    def __init__(
        self,
        settings: Settings,
        *,
        prepare: Callable[..., object] = ensure_dataset,
        complete: Callable[..., object] = complete_dataset,
        opened: Callable[..., AbstractContextManager[Store]] = open_store,
    ) -> None:
        self._settings = settings
        self._prepare = prepare
        self._complete = complete
        self._opened = opened
        self._state = State("starting", "opening the graph")
        self._trouble = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="recalling-keeper", daemon=True)
        self._log = structlog.get_logger("recalling.http")

    @property
    def state(self) -> State:
        """What the server is at, now."""
        return self._state

    def start(self) -> None:
        """Begin opening the graph, in the background."""
        self._thread.start()

    def stop(self) -> None:
        """Close the graph. What is being written goes on from its last batch at the next start."""
        self._stopping.set()
        self._trouble.set()
        self._thread.join(timeout=10)

    def store(self) -> Store:
        """The open graph. Raises EngineUnavailable, saying what is going on, while there is none."""
        state = self._state
        if state.store is None:
            raise EngineUnavailable(self.explain(), remedy="Try again in a moment; /readyz says when it is ready")
        return state.store

    def explain(self) -> str:
        """What the server is at, in a sentence."""
        state = self._state
        if state.error is not None:
            return f"The graph is not available: {state.error.what}"
        return "The graph is ready" if state.name == "ready" else f"The graph is not ready yet: {state.doing}"

    def suspect(self) -> None:
        """A request has met an engine that did not answer: look at it now, and answer no others meanwhile."""
        state = self._state
        if state.name == "ready":
            self._state = State("unavailable", "looking whether the graph engine answers")
        self._trouble.set()

    # ---------------------------------------------------------------------------------------- in the thread

    def _keep(self) -> None:
        attempts = 0
        while not self._stopping.is_set():
            began = time.monotonic()
            try:
                self._serve()
            except _StoppedError:
                break
            except RecallingError as error:
                self._state = State("unavailable", "waiting to open the graph again", error=error)
                self._log.error("graph unavailable", error=str(error))
            except Exception as error:  # a mistake of ours must not end the thread that would mend it
                shown = EngineUnavailable(f"it could not be opened ({type(error).__name__})")
                self._state = State("unavailable", "waiting to open the graph again", error=shown)
                self._log.exception("graph unavailable", error=repr(error))
            attempts = 1 if time.monotonic() - began > 60 else attempts + 1
            self._stopping.wait(RETRY_SECONDS[min(attempts, len(RETRY_SECONDS)) - 1])
        self._state = State("stopped", "stopping")

    def _serve(self) -> None:
        """Open the graph and stay until it is gone or we stop. Raises what opening and looking raise."""
        self._told(self._prepare, "bundled dataset loaded")
        with self._opened(self._settings, progress=self._progress(), warn=self._log.warning) as store:
            self._log.info("graph ready", engine=store.engine.name, version=store.engine.version)
            _ping(store)
            self._state = State("ready", "looking for what is still to be loaded", store=store)
            self._told(self._complete, "rest of the bundled dataset loaded", store)
            while not self._stopping.is_set():
                self._trouble.clear()
                _ping(store)
                if self._stopping.is_set():
                    return
                self._state = State("ready", "answering", store=store)
                self._trouble.wait(EVERY_SECONDS)

    def _told(self, load: Callable[..., object], what: str, store: Store | None = None) -> None:
        """Load, and tell what was loaded; with a store, requests are answered meanwhile."""
        try:
            loaded = load(self._settings, progress=self._progress(store))
            if isinstance(loaded, Loaded) and (loaded.report is not None or loaded.projected.owners):
                what = what if loaded.report is not None else "graph brought up to date"
                self._log.info(what, nodes_written=loaded.projected.owners)
        except LibraryError as error:
            # Another process loads at this moment, or the library is elsewhere: what is in the graph can be read.
            self._log.warning("library unavailable", error=str(error))

    def _progress(self, store: Store | None = None) -> Progress:
        """Shows in `state`, and now and then in the log, how far the work has come; ends it when the server ends."""
        told: dict[str, float] = {}

        def progress(phase: str, done: int, total: int, _what: str) -> None:
            if self._stopping.is_set():  # between two batches: the next start goes on from here
                raise _StoppedError
            share = f": {math.floor(100 * done / total)} %" if total else ""
            doing = _PHASES.get(phase, phase) + share
            self._state = State("ready", doing, store=store) if store else State("starting", doing)
            now = time.monotonic()
            if now - told.get(phase, -math.inf) >= TOLD_SECONDS:
                told[phase] = now
                self._log.info("preparing", doing=doing)

        return progress


def _ping(store: Store) -> None:
    """Ask the engine for something, once: a managed transaction would try again for some seconds."""
    engine = store.engine
    with (
        translated(engine.address_text),
        engine.driver.session(database=engine.database, default_access_mode=READ_ACCESS) as session,  # pyright: ignore[reportUnknownMemberType]
    ):
        session.run(PING).consume()
