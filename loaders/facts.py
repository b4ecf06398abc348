"""What a Record says, as facts: the instrument, who adopted it and when, what it is part of, about, and cites."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from graph.library import Contribution
from graph.merge import RANKS
from graph.model import (
    Adoption,
    Affiliation,
    Body,
    Citation,
    Coverage,
    Document,
    Instrument,
    Meeting,
    Node,
    Ref,
    Relation,
    Subject,
)
from graph.symbols import Symbol
from loaders.citations.governing import Governors
from loaders.citations.links import Mention, linked
from loaders.citations.text import written
from loaders.records import Paragraph, Record, Remark

_TITLE_FIELDS = {language: f"title_{language}" for language in ("ar", "de", "en", "es", "fr", "ru", "zh")}
_OWN_PREFIX = {
    "un-general-assembly": "A",
    "un-security-council": "S",
    "un-economic-and-social-council": "E",
    "un-human-rights-council": "A/HRC",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """The facts of one Record, and what was odd about it."""

    contributions: tuple[Contribution, ...]
    remarks: tuple[Remark, ...]


def facts(record: Record) -> Reading:
    """All facts of a record, each with the rank of a text in its language."""
    rank = RANKS["text-en" if record.language == "en" else "text"]
    remarks = list(record.remarks)
    spoken: list[Node | Adoption | Relation | Affiliation] = [_instrument(record), *_around(record)]
    citations = list(_citations(record, remarks))
    contributions = [Contribution(fact, rank) for fact in spoken]
    contributions += [Contribution(citation, rank) for citation, _ in citations]
    cited = {symbol.id: symbol for _, symbol in sorted(citations, key=lambda c: c[1].printed)}
    contributions += [Contribution(known_by_citation(symbol), RANKS["cited"]) for symbol in cited.values()]
    return Reading(tuple(contributions), tuple(remarks))


def known_by_citation(symbol: Symbol) -> Node:
    """The node of something of which nothing is known but its symbol."""
    if symbol.base == "Meeting":
        return Meeting(id=symbol.id, symbol=symbol.printed, url=symbol.url)
    if symbol.base == "Document":
        return Document(id=symbol.id, label="UNDocument", symbol=symbol.printed, url=symbol.url)
    return Instrument(
        id=symbol.id,
        label=symbol.label,
        symbol=symbol.printed,
        year=symbol.year,
        session=symbol.session,
        url=symbol.url,
    )


def _instrument(record: Record) -> Instrument:
    symbol = record.symbol
    coverage: Coverage = "partial" if record.damaged else "full"
    title = {_TITLE_FIELDS[record.language]: record.title} if record.title else {}
    return Instrument(
        id=symbol.id,
        label=symbol.label if symbol.base == "Instrument" else "Draft",
        symbol=symbol.printed,
        adopted_on=record.adopted_on,
        year=int(record.adopted_on[:4]) if record.adopted_on else symbol.year,
        session=record.session,
        meeting=record.meeting,
        agenda_item=record.agenda_item,
        url=symbol.url,
        languages=(record.language,),
        coverage=coverage,
        **title,  # pyright: ignore[reportArgumentType]  # the names are those of the fields
    )


def _around(record: Record) -> Iterator[Node | Adoption | Relation | Affiliation]:
    """The body, the meeting, the whole of a part, the subjects: each node with the edge to it."""
    own = Ref("Instrument", record.symbol.id)
    if record.symbol.body and record.symbol.base == "Instrument" and record.symbol.label != "Draft":
        yield Body(id=record.symbol.body, label="Organ")
        yield Adoption(
            kind="ADOPTED_BY",
            start_at=own,
            end_at=Ref("Body", record.symbol.body),
            on=record.adopted_on,
            origin="record",
        )
    if record.meeting:
        meeting = Symbol.parse(record.meeting)
        node = Meeting(id=meeting.id, symbol=meeting.printed, held_on=record.adopted_on, url=meeting.url)
        yield node
        if meeting.base == "Meeting":
            yield Adoption(kind="ADOPTED_AT", start_at=own, end_at=node.ref, on=record.adopted_on, origin="record")
    if record.symbol.part:
        yield known_by_citation(record.symbol.whole)
        yield Affiliation(
            kind="PART_OF", start_at=own, end_at=Ref("Instrument", record.symbol.whole.id), origin="record"
        )
    for subject in record.subjects:
        node = Subject(
            id=_slug(f"{subject.dictionary.removesuffix(' Thesaurus')} {subject.term}"),
            name_en=subject.term,
            dictionary=subject.dictionary,
            identifier=subject.identifier,
            url=f"https://metadata.un.org/thesaurus/{subject.identifier}" if subject.identifier else None,
            coverage="record",
        )
        yield node
        yield Relation(kind="ABOUT", start_at=own, end_at=node.ref, basis=subject.dictionary, origin="record")


def _slug(term: str) -> str:
    """A readable id; where it is cut, or is more than letters and digits, a few digits keep terms apart."""
    slug = re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFKD", term).casefold()).strip("-")
    if len(slug) <= 100 and term.isascii():
        return slug
    return f"{slug[:100].rstrip('-')}-{hashlib.sha256(term.casefold().encode()).hexdigest()[:8]}"


# ------------------------------------------------------------------------------------------------ citations


def _citations(record: Record, remarks: list[Remark]) -> Iterator[tuple[Citation, Symbol]]:
    """Every mention of another instrument or document, in the order of the text."""
    own_body = _OWN_PREFIX.get(record.symbol.body, "")
    times: dict[tuple[str, str], int] = {}
    position = 0
    for paragraph in record.paragraphs:
        links, odd = linked(paragraph)
        hosted = paragraph.before is not None  # a footnote is governed where its mark stands
        governors = Governors((paragraph.before or "") if hosted else paragraph.text, paragraph.opening)
        remarks += odd
        spans = [(mention.start, mention.end) for mention in links if mention.certain]
        texts = list(written(paragraph.text, own_body, spans)) if record.language == "en" else []
        doubtful = [m for m in links if not m.certain and not any(m.start < t.end and t.start < m.end for t in texts)]
        found = [*(m for m in links if m.certain), *doubtful, *texts]
        for mention in sorted(found, key=lambda one: one.start):
            if mention.symbol.whole == record.symbol.whole:
                continue  # a text that gives its own number cites nothing
            position += 1
            times[paragraph.path, mention.symbol.id] = times.get((paragraph.path, mention.symbol.id), 0) + 1
            occurrence = times[paragraph.path, mention.symbol.id]
            key = f"{paragraph.path}#{occurrence}"
            verb = governors.at(len(paragraph.before or "") if hosted else mention.start)
            yield _citation(record, paragraph, mention, key, position, verb), mention.symbol


def _citation(
    record: Record,
    paragraph: Paragraph,
    mention: Mention,
    key: str,
    position: int,
    verb: str | None,
) -> Citation:
    """A link that its words contradict is no more than a candidate: MAY_CITE."""
    return Citation(
        kind="CITES" if mention.certain else "MAY_CITE",
        start_at=Ref("Instrument", record.symbol.id),
        end_at=Ref(mention.symbol.base, mention.symbol.id),
        key=key,
        section=paragraph.section,
        paragraph=paragraph.path,
        position=position,
        opening=paragraph.opening,
        verb=verb,
        cited_as="symbol" if mention.certain else "link",
        as_written=mention.as_written,
        origin=mention.origin,
        confidence="certain" if mention.certain else "context",
        languages=(record.language,),
        start=mention.start,
        end=mention.end,
    )
