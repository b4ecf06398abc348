"""Finds nodes by what a person types: a symbol in any spelling first, then words in titles, names and acronyms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, LiteralString

from graph.engines import search as words_query
from graph.errors import AmbiguousSymbol, BadInput, BadSymbol, NotFound
from graph.folding import words
from graph.model import Node, Ref
from graph.queries.node import by_id
from graph.queries.rows import node_of
from graph.records import SEARCHED
from graph.statements import per_base
from graph.store import Store
from graph.symbols import Symbol, nearest, read

CANDIDATES = 200
"""Hits of the full-text index that are ranked; beyond that a person adds a word."""

DETAILS = per_base("""
UNWIND $ids AS id MATCH (n:<base> {id: id}) WHERE n.coverage IS NOT NULL
RETURN labels(n) AS labels, properties(n) AS properties, COUNT { (n)<-[:CITES]-() } AS cited
""")
INSTRUMENT_IDS: LiteralString = "MATCH (n:Instrument) WHERE n.coverage IS NOT NULL RETURN n.id AS id"


@dataclass(frozen=True, slots=True)
class Hit:
    """A node that was found, how (`symbol` or `words`), and how many citations of it are loaded."""

    node: Node
    found_by: str
    cited: int


def resolve(store: Store, text: str) -> Node:
    """The one node that a text names: an id, a symbol in any spelling, an acronym, a name or alias.

    Raises BadSymbol for text that names nothing at all, AmbiguousSymbol where several loaded nodes are meant,
    NotFound (with the nearest ids) for a well-formed symbol that is not loaded.
    """
    text = text.strip()
    if not text:
        raise BadInput("no instrument or body was named")
    if found := by_id(store, text):
        return found[0]
    try:
        ids = [read(text).id]
    except AmbiguousSymbol as error:
        ids = list(error.candidates)
    except BadSymbol:
        return _named(store, text)
    loaded = [node for id_ in ids for node in by_id(store, id_)]
    if len(loaded) > 1:
        raise AmbiguousSymbol(f"{text!r} can be several instruments", candidates=[node.id for node in loaded])
    if loaded:
        return loaded[0]
    raise _not_loaded(store, text, ids)


def _not_loaded(store: Store, text: str, ids: list[str]) -> NotFound:
    """A number too high for a resolution is read as a decision's: what was typed is named first."""
    typed = canonical_id(text)
    named = [typed, *(id_ for id_ in ids if id_ != typed)] if typed else ids
    near = list(dict.fromkeys(id_ for name in named for id_ in nearest_ids(store, name)[:4]))
    return NotFound(f"{' or '.join(named)} is not loaded", nearest=near[:6])


def _named(store: Store, text: str) -> Node:
    """The node whose name, alias or acronym is exactly these words, folded."""
    wanted = words(text)
    if not wanted:
        raise BadSymbol(f"{text!r} is no symbol, name or acronym")
    hits = [hit for hit in search(store, text) if hit.found_by == "words"]
    exact = [hit.node for hit in hits if any(words(name) == wanted for name in _names(hit.node))]
    # Librarians' terms bear the names of bodies: they are meant only where nothing else is.
    exact = [node for node in exact if node.base != "Subject"] or exact
    if len(exact) > 1:
        raise AmbiguousSymbol(f"{text!r} names several", candidates=[node.id for node in exact])
    if exact:
        return exact[0]
    suggestions = nearest_ids(store, text) or [hit.node.id for hit in hits[:5] if hit.node.base != "Subject"]
    raise BadSymbol(f"{text!r} is no symbol, name or acronym that is known", nearest=suggestions)


def _names(node: Node) -> list[str]:
    names: list[str] = []
    for name, value in node.properties.items():
        if name in ("aliases", "acronyms") or name.startswith(("title_", "name_")):
            names.extend(value if isinstance(value, tuple) else [str(value)])
    return names


def nearest_ids(store: Store, text: str) -> list[str]:
    """The ids of loaded instruments nearest to a text that names none, best first."""
    return nearest(text, (row["id"] for row in store.read(INSTRUMENT_IDS)))


def search(store: Store, text: str, *, bases: tuple[str, ...] = SEARCHED, limit: int = 20) -> list[Hit]:
    """What a person may have meant, best first: the symbol itself; then nodes that have all the words.

    Among those: a name that is exactly the words, then texts that were read before those known from citations, then
    the most cited. The last word may be incomplete. Raises BadInput for a text without a word.
    """
    if not 1 <= limit <= CANDIDATES:
        raise BadInput(f"a search gives 1 to {CANDIDATES} hits, not {limit}")
    wanted = words(text)
    if not wanted:
        raise BadInput("there is no word to search for")
    first = _by_symbol(store, text)
    query, parameters = words_query(store.engine.dialect, wanted, list(bases), limit=CANDIDATES)
    rows = store.read(query, **parameters)
    grouped: dict[str, list[str]] = {}
    for row in rows:
        grouped.setdefault(row["label"], []).append(row["id"])
    hits = [hit for base, ids in grouped.items() for hit in _details(store, base, ids, "words")]
    hits.sort(key=lambda hit: _rank(hit, wanted))
    seen: set[Ref] = set()
    unique = [hit for hit in (*first, *hits) if not (hit.node.ref in seen or seen.add(hit.node.ref))]
    return unique[:limit]


def _by_symbol(store: Store, text: str) -> list[Hit]:
    try:
        ids = [read(text).id]
    except AmbiguousSymbol as error:
        ids = list(error.candidates)
    except BadSymbol:
        return []
    nodes = [node for id_ in ids for node in by_id(store, id_)]
    return [hit for node in nodes for hit in _details(store, node.base, [node.id], "symbol")]


def _details(store: Store, base: str, ids: list[str], found_by: str) -> list[Hit]:
    rows: list[dict[str, Any]] = store.read(DETAILS[base], ids=ids)
    return [Hit(node_of(row["labels"], row["properties"]), found_by, row["cited"]) for row in rows]


_COVERAGE = {"full": 0, "partial": 1, "record": 2, "cited": 3}


def _rank(hit: Hit, wanted: list[str]) -> tuple[bool, bool, int, int, str]:
    subject = hit.node.base == "Subject"
    exact = any(words(name) == wanted for name in _names(hit.node))
    return subject, not exact, _COVERAGE[str(hit.node.properties["coverage"])], -hit.cited, hit.node.id


def canonical_id(text: str) -> str | None:
    """The id of the symbol that a text spells, None for text that is no symbol or is ambiguous."""
    try:
        return Symbol.parse(text).id
    except (BadSymbol, AmbiguousSymbol):
        return None
