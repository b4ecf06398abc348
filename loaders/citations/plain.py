"""A text made plain for matching: one kind of space, dash, digit and apostrophe, and the way back to the original."""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate, pairwise

from graph.symbols.characters import RAISED

# One character becomes one, so that offsets hold; what is invisible goes, and then offsets are mapped.
_SPACES = dict.fromkeys(
    [0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0x09, 0x0A, 0x0B, 0x0C, 0x0D], " "
)
_DASHES = dict.fromkeys([0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xFE63, 0xFF0D], "-")
_QUOTES = {0x2018: "'", 0x2019: "'", 0x02BC: "'", 0x201C: '"', 0x201D: '"'}
_BRACKETS = {"（": "(", "）": ")", "〔": "(", "〕": ")", "［": "(", "］": ")", "⁄": "/", "∕": "/", "／": "/", "，": ","}
_DIGITS = {
    zero + value: str(value)
    for zero in (0x660, 0x6F0, 0x966, 0xFF10)  # Arabic, Persian, Devanagari, full width
    for value in range(10)
}
_RAISED = dict.fromkeys(map(ord, RAISED), " ")
"""Raised digits: marks of footnotes, which are no part of the word or number before them."""
_LETTERS = {0xFF21 + place: chr(0x41 + place) for place in range(26)} | {
    0xFF41 + place: chr(0x61 + place) for place in range(26)
}
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x61C, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)]
)
# Arabic vowel signs and the letter that only draws a word out: texts have them or not as the typist liked.
_ARABIC_MARKS = dict.fromkeys([0x640, 0x670, *range(0x64B, 0x656)])
_COMPOSING = "\u0653\u0654\u0655"
"""Those Arabic marks that make one letter with the letter before them."""
_ALEFS = {0x622: "ا", 0x623: "ا", 0x625: "ا", 0x671: "ا", 0x649: "ي"}
_CHANGES: dict[int, str | None] = {
    **_SPACES,
    **_DASHES,
    **_QUOTES,
    **{ord(other): ascii_ for other, ascii_ in _BRACKETS.items()},
    **_DIGITS,
    **_RAISED,
    **_LETTERS,
    **_ALEFS,
    **_INVISIBLE,
    **_ARABIC_MARKS,
}
_GONE = frozenset(code for code, to in _CHANGES.items() if to is None)
# A tuple with every character of the basic plane is looked up two to three times as fast as a mapping with a few.
_TABLE: tuple[int | str | None, ...] = tuple(_CHANGES.get(code, code) for code in range(0x10000))
_MAY_BE_LEFT_OUT = re.compile(f"[\u3400-\u9fff{RAISED}]")
_LEFT_OUT = re.compile(
    f"(?<=[\u3001-\u9fff\uff00-\uffef])[ \u00a0{RAISED}]+|[ \u00a0]+(?=[\u3001-\u9fff\uff00-\uffef])|[{RAISED}]+(?!\\w)"
)
"""Spaces that programs and people put between Chinese and numbers or Latin letters, as the United Nations does not; and
the marks of footnotes, save those before a letter or number, which they keep apart from what is before them."""
_CONTROL = dict.fromkeys(range(32), " ")


class Plain:
    """A text as it is matched (`text`), and where a character of it stands in the original.

    NFC and NFD of the same text are plain alike. Nothing else is composed or taken apart: ligatures and letters with
    marks stay what they are.
    """

    __slots__ = ("_left_out", "_original", "_starts", "text")

    def __init__(self, original: str) -> None:
        self._left_out: frozenset[int] = frozenset()
        self._starts: list[int] | None = None
        self._original: str | None = None
        if original.isascii():
            self.text = original.translate(_CONTROL) if "\n" in original or "\t" in original else original
            return
        text = original.translate(_TABLE)
        if _MAY_BE_LEFT_OUT.search(original) and _LEFT_OUT.search(original):
            found = _LEFT_OUT.finditer(original)
            self._left_out = frozenset(place for one in found for place in range(*one.span()))
            pieces = _composed(original)
            self._put([piece for piece in pieces if piece[0] not in self._left_out], len(original))
            return
        # Arabic vowel signs stand in any order, and most texts that are not normal are so for no other reason.
        if unicodedata.is_normalized("NFC", text) and not any(mark in original for mark in _COMPOSING):
            self.text = text
            if len(text) != len(original):
                self._original = original
            return
        self._put(_composed(original), len(original))

    def _put(self, pieces: list[tuple[int, str]], length: int) -> None:
        self.text = "".join(piece for _, piece in pieces).translate(_TABLE)
        self._starts = [start for start, piece in pieces for c in piece if ord(c) not in _GONE]
        self._starts.append(length)

    def part(self, start: int, end: int) -> str | None:
        """What stands between two offsets of the original, as it is matched; None where offsets are not the same."""
        return self.text[start:end] if self._starts is None and self._original is None else None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """What stands between two offsets of the plain text, in the original, without what is left out behind it."""
        first, last = self.origin(start), self.origin(end)
        if self._left_out:
            while last > first and last - 1 in self._left_out:
                last -= 1
        return first, last

    def origin(self, offset: int) -> int:
        """Where the character at an offset of the plain text begins in the original; its length for the end.

        What is invisible before a character, or combined with it, belongs to the one before it.
        """
        if self._starts is None:
            if self._original is None:
                return offset
            # Most texts name nothing: the way back is only made when somebody goes it.
            self._starts = [place for place, c in enumerate(self._original) if ord(c) not in _GONE]
            self._starts.append(len(self._original))
        return self._starts[offset]


def _composed(original: str) -> list[tuple[int, str]]:
    """The original in NFC, in pieces of a base character and its marks, each with its offset."""
    starts = [place for place, c in enumerate(original) if not place or not unicodedata.combining(c)]
    ends = [*starts[1:], len(original)]
    pieces: list[tuple[int, str]] = []
    for start, end in zip(starts, ends, strict=True):
        pieces.append((start, unicodedata.normalize("NFC", original[start:end])))
    # Hangul and a few Indic letters compose with what does not count as combining; nothing that we read has them.
    return pieces


def byte_offsets(text: str, data: bytes, offsets: list[int]) -> list[int]:
    """Offsets in the UTF-8 bytes (`data`) of a text, which ascend, as offsets in its characters."""
    if len(data) == len(text):
        return offsets
    steps = [0, *offsets]
    lengths = (len(data[a:b].decode("utf-8", "surrogatepass")) for a, b in pairwise(steps))
    return list(accumulate(lengths))
