"""Finds a State by any spelling of its name: roll-calls, sponsors and tables of participants have many."""

from __future__ import annotations

import re
from functools import cache

from graph.folding import words
from graph.model import State
from loaders.editorial import editorial_files

_NAMES = ("name_ar", "name_en", "name_es", "name_fr", "name_ru", "name_zh")


def state_named(text: str) -> str | None:
    """The id of the State that a text names and that alone ('TÜRKİYE', 'the Congo', 'Iran (Islamic Republic of)').

    Case, accents, apostrophes, spaces and a leading article do not matter. None for what is no State's name.
    """
    known = _by_spelling()
    key = _key(text)
    return known.get(key) or known.get(key.removeprefix("the"))


def states_named(text: str) -> tuple[list[str], list[str]]:
    """The ids of the States in a list ('Fiji, Trinidad and Tobago and Türkiye (on behalf of ...)'), and what is left.

    What stands in parentheses is left out where it is no part of a name.
    """
    found: list[str] = []
    left: list[str] = []
    for piece in re.split(r"[,;，、،\]]", _ON_BEHALF.sub("", text)):
        states = _together(piece.strip(" .\xa0"))
        found += states or []
        left += [piece.strip()] if states is None else []
    return found, left


_ON_BEHALF = re.compile(r",? ?\(?(?:on behalf of|in its capacity as)[^()]*(?:\([^()]*\)[^()]*)*(?:\)|$)", re.IGNORECASE)


def _together(piece: str) -> list[str] | None:
    """The States that "and" joins ('Antigua and Barbuda' is one). None when a part is no State."""
    if not piece:
        return []
    if state := state_named(piece):
        return [state]
    for joint in re.finditer(r" (?:and|et|y|e|и) ", piece):
        first, rest = state_named(piece[: joint.start()]), piece[joint.end() :]
        if first and (others := _together(rest)):
            return [first, *others]
    return None


@cache
def _by_spelling() -> dict[str, str]:
    found: dict[str, str] = {}
    for file in editorial_files().values():
        for node in file.nodes:
            if isinstance(node, State):
                for name in (*(getattr(node, field) for field in _NAMES), *node.aliases):
                    if name:
                        found.setdefault(_key(name), node.id)
        found.update({_key(spelling): id_ for spelling, id_ in file.spellings.items()})
    return found


def _key(text: str) -> str:
    return "".join(words(text))
