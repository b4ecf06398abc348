"""What stands between words and numbers of a sentence that belong together: a body and its noun, "its", a list."""

from __future__ import annotations

import re

from loaders.citations.text.elsewhere import OTHER_BODIES
from loaders.citations.text.language import Language
from loaders.citations.text.tokens import Token

LONGEST_RANGE = 16
"""Characters between two numbers that make a range or, where they are bare, a list."""
_DOUBTED = 160
"""Characters between another body and a noun that may still be of it, so that nothing is certain."""
_BESIDE = 3
"""Characters between a body and its noun where they are one expression, without a bracket or the end of a quotation."""
_QUOTES = frozenset("\"”»’'(")
_ACTING = re.compile(r"[,\s]*(?:\w+[\s,]+){0,2}\w*\s*")
_IN_IT = re.compile(r"\)?[,،，;][^;\n]{0,45}")
"""Between a document and what stands in it: "), chap. I, sect. C, "."""
# "Commission on Narcotic Drugs resolution 57/6": what goes on as a name may between a body and its noun.
_GOES_ON = re.compile(
    r"(?: (?:(?:o[fn]|for|the|and|to|in|de|des|du|la|les|los|del|y|et|sur|por|по|и) ){0,3}[A-ZÀ-ÖØ-ÞА-Я][\w'-]*){0,9} ?"
)
_IN = re.compile(r"(?:,? (?:in|at|dans|en|в))? ?$")
_JOINING = frozenset((
    "and", "y", "et", "e", "ou", "or", "и", "или", "und", "oder", "sowie", "as", "well", "así", "como", "ainsi", "que",
    "о", "و",
))  # fmt: skip
"""Words between a body and "its" with which "its" belongs to both, and so to the body that speaks."""
_GOING_ON = re.compile(
    r",? ?(?:(?:and|as well as|et|ainsi que|y|así como|и|а также) )?(?:(?:in|dans|en|в) )?", re.IGNORECASE
)
_INSIDE = re.compile(r"(?<!\w)(?:in|dans|en) $", re.IGNORECASE)
"""Before the "its" of a text in which its body does what follows: "in its resolution 54/12, the Council requested"."""
_UNITED_NATIONS = re.compile(r".{0,5}(?:United Nations|Nations Unies|Naciones Unidas|Объединенных Наций)")
_ABBREVIATED = re.compile(r"(?<!\w)[^\W\d]{1,5}$")
"""What a full stop often stands behind within a sentence: "sect. C", "No. 5". A sentence may end so as well."""
_HEAD = 30
"""Characters after a noun such as "general comment" within which a number is its own."""
_NUMBER_OF = re.compile(r" ?(?:(?:nos?|n[oº°]s?|núms?|№|رقم)\.? ?)?", re.IGNORECASE)
_VOLUME = re.compile(r"(?:\]|(?<!\d)\d{1,3}) $")
_NO_BARE = frozenset("年月日)")
"""Characters behind a bare number that is a piece of a date, or of 1325 (2000) with a bracket lost."""


def named_on(gap: str) -> bool:
    """Whether a name goes on between the body that it begins with and a noun: "on Narcotic Drugs" resolution."""
    return _GOES_ON.fullmatch(gap) is not None


class Gaps:
    """The stretches of a plain paragraph between its tokens."""

    def __init__(self, text: str, language: Language) -> None:
        self._text = text
        self._language = language

    def beside(self, body: Token, noun: Token) -> bool:
        """Whether a body and a noun are one expression: "Assembly resolution", 大会第70/1号决议."""
        gap = self._text[body.end : noun.start]
        if self._language.noun_last:
            return gap.strip() in ("", "第")
        return len(gap) <= _BESIDE and gap.strip() not in _JOINING and not any(c in _QUOTES for c in gap)

    def holds(self, document: Token, noun: Token) -> bool:
        """Whether a document stands right before a noun as what holds the text: "(E/2020/27), chap. I, decision"."""
        return _IN_IT.fullmatch(self._text, document.end, noun.start) is not None

    def owned(self, owner: Token, noun: Token) -> bool:
        """Whether "its" belongs to a noun: "its relevant previous resolutions"."""
        gap = self._text[owner.end : noun.start]
        return len(gap) <= 40 and not any(c in ",;:" for c in gap)

    def acting(self, named: Token, body: str, at: int) -> bool:
        """Whether "its", at an offset, is that of a body named before: "the Assembly, in its resolution"."""
        if named.end > at:
            return False
        gap = self._text[named.end : at]
        if body in OTHER_BODIES:
            return len(gap) <= 80 and _GOES_ON.fullmatch(_IN.sub("", gap)) is not None
        return len(gap) <= 24 and _ACTING.fullmatch(gap) is not None and _JOINING.isdisjoint(gap.lower().split())

    def goes_on(self, end: int, at: int) -> bool:
        """Whether "its", at an offset, goes on with what was said of the body of a list: " and in its decision"."""
        return _GOING_ON.fullmatch(self._text, end, at) is not None

    def inside(self, at: int) -> bool:
        """Whether "its", at an offset, may be that of a body that follows: "in its resolution 54/12, the Council"."""
        return _INSIDE.search(self._text, max(0, at - 6), at) is not None

    def doubtful(self, gap: str) -> bool:
        """Whether a noun may be of another body, far before it: "the Commission for Asia, at its session, of"."""
        return len(gap) <= _DOUBTED and not self._language.noun_last and not _UNITED_NATIONS.match(gap)

    def subject(self, gap: str) -> bool:
        """Whether the body behind a number is the one that acts in that text, and no further thing that it cites."""
        return self._language.subject is not None and self._language.subject.fullmatch(gap) is not None

    def in_list(self, gap: str, token: Token) -> bool:
        """Whether a bare number goes on with a list, and is no piece of a date or of a number with a lost bracket."""
        return (
            len(gap) <= LONGEST_RANGE
            and self._text[token.end : token.end + 1] not in _NO_BARE
            and self._language.joined.fullmatch(gap) is not None
        )

    def heads(self, other: Token, token: Token) -> bool:
        """Whether a number is that of a general comment, a law, a contract, which stands right before it."""
        gap = self._text[other.end : token.start]
        return len(gap) <= _HEAD and not any(c in ",;:" for c in gap)

    def in_a_symbol(self, noun: Token) -> bool:
        """Whether a noun is a piece of a symbol: "CM/Res.1356"."""
        return self._text[noun.start - 1 : noun.start] == "/"

    def of_a_volume(self, noun: Token) -> bool:
        """Whether letters are those of law reports, behind the number of a volume: "[1998] 1 SCR 982"."""
        letters = self._text[noun.start : noun.end]
        return letters.isupper() and _VOLUME.search(self._text, max(0, noun.start - 6), noun.start) is not None

    def numbers(self, act: Token, token: Token) -> bool:
        """Whether a number is that of the law or the like right before it: "Law No. 1540 (2004)"."""
        return _NUMBER_OF.fullmatch(self._text, act.end, token.start) is not None

    def ends_sentence(self, token: Token) -> bool:
        """Whether a sentence ends: "sect. C" goes on, and so does what goes on in small letters."""
        after = self._text[token.end : token.end + 1]
        if after.isalpha() and after.islower():
            return False
        return _ABBREVIATED.search(self._text, max(0, token.start - 7), token.start) is None
