"""What is loaded."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from api.http import schemas
from api.http.dependencies import OpenStore
from api.http.loaded import Counter, bundled_manifest, coverage_words
from graph.vocabulary import vocabulary
from graph.wording import ATTRIBUTION

router = APIRouter(tags=["status"])


@router.get(
    "/v1/dataset", operation_id="dataset", summary="What is loaded, and how much of it", response_model=schemas.Dataset
)
def read_dataset(request: Request, store: OpenStore) -> Response:
    """Counts of the graph as it is, which can hold more than the dataset that comes with the software."""
    counter: Counter = request.app.state.counter
    loaded = counter.loaded(store)
    return JSONResponse(
        {
            "bundled": bundled_manifest(),
            "nodes": loaded.nodes,
            "edges": loaded.edges,
            "instruments": loaded.instruments,
            "coverage": coverage_words(),
            "engine": {"name": store.engine.name, "version": store.engine.version},
            "vocabulary": vocabulary().version,
            "attribution": ATTRIBUTION,
        }
    )
