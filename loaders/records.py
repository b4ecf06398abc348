"""A Record: one document as it was read, before anything is made of it. Every reader yields Records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from graph.model import Section
from graph.symbols import Symbol


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink: where its words stand in the paragraph's text (offsets in characters), and what it points at."""

    start: int
    end: int
    href: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as a person would cite it.

    `path` names it within the document (PP3, OP3(e), sect.XVII/OP4, fn.1@PP1, annex/art.2). `opening` is its opening
    words in lower case; a footnote has those of the paragraph that it stands in, and in `before` that paragraph's
    text up to the footnote's mark, so that the verb that governs it can be found.
    """

    path: str
    section: Section
    text: str
    opening: str | None = None
    links: tuple[Link, ...] = ()
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """A librarian's term: the identifier in its thesaurus (None where there is none), the term, the thesaurus."""

    identifier: str | None
    term: str
    dictionary: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something odd that was met and survived: what kind of thing, and the details for a person."""

    kind: Literal["identity", "link", "markup", "structure"]
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One document as read: identity, metadata, paragraphs in order, and what was odd about it."""

    symbol: Symbol
    language: str
    title: str | None = None
    adopted_on: str | None = None
    session: str | None = None
    meeting: str | None = None
    agenda_item: str | None = None
    subjects: tuple[Subject, ...] = ()
    paragraphs: tuple[Paragraph, ...] = field(default=(), repr=False)
    damaged: bool = False
    remarks: tuple[Remark, ...] = ()
