"""The library: every source's contribution in one SQLite file, from which the graph can be made anew at any time.

Tables: a `source` contributes `claim`s (through `contribution`); `fact` holds the merged value of all claims about one
thing and the number of the change that last touched it, by which the projection finds what to write. Equal claims of
many sources are one row, so that a resolution cited by thousands is merged once and not thousands of times.
"""

from __future__ import annotations

import hashlib
import sqlite3
import uuid
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from graph.errors import LibraryError
from graph.merge import Claim, Disagreement, decode, disagreements, encode, identity, merge, owner
from graph.model import Fact, Ref

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


@dataclass(frozen=True, slots=True)
class Contribution:
    """A fact as one source states it, with the rank of that statement (`graph.merge.RANKS`)."""

    fact: Fact
    rank: int


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that changed: its merged value, or None when no source states it any longer."""

    kind: str
    key: str
    fact: Fact | None


@dataclass(frozen=True, slots=True)
class Source:
    """A source that has been loaded: its name, the digest of what was read, and when (UTC, ISO 8601)."""

    name: str
    rank: int
    digest: str
    loaded_at: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A fact about which sources disagree, and in what."""

    kind: str
    key: str
    differences: tuple[Disagreement, ...]


class Library:
    """An open library. Use it as a context manager; one process writes at a time, the others wait."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self.path = path
        self.id = self._meta("library")

    @classmethod
    def open(cls, path: Path) -> Library:
        """Open a library, made anew where there is none.

        Raises LibraryError for a file that is no library, is damaged, of a later format, or cannot be written.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=30, isolation_level=None)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            _prepare(connection, path)
            return cls(connection, path)
        except (sqlite3.Error, OSError) as error:
            raise _explained(error, path) from error

    def close(self) -> None:
        """Close the file. Harmless when repeated."""
        self._db.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---------------------------------------------------------------------------------------- writing

    def replace(self, name: str, contributions: Iterable[Contribution], *, digest: str, rank: int) -> int:
        """Make these the whole contribution of a source, in one transaction; the number of facts that changed.

        `digest` is that of what was read: `known` tells by it whether a source needs to be read again.
        """
        try:
            with self._transaction() as change:
                source = self._source(name, rank, digest)
                old = {row[0] for row in self._db.execute("SELECT claim FROM contribution WHERE source = ?", (source,))}
                new, touched = self._claims(contributions)
                added = [(source, claim) for claim in new - old]
                self._db.executemany("INSERT INTO contribution (source, claim) VALUES (?, ?)", added)
                touched |= self._withdraw(source, old - new)
                return self._settle(touched, change)
        except sqlite3.Error as error:
            raise _explained(error, self.path) from error

    def remove(self, name: str) -> int:
        """Withdraw a source and all it contributed; the number of facts that changed. LibraryError if not loaded."""
        row = self._db.execute("SELECT id FROM source WHERE name = ?", (name,)).fetchone()
        if row is None:
            raise LibraryError(f"no source called {name!r} is loaded", where=str(self.path))
        with self._transaction() as change:
            claims = {r[0] for r in self._db.execute("SELECT claim FROM contribution WHERE source = ?", row)}
            touched = self._withdraw(row[0], claims)
            self._db.execute("DELETE FROM source WHERE id = ?", row)
            return self._settle(touched, change)

    def _source(self, name: str, rank: int, digest: str) -> int:
        self._db.execute(
            "INSERT INTO source (name, rank, digest, loaded_at) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET "
            "rank = excluded.rank, digest = excluded.digest, loaded_at = excluded.loaded_at",
            (name, rank, digest, datetime.now(UTC).isoformat(timespec="seconds")),
        )
        return int(self._db.execute("SELECT id FROM source WHERE name = ?", (name,)).fetchone()[0])

    def _claims(self, contributions: Iterable[Contribution]) -> tuple[set[int], set[tuple[str, str]]]:
        """The ids of the claims made, and the facts for which a claim is new."""
        ids: set[int] = set()
        touched: set[tuple[str, str]] = set()
        for contribution in contributions:
            kind, key = identity(contribution.fact)
            row = (kind, key, contribution.rank, encode(contribution.fact))
            cursor = self._db.execute(
                "INSERT INTO claim (kind, key, rank, value) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", row
            )
            if cursor.rowcount:
                touched.add((kind, key))
                ids.add(int(cursor.lastrowid or 0))
            else:
                found = self._db.execute("SELECT id FROM claim WHERE (kind, key, rank, value) = (?, ?, ?, ?)", row)
                ids.add(int(found.fetchone()[0]))
        return ids, touched

    def _withdraw(self, source: int, claims: set[int]) -> set[tuple[str, str]]:
        """Take claims from a source; the facts that lost their last support for a claim."""
        touched: set[tuple[str, str]] = set()
        for claim in claims:
            self._db.execute("DELETE FROM contribution WHERE source = ? AND claim = ?", (source, claim))
            gone = self._db.execute(
                "DELETE FROM claim WHERE id = ? AND NOT EXISTS (SELECT 1 FROM contribution WHERE claim = claim.id) "
                "RETURNING kind, key",
                (claim,),
            ).fetchall()
            touched.update((kind, key) for kind, key in gone)
        return touched

    def _settle(self, touched: Iterable[tuple[str, str]], change: int) -> int:
        """Merge the touched facts anew; the number of those whose value changed."""
        changed = 0
        for kind, key in sorted(touched):
            claims = self._claims_about(kind, key)
            fact = merge(claims) if claims else None
            value = encode(fact) if fact else None
            row = self._db.execute("SELECT value, owner FROM fact WHERE kind = ? AND key = ?", (kind, key)).fetchone()
            old, about = row or (None, None)
            if old == value:
                continue
            about = about or (str(owner(fact)) if fact else "")
            self._db.execute(
                "INSERT INTO fact (kind, key, owner, value, changed) VALUES (?, ?, ?, ?, ?) ON CONFLICT (kind, key) "
                "DO UPDATE SET value = excluded.value, changed = excluded.changed",
                (kind, key, about, value, change),
            )
            changed += 1
        return changed

    # ---------------------------------------------------------------------------------------- reading

    def known(self, name: str) -> str | None:
        """The digest with which a source was loaded, None for one that was not."""
        row = self._db.execute("SELECT digest FROM source WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def sources(self) -> Iterator[Source]:
        """All sources, by name."""
        for row in self._db.execute("SELECT name, rank, digest, loaded_at FROM source ORDER BY name"):
            yield Source(*row)

    def facts(self) -> Iterator[Fact]:
        """All merged facts, nodes and edges, by kind and key."""
        for kind, key, value in self._db.execute(
            "SELECT kind, key, value FROM fact WHERE value IS NOT NULL ORDER BY kind, key"
        ):
            yield decode(kind, key, value)

    def last_change(self) -> int:
        """The number of the last change; 0 for an empty library."""
        return int(self._meta("change"))

    def changed_owners(self, after: int, upto: int) -> list[Ref]:
        """The nodes whose own facts or outgoing edges changed after one change and up to another, sorted."""
        rows = self._db.execute(
            "SELECT DISTINCT owner FROM fact WHERE changed > ? AND changed <= ? ORDER BY owner", (after, upto)
        )
        return [Ref.parse(row[0]) for row in rows]

    def changes(self, owners: Sequence[Ref], after: int) -> list[Change]:
        """The facts of these nodes that changed after a change, with their present values."""
        found: list[Change] = []
        for ref in owners:
            for kind, key, value in self._db.execute(
                "SELECT kind, key, value FROM fact WHERE owner = ? AND changed > ?", (str(ref), after)
            ):
                found.append(Change(kind, key, decode(kind, key, value) if value is not None else None))
        return found

    def conflicts(self) -> Iterator[Conflict]:
        """The facts about which sources that read or stated them disagree."""
        rows = self._db.execute("SELECT kind, key FROM claim GROUP BY kind, key HAVING count(*) > 1 ORDER BY kind, key")
        for kind, key in rows.fetchall():
            if differences := disagreements(self._claims_about(kind, key)):
                yield Conflict(kind, key, tuple(differences))

    def _claims_about(self, kind: str, key: str) -> list[Claim]:
        rows = self._db.execute("SELECT rank, value FROM claim WHERE kind = ? AND key = ?", (kind, key))
        return [Claim(rank, decode(kind, key, value)) for rank, value in rows]

    def _meta(self, name: str) -> str:
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row[0])

    @contextmanager
    def _transaction(self) -> Generator[int]:
        """One write transaction; gives the number of the change."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            change = self.last_change() + 1
            yield change
            self._db.execute("UPDATE meta SET value = ? WHERE name = 'change'", (str(change),))
            self._db.execute("COMMIT")
        except BaseException:
            self._db.execute("ROLLBACK")
            raise


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
        connection.execute("ROLLBACK")
        connection.close()
        raise


def _explained(error: Exception, path: Path) -> LibraryError:
    text = str(error)
    if "not a database" in text or "malformed" in text:
        return LibraryError("the file is damaged or no SQLite database", where=str(path), remedy="Restore a backup.")
    if "locked" in text:
        return LibraryError("another process is writing to the library", where=str(path), remedy="Try again later.")
    return LibraryError(f"the library cannot be used: {text}", where=str(path), remedy="Set RECALLING_LIBRARY.")


def content_digest(data: bytes) -> str:
    """The digest by which unchanged input is recognized (SHA-256, hexadecimal)."""
    return hashlib.sha256(data).hexdigest()


def inspect(path: Path) -> int:
    """The number of sources in a library, without writing to it. LibraryError if it cannot be read."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM source").fetchone()[0])
    except sqlite3.Error as error:
        raise _explained(error, path) from error
