"""The language of a text: what its identifier says, held against the words themselves."""

from __future__ import annotations

import re

from lxml import etree

from graph.errors import BadSource
from loaders.readers.letters import single_spaced
from loaders.readers.markup import AKN, Element
from loaders.records import Remark

_CODES = {"eng": "en", "fra": "fr", "fre": "fr", "spa": "es", "rus": "ru", "zho": "zh", "chi": "zh", "ara": "ar"} | {
    "deu": "de",
    "ger": "de",
}
_SCRIPTS = (("ar", "\u0600-\u06ff"), ("ru", "\u0400-\u04ff"), ("zh", "\u4e00-\u9fff"))
_FREQUENT = {
    code: frozenset(frequent.split())
    for code, frequent in {
        "en": "the of and to in on for that with its by which",
        "fr": "le la les des du et en dans une par que sur",
        "es": "el los las del y en una por que su con para",
        "de": "der die und des den im für mit von sowie dass zu",
    }.items()
}
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 8
"""Frequent words, or letters of a script, from which on a text is believed to be of a language."""
_LOOKED_AT = 1500
"""Characters. Every file of the corpus is of the same language by them as by the whole text."""
_FEW = 500
"""Characters from which on the places where a text should stand are believed to have it."""


def language(root: Element) -> tuple[str, list[Remark]]:
    """The language as two letters. Where code and words disagree the words are right, and a remark says so.

    The folder that a file lies in says nothing: five files of the corpus lie in that of another language. Raises
    BadSource where neither code nor words tell.
    """
    element = root.find(f".//{AKN}FRBRlanguage")
    code = ((element.get("language") or "") if element is not None else "").strip().casefold()
    known = _CODES.get(code)
    read = spoken(_sample(root))
    if known and read in (None, known):
        return known, []
    if read:
        return read, [Remark("language", f"the identifier says {code or 'none'}, the words are of {read}")]
    raise BadSource(f"its language is unknown: the identifier says {code or 'none'}")


def spoken(text: str) -> str | None:
    """The language of a text, None where it is too short to tell."""
    for code, letters in _SCRIPTS:
        if len(re.findall(f"[{letters}]", text)) >= max(_ENOUGH, len(text) // 5):
            return code
    words = _WORD.findall(text.casefold())
    counts = {code: sum(map(frequent.__contains__, words)) for code, frequent in _FREQUENT.items()}
    best = max(counts, key=counts.__getitem__)
    others = max(times for code, times in counts.items() if code != best)
    return best if counts[best] >= _ENOUGH and counts[best] > 2 * others else None


def _sample(root: Element) -> str:
    """Some words of the text, footnotes among them; in a damaged file they may stand anywhere."""
    found = ""
    for place in (f"{AKN}preamble/*", f"{AKN}mainBody/*"), (f"{AKN}p",):
        for block in (block for path in place for block in root.iterfind(f".//{path}")):
            for piece in block.itertext(etree.Element):  # a block may be a section with all of the text in it
                if some := single_spaced(piece).strip():
                    found += f" {some}"
                if len(found) > _LOOKED_AT:
                    return found[:_LOOKED_AT]
        if len(found) > _FEW:
            return found
    return found
