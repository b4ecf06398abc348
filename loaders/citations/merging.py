"""One mention told twice, by a hyperlink and by the words: agreed they are one; where they differ, one is believed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from loaders.citations.links import BROKEN
from loaders.citations.mention import Mention
from loaders.records import Link, Remark

_STRONGER_THAN_A_LINK = frozenset({"date", "turned"})
"""Rules that neighbouring words decide, and yet leave no other body: a link to one is wrong."""


def merged(links: Sequence[Mention], texts: Sequence[Mention], path: str) -> tuple[list[Mention], list[Remark]]:
    """The mentions of a paragraph, in order, and the links that lead elsewhere than the words say.

    A body or a symbol that stands beside a number is believed rather than the link (hundreds of which lead to the wrong
    body); where only the context tells the body, the link is, if its own words do not contradict it.
    """
    ordered = sorted(texts, key=attrgetter("start"))
    starts = [mention.start for mention in ordered]
    taken: set[int] = set()
    found: list[Mention] = []
    remarks: list[Remark] = []
    for link in links:
        over = touching(link, ordered, starts)
        same = [place for place in over if _same(link, ordered[place])]
        if same:
            taken.update(over)
            found.append(_joined(link, ordered[same[0]]))
            found += [ordered[place] for place in over if place not in same]
            continue
        if over:
            names = " and ".join(ordered[place].target.id for place in over)
            if link.rule == BROKEN:
                taken.update(over)
                found.append(link)
                continue
            said = f"{path}: the words {link.as_written[:80]!r} name {names}, not {link.target.id}"
            remarks.append(Remark("link", said))
            if link.certain and all(_yields(ordered[place]) for place in over):
                taken.update(over)
            else:
                continue
        found.append(link)
    found += [mention for place, mention in enumerate(ordered) if place not in taken]
    return sorted(found, key=lambda one: (one.start, one.end, one.target)), remarks


def touching(link: Mention | Link, texts: Sequence[Mention], starts: Sequence[int]) -> list[int]:
    """The places of mentions in the words that share a character with a link. They do not overlap one another."""
    first = bisect_left(starts, link.start)
    if first and texts[first - 1].end > link.start:
        first -= 1
    last = bisect_left(starts, max(link.end, link.start + 1))
    return list(range(first, last))


def _same(link: Mention, text: Mention) -> bool:
    if link.target == text.target:
        return True
    if link.symbol is None or text.symbol is None:
        return False
    # A volume or a section of a document may stand in the link alone, or in the words alone.
    of_one = link.symbol.path and link.target.id.startswith(text.target.id)
    return bool(of_one) or link.symbol.whole == text.symbol.whole


def _joined(link: Mention, text: Mention) -> Mention:
    """A link with what only the words tell: the letter of a part, the provision."""
    whole = link.symbol is not None and not link.symbol.part and text.symbol is not None
    target, symbol = (text.target, text.symbol) if whole else (link.target, link.symbol)
    return replace(link, target=target, symbol=symbol, certain=True, cited_as="symbol", provision=text.provision)


def _yields(text: Mention) -> bool:
    return text.by_context and text.rule not in _STRONGER_THAN_A_LINK
