"""The bodies that one document names: by name or acronym, by the resolution that established one, "the Mission"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from loaders.citations.effects.gazetteer import bodies, founded_as, matcher
from loaders.citations.effects.language import Language
from loaders.citations.effects.texts import Texts
from loaders.citations.mention import Mention

_EXPERTS = frozenset({"Panel of Experts", "Group of Experts", "Monitoring Group", "Monitoring Team", "Ombudsperson"})
"""What is hardly ever named in full: the resolutions that a document cites tell which is meant."""
UNITED_NATIONS = "un"
_FAR = 130
"""Characters behind a noun in which the resolution that established the body stands."""


class Named(NamedTuple):
    """A body that the words from a start to an end name; `sure` is False where the context decided."""

    start: int
    end: int
    id: str
    sure: bool = True


class Bodies:
    """The bodies in a document, whose paragraphs are flat texts."""

    def __init__(self, texts: Texts, mentions: Sequence[Sequence[Mention]], language: Language) -> None:
        self._texts = texts
        self._mentions = mentions
        self._language = language
        self._found: dict[int, list[Named]] = {}

    def named(self, place: int) -> list[Named]:
        """The bodies that a paragraph names by name or acronym, in order."""
        if place not in self._found:
            found = matcher(self._language.code).found(self._texts[place])
            self._found[place] = [Named(start, end, id_) for start, end, id_ in found]
        return self._found[place]

    def at(self, place: int, offset: int) -> Named | None:
        """The body whose name begins at an offset, or behind an article there."""
        text = self._texts[place]
        by_name = self.called(place, offset)
        if by_name and by_name.id == UNITED_NATIONS and text[by_name.end : by_name.end + 2].strip()[:1].isupper():
            return None  # "the United Nations Mission": of a body that is not known
        starts = sorted({offset, self._behind_article(place, offset)})
        return by_name or next(filter(None, (self._by_noun(place, start) for start in starts)), None)

    def called(self, place: int, offset: int) -> Named | None:
        """The body whose own name or acronym begins at an offset, or behind an article there."""
        starts = {offset, self._behind_article(place, offset)}
        by_name = next((one for one in self.named(place) if one.start in starts), None)
        if by_name is None or by_name.id == UNITED_NATIONS:
            # A name in other words than the editors' may have its acronym behind it.
            by_name = self._by_acronym(place, offset, apposed=by_name is not None) or by_name
        return by_name

    def _behind_article(self, place: int, offset: int) -> int:
        article = self._language["article"].match(self._texts[place], offset)
        return article.end() if article else offset

    def listed(self, place: int, offset: int) -> Iterator[Named]:
        """The bodies in a list that begins at an offset: "the Special Adviser and the Team"."""
        body = self.at(place, offset)
        while body:
            yield body
            joint = self._language["listed"].match(self._texts[place], behind_acronym(self._texts[place], body.end))
            body = self.at(place, joint.end()) if joint else None

    def last_before(self, place: int, offset: int) -> Named | None:
        """The body that a paragraph names last before an offset: whose "its" is."""
        before = [one for one in self.named(place) if one.end <= offset and not _an_organ(one.id)]
        return before[-1]._replace(sure=False) if before else None

    def _by_noun(self, place: int, offset: int) -> Named | None:
        """A body by a noun: with the resolution that established it, else the one that the document can mean."""
        text = self._texts[place]
        if numbered := self._language["numbered"].match(text, offset):
            id_ = founded_as(f"S/RES/{numbered['number']}", "Committee")
            return Named(offset, numbered.end(), id_) if id_ else None
        for noun, pattern in self._language.nouns.items():
            match = pattern.match(text, offset)
            if match is None:
                continue
            resolutions = list(self._behind("founded", place, match.end()))
            known = (founded_as(one, key) for one in resolutions for key in noun.split("|"))
            if id_ := next(filter(None, known), None):
                return Named(offset, match.end(), id_)
            if any(self._behind("founding", place, match.end())):
                return None  # "the Committee established by resolution 985" is no other, even where nobody knows it
            meant = {id_ for key in noun.split("|") for id_ in self._meant(key)}
            if len(meant) == 1:
                return Named(offset, match.end(), meant.pop(), sure=False)
        return None

    def _by_acronym(self, place: int, offset: int, *, apposed: bool) -> Named | None:
        """The body whose acronym stands in parentheses behind a name that begins at an offset, or `apposed` to it.

        What stands between commas is a list as well, unless the name says no more than "United Nations".
        """
        text = self._texts[place]
        for one in self.named(place):
            if offset < one.start <= offset + _FAR and (
                _within(text, one, "(", ")") or (apposed and _within(text, one, ", ", ", "))
            ):
                between = text[offset : one.start - 1].removesuffix(",")
                return None if re.search(r"[;,()]", between) else one._replace(start=offset, end=one.end + 1)
        return None

    def _behind(self, name: str, place: int, offset: int) -> Iterator[str]:
        """The resolutions that stand behind a noun with words of the data before them."""
        for mention in self._mentions[place]:
            if offset <= mention.start <= offset + _FAR:
                between = self._texts[place][offset : mention.start]
                if self._language[name].match(between):
                    yield mention.target.id

    def _meant(self, noun: str) -> set[str]:
        """The bodies with a noun in their names that the document names, or whose resolutions it cites."""
        named = {id_ for id_ in self._in_document if noun in (bodies()[id_].name_en or "") and not _an_organ(id_)}
        if named or noun not in _EXPERTS:
            return named
        return {id_ for symbol in self._cited if (id_ := founded_as(symbol, noun))}

    @cached_property
    def _in_document(self) -> frozenset[str]:
        return frozenset(one.id for place in range(len(self._texts)) for one in self.named(place))

    @cached_property
    def _cited(self) -> frozenset[str]:
        return frozenset(mention.target.id for mentions in self._mentions for mention in mentions)


def _within(text: str, one: Named, before: str, behind: str) -> bool:
    return text[: one.start].endswith(before) and text.startswith(behind, one.end)


def behind_acronym(text: str, offset: int) -> int:
    """Behind an acronym in parentheses, where one follows."""
    if text.startswith(" (", offset) and (end := text.find(")", offset, offset + 60)) > 0:
        return end + 1
    return offset


def _an_organ(id_: str) -> bool:
    """Principal organs and their officers are named everywhere, and have no mandate to extend."""
    return bodies()[id_].label in ("Organ", "Organization") or id_ == "un-secretary-general"
