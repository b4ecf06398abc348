"""The file of a library: its tables, how it is opened, and what its errors mean to a person."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from graph.errors import LibraryError

FORMAT = 1

SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, rank INTEGER NOT NULL, digest TEXT NOT NULL,
  loaded_at TEXT NOT NULL
);
CREATE TABLE claim (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, rank INTEGER NOT NULL, value TEXT NOT NULL,
  UNIQUE (kind, key, rank, value)
);
CREATE TABLE contribution (
  source INTEGER NOT NULL REFERENCES source, claim INTEGER NOT NULL REFERENCES claim, PRIMARY KEY (source, claim)
) WITHOUT ROWID;
CREATE INDEX contribution_by_claim ON contribution (claim);
CREATE TABLE fact (
  kind TEXT NOT NULL, key TEXT NOT NULL, owner TEXT NOT NULL, value TEXT, changed INTEGER NOT NULL,
  PRIMARY KEY (kind, key)
) WITHOUT ROWID;
CREATE INDEX fact_by_change ON fact (changed, owner);
CREATE INDEX fact_by_owner ON fact (owner);
"""


def connect(path: Path) -> sqlite3.Connection:
    """Open the file, with its tables made where there is none. Raises LibraryError as `Library.open` does."""
    with explaining(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=30, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables of a new library, check the format of an old one."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables:
            for statement in SCHEMA.split(";\n"):
                connection.execute(statement)
            values = [("format", str(FORMAT)), ("library", uuid.uuid4().hex), ("change", "0")]
            connection.executemany("INSERT INTO meta VALUES (?, ?)", values)
        elif not {"meta", "source", "claim", "contribution", "fact"} <= tables:
            raise LibraryError("this SQLite file is not a Recalling library", where=str(path))
        else:
            found = connection.execute("SELECT value FROM meta WHERE name = 'format'").fetchone()[0]
            if int(found) != FORMAT:
                raise LibraryError(
                    f"the library has format {found}, this version reads format {FORMAT}",
                    where=str(path),
                    remedy="Use the version of Recalling that wrote it, or another library.",
                )
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # an error may have ended it: a second error would hide the first
            connection.execute("ROLLBACK")
        raise


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
