"""Arabic texts in which numbers stand the other way round, "90/74" for 74/90, as a typist saw them on a screen.

The dates beside numbers tell: the Assembly's session 74 was held in December 2019, its session 90 will be in 2035.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.citations.text.attribution import Item
from loaders.citations.text.numbers import Number
from loaders.citations.text.resolving import fits

_SLASH = re.compile(r"(\d{1,3}) ?/ ?(\d{1,3})")
_ENOUGH = 2
"""Numbers that must show it before those that do not are read the other way round too."""


def straight(items: Sequence[Item], own: str) -> list[Item]:
    """The items of a document in order, those that are turned as they are meant. `own` is the prefix of its body.

    A number is turned if it is possible in no other way. Where several are and none is certainly straight, so is
    every number of that text that may be.
    """
    either = [_ways(item, own) for item in items]
    shown = sum(ways == (False, True) for ways in either)
    against = sum(ways == (True, False) for ways in either)
    throughout = shown >= _ENOUGH and not against
    return [
        _turned(item) if ways == (False, True) or (throughout and ways == (True, True)) else item
        for item, ways in zip(items, either, strict=True)
    ]


def _ways(item: Item, own: str) -> tuple[bool, bool]:
    """Whether a body can have numbered a text as it is written, and the other way round."""
    number = item.token.is_
    found = _SLASH.fullmatch(number.written) if isinstance(number, Number) and number.form == "slash" else None
    if not found or item.noun is None or int(found[1]) == int(found[2]):
        return False, False
    first, second = int(found[1]), int(found[2])
    return fits(item, first, second, own), fits(item, second, first, own)


def _turned(item: Item) -> Item:
    number = item.token.is_
    assert isinstance(number, Number)
    first, _, second = number.written.replace(" ", "").partition("/")
    return replace(item, token=item.token._replace(is_=number._replace(written=f"{second}/{first}")), turned=True)
