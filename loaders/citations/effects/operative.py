"""The effects of operative paragraphs: each act as edges to what it is done to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graph.model import Affiliation, Edge, Effect, Inclusion, Node, Ref
from loaders.citations.effects.acts import Act, acts, leads
from loaders.citations.effects.document import Document
from loaders.citations.effects.establishing import founded_body
from loaders.citations.effects.gazetteer import bodies
from loaders.citations.effects.observances import proclaimed
from loaders.citations.effects.reports import reports
from loaders.citations.effects.targets import Target, holders, instruments, object_of, sure_of
from loaders.citations.mention import Mention
from loaders.cited import named

_DIRECT = 80
"""Characters before an instrument that is itself adopted or endorsed: its article and its body."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A paragraph of a document: its place, its path, its flat text and what it names."""

    document: Document
    number: int
    path: str
    text: str
    mentions: list[Mention]

    def effect(self, kind: str, target: Target, **said: Any) -> Effect:
        """An effect on a target, with the evidence that every one has."""
        sure = said.pop("sure", True) and target.sure
        if target.about and said.get("object") in ("mandate", "measure"):
            said["object"] = target.about
        return Effect(
            kind=kind,
            start_at=self.document.own,
            end_at=target.ref,
            key=self.document.key(kind, self.path, target.ref),
            paragraph=self.path,
            provision=target.provision,
            origin="text",
            confidence="certain" if sure else "context",
            **said,
        )


def operative(document: Document) -> Iterator[Node | Edge]:
    """The effects of every operative paragraph, in order."""
    language = document.language
    leading: dict[str, bool] = {}
    for number, paragraph in enumerate(document.record.paragraphs):
        if paragraph.section != "operative" and not _decides(document, number):
            continue
        if not language.verbs.hint.search(paragraph.text):
            leading[paragraph.path] = paragraph.text.rstrip().endswith(":") and leads(document.texts[number], language)
            continue
        text = document.texts[number]
        leading[paragraph.path] = text.rstrip().endswith(":") and leads(text, language)
        place = _Place(document, number, paragraph.path, text, list(document.mentions[number]))
        for act in acts(text, language, led=leading.get(paragraph.path.rpartition("(")[0], False)):
            for fact in _DONE[act.kind](place, act):
                if isinstance(fact, Effect) and fact.end_at.base == "Body":
                    yield named("Body", fact.end_at.id)
                yield fact
        yield from reports(document, number)


def _decides(document: Document, number: int) -> bool:
    """Whether a paragraph that was read as preambular begins with "Decides": some files number both alike."""
    if document.record.paragraphs[number].section != "preamble":
        return False
    return document.language.verbs.decides.match(document.texts[number]) is not None


def _times(place: _Place, act: Act, *, counted: bool = False) -> dict[str, Any]:
    """From when and until when what is done holds; remembered for paragraphs that refer to this one."""
    words = place.text[act.end if act.subject else act.clause : act.last]
    times = place.document.clock.read(words, counted=counted)
    if times.until and place.path.startswith("OP"):
        place.document.clock.ends.setdefault(place.path.removeprefix("OP"), times.until)
    said = {"effective_on": times.effective_on, "until": times.until}
    return {name: value for name, value in said.items() if value} | {"sure": times.sure}


def _extends(place: _Place, act: Act) -> Iterator[Node | Edge]:
    words = place.text[act.start : act.end]
    about = object_of(words, place.document.language)
    if about in ("list", "text"):
        return
    found: list[Target] = []
    if about != "measure":
        found += holders(place.number, place.text, act, place.document.bodies, place.document.language)
    if about is not None:
        found += instruments(place.text, act, place.mentions, place.document.language)
    said = {"object": about or "mandate", "condition": _condition(place, act), **_times(place, act)}
    targets = _once(found)
    ends = _own_ends(place, act, targets)
    for target in targets:
        own = {} if ends is None else {"until": ends.get(target)}
        yield place.effect(
            "EXTENDS", target, **{name: value for name, value in (said | own).items() if value is not None}
        )


def _own_ends(place: _Place, act: Act, targets: list[Target]) -> dict[Target, str] | None:
    """Until when each of several bodies is extended, where it is until different days; None where it is not.

    The days stand behind the bodies, "UNMISS and UNAMID until 30 April 2025 and UNIFIL until 31 August 2025", or all of
    them before: "until 15 March 2025 the mandate of UNMHA, and until 30 June 2025 the mandate of the Panel of Experts".
    """
    bodies = [target.end for target in targets if target.ref.base == "Body"]
    clock = place.document.clock
    if len(bodies) < 2 or len(clock.ends_in(place.text[act.start : act.last])) < 2:
        return None
    if not clock.ends_in(place.text[act.start : min(bodies)]):
        return _ends_beside(place, act, targets, before=False)
    if not clock.ends_in(place.text[max(bodies) : act.last]):
        return _ends_beside(place, act, targets, before=True)
    return None


def _ends_beside(place: _Place, act: Act, targets: list[Target], *, before: bool) -> dict[Target, str]:
    """The one date before each, or behind it; for one without any, that of the next one with which it is named."""
    found: dict[Target, str] = {}
    edge, until = act.start if before else act.last, None
    for target in sorted(targets, key=lambda one: one.end, reverse=not before):
        ends = place.document.clock.ends_in(place.text[slice(*sorted((edge, target.end)))])
        until = min(ends) if len(ends) == 1 else None if ends else until
        if until:
            found[target] = until
        edge = target.end
    return found


