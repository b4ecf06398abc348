"""What a projection knows to be in the graph, so that it need not ask for the same nodes again and again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import LiteralString

from graph.contents import Read
from graph.model import Ref
from graph.statements import named, per_base

PRESENT = per_base("""
UNWIND $ids AS id MATCH (n:<base> {id: id}) RETURN id, labels(n) AS labels, n.coverage IS NOT NULL AS written
""")

WITHOUT: LiteralString = """
UNWIND $ids AS id MATCH (n:<base> {id: id}) WHERE NOT EXISTS { (n)-[:<kind>]->() } RETURN id
"""


@dataclass(frozen=True, slots=True)
class Present:
    """A node that is in the graph: its labels, and whether its own facts and edges were written, not its bare id."""

    labels: frozenset[str]
    written: bool


class Presence:
    """The nodes of a graph as far as they have been asked for or written. Nobody else writes meanwhile."""

    def __init__(self, read: Read, *, empty: bool) -> None:
        self._read = read
        self._empty = empty
        self._known: dict[Ref, Present | None] = {}

    def known(self, ref: Ref) -> bool:
        """Whether it need not be asked for, being there or not."""
        return self._empty or ref in self._known

    def of(self, refs: Iterable[Ref]) -> Mapping[Ref, Present]:
        """Those of some nodes that are in the graph."""
        wanted = list(refs)
        asked: dict[str, list[str]] = defaultdict(list)
        for ref in wanted:
            if not self.known(ref):
                asked[ref.base].append(ref.id)
                self._known[ref] = None
        for base, ids in asked.items():
            for row in self._read(PRESENT[base], ids=ids):
                found = Present(frozenset(row["labels"]), row["written"])
                self._known[Ref.parse(f"{base}:{row['id']}")] = found
        return {ref: present for ref in wanted if (present := self._known.get(ref))}

    def without(self, many: Mapping[tuple[str, str], list[str]]) -> dict[tuple[str, str], set[str]]:
        """Of nodes that are to get edges, by base and kind, those that have none of that kind yet."""
        return {
            (base, kind): {row["id"] for row in self._read(named(WITHOUT, base=base, kind=kind), ids=ids)}
            for (base, kind), ids in many.items()
        }

    def note(self, written: Mapping[Ref, Present], gone: Iterable[Ref]) -> None:
        """Take note of what a transaction that has ended well has done.

        What an edge only leads to stays what it was: a node whose own edges were written before still has them.
        """
        self._known.update((ref, now) for ref, now in written.items() if now.written or not self._known.get(ref))
        self._known.update((ref, None) for ref in gone)
