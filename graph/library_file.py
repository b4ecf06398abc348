"""The file of a library: its tables, how it is opened, and what its errors mean to a person."""

from __future__ import annotations

import hashlib
import sqlite3
import uuid
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from graph.errors import LibraryError
from graph.library_passages import TABLE as PASSAGES

FORMAT = 3
_TABLES = frozenset({"meta", "source", "claim", "contribution", "fact"})
CACHE_KIB, LOG_PAGES = 65_536, 16_000
"""64 MB of pages held in memory, and as much written to the log before it goes into the file."""

INTO_DOCUMENTS = """
CREATE INDEX IF NOT EXISTS edge_into_document ON fact (substr(key, instr(key, char(9) || 'Document:') + 1))
  WHERE instr(key, char(9) || 'Document:') > 0;
"""
SCHEMA = (
    """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE change (number INTEGER PRIMARY KEY, token TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE source (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, rank INTEGER NOT NULL, digest TEXT NOT NULL,
  loaded_at TEXT NOT NULL
);
CREATE TABLE fact (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, owner TEXT NOT NULL, value TEXT,
  changed INTEGER NOT NULL, UNIQUE (kind, key)
);
CREATE TABLE claim (
  id INTEGER PRIMARY KEY, fact INTEGER NOT NULL REFERENCES fact, rank INTEGER NOT NULL, digest BLOB NOT NULL,
  value TEXT NOT NULL, UNIQUE (fact, rank, digest)
);
CREATE TABLE contribution (
  source INTEGER NOT NULL REFERENCES source, claim INTEGER NOT NULL REFERENCES claim, PRIMARY KEY (source, claim)
) WITHOUT ROWID;
CREATE INDEX contribution_by_claim ON contribution (claim);
CREATE INDEX fact_by_change ON fact (changed, owner);
CREATE INDEX fact_by_owner ON fact (owner);
"""
    + INTO_DOCUMENTS.lstrip()
    + PASSAGES.lstrip()
)

FROM_FORMAT_1 = """
ALTER TABLE fact RENAME TO old_fact;
ALTER TABLE claim RENAME TO old_claim;
ALTER TABLE contribution RENAME TO old_contribution;
DROP INDEX fact_by_change;
DROP INDEX fact_by_owner;
DROP INDEX contribution_by_claim;
<tables>
INSERT INTO change SELECT CAST(value AS INTEGER), hex(randomblob(16)), datetime() FROM meta
  WHERE name = 'change' AND value <> '0';
INSERT INTO fact (kind, key, owner, value, changed) SELECT kind, key, owner, value, changed FROM old_fact;
INSERT INTO claim SELECT c.id, f.id, c.rank, digest_of(c.value), c.value
  FROM old_claim c JOIN fact f ON f.kind = c.kind AND f.key = c.key;
INSERT INTO contribution SELECT source, claim FROM old_contribution;
DROP TABLE old_contribution;
DROP TABLE old_claim;
DROP TABLE old_fact;
DELETE FROM meta WHERE name = 'change';
"""
"""Format 1 kept the identity of a fact in each of its claims, and had no tokens by which a change is known again.

Format 2 had no passages, and no index of the edges that lead to documents.
"""


def value_digest(value: str) -> bytes:
    """What equal claims are recognized by: the text of a claim is too long for an index."""
    return hashlib.blake2b(value.encode(), digest_size=16).digest()


def connect(path: Path) -> sqlite3.Connection:
    """Open the file, with its tables made where there is none. Raises LibraryError as `Library.open` does."""
    with explaining(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=30, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            # Loads touch pages all over the file: with the 2 MB and 4 MB that are usual they write each many times.
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            connection.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute("PRAGMA foreign_keys = ON")
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables of a new library; check the format of an old one, and bring it to the present one."""
    connection.create_function("digest_of", 1, value_digest, deterministic=True)
    # Without the right to write, for which who only reads would wait behind a load: SQLite keeps no queue.
    if _tables(connection) >= _TABLES and _format(connection) == str(FORMAT):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        tables = _tables(connection)
        if not tables:
            _run(connection, SCHEMA)
            values = [("format", str(FORMAT)), ("library", uuid.uuid4().hex), ("twins", "one node")]
            connection.executemany("INSERT INTO meta VALUES (?, ?)", values)
        elif not tables >= _TABLES:
            raise LibraryError("this SQLite file is not a Recalling library", where=str(path))
        else:
            _upgrade(connection, path)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # an error may have ended it: a second error would hide the first
            connection.execute("ROLLBACK")
        raise


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _format(connection: sqlite3.Connection) -> str | None:
    row = connection.execute("SELECT value FROM meta WHERE name = 'format'").fetchone()
    return None if row is None else str(row[0])


def _upgrade(connection: sqlite3.Connection, path: Path) -> None:
    """Bring a library of an earlier format to this one, in the transaction that is open."""
    found = _format(connection)
    if found is None:
        raise damaged(path)
    if found == str(FORMAT):
        return
    if found == "1":
        kept = [table for table in SCHEMA.split(";\n") if "TABLE meta" not in table and "TABLE source" not in table]
        _run(connection, FROM_FORMAT_1.replace("<tables>\n", ";\n".join(kept)))
    elif found == "2":
        _run(connection, INTO_DOCUMENTS)
        _run(connection, PASSAGES)
    else:
        raise LibraryError(
            f"the library has format {found}, this version reads format {FORMAT}",
            where=str(path),
            remedy="Use the version of Recalling that wrote it, or another library.",
        )
    connection.execute("UPDATE meta SET value = ? WHERE name = 'format'", (str(FORMAT),))


def _run(connection: sqlite3.Connection, statements: str) -> None:
    """Statements one by one: `executescript` would end the transaction."""
    for statement in statements.split(";\n"):
        connection.execute(statement)


@contextmanager
def graph_right(path: Path, waiting: Callable[[], None] | None = None) -> Generator[None]:
    """The right to write the graph of the library at a path, which one process has at a time; the others wait for it.

    `waiting` is called again and again while another has it, and may raise to give up. The right ends with the process
    that has it, however that ends. Raises LibraryError where the lock file, beside the library, cannot be made.
    """
    lock = FileLock(f"{path}.lock")
    with explaining(path):
        while not lock.is_locked:
            try:
                lock.acquire(timeout=0.2, poll_interval=0.05)
            except Timeout:
                if waiting:
                    waiting()
    try:
        yield
    finally:
        lock.release()


@contextmanager
def explaining(path: Path) -> Generator[None]:
    """What SQLite or the file system says of the file, said as LibraryError with a way out."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise explained(error, path) from error


def damaged(path: Path) -> LibraryError:
    """The error for a file in which something is not as SQLite wrote it."""
    return LibraryError(
        "the file is damaged or no SQLite database",
        where=str(path),
        remedy="Restore a backup, or move the file away and load again.",
    )


def explained(error: Exception, path: Path) -> LibraryError:
    """What an error of SQLite or of the file system means, and what to do."""
    text = str(error)
    # Text that is not UTF-8 was not written by us.
    if any(words in text for words in ("not a database", "malformed", "decode to UTF-8")):
        return damaged(path)
    if "locked" in text:
        return LibraryError("another process is writing to the library", where=str(path), remedy="Try again later.")
    return LibraryError(f"the library cannot be used: {text}", where=str(path), remedy="Set RECALLING_LIBRARY.")
