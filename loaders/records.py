"""A Record: one document as it was read, before anything is made of it. Every reader yields Records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from graph.library import Contribution
from graph.model import Base, Section
from graph.symbols import Symbol


@dataclass(frozen=True, slots=True)
class Slug:
    """A readable id in the place of a symbol, for a document that has none: never one that looks like a symbol."""

    id: str
    label: Literal["Page", "Article"] = "Page"
    base: Base = "Document"
    body: str = ""
    part: str = ""
    session: None = None

    @property
    def whole(self) -> Slug:
        """Itself: such a document has no parts."""
        return self

    @property
    def printed(self) -> str:
        """As people read it."""
        return self.id


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

    kind: Literal["adoption", "date", "identity", "language", "link", "markup", "name", "structure", "vote"]
    detail: str


Position: TypeAlias = Literal["yes", "no", "abstain", "absent"]
Fate: TypeAlias = Literal["adopted", "vetoed", "not adopted", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Occasion:
    """When and where a text was adopted or put to the vote.

    `at` is the symbol of the record of the meeting, or of the letter that told the result of a written procedure.
    """

    on: str | None
    at: str | None = None


@dataclass(frozen=True, slots=True)
class RollCall:
    """A vote as stated: counts by position, and how each State voted, by its id. The two may disagree."""

    counts: tuple[tuple[Position, int], ...] = ()
    votes: tuple[tuple[str, Position], ...] = ()


@dataclass(frozen=True, slots=True)
class Sponsor:
    """Who put a draft forward: a State or a body, by its id; in which role; and the group for which it spoke."""

    base: Literal["State", "Body"]
    id: str
    role: str = "sponsor"
    on_behalf_of: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft of the text: its symbol (None where it was none's), its date, its sponsors."""

    symbol: Symbol | None
    on: str | None = None
    sponsors: tuple[Sponsor, ...] = ()


@dataclass(frozen=True, slots=True)
class Seat:
    """A State elected or appointed to a body: both by their ids, and the term where it is told."""

    state: str
    body: str
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proceedings:
    """How a text came about.

    `how` is a word of the vocabulary ("by vote", "without a vote", "unanimously by letter"). `outcome` tells what
    became of a draft that is itself the text. `committee` is the id of the body on whose report or recommendation it
    was adopted, `report` the symbol of that report, `acts_under` the Chapter of the Charter. `earlier_part` is the
    part that the text says an earlier one of the same number has become, with the date where it is told.
    Of a draft: `becomes` are the texts that were adopted from it, `revises` the draft in whose place it comes,
    `amends` the one that it would change.
    """

    occasions: tuple[Occasion, ...] = ()
    how: str | None = None
    outcome: Fate | None = None
    acts_under: str | None = None
    committee: str | None = None
    recommended_on: str | None = None
    report: str | None = None
    roll_call: RollCall | None = None
    proposals: tuple[Proposal, ...] = ()
    seats: tuple[Seat, ...] = ()
    earlier_part: tuple[Symbol, str | None] | None = None
    becomes: tuple[Symbol, ...] = ()
    revises: Symbol | None = None
    amends: Symbol | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One document as read: identity, metadata, proceedings, paragraphs in order, and what was odd about it.

    `draft` tells of a document whose symbol does not show it that it is a draft, as S/2023/638 is; `catalogued` that
    this is a catalogue's record of the text and not the text; `kept` that the words of its paragraphs are kept.
    `speaks` is the body that its words name as the one that speaks, where no symbol tells.
    """

    symbol: Symbol | Slug
    language: str
    title: str | None = None
    adopted_on: str | None = None
    session: str | None = None
    meeting: str | None = None
    agenda_item: str | None = None
    agenda_title: str | None = None
    draft: bool = False
    catalogued: bool = False
    kept: bool = False
    speaks: str | None = None
    proceedings: Proceedings = Proceedings()
    subjects: tuple[Subject, ...] = ()
    paragraphs: tuple[Paragraph, ...] = field(default=(), repr=False)
    damaged: bool = False
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that could not be read, by its number in the file (from 1), and why; those around it were."""

    record: str
    reason: str


@dataclass(frozen=True, slots=True)
class Stated:
    """Facts that a file of facts states: no text was read, so that they come as they are. `records` counts its rows."""

    contributions: tuple[Contribution, ...]
    remarks: tuple[Remark, ...] = ()
    records: int = 1


@dataclass(frozen=True, slots=True)
class Nothing:
    """A file that is known and holds nothing to load, and why: that is no error."""

    why: str


Found: TypeAlias = Record | Broken | Stated | Nothing
"""What a reader finds in a file."""
