"""How bodies and instruments belong together, where a text says it beside their names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter

from graph.model import Affiliation, Body, Edge, Node, Ref, Relation
from loaders.citations.effects.ahead import ahead
from loaders.citations.effects.bodies import Named
from loaders.citations.effects.document import Document
from loaders.citations.effects.gazetteer import bodies, founded
from loaders.citations.mention import Mention
from loaders.citations.names import named as instruments_named
from loaders.cited import named

_BEHIND = 150
_BEFORE = 80
_NEXT = 40
"""Characters between a protocol and its treaty."""


def affiliations(document: Document) -> Iterator[Node | Edge]:
    """Bodies established by instruments, co-chaired, counted, renamed, parts of others; protocols to their treaties."""
    stated: dict[tuple[object, ...], Node | Edge] = {}
    for place, paragraph in enumerate(document.record.paragraphs):
        if paragraph.section == "annex":
            continue
        found: list[Node | Edge] = []
        if any(mention.cited_as == "name" for mention in document.mentions[place]):
            found += _protocols(document, place)
        if document.language.belongs.search(paragraph.text):
            found += ahead(document, place)
            for body in document.bodies.named(place):
                found += _of(document, place, body)
        for fact in found:
            stated.setdefault(_identity(fact), fact)
    yield from stated.values()


def _identity(fact: Node | Edge) -> tuple[object, ...]:
    if isinstance(fact, Node):
        return fact.ref, fact.members if isinstance(fact, Body) else None
    return fact.kind, fact.start_at, fact.end_at


def _of(document: Document, place: int, body: Named) -> Iterator[Node | Edge]:
    """What a text says directly behind the name of a body."""
    text, language = document.texts[place], document.language
    if bodies()[body.id].label in ("Organ", "Organization") or body.id == "un-secretary-general":
        return  # "the Committee of the Security Council established by": it is the other that was established
    own = Ref("Body", body.id)
    behind = text[body.end : body.end + _BEHIND]
    as_of = document.record.adopted_on
    for mention in document.mentions[place]:
        if _established(document, text, body, mention):
            if not _agreed(body.id, mention.target.id):
                continue  # "established by resolutions 1526 and 2368", or a body that is established again
            yield named("Body", body.id)
            yield Affiliation(kind="ESTABLISHED_BY", start_at=own, end_at=mention.target, origin="text")
    if match := language["co_chaired"].match(behind):
        yield named("Body", body.id)
        for chair in document.bodies.listed(place, body.end + match.end()):
            yield named("Body", chair.id)
            start = Ref("Body", chair.id)
            yield Affiliation(kind="CO_CHAIRS", start_at=start, end_at=own, as_of=as_of, origin="text")
    if match := language["counted"].match(behind):
        yield Body(id=body.id, label=bodies()[body.id].label, members=language.number(match["number"]))
    for kind, name in (("SUCCEEDS", "succeeds"), ("SUCCEEDS", "renamed"), ("PART_OF", "part_of")):
        match = language[name].match(behind)
        other = document.bodies.at(place, body.end + match.end()) if match else None
        if other and other.sure and other.id != body.id and _can(kind, body.id, other.id):
            yield named("Body", body.id)
            yield named("Body", other.id)
            ends = (own, Ref("Body", other.id))
            earlier, later = ends if name != "renamed" else ends[::-1]  # "shall henceforth be known as the later one"
            yield Affiliation(kind=kind, start_at=earlier, end_at=later, origin="text")


def _established(document: Document, text: str, body: Named, mention: Mention) -> bool:
    """Whether an instrument is the one that the words behind a body say established it."""
    if not body.end < mention.start <= body.end + _BEHIND or not mention.certain:
        return False
    if mention.target.base != "Instrument" or mention.symbol is None:
        return False
    if document.language["not_its_founding"].search(text, max(0, body.start - _BEFORE), body.start):
        return False  # "a fund to pay for the Tribunal, established by": what was established is the fund
    return document.language["established"].match(text[body.end : mention.start]) is not None


def _agreed(body: str, instrument: str) -> bool:
    """Whether an instrument is the one that editors know to have established a body, or they know none."""
    ones = [one for one, ids in founded().items() if body in ids]
    return not ones or instrument in ones


def _can(kind: str, body: str, other: str) -> bool:
    """An office can be part of a department, and a mission of none; only bodies of a kind follow one another."""
    one, another = bodies()[body].label, bodies()[other].label
    if kind == "SUCCEEDS":
        return one == another
    if one == "Committee" and another == "Office":
        return False  # it is the office that serves the committee
    return one in ("Office", "Committee", "TaskForce") and another in ("Department", "Organ", "Agency", "Office")


def _protocols(document: Document, place: int) -> Iterator[Relation]:
    """A protocol whose name, or the words behind it, tell which treaty it supplements."""
    mentions = document.mentions[place]
    named = [mention for mention in mentions if mention.cited_as == "name" and mention.certain]
    for mention in named:
        words = mention.as_written
        match = document.language["supplements"].search(words)
        if match is None:
            for treaty in named[bisect_right(named, mention.end, key=attrgetter("start")) :]:
                if treaty.start - mention.end > _NEXT:
                    break
                between = document.texts[place][mention.end : treaty.start]
                if treaty.target != mention.target and document.language["supplementing"].fullmatch(between):
                    yield Relation(kind="SUPPLEMENTS", start_at=mention.target, end_at=treaty.target, origin="text")
            continue
        inner = instruments_named([words[match.end() :]], document.language.code)[0]
        for treaty in inner:
            if treaty.start == inner[0].start and treaty.target != mention.target and treaty.certain:
                yield Relation(kind="SUPPLEMENTS", start_at=mention.target, end_at=treaty.target, origin="text")
