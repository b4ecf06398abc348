"""People's own Cypher, which only reads: the gates are in `graph.gate`."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from api.http import schemas
from api.http.dependencies import OpenStore
from graph import gate

router = APIRouter(tags=["questions"])


@router.post("/v1/cypher", operation_id="cypher", summary="Cypher that reads the graph", response_model=schemas.Rows)
def ask(store: OpenStore, question: schemas.Question) -> Response:
    """Labels, edge kinds and properties are those of the vocabulary. Parameters come as JSON.

    What writes, calls procedures that are not listed, or reads files is refused; what takes too long is stopped.
    """
    rows = gate.run(store, question.query, question.params, limit=question.limit)
    return JSONResponse({"columns": rows.columns, "rows": rows.rows, "truncated": rows.truncated})
