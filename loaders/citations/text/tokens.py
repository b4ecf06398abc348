"""The words and numbers of a paragraph that decide what it cites, in order, with offsets into its plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from loaders.citations.plain import Plain, byte_offsets
from loaders.citations.text.language import Language, Word
from loaders.citations.text.numbers import Number, number

_SECOND = re.compile(r"-(?=[ASE]/\d)")
"""Between the two symbols of a document that two organs have."""
_BEFORE, _BEHIND = frozenset(" ("), frozenset(" ,;:)")
"""What stands around nearly all numbers that are whole."""
_GLUED = ("UNSCR", "No.", "no.", "Nos.", "nos.")
"""What a number may follow without a space: UNSCR1540, No.1373."""


class Token(NamedTuple):
    """A word or a number, and where it stands in the plain text."""

    start: int
    end: int
    is_: Word | Number


def tokens(plain: Plain, language: Language) -> list[Token]:
    """The tokens of a paragraph. What a number is part of a longer one, a word or a path, is left out."""
    text = plain.text
    data = text.encode("utf-8", "surrogatepass")
    spans = language.tokens.spans(data)
    if len(data) != len(text):
        flat = byte_offsets(text, data, [offset for span in spans for offset in span])
        spans = list(zip(flat[::2], flat[1::2], strict=True))
    found: list[Token] = []
    meanings = language.meanings
    for start, end in spans:
        written = text[start:end]
        meaning = meanings[written] if written in meanings else language.meaning(written)
        if isinstance(meaning, Number):
            end = start + len(written.rstrip(".,-"))  # without a comma that only ends the clause
            if not _whole(text, start, end):
                continue
            if meaning.form == "joined" or (meaning.form == "document" and _SECOND.search(meaning.written)):
                found += _apart(start, meaning)
            else:
                found.append(Token(start, end, meaning))
        elif meaning is not None:
            found.append(Token(start, end, meaning))
    return found


def _apart(start: int, joined: Number) -> Iterator[Token]:
    """The numbers of 1267/1989/2253, or the symbols of A/56/1026-S/2002/932, each by itself."""
    several = joined.written.split("/") if joined.form == "joined" else _SECOND.split(joined.written)
    for written in several:
        yield Token(start, start + len(written), number(written))
        start += len(written) + 1


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a number begins and ends where it seems to: `3.70/1`, `70/1/2`, `x70/1` are other things.

    Chinese writes without spaces; a letter of another script than Latin may stand beside a digit.
    """
    if (not start or text[start - 1] in _BEFORE) and (end == len(text) or text[end] in _BEHIND):
        return True
    if start and not text.endswith(_GLUED, 0, start):
        before = text[start - 1]
        ranged = before == "-" and start > 1 and text[start - 2].isdigit() and "/" in text[start:end]
        within = (before.isascii() and before.isalpha()) or (before.isdigit() and text[start].isdigit())
        if within or (before in "/-_" and not ranged):
            return False
        if before == "." and start > 1 and text[start - 2].isalnum():
            return False
    if end < len(text):
        after = text[end]
        if after.isdigit() or (after in "/." and end + 1 < len(text) and text[end + 1].isdigit()):
            return False
        return after != "%"
    return True
