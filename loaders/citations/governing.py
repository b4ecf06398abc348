"""The verb that governs a citation: the last verb of the vocabulary that opens the paragraph or a clause before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache
from itertools import groupby

from graph.vocabulary import vocabulary
from loaders.citations.openings import joined, opening_of, verb_of

# A later verb governs only where it is joined to the first one: "Recalling ... and reaffirming ...",
# "Decides ...; and recalls ...", "Requests ..., taking into account ...". The Assembly writes participles in the
# preamble and the third person in the operative part, but both join on in either.
_JOINT = r"(?:[,;:–—(]|\b(?:and|while|thus|therefore|as well as|by)) "
_ADVERBS = r"(?:(?:also|further|again|strongly|in (?:this|that) (?:regard|context)|in particular|as well as),? )*"
# A resolution that another recommends stands in one paragraph, with the numbers of its own.
_NUMBERED = r"[,;:] [\"“]?\d{1,2}\. "
_JOINED = re.compile(rf"(?:{_JOINT}|{_NUMBERED}){_ADVERBS}$")
_LONGEST_JOINT = 120
"""Characters before a verb in which its joint is looked for: more adverbs than anybody puts in a row."""
_LONGEST_FORM = 60
_BEFORE_A_VERB = re.compile(
    r"^(?:also|further|again|deeply|gravely|strongly|seriously|fully|urgently|once again|continu(?:es|ing) to)\s+"
)


@cache
def _forms() -> dict[str, str]:
    return {form: verb for verb, forms in vocabulary().verbs.items() for form in forms}


@cache
def _chained() -> re.Pattern[str]:
    """Forms that end in -ing or -s, or are of several words; a bare "note" or "concerned" joins nothing.

    Every word of a paragraph is held against it: forms are grouped by their first letters, so that most words are
    done with after those.
    """
    forms = sorted(form for form in _forms() if form.split()[0].endswith(("ing", "s")))
    groups = (
        rf"{re.escape(start)}(?:{'|'.join(re.escape(form[2:]) for form in sorted(group, key=len, reverse=True))})"
        for start, group in groupby(forms, key=lambda form: form[:2])
    )
    return re.compile(rf" (?P<form>{'|'.join(groups)})\b")


@lru_cache(maxsize=4096)
def of_opening(opening: str | None, language: str = "en") -> str | None:
    """The verb of a paragraph's opening words: "recalling also" -> recalls; None for words that are no such verb."""
    if not opening:
        return None
    if language != "en":
        return verb_of(opening, language)
    text = _BEFORE_A_VERB.sub("", opening)
    forms = _forms()
    for length in range(min(5, len(text.split())), 0, -1):
        if (form := " ".join(text.split()[:length]).strip(" ,;")) in forms:
            return forms[form]
    return None


class Governors:
    """The verbs of one paragraph, found once: which of them governs what stands at an offset.

    The text is in one line with single spaces. It is read to `end` only: no verb behind the last citation matters.
    """

    def __init__(self, text: str, opening: str | None, end: int | None = None, language: str = "en") -> None:
        self._offsets: list[int] = []
        self._verbs: list[str | None] = []
        if language == "en":
            self._read_english(text, opening, end)
        else:
            verb = of_opening(opening, language)
            if verb is None and opening and (found := opening_of(text, language)):
                verb = found.verb
            self._verbs.append(verb)
            last = len(text) if end is None else end + _LONGEST_FORM
            for offset, later in joined(_in_small_letters(text), language, last):
                self._offsets.append(offset)
                self._verbs.append(later)

    def _read_english(self, text: str, opening: str | None, end: int | None) -> None:
        small = _in_small_letters(text)
        found = _chained().finditer(small, 0, len(small) if end is None else end + _LONGEST_FORM)
        joined = [match for match in found if _JOINED.search(small, _from(match), match.start("form"))]
        self._offsets = [match.start("form") for match in joined]
        # "Calls" alone is no verb of ours: what stands behind it in the text may make it "calls upon".
        first = of_opening(opening)
        if first is None and opening:
            first = of_opening(" ".join(text.split(maxsplit=6)[:6]).casefold())
        self._verbs = [first, *(_forms()[match["form"]] for match in joined)]

    def at(self, offset: int) -> str | None:
        """The verb that governs what begins at an offset; None in a paragraph that opens with no verb."""
        return self._verbs[bisect_left(self._offsets, offset)]


def _from(match: re.Match[str]) -> int:
    return max(0, match.start("form") - _LONGEST_JOINT)


def _in_small_letters(text: str) -> str:
    """A text in lower case, of the same length: offsets go on to hold."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
