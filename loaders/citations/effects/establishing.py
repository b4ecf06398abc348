"""The body that an act establishes: one that editors know by the name in the act, or by the resolution that does it."""

from __future__ import annotations

import re

from loaders.citations.effects.acts import Act
from loaders.citations.effects.bodies import Named
from loaders.citations.effects.document import Document
from loaders.citations.effects.gazetteer import bodies, founded_as

_ASIDE = re.compile(r",[^,]{0,200},|\([^)]*\)")
_NEAR = 260
"""Characters in which an act says what it establishes."""


def founded_body(document: Document, place: int, act: Act) -> Named | None:
    """The body that is established, or None where it is not known, or something else is ("a list of experts")."""
    text = document.texts[place]
    last = min(act.end, act.start + _NEAR)
    aside = document.language["skipped"].match(text, act.start, last)
    called = document.bodies.called(place, aside.end() if aside else act.start)
    if called and bodies()[called.id].label not in ("Organ", "Organization") and _is_a_name(document, text, called):
        return called
    for one in document.bodies.named(place):
        if act.start <= one.start < last:
            if bodies()[one.id].label == "Organization":
                continue  # "the United Nations Mission in ...", of which its acronym tells more
            if bodies()[one.id].label == "Organ" or not _the_object(document, text[act.start : one.start]):
                break
            return one
    for noun, pattern in document.language.nouns.items():
        found = pattern.search(text, act.start, last)
        if found and _the_object(document, text[act.start : found.start()]):
            for key in noun.split("|"):
                if id_ := founded_as(document.own.id, key):
                    return Named(act.start, act.end, id_, sure=False)
    return None


def _is_a_name(document: Document, text: str, called: Named) -> bool:
    """Whether it is called by its name: not "a team within the Office (OHCHR)", whose acronym is another's."""
    said = text[called.start : called.end]
    article = document.language["article"].match(said)
    said = said[article.end() if article else 0 :]
    acronym = said.rpartition("(")[2]
    return said[:1].isupper() and acronym.startswith(said[:1])


def _the_object(document: Document, between: str) -> bool:
    """Whether what follows is the object itself: behind a preposition ("a joint office with") something else is."""
    piece = between.rpartition(", ")[2]
    apposition = document.language["article"].match(piece)
    words = piece if apposition and apposition[0] else _ASIDE.sub(" ", between)
    return document.language["another"].search(words) is None
