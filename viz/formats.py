"""A neighbourhood as a file: HTML, GraphML, GEXF, CSV or JSON, the same bytes for the same facts.

GraphML and GEXF: a node's id is `Base:id` ("Instrument:A/RES/78/265"), with `base`, `node_id`, `label` (what people
call it), `kind` and the properties of the model beside it. What is not known is left out. A list is a JSON array in a
string: `["ar", "en"]`. Three properties of edges have other names, because GEXF and networkx keep these for
themselves: `key` is `edge_key`, `start` and `end` are `text_start` and `text_end`.

CSV: one row an edge, ids as in Cypher, lists joined by "; ". A cell that begins with =, +, -, @, a tab or a line end
gets an apostrophe before it, so that a spreadsheet takes it for text and not for a formula (OWASP, "CSV Injection").

JSON: properties under the names of the model. `start_at`, `end_at` and `centre` are the `ref` of a node.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeAlias, cast
from xml.etree import ElementTree

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from graph import wording
from graph.model import Edge, Node, Value
from graph.queries.results import Neighbourhood

Format: TypeAlias = Literal["html", "graphml", "gexf", "csv", "json"]

MEDIA_TYPES: Mapping[Format, str] = {
    "html": "text/html; charset=utf-8",
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
    "csv": "text/csv; charset=utf-8; header=present",
    "json": "application/json",
}

_CSV_COLUMNS = (
    "source",
    "target",
    "kind",
    "verb",
    "section",
    "paragraph",
    "opening",
    "as_written",
    "provision",
    "origin",
    "confidence",
    "languages",
)
_RENAMED = {"key": "edge_key", "start": "text_start", "end": "text_end"}
_FORMULA = re.compile(r"[=+\-@\t\r\n]")
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def export(neighbourhood: Neighbourhood, format: Format) -> bytes:
    """The neighbourhood as a file in one of the formats of `MEDIA_TYPES`. ValueError for another format."""
    writer = _WRITERS.get(format)
    if writer is None:
        raise ValueError(f"no format {format!r}: it is one of {', '.join(MEDIA_TYPES)}")
    return writer(neighbourhood)


def _html(neighbourhood: Neighbourhood) -> bytes:
    from viz.picture import picture
    from viz.pyvis_export import page

    return page(picture(neighbourhood))


# ------------------------------------------------------------------------------------------------- JSON


def _json(neighbourhood: Neighbourhood) -> bytes:
    content = {
        **_summary(neighbourhood),
        "nodes": [
            {"ref": str(node.ref), "base": node.base, "label": node.label, "id": node.id, **node.properties}
            for node in neighbourhood.nodes
        ],
        "edges": [
            {"kind": edge.kind, "start_at": str(edge.start_at), "end_at": str(edge.end_at), **edge.properties}
            for edge in neighbourhood.edges
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _summary(neighbourhood: Neighbourhood) -> dict[str, Any]:
    return {
        "centre": str(neighbourhood.centre),
        "depth": neighbourhood.depth,
        "total": neighbourhood.total,
        "truncated": neighbourhood.truncated,
        "attribution": wording.ATTRIBUTION,
    }


# -------------------------------------------------------------------------------------------------- CSV


def _csv(neighbourhood: Neighbourhood) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)  # RFC 4180: quotes where needed, lines end in CRLF
    writer.writerow(_CSV_COLUMNS)
    for edge in neighbourhood.edges:
        known: dict[str, Any] = {**edge.properties, "kind": edge.kind}
        known |= {"source": edge.start_at.id, "target": edge.end_at.id}
        writer.writerow([_cell(known.get(column)) for column in _CSV_COLUMNS])
    return text.getvalue().encode("utf-8", "replace")


def _cell(value: Value | None) -> str:
    text = "; ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
    return f"'{text}" if _FORMULA.match(text) else text


# -------------------------------------------------------------------------------------- GraphML and GEXF


def _graphml(neighbourhood: Neighbourhood) -> bytes:
    file = io.BytesIO()
    graph = _graph(neighbourhood)
    graph.graph.update(_summary(neighbourhood))
    cast("Any", nx).write_graphml_xml(graph, file)
    return file.getvalue().replace(b"\r", b"&#13;")  # as it is, a reader of XML takes it for a line feed


def _gexf(neighbourhood: Neighbourhood) -> bytes:
    writer: Any = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(_graph(neighbourhood))
    meta = writer.xml.find("meta")
    del meta.attrib["lastmodifieddate"]  # today's date: the same facts would give other bytes tomorrow
    meta.find("creator").text = "Recalling"
    ElementTree.SubElement(meta, "description").text = wording.ATTRIBUTION
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _graph(neighbourhood: Neighbourhood) -> Any:
    graph = cast("Any", nx).MultiDiGraph()
    for node in neighbourhood.nodes:
        graph.add_node(_plain(str(node.ref)), **_node(node))
    for number, edge in enumerate(neighbourhood.edges):
        graph.add_edge(_plain(str(edge.start_at)), _plain(str(edge.end_at)), key=f"e{number}", **_edge(edge))
    return graph


def _node(node: Node) -> dict[str, Any]:
    named = {"base": node.base, "node_id": node.id, "label": wording.symbol(node), "kind": wording.kind(node)}
    return {name: _plain(value) for name, value in {**node.properties, **named}.items()}


def _edge(edge: Edge) -> dict[str, Any]:
    named = {_RENAMED.get(name, name): value for name, value in edge.properties.items()}
    return {name: _plain(value) for name, value in {**named, "kind": edge.kind, "label": wording.verb(edge)}.items()}


def _plain(value: Value) -> str | int | bool:
    """A value as XML and networkx can hold it; a character that XML cannot say becomes U+FFFD."""
    if isinstance(value, tuple):
        value = json.dumps(list(value), ensure_ascii=False)
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", value) if isinstance(value, str) else value


_WRITERS: Mapping[str, Callable[[Neighbourhood], bytes]] = {
    "html": _html,
    "graphml": _graphml,
    "gexf": _gexf,
    "csv": _csv,
    "json": _json,
}
