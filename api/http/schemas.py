"""The shapes of answers as pydantic models, for OpenAPI; `api.shapes` makes them, and a test holds the two together."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from graph import gate
from graph.model import Base, Coverage


class Node(BaseModel):
    """A node: beside these, the properties of its kind that are known (see `properties of nodes`)."""

    model_config = ConfigDict(extra="allow", title="Node")
    id: str = Field(description="canonical symbol or slug, unique for the base label")
    base: Base = Field(description="base label")
    label: str | None = Field(description="specific label, null where the base label has none")
    coverage: Coverage = Field(description="how much is known: `cited` means known from citations alone")


class Edge(BaseModel):
    """An edge, which is the evidence: beside these, the properties of its kind that are known."""

    model_config = ConfigDict(extra="allow", title="Edge")
    kind: str = Field(description="kind of edge, as in Cypher")
    from_: str = Field(alias="from", description="id of the node that it leads from")
    to: str = Field(description="id of the node that it leads to")


class Neighbour(BaseModel):
    """A neighbour, and the edges that lead there or come from there, in the order of the text."""

    node: Node
    edges: list[Edge]


class NodePage(BaseModel):
    """A page of a list of nodes."""

    items: list[Node]
    next: str | None = Field(description="give it as `next` for the page behind; null on the last one")
    total: int = Field(description="items on all pages")


class Subject(BaseModel):
    """Whose neighbours are listed, and how much of it is known: a missing edge may just not be loaded."""

    model_config = ConfigDict(title="Of")
    id: str
    base: Base
    coverage: Coverage
    coverage_means: str


class NeighbourPage(BaseModel):
    """A page of neighbours by one relation."""

    of: Subject
    relation: str = Field(description="the relation that was asked for")
    items: list[Neighbour]
    next: str | None = Field(description="give it as `next` for the page behind; null on the last one")
    total: int = Field(description="neighbours on all pages")


class Degree(BaseModel):
    """How many nodes one relation leads to, over how many edges."""

    relation: str = Field(description="name in addresses, as in /v1/instruments/{id}/cites")
    kind: str = Field(description="kind of edge")
    forward: bool = Field(description="whether the edges lead away from the node")
    nodes: int
    edges: int
    href: str = Field(description="where they are listed")


class Links(BaseModel):
    """Where to go from a node."""

    model_config = ConfigDict(title="Links")
    self: str  # pyright: ignore[reportGeneralTypeIssues]  # the name that RFC 8288 gives to it
    picture: str = Field(description="the picture around it, a page that works offline")
    published: str | None = Field(description="the document at its publisher, null where none is known")


class Overview(Node):
    """A node with the number of its neighbours by relation."""

    model_config = ConfigDict(extra="allow", title="Overview")
    coverage_means: str = Field(description="the coverage in words")
    relations: list[Degree]
    links: Links


class Hit(BaseModel):
    """What a search found."""

    node: Node
    found_by: Literal["symbol", "words"]
    cited: int = Field(description="citations of it that are loaded")


class Hits(BaseModel):
    """What a search found, best first."""

    items: list[Hit]
    next: None = Field(description="always null: with more words there are fewer hits")
    total: int


class Hop(BaseModel):
    """One step of a path, with every edge between the two nodes."""

    from_: str = Field(alias="from")
    to: str
    forward: bool = Field(description="whether the edges lead in the path's direction")
    edges: list[Edge]


class Path(BaseModel):
    """A shortest path. Where each node leads to the next by itself, it is `directed`."""

    directed: bool
    steps: int
    nodes: list[Node]
    hops: list[Hop]


class Engine(BaseModel):
    """What answers queries."""

    name: Literal["arcadedb", "neo4j"]
    version: str


class Dataset(BaseModel):
    """What is loaded."""

    bundled: dict[str, Any] = Field(description="manifest of the dataset that comes with the software")
    nodes: dict[str, int] = Field(description="nodes by specific label")
    edges: dict[str, int] = Field(description="edges by kind")
    instruments: dict[str, dict[str, int]] = Field(description="instruments by specific label, then by coverage")
    coverage: dict[str, str] = Field(description="what each coverage means")
    engine: Engine
    vocabulary: int = Field(description="version of the vocabulary of labels, edge kinds and properties")
    attribution: str


class Question(BaseModel):
    """Cypher that reads, with its parameters."""

    model_config = ConfigDict(extra="forbid")
    query: str = Field(
        min_length=1,
        max_length=gate.MAX_BYTES,
        description="one query in Cypher",
        examples=["MATCH (n:Instrument) RETURN count(n) AS instruments"],
    )
    params: dict[str, Any] = Field(default_factory=dict, description="values for `$name` in the query", examples=[{}])
    limit: int = Field(
        default=gate.MAX_ROWS, ge=1, le=gate.MAX_ROWS, description="rows; what is beyond is cut off, and said so"
    )


class Rows(BaseModel):
    """The answer to a query."""

    columns: list[str]
    rows: list[list[Any]]
    truncated: bool = Field(description="whether there were more rows")


class Health(BaseModel):
    """That the server runs."""

    status: Literal["ok"]


class Ready(BaseModel):
    """That the graph can be asked."""

    status: Literal["ready"]
    doing: str
    engine: Engine


class Candidate(BaseModel):
    """What an ambiguous text can name."""

    id: str
    href: str


class Invalid(BaseModel):
    """A value that is invalid."""

    where: str
    why: str


class Problem(BaseModel):
    """What went wrong, as RFC 9457 has it. Members that are empty are left out."""

    model_config = ConfigDict(title="Problem")
    type: str = Field(description="address of a page that explains this kind of problem")
    title: str
    status: int
    detail: str | None = Field(default=None, description="what was wrong, in a sentence")
    remedy: str | None = Field(default=None, description="what to do")
    where: str | None = Field(default=None, description="where it was wrong")
    nearest: list[str] | None = Field(default=None, description="ids that may have been meant, best first")
    candidates: list[Candidate] | None = Field(default=None, description="what an ambiguous text can name")
    errors: list[Invalid] | None = Field(default=None, description="values that are invalid")
    id: str | None = Field(default=None, description="of an unexpected error: the id in the server's log")
