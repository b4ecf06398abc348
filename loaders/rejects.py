"""What could not be loaded, and why: nothing is lost in silence."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

_PARTICULAR = re.compile(r"'[^']*'|\"[^\"]*\"|[\d,]*\d|(?<=: ).*")
"""What differs between rejects for the same reason: quoted words, numbers, and what follows a colon."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that was not loaded: the source (file, or archive!member), the record within it, and the reason."""

    source: str
    record: str | None
    reason: str

    @property
    def kind(self) -> str:
        """The reason without what is particular to this record, for counting."""
        return _PARTICULAR.sub("…", self.reason)


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something odd in a source that was met and survived: which source, what kind of thing, and the details."""

    source: str
    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did: records read, sources unchanged since they were last loaded, facts that changed, rejects.

    `odd` is what was odd in the sources and was survived; `formats` counts the records read, by format. `nothing` are
    files that are known and hold nothing to load, with the reason; `gone` are sources that were loaded from these
    folders and archives and are no longer in them.
    """

    read: int = 0
    unchanged: int = 0
    changed_facts: int = 0
    rejects: tuple[Reject, ...] = ()
    odd: tuple[Oddity, ...] = ()
    formats: tuple[tuple[str, int], ...] = ()
    nothing: tuple[Reject, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def remarks(self) -> tuple[tuple[str, int], ...]:
        """How many things were odd, by kind."""
        return tuple(sorted(Counter(oddity.kind for oddity in self.odd).items()))

    @property
    def reasons(self) -> tuple[tuple[str, int], ...]:
        """How many were rejected for each kind of reason, the most frequent first."""
        return tuple(Counter(reject.kind for reject in self.rejects).most_common())

    def joined(self, later: LoadReport) -> LoadReport:
        """What this load and a later one did together."""
        return LoadReport(
            self.read + later.read,
            self.unchanged + later.unchanged,
            self.changed_facts + later.changed_facts,
            (*self.rejects, *later.rejects),
            (*self.odd, *later.odd),
            _together(self.formats, later.formats),
            (*self.nothing, *later.nothing),
            (*self.gone, *later.gone),
        )


def _together(one: tuple[tuple[str, int], ...], other: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((Counter(dict(one)) + Counter(dict(other))).items()))
