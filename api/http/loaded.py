"""What is loaded: counts of the graph and questions to begin with, found once for each state of the graph."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from api.http.addresses import href, picture
from graph import wording
from graph.errors import EngineError, RecallingError
from graph.model import Instrument, Node
from graph.queries.listing import coverage_counts
from graph.queries.search import resolve
from graph.store import Meta, Store


@dataclass(frozen=True, slots=True)
class Question:
    """A question that the loaded graph answers, and where."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """Nodes by specific label, edges by kind, instruments by label and coverage, and questions to begin with."""

    nodes: Mapping[str, int]
    edges: Mapping[str, int]
    instruments: Mapping[str, Mapping[str, int]]
    questions: tuple[Question, ...]


class Counter:
    """Looks through the graph when it has changed since it last did: counting reads all of it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._at: tuple[str, Meta | None] | None = None
        self._loaded = Loaded({}, {}, {}, ())

    def loaded(self, store: Store) -> Loaded:
        """What the graph holds as it is."""
        at = store.engine.bolt_url, store.meta()
        with self._lock:
            if self._at != at:
                nodes, edges = store.counts()
                self._loaded = Loaded(nodes, edges, coverage_counts(store), _questions(store))
                self._at = at
            return self._loaded


def coverage_words() -> dict[str, str]:
    """What each coverage means, the best first."""
    return {
        "full": wording.coverage(Instrument(id="full", coverage="full")),
        "partial": wording.coverage(Instrument(id="partial", coverage="partial")),
        "record": wording.coverage(Instrument(id="record", coverage="record")),
        "cited": wording.coverage(Instrument(id="cited", coverage="cited")),
    }


def bundled_manifest() -> dict[str, Any]:
    """The manifest of the dataset that comes with the software: edition, sources, counts, gaps."""
    from loaders import dataset

    return dataset.manifest()


_RELATIONS = (
    ("A/RES/78/265", "cites", "What does A/RES/78/265, on artificial intelligence, cite, where and in which words?"),
    ("A/RES/78/265", "cited-by", "What cites A/RES/78/265?"),
    ("A/RES/77/241", "cites", "What does A/RES/77/241, on police cooperation, rest on?"),
    ("Inter-Agency Task Force on Policing", "co-chairs", "Who co-chairs the Inter-Agency Task Force on Policing?"),
    ("Palermo Convention", "protocols", "Which protocols supplement the Palermo Convention?"),
    ("S/RES/1373", "cites", "Which resolutions does S/RES/1373, on terrorism, lead to?"),
)
_PATHS = (
    ("S/RES/2185", "S/RES/1325", "How does S/RES/2185, on policing, connect with S/RES/1325, on women?"),
    ("A/RES/78/265", "A/RES/217(III)A", "How does A/RES/78/265 lead to the Universal Declaration of Human Rights?"),
)
_PICTURES = (("A/RES/78/265", "The picture around A/RES/78/265"),)


def _questions(store: Store) -> tuple[Question, ...]:
    """Of the questions that we would begin with, those about what is loaded."""
    found: list[Question] = []
    for name, relation, text in _RELATIONS:
        if node := _node(store, name):
            found.append(Question(text, href(node.ref, relation)))
    for start, end, text in _PATHS:
        a, b = _node(store, start), _node(store, end)
        if a and b:
            found.append(Question(text, f"/v1/path?{urlencode({'from': a.id, 'to': b.id}, safe='/()')}"))
    for name, text in _PICTURES:
        if node := _node(store, name):
            found.append(Question(text, picture(node.ref)))
    return tuple(found)


def _node(store: Store, name: str) -> Node | None:
    try:
        return resolve(store, name)
    except EngineError:
        raise
    except RecallingError:
        return None
