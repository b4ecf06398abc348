"""What is found, as JSON: the one home of the shapes that the REST API answers with and the commands print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from graph import wording
from graph.library import Conflict, Source
from graph.merge import Stated
from graph.model import Edge, Node, Value
from graph.queries.mandate import Step
from graph.queries.node import Overview
from graph.queries.results import Hop, Neighbour, Page, Path
from graph.queries.search import Hit

if TYPE_CHECKING:
    from graph.gate import Rows

T = TypeVar("T")
Json = dict[str, Any]


def node_json(node: Node) -> Json:
    """A node: `id`, `base`, `label` (the specific label, null without one), then the properties that are known."""
    return {"id": node.id, "base": node.base, "label": node.label, **_properties(node)}


def edge_json(edge: Edge) -> Json:
    """An edge: `kind`, `from` and `to` (ids), then the properties that are known."""
    return {"kind": edge.kind, "from": edge.start_at.id, "to": edge.end_at.id, **_properties(edge)}


def neighbour_json(neighbour: Neighbour) -> Json:
    """A neighbour: `node`, and the `edges` that lead there or come from there, in the order of the text."""
    return {"node": node_json(neighbour.node), "edges": [edge_json(edge) for edge in neighbour.edges]}


def step_json(step: Step) -> Json:
    """A step of a mandate: the `instrument` that took it and its `effect`."""
    return {"instrument": node_json(step.instrument), "effect": edge_json(step.effect)}


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
        "coverage_means": wording.coverage(overview.node),
        "relations": [
            {"relation": d.relation, "kind": d.kind, "forward": d.forward, "nodes": d.nodes, "edges": d.edges}
            for d in overview.degrees
        ],
    }


def hit_json(hit: Hit) -> Json:
    """What a search found: `node`, `found_by` (symbol or words) and how many citations of it are loaded (`cited`)."""
    return {"node": node_json(hit.node), "found_by": hit.found_by, "cited": hit.cited}


def conflict_json(conflict: Conflict) -> Json:
    """A disagreement: `kind` and `key` of the fact, and for each property the value `taken` and the `others`.

    Each value has the `sources` that state it, of many the first few.
    """
    differences = [
        {"property": d.property, "taken": _stated_json(d.taken), "others": [_stated_json(one) for one in d.others]}
        for d in conflict.differences
    ]
    return {"kind": conflict.kind, "key": conflict.key, "differences": differences}


def _stated_json(stated: Stated) -> Json:
    return {"value": _plain(stated.value), "sources": list(stated.sources)}


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
    """The answer to a query: names of `columns`, a list of values a row in `rows`, `truncated` where a limit cut it."""
    return {"columns": list(rows.columns), "rows": [list(row) for row in rows.rows], "truncated": rows.truncated}


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
