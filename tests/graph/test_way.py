"""The shortest way between two points: as short and as early as any, whatever the graph."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from graph.queries.way import Steps, shortest

Edges = list[tuple[int, int]]


def along(edges: Edges) -> Steps[int]:
    def steps(frontier: Sequence[int]) -> Edges:
        return [(a, b) for a, b in edges if a in frontier]

    return steps


def by_trying(edges: Edges, start: int, end: int, most: int) -> list[int] | None:
    """The shortest way, the first of several, found by trying all."""
    ways = [[start]]
    for _ in range(most):
        ways = [[*way, b] for way, (a, b) in product(ways, set(edges)) if way[-1] == a and b not in way]
        if arrived := sorted(way for way in ways if way[-1] == end):
            return arrived[0]
    return None


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14), st.integers(1, 6))
def test_it_is_the_way_that_trying_all_finds(edges: Edges, most: int) -> None:
    back = [(b, a) for a, b in edges]
    assert shortest(0, 1, along(edges), along(back), most) == by_trying(edges, 0, 1, most)
    either = along(edges + back)
    assert shortest(0, 1, either, either, most) == by_trying(edges + back, 0, 1, most)
