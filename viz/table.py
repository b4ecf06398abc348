"""The table beside the picture, one row an edge: the same data for those who read rather than look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph import wording
from graph.model import Action, Adoption, Affiliation, Citation, Edge, Effect, Inclusion, Relation
from viz.picture import DrawnNode, Picture

_ORIGINS = {
    "link": "hyperlink in the UN document",
    "text": "words of the text",
    "record": "catalogue record",
    "editor": "editor",
}


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
            words=words(edge),
            origin=origin(edge),
            evidence_url=wording.url(edge.start_at, str(source) if source else None),
        )


def _centre_first(row: Row) -> tuple[int, str]:
    if row.source.centre:
        return (0, "")
    return (1 if row.target.centre else 2, row.source.symbol)


def _position(edge: Edge) -> tuple[int, int]:
    position = edge.position if isinstance(edge, Citation) else None
    return (0, position) if position is not None else (1, 0)


def origin(edge: Edge) -> str:
    """Where an edge was read: a hyperlink, the text, a record, or an editor's source."""
    known = edge.properties
    return f"source: {known['source']}" if "source" in known else _ORIGINS[str(known["origin"])]


def words(edge: Edge) -> str:
    """The words of an edge without its paragraph and origin, which have columns of their own."""
    if isinstance(edge, Citation):
        opening = f"“{edge.opening}”" if edge.opening else ""
        verb = f"({edge.verb})" if edge.verb and edge.verb != edge.opening else ""
        said = " ".join(part for part in (opening, verb) if part)
        cited = ", ".join(part for part in (edge.as_written, edge.provision) if part)
        doubt = "understood from the words nearby" if edge.confidence == "context" else ""
        return "; ".join(part for part in (": ".join(p for p in (said, cited) if p), doubt) if part)
    known = edge.properties
    if isinstance(edge, Adoption | Action):
        return _joined(known, ("how", ""), ("on", "on "), ("on_behalf_of", "on behalf of "), ("as_of", "as of "))
    if isinstance(edge, Inclusion):
        return _joined(known, ("role", ""), ("annex", "annex "))
    if isinstance(edge, Affiliation):
        doubt = f" ({edge.standing})" if edge.standing != "fact" else ""
        dated = (("since", "since "), ("until", "until "), ("as_of", "as of "), ("count", "number: "))
        return _joined(known, *dated) + doubt
    if isinstance(edge, Effect):
        dated = (("effective_on", "from "), ("until", "until "), ("condition", "if "))
        return _joined(known, ("object", ""), ("provision", ""), *dated)
    if isinstance(edge, Relation):
        return _joined(known, ("basis", ""), ("provision", ""))
    return _joined(known, ("as_written", ""))


def _joined(known: Mapping[str, object], *named: tuple[str, str]) -> str:
    return ", ".join(f"{before}{known[name]}" for name, before in named if name in known)
