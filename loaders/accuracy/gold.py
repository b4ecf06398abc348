"""The answer key that hyperlinks are: what a document cites by links that its words and dates agree with.

A document is `strict` if nothing speaks against any of its links and no number that looks like a citation is without
one. What is doubtful is in `unsure`, as bare numbers (70/1, 1325): predictions of those are not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.symbols import Symbol
from graph.symbols.arabic import in_latin
from graph.symbols.characters import plain
from loaders.accuracy.extraction import number_of
from loaders.citations.links import linked
from loaders.citations.mention import Mention
from loaders.citations.plain import Plain
from loaders.citations.text.numbering import possible
from loaders.records import Paragraph, Record, Slug

_KINDS = frozenset({"Resolution", "Decision", "PresidentialStatement"})
"""What answer keys know: documents and the texts of other bodies are no targets."""
_LIKE_ONE = re.compile(
    r"(?<![\d/.A-Za-z-])(?:\d{1,4}(?: ?[A-Z])? ?\((?:(?:19|20)\d\d|(?:E?S ?- ?)?[IVXLC]+)\)"
    r"|(?:E?S ?- ?)?(?:\d{1,2}|(?:19|20)\d\d)/\d{1,3}(?![\d/]))"
    r"|(?:A/HRC|A|S|E)/(?:RES|DEC|PRST)/ ?[\dA-Z-]+(?:/ ?\d+)?"
    r"|\d{1,4}[^\d()]{0,8}\( ?د[^()\d]{0,5}\d{1,3} ?[()]"
    r"|(?:resolutions?|UNSCR|r[ée]solutions?|resoluci[óo]n(?:es)?|резолюци\w*|决议|قرار\w*) ?(?:nos?\.? ?)?"
    r"\d{3,4}(?![\d/]| ?\()(?:(?:,| and| et| y| и) \d{3,4}(?![\d/]| ?\())*",
    re.IGNORECASE,
)
_DATE = re.compile(r"[^\d;\n]{0,25}?(?<!\d)\d{1,2}(?!\d)[^\d;\n/]{1,20}(?:/[^\d;\n/]{1,20})?((?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Told:
    """A citation that is known: its target as scorers write it, where it stands, under which opening words."""

    target: str
    section: str
    verb: str | None
    number: str | None


@dataclass(frozen=True, slots=True)
class Key:
    """The answer key of one document."""

    document: str
    collection: str
    symbol: str
    language: str
    citations: tuple[Told, ...]
    unsure: frozenset[str] = frozenset()

    @property
    def strict(self) -> bool:
        """Whether nothing in it is doubtful."""
        return not self.unsure


def answers(record: Record, document: str) -> Key:
    """The answer key of a document, from its links."""
    own = record.symbol.whole
    told: list[Told] = []
    unsure: set[str] = set()
    for paragraph in record.paragraphs:
        mentions, _ = linked(paragraph)
        for mention in mentions:
            symbol = mention.symbol
            if symbol is None or not is_judged(symbol) or symbol.whole == own:
                continue
            if mention.certain and mention.origin == "link" and date_allows(symbol, paragraph.text, mention.end):
                told.append(_told(symbol.whole, paragraph))
            else:
                unsure.add(bare(symbol.whole.id))
        unsure.update(_unlinked(paragraph, mentions))
    unsure.discard(bare(own.id))
    kept = tuple(one for one in told if bare(one.target) not in unsure)
    return Key(document, collection_of(record), own.id, record.language, kept, frozenset(unsure))


def is_judged(symbol: Symbol) -> bool:
    """Whether an answer key knows such texts: those of organs whose symbols are a series and a number."""
    return symbol.label in _KINDS and symbol.family.numbered


def bare(target: str) -> str:
    """The number of a target without its body: what a citation looks like that names none."""
    return re.sub(r"^(?:A/HRC|A|S|E)/(?:RES|DEC|PRST)/", "", target)


def collection_of(record: Record) -> str:
    """The body and kind of a document, as reports group them."""
    symbol = record.symbol
    if record.draft or isinstance(symbol, Slug) or not symbol.family.numbered:
        return "drafts and others"
    return symbol.family.value


def _told(symbol: Symbol, paragraph: Paragraph) -> Told:
    section = paragraph.section
    verb = paragraph.opening if section == "preamble" else None
    number = number_of(paragraph.path) if section == "operative" else None
    return Told(symbol.id, "other" if section == "annex" else section, verb, number)


def date_allows(symbol: Symbol, text: str, end: int) -> bool:
    """Whether its body can have adopted it on the date behind its number: 46/14 of 2021 is not A/RES/46/14."""
    date = _DATE.match(text, end, end + 60)
    return not date or possible(symbol, int(date[1]))


def _unlinked(paragraph: Paragraph, mentions: list[Mention]) -> Iterator[str]:
    """Numbers that look like citations and have no link."""
    plain = Plain(paragraph.text)
    taken = [(mention.start, mention.end) for mention in mentions]
    for found in _LIKE_ONE.finditer(plain.text):
        start, end = plain.span(*found.span())
        if found[0] != "24/7" and not any(a < end and start < b for a, b in taken):
            yield from _numbers(found[0])


def _numbers(words: str) -> Iterator[str]:
    """The bare numbers in words that look like citations."""
    if "د" in words:
        yield re.sub(r"\s", "", in_latin(plain(words)))
    elif words[0].isalpha() and "/" not in words:
        yield from re.findall(r"\d{3,4}", words)
    else:
        yield bare(re.sub(r"\((?:19|20)\d\d\)|[A-Z](?=\()|\s", "", words))
