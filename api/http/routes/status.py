"""Whether the server runs and whether the graph can be asked: for people who run it and their tools."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from api.http import schemas
from api.http.dependencies import OpenKeeper
from api.http.problems import RETRY_AFTER, problem

router = APIRouter(tags=["status"])


# Both answer from memory, outside the pool of threads: they answer when everything else is busy.
@router.get("/healthz", operation_id="healthz", summary="Whether the server runs", response_model=schemas.Health)
async def healthz() -> dict[str, str]:
    """Always `ok`, from the first moment on."""
    return {"status": "ok"}


@router.get("/readyz", operation_id="readyz", summary="Whether the graph can be asked", response_model=schemas.Ready)
async def readyz(keeper: OpenKeeper) -> Response:
    """While the graph is being opened, loaded or written, a problem document that says what is going on."""
    state = keeper.state
    if state.store is None:
        return problem("unavailable", 503, keeper.explain(), headers={"Retry-After": RETRY_AFTER}, doing=state.doing)
    engine = state.store.engine
    answer: dict[str, Any] = {
        "status": "ready",
        "doing": state.doing,
        "engine": {"name": engine.name, "version": engine.version},
    }
    return JSONResponse(answer)
