"""What a catalogue record of the United Nations Digital Library says of a text: identity, title, way, subjects, votes.

The fields, as the library uses them: 191 (in voting data 791) the symbol; 245 the title, with the kind of text in $b
and who put it forward in $c; 269 the date of issue, 992 that of adoption; 515 further sponsors and the fate of an
amendment; 6XX subjects; 952 the record of the meeting; 967 and 996 the roll-call; 981 the organ; 991 the agenda item;
993 related texts of every kind, so that what one is follows from its symbol.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pymarc import Field
from pymarc import Record as Fields

from graph.errors import BadSource, BadSymbol
from graph.symbols import Symbol
from loaders.editorial.names import state_named
from loaders.readers.bodies import body_named
from loaders.readers.dates import real_date
from loaders.readers.sponsors import each_once, sponsors, states
from loaders.records import (
    Fate,
    Occasion,
    Position,
    Proceedings,
    Proposal,
    Record,
    Remark,
    RollCall,
    Sponsor,
    Subject,
)

_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")
_COMMITTEE = re.compile(r"([1-6])(?:st|nd|rd|th) Committee")
_KIND = re.compile(r"\b(?:resolution|decision|amendment|statement|note|report|letter|addendum|corrigendum)\b", re.I)
_NO_DRAFT = re.compile(r"\b(?:statement|note|report|letter)\b", re.I)
_AMENDS = re.compile(r"\bamendments? to (?:the )?(?:\w+ )?draft (?:resolution|decision) (\S+)", re.I)
_REVISION = re.compile(r"/Rev\.(\d+)$")
_ITEM = re.compile(r"(\d{1,3})([a-z])?(?:\[\d+\])?")
_MORE = re.compile(r"Additional (?:co-?)?sponsors?:\s*(.+?)\s*(?:\([ASE]/|\.?$)", re.I | re.DOTALL)
_FATES: tuple[tuple[str, Fate], ...] = (("rejected", "not adopted"), ("withdrawn", "withdrawn"))
_THESAURI = {"650": "UNBIS Thesaurus", **dict.fromkeys(("600", "610", "611", "630", "651"), "DHLAUTH")}
_ADOPTED = ("Resolution", "Decision", "PresidentialStatement")
_CAST: dict[str, Position] = {"Y": "yes", "N": "no", "A": "abstain", "X": "absent", "": "absent"}
_COUNTED: tuple[tuple[str, Position], ...] = (("b", "yes"), ("c", "no"), ("d", "abstain"), ("e", "absent"))


def record(fields: Fields) -> Record:
    """The Record of a catalogue record. Raises BadSource for one without a symbol that can be read."""
    remarks: list[Remark] = []
    symbol = _symbol(fields)
    kind = _first(fields, "245", "b")
    drafted = symbol.label == "Draft" or bool(re.search(r"\bdraft (?:resolution|decision)", kind, re.I))
    issued = real_date(_first(fields, "269", "a"))
    adopted = real_date(_first(fields, "992", "a"))
    item = _ITEM.fullmatch(_first(fields, "991", "b"))
    return Record(
        symbol=symbol,
        language="en",
        title=_title(fields, kind),
        adopted_on=None if drafted else adopted or (issued if symbol.base == "Document" else None),
        session=symbol.session,
        meeting=_meeting(fields),
        agenda_item=(f"{item[1]} ({item[2]})" if item[2] else item[1]) if item else None,
        draft=drafted and symbol.base != "Instrument",
        catalogued=True,
        proceedings=_proceedings(fields, symbol, kind, issued, adopted, remarks, drafted=drafted),
        subjects=tuple(dict.fromkeys(_subjects(fields))),
        remarks=tuple(remarks),
    )


def _proceedings(
    fields: Fields,
    symbol: Symbol,
    kind: str,
    issued: str | None,
    adopted: str | None,
    remarks: list[Remark],
    *,
    drafted: bool,
) -> Proceedings:
    related = list(_related(fields, remarks))
    texts = tuple(other for other in related if other.label in _ADOPTED and other.whole != symbol.whole)
    amends = _amended(kind, remarks)
    becomes = texts if drafted and amends is None else ()
    committee = _COMMITTEE.search(_first(fields, "981", "b"))
    body = body_named(f"{_ORDINALS[int(committee[1]) - 1]} Committee") if committee else None
    meeting = _meeting(fields)
    outcome: Fate | None = None
    proposals: tuple[Proposal, ...] = ()
    if drafted:
        outcome = "adopted" if becomes else _fate(fields)
        if not _NO_DRAFT.search(kind):
            proposals = (Proposal(symbol, issued, _sponsors(fields, symbol, body, remarks)),)
    else:
        proposals = tuple(Proposal(other) for other in related if other.label == "Draft")
    return Proceedings(
        occasions=() if drafted or not (adopted or meeting) else (Occasion(adopted, meeting),),
        outcome=outcome,
        committee=body,
        report=next((other.id for other in related if other.base == "Document"), None),
        roll_call=_roll_call(fields, remarks),
        proposals=proposals,
        becomes=becomes,
        revises=_revised(symbol) if drafted else None,
        amends=amends,
    )


# ------------------------------------------------------------------------------------------------ fields


def _values(fields: Fields, tag: str, code: str) -> Iterator[str]:
    for one in fields.get_fields(tag):
        yield from _within(one, code)


def _within(field: Field, code: str) -> Iterator[str]:
    """The values of a subfield that are not empty, each on one line."""
    yield from (" ".join(_mended(one.value).split()) for one in field.subfields if one.code == code and one.value)


def _first(fields: Fields, tag: str, code: str) -> str:
    return next(_values(fields, tag, code), "")


def _mended(text: str) -> str:
    """UTF-8 that was taken for Latin-1 and encoded once more, as in the library's exports: 'TÃ¼rkiye'."""
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _symbol(fields: Fields) -> Symbol:
    written = _first(fields, "191", "a") or _first(fields, "791", "a")
    if not written:
        raise BadSource("the record has no symbol (field 191)")
    try:
        return Symbol.parse(written)
    except BadSymbol as error:
        raise BadSource(f"the record's symbol cannot be read: {error}") from error


