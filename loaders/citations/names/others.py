"""Bodies, States and observances by name: what editors call them, where it is no part of an instrument's name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, TypeAlias, cast

from graph.model import Body, Observance, State
from loaders.citations.mention import Mention
from loaders.citations.names.document import Document, Named
from loaders.citations.names.expressions import Form, expressions, literal
from loaders.citations.names.finding import found, written_as_a_name
from loaders.citations.names.gazetteer import LANGUAGES
from loaders.citations.names.language import language
from loaders.citations.names.matcher import Matcher
from loaders.citations.spans import Spans
from loaders.editorial import editorial_files

_Base: TypeAlias = Literal["Body", "State", "Observance"]
_BASES: tuple[_Base, ...] = ("Body", "State", "Observance")
_WITHOUT_STATES = frozenset({"ar", "zh"})
"""Languages without capital letters, in which the name of a State may be a common word (مالي, Mali, is "financial")."""
_SHORT = frozenset({"UN", "EU", "AU", "ONU", "UE"})
"""Acronyms so short that others are left out: two letters mean too much."""
_UNITED_NATIONS = ("Body", "un")
_OF = re.compile(r" (?:of the |des |de las )?")
_ACRONYM = re.compile(r"[^\W_]*[A-ZА-Я][^\W_]*[A-ZА-Я][\w /-]*")


def others_named(texts: Sequence[str], spoken: str) -> list[list[Mention]]:
    """The bodies, States and observances that the paragraphs of a document name; offsets are those of the paragraph.

    What is part of a longer name is not named ("Guinea" in "Equatorial Guinea"), nor is what stands in the name of an
    instrument ("Charter of the United Nations"). States are named in languages that write them with a capital letter.
    """
    mentions: list[list[Mention]] = [[] for _ in texts]
    if spoken not in LANGUAGES:
        return mentions
    document = Document(texts)
    taken = Spans((one.start, one.end) for one in found(document.text, language(spoken)) if one.ids)
    every = list(_others(document.text, taken, spoken))
    for base in _BASES:
        of_base = (one for other, one in every if other == base)
        for place, mention in document.mentions(of_base, "name", base=base):
            mentions[place].append(mention)
    for one in mentions:
        one.sort(key=lambda mention: mention.start)
    return mentions


def _others(text: str, taken: Spans, spoken: str) -> Iterator[tuple[_Base, Named]]:
    behind = 0
    for start, end, (base, id_) in _matcher(spoken).found(text):
        if not written_as_a_name(text[start:end]) or taken.touch(start, end):
            continue
        # "The General Assembly of the United Nations" is one name.
        if (base, id_) != _UNITED_NATIONS or not behind or not _OF.fullmatch(text, behind, start):
            yield base, Named(start, end, (id_,), base.lower())
        behind = end


@cache
def _matcher(spoken: str) -> Matcher[tuple[_Base, str]]:
    forms: list[Form] = []
    meanings: list[tuple[int, tuple[_Base, str]]] = []
    for written, base, id_ in _names(spoken):
        acronym = _ACRONYM.fullmatch(written) and " " not in written
        for further, form in enumerate([literal(written)] if acronym else expressions(written, spoken)):
            forms.append(form)
            meanings.append((further, (base, id_)))
    return Matcher(forms, meanings, spaced=spoken != "zh")


def _names(spoken: str) -> Iterator[tuple[str, _Base, str]]:
    for node in (node for file in editorial_files().values() for node in file.nodes):
        if not isinstance(node, (Body, State, Observance)) or (isinstance(node, State) and spoken in _WITHOUT_STATES):
            continue
        official = cast("str | None", getattr(node, f"name_{spoken}"))
        written = [official] if official else []
        written += node.acronyms if isinstance(node, Body) else ()
        written += () if isinstance(node, Observance) else node.aliases
        for name in dict.fromkeys(written):
            if len(name) > 2 or name in _SHORT or not name.isascii():
                yield name, cast("_Base", node.base), node.id
