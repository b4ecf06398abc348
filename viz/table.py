"""The table beside the picture, one row an edge: the same data for those who read rather than look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph import wording
from graph.model import Citation, Edge
from viz.picture import DrawnNode, Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One edge in words. `line` is the rank of the line that it is drawn with, from 0."""

    line: int
    source: DrawnNode
    relation: str
    target: DrawnNode
    paragraph: str
    paragraph_in_words: str
    words: str
    origin: str
    evidence_url: str | None


def rows(picture: Picture) -> tuple[Row, ...]:
    """One row an edge: what the centre leads to, in the order of its text, what leads to it, then the rest."""
    return tuple(sorted(_rows(picture), key=_centre_first))


def _rows(picture: Picture) -> Iterator[Row]:
    nodes = {node.ref: node for node in picture.nodes}
    edges = ((rank, edge) for rank, line in enumerate(picture.lines) for edge in line.edges)
    for rank, edge in sorted(edges, key=lambda pair: _position(pair[1])):
        path = str(edge.properties.get("paragraph", ""))
        source = edge.properties.get("source")
        yield Row(
            line=rank,
            source=nodes[edge.start_at],
            relation=wording.verb(edge),
            target=nodes[edge.end_at],
            paragraph=path,
            paragraph_in_words=wording.paragraph(path) if path else "",
            words=wording.words(edge),
            origin=wording.origin(edge),
            evidence_url=wording.url(edge.start_at, str(source) if source else None),
        )


def _centre_first(row: Row) -> tuple[int, str]:
    if row.source.centre:
        return (0, "")
    return (1 if row.target.centre else 2, row.source.symbol)


def _position(edge: Edge) -> tuple[int, int]:
    position = edge.position if isinstance(edge, Citation) else None
    return (0, position) if position is not None else (1, 0)
