"""Pushes captions apart until none covers another, as far as that can be had without tearing the picture up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from graph.model import Ref

_ROUNDS = 400


@dataclass(frozen=True, slots=True)
class Box:
    """The room that a node needs, in pixels: its width, and its height above and below its position."""

    width: float
    above: float
    below: float


def separated(
    placed: Mapping[Ref, tuple[float, float]], boxes: Mapping[Ref, Box], *, pinned: Ref
) -> dict[Ref, tuple[float, float]]:
    """The positions changed as little as takes overlapping boxes apart, in whole pixels. `pinned` keeps its place."""
    refs = list(placed)
    # Each is computed from the middle of its box, which lies below the node: captions stand there.
    drop = [(boxes[ref].below - boxes[ref].above) / 2 for ref in refs]
    half = [(boxes[ref].width / 2, (boxes[ref].above + boxes[ref].below) / 2) for ref in refs]
    middles = [[placed[ref][0], placed[ref][1] + drop[i]] for i, ref in enumerate(refs)]
    fixed = refs.index(pinned)
    for _ in range(_ROUNDS):
        if not _push(middles, half, fixed):
            break
    return {
        ref: (float(round(x)), float(round(y - drop[i])))
        for i, (ref, (x, y)) in enumerate(zip(refs, middles, strict=True))
    }


def _push(middles: list[list[float]], half: list[tuple[float, float]], fixed: int) -> bool:
    """One round over all pairs that are near each other; False when nothing overlapped."""
    pushed = False
    for one, other in _near(middles, half):
        dx, dy = middles[other][0] - middles[one][0], middles[other][1] - middles[one][1]
        over_x = half[one][0] + half[other][0] - abs(dx)
        over_y = half[one][1] + half[other][1] - abs(dy)
        if over_x <= 0.5 or over_y <= 0.5:
            continue
        pushed = True
        axis, over, gap = (0, over_x, dx) if over_x < over_y else (1, over_y, dy)
        shift = over / 2 * (1 if gap >= 0 else -1)
        if one == fixed or other == fixed:
            shift *= 2
        if one != fixed:
            middles[one][axis] -= shift
        if other != fixed:
            middles[other][axis] += shift
    return pushed


def _near(middles: list[list[float]], half: list[tuple[float, float]]) -> list[tuple[int, int]]:
    """Pairs that may overlap: those in the same or touching cells of a grid as wide as the largest box."""
    width, height = 2 * max(w for w, _ in half), 2 * max(h for _, h in half)
    grid: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for i, (x, y) in enumerate(middles):
        grid[int(x // width), int(y // height)].append(i)
    pairs: list[tuple[int, int]] = []
    for (column, row), here in grid.items():
        around = [j for c in (-1, 0, 1) for r in (-1, 0, 1) for j in grid.get((column + c, row + r), ())]
        pairs += [(i, j) for i in here for j in around if i < j]
    return sorted(pairs)
