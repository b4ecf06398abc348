"""Reads the depositary's tables: an index of treaties, and for each a table of who signed it, who is a party, and how.

`index.csv` has chapter_no, treaty_no (1, 5.a, 2.12b), treaty_name; `treaties/18-12-a.csv` has a column of participants
and columns headed by what was done there ("Accession(a), Succession(d), Ratification"), in which dates carry the letter
of the heading ("13 Jul 2011 a"). A treaty's id is the one that the editorial facts have under its number (XVIII-12-a).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from graph.errors import BadSource
from graph.library import Contribution
from graph.merge import RANKS
from graph.model import Action, Body, Effect, Fact, Instrument, Ref, Relation
from loaders.editorial import editorial_files, treaties_by_number
from loaders.editorial.names import state_named
from loaders.facts import Reading
from loaders.records import Remark

AS_OF = "2015"
"""The date of the tables that the corpus holds; pass another for newer ones."""

_DATED = re.compile(r"(\d{1,2} [A-Z][a-z]{2} \d{4})(?: ([A-Za-z]{1,2}))?")
_NEXT_ACT = re.compile(r",\s+(?=[A-Z])")
_MARKED = re.compile(r"(?P<act>.+?)\s*(?:\((?P<mark>[A-Za-z]{1,2})\))?")
_SIGNING = re.compile(r"signature|signing", re.I)
_DEFINITIVE = re.compile(r"definitive signature", re.I)
_PROVISIONAL = re.compile(
    r"provisional|^undertaking|^notification|confirmation of signature|^extension|^application", re.I
)
_IN_SECTIONS = 11
_TABULAR = frozenset({"Resolution", "Registration Date", "Registration Number", "UNTS Volume", "UNTS Page"})


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a table: what was done, by the letter behind the date ('' for a date without one)."""

    acts: dict[str, str]
    kind: str

    def how(self, mark: str) -> str | None:
        """What a date with this letter means; None for a letter that the heading does not explain."""
        return self.acts.get(mark)


def read_tables(folder: Path, *, as_of: str = AS_OF) -> Reading:
    """All facts of `index.csv` and the tables in `treaties/` beside it, with the rank of a catalogue's record.

    Treaties, SUPPLEMENTS and AMENDS where the index numbers one treaty below another, SIGNED and PARTY_TO with `on`,
    `how` and `as_of`. Participants that are no State or organization we know, and dates that cannot be read, are
    remarks. Raises BadSource when there is no index, or the index names a treaty without an id.
    """
    index = folder / "index.csv"
    if not index.is_file():
        raise BadSource("there is no index.csv of treaties", where=str(folder))
    remarks: list[Remark] = []
    found: list[Fact] = []
    known: dict[str, Instrument] = {}
    found += indexed(rows_of(index.read_bytes()), str(index), known)
    for table in sorted((folder / "treaties").glob("*.csv")):
        number = depositary_number(*table.stem.split("-", 1))
        if number not in known:
            remarks.append(Remark("identity", f"{table.name}: the index has no treaty {number}"))
            continue
        found += participants(rows_of(table.read_bytes()), table.name, known[number].ref, as_of, number, remarks)
    return Reading(tuple(Contribution(fact, RANKS["record"]) for fact in found), tuple(remarks))


