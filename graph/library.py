"""The library: every source's contribution in one SQLite file, from which the graph can be made anew at any time.

Tables: a `source` contributes `claim`s (through `contribution`); `fact` holds the merged value of all claims about one
thing and the number of the `change` that last touched it, by which the projection finds what to write. Equal claims of
many sources are one row, so that a resolution cited by thousands is merged once and not thousands of times. Each change
has a token, by which a graph knows whether it was written from this very history or from another copy of the library.
"""

from __future__ import annotations

import hashlib
import sqlite3
import uuid
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from graph.errors import LibraryError
from graph.library_claims import (
    Change,
    Contribution,
    Source,
    Written,
    contribute,
    has_twins,
    prepare,
    settle_all_twins,
    withdraw_all,
)
from graph.library_conflicts import Conflict, differing_facts, differing_texts
from graph.library_file import connect, damaged, explained, graph_right
from graph.library_passages import Passage, forget, keep, passages_of
from graph.library_twins import rank_of
from graph.merge import decode
from graph.model import Fact, Ref

__all__ = ["Change", "Conflict", "Contribution", "Library", "Passage", "Source", "Written", "content_digest"]

PUT_SOURCE = """
INSERT INTO source (name, rank, digest, loaded_at) VALUES (?, ?, ?, ?)
ON CONFLICT (name) DO UPDATE SET rank = excluded.rank, digest = excluded.digest, loaded_at = excluded.loaded_at
"""


