"""The hyperlinks of a paragraph as mentions: what each points at, its part letter, and links that are one mention."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from graph.errors import BadSymbol
from graph.symbols import Symbol, anchor_part
from graph.symbols.characters import plain, roman_value
from loaders.records import Link, Paragraph, Remark

_JOINT = re.compile(r"[\s\u2011-]{0,2}")
_SPELLED_OUT = re.compile(r"[A-Z]/(?:HRC/)?[\w-]+/[\w.]+(?:/[\w.]+)*$")
_DIGITS = re.compile(r"\d+")
_ROMAN = re.compile(r"(?<![A-Z])[IVXL]+(?![A-Z])")


@dataclass(frozen=True, slots=True)
class Mention:
    """A symbol that a paragraph names: which, where, in which words, and whether a link or the words say so.

    `certain` where nothing speaks against it.
    """

    symbol: Symbol
    start: int
    end: int
    as_written: str
    origin: Literal["link", "text"]
    certain: bool = True


def linked(paragraph: Paragraph) -> tuple[list[Mention], list[Remark]]:
    """The mentions that a paragraph's hyperlinks make, in order, and what is odd about the others.

    Where the words of a link name something else than it points at, the mention is not certain. Words that spell out a
    symbol of their own are believed rather than the link.
    """
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
            around = paragraph.text[max(0, link.start - 12) : link.end + 14]
            certain = agree(symbol, words, around)
            if not certain:
                remarks.append(Remark("link", f"{paragraph.path}: the words {words!r} are linked to {symbol.id}"))
                spelled = _spelled_out(words)
                if spelled:
                    mentions.append(Mention(spelled, link.start, link.end, words, "text"))
                    continue
            meant = _meant(symbol, words, paragraph.text[link.end :])
            mentions.append(Mention(meant, link.start, link.end, words, "link", certain))
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
    if corrected != symbol:
        corrected = _spelled_out(words) or corrected
    return anchor_part(words, corrected, after=after[:24])


def _spelled_out(words: str) -> Symbol | None:
    """The symbol that the words of a link are, where they are one in full."""
    if not _SPELLED_OUT.match(words):
        return None
    try:
        return Symbol.parse(words).corrected()
    except BadSymbol:
        return None


def agree(symbol: Symbol, words: str, around: str) -> bool:
    """Whether the words of a link name what it points at.

    Of a resolution, decision or statement every number must be there (the year of one of the Security Council's need
    not; a Roman session may be written either way). A link that misses a digit or two of a citation is completed from
    the words around it. Of a document the numbers of one must be among those of the other: `Add.1` for A/75/301/Add.1.
    """
    spoken = _numbers(words)
    if not spoken:
        return True
    if symbol.path:
        pointed = _numbers(symbol.id)
        return spoken <= pointed or pointed <= spoken
    needed = _numbers(symbol.series) | {symbol.number}
    return needed <= spoken or (spoken <= needed and needed <= _numbers(around)) or _completed(needed, words, around)


def _completed(needed: set[int], words: str, around: str) -> bool:
    """Whether the words are a piece of a citation that the words around complete: `48/2` of `48/226`."""
    pieces = _DIGITS.findall(words)
    whole = [str(number) for number in needed]
    return needed <= _numbers(around) and all(any(piece in number for number in whole) for piece in pieces)


def _numbers(text: str) -> set[int]:
    """The numbers in a text, Arabic and Roman, as numbers."""
    plain_text = plain(text).upper()
    return {int(n) for n in _DIGITS.findall(plain_text)} | {roman_value(n) for n in _ROMAN.findall(plain_text)}
