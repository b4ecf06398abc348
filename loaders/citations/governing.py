"""The verb that governs a citation: the last verb of the vocabulary that opens the paragraph or a clause before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from graph.vocabulary import vocabulary

# A later verb governs only where it is joined to the first one: "Recalling ... and reaffirming ...",
# "Decides ...; and recalls ...", "Requests ..., taking into account ...". The Assembly writes participles in the
# preamble and the third person in the operative part, but both join on in either.
_JOINT = r"(?:(?:[,;:–—(]|\band|\bwhile|\bthus|\btherefore|\bas well as|\bby)\s+)"
_ADVERBS = r"(?:(?:also|further|again|strongly|in (?:this|that) (?:regard|context)|in particular|as well as),?\s+)*"
_BEFORE_A_VERB = re.compile(
    r"^(?:also|further|again|deeply|gravely|strongly|seriously|fully|urgently|once again|continu(?:es|ing) to)\s+"
)


@cache
def _forms() -> dict[str, str]:
    return {form: verb for verb, forms in vocabulary().verbs.items() for form in forms}


@cache
def _chained() -> re.Pattern[str]:
    """Forms that end in -ing or -s, or are of several words; a bare "note" or "concerned" joins nothing."""
    forms = [form for form in _forms() if form.split()[0].endswith(("ing", "s"))]
    longest_first = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return re.compile(rf"{_JOINT}{_ADVERBS}(?P<form>{longest_first})\b", re.I)


@cache
def of_opening(opening: str | None) -> str | None:
    """The verb of a paragraph's opening words: "recalling also" -> recalls; None for words that are no such verb."""
    if not opening:
        return None
    text = _BEFORE_A_VERB.sub("", opening)
    forms = _forms()
    for length in range(min(5, len(text.split())), 0, -1):
        if (form := " ".join(text.split()[:length]).strip(" ,;")) in forms:
            return forms[form]
    return None


class Governors:
    """The verbs of one paragraph, found once: which of them governs what stands at an offset."""

    def __init__(self, text: str, opening: str | None) -> None:
        found = [(match.start("form"), _forms()[match["form"].lower()]) for match in _chained().finditer(text)]
        self._offsets = [offset for offset, _ in found]
        # "Calls" alone is no verb of ours: what stands behind it in the text may make it "calls upon".
        first = of_opening(opening) or (of_opening(" ".join(text.casefold().split()[:6])) if opening else None)
        self._verbs = [first, *(verb for _, verb in found)]

    def at(self, offset: int) -> str | None:
        """The verb that governs what begins at an offset; None in a paragraph that opens with no verb."""
        return self._verbs[bisect_left(self._offsets, offset)]
