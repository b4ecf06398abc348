"""Arabic ways of writing sessions and parts, put into the Latin ones of the symbols."""

from __future__ import annotations

import re

from graph.symbols.characters import BARE_ARABIC_PART as _LETTERS
from graph.symbols.characters import roman_numeral

# '(د-13)' is (XIII), '(دإ-6)' is (S-VI), '(دإط-5)' is (ES-V); 'دإ-24/2' is S-24/2, 'دإط-10/15' is ES-10/15: all 318 of
# the texts that exist in Arabic agree with the English ones. Brackets are sometimes turned round. Alefs have no hamza.
_ROMAN = re.compile(r"\( ?د ?(ا ?(?:ط ?)?)?- ?(\d{1,3}) ?[()]")
_SPECIAL = re.compile(r"د ?ا ?(ط ?)?- ?(?=\d{1,2}/\d)")
_LETTER = re.compile(rf"(?:(?<=\d)|(?<=\|)) ?({'|'.join(_LETTERS)})(?!\w)")
_NEXT_LETTER = re.compile(rf"(?<= [A-Z]) ?(-|,|،|و|الى) ?({'|'.join(_LETTERS)})(?!\w)")
_JOINTS = {"و": " and", "الى": " to", "،": ","}


def in_latin(text: str) -> str:
    """'217 الف (د-3)' is '217 A (III)'. `text` is plain and bare."""
    if text.isascii():
        return text
    text = _LETTER.sub(lambda found: f" {_LETTERS[found[1]]}", text)
    found = _NEXT_LETTER.search(text)
    while found:  # 'الف وباء', 'الف الى هاء'
        text = f"{text[: found.start()]}{_JOINTS.get(found[1], found[1])} {_LETTERS[found[2]]}{text[found.end() :]}"
        found = _NEXT_LETTER.search(text)
    text = _ROMAN.sub(lambda found: f"({_prefix(found[1])}{roman_numeral(int(found[2]))})", text)
    return _SPECIAL.sub(lambda found: "ES-" if found[1] else "S-", text)


def _prefix(letters: str | None) -> str:
    return "" if not letters else "ES-" if "ط" in letters else "S-"
