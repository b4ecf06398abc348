"""What queries answer with: nodes and edges of the model, in pages, paths and neighbourhoods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from graph.errors import BadInput
from graph.model import Edge, Node, Ref

T = TypeVar("T")

MAX_LIMIT = 500
"""Items of a page."""


def check_limit(limit: int) -> None:
    """Raise BadInput for a number of items that no page has."""
    if not 1 <= limit <= MAX_LIMIT:
        raise BadInput(f"a page has 1 to {MAX_LIMIT} items, not {limit}")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of the items of a list. `next` is an opaque token for the page behind, None on the last; `total` of all."""

    items: tuple[T, ...]
    next: str | None
    total: int


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A node that another one is connected with, and the edges that do it: the evidence, in the order of the text."""

    node: Node
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a path: all edges between two nodes. `forward` says that they lead in the path's direction."""

    edges: tuple[Edge, ...]
    forward: bool


@dataclass(frozen=True, slots=True)
class Path:
    """A way from one node to another: one hop fewer than nodes. `directed` where every hop leads forward."""

    nodes: tuple[Node, ...]
    hops: tuple[Hop, ...]

    @property
    def directed(self) -> bool:
        """Whether each instrument on the way leads to the next one by itself."""
        return all(hop.forward for hop in self.hops)


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The nodes within some steps of one, with every edge between them; the centre is the first of `nodes`.

    `total` counts all nodes within reach. Where it is more than `nodes` holds, the nearest and most cited were kept.
    """

    centre: Ref
    depth: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    total: int

    @property
    def truncated(self) -> bool:
        """Whether nodes were left out."""
        return self.total > len(self.nodes)
