"""Folds words so that a search finds them however they are written: case, accents, width, Arabic article and vowels."""

from __future__ import annotations

import re
import unicodedata

_ARABIC_SAME = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ـ": None})
_ARABIC_ARTICLE = re.compile(r"^(?:[وفبكل]?ال|لل)(?=\w{3})")
_WORD = re.compile(r"\w+")
_CJK = re.compile(r"[\u3400-\u9fff]")


def words(text: str) -> list[str]:
    """The folded words of a text, in order. Chinese has no spaces: each character is a word of its own."""
    if text.isascii():  # most are, and there is nothing to fold in them but case
        return _WORD.findall(text.lower())
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c)).translate(_ARABIC_SAME)
    plain = _CJK.sub(lambda m: f" {m.group()} ", plain)
    return [_ARABIC_ARTICLE.sub("", word) for word in _WORD.findall(plain)]


def fold(*texts: str) -> str:
    """The distinct folded words of several texts in one line, for the `search` property."""
    return " ".join(dict.fromkeys(word for text in texts for word in words(text)))
