"""Facts: the nodes and edges of the graph as frozen values, each property typed and registered in the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from typing import Any, ClassVar, Literal, NamedTuple, TypeAlias

from graph.vocabulary import vocabulary

Value: TypeAlias = str | int | bool | tuple[str, ...]
Base: TypeAlias = Literal["Instrument", "Document", "Body", "State", "Meeting", "Subject", "Term", "Observance"]
Coverage: TypeAlias = Literal["cited", "record", "partial", "full"]
Origin: TypeAlias = Literal["link", "text", "record", "editor"]
Section: TypeAlias = Literal["preamble", "operative", "footnote", "annex", "other"]


class Ref(NamedTuple):
    """What an edge starts or ends at: a base label and an id, which together are unique in the graph."""

    base: Base
    id: str

    def __str__(self) -> str:
        return f"{self.base}:{self.id}"

    @classmethod
    def parse(cls, text: str) -> Ref:
        """The inverse of `str()`. ValueError for a base label that is not registered."""
        base, _, id_ = text.partition(":")
        if base not in vocabulary().nodes or not id_:
            raise ValueError(f"not a reference to a node: {text!r}")
        return cls(base, id_)  # pyright: ignore[reportArgumentType]  # checked against the vocabulary above


class _Properties:
    """What nodes and edges share: properties as a plain mapping, without those that are not known."""

    __slots__ = ()
    _identity: ClassVar[frozenset[str]] = frozenset()

    @property
    def properties(self) -> dict[str, Value]:
        """The known properties by name; what is None or empty is not known and left out."""
        names, values = _reader(type(self))
        return {
            name: value
            for name, value in zip(names, values(self), strict=True)
            if value or (value is not None and value != "" and value != ())
        }


@cache
def _reader(type_: type[_Properties]) -> tuple[tuple[str, ...], attrgetter[tuple[Value | None, ...]]]:
    """The names of a type's properties, its identity not among them, and what reads them all at once."""
    every = (f.name for f in fields(type_))  # pyright: ignore[reportArgumentType]  # every subclass is a dataclass
    names = tuple(name for name in every if name not in type_._identity)  # pyright: ignore[reportPrivateUsage]
    return names, attrgetter(*names)


# ------------------------------------------------------------------------------------------------ nodes


@dataclass(frozen=True, slots=True, kw_only=True)
class Node(_Properties):
    """A node. `label` is the specific label beside the base label, None where the base label has none."""

    _identity: ClassVar[frozenset[str]] = frozenset({"id", "label"})
    base: ClassVar[Base]
    id: str
    label: str | None = None

    def __init_subclass__(cls) -> None:
        cls.__hash__ = Node.__hash__  # else each would be given one of all its properties

    def __hash__(self) -> int:
        # Its identity is enough, and a tenth of what all its properties take: texts name the same nodes all the time.
        return hash((self.base, self.id))

    @property
    def ref(self) -> Ref:
        """What edges call this node."""
        return Ref(self.base, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument(Node):
    """A text that a body adopted or that States concluded. Its id is the canonical symbol or a slug."""

    base: ClassVar[Base] = "Instrument"
    symbol: str | None = None
    title_ar: str | None = None
    title_de: str | None = None
    title_en: str | None = None
    title_es: str | None = None
    title_fr: str | None = None
    title_ru: str | None = None
    title_zh: str | None = None
    adopted_on: str | None = None
    in_force_on: str | None = None
    year: int | None = None
    session: str | None = None
    meeting: str | None = None
    agenda_item: str | None = None
    agenda_title: str | None = None
    how_adopted: str | None = None
    outcome: Literal["adopted", "vetoed", "not adopted", "withdrawn"] | None = None
    voted_on: str | None = None
    votes_yes: int | None = None
    votes_no: int | None = None
    votes_abstain: int | None = None
    votes_absent: int | None = None
    acts_under: str | None = None
    committee: str | None = None
    report: str | None = None
    unts: tuple[str, ...] = ()
    mtdsg: str | None = None
    aliases: tuple[str, ...] = ()
    url: str | None = None
    languages: tuple[str, ...] = ()
    coverage: Coverage = "cited"
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Node):
    """A document that is no instrument: a report, a letter, a page. Its id is the symbol or a slug."""

    base: ClassVar[Base] = "Document"
    symbol: str | None = None
    title: str | None = None
    title_ar: str | None = None
    title_de: str | None = None
    title_en: str | None = None
    title_es: str | None = None
    title_fr: str | None = None
    title_ru: str | None = None
    title_zh: str | None = None
    language: str | None = None
    published_on: str | None = None
    url: str | None = None
    coverage: Coverage = "cited"
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Node):
    """An organ, office, organization or group that acts. Its id is a slug."""

    base: ClassVar[Base] = "Body"
    name_ar: str | None = None
    name_en: str | None = None
    name_es: str | None = None
    name_fr: str | None = None
    name_ru: str | None = None
    name_zh: str | None = None
    acronyms: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    established_on: str | None = None
    members: int | None = None
    url: str | None = None
    coverage: Coverage = "cited"
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class State(Node):
    """A State, by its ISO 3166 alpha-3 code (3166-3 for former ones)."""

    base: ClassVar[Base] = "State"
    name_ar: str | None = None
    name_en: str | None = None
    name_es: str | None = None
    name_fr: str | None = None
    name_ru: str | None = None
    name_zh: str | None = None
    aliases: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    coverage: Coverage = "cited"
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Node):
    """A meeting, by the symbol of its record."""

    base: ClassVar[Base] = "Meeting"
    symbol: str | None = None
    held_on: str | None = None
    url: str | None = None
    coverage: Coverage = "cited"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject(Node):
    """A librarian's term for what an instrument is about, by its identifier in the thesaurus."""

    base: ClassVar[Base] = "Subject"
    name_en: str | None = None
    dictionary: str | None = None
    identifier: str | None = None
    url: str | None = None
    coverage: Coverage = "cited"
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Node):
    """A term that an instrument defines, by a slug."""

    base: ClassVar[Base] = "Term"
    name_en: str | None = None
    name_fr: str | None = None
    coverage: Coverage = "cited"
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observance(Node):
    """An international day, week, year or decade, by a slug."""

    base: ClassVar[Base] = "Observance"
    name_ar: str | None = None
    name_en: str | None = None
    name_es: str | None = None
    name_fr: str | None = None
    name_ru: str | None = None
    name_zh: str | None = None
    day: str | None = None
    first_in: int | None = None
    coverage: Coverage = "cited"
    source: str | None = None


