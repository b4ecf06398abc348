"""Reads tables of citations: a row an edge, with `source` and `target`, and maybe `verb` and `paragraph`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal, cast

from graph.errors import BadInput, BadSource
from graph.library import Contribution
from graph.merge import RANKS
from graph.model import Citation, Node, Ref, Section
from graph.symbols import Symbol
from graph.symbols import read as read_symbol
from graph.vocabulary import vocabulary
from loaders.citations.governing import of_opening
from loaders.cited import known_by_citation, named
from loaders.readers.tables import Row, rows
from loaders.records import Broken, Found, Remark, Stated

HEADINGS = frozenset(("source", "target"))
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SECTIONS: tuple[tuple[str, Section], ...] = (
    ("fn.", "footnote"),
    ("annex", "annex"),
    ("PP", "preamble"),
    ("OP", "operative"),
)


def read(data: bytes, name: str | None = None) -> Iterator[Found]:
    """The citations of a table, each with the rank of a record; rows that cannot be read are broken.

    A source or target is a symbol in any spelling of the United Nations, or the id of a treaty ("palermo-convention").
    A column `kind`, as we export it, may say MAY_CITE; rows of other kinds are none of citations. `name` plays no part.
    """
    times: Counter[tuple[Ref, Ref, str]] = Counter()
    facts: dict[Contribution, None] = {}
    remarks: list[Remark] = []
    read = 0
    for row in rows(data):
        if isinstance(row, Broken):
            yield row
            continue
        try:
            found = _citation(row, times, remarks)
        except (BadInput, ValueError) as error:
            yield Broken(str(row.line), str(error))
            continue
        read += 1
        for ref in (found.start_at, found.end_at):
            facts.setdefault(Contribution(_node(ref), RANKS["cited"]))
        facts.setdefault(Contribution(found, RANKS["record"]))
    if read:
        yield Stated(tuple(facts), tuple(remarks), read)


def _citation(row: Row, times: Counter[tuple[Ref, Ref, str]], remarks: list[Remark]) -> Citation:
    kind = row.cells.get("kind") or "CITES"
    if kind not in ("CITES", "MAY_CITE"):
        raise BadSource(f"a row of the kind {kind!r}; only citations are read from a table")
    start, end = _ref(row.cells.get("source", "")), _ref(row.cells.get("target", ""))
    if start == end:
        raise BadSource(f"{start.id} would cite itself")
    paragraph = row.cells.get("paragraph", "")
    times[start, end, paragraph] += 1
    own = paragraph.rpartition("/")[2]
    section = next((section for sign, section in _SECTIONS if paragraph.startswith(sign) or own.startswith(sign)), None)
    said = row.cells.get("verb", "").casefold()
    verb = said if said in vocabulary().verbs else of_opening(said)
    if said and verb is None:
        remarks.append(Remark("structure", f"row {row.line}: {said!r} is no verb that is known"))
    return Citation(
        kind=kind,
        start_at=start,
        end_at=end,
        key=f"{paragraph}#{times[start, end, paragraph]}",
        section=cast("Section", section or "other"),
        paragraph=paragraph,
        verb=verb,
        cited_as=_cited_as(end),
        origin="record",
    )


def _cited_as(end: Ref) -> Literal["symbol", "name"]:
    return "symbol" if "/" in end.id else "name"


def _ref(written: str) -> Ref:
    if not written:
        raise BadSource("a row without source or target")
    if _SLUG.fullmatch(written) and not written.isdecimal():
        if named("Instrument", written).base != "Instrument":
            raise BadSource(f"no treaty or declaration that is known has the id {written!r}")
        return Ref("Instrument", written)
    symbol = read_symbol(written)
    return Ref(symbol.base, symbol.id)


def _node(ref: Ref) -> Node:
    return known_by_citation(Symbol.parse(ref.id)) if "/" in ref.id else named(ref.base, ref.id)
