"""The library: every source's contribution in one SQLite file, from which the graph can be made anew at any time.

Tables: a `source` contributes `claim`s (through `contribution`); `fact` holds the merged value of all claims about one
thing and the number of the change that last touched it, by which the projection finds what to write. Equal claims of
many sources are one row, so that a resolution cited by thousands is merged once and not thousands of times.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from graph.errors import LibraryError
from graph.library_file import connect, damaged, explained
from graph.merge import Claim, Disagreement, decode, disagreements, encode, identity, merge, owner
from graph.model import Fact, Ref


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
        with self._explaining():
            self.id = self._meta("library")

    @classmethod
    def open(cls, path: Path) -> Library:
        """Open a library, made anew where there is none.

        Raises LibraryError for a file that is no library, is damaged, of a later format, or cannot be written.
        """
        connection = connect(path)
        try:
            return cls(connection, path)
        except BaseException:
            connection.close()
            raise

    def close(self) -> None:
        """Close the file. Harmless when repeated."""
        with self._explaining():
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
        with self._explaining(), self._transaction() as change:
            source = self._source(name, rank, digest)
            old = {row[0] for row in self._db.execute("SELECT claim FROM contribution WHERE source = ?", (source,))}
            new, touched = self._claims(contributions)
            added = [(source, claim) for claim in new - old]
            self._db.executemany("INSERT INTO contribution (source, claim) VALUES (?, ?)", added)
            touched |= self._withdraw(source, old - new)
            return self._settle(touched, change)

    def remove(self, name: str) -> int:
        """Withdraw a source and all it contributed; the number of facts that changed. LibraryError if not loaded."""
        with self._explaining(), self._transaction() as change:
            row = self._db.execute("SELECT id FROM source WHERE name = ?", (name,)).fetchone()
            if row is None:
                raise LibraryError(f"no source called {name!r} is loaded", where=str(self.path))
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

    # A generator meets SQLite's errors while it is consumed, which is inside of its own `with`.

    def check(self) -> None:
        """Read the whole file through. Raises LibraryError where it is damaged."""
        with self._explaining():
            if self._db.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise damaged(self.path)

    def known(self, name: str) -> str | None:
        """The digest with which a source was loaded, None for one that was not."""
        with self._explaining():
            row = self._db.execute("SELECT digest FROM source WHERE name = ?", (name,)).fetchone()
            return row[0] if row else None

    def sources(self) -> Iterator[Source]:
        """All sources, by name."""
        with self._explaining():
            for row in self._db.execute("SELECT name, rank, digest, loaded_at FROM source ORDER BY name"):
                yield Source(*row)

    def facts(self) -> Iterator[Fact]:
        """All merged facts, nodes and edges, by kind and key."""
        with self._explaining():
            for kind, key, value in self._db.execute(
                "SELECT kind, key, value FROM fact WHERE value IS NOT NULL ORDER BY kind, key"
            ):
                yield decode(kind, key, value)

    def last_change(self) -> int:
        """The number of the last change; 0 for an empty library."""
        with self._explaining():
            return int(self._meta("change"))

    def changed_owners(self, after: int, upto: int) -> list[Ref]:
        """The nodes whose own facts or outgoing edges changed after one change and up to another, sorted."""
        with self._explaining():
            rows = self._db.execute(
                "SELECT DISTINCT owner FROM fact WHERE changed > ? AND changed <= ? ORDER BY owner", (after, upto)
            )
            return [Ref.parse(row[0]) for row in rows]

    def changes(self, owners: Sequence[Ref], after: int) -> list[Change]:
        """The facts of these nodes that changed after a change, with their present values."""
        found: list[Change] = []
        with self._explaining():
            for ref in owners:
                for kind, key, value in self._db.execute(
                    "SELECT kind, key, value FROM fact WHERE owner = ? AND changed > ?", (str(ref), after)
                ):
                    found.append(Change(kind, key, decode(kind, key, value) if value is not None else None))
        return found

    def conflicts(self) -> Iterator[Conflict]:
        """The facts about which sources that read or stated them disagree."""
        with self._explaining():
            rows = self._db.execute(
                "SELECT kind, key FROM claim GROUP BY kind, key HAVING count(*) > 1 ORDER BY kind, key"
            )
            for kind, key in rows.fetchall():
                if differences := disagreements(self._claims_about(kind, key)):
                    yield Conflict(kind, key, tuple(differences))

    def _claims_about(self, kind: str, key: str) -> list[Claim]:
        rows = self._db.execute("SELECT rank, value FROM claim WHERE kind = ? AND key = ?", (kind, key))
        return [Claim(rank, decode(kind, key, value)) for rank, value in rows]

    def _meta(self, name: str) -> str:
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        if row is None:  # each name is written when the file is made
            raise damaged(self.path)
        return str(row[0])

    @contextmanager
    def _explaining(self) -> Generator[None]:
        """SQLite's errors as LibraryError. Only those: an OSError of who gives contributions is not the library's."""
        try:
            yield
        except sqlite3.Error as error:
            raise explained(error, self.path) from error

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
            if self._db.in_transaction:  # an error may have ended it: a second error would hide the first
                self._db.execute("ROLLBACK")
            raise


def content_digest(data: bytes) -> str:
    """The digest by which unchanged input is recognized (SHA-256, hexadecimal)."""
    return hashlib.sha256(data).hexdigest()
