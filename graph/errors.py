"""The one tree of errors: what was wrong, where, and what to do about it.

    RecallingError
    ├── BadInput              the person's words or files: exit code 2, HTTP 400
    │   ├── BadSymbol         not a symbol that we can read
    │   ├── AmbiguousSymbol   several instruments could be meant
    │   ├── BadSource         a file that cannot be read, is empty or is of no known format
    │   ├── BadQuery          Cypher that the gate refuses
    │   └── BadSetting        an environment variable or option with an impossible value
    ├── NotFound              a well-formed name that the graph does not hold: exit code 2, HTTP 404
    ├── NotConnected          no path between two instruments: exit code 1, HTTP 404
    ├── EngineError           the graph engine: exit code 2, HTTP 503
    │   ├── EngineUnavailable nobody answers at that address
    │   ├── EngineRefused     wrong user or password, or not allowed
    │   ├── EngineBroken      the embedded engine's files or process are damaged
    │   ├── ForeignGraph      the graph there is not ours, or belongs to another library
    │   └── QueryTimeout      stopped at the time limit: HTTP 408
    └── LibraryError          the SQLite library: locked, read-only, damaged: exit code 2, HTTP 503

Every message is one line for a person. `where` and `remedy` are kept apart so that the command line and
the API can lay them out in their own way; `str(error)` joins them.
"""

from __future__ import annotations

from collections.abc import Sequence


class RecallingError(Exception):
    """What was wrong (`what`), where (`where`: file, record, paragraph, address) and what to do (`remedy`)."""

    exit_code = 2
    status = 500

    def __init__(self, what: str, *, where: str | None = None, remedy: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text}. {self.remedy}" if self.remedy else text


class BadInput(RecallingError):
    """The person's own words or files cannot be used as they are."""

    status = 400


class BadSymbol(BadInput):
    """Text that is no symbol of an instrument. `nearest` holds symbols that may have been meant."""

    def __init__(self, what: str, *, nearest: Sequence[str] = (), where: str | None = None) -> None:
        remedy = f"Did you mean {', '.join(nearest)}?" if nearest else None
        super().__init__(what, where=where, remedy=remedy)
        self.nearest = tuple(nearest)


class AmbiguousSymbol(BadInput):
    """Text that names several instruments. `candidates` holds their ids, best first."""

    status = 300

    def __init__(self, what: str, *, candidates: Sequence[str], where: str | None = None) -> None:
        super().__init__(what, where=where, remedy=f"Say which: {', '.join(candidates)}")
        self.candidates = tuple(candidates)


class BadSource(BadInput):
    """A file, folder or archive that holds nothing we can read."""


class BadQuery(BadInput):
    """Cypher that is refused before it runs, or that the engine does not understand."""


class BadSetting(BadInput):
    """A setting with an impossible value."""


class NotFound(RecallingError):
    """A well-formed name of something that is not loaded. `nearest` holds ids that are."""

    status = 404

    def __init__(self, what: str, *, nearest: Sequence[str] = (), remedy: str | None = None) -> None:
        if nearest and remedy is None:
            remedy = f"Nearest: {', '.join(nearest)}"
        super().__init__(what, remedy=remedy)
        self.nearest = tuple(nearest)


class NotConnected(RecallingError):
    """Nothing that is loaded connects the two instruments within the number of steps asked for."""

    exit_code = 1
    status = 404


class EngineError(RecallingError):
    """The graph engine cannot do what was asked of it."""

    status = 503


class EngineUnavailable(EngineError):
    """Nobody answers at the engine's address, or it went away."""


class EngineRefused(EngineError):
    """The engine answers but refuses us: user, password, TLS or permission."""


class EngineBroken(EngineError):
    """The embedded engine's files are damaged, or its process cannot be started."""


class ForeignGraph(EngineError):
    """The graph holds what we did not write, or belongs to another library: we do not write into it."""

    status = 409


class QueryTimeout(EngineError):
    """A query was stopped at the engine's time limit."""

    status = 408


class LibraryError(RecallingError):
    """The library file cannot be opened, read or written."""

    status = 503
