"""Reads roll-calls in the layout of UNvotes (Voeten, "Data and Analyses of Voting in the UN General Assembly").

Two tables, as the R package `unvotes` has them, each a CSV file: `un_roll_calls` with a row a vote (`rcid`, `session`,
`date`, `unres`, and `amend` and `para`, which are 1 for votes on amendments and paragraphs), and `un_votes` with a row
a State and vote (`rcid`, `country`, `country_code`, `vote`: yes, abstain, no). A table of votes that has `unres` itself
is read by it; one that has not needs the table of roll-calls beside it, in the same folder or archive. Votes in figures
are those of the original data: 1 yes, 2 abstain, 3 no, 8 absent, 9 not yet a member.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from graph.errors import BadSource, BadSymbol
from graph.library import Contribution
from graph.merge import RANKS
from graph.model import Action, Fact, Instrument, Ref
from graph.symbols import Symbol
from loaders.cited import known_by_citation, named
from loaders.editorial.names import state_named
from loaders.readers.dates import real_date
from loaders.readers.tables import Row, rows
from loaders.records import Broken, Found, Position, Stated

VOTES = frozenset(("rcid", "vote"))
ROLL_CALLS = frozenset(("rcid", "unres"))
_BESIDE = re.compile(r"roll_?calls?[^/]*\.csv$", re.IGNORECASE)
_OLD = re.compile(r"R/(\d{1,2})/(\d{1,4}) ?([A-Z]?)", re.IGNORECASE)
_POSITIONS: dict[str, Position | None] = {
    "yes": "yes", "no": "no", "abstain": "abstain", "absent": "absent",
    "1": "yes", "2": "abstain", "3": "no", "8": "absent", "9": None,
}  # fmt: skip
_SESSIONS = (
    "", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
    "XVIII", "XIX", "XX", "XXI", "XXII", "XXIII", "XXIV", "XXV", "XXVI", "XXVII", "XXVIII", "XXIX", "XXX",
)  # fmt: skip


def read(data: bytes, name: str | None = None) -> Iterator[Found]:
    """The facts of either table; rows that cannot be read are broken. Raises BadSource for votes on nothing known."""
    facts: dict[Fact, int] = {}
    read = 0
    beside: Mapping[str, str] | None = None
    for row in rows(data):
        if isinstance(row, Broken):
            yield row
            continue
        try:
            if "vote" in row.cells:
                written = row.cells.get("unres")
                if written is None:
                    beside = _roll_calls_beside(name) if beside is None else beside
                    written = beside.get(row.cells["rcid"], "")
                found = list(_vote(row.cells, written))
            else:
                found = list(_roll_call(row.cells))
        except (BadSymbol, _BadRowError) as error:
            yield Broken(str(row.line), str(error))
            continue
        read += 1
        for fact, rank in found:
            facts.setdefault(fact, rank)
    if read:
        yield Stated(tuple(Contribution(fact, rank) for fact, rank in facts.items()), records=read)


class _BadRowError(Exception):
    """A row that says nothing that can be kept."""


def _roll_call(cells: Mapping[str, str]) -> Iterator[tuple[Fact, int]]:
    """The resolution that was voted on as a whole; a vote on a part of one says nothing about it."""
    symbol = _resolution(cells.get("unres", ""))
    if symbol is None or _true(cells.get("amend")) or _true(cells.get("para")):
        return
    on = real_date(cells.get("date"))
    yield (
        Instrument(
            id=symbol.id,
            label=symbol.label,
            symbol=symbol.printed,
            adopted_on=on,
            year=int(on[:4]) if on else symbol.year,
            session=symbol.session,
            how_adopted="by vote",
            url=symbol.url,
            coverage="record",
        ),
        RANKS["record"],
    )


def _vote(cells: Mapping[str, str], written: str) -> Iterator[tuple[Fact, int]]:
    symbol = _resolution(written)
    if symbol is None:
        return
    name = cells.get("country") or cells.get("countryname") or cells.get("country_name") or ""
    state = state_named(name)
    if state is None:
        raise _BadRowError(f"no State is called so: {name or cells.get('ccode', '')}")
    said = cells.get("vote", "").casefold().removesuffix(".0")
    if said not in _POSITIONS:
        raise _BadRowError(f"no vote that is known: {said}")
    position = _POSITIONS[said]
    if position is not None:
        yield known_by_citation(symbol), RANKS["cited"]
        yield named("State", state), RANKS["cited"]
        end = Ref("Instrument", symbol.id)
        yield Action(kind="VOTED", start_at=Ref("State", state), end_at=end, how=position, origin="record"), _RECORD


_RECORD = RANKS["record"]


def _resolution(written: str) -> Symbol | None:
    """'A/RES/57/73' and 'R/15/1514', which is resolution 1514 (XV); None for a vote on no resolution."""
    if not written or written.casefold() in ("na", "nan"):
        return None
    if old := _OLD.fullmatch(written):
        session = int(old[1])
        series = _SESSIONS[session] if session < len(_SESSIONS) else ""
        text = f"A/RES/{old[2]}({series}){old[3]}" if series else f"A/RES/{session}/{old[2]}{old[3]}"
        return Symbol.parse(text)
    symbol = Symbol.parse(written)
    return symbol if symbol.base == "Instrument" else None


def _true(said: str | None) -> bool:
    return (said or "").casefold() in ("1", "1.0", "true")


def _roll_calls_beside(name: str | None) -> Mapping[str, str]:
    """The resolutions by `rcid`, from the table of roll-calls in the same folder or archive."""
    from loaders.sources import items

    path, _, member = (name or "").partition("!")
    around = Path(path) if member else Path(path).parent
    own = Path(member).parent if member else None
    for item in items([around]) if around.exists() else ():
        place = Path(item.member or item.path)
        if _BESIDE.search(place.name) and (own is None or place.parent == own):
            return _read_roll_calls(item.name, item.read().data)
    raise BadSource("votes by number alone: the table un_roll_calls.csv, which says on what, must lie beside them")


@lru_cache(maxsize=2)
def _read_roll_calls(_name: str, data: bytes) -> Mapping[str, str]:
    whole = (row.cells for row in rows(data) if isinstance(row, Row))
    return {
        cells["rcid"]: cells.get("unres", "")
        for cells in whole
        if cells.get("rcid") and not (_true(cells.get("amend")) or _true(cells.get("para")))
    }
