"""What is found, as JSON: the one home of the shapes that the REST API answers with and the commands print."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, cast

from graph.library import Conflict, Source
from graph.model import Edge, Node, Value
from graph.queries.node import Overview
from graph.queries.results import Hop, Neighbour, Page, Path
from graph.queries.search import Hit

if TYPE_CHECKING:
    from graph.gate import Rows

T = TypeVar("T")
Json = dict[str, Any]

_COVERAGE = {
    "full": "text read",
    "partial": "text recovered from a damaged file: citations may be missing",
    "record": "metadata only: a missing citation means nothing",
    "cited": "known from citations alone: a missing citation means nothing",
}


def coverage_means(node: Node) -> str:
    """How much of a node is known, in words; a person must not take what is not loaded for what is not there."""
    words = _COVERAGE[str(node.properties.get("coverage", "cited"))]
    # Bodies and States cite nothing.
    return words if node.base in ("Instrument", "Document") else words.partition(":")[0]


def node_json(node: Node) -> Json:
    """A node: `id`, `base`, `label` (the specific label, null without one), then the properties that are known."""
    return {"id": node.id, "base": node.base, "label": node.label, **_properties(node)}


def edge_json(edge: Edge) -> Json:
    """An edge: `kind`, `from` and `to` (ids), then the properties that are known."""
    return {"kind": edge.kind, "from": edge.start_at.id, "to": edge.end_at.id, **_properties(edge)}


def neighbour_json(neighbour: Neighbour) -> Json:
    """A neighbour: `node`, and the `edges` that lead there or come from there, in the order of the text."""
    return {"node": node_json(neighbour.node), "edges": [edge_json(edge) for edge in neighbour.edges]}


def path_json(path: Path) -> Json:
    """A path: `directed`, `steps`, `nodes`, and `hops` between each two of them with all their `edges`."""
    ends = zip(path.nodes, path.nodes[1:], path.hops, strict=False)
    return {
        "directed": path.directed,
        "steps": len(path.hops),
        "nodes": [node_json(node) for node in path.nodes],
        "hops": [_hop_json(a, b, hop) for a, b, hop in ends],
    }


def overview_json(overview: Overview) -> Json:
    """A node with `coverage_means` and its `relations`: how many `nodes` each leads to, over how many `edges`."""
    return {
        **node_json(overview.node),
        "coverage_means": coverage_means(overview.node),
        "relations": [
            {"relation": d.relation, "kind": d.kind, "forward": d.forward, "nodes": d.nodes, "edges": d.edges}
            for d in overview.degrees
        ],
    }


def hit_json(hit: Hit) -> Json:
    """What a search found: `node`, `found_by` (symbol or words) and how many citations of it are loaded (`cited`)."""
    return {"node": node_json(hit.node), "found_by": hit.found_by, "cited": hit.cited}


def conflict_json(conflict: Conflict) -> Json:
    """A disagreement: `kind` and `key` of the fact, and for each property the value `taken` and the `others`."""
    differences = [
        {"property": d.property, "taken": _plain(d.taken), "others": [_plain(value) for _, value in d.others]}
        for d in conflict.differences
    ]
    return {"kind": conflict.kind, "key": conflict.key, "differences": differences}


def page_json(page: Page[T], shape: Callable[[T], Json]) -> Json:
    """A page: `items`, `next` (an opaque token, null on the last page) and the `total` of all pages."""
    return {"items": [shape(item) for item in page.items], "next": page.next, "total": page.total}


def list_json(items: Sequence[T], shape: Callable[[T], Json]) -> Json:
    """A list that is not paged, in the shape of a page."""
    return {"items": [shape(item) for item in items], "next": None, "total": len(items)}


def source_json(source: Source) -> Json:
    """A loaded source: its `name`, the `digest` of what was read, and `loaded_at`."""
    return {"name": source.name, "digest": source.digest, "loaded_at": source.loaded_at}


def rows_json(rows: Rows) -> Json:
    """The answer to a query: `columns`, and a list a row in `items`; `truncated` where the limit cut it."""
    items = [[cell_json(cell) for cell in row] for row in rows.rows]
    return {
        "columns": list(rows.columns),
        "items": items,
        "next": None,
        "total": len(items),
        "truncated": rows.truncated,
    }


def cell_json(value: Any) -> Any:
    """A value of an engine as JSON: nodes and edges by their properties, what JSON does not know as text."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, Mapping):
        return {str(name): cell_json(item) for name, item in cast("Mapping[Any, Any]", value).items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [cell_json(item) for item in cast("Iterable[Any]", value)]
    if isinstance(value, bytes | bytearray):
        return value.hex()
    return _entity_json(value)


def _entity_json(value: Any) -> Any:
    """Nodes, relationships and paths of the driver by what they are like; dates and the rest as their text."""
    if hasattr(value, "relationships"):
        return {"nodes": [cell_json(n) for n in value.nodes], "edges": [cell_json(r) for r in value.relationships]}
    if hasattr(value, "labels"):
        return {"labels": sorted(value.labels), **{name: cell_json(item) for name, item in value.items()}}
    if hasattr(value, "start_node"):
        ends = {"from": value.start_node.get("id"), "to": value.end_node.get("id")}
        return {"kind": value.type, **ends, **{name: cell_json(item) for name, item in value.items()}}
    return value.iso_format() if hasattr(value, "iso_format") else str(value)


def _hop_json(start: Node, end: Node, hop: Hop) -> Json:
    return {
        "from": start.id,
        "to": end.id,
        "forward": hop.forward,
        "edges": [edge_json(edge) for edge in hop.edges],
    }


def _properties(fact: Node | Edge) -> Json:
    return {name: _plain(value) for name, value in fact.properties.items()}


def _plain(value: Value) -> str | int | bool | list[str]:
    return list(value) if isinstance(value, tuple) else value
