"""Reads one table of the depositary by itself: the index of treaties, or the participants in one of them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from graph.errors import BadSource
from graph.library import Contribution
from graph.merge import RANKS
from graph.model import Fact, Instrument
from loaders.editorial import treaties_by_number
from loaders.readers.treaty_tables import AS_OF, depositary_number, indexed, participants, rows_of
from loaders.records import Found, Remark, Stated

INDEX = frozenset(("chapter_no", "treaty_no", "treaty_name"))
PARTICIPANTS = frozenset(("participant",))
_NUMBERED = re.compile(r"(\d{1,2})-(\d[\w.-]*)")


def read(data: bytes, name: str | None = None) -> Iterator[Found]:
    """The facts of a table, as `treaty_tables` makes them. Raises BadSource for one that is damaged or of no treaty.

    Which treaty it is stands nowhere in a table of participants: its `name` says it, as in `18-12-a.csv`.
    """
    remarks: list[Remark] = []
    try:
        rows = rows_of(data)
        if rows and "chapter_no" in rows[0]:
            found: list[Fact] = list(indexed(rows, name or "", dict[str, Instrument]()))
        else:
            called = Path((name or "").rpartition("!")[2]).name
            number = _number(called)
            treaty = treaties_by_number().get(number)
            if treaty is None:
                raise BadSource(f"no treaty has the number {number}, which the file is called by")
            found = list(participants(rows, called, treaty.ref, AS_OF, number, remarks))
    except (UnicodeDecodeError, csv.Error, KeyError, TypeError, ValueError) as error:
        raise BadSource(f"the table is damaged: {error}") from error
    if not rows:
        raise BadSource("the table has no rows")
    yield Stated(tuple(Contribution(fact, RANKS["record"]) for fact in found), tuple(remarks), len(rows))


def _number(called: str) -> str:
    found = _NUMBERED.fullmatch(Path(called).stem)
    if found is None:
        raise BadSource("a table of participants is known by its name, which has the number of the treaty: 18-12-a.csv")
    return depositary_number(found[1], found[2])
