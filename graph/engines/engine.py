"""An open graph engine: the driver, which database, and what the engine can do."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from neo4j import Driver

from graph.engines import neo4j_server
from graph.engines.address import GraphAddress
from graph.engines.connection import LOCAL_RETRY_SECONDS, open_driver
from graph.engines.dialect import ArcadeDBDialect, Dialect, Neo4jDialect, Schema
from graph.engines.translation import translated
from graph.errors import EngineRefused


@dataclass
class Engine:
    """A connected engine. A context manager; `close` lets an embedded child go when nobody else uses it.

    `clean` is false when the graph may be damaged (the last close was not clean) and nobody has verified it yet:
    verify it, rebuild it if need be, then call `mark_verified`.
    """

    address: GraphAddress
    driver: Driver
    database: str
    name: str
    version: str
    dialect: Dialect
    bolt_url: str
    user: str | None
    password_file: Path | None = None
    clean: bool = True
    _ensure_schema: Callable[[Schema], None] = field(default=lambda _: None, repr=False)
    _mark_verified: Callable[[], None] = field(default=lambda: None, repr=False)
    _release: Callable[[], None] = field(default=lambda: None, repr=False)
    reading: Callable[[], AbstractContextManager[None]] = field(default=nullcontext, repr=False)
    """Held by whoever reads, for the length of a query (`graph.engines.commit_turns`); servers need none."""
    committing: Callable[[], AbstractContextManager[None]] = field(default=nullcontext, repr=False)
    """Held by whoever writes, for the length of a commit."""

    @property
    def address_text(self) -> str:
        """The address as shown to people; it holds no password."""
        return str(self.address)

    @property
    def browser_query(self) -> str:
        """What follows the `?` in Neo4j Browser's URL, so that it connects here."""
        scheme, _, place = self.bolt_url.partition("://")
        return f"connectURL={scheme}://{self.user or 'neo4j'}@{place}&db={self.database}"

    def ensure_schema(self, schema: Schema) -> None:
        """Make labels, constraints and indexes where they are missing. Raises an EngineError."""
        self._ensure_schema(schema)

    def mark_verified(self) -> None:
        """Say that the graph holds what it should."""
        self._mark_verified()
        self.clean = True

    def close(self) -> None:
        """Close the driver and release the embedded child. Harmless when repeated."""
        try:
            self.driver.close()
        finally:
            self._release()

    def __enter__(self) -> Engine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def open_engine(
    address: GraphAddress,
    *,
    user: str | None = None,
    password: str | None = None,
    start: bool = True,
    linger: float | None = None,
) -> Engine:
    """Connect to the engine at an address; an embedded one is started if need be and `start` allows.

    `user` and `password` are for servers, `linger` (seconds) for an embedded child that is started here. Raises
    EngineUnavailable, EngineRefused, EngineBroken or BadSetting, each with the address and what to do.
    """
    if address.path is not None:
        return _open_embedded(address, address.path, start=start, linger=linger)
    return _open_server(address, user, password)


def _open_server(address: GraphAddress, user: str | None, password: str | None) -> Engine:
    where = str(address)
    if user and password is None:
        raise EngineRefused(f"user {user!r} has no password", where=where, remedy="Set RECALLING_PASSWORD")
    auth = (user or "neo4j", password) if password is not None else None
    driver, version, database = neo4j_server.connect(address.url, auth, address.database, where=where)

    def ensure_schema(schema: Schema) -> None:
        with translated(where), driver.session(database=database) as session:  # pyright: ignore[reportUnknownMemberType]
            neo4j_server.make_schema(session, schema)

    return Engine(
        address=address,
        driver=driver,
        database=database,
        name="neo4j",
        version=version,
        dialect=Neo4jDialect(),
        bolt_url=address.url,
        user=auth[0] if auth else None,
        _ensure_schema=ensure_schema,
    )


def _open_embedded(address: GraphAddress, path: Path, *, start: bool, linger: float | None) -> Engine:
    # Imported here, because it says on import that it does not run on Windows; servers by URL do.
    from graph.engines.arcadedb import attach
    from graph.engines.commit_turns import CommitTurns
    from graph.engines.directory import DATABASE, USER

    lease = attach(path, start=start, linger=linger)
    directory, published = lease.directory, lease.published
    try:
        password = directory.password_file.read_text().strip()
        driver = open_driver(
            published.bolt_url, (USER, password), where=str(address), retry_seconds=LOCAL_RETRY_SECONDS
        )
    except (EngineRefused, OSError) as error:
        lease.release()
        what = "the password file does not open the embedded graph engine"
        remedy = "If it is yours: run `recalling db stop`, delete that file, and try again"
        raise EngineRefused(what, where=str(directory.password_file), remedy=remedy) from error
    except BaseException:
        lease.release()
        raise
    turns = CommitTurns(path)
    return Engine(
        address=address,
        driver=driver,
        database=DATABASE,
        name="arcadedb",
        version=published.version,
        dialect=ArcadeDBDialect(),
        bolt_url=published.bolt_url,
        user=USER,
        password_file=directory.password_file,
        clean=lease.clean,
        _ensure_schema=lease.ensure_schema,
        _mark_verified=lease.mark_verified,
        _release=lease.release,
        reading=turns.reading,
        committing=turns.committing,
    )
