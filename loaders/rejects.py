"""What could not be loaded, and why: nothing is lost in silence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that was not loaded: the source (file, or archive!member), the record within it, and the reason."""

    source: str
    record: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did: records read, sources unchanged since they were last loaded, facts that changed, rejects.

    `remarks` counts what was odd in the sources and was survived, by kind.
    """

    read: int = 0
    unchanged: int = 0
    changed_facts: int = 0
    rejects: tuple[Reject, ...] = ()
    remarks: tuple[tuple[str, int], ...] = ()
