"""The names under which people ask for a node's neighbours: "cites", "cited-by", "co-chairs", from the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from graph.errors import NotFound
from graph.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class RelationName:
    """A kind of edge followed in one direction. `rolls_up` where a whole also answers for its parts."""

    slug: str
    kind: str
    forward: bool

    @property
    def rolls_up(self) -> bool:
        """Citations and mentions of a part are citations and mentions of the whole."""
        return vocabulary().edges[self.kind].shape in ("Citation", "Mention", "Effect")


@cache
def relations() -> dict[str, RelationName]:
    """All relations by slug; kinds of edge followed backward may have a second, shorter name."""
    found: dict[str, RelationName] = {}
    for kind, term in vocabulary().edges.items():
        for name, forward in ((term.forward, True), (term.reverse, False), (term.listed, False)):
            if name:
                slug = name.replace(" ", "-")
                found[slug] = RelationName(slug, kind, forward)
    return found


def relation(slug: str) -> RelationName:
    """A relation by its name. NotFound with all names for one that does not exist."""
    found = relations().get(slug.strip().lower().replace("_", "-").replace(" ", "-"))
    if found is None:
        raise NotFound(f"there is no relation {slug!r}", remedy=f"Relations: {', '.join(sorted(relations()))}")
    return found


def slug_of(kind: str, *, forward: bool) -> str:
    """The slug under which a kind of edge is listed in a direction (the short one where there is one)."""
    term = vocabulary().edges[kind]
    return (term.forward if forward else term.listed or term.reverse).replace(" ", "-")
