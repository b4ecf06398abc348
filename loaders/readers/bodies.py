"""Finds a body by any of its names, as documents write them: 'UN. Commission for Social Development'."""

from __future__ import annotations

import re
from functools import cache

from graph.folding import words
from graph.model import Body
from loaders.editorial import editorial_files

_NAMES = ("name_ar", "name_en", "name_es", "name_fr", "name_ru", "name_zh")
_LIBRARIANS = re.compile(r"^(?:UN\.?|United Nations)\s+", re.IGNORECASE)
"""How the library's catalogue opens the names of the UN's own bodies."""
_INSIDE = re.compile(r"\(([^()]+)\)$")


def body_named(text: str) -> str | None:
    """The id of the body that a text names and that alone; None for what is no body that is known.

    'Special Political and Decolonization Committee (Fourth Committee)' goes by either name.
    """
    known = _by_spelling()
    text = text.strip()
    forms = [text, _LIBRARIANS.sub("", text), f"United Nations {text}"]
    if inside := _INSIDE.search(text):
        forms += [inside[1], text[: inside.start()]]
    return next((known[key] for form in forms if (key := _key(form)) in known), None)


@cache
def _by_spelling() -> dict[str, str]:
    found: dict[str, str] = {}
    bodies = [node for file in editorial_files().values() for node in file.nodes if isinstance(node, Body)]
    for body in bodies:
        for name in (getattr(body, field) for field in _NAMES):
            if name:
                found.setdefault(_key(name), body.id)
    for body in bodies:  # a name comes before the alias of another body
        for name in (*body.aliases, *body.acronyms):
            found.setdefault(_key(name), body.id)
    return found


def _key(text: str) -> str:
    return "".join(words(text)).removeprefix("the")
