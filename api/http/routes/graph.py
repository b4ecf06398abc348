"""The neighbourhood of a node: as JSON, for other programs, and as a picture."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response

import viz
from api.http.dependencies import OpenStore
from api.http.finding import named
from api.http.limits import MAX_TEXT
from graph.queries.neighbourhood import FEW, MAX_DEPTH, MAX_NODES, neighbourhood

router = APIRouter(tags=["pictures"])

Format = Literal["json", "graphml", "gexf", "csv", "html"]

PICTURE_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox"
)
"""The picture is a file that also works by itself, so that script and style stand in it, and its own policy names them
by their hash. Here it is one more: nothing is fetched, and in the sandbox it cannot read the API as this site."""


@router.get(
    "/v1/graph",
    operation_id="graph",
    summary="What is around a node, as data or as a picture",
    response_class=Response,
    responses={
        200: {
            "description": "The nodes and edges",
            "content": {kind: {} for kind in sorted(set(viz.MEDIA_TYPES.values()))},
        }
    },
)
def read_graph(
    store: OpenStore,
    around: Annotated[
        str,
        Query(min_length=1, max_length=MAX_TEXT, description="the centre, in any spelling", examples=["A/RES/78/265"]),
    ],
    depth: Annotated[int, Query(ge=0, le=MAX_DEPTH, description="steps from the centre")] = 1,
    limit: Annotated[int, Query(ge=1, le=MAX_NODES, description="nodes at most: the most linked are kept")] = FEW,
    format: Annotated[Format, Query(description="html is a page that works offline, with a table")] = "json",
) -> Response:
    """The nodes within some steps and every edge between them. Votes, subjects and parties are left out."""
    node = named(store, around)
    content = viz.export(neighbourhood(store, node, depth=depth, limit=limit), format)
    headers: dict[str, str] = {}
    if format == "html":
        headers["Content-Security-Policy"] = PICTURE_POLICY
    elif format != "json":
        name = re.sub(r"[^A-Za-z0-9.-]+", "_", node.id).strip("_.") or "graph"
        headers["Content-Disposition"] = f'attachment; filename="{name}.{_suffix(format)}"'
    return Response(content, media_type=viz.MEDIA_TYPES[format], headers=headers)


def _suffix(format_: Format) -> str:
    return "zip" if viz.MEDIA_TYPES[format_] == "application/zip" else format_
