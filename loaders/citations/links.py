"""The hyperlinks of a paragraph as mentions: what each points at, its part letter, and links that are one mention."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from graph.errors import BadSymbol
from graph.symbols import Symbol, anchor_part
from graph.symbols.characters import plain, roman_value
from loaders.citations.mention import Mention
from loaders.citations.text.numbering import possible
from loaders.records import Link, Paragraph, Remark

_JOINT = re.compile(r"[\s\u2011-]{0,2}")
_SPELLED_OUT = re.compile(r"[A-Z]/(?:HRC/)?[\w-]+/[\w.]+(?:/[\w.]+)*$")
_BROKEN = re.compile(r"\d \d")
_DIGITS = re.compile(r"\d+")
_ROMAN = re.compile(r"(?<![A-Z])[IVXL]+(?![A-Z])")
_LOOK_AFTER = 24
BROKEN = "broken number"
"""The rule of a mention whose words read as another number: what they name without its hyperlink is nothing."""
_SHORT = 200
"""Words of links that are longer are not kept in memory: a hostile file could fill it."""


def linked(paragraph: Paragraph) -> tuple[list[Mention], list[Remark]]:
    """The mentions that a paragraph's hyperlinks make, in order, and what is odd about the others.

    Where the words of a link name something else than it points at, the mention is not certain. Words that spell out a
    symbol of their own are believed rather than the link. A link to what no body can have numbered so is no mention.
    """
    mentions: list[Mention] = []
    remarks: list[Remark] = []
    for link in _joined(paragraph):
        words = paragraph.text[link.start : link.end]
        if broken := _broken(link, words):
            mentions.append(broken)
            continue
        target = (_known_target if len(words) <= _SHORT else _target)(link.href, words)
        if target is None:
            remarks.append(Remark("link", f"{paragraph.path}: {link.href[:200]!r} leads to no document with a symbol"))
        elif not possible(target.meant, None):
            said = f"{paragraph.path}: {words!r} is linked to {target.symbol.id}, and its body has never numbered so"
            remarks.append(Remark("link", said))
        elif not words.strip():
            remarks.append(Remark("link", f"{paragraph.path}: {link.href[:200]!r} stands behind no words"))
        else:
            around = paragraph.text[max(0, link.start - 12) : link.end + 14]
            certain = target.agreed or agree(target.symbol, words, around)
            if not certain:
                remarks.append(
                    Remark("link", f"{paragraph.path}: the words {words!r} are linked to {target.symbol.id}")
                )
                if spelled := _spelled_out(words):
                    mentions.append(Mention.of(spelled, link.start, link.end, words, "text"))
                    continue
            # The letter of a part more often stands behind a link than in it.
            meant = anchor_part(words, target.meant, after=paragraph.text[link.end : link.end + _LOOK_AFTER])
            mentions.append(Mention.of(meant, link.start, link.end, words, "link", certain))
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


def _broken(link: Link, words: str) -> Mention | None:
    """The mention of a link whose number is broken by spaces (`S/RES/22 1 1 (2015)`), as it was when pieces joined."""
    if not (_BROKEN.search(words) and len(words) <= _SHORT):
        return None
    symbol = Symbol.from_href(link.href)
    try:
        whole = Symbol.parse("".join(words.split()))
    except BadSymbol:
        return None
    if symbol is None or symbol.id != whole.id:
        return None
    return Mention.of(symbol, link.start, link.end, words, "link", rule=BROKEN)


class _Target(NamedTuple):
    """What a link points at, what that must mean, and whether the words of the link alone agree with it."""

    symbol: Symbol
    meant: Symbol
    agreed: bool


def _target(href: str, words: str) -> _Target | None:
    """The target of a link; None for one that leads to no document with a symbol.

    A resolution is a decision where it is numbered as one, but words that are a document's symbol (`A/73/798`) speak
    against a decision of that number.
    """
    symbol = Symbol.from_href(href)
    if symbol is None:
        return None
    meant = symbol.corrected()
    if meant != symbol:
        meant = _spelled_out(words) or meant
    return _Target(symbol, meant, agree(symbol, words, ""))


_known_target = lru_cache(maxsize=16384)(_target)
"""Texts cite the same again and again in the same words."""


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


def _completed(needed: frozenset[int], words: str, around: str) -> bool:
    """Whether the words are a piece of a citation that the words around complete: `48/2` of `48/226`."""
    pieces = _DIGITS.findall(words)
    whole = [str(number) for number in needed]
    return needed <= _numbers(around) and all(any(piece in number for number in whole) for piece in pieces)


def _numbers(text: str) -> frozenset[int]:
    """The numbers in a text, Arabic and Roman, as numbers."""
    plain_text = (text if text.isascii() else plain(text)).upper()
    return frozenset(map(int, _DIGITS.findall(plain_text))) | frozenset(map(roman_value, _ROMAN.findall(plain_text)))
