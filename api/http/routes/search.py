"""Search by symbol and words, and how two nodes connect."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response

from api.http import schemas
from api.http.dependencies import OpenStore
from api.http.finding import named
from api.http.limits import MAX_TEXT
from api.shapes import hit_json, list_json, path_json
from graph.queries.path import MAX_STEPS, path
from graph.queries.search import CANDIDATES, search

router = APIRouter(tags=["questions"])


@router.get("/v1/search", operation_id="search", summary="What a person may mean", response_model=schemas.Hits)
def read_search(
    store: OpenStore,
    q: Annotated[
        str,
        Query(
            min_length=1,
            max_length=MAX_TEXT,
            description="a symbol in any spelling, or words",
            examples=["artificial intelligence"],
        ),
    ],
    limit: Annotated[int, Query(ge=1, le=CANDIDATES, description="hits")] = 20,
) -> Response:
    """The symbol itself first; then what has all the words in its titles, names or acronyms, the most cited first."""
    return JSONResponse(list_json(search(store, q, limit=limit), hit_json))


@router.get(
    "/v1/path", operation_id="path", summary="How two instruments or bodies connect", response_model=schemas.Path
)
def read_path(
    store: OpenStore,
    from_: Annotated[
        str,
        Query(
            alias="from",
            min_length=1,
            max_length=MAX_TEXT,
            description="where it begins, in any spelling",
            examples=["S/RES/2185"],
        ),
    ],
    to: Annotated[
        str,
        Query(min_length=1, max_length=MAX_TEXT, description="where it ends, in any spelling", examples=["S/RES/1325"]),
    ],
    max_steps: Annotated[int, Query(ge=1, le=MAX_STEPS, description="hops at most")] = 6,
) -> Response:
    """A shortest path, with the evidence on each hop: one on which each text leads to the next, where there is one."""
    return JSONResponse(path_json(path(store, named(store, from_), named(store, to), max_steps=max_steps)))
