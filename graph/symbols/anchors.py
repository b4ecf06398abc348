"""The words of a link beside its target: the letter of a part, which the link itself often leaves out."""

from __future__ import annotations

import re
from functools import lru_cache

from graph.symbols.arabic import in_latin
from graph.symbols.characters import LOOKALIKE, bare, plain
from graph.symbols.families import Family
from graph.symbols.grammar import MAX_LENGTH, PART_LIST
from graph.symbols.symbol import Symbol

_LONE_LETTER = re.compile(r"\W*([A-Z])\W*")
_GOES_ON = re.compile(r"\W*(?:[-,&]\s?|(?:and|et|y|e|to|au?|à|und|bis|и|по)\s|[和至])\s?[A-Z](?![A-Za-zЀ-ӿ/])")
_WITHOUT_PARTS = (Family.SECURITY_COUNCIL_RESOLUTION, Family.PRESIDENTIAL_STATEMENT, Family.HUMAN_RIGHTS_STATEMENT)
_IN_SESSIONS = "IVXLCES"
_NUMBERED = re.compile(rf"(?<!\d)(?P<number>\d+)\s?(?P<parts>{PART_LIST})")
_LOOK_AFTER = 24


def anchor_part(anchor: str, symbol: Symbol, *, after: str = "") -> Symbol:
    """The part of `symbol` that the words of its link name: '217 A (III)' linked to 217(III) is A/RES/217(III)A.

    `anchor` is the text of the link (join the pieces of a citation that is split over several), `after` the text that
    follows it: the letter more often stands there ('<a>67/234</a> B of 4 April') than inside. The symbol itself comes
    back where the link has a letter already, where the words name no part or several ('20/4 A-E'), and where the letter
    is one of a session ('S' of S-28/1, 'X' of 973 (X)) or follows another number than the symbol's.
    """
    if symbol.part or not symbol.family.numbered or symbol.family in _WITHOUT_PARTS:
        return symbol
    letters = _letters(anchor[-MAX_LENGTH:], after[:_LOOK_AFTER], symbol.number, symbol.series)
    return symbol.with_part(letters) if len(set(letters)) == 1 else symbol


@lru_cache(maxsize=16384)
def _letters(anchor: str, after: str, number: int, series: str) -> str:
    """The letters that a link's words, or those behind it, give to a number in a session."""
    words, after = _latin(anchor), _latin(after)
    roman = series[-1:].isalpha()
    lone = _LONE_LETTER.fullmatch(words)
    if lone is None:
        return _beside(words + after, number, series if roman else "")
    if _GOES_ON.match(after) or (lone[1] in _IN_SESSIONS and (roman or "-" in series)):
        return ""
    return lone[1]


def _latin(text: str) -> str:
    """`text` plain, Arabic parts and sessions in Latin letters; a space at its start or end is kept."""
    words = plain(f"|{text}|")
    if not words.isascii():
        words = in_latin(bare(words)).translate(LOOKALIKE)
    return words[1:-1]


def _beside(words: str, number: int, roman: str) -> str:
    """The letters right after a number, or after its session in Roman numerals."""
    if not roman:
        return next((found["parts"] for found in _NUMBERED.finditer(words) if found["number"] == str(number)), "")
    number_first, session = rf"(?<!\d){number}\s?({PART_LIST})", rf"\(\s?{roman}\s?\)"
    found = re.search(rf"{number_first}\s?{session}", words, re.I) or re.search(rf"{session}\s?({PART_LIST})", words)
    if found is None and not re.search(session, words, re.I):
        found = re.search(rf"{number_first}(?= of \d|[,;.)]|$)", words)  # "217 A of 10 December 1948"
    return "" if found is None else found[1]
