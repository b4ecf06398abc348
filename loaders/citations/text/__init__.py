"""Citations in plain words, in seven languages: which instrument or document each number in a text names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from graph.symbols import Symbol, anchor_part
from loaders.citations.mention import Mention
from loaders.citations.plain import Plain
from loaders.citations.text.attribution import Attribution, Item
from loaders.citations.text.language import LANGUAGES, Language, language
from loaders.citations.text.numbers import Number
from loaders.citations.text.resolving import Memory, Resolved, resolved
from loaders.citations.text.surroundings import are_years, is_anothers
from loaders.citations.text.tokens import tokens
from loaders.citations.text.turned import straight

__all__ = ["LANGUAGES", "written"]

_BEHIND = 24
_WIDEST = 60
"""The most numbers that a range stands for."""


def written(texts: Sequence[str], spoken: str, own: str, plains: Sequence[Plain] = ()) -> list[list[Mention]]:
    """The mentions of each paragraph of a document, in order; offsets are those of the paragraph as it was read.

    `spoken` is the language; `own` the prefix of the body that speaks (`A`, `S`, `E`, `A/HRC`, or '' for anybody
    else), which is what "its resolution" means. Texts in a language that is not read name what stands in them with its
    whole symbol. `plains` are the texts made plain, where somebody has done it.
    """
    known = spoken in LANGUAGES
    words = language(spoken if known else "en")
    attribution = Attribution(words, own)
    items: list[tuple[int, Plain, Item]] = []
    for place in _that_may_cite(texts, words):
        plain = plains[place] if plains else Plain(texts[place])
        found_here = attribution.items(plain.text, tokens(plain, words))
        items += ((place, plain, item) for item in found_here if _may_cite(plain.text, item, known=known))
    if spoken == "ar":
        meant_so = straight([item for *_, item in items], own)
        items = [(place, plain, item) for (place, plain, _), item in zip(items, meant_so, strict=True)]
    memory = Memory()
    read: list[tuple[int, Plain, Item, Resolved | None]] = []
    for place, plain, item in items:
        meant = resolved(item, own)
        if meant:
            memory.learn(item, meant)
        read.append((place, plain, item, meant))
    found: list[list[Mention]] = [[] for _ in texts]
    before: tuple[int, Symbol] | None = None
    for place, plain, item, meant in read:
        meant = meant or _by_memory(plain.text, item, own, memory)
        if meant is None:
            before = None
            continue
        if item.through and before and before[0] == place:
            between = _between(before[1], meant.symbol)
            found[place] += [_mention(texts[place], plain, item, Resolved(one, "range", True)) for one in between]
        found[place] += _mentions(texts[place], plain, item, meant, own)
        before = place, meant.symbol
    return found


def _by_memory(text: str, item: Item, own: str, memory: Memory) -> Resolved | None:
    """What a number means by what the document says elsewhere."""
    meant = resolved(item, own, memory)
    return None if _form(item) == "bare" and is_anothers(text, item.token.start, item.token.end) else meant


def _may_cite(text: str, item: Item, *, known: bool) -> bool:
    """Whether a number can be that of a text: in a language that is not `known` only one with its whole symbol."""
    form = _form(item)
    if form == "bare":
        return known and not are_years(text, item.token.start, item.token.end)
    return known or form in ("symbol", "document")


def _form(item: Item) -> str:
    assert isinstance(item.token.is_, Number)
    return item.token.is_.form


def _that_may_cite(texts: Sequence[str], words: Language) -> Iterator[int]:
    """The places of the paragraphs that may name something by number: most do not, and one search passes over many."""
    every = [text.encode("utf-8", "surrogatepass") for text in texts]
    starts = list(accumulate((len(data) + 1 for data in every), initial=0))
    whole = b"\n".join(every)
    at = 0
    while found := words.hint.search(whole, at):
        place = bisect_right(starts, found[0]) - 1
        yield place
        at = starts[place + 1]


def _mentions(text: str, plain: Plain, item: Item, meant: Resolved, own: str) -> list[Mention]:
    """What a number names; each candidate, and none of them for certain, where the text leaves open which it is.

    A body that says nothing else means its own resolutions, so that only others' texts are ambiguous.
    """
    if meant.doubtful:
        return [replace(_mention(text, plain, item, meant), certain=False)]
    if own or not meant.others:
        return [_mention(text, plain, item, meant)]
    every = (meant.symbol, *meant.others)
    return [replace(_mention(text, plain, item, Resolved(one, "candidate", True)), certain=False) for one in every]


def _between(first: Symbol, last: Symbol) -> list[Symbol]:
    """The symbols within a range: 60/251 to 60/255."""
    if (first.family, first.series) != (last.family, last.series) or not 1 < last.number - first.number <= _WIDEST:
        return []
    return [replace(first, number=number, part="") for number in range(first.number + 1, last.number)]


def _mention(text: str, plain: Plain, item: Item, meant: Resolved) -> Mention:
    token = item.token
    start, end = plain.span(token.start, token.end)
    symbol = _with_part(meant.symbol, plain.text, token.start, token.end)
    return Mention.of(symbol, start, end, text[start:end], "text", by_context=meant.by_context, rule=meant.rule)


def _with_part(symbol: Symbol, text: str, start: int, end: int) -> Symbol:
    """The part whose letter stands in a number or behind it: "75/251 B"."""
    if symbol.path or not (symbol.roman or text[end : end + 1] == " " or text[end - 1].isalpha()):
        return symbol
    return anchor_part(text[start:end], symbol, after=text[end : end + _BEHIND])
