"""From the driver's exceptions to our tree: what each engine really sends, found by trying both."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import cast

from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    ConstraintError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
    WriteServiceUnavailable,
)

from graph.errors import (
    BadQuery,
    BadSetting,
    EngineError,
    EngineRefused,
    EngineUnavailable,
    QueryTimeout,
    RecallingError,
)

_RUNNING = "Is the server running, and is the address right?"
_LOGIN = "Set RECALLING_USER and RECALLING_PASSWORD"
_TIMEOUTS = frozenset(
    {
        # ArcadeDB at its command timeout; Neo4j at db.transaction.timeout
        "Neo.ClientError.Transaction.TransactionTimedOut",
        # Neo4j at the `timeout=` of the transaction
        "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
    }
)
_READ_ONLY = frozenset(
    {
        # a server whose administrator set the database to read-only; a copy of the database in a cluster
        "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase",
        "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
    }
)
_LONGEST = 300  # Neo4j lists every word that it would have understood
_ARCADEDB_TIMEOUT = "exceeded the arcadedb.command.timeout"
_ARCADEDB_NO_PROPERTY = "Cannot access property"
_OUT_OF_MEMORY = ("heap budget exceeded", "queryMaxHeapElementsAllowedPerOp", "Java heap space")
# Neo4j answers a call of an unknown procedure with ProcedureNotFound, ArcadeDB with an unknown error.
_ARCADEDB_UNKNOWN_PROCEDURE = "Unknown procedure/function"


@contextmanager
def translated(where: str | None = None) -> Generator[None]:
    """Raise our errors in place of the driver's; everything that is not the driver's passes untouched."""
    try:
        yield
    except (Neo4jError, DriverError) as error:
        raise translate(error, where=where) from error


def translate(exception: BaseException, *, where: str | None = None) -> RecallingError:
    """The error of our tree that says what `exception` says; `where` is the address of the engine."""
    if isinstance(exception, RecallingError):
        return exception
    if isinstance(exception, Neo4jError):
        return _answered(exception, where)
    if isinstance(exception, SessionExpired):
        return _gone("the connection broke off", where)
    if isinstance(exception, ServiceUnavailable):
        return _unavailable(exception, where)
    if isinstance(exception, ConfigurationError):
        return BadSetting(_line(exception), where=where)
    return EngineError(_line(exception), where=where)


def _unavailable(error: ServiceUnavailable, where: str | None) -> EngineUnavailable:
    """The driver says in its text alone why it could not connect."""
    if isinstance(error, WriteServiceUnavailable):
        remedy = "Try again in some seconds; if it stays so, look at the cluster"
        return EngineUnavailable("no server of the cluster takes writes at present", where=where, remedy=remedy)
    text = str(_reason(error))
    if "defunct connection" in text:
        return _gone("the connection broke off", where)
    if "looks like HTTP" in text:
        return EngineUnavailable("this is the HTTP port", where=where, remedy="Give the Bolt port, usually 7687")
    if "DNS resolve" in text:
        return EngineUnavailable("the host is unknown", where=where, remedy="Check the address")
    if "CERTIFICATE_VERIFY_FAILED" in text:
        remedy = "For a certificate that it signed itself, write bolt+ssc:// or neo4j+ssc://"
        return EngineUnavailable("the server's certificate is not trusted", where=where, remedy=remedy)
    if "[SSL" in text:
        remedy = "Write bolt:// or neo4j://, or set up TLS on the server"
        return EngineUnavailable("the server does not speak TLS there", where=where, remedy=remedy)
    return _gone("no graph engine answers there", where)


def _reason(error: ServiceUnavailable) -> ServiceUnavailable:
    """Routed, by neo4j://, the driver says that no router answered; what each of them said is in a group behind it."""
    behind = error.__cause__
    answers = cast("ExceptionGroup[Exception]", behind).exceptions if isinstance(behind, ExceptionGroup) else ()
    return next((each for each in answers if isinstance(each, ServiceUnavailable)), error)


