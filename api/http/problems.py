"""Every error as an RFC 9457 problem document: the one place where errors become answers."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from api.http.addresses import href_of_id
from api.http.keeper import Keeper
from api.http.problem_types import PROBLEM_TYPES, type_of, type_of_status
from graph.errors import (
    AmbiguousSymbol,
    BadSymbol,
    EngineError,
    EngineUnavailable,
    LibraryError,
    NotFound,
    RecallingError,
)

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER = "2"
"""Seconds after which a client may ask again while the graph is being opened."""

_log = structlog.get_logger("recalling.http")


def problem(
    slug: str | None, status: int, detail: str | None, *, headers: Mapping[str, str] | None = None, **members: Any
) -> JSONResponse:
    """A problem document. `slug` None is `about:blank`: the status says it all. Members that are empty are left out."""
    kind = PROBLEM_TYPES[slug] if slug else None
    document = {
        "type": kind.uri if kind else "about:blank",
        "title": kind.title if kind else HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **members,
    }
    content = {name: value for name, value in document.items() if value not in (None, [], ())}
    return JSONResponse(content, status, headers=dict(headers or {}), media_type=MEDIA_TYPE)


def of_error(error: RecallingError, *, local: bool) -> JSONResponse:
    """The problem document of an error of our tree.

    Where an engine's files are is told only to people on the same machine (`local`); the log has it in any case.
    """
    kind = type_of(error)
    inside = isinstance(error, EngineError | LibraryError) and not local
    headers: dict[str, str] = {}
    members: dict[str, Any] = {}
    if kind.status == 503:
        headers["Retry-After"] = RETRY_AFTER
    if isinstance(error, AmbiguousSymbol):
        members["candidates"] = [{"id": id_, "href": href_of_id(id_)} for id_ in error.candidates]
        headers["Link"] = ", ".join(f'<{href_of_id(id_)}>; rel="alternate"' for id_ in error.candidates)
    if isinstance(error, BadSymbol | NotFound):
        members["nearest"] = list(error.nearest)
    if not inside:
        members |= {"where": error.where, "remedy": error.remedy}
    return problem(kind.slug, kind.status, _sentence(error.what), headers=headers, **members)


def unexpected(error: Exception) -> JSONResponse:
    """The problem document of a mistake of ours: an id that stands in the log too, and nothing of what is inside."""
    id_ = secrets.token_hex(6)
    _log.error("unexpected error", id=id_, error=f"{type(error).__name__}: {error}", exc_info=error)
    return problem("unexpected", 500, "The server met an error that it did not expect", id=id_)


def install(app: FastAPI, *, local: bool) -> None:
    """Have the application answer every error with a problem document."""

    def recalling(request: Request, error: Exception) -> Response:
        assert isinstance(error, RecallingError)
        keeper: Keeper = request.app.state.keeper
        if isinstance(error, EngineError | LibraryError) and keeper.state.name == "ready":
            _log.warning("engine trouble", error=str(error))
            if isinstance(error, EngineUnavailable):
                keeper.suspect()
        return of_error(error, local=local)

    def http(_request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code < 400:
            return Response(status_code=error.status_code, headers=error.headers)
        kind = type_of_status(error.status_code)
        detail = kind.means if kind else str(error.detail)
        return problem(kind.slug if kind else None, error.status_code, detail, headers=error.headers)

    def invalid(_request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        # What was sent is not sent back: it can be long, and need not be JSON.
        errors = [{"where": ".".join(str(step) for step in e["loc"]), "why": e["msg"]} for e in error.errors()]
        first = errors[0] if errors else {"where": "request", "why": "invalid"}
        return problem("invalid-request", 422, f"{first['where']}: {first['why']}", errors=errors)

    app.add_exception_handler(RecallingError, recalling)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
