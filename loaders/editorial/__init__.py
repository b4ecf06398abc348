"""Facts that editors state by hand, each with its source: YAML in the words of the vocabulary, checked on reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any, cast

import yaml

from graph.errors import BadSource
from graph.library import Contribution
from graph.merge import RANKS
from graph.model import Edge, Node, Ref, edge_from, node_from
from graph.symbols import Symbol
from loaders.facts import known_by_citation

FILES = ("bodies.yaml", "treaties.yaml")


def editorial_facts() -> list[Contribution]:
    """All editorial facts, and of each instrument that they only name the little that its symbol tells.

    Raises BadSource, with file and item, for an item without a source or with a name that is not registered.
    """
    found: list[Contribution] = []
    for name in FILES:
        text = files("loaders.editorial").joinpath(name).read_text("utf-8")
        found += read(text, name)
    return found


def read(text: str, name: str) -> list[Contribution]:
    """The facts in one file of editorial YAML; `name` is for errors. Raises BadSource."""
    try:
        raw = cast("dict[str, Any]", yaml.safe_load(text) or {})
    except yaml.YAMLError as error:
        raise BadSource(f"no YAML: {error}", where=name) from error
    nodes = [_node(base, item, name) for base, items in raw.get("nodes", {}).items() for item in items]
    edges = [edge for item in raw.get("edges", []) for edge in _edges(item, name)]
    own = {node.ref for node in nodes}
    contributions = [Contribution(fact, RANKS["editor"]) for fact in (*nodes, *edges)]
    named = {ref for edge in edges for ref in (edge.start_at, edge.end_at)} - own
    return contributions + [Contribution(node, RANKS["cited"]) for ref in sorted(named) for node in _only_named(ref)]


def _node(base: str, item: Mapping[str, Any], name: str) -> Node:
    properties = dict(item)
    id_, label = properties.pop("id", None), properties.pop("label", None)
    if not id_ or not item.get("source"):
        raise BadSource(f"an item needs an id and a source: {dict(item)!r:.120}", where=name)
    try:
        return node_from(base, str(id_), label, {"coverage": "record", **properties})
    except (KeyError, TypeError) as error:
        raise BadSource(f"{id_}: {error}", where=name) from error


def _edges(item: Mapping[str, Any], name: str) -> Iterator[Edge]:
    """One edge for each start: `from` may be a list."""
    properties = dict(item)
    starts, kind, end = properties.pop("from", None), properties.pop("kind", ""), properties.pop("to", None)
    if not starts or not end or not item.get("source"):
        raise BadSource(f"an edge needs from, kind, to and a source: {dict(item)!r:.120}", where=name)
    for start in [starts] if isinstance(starts, str) else cast("list[str]", starts):
        try:
            yield edge_from(kind, Ref.parse(start), Ref.parse(end), {"origin": "editor", **properties})
        except (KeyError, TypeError, ValueError) as error:
            raise BadSource(f"{start} {kind} {end}: {error}", where=name) from error


def _only_named(ref: Ref) -> Iterator[Node]:
    """A node that an edge needs and no item describes: what its symbol tells, else its id alone."""
    if ref.base == "Instrument" and "/" in ref.id:
        yield known_by_citation(Symbol.parse(ref.id))
    else:
        yield node_from(ref.base, ref.id, None, {})
