"""How a resolution was adopted, from a line of its text: 'Adopted at the 472nd meeting by 10 votes to none.'"""

from __future__ import annotations

import re

from graph.symbols import Symbol
from loaders.readers.meetings import record
from loaders.records import Occasion, Position, Proceedings, RollCall

_MEETING = re.compile(
    r"(\d{1,5})(?:"
    r"(?:st|nd|rd|th)[\s_]+(?:plenary |\(\w+\) )?meet|(?:re|e|ème) séance|[ªa]\.? sesión|"
    r"[-‐-―][а-яe]{1,2} (?:\(\w+\) )?(?:пленарно\w+ )?заседани| ?次(?:全体)?会议"
    r")|(?:جلسته|جلستها|الجلسة)(?: العامة)? (\d{1,5})"
)
_PLENARY = re.compile(r"plenary|plénière|plenaria|пленарн|全体|العامة")
_VOTES = re.compile(r"\b[bh]y (\w+)(?: votes?)? (?:to|io|10) (\w+)", re.IGNORECASE)
"""Scanning makes "hy" of by, and "io" or "10" of to."""
_ABSTENTIONS = re.compile(r"\b(\d{1,2}|[a-z]+) ?abstentions?\b", re.IGNORECASE)
_WAYS = (
    ("unanimously", "unanimously"),
    ("à l’unanimité", "unanimously"),
    ("por unanimidad", "unanimously"),
    ("единогласно", "unanimously"),
    ("一致通过", "unanimously"),
    ("بالإجماع", "unanimously"),
    ("by consensus", "by consensus"),
    ("without a vote", "without a vote"),
    ("by acclamation", "by acclamation"),
)
_WORDS = """
    none one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
"""
_FEWEST = 7
"""No resolution is adopted by fewer: "2 votes" is what scanning made of 9."""
_FIGURES = {word: number for number, word in enumerate(_WORDS.split())} | {"no": 0}


def adopted(symbol: Symbol, on: str | None, *lines: str | None) -> Proceedings:
    """When, where and how a text was adopted; `lines` tell of it above and below the text."""
    text = " ".join(filter(None, lines))
    at = _record(symbol, text)
    votes = _VOTES.search(text)
    how = next((way for words, way in _WAYS if words in text.casefold()), "by vote" if votes else None)
    return Proceedings(
        occasions=(Occasion(on, at),) if on or at else (), how=how, roll_call=_counted(text, votes) if votes else None
    )


def _record(symbol: Symbol, text: str) -> str | None:
    """The record of the meeting that a text tells of; that of a committee's meeting is another."""
    found = _MEETING.search(text)
    if found is None or not (symbol.body == "un-security-council" or _PLENARY.search(text)):
        return None
    return record(symbol, found[1] or found[2])


def _counted(text: str, votes: re.Match[str]) -> RollCall | None:
    """The counts; None where one of them cannot be read. Without a word of abstentions there were none."""
    behind = text[votes.end() :]
    abstained = _ABSTENTIONS.search(behind)
    without = abstained is None and "abst" not in behind.casefold()
    named: list[tuple[Position, str | None]] = [
        ("yes", votes[1]),
        ("no", votes[2]),
        ("abstain", abstained[1] if abstained else "0" if without else None),
    ]
    counts: list[tuple[Position, int]] = []
    for position, said in named:
        number = _number(said or "")
        if number is None:
            return None
        counts.append((position, number))
    return RollCall(tuple(sorted(counts))) if dict(counts)["yes"] >= _FEWEST else None


def _number(said: str) -> int | None:
    return int(said) if said.isdecimal() and len(said) < 4 else _FIGURES.get(said.casefold())
