"""What a library is given and tells, and how contributions enter it: compared with those before, and merged.

Sets of rows are handed to SQLite and not walked in Python: most facts have one claim, which is their value.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from graph import library_twins
from graph.library_file import value_digest
from graph.merge import Claim, decode, encode, identity, merge, owner
from graph.model import Fact, Node

TEMPORARY = (
    "CREATE TEMP TABLE IF NOT EXISTS incoming (kind TEXT, key TEXT, owner TEXT, rank INTEGER, digest BLOB, value TEXT)",
    "CREATE TEMP TABLE IF NOT EXISTS stated (claim INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE IF NOT EXISTS withdrawn (claim INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE IF NOT EXISTS touched (fact INTEGER PRIMARY KEY)",
    *library_twins.TEMPORARY,
)

# CROSS JOIN keeps the few rows in hand in the outer loop: the planner, which knows no numbers, takes the whole library.
NEW_FACTS = """
INSERT INTO fact (kind, key, owner, value, changed) SELECT kind, key, owner, NULL, 0 FROM incoming WHERE true
ON CONFLICT (kind, key) DO NOTHING
"""
NEW_CLAIMS = """
INSERT INTO claim (fact, rank, digest, value)
SELECT fact.id, incoming.rank, incoming.digest, incoming.value FROM incoming CROSS JOIN fact USING (kind, key)
WHERE true ON CONFLICT (fact, rank, digest) DO NOTHING
"""
STATED = """
INSERT OR IGNORE INTO stated SELECT claim.id FROM incoming CROSS JOIN fact USING (kind, key)
CROSS JOIN claim ON claim.fact = fact.id AND claim.rank = incoming.rank AND claim.digest = incoming.digest
"""
# What has one claim has its value: merging one claim gives the claim (`graph.merge.encode` writes it in that form).
SETTLE_SINGLE = """
UPDATE fact SET value = single.value, changed = ?
FROM (SELECT claim.fact AS id, min(claim.value) AS value FROM touched CROSS JOIN claim USING (fact) GROUP BY claim.fact
      HAVING count(*) = 1) AS single
WHERE fact.id = single.id AND fact.value IS NOT single.value
"""
NOT_SINGLE = """
SELECT fact.id, fact.kind, fact.key, fact.value FROM touched CROSS JOIN fact ON fact.id = touched.fact
WHERE (SELECT count(*) FROM claim WHERE claim.fact = touched.fact) <> 1 ORDER BY fact.id
"""


class Contribution(NamedTuple):
    """A fact as one source states it, with the rank of that statement (`graph.merge.RANKS`)."""

    fact: Fact
    rank: int

    @property
    def written(self) -> Written:
        """The contribution as it is kept."""
        return _node_written(self) if isinstance(self.fact, Node) else _written(self)


class Written(NamedTuple):
    """A contribution as it is kept: identity and owner of a fact, rank, and value as `graph.merge.encode` writes it."""

    kind: str
    key: str
    owner: str
    rank: int
    value: str


def _written(contribution: Contribution) -> Written:
    fact = contribution.fact
    kind, key = identity(fact)
    return Written(kind, key, str(owner(fact)), contribution.rank, encode(fact))


_node_written = lru_cache(maxsize=1 << 13)(_written)
"""States, subjects and bodies are named by text after text: of all nodes six in seven were written before."""


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that changed: its merged value as `graph.merge.encode` writes it, None when no source states it now."""

    kind: str
    key: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """A source that has been loaded: its name, the digest of what was read, and when (UTC, ISO 8601)."""

    name: str
    rank: int
    digest: str
    loaded_at: str


def prepare(db: sqlite3.Connection) -> None:
    """Make the tables that one transaction works with and the next one empties."""
    for statement in TEMPORARY:
        db.execute(statement)


def contribute(
    db: sqlite3.Connection, source: int, contributions: Iterable[Contribution | Written], change: int
) -> int:
    """Make these the whole contribution of a source; the number of facts whose merged value changed."""
    _empty(db)
    db.executemany("INSERT INTO incoming VALUES (?, ?, ?, ?, ?, ?)", _rows(contributions))
    last = db.execute("SELECT coalesce(max(id), 0) FROM claim").fetchone()[0]
    db.execute(NEW_FACTS)
    db.execute(NEW_CLAIMS)
    db.execute("INSERT OR IGNORE INTO touched SELECT fact FROM claim WHERE id > ?", (last,))
    db.execute(STATED)
    db.execute("INSERT OR IGNORE INTO contribution SELECT ?, claim FROM stated", (source,))
    _withdraw(db, source)
    return _settle(db, change)


def withdraw_all(db: sqlite3.Connection, source: int, change: int) -> int:
    """Take all its claims from a source; the number of facts whose merged value changed."""
    _empty(db)
    _withdraw(db, source)
    return _settle(db, change)


def has_twins(db: sqlite3.Connection) -> bool:
    """Whether a library holds a Document and an Instrument of the same id."""
    _empty(db)
    return library_twins.all_twins(db)


def settle_all_twins(db: sqlite3.Connection, change: int) -> int:
    """Merge anew what is said of a Document and of an Instrument of the same id: once, in a library that did not."""
    _empty(db)
    return library_twins.settle_twins(db, change) if library_twins.all_twins(db) else 0


def claims_about(db: sqlite3.Connection, fact: int, kind: str, key: str) -> list[Claim]:
    """All that sources say about a fact."""
    rows = db.execute("SELECT rank, value FROM claim WHERE fact = ?", (fact,))
    return [Claim(rank, decode(kind, key, value)) for rank, value in rows]


def _rows(contributions: Iterable[Contribution | Written]) -> Iterator[tuple[str, str, str, int, bytes, str]]:
    for contribution in contributions:
        kind, key, owned, rank, value = contribution.written if isinstance(contribution, Contribution) else contribution
        yield kind, key, owned, rank, value_digest(value), value


def _empty(db: sqlite3.Connection) -> None:
    for table in ("incoming", "stated", "withdrawn", "touched", "twin", "twinned"):
        db.execute(f"DELETE FROM temp.{table}")


def _withdraw(db: sqlite3.Connection, source: int) -> None:
    """Take from a source what it no longer states; a claim that nobody makes any longer goes."""
    db.execute(
        "INSERT INTO withdrawn SELECT claim FROM contribution "
        "WHERE source = ? AND claim NOT IN (SELECT claim FROM stated)",
        (source,),
    )
    db.execute("DELETE FROM contribution WHERE source = ? AND claim IN (SELECT claim FROM withdrawn)", (source,))
    db.execute("DELETE FROM withdrawn WHERE EXISTS (SELECT 1 FROM contribution c WHERE c.claim = withdrawn.claim)")
    db.execute("INSERT OR IGNORE INTO touched SELECT fact FROM claim WHERE id IN (SELECT claim FROM withdrawn)")
    db.execute("DELETE FROM claim WHERE id IN (SELECT claim FROM withdrawn)")


def _settle(db: sqlite3.Connection, change: int) -> int:
    """Merge the touched facts anew; the number of those whose value changed."""
    changed = library_twins.settle_twins(db, change) if library_twins.touched_twins(db) else 0
    changed += db.execute(SETTLE_SINGLE, (change,)).rowcount
    for fact, kind, key, old in db.execute(NOT_SINGLE).fetchall():
        claims = claims_about(db, fact, kind, key)
        value = encode(merge(claims)) if claims else None
        if value != old:
            db.execute("UPDATE fact SET value = ?, changed = ? WHERE id = ?", (value, change, fact))
            changed += 1
    return changed
