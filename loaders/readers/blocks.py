"""Blocks: what a document without markup of its own consists of, whatever format it came in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.records import Link

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, item of a list or cell of a table, in one line, with the links in it.

    A number that the format gives and the words do not contain (an automatic list in Word) stands in `text` as one
    would read it: "3. Decides", "(a) To report".
    """

    text: str
    links: tuple[Link, ...] = ()
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """What was read of a document: its blocks in order, and the title and language that it declares, if any."""

    blocks: Sequence[Block]
    title: str | None = None
    language: str | None = None


def raised(number: str) -> str:
    """A number in raised digits: the mark of a footnote, which no word or number before it can be taken to end in."""
    return number.translate(_RAISED)
