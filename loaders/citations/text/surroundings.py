"""What stands right beside a number: its date, the body whose it is, and where a language has the noun behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.citations.text.numbers import Number
from loaders.citations.text.tokens import Token

_DATE = re.compile(
    r"[^\d;\n]{0,25}?(?<!\d)\d{1,2}(?!\d)[^\d;\n/]{1,20}(?:/[^\d;\n/]{1,20})?(?P<year>(?:19|20)\d\d)(?!\d)"
    r"(?P<after>[ \w]{0,6}\.?)?"
)
_DATE_BEFORE = re.compile(r"(?P<year>(?:19|20)\d\d) ?年 ?\d{1,2} ?月 ?\d{1,2} ?日[^\d\n]{0,6}$")
_PART_BEHIND = re.compile(r"^ [A-Z](?![\w'])")
_ANOTHERS_BEFORE = re.compile(
    r"(?:(?<![\w/-])(?!UN|SC |GA )[A-Z]{2,}[^.;:()]{0,14} [Rr]esolutions? (?:[Nn]o\.? )?"  # IMO resolution 1718
    r"|(?<!\w)[Dd]raft resolutions? (?:[Nn]o\.? )?"
    r"|[^\W\d], )$"  # the resolution, 1718 pages
)
_YEAR = r"(?:19[4-9]\d|20[0-3]\d)"
_AND_ON = rf"{_YEAR} ?(?:-|to|through|until|à|a|al|hasta|по|до|至|到|الى|bis) ?"
_YEARS_BEHIND = re.compile(rf"{_AND_ON}{_YEAR}(?![\d(/]| \()")
_YEARS_BEFORE = re.compile(rf"(?<![\d(]){_AND_ON}$")
_ANOTHERS_BEHIND = re.compile(r" (?:of|de|del|der) (?:the |la |l')?(?!UN)[A-Z]{2,}(?!\w)")


def is_anothers(text: str, start: int, end: int) -> bool:
    """Whether a number alone is by the words beside it no resolution of a principal organ: an agency's, or a draft."""
    before = _ANOTHERS_BEFORE.search(text[max(0, start - 48) : start])
    return before is not None or _ANOTHERS_BEHIND.match(text, end) is not None


def are_years(text: str, start: int, end: int) -> bool:
    """Whether a number alone is the first or last of a range of years: "Security Council resolutions 2006-2015"."""
    if re.fullmatch(_YEAR, text[start:end]) is None:
        return False
    return bool(_YEARS_BEHIND.match(text, start) or _YEARS_BEFORE.search(text[max(0, start - 14) : start]))


def noun_first(tokens: list[Token]) -> Iterator[Token]:
    """Tokens of a language whose noun comes behind the numbers, with each noun before the first of its numbers.

    The numbers of a noun reach back to the noun before it, to a body or to "its", or to the end of a sentence.
    """
    waiting: list[Token] = []
    for token in tokens:
        word = token.is_
        if isinstance(word, Number) or word.kind in ("other", "nothing"):
            waiting.append(token)
            continue
        if word.kind == "noun":
            if waiting:
                at = waiting[0].start
                yield Token(at, at, word)
            else:
                yield token
        yield from waiting
        waiting.clear()
        if word.kind != "noun":
            yield token
    yield from waiting


def end_of_date(text: str, end: int) -> int:
    """Where the date behind a number ends; `end` where there is none."""
    found = _DATE.match(text, end, end + 70)
    return found.end("year") if found else end


def behind(gap: str, of: re.Pattern[str]) -> bool:
    """Whether a body stands behind a number as the one whose it is: "46/14 of the", "217 A (III) of"."""
    gap = _PART_BEHIND.sub("", gap, count=1)
    gap = re.sub(r"^ ?\((?:19|20)\d\d\)", "", gap)
    gap = re.sub(r"^(?: г\.| года?)?,?", "", gap).strip(" ")
    return len(gap) <= 30 and (of.fullmatch(gap) or of.fullmatch(f"{gap} ")) is not None


def dated(text: str, token: Token, *, before: bool) -> int | None:
    """The year of the date that stands beside a number: behind it, or before it in a language that says so."""
    if before:
        found = _DATE_BEFORE.search(text[max(0, token.start - 24) : token.start])
    else:
        found = _DATE.match(text, token.end, token.end + 70)
    return int(found["year"]) if found else None