class Library:
    """An open library. Use it as a context manager; one process writes at a time, the others wait."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self._joined: int | None = None
        self.path = path
        with self._explaining():
            self.id = self._meta("library")
            prepare(connection)
            self._settle_twins()

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

    def replace(
        self,
        name: str,
        contributions: Iterable[Contribution | Written],
        *,
        digest: str,
        rank: int,
        passages: Iterable[Passage] = (),
    ) -> int:
        """Make these the whole contribution of a source, in one transaction; the number of facts that changed.

        `passages` are the words of its documents that are kept.
        `digest` is that of what was read: `known` tells by it whether a source needs to be read again.
        """
        with self._explaining(), self._transaction() as change:
            self._db.execute(PUT_SOURCE, (name, rank, digest, _now()))
            source = int(self._db.execute("SELECT id FROM source WHERE name = ?", (name,)).fetchone()[0])
            keep(self._db, source, passages)
            return contribute(self._db, source, contributions, change)

    @contextmanager
    def together(self) -> Generator[None]:
        """Makes all that is written within it one change, in one transaction: all of it is kept, or none.

        Of many small sources it saves most of the writing: each touches pages all over the file.
        """
        with self._explaining(), self._transaction() as change:
            self._joined = change
            try:
                yield
            finally:
                self._joined = None

    def remove(self, *names: str) -> int:
        """Withdraw sources and all they contributed, all or none; the number of facts that changed.

        Raises LibraryError where one is not loaded.
        """
        with self._explaining(), self._transaction() as change:
            return sum(self._remove(name, change) for name in names)

    def _remove(self, name: str, change: int) -> int:
        row = self._db.execute("SELECT id FROM source WHERE name = ?", (name,)).fetchone()
        if row is None:
            raise LibraryError(f"no source called {name!r} is loaded", where=str(self.path))
        changed = withdraw_all(self._db, row[0], change)
        forget(self._db, row[0])
        self._db.execute("DELETE FROM source WHERE id = ?", row)
        return changed

    def projecting(self, waiting: Callable[[], None] | None = None) -> AbstractContextManager[None]:
        """The right to write this library's graph: see `graph.library_file.graph_right`."""
        return graph_right(self.path, waiting)

    def flush(self) -> None:
        """See to it that what was written survives a power failure, and not only the end of this process."""
        with self._explaining():
            self._db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    # ---------------------------------------------------------------------------------------- reading

    # A generator meets SQLite's errors while it is consumed, which is inside of its own `with`.

    def check(self) -> None:
        """Read the whole file through. Raises LibraryError where it is damaged."""
        with self._explaining():
            if self._db.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise damaged(self.path)

    def copy_to(self, path: Path) -> None:
        """Write the library as it is at this moment to a new file of its own (`graph.library_copies.back_up`)."""
        with self._explaining():
            self._db.execute("VACUUM INTO ?", (str(path),))

    def counts(self) -> dict[str, int]:
        """How many sources, claims and facts there are."""
        with self._explaining():
            counted = {"sources": "source", "claims": "claim", "facts": "fact WHERE value IS NOT NULL"}
            return {
                name: int(self._db.execute(f"SELECT count(*) FROM {what}").fetchone()[0])
                for name, what in counted.items()
            }

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

    def sources_digest(self) -> str:
        """A digest of the names and digests of all sources: where it is equal, the same was loaded."""
        names = "".join(f"{source.name}\t{source.digest}\n" for source in self.sources())
        return hashlib.sha256(names.encode("utf-8", "surrogatepass")).hexdigest()

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
            return self._last_change()

    def token(self, change: int) -> str:
        """What tells a change from one of the same number in another copy; empty for 0 and for one that is unknown."""
        with self._explaining():
            row = self._db.execute("SELECT token FROM change WHERE number = ?", (change,)).fetchone()
            return str(row[0]) if row else ""

    def changed_owners(self, after: int, upto: int) -> list[tuple[Ref, int]]:
        """The nodes whose own facts or outgoing edges changed after one change and up to another, sorted.

        With each, how many of its facts changed.
        """
        with self._explaining():
            rows = self._db.execute(
                "SELECT owner, count(*) FROM fact WHERE changed > ? AND changed <= ? GROUP BY owner ORDER BY owner",
                (after, upto),
            )
            return [(Ref.parse(owner), facts) for owner, facts in rows]

    def changes(self, owners: Sequence[Ref], after: int) -> list[Change]:
        """The facts of these nodes that changed after a change, with their present values."""
        found: list[Change] = []
        with self._explaining():
            for ref in owners:
                for kind, key, value in self._db.execute(
                    "SELECT kind, key, value FROM fact WHERE owner = ? AND changed > ?", (str(ref), after)
                ):
                    found.append(Change(kind, key, value))
        return found

    def labels(self, refs: Iterable[Ref]) -> dict[Ref, str]:
        """The specific labels of nodes, as far as they have one."""
        query = "SELECT value ->> '$.label' FROM fact WHERE kind = ? AND key = ? AND value IS NOT NULL"
        with self._explaining():
            found = ((ref, self._db.execute(query, ref).fetchone()) for ref in refs)
            return {ref: row[0] for ref, row in found if row and row[0]}

    def merged(self) -> Iterator[Written]:
        """All merged facts as they are kept, by kind and key, each with the highest rank of those who state it."""
        query = (
            "SELECT kind, key, owner, (SELECT max(rank) FROM claim WHERE claim.fact = fact.id), value FROM fact "
            "WHERE value IS NOT NULL ORDER BY kind, key"
        )
        with self._explaining():
            for kind, key, owner, rank, value in self._db.execute(query):
                yield Written(kind, key, owner, rank or rank_of(self._db, kind, key), value)

    def passages(self, ref: Ref) -> list[Passage]:
        """The words of a document that are kept, by paragraph and in order; of others there are none."""
        with self._explaining():
            return list(passages_of(self._db, ref))

    def conflicts(self) -> Iterator[Conflict]:
        """The facts about which sources that read or stated them disagree."""
        with self._explaining():
            yield from differing_facts(self._db)

    def differing_texts(self) -> Iterator[Conflict]:
        """The texts of which sources, in the same language, cite different things (`graph.library_conflicts`)."""
        with self._explaining():
            yield from differing_texts(self._db)

    def _last_change(self) -> int:
        return int(self._db.execute("SELECT coalesce(max(number), 0) FROM change").fetchone()[0])

    def _settle_twins(self) -> None:
        """Do once what libraries of an earlier version have not done (`graph.library_twins`)."""
        done = "SELECT 1 FROM meta WHERE name = 'twins'"
        if self._db.execute(done).fetchone() is not None:
            return
        if has_twins(self._db):  # without any there is nothing to change
            with self._transaction() as change:
                settle_all_twins(self._db, change)
        self._db.execute("INSERT OR IGNORE INTO meta VALUES ('twins', 'one node')")

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
        """One write transaction, or the one that is open (`together`); gives the number of the change."""
        if self._joined is not None:
            yield self._joined
            return
        self._db.execute("BEGIN IMMEDIATE")
        try:
            change = self._last_change() + 1
            yield change
            self._db.execute("INSERT INTO change VALUES (?, ?, ?)", (change, uuid.uuid4().hex, _now()))
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:  # an error may have ended it: a second error would hide the first
                self._db.execute("ROLLBACK")
            raise


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def content_digest(data: bytes) -> str:
    """The digest by which unchanged input is recognized (SHA-256, hexadecimal)."""
    return hashlib.sha256(data).hexdigest()