def _terminates(place: _Place, act: Act) -> Iterator[Node | Edge]:
    language = place.document.language
    if act.subject and language["limited"].search(place.text, act.end, act.last):
        # What no longer applies to some goes on for others.
        yield from _amends(place, act)
        return
    if language["conditional"].search(place.text, act.start, act.last):
        return
    about = object_of(place.text[act.start : act.end], language)
    found: list[Target] = []
    if about in (None, "text", "mandate"):
        found += holders(place.number, place.text, act, place.document.bodies, language)
    if about == "text" and found:
        # "the Committee established by paragraph 14 of resolution X": it is the body that ends.
        about = None
    if about is not None:
        found += instruments(place.text, act, place.mentions, language)
    if about == "text" and not language["part"].match(place.text, act.start):
        return
    times = _times(place, act)
    until = times.pop("until", None)
    times.setdefault("effective_on", until)
    for target in _once(found):
        yield place.effect("TERMINATES", target, **{"object": about or "mandate", **times})


def _amends(place: _Place, act: Act) -> Iterator[Node | Edge]:
    language = place.document.language
    about = object_of(place.text[act.start : act.end], language)
    found = list(instruments(place.text, act, place.mentions, language))
    if about == "mandate":
        found += holders(place.number, place.text, act, place.document.bodies, language)
    times = _times(place, act)
    times.pop("until", None)
    for target in _once(found):
        yield place.effect("AMENDS", target, **{"object": about or "text", **times})


def _replaces(place: _Place, act: Act) -> Iterator[Node | Edge]:
    """A paragraph or a measure that is replaced is no more than an amendment of its resolution."""
    language = place.document.language
    before_another = language["replaced_by"].search(place.text, act.start, act.end)
    one = act._replace(end=before_another.start()) if before_another else act
    about = object_of(place.text[one.start : one.end], language)
    for target in _once(instruments(place.text, one, place.mentions, language)):
        whole = target.provision is None and about == "text"
        whole = whole and language["whole"].match(place.text, one.start) is not None
        yield place.effect("REPLACES" if whole else "AMENDS", target, object=about or "text")


def _establishes(place: _Place, act: Act) -> Iterator[Node | Edge]:
    body = founded_body(place.document, place.number, act)
    if body is None:
        return
    times = _times(place, act, counted=True)
    # A period that is counted is sure enough where the day of adoption begins it.
    yield place.effect("ESTABLISHES", Target(Ref("Body", body.id), sure=body.sure), **times)
    since = times.get("effective_on") or place.document.record.adopted_on
    if bodies()[body.id].label != "Organ":
        ends = Ref("Body", body.id), place.document.own
        yield Affiliation(kind="ESTABLISHED_BY", start_at=ends[0], end_at=ends[1], since=since, origin="text")


def _endorses(place: _Place, act: Act) -> Iterator[Node | Edge]:
    if (mention := _object(place, act)) is None:
        return
    target = Target(mention.target, mention.provision, sure_of(mention))
    yield place.effect("ENDORSES", target)
    yield from _included(place, act, mention, "endorses")


def _adopts(place: _Place, act: Act) -> Iterator[Node | Edge]:
    if (mention := _object(place, act)) is not None:
        yield from _included(place, act, mention, "adopts")


def _object(place: _Place, act: Act) -> Mention | None:
    """The instrument that is the object itself, and not what a report on it or a measure under it is about."""
    for mention in place.mentions:
        if act.start <= mention.start < act.end:
            between = place.text[act.start : mention.start]
            plain = mention.certain and mention.target.base == "Instrument"
            plain = plain and len(between) <= _DIRECT
            return mention if plain and not place.document.language["not_endorsed"].search(between) else None
    return None


def _included(place: _Place, act: Act, mention: Mention, role: Any) -> Iterator[Inclusion]:
    annexed = place.document.language["annexed"].search(place.text, act.start)
    if annexed is None or mention.cited_as != "name":
        return
    number = place.document.language["annex_number"].search(annexed[0])
    annex = f"annex {number[1]}" if number else "annex"
    yield Inclusion(
        kind="TEXT_IN", start_at=mention.target, end_at=place.document.own, annex=annex, role=role, origin="text"
    )


def _proclaims(place: _Place, act: Act) -> Iterator[Node | Edge]:
    last = act.last if act.subject else act.end
    for observance in proclaimed(place.text[act.start : last], place.document.language):
        yield observance
        yield place.effect("PROCLAIMS", Target(observance.ref))


def _condition(place: _Place, act: Act) -> str | None:
    found = place.document.language.conditions.items()
    behind = place.text[act.start : act.last + 120].partition(";")[0]
    return next((said for said, pattern in found if pattern.search(behind)), None)


def _once(targets: Iterator[Target] | list[Target]) -> list[Target]:
    """Each target once for each part of it."""
    return list({(target.ref, target.provision): target for target in reversed(list(targets))}.values())[::-1]


_DONE: Mapping[str, Callable[[_Place, Act], Iterator[Node | Edge]]] = {
    "EXTENDS": _extends,
    "TERMINATES": _terminates,
    "AMENDS": _amends,
    "REPLACES": _replaces,
    "ESTABLISHES": _establishes,
    "ENDORSES": _endorses,
    "ADOPTS": _adopts,
    "PROCLAIMS": _proclaims,
}
