"""A Record's own text as facts: the instrument or document, what it is part of, and what it is about."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from graph.model import Affiliation, Coverage, Document, Instrument, Node, Ref, Relation, Subject
from loaders import records
from loaders.cited import known_by_citation
from loaders.records import Position, Record, Slug

_TITLE_FIELDS = {language: f"title_{language}" for language in ("ar", "de", "en", "es", "fr", "ru", "zh")}
"""By language; documents of others have a plain title, and instruments, whose texts are in these, none."""
_COUNTS: dict[Position, str] = {
    "yes": "votes_yes",
    "no": "votes_no",
    "abstain": "votes_abstain",
    "absent": "votes_absent",
}


def own_node(record: Record) -> Instrument | Document:
    """The node of the text. A corrigendum and its like is a document, and no instrument."""
    symbol = record.symbol
    coverage: Coverage = "record" if record.catalogued else "partial" if record.damaged else "full"
    if isinstance(symbol, Slug) or (symbol.base != "Instrument" and not record.draft):
        return Document(
            id=symbol.id,
            label=symbol.label if isinstance(symbol, Slug) else "UNDocument",
            symbol=None if isinstance(symbol, Slug) else symbol.printed,
            **{_TITLE_FIELDS.get(record.language, "title"): record.title or None},
            language=None if record.catalogued else record.language,
            published_on=record.adopted_on,
            url=None if isinstance(symbol, Slug) else symbol.url,
            coverage=coverage,
        )
    done = record.proceedings
    field = _TITLE_FIELDS.get(record.language)
    title = {field: record.title} if field and record.title else {}
    counts = {_COUNTS[position]: n for position, n in done.roll_call.counts} if done.roll_call else {}
    first = done.occasions[0].on if done.occasions else None
    return Instrument(
        id=symbol.id,
        label=symbol.label if symbol.base == "Instrument" else "Draft",
        symbol=symbol.printed,
        adopted_on=record.adopted_on,
        voted_on=first if record.draft else None,
        year=int(first[:4]) if first else symbol.year,
        session=record.session,
        meeting=record.meeting,
        agenda_item=record.agenda_item,
        agenda_title=record.agenda_title,
        how_adopted=done.how,
        outcome=done.outcome,
        acts_under=done.acts_under,
        committee=done.committee,
        report=done.report,
        url=symbol.url,
        languages=() if record.catalogued else (record.language,),
        coverage=coverage,
        **counts,  # pyright: ignore[reportArgumentType]  # the names are those of the fields
        **title,  # pyright: ignore[reportArgumentType]
    )


def parts(record: Record, own: Ref) -> Iterator[Node | Affiliation]:
    """The whole of a part, and the part that an earlier text of its number has become."""
    if isinstance(record.symbol, Slug) or not record.symbol.part:
        return
    whole = Ref("Instrument", record.symbol.whole.id)
    yield known_by_citation(record.symbol.whole)
    yield Affiliation(kind="PART_OF", start_at=own, end_at=whole, origin="record")
    if record.proceedings.earlier_part:
        symbol, on = record.proceedings.earlier_part
        yield Instrument(
            id=symbol.id,
            label=symbol.label,
            symbol=symbol.printed,
            adopted_on=on,
            year=int(on[:4]) if on else symbol.year,
            session=symbol.session,
            url=symbol.url,
            coverage="record",
        )
        yield Affiliation(kind="PART_OF", start_at=Ref("Instrument", symbol.id), end_at=whole, origin="text")


def subjects(record: Record, own: Ref) -> Iterator[Node | Relation]:
    """What librarians say that it is about."""
    for subject in record.subjects:
        node = _subject(subject)
        yield node
        yield Relation(kind="ABOUT", start_at=own, end_at=node.ref, basis=subject.dictionary, origin="record")


@lru_cache(maxsize=1 << 12)
def _subject(subject: records.Subject) -> Subject:
    """The node of a term; the same few thousand terms are given to all texts."""
    return Subject(
        id=_slug(f"{subject.dictionary.removesuffix(' Thesaurus')} {subject.term}"),
        name_en=subject.term,
        dictionary=subject.dictionary,
        identifier=subject.identifier,
        url=f"https://metadata.un.org/thesaurus/{subject.identifier}" if subject.identifier else None,
        coverage="record",
    )


def _slug(term: str) -> str:
    """A readable id; where it is cut, or is more than letters and digits, a few digits keep terms apart."""
    slug = re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFKD", term).casefold()).strip("-")
    if len(slug) <= 100 and term.isascii():
        return slug
    return f"{slug[:100].rstrip('-')}-{hashlib.sha256(term.casefold().encode()).hexdigest()[:8]}"
