"""How a text came about, as facts: adopted by, adopted at, its drafts and their sponsors, votes, elections."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model import (
    Action,
    Adoption,
    Affiliation,
    Document,
    Edge,
    Effect,
    Instrument,
    Meeting,
    Node,
    Ref,
    Relation,
)
from graph.symbols import Symbol
from loaders.cited import known_by_citation, named
from loaders.records import Proposal, Record, Seat, Sponsor


def adoption(record: Record, own: Ref) -> Iterator[Node | Edge]:
    """The body that adopted it, and each meeting at which (or letter by which) it did. A draft that failed has none."""
    if own.base != "Instrument" or record.draft or record.symbol.label == "Draft":
        return
    if record.symbol.body:
        body = named("Body", record.symbol.body)
        yield body
        yield Adoption(kind="ADOPTED_BY", start_at=own, end_at=body.ref, on=record.adopted_on, origin="record")
    for occasion in record.proceedings.occasions:
        if occasion.at:
            node = _place(Symbol.parse(occasion.at), occasion.on)
            yield node
            yield Adoption(kind="ADOPTED_AT", start_at=own, end_at=node.ref, on=occasion.on, origin="record")


def _place(symbol: Symbol, on: str | None) -> Meeting | Document:
    """The record of a meeting, or the letter that tells the result of a written procedure."""
    if symbol.base == "Meeting":
        return Meeting(id=symbol.id, symbol=symbol.printed, held_on=on, url=symbol.url)
    return Document(id=symbol.id, label="UNDocument", symbol=symbol.printed, url=symbol.url)


def votes(record: Record, own: Ref) -> Iterator[Node | Edge]:
    """How each State voted."""
    done = record.proceedings
    if done.roll_call is None or own.base != "Instrument":
        return
    on = done.occasions[0].on if done.occasions else None
    for state, position in done.roll_call.votes:
        node = named("State", state)
        yield node
        yield Action(kind="VOTED", start_at=node.ref, end_at=own, on=on, how=position, origin="record")


def drafts(record: Record, own: Ref) -> Iterator[Node | Edge]:
    """The drafts of the text, the committee that adopted one and recommended it, and their sponsors.

    Where the draft has no symbol of its own its sponsors are those of the text.
    """
    if own.base != "Instrument":
        return
    done = record.proceedings
    for proposal in done.proposals:
        of = own
        if proposal.symbol and proposal.symbol != record.symbol:
            draft = _draft(proposal)
            of = draft.ref
            yield draft
            yield Relation(kind="DRAFT_OF", start_at=of, end_at=own, origin="record")
            if done.committee and "/C." in draft.id:
                yield named("Body", done.committee)
                to = Ref("Body", done.committee)
                yield Adoption(kind="ADOPTED_BY", start_at=of, end_at=to, on=done.recommended_on, origin="record")
        for sponsor in proposal.sponsors:
            yield named(sponsor.base, sponsor.id)
            yield _sponsored(sponsor, of, proposal.on)


def _draft(proposal: Proposal) -> Instrument:
    """A draft that became a text: it was adopted, whatever its symbol looks like."""
    symbol = proposal.symbol
    assert symbol is not None  # asked before
    return Instrument(
        id=symbol.id,
        label="Draft",
        symbol=symbol.printed,
        year=int(proposal.on[:4]) if proposal.on else symbol.year,
        session=symbol.session,
        outcome="adopted",
        url=symbol.url,
        coverage="record",
    )


def _sponsored(sponsor: Sponsor, of: Ref, on: str | None) -> Action:
    return Action(
        kind="SPONSORED",
        start_at=Ref(sponsor.base, sponsor.id),
        end_at=of,
        on=on if sponsor.role != "additional sponsor" else None,
        how=sponsor.role,
        on_behalf_of=sponsor.on_behalf_of,
        origin="record",
    )


def history(record: Record, own: Ref) -> Iterator[Node | Edge]:
    """Of a draft: the texts that it became, the draft in whose place it came, the draft that it would have changed."""
    done = record.proceedings
    for symbol in done.becomes:
        text = known_by_citation(symbol)
        yield text
        yield Relation(kind="DRAFT_OF", start_at=own, end_at=text.ref, origin="record")
    for kind, symbol in (("REPLACES", done.revises), ("AMENDS", done.amends)):
        if symbol is not None:
            other = known_by_citation(symbol)
            yield other
            yield Effect(kind=kind, start_at=own, end_at=other.ref, object="text", origin="record")


def elections(record: Record, own: Ref) -> Iterator[Node | Edge]:
    """The States that sit in a body by this decision, each with the decision as its source."""
    on = record.proceedings.occasions[0].on if record.proceedings.occasions else None
    for seat in record.proceedings.seats:
        yield named("State", seat.state)
        yield named("Body", seat.body)
        yield _member(seat, own, record.symbol.printed, on)


def _member(seat: Seat, own: Ref, printed: str, on: str | None) -> Affiliation:
    return Affiliation(
        kind="MEMBER_OF",
        start_at=Ref("State", seat.state),
        end_at=Ref("Body", seat.body),
        key=own.id,
        since=seat.since,
        until=seat.until,
        as_of=on,
        origin="record",
        source=printed,
    )
