"""The opening words of a paragraph: what its container is called, or what stands first in it in slanted letters."""

from __future__ import annotations

from functools import lru_cache

from graph.vocabulary import vocabulary
from loaders.readers.letters import single_spaced
from loaders.readers.markup import Element, Words

_LONGEST_SLANTED = 60
_ENOUGH = 120
"""Characters of a paragraph in which any opening must have ended."""
_STOPS = " ,.;:"


def opening(element: Element, read: Words) -> str | None:
    """The opening words in lower case: the container's name if the words do begin with it, else the slanted words.

    `read` are the words of the paragraph that `element` is.
    """
    declared = single_spaced(element.get("name") or "").strip(_STOPS).casefold()
    if not declared and not read.slanted:
        return None
    beginning = read.text[: max(_ENOUGH, 2 * len(declared))].lstrip(" (").casefold()
    if declared and beginning.startswith(declared):
        return declared
    slanted = read.slanted.strip(_STOPS).casefold()
    if slanted and len(slanted) <= _LONGEST_SLANTED and beginning.startswith(slanted):
        return next((form for form in _completed(slanted) if beginning.startswith(f"{form} ")), slanted)
    return None


@lru_cache(maxsize=4096)
def _completed(slanted: str) -> tuple[str, ...]:
    """Opening words of which only the first is slanted, the longest first: "Calls" upon all is "calls upon"."""
    longer = (form for form in _forms_after(slanted.partition(" ")[0]) if form.startswith(f"{slanted} "))
    return tuple(sorted(longer, key=len, reverse=True))


@lru_cache(maxsize=1024)
def _forms_after(word: str) -> tuple[str, ...]:
    """The forms of verbs that begin with a word and go on behind it."""
    return tuple(form for forms in vocabulary().verbs.values() for form in forms if form.startswith(f"{word} "))
