"""Presidential statements that a text names by their day alone: "its statement of 15 February 2013".

Each language is data: `word` is in every paragraph that names one, in small or in capital letters; `council` names the
Security Council; `calls` is what such statements are called, `elsewhere` what makes them another's, `particular`
what may stand between that and the days, `dated` and `next` what stands before the first and every further `date`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any, cast

from graph import yaml_text
from graph.errors import BadSymbol
from graph.symbols import Symbol
from loaders.citations.mention import Mention
from loaders.citations.plain import Plain
from loaders.citations.statements.known import known
from loaders.time_limit import made_once

__all__ = ["LANGUAGES", "dated"]

LANGUAGES = ("en", "es", "fr", "ru")
_NUMBER = re.compile(
    r"(?: г\.| года)?,? ?\((?:(?:S|Security Council)/)?(?:PRST/?)?(?P<year>(?:19|20)\d\d)/(?P<number>\d{1,3})\)", re.I
)
"""The number of a statement without the rest of its symbol: "(PRST/2009/24)", "(2015/6)"."""
_SYMBOL = re.compile(r"(?: г\.| года)?[ ,(]{0,4}S/PRST/", re.IGNORECASE)
_BEFORE = 40


@dataclass(frozen=True, slots=True)
class _Language:
    word: str
    capitals: str
    council: re.Pattern[str]
    first: re.Pattern[str]
    next: re.Pattern[str]
    elsewhere: re.Pattern[str]
    months: dict[str, int]


def dated(
    texts: Sequence[str], spoken: str, own: str, about: str = "", plains: Sequence[Plain] = ()
) -> list[list[Mention]]:
    """The mentions of each paragraph, in order; offsets are those of the day in the paragraph as it was read.

    `own` is the prefix of the body that speaks: what is not the Security Council's own text must name it. `about` is
    what the document is about, beside the paragraph: it decides between several statements of a day. Where it does
    not, each is a candidate, and none certain. A day on which no statement is known names nothing.
    """
    if spoken not in LANGUAGES:
        return [[] for _ in texts]
    words = _language(spoken)
    plains = plains or [Plain(text) for text in texts]
    every = zip(texts, plains, strict=True)
    return [
        # For most paragraphs all that is asked, and quicker than any expression.
        list(_in_paragraph(text, plain, words, own, about)) if words.word in text or words.capitals in text else []
        for text, plain in every
    ]


def _in_paragraph(text: str, plain: Plain, words: _Language, own: str, about: str) -> Iterator[Mention]:
    for first in words.first.finditer(plain.text):
        if words.elsewhere.search(plain.text, max(0, first.start() - _BEFORE), first.start("day")):
            continue
        if own != "S" and not words.council.search(first[0]):
            continue
        found: re.Match[str] | None = first
        while found:
            yield from _of_a_day(text, plain, found, words, about)
            found = words.next.match(plain.text, found.end())


def _of_a_day(text: str, plain: Plain, found: re.Match[str], words: _Language, about: str) -> Iterator[Mention]:
    if _SYMBOL.match(plain.text, found.end()):
        return  # its number is read already
    month = words.months[found["month"].lower()]
    day = f"{found['year']}-{month:02d}-{int(found['day']):02d}"
    start, end = plain.span(found.start("day"), found.end())
    ones, sure = known().meant(day, f"{text} {about}")
    symbols = [one.symbol for one in ones]
    numbered = _numbered(plain.text, found.end())
    if numbered and (numbered in (one.symbol for one in known().of(day)) or not ones):
        symbols, sure = [numbered], True
    for symbol in symbols:
        rule = "day of a statement" if sure else "candidate"
        mention = Mention.of(symbol, start, end, text[start:end], "text", sure, by_context=True, rule=rule)
        yield replace(mention, cited_as="name")


def _numbered(text: str, offset: int) -> Symbol | None:
    number = _NUMBER.match(text, offset)
    if number is None:
        return None
    try:
        return Symbol.parse(f"S/PRST/{number['year']}/{number['number']}")
    except BadSymbol:
        return None


@made_once
def _language(code: str) -> _Language:
    text = files("loaders.citations.statements").joinpath("languages", f"{code}.yaml").read_text("utf-8")
    said = cast("dict[str, Any]", yaml_text.read(text))
    date = rf"{said['date'].replace('{months}', '|'.join(said['months']))}\b"
    calls = rf"\b(?:{'|'.join(said['calls'])})(?:{said['particular']})?{said['dated']}{date}"
    return _Language(
        word=said["word"],
        capitals=said["word"].upper(),
        council=re.compile(said["council"], re.IGNORECASE),
        first=re.compile(calls, re.IGNORECASE),
        next=re.compile(rf"{said['next']}{date}", re.IGNORECASE),
        elsewhere=re.compile(said["elsewhere"], re.IGNORECASE),
        months={month.lower(): place for place, month in enumerate(said["months"], 1)},
    )
