"""Where nodes stand: computed beforehand, the same for the same picture, with room for every caption."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any
from unicodedata import east_asian_width

import rustworkx

from graph.model import Ref
from viz.picture import DrawnNode, Picture
from viz.spacing import Box, separated

Point = tuple[float, float]

RINGS_UP_TO = 400
"""Up to so many nodes stand on rings around the centre, all captions readable; beyond, springs show the clusters."""

_ASPECT = 1.5  # rings are ellipses: screens are wide, and so are captions
_FIRST_RING, _BETWEEN_RINGS = 170.0, 26.0
_GAP = 10.0
_CHARACTER, _LINE_HEIGHT = 7.4, 15.5  # of the captions' 13 px font, measured generously: fonts differ
_SEED, _ROUNDS = 1945, 50
_FILLED = 0.9  # of a ring: some captions are wider than most
_STEPS = 720  # points at which a ring is measured


def place(picture: Picture) -> dict[Ref, Point]:
    """Positions in pixels, the centre at (0, 0), y growing downwards.

    On the rings, what leads to the centre stands on the left and what it leads to on the other sides, clockwise
    in the order of the text; what is further away stands behind the nodes that connect it.
    """
    if len(picture.nodes) > RINGS_UP_TO:
        return _springs(picture)
    boxes = {node.ref: room(node) for node in picture.nodes}
    placed = _rings(picture, boxes)
    return separated(placed, boxes, pinned=picture.nodes[0].ref)


def room(node: DrawnNode) -> Box:
    """The room that a node needs with its caption, which stands below it."""
    lines = node.caption.split("\n")
    enlarged = 1.4 if node.centre else 1.0
    width = max(sum(2 if east_asian_width(c) in "WF" else 1 for c in line) for line in lines)
    height = len(lines) * _LINE_HEIGHT * enlarged
    return Box(max(width * _CHARACTER * enlarged, 2 * node.size) + _GAP, node.size, node.size + height + _GAP)


# ------------------------------------------------------------------------------------------------ rings


def _rings(picture: Picture, boxes: Mapping[Ref, Box]) -> dict[Ref, Point]:
    centre = picture.nodes[0].ref
    placed: dict[Ref, Point] = {centre: (0.0, 0.0)}
    neighbours: defaultdict[Ref, list[Ref]] = defaultdict(list)
    for line in picture.lines:
        neighbours[line.start_at].append(line.end_at)
        neighbours[line.end_at].append(line.start_at)
    cell = _cell([boxes[node.ref] for node in picture.nodes[1:]])
    turn = _Turn(cell)
    radius = max(_FIRST_RING, boxes[centre].below + cell[1])
    for distance, ring in enumerate(_by_distance(picture, neighbours)):
        order, start = _from_left(picture, ring) if distance == 0 else _behind(ring, neighbours, placed, turn)
        # As many rows as the nodes need. They go to the rows in turns, by room, so that each has a direction of its
        # own: on its way to the centre no line passes behind another node.
        radii = [radius]
        while sum(turn.rooms(r) for r in radii) < len(order):
            radii.append(radii[-1] + cell[1] + _BETWEEN_RINGS)
        taken = [0] * len(radii)
        for rank, ref in enumerate(order):
            row = min(range(len(radii)), key=lambda i: (taken[i] + 1) / turn.rooms(radii[i]))
            taken[row] += 1
            placed[ref] = turn.point(start + rank / len(order), radii[row])
        radius = radii[-1] + cell[1] + _BETWEEN_RINGS
    return placed


def _cell(boxes: Sequence[Box]) -> tuple[float, float]:
    """The room of an ordinary caption: nine of ten are no larger, and the others are pushed apart afterwards."""
    if not boxes:
        return (1.0, 1.0)
    ninth = int((len(boxes) - 1) * 0.9)
    return sorted(box.width for box in boxes)[ninth], sorted(box.above + box.below for box in boxes)[ninth]


def _by_distance(picture: Picture, neighbours: Mapping[Ref, Sequence[Ref]]) -> list[list[Ref]]:
    """The nodes in rings by their distance from the centre; what is not connected stands on the last one."""
    centre = picture.nodes[0].ref
    seen, ring, rings = {centre}, [centre], list[list[Ref]]()
    while ring:
        ring = list(dict.fromkeys(other for ref in ring for other in neighbours.get(ref, ()) if other not in seen))
        seen.update(ring)
        rings += [ring] if ring else []
    lost = [node.ref for node in picture.nodes if node.ref not in seen]
    return [*rings, lost] if lost else rings


def _from_left(picture: Picture, ring: Sequence[Ref]) -> tuple[list[Ref], float]:
    """The first ring in order, and where it starts: what only leads to the centre is in the middle of the left."""
    centre = picture.nodes[0].ref
    led_to = {line.end_at for line in picture.lines if line.start_at == centre}
    leading = [ref for ref in ring if ref not in led_to]
    order = [*leading, *(ref for ref in ring if ref in led_to)]
    return order, 0.5 - (len(leading) - 1) / 2 / len(order)


def _behind(
    ring: Sequence[Ref], neighbours: Mapping[Ref, Sequence[Ref]], placed: Mapping[Ref, Point], turn: _Turn
) -> tuple[list[Ref], float]:
    """A further ring in order, each node in the direction of the nodes that connect it, and where it starts."""

    def direction(ref: Ref) -> float:
        points = [placed[other] for other in neighbours.get(ref, ()) if other in placed]
        return turn.fraction(sum(x for x, _ in points), sum(y for _, y in points))

    wished = {ref: direction(ref) for ref in ring}
    order = sorted(ring, key=lambda ref: wished[ref])
    # Evenly spread, they cannot all stand where they should: turned so that they are off by least on the whole.
    off = [math.tau * (wished[ref] - rank / len(order)) for rank, ref in enumerate(order)]
    return order, math.atan2(sum(map(math.sin, off)), sum(map(math.cos, off))) / math.tau


class _Turn:
    """The way round an ellipse, clockwise from the right, as a fraction from 0 to 1.

    It is measured in captions, since these are wide and low: a step sideways takes a part of their width, a step
    downwards a part of their height. All rings have the same proportions, so that one measure serves them all.
    """

    def __init__(self, cell: tuple[float, float]) -> None:
        angles = [math.tau * step / _STEPS for step in range(_STEPS + 1)]
        self._points = [(_ASPECT * math.cos(angle), math.sin(angle)) for angle in angles]
        self._along = [0.0]
        for (x, y), (x2, y2) in pairwise(self._points):
            self._along.append(self._along[-1] + abs(x2 - x) / cell[0] + abs(y2 - y) / cell[1])

    def rooms(self, radius: float) -> float:
        """For how many captions there is room on a ring."""
        return _FILLED * radius * self._along[-1]

    def fraction(self, x: float, y: float) -> float:
        """How far round a direction is."""
        angle = math.atan2(round(y, 6), round(x / _ASPECT, 6)) % math.tau
        return self._along[round(angle / math.tau * _STEPS) % _STEPS] / self._along[-1]

    def point(self, fraction: float, radius: float) -> Point:
        """The point so far round on a ring."""
        x, y = self._points[bisect_left(self._along, fraction % 1 * self._along[-1])]
        return radius * x, radius * y


# ---------------------------------------------------------------------------------------------- springs


def _springs(picture: Picture) -> dict[Ref, Point]:
    graph: rustworkx.PyGraph[Ref, None] = rustworkx.PyGraph()
    index = {node.ref: graph.add_node(node.ref) for node in picture.nodes}
    graph.add_edges_from([(index[line.start_at], index[line.end_at], None) for line in picture.lines])
    positions: Any = rustworkx.spring_layout(graph, seed=_SEED, num_iter=_ROUNDS)
    scale = 60 * math.sqrt(len(picture.nodes))
    x0, y0 = positions[index[picture.nodes[0].ref]]
    return {
        ref: (float(positions[i][0] - x0) * scale * _ASPECT, float(positions[i][1] - y0) * scale)
        for ref, i in index.items()
    }
