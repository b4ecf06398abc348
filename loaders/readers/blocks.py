"""Blocks: what a document without markup of its own consists of, whatever format it came in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.symbols import Symbol
from loaders.records import Link

_ADDRESS = re.compile(
    r"(?:https?://|www\.|\b(?=undocs\.|docs\.un\.))[\w.-]{0,60}\b(?:undocs|un)\.org/"
    r"(?:[^\s<>()\"“”]|\([^\s()]{1,20}\)){3,300}(?<![.,;:\]])"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, item of a list or cell of a table, in one line, with the links in it.

    A number that the format gives and the words do not contain (an automatic list in Word) stands in `text` as one
    would read it: "3. Decides", "(a) To report". `note` is the number of the footnote that it is, where the format
    tells that it is one.
    """

    text: str
    links: tuple[Link, ...] = ()
    heading: bool = False
    note: int | None = None


def with_addresses(block: Block) -> Block:
    """A block in which addresses of documents that are written out, and are no links yet, are links."""
    found = [one for one in _ADDRESS.finditer(block.text) if Symbol.from_href(one[0]) is not None]
    free = (one for one in found if not any(link.start < one.end() and one.start() < link.end for link in block.links))
    links = tuple(Link(one.start(), one.end(), one[0]) for one in free)
    return replace(block, links=(*block.links, *links)) if links else block


def without(block: Block, start: int) -> Block:
    """A block without what stands before an offset, as its number; links keep their places."""
    links = tuple(Link(link.start - start, link.end - start, link.href) for link in block.links if link.start >= start)
    return Block(block.text[start:].lstrip(), links, block.heading)


@dataclass(frozen=True, slots=True)
class Pages:
    """What was read of a document: its blocks in order, and the title and language that it declares, if any."""

    blocks: Sequence[Block]
    title: str | None = None
    language: str | None = None
