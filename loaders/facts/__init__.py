"""What a Record says, as facts: the text, how it came about, what it is part of, about, and cites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from graph.library import Contribution
from graph.merge import RANKS
from graph.model import Citation, Edge, Node, Ref
from loaders.citations.effects import effects
from loaders.citations.mention import Mention
from loaders.citations.mentions import citations
from loaders.cited import known_by_citation, named
from loaders.facts import adoption as proceedings
from loaders.facts.annexes import rooted, speaker
from loaders.facts.mentions import mentions
from loaders.facts.texts import own_node, parts, subjects
from loaders.records import Record, Remark

__all__ = ["Reading", "facts", "known_by_citation"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The facts of one Record, and what was odd about it."""

    contributions: tuple[Contribution, ...]
    remarks: tuple[Remark, ...]


def facts(record: Record, *, words: bool = True) -> Reading:
    """All facts of a record. What it says of its own text has the rank of a text in its language.

    How it came about is told in the same words in every language, and has one rank, so that it is one claim. Without
    `words` the markup alone is read: no citation without a hyperlink, and no effect of the text.
    """
    rank = RANKS["record" if record.catalogued else "text-en" if record.language == "en" else "text"]
    remarks = list(record.remarks)
    node = own_node(record)
    own = node.ref
    stated = [Contribution(node, rank)]
    stated += [Contribution(fact, _rank(fact, record)) for fact in _around(record, own)]
    known = list(citations(record, remarks, own=own, words=words))
    spoken = list(rooted((c for c, _ in known), own.id))
    stated += [Contribution(citation, rank) for citation in spoken]
    stated += _effects(record, known, rank) if words else ()
    annexed = {citation.start_at for citation in spoken} - {own}
    stated += [Contribution(named(ref.base, ref.id), RANKS["cited"]) for ref in sorted(annexed)]
    cited = {mention.target: _cited(mention) for _, mention in sorted(known, key=lambda one: _printed(one[1]))}
    stated += [Contribution(node, RANKS["cited"]) for node in cited.values()]
    return Reading(_each_once(stated), tuple(remarks))


def _effects(record: Record, known: Sequence[tuple[Citation, Mention]], rank: int) -> Iterator[Contribution]:
    """What the text does, with the rank of its language; nodes that an effect only names are no statement."""
    by_path: dict[str, list[Mention]] = {}
    for citation, mention in known:
        by_path.setdefault(citation.paragraph, []).append(mention)
    mentioned = [by_path.get(paragraph.path, []) for paragraph in record.paragraphs]
    for fact in effects(record, mentioned, partial(speaker, record.symbol.id)):
        yield Contribution(fact, RANKS["cited"] if _only_named(fact) else rank)


def _around(record: Record, own: Ref) -> list[Node | Edge]:
    """All but the text itself and what it cites."""
    return [
        *proceedings.adoption(record, own),
        *parts(record, own),
        *subjects(record, own),
        *proceedings.drafts(record, own),
        *proceedings.votes(record, own),
        *proceedings.history(record, own),
        *proceedings.elections(record, own),
        *mentions(record, own),
    ]


def _rank(fact: Node | Edge, record: Record) -> int:
    """A node that is only named is no statement about it."""
    return RANKS["cited" if _only_named(fact) else "record" if record.catalogued else "text"]


def _only_named(fact: Node | Edge) -> bool:
    return isinstance(fact, Node) and getattr(fact, "coverage", "") == "cited"


def _printed(mention: Mention) -> str:
    return mention.symbol.printed if mention.symbol else ""


def _cited(mention: Mention) -> Node:
    """The node that a mention leads to: by its symbol, or one that editors know by name."""
    return known_by_citation(mention.symbol) if mention.symbol else named(mention.target.base, mention.target.id)


def _each_once(stated: list[Contribution]) -> tuple[Contribution, ...]:
    """A State that sponsors and votes is named once."""
    # Citations are counted in their keys, and the most by far.
    seen: set[Contribution] = set()
    once: list[Contribution] = []
    for one in stated:
        if isinstance(one.fact, Citation):
            once.append(one)
        else:
            before = len(seen)
            seen.add(one)  # asked first whether it is there, its hash would be made twice
            if len(seen) > before:
                once.append(one)
    return tuple(once)
