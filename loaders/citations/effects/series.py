"""The resolution before this one in its series: the last one that the text recalls by the same title."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model import Relation
from loaders.citations.effects.document import Document
from loaders.citations.effects.gazetteer import folded
from loaders.citations.mention import Mention

_FIRST = 8
"""Preambular paragraphs in which the earlier resolutions of a series are recalled."""
_SHORTEST = 12
"""Letters of a title that is not met by chance."""
_NEAR = 45
"""Letters between a number and its title: the date, and "entitled"."""
_AGO = {"A/HRC": 15}
"""Sessions that a series pauses at most, for a body with several in a year; what is older once opened the subject."""
_YEARS_AGO = 5


def followed(document: Document) -> Iterator[Relation]:
    """FOLLOWS, with what it rests on."""
    own = document.symbol
    title = folded(document.record.title or "")
    if len(title) < _SHORTEST:
        return
    ago = _AGO["A/HRC"] if own.body == "un-human-rights-council" else _YEARS_AGO
    found: list[tuple[tuple[int, int], Mention]] = []
    preamble = [place for place, one in enumerate(document.record.paragraphs) if one.section == "preamble"]
    for place in preamble[:_FIRST]:
        for mention in document.mentions[place]:
            symbol = mention.symbol
            if symbol is None or symbol.family != own.family or not mention.certain:
                continue
            rank = _number(symbol.series), symbol.number
            if not _number(own.series) - ago <= rank[0] or rank >= (_number(own.series), own.number):
                continue
            if _titled(document, place, mention, title):
                found.append((rank, mention))
    if found:
        last = max(found, key=lambda one: one[0])[1]
        yield Relation(kind="FOLLOWS", start_at=document.own, end_at=last.target, basis="same title", origin="text")


def _titled(document: Document, place: int, mention: Mention, title: str) -> bool:
    """Whether the words behind a number call it by a title."""
    following = [other.start for other in document.mentions[place] if other.start >= mention.end]
    said = folded(document.texts[place][mention.end : min([*following, len(document.texts[place])])])
    return 0 <= said.find(title) <= _NEAR


def _number(series: str) -> int:
    return int(series) if series.isdigit() else 0
