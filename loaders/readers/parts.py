"""The parts of a numbered paragraph, point or item: its number, its headings, and the elements that hold its words."""

from __future__ import annotations

import re
from typing import NamedTuple

from loaders.readers.markup import Element, name, words

_PARENTHESES = re.compile(r"[\s().]+")
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u0640"
_ABJAD = dict(zip("أبجدهوزحطيكلمنسعفصقرشتثخذض", "abcdefghijklmnopqrstuvwxyz", strict=True))
"""Arabic letters in the order in which they count, as points are lettered in Arabic texts."""


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

    In Arabic `3 -` is 3, and so is `’3‘`; `(ب)` is b.
    """
    bare = _PARENTHESES.sub("", text).strip(_DASHES).strip("’‘")
    return _ABJAD.get(bare, bare)
