"""Which body a number belongs to: the words before a list, between its items and behind them, in one pass.

A paragraph is read from left to right. A noun ("resolution") opens a list; the body that stands beside it, before it,
between it and the first number, or behind a number, governs the items that name none themselves. "Its" is the body that
the sentence has just named as the one that acts, else the one that speaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from loaders.citations.text.elsewhere import OTHER_BODIES
from loaders.citations.text.gaps import LONGEST_RANGE, Gaps, named_on
from loaders.citations.text.language import Language, Word
from loaders.citations.text.numbers import Number
from loaders.citations.text.surroundings import behind, dated, end_of_date, noun_first
from loaders.citations.text.tokens import Token

_COUNCILS_REPORT = re.compile(r"A/(?:6[1-9]|[7-9]\d)/53(?:/Add\.\d)?(?:/Corr\.\d)?")
"""Supplement No. 53 to the Assembly's records holds the resolutions of the Human Rights Council."""
_OWN_TEXTS = re.compile(r"A/\d+/(?:49|53).*")
"""Supplement No. 49 holds the Assembly's own resolutions and decisions, No. 53 those of the Human Rights Council."""
_NOUN_TO_BODY = 28
_GOVERNED = 60
"""Characters between a body and a noun that may still be of it."""
_LIST = 420
"""Characters between two numbers of one list: titles and dates stand between them."""
_DATED_LIST = 1500
"""The same where a date stands behind the number, as behind all of the longest lists."""


@dataclass(slots=True)
class Item:
    """A number in a text, and what the words around it say: the noun, the bodies it may be of, its date.

    `bodies` are prefixes, the likeliest first; `said` tells that they are named for it, and not only for its list.
    `turned` tells that its two numbers stood the other way round, `within` that it stands in a document that is cited
    before it, `doubtful` that another body has been named before it in the sentence.
    """

    token: Token
    noun: str | None
    bodies: tuple[str, ...] = ()
    said: bool = False
    own: bool = False
    year: int | None = None
    through: bool = False
    turned: bool = False
    within: bool = False
    doubtful: bool = False


@dataclass(slots=True)
class _List:
    """The list that is being read: its noun, the bodies that govern it, and its items so far.

    It is `acting` where the body of its text may follow as the one that acts in it; `items_before` are those of lists
    before it of which that holds as well. `actor` is the body that was named before "its".
    """

    noun: Word
    start: int
    end: int
    bodies: tuple[str, ...] = ()
    said: bool = False
    own: bool = False
    within: bool = False
    doubtful: bool = False
    acting: bool = False
    actor: str = ""
    items_before: list[Item] = field(default_factory=list["Item"])
    items: list[Item] = field(default_factory=list["Item"])


class Attribution:
    """Reads the paragraphs of one document in turn. `own` is the prefix of the body that speaks, '' for nobody's."""

    def __init__(self, language: Language, own: str) -> None:
        self.language = language
        self.own = own
        self.council = own if own in ("S", "E", "A/HRC") else ""

    def items(self, text: str, tokens: list[Token]) -> list[Item]:
        """The numbers of a paragraph that may be citations."""
        if self.language.noun_last:
            tokens = list(noun_first(tokens))
        return _Paragraph(self, text).read(tokens)


