"""Puts names of labels and edge kinds into Cypher, where they cannot be parameters: the one place that builds Cypher.

Only names that stand in the vocabulary pass; nothing from outside can come in this way.
"""

from __future__ import annotations

from typing import LiteralString, cast

from graph.vocabulary import vocabulary


def named(template: LiteralString, **names: str) -> LiteralString:
    """A statement with `<place>` replaced by a registered name. KeyError for a name that is not registered."""
    text: str = template
    for place, name in names.items():
        if name not in vocabulary().edges:
            vocabulary().base_of(name)
        text = text.replace(f"<{place}>", name)
    return cast("LiteralString", text)


def per_base(template: LiteralString) -> dict[str, LiteralString]:
    """The statement for each base label, put in place of `<base>`: a match on a label is what starts at an index."""
    return {base: named(template, base=base) for base in vocabulary().nodes}


def for_all_bases(template: LiteralString) -> LiteralString:
    """The statements for all base labels in one, joined by UNION ALL."""
    return "\nUNION ALL\n".join(statement.strip() for statement in per_base(template).values())
