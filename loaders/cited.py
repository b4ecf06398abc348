"""The nodes that facts only name: something of which no more is known than its symbol, a State or a body by its id."""

from __future__ import annotations

from functools import cache, lru_cache

from graph.model import Base, Body, Document, Instrument, Meeting, Node, Observance, State
from graph.symbols import Symbol


@lru_cache(maxsize=1 << 14)
def known_by_citation(symbol: Symbol) -> Node:
    """The node of something of which nothing is known but its symbol."""
    if symbol.base == "Meeting":
        return Meeting(id=symbol.id, symbol=symbol.printed, url=symbol.url)
    if symbol.base == "Document":
        return Document(id=symbol.id, label="UNDocument", symbol=symbol.printed, url=symbol.url)
    return Instrument(
        id=symbol.id,
        label=symbol.label,
        symbol=symbol.printed,
        year=symbol.year,
        session=symbol.session,
        url=symbol.url,
    )


def named(base: Base, id_: str) -> Node:
    """A State, a body or an annexed instrument by its id, with the English name that editors gave it.

    It is for a library without their facts, in which it would have no name.
    """
    known = _editors_names().get((base, id_))
    if known:
        return known
    return State(id=id_) if base == "State" else Body(id=id_, label="Organ")


def is_editors(id_: str) -> bool:
    """Whether editors know a body, treaty or observance by an id."""
    return any((base, id_) in _editors_names() for base in ("Body", "Instrument", "Observance"))


@cache
def _editors_names() -> dict[tuple[Base, str], Node]:
    from loaders.editorial import editorial_files  # which itself makes nodes of the symbols that it names

    found: dict[tuple[Base, str], Node] = {}
    for node in (node for file in editorial_files().values() for node in file.nodes):
        if isinstance(node, State):
            found["State", node.id] = State(id=node.id, name_en=node.name_en)
        elif isinstance(node, Observance):
            found["Observance", node.id] = Observance(id=node.id, name_en=node.name_en)
        elif isinstance(node, Body):
            found["Body", node.id] = Body(id=node.id, label=node.label, name_en=node.name_en)
        elif isinstance(node, Instrument):
            found["Instrument", node.id] = Instrument(id=node.id, label=node.label, title_en=node.title_en)
    return found
