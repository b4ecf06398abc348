"""Letters as formats give them: white space of all kinds, what nobody sees, and digits that stand raised."""

from __future__ import annotations

import re

from graph.symbols.characters import RAISED

_INVISIBLE = re.compile("[\u00ad\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
_UP, _DOWN = str.maketrans("0123456789", RAISED), str.maketrans(RAISED, "0123456789")
_NUMBER = re.compile(r"\d{1,3}")
_MARKS = re.compile(r"[\s\[(]*\d{1,3}(?:\s?[,–-]\s?\d{1,3})*[\])\s]*")


def single_spaced(text: str) -> str:
    """A text with single spaces and without invisible characters; white space at its ends is one space too."""
    # To Python an invisible character is not printable, nor is any white space but the space itself.
    if text.isprintable() and "  " not in text:
        return text
    if text.isspace():  # indentation
        return " "
    text = text.replace("\u00a0", " ").replace("\t", " ")
    if text.isprintable() and "  " not in text:
        return text
    text = _INVISIBLE.sub("", text)
    inner = " ".join(text.split())
    if not inner:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{inner}{' ' if text[-1].isspace() else ''}"


def raised(number: str) -> str:
    """A number in raised digits: the mark of a footnote, which no word or number before it can be taken to end in."""
    return number.translate(_UP)


def marks(text: str) -> str | None:
    """Raised words that are marks of footnotes ("[1]", "3, 4"), in raised digits; None for others ("th")."""
    return " ".join(raised(number) for number in _NUMBER.findall(text)) if _MARKS.fullmatch(text) else None


def lowered(number: str) -> str:
    """A number in raised digits in plain ones."""
    return number.translate(_DOWN)
