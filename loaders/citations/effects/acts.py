"""The acts in a paragraph: what it decides, plainly, to be done, and the words that tell to what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from loaders.citations.effects.language import Language, kind_of

KINDS = ("EXTENDS", "TERMINATES", "AMENDS", "REPLACES", "ESTABLISHES", "PROCLAIMS", "ENDORSES", "ADOPTS")
_BETWEEN = 400
"""Characters between "decides" and what is decided: more is another sentence."""


class Act(NamedTuple):
    """An act: its kind, where its clause begins, where its object begins and ends, and where what is said of it ends.

    The object of "decides to extend X until Y" is all behind the verb; that of "decides that X shall be extended until
    Y" is X, and until Y stands behind `end`.
    """

    kind: str
    clause: int
    start: int
    end: int
    last: int
    subject: bool = False
    """Whether the object is the subject of its sentence."""


def acts(text: str, language: Language, *, led: bool = False) -> Iterator[Act]:
    """The acts in a flat text, in order. What is intended, conditional, recalled or asked of others is none.

    A subparagraph that is `led` by "Decides:" begins with what is decided.
    """
    decisions = [match.span("decides") for match in language.verbs.decides.finditer(text)]
    if led:
        decisions.insert(0, (0, 0))
    ends = [start for start, _ in decisions[1:]] + [len(text)]
    for (_, start), end in zip(decisions, ends, strict=False):
        yield from _decided(text, start, end, language)
    for match in language.verbs.says.finditer(text):
        last = _stop(text, match.end(), language)
        yield Act(kind_of(match, KINDS), match.start(), match.end(), last, last)


def _decided(text: str, start: int, end: int, language: Language) -> Iterator[Act]:
    """What one "decides" decides, up to the next one."""
    sentence = text.find(";", start, end)
    end = end if sentence < 0 else sentence
    for match in language.verbs.to.finditer(text, start, end):
        between = text[start : match.start()]
        if len(between) <= _BETWEEN and _plainly(between, language):
            last = _stop(text, match.end(), language)
            yield Act(kind_of(match, KINDS), start, match.end(), last, last)
    that = language.verbs.that.search(text, start, end)
    if that and that.start() - start <= _BETWEEN and _plainly(text[start : that.start()], language, that=True):
        last = _stop(text, that.end(), language)
        said = text[that.end() : last]
        if not language["conditional"].search(said) and not language["not_decided"].search(that["subject"]):
            if that.groupdict().get("REPLACESx"):
                # "that the present resolution replaces X": it is the object that stands behind the verb.
                if language["itself"].fullmatch(that["subject"].strip()):
                    yield Act("REPLACES", start, that.end(), last, last)
                return
            yield Act(kind_of(that, KINDS), start, that.start("subject"), that.end("subject"), last, subject=True)


def _plainly(between: str, language: Language, *, that: bool = False) -> bool:
    """Whether what stands behind these words is decided itself, and is not asked of somebody or only intended."""
    if language["not_decided"].search(between):
        return False
    return that or not language["earlier"].search(between) or language["chained"].search(between.rstrip()) is not None


def _stop(text: str, start: int, language: Language) -> int:
    """Where the words about an object end."""
    match = language["stop"].search(text, start)
    return match.start() if match else len(text)


def leads(text: str, language: Language) -> bool:
    """Whether what is decided stands in the subparagraphs: "Decides, on the basis of its assessment:"."""
    if not text.rstrip().endswith(":"):
        return False
    last = next(reversed(list(language.verbs.decides.finditer(text))), None)
    return last is not None and _plainly(text[last.end() :], language)
