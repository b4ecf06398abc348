"""What became of every hyperlink of a document: an edge, a candidate, or the reason why it is neither.

The hyperlinks are counted in the XML itself, and not as the reader gave them: one that the reader lost is found so.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.symbols import Symbol
from graph.symbols.links import symbol_in
from loaders.citations.mention import Mention
from loaders.citations.mentions import citations
from loaders.citations.text.numbering import possible
from loaders.readers.markup import AKN, name, parsed
from loaders.records import Link, Paragraph, Record

EDGE = "an edge"
SAME = "an edge, to a part or a volume of it, or to the whole"
ONE = "one edge with the hyperlink beside it"
DECISION = "an edge, to the decision of that number"
CANDIDATE = "a candidate (MAY_CITE): the words speak against it"
WORDS = "an edge to what the words name"
IMPOSSIBLE = "a number that its body cannot have given"
OWN = "the text's own number"
NO_WORDS = "no words stand over it, or a mere comma"
OUTSIDE = "outside the text"
BROKEN = "a document service without a symbol that can be read"
TWICE = "read twice"
UNREAD = "in the text, and not read"
NOTHING = "read, and nothing made of it"
DEFECTS = (TWICE, UNREAD, NOTHING)
"""Mistakes of ours: there should be none of them."""
FATES = (EDGE, SAME, ONE, DECISION, CANDIDATE, WORDS, IMPOSSIBLE, OWN, NO_WORDS, OUTSIDE, BROKEN, *DEFECTS)
MEANINGS = {
    EDGE: "the graph has a citation of exactly what the hyperlink points at",
    SAME: "the words give the letter of a part, a volume or an addendum that the hyperlink leaves out, or the reverse",
    ONE: "the hyperlink is one of several over the pieces of a single citation, which is counted above",
    DECISION: "the hyperlink calls a decision a resolution: numbers from 401 on are decisions'",
    CANDIDATE: "the words speak against it and name nothing else, so it is no plain citation",
    WORDS: "the hyperlink is wrong: the words under it spell another symbol, or stand behind the name of another body",
    IMPOSSIBLE: "another body's: A/RES/14/12 for a decision of a Conference of the Parties; the words tell no symbol",
    OWN: "the text gives its own number, or that of the whole it is a part of: it does not cite itself",
    NO_WORDS: "the hyperlink was left over a space or a stop when the text was edited, beside one over the words",
    OUTSIDE: "it stands in the cover or in the metadata, and is no citation of the text",
    BROKEN: "the hyperlink ends before the number, or in something else; the words under it are read all the same",
    TWICE: "our mistake: the same words were read in two paragraphs",
    UNREAD: "our mistake: the words around it are in no paragraph",
    NOTHING: "our mistake: the words under it were read, and no citation was made",
}
"""Why each is so, for the page."""
FOLLOWED = frozenset({EDGE, SAME, ONE, DECISION})
_WORD = re.compile(r"\w")
_PLACES = frozenset({"meta", "coverPage", "preface", "preamble", "mainBody", "conclusions", "attachments"})


@dataclass(frozen=True, slots=True)
class Traced:
    """A hyperlink to a symbol: where it stands, what it points at, what became of it, and what was taken instead."""

    text: str
    language: str
    paragraph: str
    link: str
    fate: str
    instead: str = ""


def traced(data: bytes, records: Sequence[Record]) -> tuple[list[Traced], int]:
    """Every hyperlink of a file to a symbol, and how many lead elsewhere. `records` are what was read from it."""
    own, language = records[0].symbol.id, records[0].language
    raw = _raw(data)
    found = [one for record in records for one in _of_record(record)]
    read = Counter(link.href for record in records for paragraph in record.paragraphs for link in paragraph.links)
    for href, places in raw.items():
        for place in sorted(places, key=_in_the_text)[: max(0, len(places) - read[href])]:
            fate = UNREAD if _in_the_text(place) else OUTSIDE
            found.append(Traced(own, language, place, _target(href), fate))
    found += [
        Traced(own, language, "", _target(href), TWICE)
        for href, times in read.items()
        for _ in range(times - len(raw.get(href, ())))
    ]
    symbols = [one for one in found if one.link or one.fate == BROKEN]
    return symbols, len(found) - len(symbols)


def _raw(data: bytes) -> dict[str, list[str]]:
    """The places of all hyperlinks in the XML, by what they point at."""
    root, _ = parsed(data)
    found: dict[str, list[str]] = defaultdict(list)
    for element in root.iter(f"{AKN}a"):
        above = (name(ancestor) for ancestor in element.iterancestors())
        found[element.get("href") or ""].append(next((place for place in above if place in _PLACES), ""))
    return found


def _in_the_text(place: str) -> bool:
    return place in ("preamble", "mainBody", "attachments")


def _target(href: str) -> str:
    symbol = Symbol.from_href(href)
    return symbol.id if symbol else ""


# ------------------------------------------------------------------------------------------------ one by one


def _of_record(record: Record) -> Iterator[Traced]:
    made: dict[str, list[tuple[str, Mention]]] = defaultdict(list)
    for citation, mention in citations(record, []):
        made[citation.paragraph].append((citation.kind, mention))
    for paragraph in record.paragraphs:
        counted: set[tuple[int, int]] = set()
        for link in sorted(paragraph.links, key=lambda one: (one.start, one.end)):
            fate, instead = _fate(link, paragraph, record, made[paragraph.path], counted)
            yield Traced(record.symbol.id, record.language, paragraph.path, _target(link.href), fate, instead)


def _fate(
    link: Link, paragraph: Paragraph, record: Record, made: list[tuple[str, Mention]], counted: set[tuple[int, int]]
) -> tuple[str, str]:
    """What became of one hyperlink, and what was taken instead. `counted` has the mentions that others have made."""
    symbol = Symbol.from_href(link.href)
    if symbol is None:
        return (BROKEN if symbol_in(link.href) else ""), ""
    if not _WORD.search(paragraph.text, link.start, link.end):
        return NO_WORDS, ""
    over = [(kind, one) for kind, one in made if one.start < link.end and link.start < one.end]
    for kind, one in over:
        if how := _agreement(symbol, one):
            if kind != "CITES":
                return CANDIDATE, ""
            if (one.start, one.end) in counted:
                return ONE, ""
            counted.add((one.start, one.end))
            return how, one.target.id if how != EDGE else ""
    if over:
        return WORDS, " ".join(sorted({one.target.id for _, one in over}))
    if symbol.whole == record.symbol.whole:
        return OWN, ""
    if not possible(symbol.corrected(), None):
        return IMPOSSIBLE, ""
    return NOTHING, ""


def _agreement(symbol: Symbol, mention: Mention) -> str:
    """How a mention is what a hyperlink points at; '' where it is not."""
    if mention.target.id == symbol.id:
        return EDGE
    if mention.symbol is None:
        return ""
    if symbol.path and mention.symbol.path:
        longer, shorter = sorted((symbol.id, mention.symbol.id), key=len, reverse=True)
        return SAME if longer.startswith(shorter) else ""
    if symbol.whole == mention.symbol.whole:
        return SAME
    return DECISION if symbol.corrected().whole == mention.symbol.whole else ""
