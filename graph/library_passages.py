"""The words of people's own documents, kept in the library so that the evidence for a citation can be read there.

Texts of the United Nations are not kept: every instrument links to its own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from graph.model import Ref

TABLE = """
CREATE TABLE passage (
  source INTEGER NOT NULL REFERENCES source, owner TEXT NOT NULL, position INTEGER NOT NULL, paragraph TEXT NOT NULL,
  text TEXT NOT NULL, PRIMARY KEY (source, owner, position)
) WITHOUT ROWID;
CREATE INDEX passage_by_owner ON passage (owner);
"""


class Passage(NamedTuple):
    """A paragraph of a document: the document (as `str` of its Ref), rank in it from 1, path, words."""

    owner: str
    position: int
    paragraph: str
    text: str


def keep(db: sqlite3.Connection, source: int, passages: Iterable[Passage]) -> None:
    """Make these the passages of a source, in the transaction that is open."""
    forget(db, source)
    db.executemany("INSERT INTO passage VALUES (?, ?, ?, ?, ?)", ((source, *passage) for passage in passages))


def forget(db: sqlite3.Connection, source: int) -> None:
    """Drop the passages of a source."""
    db.execute("DELETE FROM passage WHERE source = ?", (source,))


def passages_of(db: sqlite3.Connection, ref: Ref) -> Iterator[Passage]:
    """The passages of a document in their order; one that several sources hold comes from the one loaded first."""
    query = (
        "SELECT owner, position, paragraph, text FROM passage WHERE owner = ?1 AND source = "
        "(SELECT min(source) FROM passage WHERE owner = ?1) ORDER BY position"
    )
    yield from map(Passage._make, db.execute(query, (str(ref),)))
