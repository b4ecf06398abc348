"""What an act is done to: bodies whose mandate it is, instruments that hold the mandate, measure or text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias

from graph.model import Ref
from loaders.citations.effects.acts import Act
from loaders.citations.effects.bodies import UNITED_NATIONS, Bodies, Named
from loaders.citations.effects.language import Language
from loaders.citations.mention import Mention

Object: TypeAlias = Literal["text", "mandate", "measure", "list"]
_NEAR = 160
"""Characters in which the object of an act says what it is."""


class Target(NamedTuple):
    """What an act is done to, the part of it, whether its own words alone say so, what in it is meant.

    `end` is where it is named in the paragraph.
    """

    ref: Ref
    provision: str | None = None
    sure: bool = True
    about: Object | None = None
    end: int = 0


def object_of(words: str, language: Language) -> Object | None:
    """What the object of an act is about, by the first word that says so."""
    for elsewhere in ("itself", "of_paragraph"):  # "for the period specified in paragraph 1 above"
        words = language[elsewhere].sub(lambda said: " " * len(said[0]), words)
    found = [
        (match.start(), name)
        for name, pattern in language.objects.items()
        if (match := pattern.search(words, 0, _NEAR)) is not None
    ]
    return min(found)[1] if found else None  # pyright: ignore[reportReturnType]  # the names are those of the data


def instruments(text: str, act: Act, mentions: Sequence[Mention], language: Language) -> Iterator[Target]:
    """The instruments in which the object of an act stands. Those that only changed it later are no targets."""
    for mention in mentions:
        if not act.start <= mention.start < act.end or not mention.certain or mention.target.base != "Instrument":
            continue
        if act.kind == "EXTENDS" and mention.symbol is None:
            continue  # what is extended is a mandate; an agreement in the sentence is what the mandate serves
        before = text[act.start : mention.start]
        if _last(before, language, "history") <= _last(before, language, "source"):
            about = _last_object(before, language)
            yield Target(mention.target, mention.provision, sure_of(mention), about, mention.end)


def _last_object(words: str, language: Language) -> Object | None:
    """The mandate or the measure that is named last before an instrument stands in it."""
    places = {name: list(language.objects[name].finditer(words)) for name in ("mandate", "measure")}
    last = max(((found[-1].start(), name) for name, found in places.items() if found), default=None)
    return last[1] if last else None  # pyright: ignore[reportReturnType]  # one of the two


def sure_of(mention: Mention) -> bool:
    """Whether a mention is as sure as its number; "the Convention" is only understood from other words."""
    return mention.cited_as == "symbol" or not mention.by_context


def _last(words: str, language: Language, name: str) -> int:
    """Where the last word of a kind begins; 0 where there is none, as if an object were what it first names."""
    return max((match.start() for match in language[name].finditer(words)), default=0)


def holders(place: int, text: str, act: Act, bodies: Bodies, language: Language) -> Iterator[Target]:
    """The bodies whose mandate is the object of an act: "the mandate of X and Y", "X's mandate", "its mandate"."""
    found: list[Named] = []
    for match in language["holder"].finditer(text, act.start, act.end):
        found += bodies.listed(place, match.end())
    if not found:
        its = language["its"].search(text, act.start, act.end)
        if its and (body := bodies.last_before(place, act.start)):
            found.append(body)
    if not found:
        found += _itself(place, text, act, bodies, language)
    for body in dict.fromkeys(found):
        if body.id == UNITED_NATIONS:
            continue  # "the mandate of the United Nations mission", of which no more is said
        yield Target(Ref("Body", body.id), sure=body.sure, end=body.end)


def _itself(place: int, text: str, act: Act, bodies: Bodies, language: Language) -> Iterator[Named]:
    """A body that is the object of an act itself, or in the possessive: "to extend UNSOM's mandate"."""
    aside = language["skipped"].match(text, act.start, act.end)
    body = bodies.at(place, aside.end() if aside else act.start)
    if body is None or body.end > act.end:
        return
    behind = text[body.end : act.end]
    if language["possessive"].match(behind) or not language.objects["measure"].search(behind[:30]):
        yield body
