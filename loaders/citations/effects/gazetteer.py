"""What editors call bodies and observances, and which instrument established which body."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from graph.folding import words
from graph.model import Body, Node, Observance, Term
from loaders.citations.effects.language import flat
from loaders.citations.names.expressions import Form, literal
from loaders.citations.names.matcher import Matcher
from loaders.editorial import editorial_files

_SHORTEST = 3
"""Letters of an acronym: shorter ones mean many things."""


@cache
def bodies() -> Mapping[str, Body]:
    """The editorial bodies by id."""
    return {node.id: node for file in editorial_files().values() for node in file.nodes if isinstance(node, Body)}


@cache
def matcher(language: str) -> Matcher[str]:
    """Finds names and acronyms of bodies in flat text. A name that two bodies have means neither."""
    forms: list[Form] = []
    meanings: list[tuple[int, str]] = []
    for body in bodies().values():
        for name in _names(body, language):
            forms.append(literal(flat(name)))
            meanings.append((1, body.id))
    return Matcher(forms, meanings, spaced=True)


def _names(body: Body, language: str) -> list[str]:
    own = getattr(body, f"name_{language}", None)
    names = [own, body.name_en, *body.aliases]
    acronyms = [acronym for acronym in body.acronyms if len(acronym) >= _SHORTEST]
    return list(dict.fromkeys(name for name in (*names, *acronyms) if name))


@cache
def founded() -> Mapping[str, tuple[str, ...]]:
    """The bodies that each instrument established, by the symbol of the instrument, as editors state it."""
    found: dict[str, list[str]] = {}
    for file in editorial_files().values():
        for stated in file.statements:
            if stated.kind == "ESTABLISHED_BY":
                found.setdefault(stated.end, []).append(stated.start.removeprefix("Body:"))
    return {instrument: tuple(dict.fromkeys(ids)) for instrument, ids in found.items()}


def founded_as(instrument: str, noun: str) -> str | None:
    """The one body with a noun in its English name that an instrument established."""
    ids = [id_ for id_ in founded().get(instrument, ()) if noun in (bodies()[id_].name_en or "")]
    return ids[0] if len(ids) == 1 else None


@cache
def observances() -> Mapping[str, str]:
    """The ids of editorial observances by their folded names."""
    return _by_name(Observance)


@cache
def terms() -> Mapping[str, str]:
    """The ids of editorial terms by their folded names."""
    return _by_name(Term)


def _by_name(kind: type[Node]) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in (node for file in editorial_files().values() for node in file.nodes if isinstance(node, kind)):
        for name, value in node.properties.items():
            if name.startswith("name_"):
                found.setdefault(folded(str(value)), node.id)
    return found


def folded(name: str) -> str:
    """A name without what spellings differ in."""
    return " ".join(words(name))
