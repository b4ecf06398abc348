"""Positions: the same each time, no caption over another, the citing side on the left."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest

from graph.model import Instrument, Ref
from graph.queries.results import Neighbourhood
from viz.layout import RINGS_UP_TO, place, room
from viz.picture import Picture, picture


def _overlaps(drawn: Picture) -> list[tuple[str, str]]:
    placed = place(drawn)
    found: list[tuple[str, str]] = []
    for one, other in combinations(drawn.nodes, 2):
        (x, y), (x2, y2), a, b = placed[one.ref], placed[other.ref], room(one), room(other)
        beside = abs(x - x2) >= (a.width + b.width) / 2 - 2
        below = y - a.above >= y2 + b.below - 2 or y2 - b.above >= y + a.below - 2
        if not (beside or below):
            found.append((one.symbol, other.symbol))
    return found


@pytest.mark.parametrize("size", [2, 12, 40, 60, 61, 120, 200])
def test_no_caption_covers_another(many: Callable[[int], Neighbourhood], size: int) -> None:
    assert _overlaps(picture(many(max(size, 12)))) == []


@pytest.mark.parametrize("size", [60, RINGS_UP_TO + 1])
def test_positions_are_the_same_each_time(many: Callable[[int], Neighbourhood], size: int) -> None:
    first, second = place(picture(many(size))), place(picture(many(size)))

    assert first == second
    assert len(first) == size
    assert first[picture(many(size)).nodes[0].ref] == (0, 0)


def test_what_cites_the_centre_stands_on_the_left(
    neighbourhood: Neighbourhood, many: Callable[[int], Neighbourhood]
) -> None:
    around = many(40)
    centre = around.nodes[0].ref
    placed = place(picture(around))
    citing = [placed[edge.start_at][0] for edge in around.edges if edge.end_at == centre]
    cited = [placed[edge.end_at][0] for edge in around.edges if edge.start_at == centre]

    assert max(citing) < min(cited)


def test_a_node_alone_is_placed() -> None:
    alone = Instrument(id="A/RES/1/1")
    around = Neighbourhood(centre=alone.ref, depth=1, nodes=(alone,), edges=(), total=1)

    assert place(picture(around)) == {alone.ref: (0, 0)}


def test_nodes_that_nothing_connects_are_placed_too(neighbourhood: Neighbourhood) -> None:
    lost = Instrument(id="A/RES/2/2")
    around = Neighbourhood(
        centre=neighbourhood.centre, depth=1, nodes=(*neighbourhood.nodes, lost), edges=neighbourhood.edges, total=8
    )

    assert Ref("Instrument", "A/RES/2/2") in place(picture(around))
    assert _overlaps(picture(around)) == []
