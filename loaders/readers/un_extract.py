"""Reads the United Nations' own extract of what its resolutions say of themselves: JSON objects, one behind another."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, cast

from graph.errors import BadSource, BadSymbol
from graph.symbols import Symbol
from loaders.editorial.names import state_named
from loaders.readers.bodies import body_named
from loaders.readers.dates import DATE, iso, real_date
from loaders.readers.letters import single_spaced
from loaders.readers.plain_text import decoded
from loaders.readers.sponsors import each_once, sponsors, states
from loaders.records import (
    Broken,
    Found,
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

_NEXT = re.compile(r'\{\s*"(?:symbol|\w+_symbol|resolution_number)"')
_BETWEEN = re.compile(r"[\s,\[\]]*")
_MARK = re.compile(r'\\.|"', re.DOTALL)
_ENDS = re.compile(r'\s*(?:[:\]}]|,\s*["\[{\d]|$)')
"""What may follow the quotation mark that ends a string: no word goes on so."""
_SYMBOL = re.compile(r"[ASE]/[\w./()-]*\d(?:\([IVX]+\))?")
_ITEM = re.compile(r"(?:agenda )?items? (.+)", re.IGNORECASE)
_LIBRARIANS = ("UNBIS Thesaurus", "DHLAUTH")
_VOTES: tuple[tuple[str, Position], ...] = (("in_favour", "yes"), ("against", "no"), ("abstaining", "abstain"))
_WAYS = (
    ("unanim", "unanimously"),
    ("acclamation", "by acclamation"),
    ("consensus", "by consensus"),
    ("without a vote", "without a vote"),
    ("withoutvote", "without a vote"),
    ("recorded vote", "by vote"),
)
_SMALL = re.compile(r"\b(?:By|The|Of|And|On|Behalf|In|Its|Capacity|As|A|That|Are|Members|Following|Basis|Members)\b")


def read(data: bytes, name: str | None = None) -> Iterator[Found]:
    """A record for each object; what is no object, or has no symbol, is broken and costs no other.

    Control characters inside words are taken as they are, stray quotation marks for what was meant. `name` plays no
    part. Raises BadSource for what is no text.
    """
    text = decoded(data)
    decoder = json.JSONDecoder(strict=False)
    at, number = 0, 0
    while (at := _between(text, at)) < len(text):
        number += 1
        try:
            found, behind = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            after = _NEXT.search(text, at + 1)
            behind = after.start() if after else len(text)
            found = _mended(text[at:behind], decoder)
            if found is None:
                yield Broken(str(number), f"no JSON: {error}")
                at = behind
                continue
        at = behind
        try:
            if not isinstance(found, dict):
                raise BadSource("it is no JSON object")
            yield _record({str(key): value for key, value in cast("dict[Any, Any]", found).items()})
        except (BadSource, ValueError, TypeError) as error:
            yield Broken(str(number), str(error))


def _between(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def _mended(piece: str, decoder: json.JSONDecoder) -> object:
    """The object in a piece whose words have quotation marks of their own, which end no string."""
    inside = False

    def marked(found: re.Match[str]) -> str:
        nonlocal inside
        if found[0] != '"':
            return found[0]
        if not inside or _ENDS.match(piece, found.end()):
            inside = not inside
            return '"'
        return '\\"'

    try:
        return decoder.raw_decode(_MARK.sub(marked, piece))[0]
    except (ValueError, RecursionError):
        return None


def _record(said: dict[str, Any]) -> Record:
    remarks: list[Remark] = []
    symbol = _parsed(_text(said, "symbol") or _text(said, "sc_symbol"))
    if symbol is None:
        raise BadSource(f"it has no symbol that can be read: {_text(said, 'symbol')!r}")
    dated = re.search(DATE, _text(said, "adoption_date"))
    on = iso(*dated.groups()) if dated else None
    item = _ITEM.fullmatch(_text(said, "agenda_item"))
    done = _proceedings(said, symbol, on, remarks)
    return Record(
        symbol=symbol,
        language="en",
        title=_text(said, "title") or _text(said, "resolution_title") or None,
        adopted_on=on,
        session=symbol.session,
        meeting=done.occasions[0].at if done.occasions else None,
        agenda_item=item[1] if item else None,
        agenda_title=_agenda_title(said),
        catalogued=True,
        proceedings=done,
        subjects=tuple(dict.fromkeys(_subjects(said))),
        remarks=tuple(remarks),
    )


def _agenda_title(said: dict[str, Any]) -> str | None:
    """The title of the agenda item; the Security Council has a librarian's heading in capitals there, which is none."""
    written = _text(said, "agenda_item_name").strip(" .")
    return written if written and not written.isupper() else None


