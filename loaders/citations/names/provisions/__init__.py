"""Which part of an instrument is meant: articles, paragraphs, annexes, goals around a mention, as structured values."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from loaders.citations.mention import Mention
from loaders.citations.names.finding import WITH_PART
from loaders.citations.names.provisions.grammar import LANGUAGES, Grammar, grammar
from loaders.citations.plain import Plain

__all__ = ["LANGUAGES", "part_of", "with_provisions"]

_JOINT = 110
"""Characters between a part and its instrument, at most: ", inclusive, of the annex to General Assembly resolution"."""
_CLOSING = re.compile(r"\)")
"""Behind a document in brackets, whose title stands before them."""
_ACRONYM = re.compile(r"\)| ?\([^()]{2,30}\)")
_WINDOW = 160
"""Characters before or after a mention in which the part of it stands."""


def with_provisions(text: str, mentions: Sequence[Mention], language: str, plain: Plain | None = None) -> list[Mention]:
    """The mentions of a paragraph, in order, each with the part of its instrument that the words beside it name.

    `plain` is the paragraph made plain, where somebody has done it.

    A part belongs to the instrument that it is a part of: "paragraph 3 of resolution 70/1", "resolution 70/1, annex".
    An acronym that is a committee's as well names an instrument only with a part of it; without one it is left out.
    Of two instruments that share a list ("article 2 of resolutions 1 and 2") the first has it. Parts of the text itself
    ("paragraph 3 above") belong to none.
    """
    if not mentions or language not in LANGUAGES:
        return list(mentions)
    words = grammar(language)
    whole = plain or Plain(text)
    if not words.may_be_in(whole.text):
        return [mention for mention in mentions if mention.provision or mention.rule != WITH_PART]
    begins = [mention.start for mention in mentions]
    found: list[Mention] = []
    behind = ends = 0
    for mention in mentions:
        if mention.provision:
            found.append(mention)
            ends = max(ends, mention.end)
            continue
        # Several may have the same words: what stands before them is of each.
        behind = ends if mention.start >= ends else behind
        place = bisect_left(begins, mention.end)
        following = begins[place] if place < len(begins) else len(text) + 1
        start, end = max(behind, mention.start - _WINDOW), min(following, mention.end + _WINDOW)
        before = whole.part(start, mention.start)
        part = _before(Plain(text[start : mention.start]).text if before is None else before, words)
        if part is None:
            after = whole.part(mention.end, end)
            after = Plain(text[mention.end : end]).text if after is None else after
            part, taken = _after(after, following - mention.end, words)
            if part is None and (closed := _closed(after, mention, following - mention.end)):
                part, taken = _after(after[closed:], following - mention.end - closed, words)
                taken += closed
            ends = max(ends, mention.end + taken)
            part = part or _of_that(after, words)
        if part or mention.rule != WITH_PART:
            found.append(mention.with_provision(part) if part else mention)
        ends = max(ends, mention.end)
    return found


def part_of(before: str, after: str, language: str) -> str | None:
    """The part of an instrument that all the words before its name, or all behind it, are; None for other words.

    KeyError for a language that is not read.
    """
    words = grammar(language)
    match = words.before.fullmatch(Plain(before).text) if before else words.after.fullmatch(Plain(after).text)
    return words.normal(match["parts"]) if match and not (before and after) else None


def _closed(after: str, mention: Mention, following: int) -> int:
    """How long a bracket is behind a mention that its part stands behind: "(A/73/10), para. 65", "(CRC), art. 3"."""
    bracket = _CLOSING if mention.target.base == "Document" else _ACRONYM if mention.cited_as == "name" else None
    match = bracket.match(after) if bracket else None
    return match.end() if match and match.end() <= following else 0


def _before(before: str, words: Grammar) -> str | None:
    """The part at the end of what stands before a mention."""
    if not words.joins.search(before, max(0, len(before) - _JOINT)):
        return None
    match = words.before.search(before)
    return words.normal(match["parts"]) if match else None


def _after(after: str, following: int, words: Grammar) -> tuple[str | None, int]:
    """The part at the beginning of what stands behind a mention, where the next one is so far away.

    With it comes how much of that is of this mention, where the next one has a part of its own before it.
    """
    match = words.after.match(after)
    if not match or words.not_after.match(after, match.end()):
        return None, 0
    if following > len(after) or after[match.end() : following].strip():
        return words.normal(match["parts"]), 0
    parts = words.without_last(match["parts"])
    return (words.normal(parts), match.start("parts") + len(parts)) if parts else (None, 0)


def _of_that(after: str, words: Grammar) -> str | None:
    """The part of the last that was named: "paragraph 3 of that resolution"."""
    match = words.of_that.search(after) if words.that.search(after) else None
    return words.normal(match["parts"]) if match else None
