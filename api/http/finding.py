"""From what stands in an address to the node that is meant, or to the address where it is."""

from __future__ import annotations

from difflib import get_close_matches

from starlette.exceptions import HTTPException

from api.http.addresses import COLLECTIONS, href
from api.http.limits import MAX_TEXT
from graph.errors import BadInput, BadSymbol, NotFound
from graph.model import Base, Node
from graph.queries.node import by_id
from graph.queries.relations import relations
from graph.queries.search import resolve
from graph.store import Store


def find(store: Store, base: Base, text: str, *, relation: str | None = None, query: str = "") -> Node:
    """The node of a collection with this id.

    Any other spelling, or an id that belongs to another collection, is answered with the canonical address (308,
    the query string kept). Raises NotFound with the nearest ids, AmbiguousSymbol with the candidates.
    """
    text = printable(text)
    nodes = by_id(store, text)
    if here := next((node for node in nodes if node.base == base), None):
        return here
    try:
        node = nodes[0] if nodes else resolve(store, text)
    except (BadSymbol, NotFound) as error:
        if relation is None:
            _check_relation(store, text)
        # In an address, what names nothing is as little there as what is not loaded.
        raise NotFound(error.what, nearest=error.nearest) from error
    location = href(node.ref, relation)
    raise HTTPException(308, headers={"Location": f"{location}?{query}" if query else location})


def named(store: Store, text: str, base: Base | None = None) -> Node:
    """The node that a parameter names in any spelling; of a certain base label where one is wanted.

    Raises NotFound, BadSymbol, AmbiguousSymbol as `graph.queries.search.resolve` does.
    """
    text = printable(text)
    nodes = [node for node in by_id(store, text) if base in (None, node.base)]
    node = nodes[0] if nodes else resolve(store, text)
    if base is not None and node.base != base:
        raise NotFound(f"{node.id} is not one of the {COLLECTIONS[base]}")
    return node


def printable(text: str) -> str:
    """The text as it is. Raises BadInput for an empty one, a very long one or one with control characters."""
    if not text.strip():
        raise BadInput("a symbol, name or id is missing")
    if len(text) > MAX_TEXT:
        raise BadInput(f"a symbol, name or id has at most {MAX_TEXT} characters, not {len(text)}")
    if any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000 for c in text):
        raise BadInput("a symbol, name or id has no control characters")
    return text


def _check_relation(store: Store, text: str) -> None:
    """`A/RES/78/265/citess` is no unknown instrument: the instrument is there, and the relation is misspelt."""
    head, slash, last = text.rpartition("/")
    if slash and last.replace("-", "").replace("_", "").isalpha() and by_id(store, head):
        near = get_close_matches(last.lower(), relations(), n=3)
        raise NotFound(f"there is no relation {last!r}", nearest=near, remedy="/docs lists the relations")
