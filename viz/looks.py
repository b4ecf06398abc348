"""How kinds look: a colour and a shape for nodes, a colour and dashes for lines, also for the colour-blind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from graph.model import Citation, Edge, Node, Section

Shape: TypeAlias = Literal["dot", "square", "diamond", "triangle", "triangleDown", "star", "hexagon"]

BACKGROUND = "#ffffff"

# Fills are of the palette of Okabe and Ito ("Color Universal Design", 2008), which stays distinct under the common
# kinds of colour blindness. Some of them are too pale for white paper, so each has a border of its own hue with a
# contrast of at least 3:1 (WCAG 2.2, success criterion 1.4.11); tests compute it.
_BLUE = ("#0072b2", "#004b76")
_SKY = ("#56b4e9", "#1f6a99")
_GREEN = ("#009e73", "#00614a")
_YELLOW = ("#f0e442", "#7a7200")
_ORANGE = ("#e69f00", "#8a5a00")
_VERMILION = ("#d55e00", "#8f3f00")
_PURPLE = ("#cc79a7", "#84406a")
_GREY = ("#bbbbbb", "#5c5c5c")


@dataclass(frozen=True, slots=True)
class Look:
    """Shape, fill and border of a kind of node."""

    shape: Shape
    fill: str
    border: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """Colour, width in pixels and dashes of a kind of line, and what the legend calls it."""

    means: str
    color: str
    width: float
    dashes: tuple[int, ...] = ()


LOOKS: Mapping[str, Look] = {
    # Acts of United Nations bodies are blue, what States agree on is warm, other law is yellow.
    "Instrument": Look("dot", *_GREY),
    "Resolution": Look("dot", *_BLUE),
    "Decision": Look("hexagon", *_SKY),
    "PresidentialStatement": Look("triangle", *_SKY),
    "Draft": Look("triangleDown", *_SKY),
    "Treaty": Look("square", *_VERMILION),
    "Declaration": Look("diamond", *_ORANGE),
    "NationalLaw": Look("square", *_YELLOW),
    "RegionalAct": Look("hexagon", *_YELLOW),
    # Documents are grey: no instrument.
    "Document": Look("square", *_GREY),
    "UNDocument": Look("square", *_GREY),
    "Page": Look("diamond", *_GREY),
    "Article": Look("triangle", *_GREY),
    # Bodies are green, those outside the United Nations system and States are purple.
    "Body": Look("hexagon", *_GREEN),
    "Organ": Look("hexagon", *_GREEN),
    "Committee": Look("dot", *_GREEN),
    "Conference": Look("diamond", *_GREEN),
    "Department": Look("square", *_GREEN),
    "Office": Look("square", *_GREEN),
    "Agency": Look("triangle", *_GREEN),
    "TaskForce": Look("star", *_GREEN),
    "Mission": Look("triangleDown", *_GREEN),
    "Court": Look("diamond", *_PURPLE),
    "Organization": Look("hexagon", *_PURPLE),
    "Ministry": Look("square", *_PURPLE),
    "State": Look("dot", *_PURPLE),
    "Meeting": Look("triangle", *_YELLOW),
    "Subject": Look("star", *_SKY),
    "Term": Look("diamond", *_SKY),
    "Observance": Look("star", *_ORANGE),
}

_INK = "#333333"
_SECTIONS: Mapping[Section, Stroke] = {
    # The order is that of weight: a line with mentions in several parts of a text is drawn as the first of them.
    "operative": Stroke("cited in the operative part", _INK, 1.8),
    "preamble": Stroke("cited in the preamble", _INK, 1.2, (8, 5)),
    "annex": Stroke("cited in an annex", _INK, 1.2, (10, 4, 2, 4)),
    "footnote": Stroke("cited in a footnote", _INK, 1.2, (2, 4)),
    "other": Stroke("cited elsewhere", _INK, 1.2, (4, 12)),
}
_MAY_CITE = Stroke("may be cited: the text is ambiguous", "#767676", 1.0, (2, 8))
_SHAPES: Mapping[str, Stroke] = {
    "Mention": Stroke("names", "#767676", 1.0),
    "Adoption": Stroke("adoption, text, affiliation and other lasting relations", "#00704f", 1.5),
    "Inclusion": Stroke("adoption, text, affiliation and other lasting relations", "#00704f", 1.5),
    "Relation": Stroke("adoption, text, affiliation and other lasting relations", "#00704f", 1.5),
    "Affiliation": Stroke("adoption, text, affiliation and other lasting relations", "#00704f", 1.5),
    "Effect": Stroke("effects: amends, extends, establishes, endorses …", "#b34a00", 1.8),
    "Action": Stroke("acts of States and bodies: votes, signs, becomes a party …", "#84406a", 1.5),
}


def look(node: Node) -> Look:
    """The look of a node: of its specific label, else of its base label."""
    return LOOKS.get(node.label or node.base) or LOOKS[node.base]


def stroke(edges: tuple[Edge, ...]) -> Stroke:
    """The stroke of a line that stands for parallel edges of one kind."""
    first = edges[0]
    if not isinstance(first, Citation):
        return _SHAPES[type(first).__name__]
    if first.kind == "MAY_CITE":
        return _MAY_CITE
    sections = {edge.section for edge in edges if isinstance(edge, Citation)}
    return next(drawn for section, drawn in _SECTIONS.items() if section in sections)


def strokes() -> tuple[Stroke, ...]:
    """All strokes there are, each once, in the order of the legend."""
    return tuple(dict.fromkeys([*_SECTIONS.values(), _MAY_CITE, *_SHAPES.values()]))