def _proceedings(said: dict[str, Any], symbol: Symbol, on: str | None, remarks: list[Remark]) -> Proceedings:
    meeting = _parsed(_text(said, "pv") or _text(said, "outcome_letter"))
    way = f"{_text(said, 'adoption_type')} {_text(said, 'outcome')} {_text(said, 'voting_type')}".casefold()
    how = next((word for sign, word in _WAYS if sign in way), None)
    if "mail" in way:
        how = f"{how} by letter" if how else "by letter"
    committee = body_named(_text(said, "committee")) if "Committee" in _text(said, "committee") else None
    origin = _SYMBOL.match(_text(said, "originating_document") or _text(said, "draft_resolution"))
    source = _parsed(origin[0]) if origin else None
    drafted = source if source and (source.label == "Draft" or "draft_resolution" in said) else None
    named = _sponsors(said, drafted, committee, remarks)
    proposal = Proposal(drafted, real_date(_text(said, "draft_resolution_date")), named)
    under = _text(said, "chapter_VII")
    return Proceedings(
        occasions=(Occasion(on, meeting.id if meeting else None),) if on or meeting else (),
        how=how,
        acts_under=under if under.startswith("Chapter ") else None,
        committee=committee,
        report=source.id if source and not drafted and source.base == "Document" else None,
        roll_call=_roll_call(said, remarks),
        proposals=(proposal,) if drafted or named else (),
    )


def _roll_call(said: dict[str, Any], remarks: list[Remark]) -> RollCall | None:
    """The votes; where names and figures differ (S/RES/1559 says 15 and names 9 and 6), the names are believed."""
    votes: dict[str, Position] = {}
    counts: dict[Position, int] = {}
    told = any(_texts(said, f"MS_{side}") for side, _ in _VOTES)
    for side, position in _VOTES:
        names = _texts(said, f"MS_{side}")
        for name in names:
            if state := state_named(name):
                votes.setdefault(state, position)
            else:
                remarks.append(Remark("name", f"voted, but no State is called so: {name}"))
        figure = _text(said, f"MS_{side}_count") or _text(said, f"sc_{side}_count")
        counts[position] = len({state_named(name) or name for name in names})  # A/RES/75/290A names each twice
        if figure.isdecimal() and len(figure) < 5 and int(figure) != counts[position]:
            if told:
                said_not = f"{figure} are said to have voted {position}, {counts[position]} are named"
                remarks.append(Remark("vote", said_not))
            else:
                counts[position] = int(figure)
    return RollCall(tuple(sorted(counts.items())), tuple(sorted(votes.items()))) if any(counts.values()) else None


def _sponsors(
    said: dict[str, Any], draft: Symbol | None, committee: str | None, remarks: list[Remark]
) -> tuple[Sponsor, ...]:
    text = ", ".join(_cased(name) for name in _texts(said, "sponsors"))
    found = list(sponsors(text, draft, committee, remarks))
    for name in _texts(said, "additional_sponsors"):
        further = states(_cased(name), remarks)
        found += (Sponsor(one.base, one.id, "additional sponsor", one.on_behalf_of) for one in further)
    return each_once(found)


def _cased(name: str) -> str:
    """Capitals as one writes: 'SUBMITTED BY THE CHAIR OF X' is 'Submitted by the Chair of X'."""
    return _SMALL.sub(lambda word: word[0].lower(), name.title()) if name.isupper() else name


def _subjects(said: dict[str, Any]) -> Iterator[Subject]:
    pairs = said.get("subjects")
    for pair in cast("list[Any]", pairs) if isinstance(pairs, list) else ():
        if isinstance(pair, list) and len(cast("list[Any]", pair)) == 2:
            term, dictionary = (single_spaced(str(part)).strip() for part in cast("list[Any]", pair))
            if dictionary in _LIBRARIANS and term:
                yield Subject(None, term, dictionary)


def _text(said: dict[str, Any], key: str) -> str:
    value = said.get(key)
    return single_spaced(value).strip() if isinstance(value, str) else ""


def _texts(said: dict[str, Any], key: str) -> list[str]:
    value = said.get(key)
    found = cast("list[Any]", value) if isinstance(value, list) else []
    return [text for one in found if isinstance(one, str) and (text := single_spaced(one).strip())]


def _parsed(text: str) -> Symbol | None:
    try:
        return Symbol.parse(text) if text else None
    except BadSymbol:
        return None