class _Paragraph:
    def __init__(self, document: Attribution, text: str) -> None:
        self._document = document
        self._language = document.language
        self._text = text
        self._gaps = Gaps(text, document.language)
        self._list: _List | None = None
        self._body: tuple[Token, str] | None = None
        self._owner: Token | None = None
        self._other: Token | None = None
        self._act: Token | None = None
        self._document_cited: Token | None = None
        self._found: list[Item] = []

    def read(self, tokens: list[Token]) -> list[Item]:
        for token in tokens:
            if isinstance(token.is_, Number):
                self._number(token, token.is_)
            else:
                self._word(token, token.is_)
        return self._found

    def _word(self, token: Token, word: Word) -> None:
        if word.kind == "noun":
            self._noun(token, word)
        elif word.kind in ("body", "short"):
            self._named(token, self._body_of(word))
        elif word.kind == "own":
            self._owner = token
        elif word.kind == "other":
            self._other = token
        elif word.kind == "act":
            self._act = token
        elif word.kind == "end" and self._gaps.ends_sentence(token):
            self._list = self._body = self._owner = self._other = None

    def _body_of(self, word: Word) -> str:
        """The prefix that a name stands for; a short one means the body that was last named in full."""
        document = self._document
        if word.kind == "body":
            if word.value in ("S", "E", "A/HRC"):
                document.council = word.value
            return word.value
        return "A" if word.value == "assembly" else document.council

    def _noun(self, token: Token, word: Word) -> None:
        """A noun opens a list: of the body beside it, of the one that acts, or of the one that speaks."""
        opened = _List(word, token.start, token.end)
        if word.body:
            if self._gaps.of_a_volume(token):
                self._list = None
                return
            opened.bodies, opened.said = (word.body,), True
            self._list = opened
            return
        if self._gaps.in_a_symbol(token):
            return
        before = self._body
        owner = self._owner
        last = self._list
        if before and self._gaps.beside(before[0], token):
            opened.bodies, opened.said = (before[1],), True
        elif word.own or (
            owner
            and self._gaps.owned(owner, token)
            and (not before or before[0].end <= owner.start or self._language.noun_last)
        ):
            opened.own = True
            at = token.start if word.own or owner is None else owner.start
            named = (before[1],) if before and self._gaps.acting(*before, at) else ()
            if not named and last and last.actor and self._gaps.goes_on(last.end, at):
                named = (last.actor,)
            opened.actor = named[0] if named else ""
            opened.bodies = tuple(dict.fromkeys((*named, self._document.own)))
            opened.said = bool(named)
            opened.acting = not named and self._gaps.inside(at)
            if opened.acting and last and last.acting and self._gaps.goes_on(last.end, at):
                opened.items_before = [*last.items_before, *last.items]
        elif before and (gap := self._text[before[0].end : token.start]) and ";" not in gap:
            if before[1] not in OTHER_BODIES and len(gap) <= _GOVERNED:
                opened.bodies = (before[1],)
            elif before[1] in OTHER_BODIES and len(gap) <= _GOVERNED and named_on(gap):
                opened.bodies, opened.said = (before[1],), True
            else:
                opened.doubtful = before[1] in OTHER_BODIES and self._gaps.doubtful(gap)
        if not opened.bodies and last and last.items and last.bodies[:1] == ("S",):
            opened.bodies = ("S",)  # "Security Council resolution 1559; see also resolution 1680"
        cited = self._document_cited
        opened.within = not opened.own and not opened.said and cited is not None and self._gaps.holds(cited, token)
        self._list = opened
        self._other = self._owner = None

    def _named(self, token: Token, body: str) -> None:
        """A body: of the number behind which it stands, of the noun behind which it stands, or for what comes."""
        self._body = (token, body)
        now = self._list
        if now is None:
            return
        if not now.items:
            between = self._text[now.end : token.start]
            if len(between) <= _NOUN_TO_BODY and not any(c in ";:" for c in between):
                now.bodies, now.said, now.end = (body,), True, token.end
            return
        last = now.items[-1]
        after = end_of_date(self._text, last.token.end)
        for end in (after, last.token.end):
            gap = self._text[end : token.start]
            if behind(gap, self._language.of) or (now.acting and body not in OTHER_BODIES and self._gaps.subject(gap)):
                for item in (*now.items_before, *now.items):
                    if now.acting or item is last or not (item.said or item.own):
                        item.bodies, item.said, item.own = (body,), True, False
                now.bodies, now.said, now.own = (body,), False, False
                now.items_before.clear()
                now.items = [last]  # the others have their body now, and need not be looked at again
                return

    def _number(self, token: Token, number: Number) -> None:
        if number.form in ("symbol", "document"):
            self._found.append(Item(token, None))
            self._keep_list(token, number)
            if _COUNCILS_REPORT.fullmatch(number.written):
                self._body = (token, "A/HRC")
            holds_others = number.form == "document" and not _OWN_TEXTS.fullmatch(number.written)
            self._document_cited = token if holds_others else None
            return
        now = self._list
        if self._act and self._gaps.numbers(self._act, token):
            self._list = None
            return
        if (other := self._other) and (not now or now.end < other.start) and self._gaps.heads(other, token):
            self._list = None
            return
        if now is None and number.form not in ("year", "roman"):
            return
        gap = self._text[now.end : token.start] if now else ""
        if now and now.items and number.form == "bare" and len(gap) > LONGEST_RANGE:
            gap = self._behind_date(now, token, gap)
        if number.form == "bare" and len(gap) > LONGEST_RANGE:
            return
        year = dated(self._text, token, before=self._language.noun_last)
        if now is None or len(gap) > (_DATED_LIST if year and now.items else _LIST):
            if number.form in ("year", "roman"):
                self._found.append(Item(token, None, year=year))
            return
        through = bool(now.items) and len(gap) <= LONGEST_RANGE and self._language.through.fullmatch(gap) is not None
        if number.form == "bare" and not (through or self._gaps.in_list(gap, token)):
            return
        item = Item(
            token, now.noun.value, now.bodies, now.said, now.own, year, through,
            within=now.within, doubtful=now.doubtful,
        )  # fmt: skip
        if number.form == "year":
            self._with_years(now)
        now.items.append(item)
        now.end = token.end
        self._found.append(item)

    def _behind_date(self, now: _List, token: Token, gap: str) -> str:
        """What stands before a number behind the date of the one before it: "1929 of 9 June 2010 and 2231 of"."""
        after = end_of_date(self._text, now.end)
        if not now.end < after <= token.start or not dated(self._text, token, before=False):
            return gap
        return self._text[after : token.start]

    def _with_years(self, now: _List) -> None:
        """Bare numbers before one with a year are of the Security Council as well: "425 and 426 (1978)"."""
        for item in now.items:
            if not item.bodies and isinstance(item.token.is_, Number) and item.token.is_.form == "bare":
                item.bodies = ("S",)

    def _keep_list(self, token: Token, number: Number) -> None:
        """A symbol in full among bare numbers: the list goes on behind it, with its body."""
        now = self._list
        if now is None or number.form == "document" or token.start - now.end > _LIST:
            return
        prefix = number.written.upper().split("/RES/")[0].split("/DEC/")[0]
        if not now.items and prefix in ("A", "S", "E", "A/HRC"):
            now.bodies = (prefix,)
        now.end = token.end
