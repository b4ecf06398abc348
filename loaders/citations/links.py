"""The hyperlinks of a paragraph as mentions: what each points at, its part letter, and links that are one mention."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.symbols import Symbol, anchor_part
from loaders.records import Link, Paragraph, Remark

_JOINT = re.compile(r"[\s\u2011-]{0,2}")
_SPELLED_OUT = re.compile(r"[A-Z]/(?:HRC/)?[\w-]+/[\w.]+(?:/[\w.]+)*$")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A symbol that a paragraph names: which, where, and in which words. `certain` where nothing speaks against it."""

    symbol: Symbol
    start: int
    end: int
    as_written: str
    certain: bool = True


def linked(paragraph: Paragraph) -> tuple[list[Mention], list[Remark]]:
    """The mentions that a paragraph's hyperlinks make, in order, and what is odd about the others."""
    mentions: list[Mention] = []
    remarks: list[Remark] = []
    for link in _joined(paragraph):
        words = paragraph.text[link.start : link.end]
        symbol = Symbol.from_href(link.href)
        if symbol is None:
            remarks.append(Remark("link", f"{paragraph.path}: {link.href[:200]!r} leads to no document with a symbol"))
        elif not words.strip():
            remarks.append(Remark("link", f"{paragraph.path}: {link.href[:200]!r} stands behind no words"))
        else:
            agrees = _agree(symbol, words)
            if not agrees:
                remarks.append(Remark("link", f"{paragraph.path}: the words {words!r} are linked to {symbol.id}"))
            mentions.append(
                Mention(_meant(symbol, words, paragraph.text[link.end :]), link.start, link.end, words, agrees)
            )
    return mentions, remarks


def _joined(paragraph: Paragraph) -> list[Link]:
    """Links to the same place with nothing between them are one: 48/2|2|6."""
    joined: list[Link] = []
    for link in sorted(paragraph.links, key=lambda one: (one.start, one.end)):
        last = joined[-1] if joined else None
        if last and last.href == link.href and _JOINT.fullmatch(paragraph.text[last.end : link.start]):
            joined[-1] = Link(last.start, link.end, last.href)
        else:
            joined.append(link)
    return joined


def _meant(symbol: Symbol, words: str, after: str) -> Symbol:
    """What a link means: with its part letter, which often stands behind it; a decision where it is numbered as one.

    Words that are a document's symbol (`A/73/798`) speak against a decision of that number.
    """
    corrected = symbol.corrected()
    if corrected != symbol and _SPELLED_OUT.match(words):
        corrected = Symbol.parse(words)
    return anchor_part(words, corrected, after=after[:24])


def _agree(symbol: Symbol, words: str) -> bool:
    """Whether the words of a link name what it points at: they share a number, or have none."""
    spoken = {number.lstrip("0") for number in _DIGITS.findall(words)}
    return not spoken or bool(spoken & {number.lstrip("0") for number in _DIGITS.findall(symbol.id)})
