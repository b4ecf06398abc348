"""Bodies by name: the editorial names, other names and acronyms, where they are no part of an instrument's name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import cast

from graph.model import Body
from loaders.citations.mention import Mention
from loaders.citations.names.document import Document, Named
from loaders.citations.names.expressions import Form, expressions, literal
from loaders.citations.names.finding import found, written_as_a_name
from loaders.citations.names.gazetteer import LANGUAGES
from loaders.citations.names.language import language
from loaders.citations.names.matcher import Matcher
from loaders.citations.spans import Spans
from loaders.editorial import editorial_files

_SHORT = frozenset({"UN", "EU", "AU", "ONU", "UE"})
"""Acronyms so short that others are left out: two letters mean too much."""
_UNITED_NATIONS = ("un",)
_OF = re.compile(r" (?:of the |des |de las )?")
_ACRONYM = re.compile(r"[^\W_]*[A-ZА-Я][^\W_]*[A-ZА-Я][\w /-]*")


def bodies_named(texts: Sequence[str], spoken: str) -> list[list[Mention]]:
    """The bodies that the paragraphs of a document name, in order; offsets are those of the paragraph as read.

    A body whose name is part of another's name is not named, nor is one in the name of an instrument ("Charter of the
    United Nations").
    """
    mentions: list[list[Mention]] = [[] for _ in texts]
    if spoken not in LANGUAGES:
        return mentions
    document = Document(texts)
    taken = Spans((one.start, one.end) for one in found(document.text, language(spoken)) if one.ids)
    for place, mention in document.mentions(_bodies(document.text, taken, spoken), "name", base="Body"):
        mentions[place].append(mention)
    return mentions


def _bodies(text: str, taken: Spans, spoken: str) -> Iterator[Named]:
    behind = 0
    for start, end, ids in _matcher(spoken).found(text):
        if not written_as_a_name(text[start:end]) or taken.touch(start, end):
            continue
        # "The General Assembly of the United Nations" is one name.
        if ids != _UNITED_NATIONS or not behind or not _OF.fullmatch(text, behind, start):
            yield Named(start, end, ids, "body")
        behind = end


@cache
def _matcher(spoken: str) -> Matcher[tuple[str, ...]]:
    forms: list[Form] = []
    meanings: list[tuple[int, tuple[str, ...]]] = []
    for written, body in _names(spoken):
        acronym = _ACRONYM.fullmatch(written) and " " not in written
        for further, form in enumerate([literal(written)] if acronym else expressions(written, spoken)):
            forms.append(form)
            meanings.append((further, (body,)))
    return Matcher(forms, meanings, spaced=spoken != "zh")


def _names(spoken: str) -> Iterator[tuple[str, str]]:
    for file in editorial_files().values():
        for node in file.nodes:
            if isinstance(node, Body):
                official = cast("str | None", getattr(node, f"name_{spoken}"))
                written: list[str] = [*([official] if official else []), *node.acronyms, *node.aliases]
                for name in dict.fromkeys(written):
                    if len(name) > 2 or name in _SHORT or not name.isascii():
                        yield name, node.id