# ------------------------------------------------------------------------------------------------ edges


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge(_Properties):
    """An edge from `start_at` to `end_at`, of a registered kind.

    Parallel edges between the same two nodes differ by `key`, which is unique for (kind, start, end) and does not
    depend on the language or the order of reading.
    """

    _identity: ClassVar[frozenset[str]] = frozenset({"kind", "start_at", "end_at"})
    kind: str
    start_at: Ref
    end_at: Ref
    key: str = ""

    def __init_subclass__(cls) -> None:
        cls.__hash__ = Edge.__hash__

    def __hash__(self) -> int:
        return hash((self.kind, self.start_at, self.end_at, self.key))

    def __post_init__(self) -> None:
        term = vocabulary().edges.get(self.kind)
        if term is None or term.shape != type(self).__name__:
            raise ValueError(f"{self.kind} is no kind of {type(self).__name__}")
        if self.start_at.base not in term.sources or self.end_at.base not in term.targets:
            raise ValueError(f"{self.kind} cannot lead from {self.start_at} to {self.end_at}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Edge):
    """One mention of one instrument or document in another (CITES; MAY_CITE where the text is ambiguous)."""

    section: Section
    paragraph: str = ""
    position: int | None = None
    opening: str | None = None
    openings: tuple[str, ...] = ()
    verb: str | None = None
    provision: str | None = None
    cited_as: Literal["symbol", "name", "unts", "link"]
    as_written: str | None = None
    origin: Origin
    confidence: Literal["certain", "context"] = "certain"
    languages: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Edge):
    """A body, State or observance that a text names."""

    paragraph: str
    as_written: str | None = None
    languages: tuple[str, ...] = ()
    origin: Origin
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption(Edge):
    """By which body, or at which meeting, an instrument was adopted."""

    on: str | None = None
    origin: Origin
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inclusion(Edge):
    """An instrument whose text stands in another one's annex."""

    annex: str | None = None
    role: Literal["adopts", "endorses", "annexes"] | None = None
    origin: Origin
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect(Edge):
    """What an instrument does to another one, to a body or to an observance."""

    paragraph: str | None = None
    provision: str | None = None
    object: Literal["text", "mandate", "measure", "list"] | None = None
    effective_on: str | None = None
    until: str | None = None
    due: str | None = None
    condition: str | None = None
    origin: Origin
    confidence: Literal["certain", "context"] = "certain"
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Edge):
    """A lasting relation between instruments, or to a subject or term."""

    basis: str | None = None
    provision: str | None = None
    origin: Origin
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Edge):
    """What a State or a body did about an instrument: sponsored, voted, signed, became a party."""

    on: str | None = None
    how: str | None = None
    on_behalf_of: str | None = None
    as_of: str | None = None
    origin: Origin
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Affiliation(Edge):
    """How bodies, States and the instruments that found them belong together."""

    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    count: int | None = None
    standing: Literal["fact", "claim", "contradicted"] = "fact"
    origin: Origin
    source: str | None = None


Fact: TypeAlias = Node | Edge

NODE_TYPES: Mapping[str, type[Node]] = {
    cls.base: cls for cls in (Instrument, Document, Body, State, Meeting, Subject, Term, Observance)
}
EDGE_SHAPES: Mapping[str, type[Edge]] = {
    cls.__name__: cls for cls in (Citation, Mention, Adoption, Inclusion, Effect, Relation, Action, Affiliation)
}


def _frozen(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in properties.items()}  # pyright: ignore[reportUnknownVariableType,reportUnknownArgumentType]


def node_from(base: str, id_: str, label: str | None, properties: Mapping[str, Any]) -> Node:
    """A node of the type registered for its base label. KeyError or TypeError for a name not registered."""
    return NODE_TYPES[base](id=id_, label=label, **_frozen(properties))


def edge_from(kind: str, start_at: Ref, end_at: Ref, properties: Mapping[str, Any]) -> Edge:
    """An edge of the shape registered for its kind. KeyError, TypeError or ValueError for what is not registered."""
    shape = EDGE_SHAPES[vocabulary().edges[kind].shape]
    return shape(kind=kind, start_at=start_at, end_at=end_at, **_frozen(properties))
