"""One node for what has been taken for two: a document's symbol that turns out to be an instrument's (S/2023/638).

A text that cites S/2023/638 cannot know that it is a draft, and makes it a Document; the draft itself, or a resolution
that it became, states an Instrument. From then on all that is said of Document:X is said of Instrument:X. What sources
claim stays as they said it, and only merged values move: so any order of loading gives the same, and when nobody states
the Instrument any longer the Document is there again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import product

from graph.merge import RANKS, Claim, decode, encode, merge, written
from graph.model import NODE_TYPES, Node, node_from

TEMPORARY = (
    "CREATE TEMP TABLE IF NOT EXISTS twin (id TEXT PRIMARY KEY)",
    "CREATE TEMP TABLE IF NOT EXISTS twinned (fact INTEGER PRIMARY KEY)",
)

# What is said of a Document: of itself, from it, to it (as in the index `edge_into_document` of graph.library_file).
IS_DOCUMENT = """(
  EXISTS (SELECT 1 FROM fact WHERE kind = 'Document' AND key = ends.id)
  OR EXISTS (SELECT 1 FROM fact WHERE owner = 'Document:' || ends.id)
  OR EXISTS (SELECT 1 FROM fact WHERE instr(key, char(9) || 'Document:') > 0
    AND substr(key, instr(key, char(9) || 'Document:') + 1) >= 'Document:' || ends.id || char(9)
    AND substr(key, instr(key, char(9) || 'Document:') + 1) < 'Document:' || ends.id || char(10))
)"""
# The touched nodes and both ends of the touched edges; of them those that are there as Instrument and as Document.
TWINS = f"""
INSERT OR IGNORE INTO twin
WITH known AS (SELECT owner, substr(key, instr(key, char(9)) + 1) AS rest FROM touched CROSS JOIN fact
               ON fact.id = touched.fact),
     refs AS (SELECT owner AS ref FROM known UNION SELECT substr(rest, 1, instr(rest, char(9)) - 1) FROM known),
     ends AS (SELECT DISTINCT substr(ref, instr(ref, ':') + 1) AS id FROM refs
              WHERE ref LIKE 'Document:%' OR ref LIKE 'Instrument:%')
SELECT id FROM ends WHERE EXISTS (SELECT 1 FROM fact WHERE kind = 'Instrument' AND key = ends.id) AND {IS_DOCUMENT}
"""
ALL_TWINS = f"""
INSERT OR IGNORE INTO twin SELECT key FROM (SELECT key, key AS id FROM fact WHERE kind = 'Instrument') AS ends
WHERE {IS_DOCUMENT}
"""
ABOUT_THEM = """
INSERT OR IGNORE INTO twinned
SELECT fact.id FROM twin CROSS JOIN fact ON fact.owner = 'Document:' || twin.id
UNION SELECT fact.id FROM twin CROSS JOIN fact ON instr(fact.key, char(9) || 'Document:') > 0
  AND substr(fact.key, instr(fact.key, char(9) || 'Document:') + 1) >= 'Document:' || twin.id || char(9)
  AND substr(fact.key, instr(fact.key, char(9) || 'Document:') + 1) < 'Document:' || twin.id || char(10)
UNION SELECT fact.id FROM twin CROSS JOIN fact ON fact.kind = 'Instrument' AND fact.key = twin.id
"""


# An edge to the Instrument may be touched by itself, while one to the Document says the same.
TOUCHED_EDGES = """
WITH known AS (SELECT kind, key, owner, substr(key, instr(key, char(9)) + 1) AS rest FROM touched CROSS JOIN fact
               ON fact.id = touched.fact)
SELECT kind, key FROM known WHERE owner IN (SELECT 'Instrument:' || id FROM twin)
  OR substr(rest, 1, instr(rest, char(9)) - 1) IN (SELECT 'Instrument:' || id FROM twin)
