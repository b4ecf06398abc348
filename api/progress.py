"""How long work tells how far it has come: what the command line shows as a bar and the server as its state."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[str, int, int, str], None]
"""Called with the phase ("reading", "waiting", "writing", "verifying"), how many are done, of how many, and which."""
OTHERS = "for another process that writes to the graph"


def counted(progress: Progress | None, phase: str) -> Callable[[int, int], None] | None:
    """What the projection calls, told on as a phase of the work."""
    if progress is None:
        return None
    return lambda done, total: progress(phase, done, total, "") if total else progress("waiting", 0, 0, OTHERS)


def waiting(progress: Progress | None) -> Callable[[], None] | None:
    """What is called while another process writes to the graph."""
    return (lambda: progress("waiting", 0, 0, OTHERS)) if progress else None
