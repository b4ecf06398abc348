"""The form of an editorial file: items with properties and relations, checked word by word against the vocabulary.

docs/editorial.md says how to write one. What is checked: every word is registered, every value has its type, every item
and edge has a source, every id that a relation names is an item of some file or the symbol of an instrument.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any, cast

import yaml

from graph import yaml_text
from graph.errors import BadSource, BadSymbol
from graph.model import Edge, Node, Ref, edge_from, node_from
from graph.symbols import Symbol
from graph.vocabulary import PropertyTerm, vocabulary
from loaders.cited import known_by_citation

SECTIONS = ("nodes", "edges", "spellings")


@dataclass(frozen=True, slots=True)
class Statement:
    """An edge as an editor wrote it: the ends still as words, to be found when all files have been read."""

    kind: str
    start: str
    end: str
    properties: Mapping[str, Any]
    where: str


@dataclass(frozen=True, slots=True)
class EditorialFile:
    """What one file states: its nodes, its edges with ends as words, and spellings that only serve to find names."""

    nodes: tuple[Node, ...] = ()
    statements: tuple[Statement, ...] = ()
    spellings: Mapping[str, str] = field(default_factory=dict[str, str])


def parsed(text: str, name: str) -> EditorialFile:
    """One file of editorial YAML; `name` is for errors. Raises BadSource, saying which item and which word."""
    try:
        said: Any = yaml_text.read(text)
    except yaml.YAMLError as error:
        raise BadSource(f"no YAML: {error}", where=name) from error
    raw = _mapping(said or {}, name)
    _known("section", raw, SECTIONS, name)
    nodes: list[Node] = []
    statements: list[Statement] = []
    for base, items in _mapping(raw.get("nodes") or {}, name).items():
        _known("base label", [base], vocabulary().nodes, name)
        for item in items:
            node, related = _item(base, item, name)
            nodes.append(node)
            statements += related
    for item in cast("list[Any]", raw.get("edges") or []):
        statements += _stated(item, name)
    return EditorialFile(tuple(nodes), tuple(statements), _mapping(raw.get("spellings") or {}, name))


def resolved(found: Iterable[EditorialFile]) -> tuple[list[Node], list[Edge], list[Node]]:
    """All nodes and edges of some files, and the nodes that only their symbols name. Raises BadSource."""
    together = list(found)
    nodes = [node for one in together for node in one.nodes]
    bases: dict[str, list[str]] = {}
    for node in nodes:
        if node.base in (known := bases.setdefault(node.id, [])):
            raise BadSource(f"{node.id} stands twice among the editorial {node.base} items")
        known.append(node.base)
    edges: dict[tuple[str, Ref, Ref, str], Edge] = {}
    named: dict[Ref, Node] = {}
    for statement in (s for one in together for s in one.statements):
        edge = _edge(statement, bases, named)
        if (key := (edge.kind, edge.start_at, edge.end_at, edge.key)) in edges:
            raise BadSource(f"{edge.start_at} {edge.kind} {edge.end_at} is stated twice", where=statement.where)
        edges[key] = edge
    own = {node.ref for node in nodes}
    return nodes, list(edges.values()), [node for ref, node in sorted(named.items()) if ref not in own]


# ------------------------------------------------------------------------------------------------ items


def _item(base: str, item: Any, name: str) -> tuple[Node, list[Statement]]:
    """A node and the relations written inside it."""
    raw = _mapping(item, name)
    id_ = str(raw.pop("id", "") or "")
    if not id_ or not raw.get("source"):
        raise BadSource(f"an item needs an id and a source: {raw or item!r:.120}", where=name)
    label = raw.pop("label", None)
    term = vocabulary().nodes[base]
    words = relation_words(base)
    _known(f"property or relation of {id_}", raw, [*term.properties, *words, "label", "source"], name)
    if term.labels:
        _known(f"label of {id_}", [label], term.labels, name)
    if "/" in id_ and base == "Instrument" and (canonical := _symbol(id_, f"{name}, {id_}").id) != id_:
        raise BadSource(f"{id_} is written {canonical} as an id", where=name)
    properties = {k: _value(v, term.properties[k], f"{id_}: {k}", name) for k, v in raw.items() if k in term.properties}
    statements = [s for word in raw if word in words for s in _related(base, id_, word, raw, name)]
    return node_from(base, id_, label, {"coverage": "record", **properties}), statements


@cache
def relation_words(base: str) -> Mapping[str, tuple[str, bool]]:
    """How relations are written in an item ('part_of', 'proclaimed_by'): the edge kind, and whether the item starts it.

    They are the vocabulary's names for people, joined by underscores.
    """
    found: dict[str, tuple[str, bool]] = {}
    for kind, term in vocabulary().edges.items():
        if base in term.targets:
            found[_word(term.reverse)] = (kind, False)
    for kind, term in vocabulary().edges.items():
        if base in term.sources:
            found[_word(term.forward)] = (kind, True)
    return found


def _word(phrase: str) -> str:
    return re.sub(r"\W+", "_", phrase)


def _related(base: str, id_: str, word: str, item: Mapping[str, Any], name: str) -> Iterator[Statement]:
    """The edges that one relation of an item states: an id, a mapping with `to` and properties, or a list of these."""
    kind, forward = relation_words(base)[word]
    value = item[word]
    for one in cast("list[Any]", value) if isinstance(value, list) else [value]:
        said = _mapping(one, name) if isinstance(one, dict) else {"to": one}
        other = said.pop("to", None)
        if not other:
            raise BadSource(f"{id_}: {word} needs an id, or `to` with an id", where=name)
        ends = (f"{base}:{id_}", str(other)) if forward else (str(other), f"{base}:{id_}")
        yield _statement(kind, *ends, {"source": item["source"], **said}, name)


def _stated(item: Any, name: str) -> Iterator[Statement]:
    """The edges of one entry under `edges`: `from` may be a list."""
    said = _mapping(item, name)
    starts, kind, end = said.pop("from", None), said.pop("kind", ""), said.pop("to", None)
    if not starts or not end or not said.get("source"):
        raise BadSource(f"an edge needs from, kind, to and a source: {item!r:.120}", where=name)
    for start in cast("list[Any]", starts) if isinstance(starts, list) else [starts]:
        yield _statement(str(kind), str(start), str(end), said, name)


def _statement(kind: str, start: str, end: str, said: Mapping[str, Any], name: str) -> Statement:
    _known("kind of edge", [kind], vocabulary().edges, name)
    known = vocabulary().shapes[vocabulary().edges[kind].shape]
    what = f"{start} {kind} {end}"
    _known(f"property of {what}", said, known, name)
    return Statement(kind, start, end, {k: _value(v, known[k], f"{what}: {k}", name) for k, v in said.items()}, name)


# ------------------------------------------------------------------------------------------------ checks


def _mapping(item: Any, name: str) -> dict[str, Any]:
    if not isinstance(item, dict):
        raise BadSource(f"an item is written {{key: value, …}}, and this is not: {item!r:.80}", where=name)
    # YAML takes a bare `on` for true.
    return {"on" if key is True else str(key): value for key, value in cast("dict[Any, Any]", item).items()}


def _known(what: str, words: Iterable[Any], registered: Iterable[str], name: str) -> None:
    allowed = list(registered)
    for word in words:
        if word not in allowed:
            near = get_close_matches(str(word), allowed, 3)
            remedy = f"Did you mean {' or '.join(near)}?" if near else f"Known: {', '.join(sorted(allowed)[:40])}."
            raise BadSource(f"{word} is no {what}", where=name, remedy=remedy)


def _value(value: Any, term: PropertyTerm, what: str, name: str) -> Any:
    """A value with the type that the vocabulary wants; numbers and dates may be written without quotes."""
    if isinstance(value, date):
        value = value.isoformat()
    if term.type in ("text", "date") and isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if term.type == "texts" and isinstance(value, list):
        value = [str(one) if isinstance(one, int) else one for one in cast("list[Any]", value)]
    if not term.holds(value):
        wanted = {"date": "a date such as 2003-09-29, 2003-09 or 2003", "texts": "a list of texts"}
        raise BadSource(f"{what} is {value!r:.60}, and must be {wanted.get(term.type, term.type)}", where=name)
    return cast("Any", value)


# ------------------------------------------------------------------------------------------------ ends of edges


def _edge(statement: Statement, bases: Mapping[str, list[str]], named: dict[Ref, Node]) -> Edge:
    term = vocabulary().edges[statement.kind]
    for word, allowed in ((statement.start, term.sources), (statement.end, term.targets)):
        if (base := word.partition(":")[0]) in vocabulary().nodes and base not in allowed:
            raise BadSource(
                f"{statement.kind} cannot lead from {statement.start} to {statement.end}", where=statement.where
            )
    start = _end(statement.start, term.sources, bases, named, statement.where)
    end = _end(statement.end, term.targets, bases, named, statement.where)
    try:
        return edge_from(statement.kind, start, end, {"origin": "editor", **statement.properties})
    except (KeyError, TypeError, ValueError) as error:
        raise BadSource(f"{start} {statement.kind} {end}: {error}", where=statement.where) from error


def _end(
    word: str, allowed: tuple[str, ...], bases: Mapping[str, list[str]], named: dict[Ref, Node], where: str
) -> Ref:
    """The node that an id, a symbol or `Base:id` means; a symbol that no item describes becomes a node of its own."""
    base, _, id_ = word.partition(":")
    if base not in vocabulary().nodes:
        base, id_ = "", word
    if "/" in id_ and base in ("", "Instrument", "Document", "Meeting"):
        symbol = _symbol(id_, where)
        node = known_by_citation(symbol)
        return named.setdefault(node.ref, node).ref
    known = [one for one in bases.get(id_, []) if base in ("", one)]
    if not base and len(known) > 1:
        known = [one for one in known if one in allowed]
    if len(known) != 1:
        near = get_close_matches(id_, bases, 3)
        remedy = f"Did you mean {' or '.join(near)}?" if near else None
        raise BadSource(f"{word} is no reference to an item of any file, nor a symbol", where=where, remedy=remedy)
    return Ref.parse(f"{known[0]}:{id_}")


@cache
def _symbol_of(text: str) -> Symbol:
    return Symbol.parse(text)


def _symbol(text: str, where: str) -> Symbol:
    try:
        return _symbol_of(text)
    except BadSymbol as error:
        raise BadSource(str(error), where=where) from error
