"""Reads facts of our own, as `recalling export facts` writes them: JSON Lines of kind, key, rank and value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import orjson

from graph.errors import BadSource
from graph.library import Contribution
from graph.merge import RANKS, canonical, decode
from graph.vocabulary import vocabulary
from loaders.records import Broken, Found, Stated


def recognizes(head: bytes) -> bool:
    """Whether a file begins with a line of a fact."""
    kinds = (*vocabulary().nodes, *vocabulary().edges)
    return head.startswith(b'["') and head[2:].split(b'"', 1)[0].decode("ascii", "replace") in kinds


def read(data: bytes, name: str | None = None) -> Iterator[Found]:
    """The facts of a file, each as sure as those of a dataset and no surer; a line that states none is broken.

    `name` plays no part.
    """
    found: list[Contribution] = []
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        try:
            found.append(_fact(line))
        except (BadSource, ValueError, KeyError, TypeError, AttributeError) as error:
            yield Broken(str(number), f"no fact: {error}")
    if found:
        yield Stated(tuple(found), records=len(found))


def _fact(line: bytes) -> Contribution:
    said = orjson.loads(line)
    if not isinstance(said, list) or len(cast("list[Any]", said)) != 4:
        raise BadSource("a line is a list of kind, key, rank and value")
    kind, key, rank, value = cast("list[Any]", said)
    if not isinstance(kind, str) or not isinstance(key, str) or not isinstance(value, dict) or not key:
        raise BadSource("kind and key are text, and the value is an object")
    if kind not in vocabulary().nodes and kind not in vocabulary().edges:
        raise BadSource(f"{kind!r} is no kind of node or edge that is known")
    fact = decode(kind, key, canonical(value))
    label = getattr(fact, "label", None)
    if kind in vocabulary().nodes and label is not None and label not in vocabulary().nodes[kind].labels:
        raise BadSource(f"{label!r} is no label of {kind}")
    _typed(kind, fact.properties)
    return Contribution(fact, RANKS["cited"] if rank == RANKS["cited"] else RANKS["dataset"])


def _typed(kind: str, properties: dict[str, Any]) -> None:
    """Refuse values of another type than the vocabulary gives: they would reach the graph as they are."""
    known = vocabulary()
    terms = known.nodes[kind].properties if kind in known.nodes else known.shapes[known.edges[kind].shape]
    for name, value in properties.items():
        if name == "key" and kind in known.edges and isinstance(value, str):  # of every edge that may stand twice
            continue
        if not terms[name].holds(value):
            raise BadSource(f"{name} is no {terms[name].type}: {str(value)[:40]!r}")
        if name == "coverage" and value not in known.coverage:
            raise BadSource(f"coverage is one of {', '.join(known.coverage)}, not {str(value)[:40]!r}")
