"""What is drawn: nodes with their looks and captions, and one line for all parallel edges, with their number."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from textwrap import wrap

from graph import wording
from graph.model import Citation, Edge, Node, Ref
from graph.queries.results import Neighbourhood
from viz.looks import Look, Stroke, look, stroke

TITLES_UP_TO = 60
"""Up to so many nodes, every one has its title below its symbol; beyond, the titles would cover the picture."""

_TOOLTIP_MENTIONS = 12
_CAPTION_LINES = 2
_CENTRE_SIZE, _SIZE, _MOST_GROWTH = 22.0, 9.0, 8.0
_DATES = ("adopted_on", "published_on", "held_on", "established_on", "year", "first_in")


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnNode:
    """A node as drawn: `size` is its radius in pixels, `hollow` says that it is known from citations alone."""

    ref: Ref
    symbol: str
    title: str | None
    kind: str
    date: str | None
    coverage: str
    url: str | None
    look: Look
    size: float
    caption: str
    hollow: bool
    centre: bool

    @property
    def tooltip(self) -> str:
        """Symbol, title, kind, date and coverage, a line each."""
        dated = ", ".join(part for part in (self.kind, self.date) if part)
        opens = "Click to open the document." if self.url else ""
        return "\n".join(part for part in (self.symbol, self.title, dated, self.coverage, opens) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """All edges of one kind that lead from one node to another, drawn as one; `aside` if neither is the centre."""

    start_at: Ref
    end_at: Ref
    edges: tuple[Edge, ...]
    stroke: Stroke
    curve: int
    aside: bool
    tooltip: str

    @property
    def caption(self) -> str:
        """What stands at the line: the relation where it is no plain citation, the number where it is several."""
        relation = "" if self.edges[0].kind == "CITES" else wording.verb(self.edges[0])
        number = f"×{len(self.edges)}" if len(self.edges) > 1 else ""
        return " ".join(part for part in (relation, number) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A neighbourhood as drawn. The first of `nodes` is the centre; `left_out` says in words what is missing."""

    heading: str
    title: str | None
    question: str
    left_out: str | None
    nodes: tuple[DrawnNode, ...]
    lines: tuple[Line, ...]


def picture(neighbourhood: Neighbourhood) -> Picture:
    """What is drawn of a neighbourhood: the same for the same facts in the same order."""
    centre = next(node for node in neighbourhood.nodes if node.ref == neighbourhood.centre)
    others = [node for node in neighbourhood.nodes if node.ref != neighbourhood.centre]
    symbols = {node.ref: wording.symbol(node) for node in neighbourhood.nodes}
    pointed_at = Counter(edge.end_at for edge in neighbourhood.edges)
    with_titles = len(neighbourhood.nodes) <= TITLES_UP_TO
    steps = "one step" if neighbourhood.depth == 1 else f"{neighbourhood.depth} steps"
    return Picture(
        heading=symbols[centre.ref],
        title=titled if (titled := wording.title(centre)) != symbols[centre.ref] else None,
        question=f"What {symbols[centre.ref]} leads to, and what leads to it, within {steps}.",
        left_out=_left_out(neighbourhood),
        nodes=(
            _drawn(centre, _centre_size(len(neighbourhood.nodes)), titled=True, centre=True),
            *(_drawn(node, _size(pointed_at[node.ref]), titled=with_titles, centre=False) for node in others),
        ),
        lines=_lines(neighbourhood, symbols),
    )


def date(node: Node) -> str | None:
    """When an instrument was adopted, a document published, a body established: a date or a year."""
    known = node.properties
    return next((str(known[name]) for name in _DATES if name in known), None)


def _left_out(neighbourhood: Neighbourhood) -> str | None:
    if not neighbourhood.truncated:
        return None
    shown = f"{len(neighbourhood.nodes):,} of {neighbourhood.total:,} nodes shown"
    return f"{shown}: the nearest and most cited. The others, and their lines, are left out."


def _drawn(node: Node, size: float, *, titled: bool, centre: bool) -> DrawnNode:
    known = node.properties
    coverage = str(known["coverage"])
    symbol, title = wording.symbol(node), wording.title(node)
    url = known.get("url")
    return DrawnNode(
        ref=node.ref,
        symbol=symbol,
        title=title if title != symbol else None,
        kind=wording.kind(node),
        date=date(node),
        coverage=wording.coverage(node),
        url=wording.url(node.ref, str(url) if url else None),
        look=look(node),
        size=size,
        caption=_caption(symbol, title if titled else None, 32 if centre else 24),
        hollow=coverage == "cited",
        centre=centre,
    )


def _size(mentions: int) -> float:
    """The area grows with the number of mentions, so that what everything rests on is seen at once."""
    return round(_SIZE + min(_MOST_GROWTH, 1.5 * max(mentions - 1, 0) ** 0.5), 1)


def _centre_size(nodes: int) -> float:
    """The centre is found at once also where the picture is seen from far away."""
    return round(_CENTRE_SIZE * max(1.0, (nodes / 400) ** 0.5), 1)


def _caption(symbol: str, title: str | None, width: int) -> str:
    if len(symbol) > width:  # a treaty, a body, a day that is called by its name
        return "\n".join(wrap(symbol, width, max_lines=_CAPTION_LINES + 1, placeholder=" …"))
    if not title or title == symbol:
        return symbol
    lines = wrap(title, width, max_lines=_CAPTION_LINES, placeholder=" …")
    return "\n".join([symbol, *lines])


def _lines(neighbourhood: Neighbourhood, symbols: dict[Ref, str]) -> tuple[Line, ...]:
    parallel: defaultdict[tuple[Ref, Ref, str], list[Edge]] = defaultdict(list)
    for edge in neighbourhood.edges:
        parallel[edge.start_at, edge.end_at, edge.kind].append(edge)
    # Lines between the same two nodes would hide each other: each is bent a little more than the one before.
    drawn = Counter(frozenset((start_at, end_at)) for start_at, end_at, _ in parallel)
    bent: Counter[tuple[Ref, Ref]] = Counter()
    lines: list[Line] = []
    for (start_at, end_at, _), mentions in parallel.items():
        edges = tuple(sorted(mentions, key=_in_text))
        curve = 0
        if drawn[frozenset((start_at, end_at))] > 1:
            bent[start_at, end_at] += 1
            curve = bent[start_at, end_at]
        lines.append(
            Line(
                start_at=start_at,
                end_at=end_at,
                edges=edges,
                stroke=stroke(edges),
                curve=curve,
                aside=neighbourhood.centre not in (start_at, end_at),
                tooltip=_line_tooltip(edges, symbols),
            )
        )
    return tuple(lines)


def _in_text(edge: Edge) -> int:
    """Mentions in the order of the text; the sort is stable for what has no position."""
    return edge.position or 0 if isinstance(edge, Citation) else 0


def _line_tooltip(edges: tuple[Edge, ...], symbols: dict[Ref, str]) -> str:
    first = edges[0]
    head = f"{symbols[first.start_at]} {wording.verb(first)} {symbols[first.end_at]}"
    if len(edges) > 1:
        head += f", {len(edges)} times"
    more = len(edges) - _TOOLTIP_MENTIONS
    tail = [f"… and {more} more, in the table"] if more > 0 else []
    return "\n".join([head, *(wording.evidence(edge) for edge in edges[:_TOOLTIP_MENTIONS]), *tail])