def _title(fields: Fields, kind: str) -> str | None:
    parts = [_first(fields, "245", "a"), "" if _KIND.search(kind) else kind]
    return ": ".join(part for part in (part.strip(" :;,/") for part in parts) if part) or None


def _meeting(fields: Fields) -> str | None:
    for written in (*_values(fields, "952", "a"), *_values(fields, "993", "a")):
        try:
            symbol = Symbol.parse(written)
        except BadSymbol:
            continue
        if symbol.base == "Meeting":
            return symbol.id
    return None


def _related(fields: Fields, remarks: list[Remark]) -> Iterator[Symbol]:
    for written in _values(fields, "993", "a"):
        try:
            yield Symbol.parse(written)
        except BadSymbol:
            remarks.append(Remark("name", f"a related text whose symbol cannot be read: {written}"))


def _revised(symbol: Symbol) -> Symbol | None:
    """The draft before a revision: L.5 before L.5/Rev.1, L.5/Rev.1 before L.5/Rev.2."""
    found = _REVISION.search(symbol.id)
    if found is None:
        return None
    before = symbol.id[: found.start()]
    return Symbol.parse(before if int(found[1]) < 2 else f"{before}/Rev.{int(found[1]) - 1}")


def _amended(kind: str, remarks: list[Remark]) -> Symbol | None:
    found = _AMENDS.search(kind)
    if found is None:
        return None
    try:
        return Symbol.parse(found[1].rstrip(".,;:/"))
    except BadSymbol:
        remarks.append(Remark("name", f"it amends a draft whose symbol cannot be read: {found[1]}"))
        return None


def _fate(fields: Fields) -> Fate | None:
    said = " ".join(_values(fields, "515", "a"))
    return next((fate for word, fate in _FATES if re.search(rf"\b(?:was|were) {word}", said)), None)


def _sponsors(fields: Fields, symbol: Symbol, committee: str | None, remarks: list[Remark]) -> tuple[Sponsor, ...]:
    said = _first(fields, "245", "c").replace("[", "(").replace("]", ")")
    found = list(sponsors(said, symbol, committee, remarks))
    for note in _values(fields, "515", "a"):
        if more := _MORE.match(note):
            further = states(more[1].replace("[", "(").replace("]", ")"), remarks)
            found += (Sponsor(one.base, one.id, "additional sponsor", one.on_behalf_of) for one in further)
    return each_once(found)


def _subjects(fields: Fields) -> Iterator[Subject]:
    for tag, thesaurus in _THESAURI.items():
        for one in fields.get_fields(tag):
            parts = (part.value for part in one.subfields if part.code.isalpha() and part.value)
            if term := " ".join(_mended(" ".join(parts)).split()):
                yield Subject(None, term, thesaurus)


def _roll_call(fields: Fields, remarks: list[Remark]) -> RollCall | None:
    """The votes of States, and the counts as the record has them."""
    votes: dict[str, Position] = {}
    for one in fields.get_fields("967"):
        name = next(_within(one, "e"), "")
        state = state_named(name)
        position = _CAST.get(next(_within(one, "d"), "").upper())
        if state is None or position is None:
            kind = "name" if state is None else "vote"
            remarks.append(Remark(kind, f"voted, but no State or no vote is called so: {name}"))
        else:
            votes[state] = position
    counts: dict[Position, int] = {}
    for code, position in _COUNTED:
        if (said := _first(fields, "996", code)).isdecimal() and len(said) < 5:
            counts[position] = int(said)
    if not votes and not counts:
        return None
    return RollCall(tuple(sorted(counts.items())), tuple(sorted(votes.items())))