def rows_of(data: bytes) -> list[dict[str, str]]:
    """The rows of a table."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def indexed(rows: list[dict[str, str]], where: str, known: dict[str, Instrument]) -> Iterator[Fact]:
    """The treaties of an index, which become `known` by their numbers. Raises BadSource for one without an id."""
    for row in rows:
        number, title = depositary_number(row["chapter_no"], row["treaty_no"]), row["treaty_name"]
        treaty = treaties_by_number().get(number)
        if treaty is None:
            raise BadSource(f"treaty {number} has no id", where=where, remedy="Give it one in editorial YAML.")
        known[number] = treaty
        yield Instrument(id=treaty.id, label="Treaty", title_en=treaty.title_en, mtdsg=number, coverage="record")
        yield from _above(number, title, treaty, known)


def depositary_number(chapter: str, treaty: str) -> str:
    """As the depositary writes it: (18, '12.a') is XVIII-12-a.

    Chapter XI is in sections, each with numbers of its own; the tables have those of A, customs matters: XI-A-15.
    """
    value, roman = int(chapter), ""
    for step, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while value >= step:
            value, roman = value - step, roman + letters
    section = "A-" if int(chapter) == _IN_SECTIONS else ""
    return f"{roman}-{section}{treaty.replace('.', '-')}"


def _above(number: str, title: str, treaty: Instrument, known: dict[str, Instrument]) -> Iterator[Fact]:
    """The relation to the treaty that has the number above: XVIII-12-a to XVIII-12, III-2-12a to III-2-12."""
    above = number[:-1] if re.search(r"\d[a-z]$", number) else number.rpartition("-")[0]
    parent = known.get(above)
    if parent is None or re.search(r"as (?:further )?(?:amended|extended|modified)", title):
        return
    source = f"Multilateral Treaties Deposited with the Secretary-General, {number}"
    own = treaty.ref
    if re.match(r"(?:\w+ )?(?:amend|revised text|protocol amending)", title, re.I):
        yield Effect(kind="AMENDS", start_at=own, end_at=parent.ref, object="text", origin="record", source=source)
    elif re.match(r"(?:\w+ )?extension", title, re.I):
        yield Effect(kind="EXTENDS", start_at=own, end_at=parent.ref, object="text", origin="record", source=source)
    elif re.search(r"protocol|annex|agreement", title, re.I):
        basis = "numbering of the depositary"
        yield Relation(
            kind="SUPPLEMENTS", start_at=own, end_at=parent.ref, basis=basis, origin="record", source=source
        )  # fmt: skip


# ------------------------------------------------------------------------------------------------ participants


def participants(
    rows: list[dict[str, str]], called: str, treaty: Ref, as_of: str, number: str, remarks: list[Remark]
) -> Iterator[Action]:
    """What each participant did about one treaty; `called` is what the table is called in remarks."""
    headings = [name for name in (rows[0] if rows else {}) if name != "Participant"]
    columns = {name: _column(name) for name in headings if name not in _TABULAR}
    source = f"Multilateral Treaties Deposited with the Secretary-General, {number}"
    for name, column in columns.items():
        if not column.kind:
            remarks.append(Remark("structure", f"{called}: {name!r} is neither signature nor consent to be bound"))
    for row in rows:
        who = _participant(row["Participant"])
        if who is None:
            remarks.append(Remark("identity", f"{called}: {row['Participant']!r} is no State or body we know"))
            continue
        if not headings:
            remarks.append(Remark("structure", f"{called}: {row['Participant']} without a date or an act"))
        done: dict[tuple[str, str], int] = {}
        for name, column in columns.items():
            for on, how in _acts(row[name] or "", name, column, f"{called}, {row['Participant']}", remarks):
                for kind in _kinds(column.kind, how):
                    done[kind, how] = done.get((kind, how), 0) + 1
                    times = done[kind, how]
                    key = how if times == 1 else f"{how} {times}"
                    yield Action(
                        kind=kind, start_at=who, end_at=treaty, key=key, on=on, how=how, as_of=as_of,
                        origin="record", source=source,
                    )  # fmt: skip


def _column(heading: str) -> _Column:
    """The acts that a heading names, by their letters, and the kind of edge that a date there is."""
    acts: dict[str, str] = {}
    for written in _NEXT_ACT.split(heading):
        if match := _MARKED.fullmatch(written.strip()):
            act, mark = match["act"].lower(), match["mark"] or ""
            acts[mark] = f"{acts[mark]} or {act}" if mark in acts else act
    if re.search(r"date of adoption", heading, re.I):
        return _Column({"": "admission to the United Nations"}, "PARTY_TO")
    if all(_PROVISIONAL.search(act) for act in acts.values()):
        kind = "PARTY_TO" if heading == "Application" else ""
    else:
        kind = "SIGNED" if all(_SIGNING.search(a) and not _DEFINITIVE.search(a) for a in acts.values()) else "PARTY_TO"
    return _Column(acts, kind)


def _kinds(kind: str, how: str) -> tuple[str, ...]:
    """The edges that an act makes: a definitive signature both signs and binds, a provisional application neither."""
    if not kind or (kind == "PARTY_TO" and _PROVISIONAL.search(how) and how != "application"):
        return ()
    return ("SIGNED", "PARTY_TO") if _DEFINITIVE.match(how) and " or " not in how else (kind,)


def _acts(cell: str, heading: str, column: _Column, where: str, remarks: list[Remark]) -> Iterator[tuple[str, str]]:
    """The dates of a cell, each with what was done then."""
    rest = cell.strip()
    for match in _DATED.finditer(cell):
        rest = rest.replace(match.group(), "", 1).strip(" ,;")
        mark = match[2] or ""
        how = column.how(mark)
        if how is None and not mark and len(column.acts) == 1:
            how = next(iter(column.acts.values()))  # the only act of the column, whose letter is left out
        if how is None:
            remarks.append(Remark("structure", f"{where}: {match.group()!r} under {heading!r} is not explained there"))
            continue
        yield datetime.strptime(match[1], "%d %b %Y").date().isoformat(), how
    if rest:
        remarks.append(Remark("structure", f"{where}: {rest!r} under {heading!r} is no date"))


def _participant(name: str) -> Ref | None:
    if state := state_named(name):
        return Ref("State", state)
    body = _bodies().get(_folded(name))
    return Ref("Body", body) if body else None


@cache
def _bodies() -> dict[str, str]:
    """Organizations by their English names; other bodies are no participants in treaties."""
    found: dict[str, str] = {}
    for node in (node for file in editorial_files().values() for node in file.nodes):
        if isinstance(node, Body):
            for name in (node.name_en, *node.aliases):
                if name:
                    found.setdefault(_folded(name), node.id)
    return found


def _folded(name: str) -> str:
    return re.sub(r"\W+", " ", name).strip().casefold()
