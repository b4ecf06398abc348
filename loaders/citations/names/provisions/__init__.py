"""Which part of an instrument is meant: articles, paragraphs, annexes, goals around a mention, as structured values."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from loaders.citations.mention import Mention
from loaders.citations.names.provisions.grammar import LANGUAGES, Grammar, grammar
from loaders.citations.plain import Plain

__all__ = ["with_provisions"]

_JOINT = 110
"""Characters between a part and its instrument, at most: ", inclusive, of the annex to General Assembly resolution"."""
_WINDOW = 160
"""Characters before or after a mention in which the part of it stands."""


def with_provisions(text: str, mentions: Sequence[Mention], language: str) -> list[Mention]:
    """The mentions of a paragraph, in order, each with the part of its instrument that the words beside it name.

    A part belongs to the instrument that it is a part of: "paragraph 3 of resolution 70/1", "resolution 70/1, annex".
    Of two instruments that share a list ("article 2 of resolutions 1 and 2") the first has it. Parts of the text itself
    ("paragraph 3 above") belong to none.
    """
    if not mentions or language not in LANGUAGES:
        return list(mentions)
    words = grammar(language)
    begins = [mention.start for mention in mentions]
    found: list[Mention] = []
    behind = ends = 0
    for mention in mentions:
        # Several may have the same words: what stands before them is of each.
        behind = ends if mention.start >= ends else behind
        place = bisect_left(begins, mention.end)
        following = begins[place] if place < len(begins) else len(text) + 1
        part = _before(text, max(behind, mention.start - _WINDOW), mention.start, words)
        part = part or _after(text, mention.end, min(following, mention.end + _WINDOW), following, words)
        found.append(replace(mention, provision=part) if part else mention)
        ends = max(ends, mention.end)
    return found


def _before(text: str, start: int, end: int, words: Grammar) -> str | None:
    plain = Plain(text[start:end]).text
    if not words.joins.search(plain, max(0, len(plain) - _JOINT)):
        return None
    match = words.before.search(plain)
    return words.normal(match["parts"]) if match else None


def _after(text: str, start: int, end: int, following: int, words: Grammar) -> str | None:
    plain = Plain(text[start:end]).text
    match = words.after.match(plain)
    if not match or words.not_after.match(plain, match.end()):
        return None
    # Parts that run up to the next instrument may be its own.
    if start + match.end() >= following:
        return None
    return words.normal(match["parts"])
