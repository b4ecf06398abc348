"""The parts of a numbered paragraph, point or item: its number, its headings, and the elements that hold its words."""

from __future__ import annotations

import re
from typing import NamedTuple

from graph.symbols.characters import chinese_value, roman_numeral
from loaders.readers.markup import Element, name, words

_PARENTHESES = re.compile(r"[\s().]+")
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u0640"
_ABJAD = dict(zip("أبجدهوزحطيكلمنسعفصقرشتثخذض", "abcdefghijklmnopqrstuvwxyz", strict=True))
"""Arabic letters in the order in which they count, as points are lettered in Arabic texts."""
_ENCLOSED = dict(zip("㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩", "一二三四五六七八九十", strict=True))
_LIKE_ROMAN = re.compile(
    r"\s*(?:[’‘']\s?(?P<quoted>\d{1,2})\s?[’‘']|[(（]?(?P<enclosed>[㈠-㈩])[)）]?|"
    r"[(（](?P<chinese>[一二三四五六七八九十]{1,3})[)）])\s*"
)


class Parts(NamedTuple):
    """What the children of a numbered element are. The first heading and the first number count."""

    heading: Element | None
    number: str
    own: list[Element]
    only_headings: bool

    @classmethod
    def of(cls, element: Element) -> Parts:
        """The parts of an element, in one pass over its children; comments are none."""
        heading = number = None
        own: list[Element] = []
        headings = 0
        for child in element:
            kind = name(child)
            if kind == "num":
                number = child if number is None else number
            elif kind in ("heading", "subheading"):
                heading = child if heading is None else heading
                headings += 1
            elif kind:
                own.append(child)
        return cls(heading, bare_number(words(number)), own, headings == len(element))


def bare_number(text: str) -> str:
    """A number without its brackets, stops and dashes: `(a)` is a, `3.` is 3.

    In Arabic `3 -` is 3, and `(ب)` is b. Where English has (i), (ii), Arabic has `’1‘`, `’2‘`, Chinese ㈠, ㈡: i, ii.
    """
    if found := _LIKE_ROMAN.fullmatch(text):
        chinese = found["chinese"] or _ENCLOSED.get(found["enclosed"] or "", "")
        if value := chinese_value(chinese) if chinese else int(found["quoted"]):
            return roman_numeral(value).lower()
    bare = _PARENTHESES.sub("", text).strip(_DASHES)
    return _ABJAD.get(bare, bare)
