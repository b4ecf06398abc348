"""The shortest way between two points of a graph of which only single steps are known: from both ends, in turns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeAlias, TypeVar


class Sortable(Protocol):
    """What has an order: of several shortest ways the first is taken, so that every engine gives the same."""

    def __lt__(self, other: Any, /) -> bool: ...
    def __hash__(self) -> int: ...


P = TypeVar("P", bound=Sortable)
Steps: TypeAlias = Callable[[Sequence[P]], Iterable[tuple[P, P]]]
"""All steps from some points: pairs of one of them and where it leads."""


def shortest(start: P, end: P, onward: Steps[P], back: Steps[P], most: int) -> list[P] | None:
    """The shortest way of at most `most` steps, the first of several; None where there is none.

    `onward` takes steps in the direction of the way, `back` against it. Of the two frontiers the smaller one moves.
    """
    before: dict[P, set[P]] = {start: set()}  # how each point was reached from the start, by shortest ways only
    behind: dict[P, set[P]] = {end: set()}  # how each point goes on to the end
    here, there = [start], [end]
    for _ in range(most):
        if not here or not there:
            return None
        if len(here) <= len(there):
            here = _advance(here, before, onward)
        else:
            there = _advance(there, behind, back)
        if met := before.keys() & behind.keys():
            return _first(start, end, met, before, behind)
    return None


def _advance(frontier: Sequence[P], reached: dict[P, set[P]], steps: Steps[P]) -> list[P]:
    """Take a step from a frontier; the new one."""
    new: dict[P, set[P]] = {}
    for point, other in steps(frontier):
        if other not in reached:
            new.setdefault(other, set()).add(point)
    reached.update(new)
    return sorted(new)


def _first(start: P, end: P, met: Iterable[P], before: dict[P, set[P]], behind: dict[P, set[P]]) -> list[P]:
    """Of all ways through the points where both ends met, the one that comes first."""
    after: dict[P, set[P]] = {point: behind[point] for point in behind}
    layer = set(met)
    while start not in layer:
        earlier: set[P] = set()
        for point in layer:
            for previous in before[point]:
                after[previous] = after.get(previous, set()) | {point} if previous in earlier else {point}
                earlier.add(previous)
        layer = earlier
    way = [start]
    while way[-1] != end:
        way.append(min(after[way[-1]]))
    return way
