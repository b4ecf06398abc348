"""Characters as people and UN files type them, made plain: digits, dashes, spaces, look-alike letters, numerals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Soft hyphen, byte order mark, zero-width and bidirectional marks, Arabic tatweel: inside symbols, but no part of them.
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x640, 0x61C, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)]
)
_DASHES = dict.fromkeys([0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0x30FC], "-")
_OTHER = {ord("〔"): "(", ord("〕"): ")", ord("［"): "(", ord("］"): ")", ord("⁄"): "/", ord("∕"): "/"}
# A raised digit beside a symbol is the mark of a footnote; NFKC would make it a part of the number.
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED = dict.fromkeys(map(ord, RAISED))
_BEFORE = {**_INVISIBLE, **_DASHES, **_OTHER, **_RAISED}

# Cyrillic and Greek capitals that are typed for Latin ones in prefixes, Roman numerals and part letters.
LOOKALIKE = str.maketrans("АВСЕЅІЈКМНОРТУХѴΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABCESIJKMHOPTYXVABEZHIKMNOPTYX")

_SPACES = re.compile(r"\s+")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ROMAN_STEPS = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))

# Arabic names of the letters of parts, in the order of A, B, C ...: agrees with the English texts as far as V, W, X.
_ARABIC_PARTS = """
    ألف باء جيم دال هاء واو زاي حاء طاء ياء كاف لام ميم نون سين عين فاء صاد قاف راء شين تاء ثاء خاء ذال ضاد
"""
ARABIC_PART = {word: chr(ord("A") + place) for place, word in enumerate(_ARABIC_PARTS.split())}
_CHINESE = "零一二三四五六七八九"


def plain(text: str) -> str:
    """`text` in NFKC, without invisible characters and footnote marks, with ASCII digits and dashes, single spaces."""
    if text.isascii():
        return " ".join(text.split())
    text = unicodedata.normalize("NFKC", text.translate(_BEFORE)).translate(_BEFORE)
    if not text.isascii():
        text = "".join(str(unicodedata.digit(c)) if c > "\x7f" and c.isdigit() else c for c in text)
    return _SPACES.sub(" ", text).strip()


def bare(text: str) -> str:
    """`text` without accents and other marks: 'résolution' is 'resolution', an alef loses its hamza."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


BARE_ARABIC_PART = {bare(word): letter for word, letter in ARABIC_PART.items()}
"""The same without hamza, as they stand in bare texts."""


def roman_value(numeral: str) -> int:
    """The number that a Roman numeral stands for: `XXV` is 25. 0 if it is not written as the Romans (and the UN) do."""
    total = 0
    for here, after in zip(numeral, [*numeral[1:], "I"], strict=True):
        value = _ROMAN_VALUES.get(here, 0)
        total += -value if _ROMAN_VALUES.get(after, 0) > value else value
    return total if total > 0 and roman_numeral(total) == numeral else 0


def roman_numeral(number: int) -> str:
    """A number between 1 and 399 in Roman numerals: 25 is `XXV`."""
    written = ""
    for value, letters in _ROMAN_STEPS:
        while number >= value:
            number -= value
            written += letters
    return written


def chinese_value(written: str) -> int:
    """The number that Chinese figures stand for: 一 is 1, 二十一 is 21; 0 for what is none below a hundred."""
    tens, ten, ones = written.rpartition("十") if "十" in written else ("", "", written)
    if any(len(part) > 1 or part not in _CHINESE for part in (tens, ones)):
        return 0
    return (_CHINESE.index(tens) if tens else 1) * (10 if ten else 0) + (_CHINESE.index(ones) if ones else 0)


def edits(word: str, alphabet: str) -> Iterator[str]:
    """What one slip of the keyboard makes of a word: two letters exchanged, one missing, wrong or too many."""
    for place in range(len(word) - 1):
        yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]
        yield from (word[:place] + letter + word[place + 1 :] for letter in alphabet)
    for place in range(len(word) + 1):
        yield from (word[:place] + letter + word[place:] for letter in alphabet)
