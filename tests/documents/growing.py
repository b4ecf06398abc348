"""How the time of some work grows with its text: measured so that a busy machine does not look like a bad algorithm."""

from __future__ import annotations

import time
from collections.abc import Callable

SHORT, TIMES = 25_000, 4
HOSTILE = (
    "A/RES/" + "1" * 50 + " ",
    "(" * 40,
    "resolutions " + "70/1, " * 60,
    "70/1 ",
    "its Assembly ",
    "S/",
    "9 (2000)",
)


def in_proportion(work: Callable[[str], object], piece: str, rounds: int = 12) -> bool:
    """Whether a piece repeated to 100,000 characters takes less than eight times as long as a quarter of it.

    What grows with the text takes four times as long, what grows with its square sixteen times. Both are measured in
    turns, in seconds of this process, and the least of each is compared after each turn: what else the machine does
    only ever adds to one of them, and a machine that is busy for the whole of one turn is asked once more.
    """
    short, long = (piece * (size // len(piece) + 1) for size in (SHORT, SHORT * TIMES))
    work(short)  # what is made once, before the first answer
    quarter = whole = float("inf")
    for _ in range(rounds):
        quarter, whole = min(quarter, seconds(work, short)), min(whole, seconds(work, long))
        if whole < 8 * quarter + 0.01:
            return True
    return False


def seconds(work: Callable[[str], object], text: str) -> float:
    """What one call takes of the processor, in seconds."""
    begun = time.process_time()
    work(text)
    return time.process_time() - begun
