"""The names under which people ask for a node's neighbours: "cites", "cited-by", "co-chairs", from the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from graph.errors import NotFound
from graph.vocabulary import vocabulary
from graph.wording import one


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

    def is_of(self, base: str) -> bool:
        """Whether a node with this base label can have neighbours by this relation, as the vocabulary has it."""
        term = vocabulary().edges[self.kind]
        return base in (term.sources if self.forward else term.targets)


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


def relation_of(slug: str, base: str) -> RelationName:
    """A relation of nodes with a base label. NotFound with the names of theirs for one that they cannot have."""
    found = relation(slug)
    if not found.is_of(base):
        theirs = sorted(name for name, other in relations().items() if other.is_of(base))
        raise NotFound(f"{one(base)} has no {found.slug!r}", remedy=f"Relations of {one(base)}: {', '.join(theirs)}")
    return found


def slug_of(kind: str, *, forward: bool) -> str:
    """The slug under which a kind of edge is listed in a direction (the short one where there is one)."""
    term = vocabulary().edges[kind]
    return (term.forward if forward else term.listed or term.reverse).replace(" ", "-")