def _gone(what: str, where: str | None) -> EngineUnavailable:
    """Whoever has an embedded engine has no server to look after: the next who opens it starts it again."""
    if where is not None and where.startswith("embedded:"):
        ended = "the embedded engine ended; it is being started again"
        return EngineUnavailable(ended, where=where, remedy="Try again in some seconds")
    return EngineUnavailable(what, where=where, remedy=_RUNNING)


def _answered(error: Neo4jError, where: str | None) -> RecallingError:
    """The engine answered, with a code `Neo.CLASS.CATEGORY.TITLE`."""
    code = error.code or ""
    category = code.split(".")[2] if code.count(".") == 3 else ""
    said = error.message or ""
    if code in _TIMEOUTS or _ARCADEDB_TIMEOUT in said:
        return QueryTimeout("the query was stopped at the time limit", remedy="Ask for less, or narrow the start")
    if any(sign in said for sign in _OUT_OF_MEMORY):
        return BadQuery("the query needs more memory than one may have: ask for less at a time")
    if isinstance(error, AuthError) or category == "Security":
        return _refused(error, code, where)
    if code == "Neo.ClientError.Statement.AccessMode":
        return BadQuery("the query writes, and only reading is allowed here")
    if code == "Neo.ClientError.Database.DatabaseNotFound":
        return EngineUnavailable("there is no such database", where=where, remedy="Check ?database= in the address")
    if code in _READ_ONLY:
        remedy = "Reading works; to write, let RECALLING_GRAPH name a database that takes writes"
        return EngineRefused("the database is read-only", where=where, remedy=remedy)
    if code == "Neo.ClientError.Cluster.NotALeader":
        remedy = "With neo4j:// or neo4j+s:// in place of bolt:// the driver finds the leader"
        what = "this server is not the leader of its cluster: it takes no writes"
        return EngineRefused(what, where=where, remedy=remedy)
    if code == "Neo.TransientError.General.DatabaseUnavailable":
        remedy = "Try again in some seconds; if it stays so, look into the server's log"
        return EngineUnavailable("the database is not up, though its server is", where=where, remedy=remedy)
    if isinstance(error, ConstraintError):  # ArcadeDB's own text is the statement, not the reason
        return EngineError(f"a constraint of the graph is broken: {_line(error)}", where=where)
    if category in {"Statement", "Procedure"} and code.startswith("Neo.ClientError."):
        return BadQuery(_line(error))
    if _ARCADEDB_UNKNOWN_PROCEDURE in said or _ARCADEDB_NO_PROPERTY in said:
        return BadQuery(_line(error))
    if isinstance(error, TransientError):
        return EngineUnavailable(f"the engine is busy: {_line(error)}", where=where, remedy="Try again")
    return EngineError(_line(error), where=where)


def _refused(error: Neo4jError, code: str, where: str | None) -> RecallingError:
    if code.endswith(".Forbidden") and "LOAD CSV" in (error.message or ""):  # ArcadeDB, as the child has set it up
        return BadQuery("LOAD CSV is not allowed here: a query must not read files")
    if code == "Neo.ClientError.Security.AuthenticationRateLimit":
        remedy = f"Wait a few seconds. {_LOGIN}"
        return EngineRefused("too many attempts with a wrong password", where=where, remedy=remedy)
    if code == "Neo.ClientError.Security.CredentialsExpired":
        remedy = "Change it on the server, then set RECALLING_PASSWORD"
        return EngineRefused("the password has expired", where=where, remedy=remedy)
    if isinstance(error, AuthError):  # wrong, or none given
        return EngineRefused("wrong user or password", where=where, remedy=_LOGIN)
    return EngineRefused(_line(error), where=where)


def _line(error: BaseException) -> str:
    """The first line of what the engine says, without the full stop that `str(RecallingError)` adds itself."""
    text = (error.message or "") if isinstance(error, Neo4jError) else str(error)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    line = lines[0] if lines else type(error).__name__
    return (line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…").rstrip(".")