"""


def all_twins(db: sqlite3.Connection) -> bool:
    """Find all twins of a library; whether there are any."""
    db.execute(ALL_TWINS)
    return _found(db)


def touched_twins(db: sqlite3.Connection) -> bool:
    """Find the twins among the touched facts and the ends of touched edges; whether there are any."""
    db.execute(TWINS)
    return _found(db)


def settle_twins(db: sqlite3.Connection, change: int) -> int:
    """Merge all facts about the twins anew, and take them from the touched facts; how many have another value now."""
    meant = _Meaning(db)
    about = db.execute("SELECT kind, key FROM twinned JOIN fact ON fact.id = twinned.fact").fetchall()
    places = {meaning for kind, key in about for meaning in _meanings(kind, key)}
    places |= {(kind, key) for kind, key in db.execute(TOUCHED_EDGES).fetchall()}
    changed = 0
    for kind, key in sorted(places):
        changed += _settle(db, meant, kind, key, change)
    return changed


def rank_of(db: sqlite3.Connection, kind: str, key: str) -> int:
    """The highest rank of those who state a fact that has no claim of its own, because all were about a Document."""
    claims = [claim for variant in _variants(kind, key) for claim in _claims(db, kind, key, variant)]
    return max((claim.rank for claim in claims), default=RANKS["cited"])


def _found(db: sqlite3.Connection) -> bool:
    if db.execute("SELECT 1 FROM twin LIMIT 1").fetchone() is None:
        return False
    db.execute(ABOUT_THEM)
    return True


def _settle(db: sqlite3.Connection, meant: _Meaning, kind: str, key: str, change: int) -> int:
    """Give one fact its value: none where it is another one now; else of all claims that mean it. 1 if that is new."""
    claims: list[Claim] = []
    if meant.place(kind, key) == (kind, key):
        for variant in _variants(kind, key):
            if meant.place(*variant) == (kind, key):
                claims += _claims(db, kind, key, variant)
    value = encode(merge(claims)) if claims else None
    row = db.execute("SELECT id, value FROM fact WHERE kind = ? AND key = ?", (kind, key)).fetchone()
    if row is None and value is not None:
        owner = key.partition("\t")[0] if "\t" in key else f"{kind}:{key}"
        db.execute(
            "INSERT INTO fact (kind, key, owner, value, changed) VALUES (?, ?, ?, ?, ?)",
            (kind, key, owner, value, change),
        )
        return 1
    if row is None:
        return 0
    db.execute("DELETE FROM touched WHERE fact = ?", (row[0],))
    if row[1] == value:
        return 0
    db.execute("UPDATE fact SET value = ?, changed = ? WHERE id = ?", (value, change, row[0]))
    return 1


class _Meaning:
    """What a reference means: an Instrument for a Document of the same id, where one is stated and not merely cited."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._stated: dict[str, bool] = {}

    def place(self, kind: str, key: str) -> tuple[str, str]:
        """Kind and key of the fact that a fact is now."""
        if "\t" not in key:
            return ("Instrument", key) if kind == "Document" and self._is_stated(key) else (kind, key)
        start, end, own = key.split("\t")
        return kind, f"{self._ref(start)}\t{self._ref(end)}\t{own}"

    def _ref(self, ref: str) -> str:
        base, _, id_ = ref.partition(":")
        return f"Instrument:{id_}" if base == "Document" and self._is_stated(id_) else ref

    def _is_stated(self, id_: str) -> bool:
        if id_ not in self._stated:
            query = (
                "SELECT 1 FROM fact CROSS JOIN claim ON claim.fact = fact.id "
                "WHERE fact.kind = 'Instrument' AND fact.key = ? AND claim.rank > ? LIMIT 1"
            )
            self._stated[id_] = self._db.execute(query, (id_, RANKS["cited"])).fetchone() is not None
        return self._stated[id_]


def _meanings(kind: str, key: str) -> Iterator[tuple[str, str]]:
    """The fact itself, and what it may be now or have been before: the same of an Instrument for each Document."""
    if "\t" not in key:
        yield kind, key
        if kind == "Document":
            yield "Instrument", key
        return
    start, end, own = key.split("\t")
    for first, second in product(_raised(start), _raised(end)):
        yield kind, f"{first}\t{second}\t{own}"


def _raised(ref: str) -> tuple[str, ...]:
    base, _, id_ = ref.partition(":")
    return (ref, f"Instrument:{id_}") if base == "Document" else (ref,)


def _variants(kind: str, key: str) -> Iterator[tuple[str, str]]:
    """The fact itself, and the same said of a Document in the place of each Instrument."""
    if "\t" not in key:
        yield kind, key
        if kind == "Instrument":
            yield "Document", key
        return
    start, end, own = key.split("\t")
    for first, second in product(_either(start), _either(end)):
        yield kind, f"{first}\t{second}\t{own}"


def _either(ref: str) -> tuple[str, ...]:
    base, _, id_ = ref.partition(":")
    return (ref, f"Document:{id_}") if base == "Instrument" else (ref,)


def _claims(db: sqlite3.Connection, kind: str, key: str, variant: tuple[str, str]) -> Iterator[Claim]:
    """The claims about a variant of a fact, as claims about the fact."""
    query = (
        "SELECT claim.rank, claim.value FROM fact CROSS JOIN claim ON claim.fact = fact.id WHERE kind = ? AND key = ?"
    )
    for rank, value in db.execute(query, variant).fetchall():
        yield Claim(rank, _as_instrument(key, value) if variant[0] != kind else decode(kind, key, value))


def _as_instrument(id_: str, value: str) -> Node:
    """What is said of a Document, said of an Instrument: without its label, and what only a Document has."""
    known = {name: one for name, one in written(value)[1].items() if name in _SHARED}
    return node_from("Instrument", id_, None, known)


_SHARED = frozenset(NODE_TYPES["Document"].__dataclass_fields__) & frozenset(
    NODE_TYPES["Instrument"].__dataclass_fields__
)
