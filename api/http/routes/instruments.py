"""The list of instruments, with filters."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from api.http import schemas
from api.http.dependencies import Limit, Next, OpenStore
from api.http.finding import named
from api.http.limits import MAX_TEXT
from api.http.routes.nodes import next_page
from api.shapes import node_json, page_json
from graph.errors import BadInput
from graph.model import Coverage
from graph.queries.listing import Filters, listing
from graph.vocabulary import vocabulary

router = APIRouter(tags=["instruments"])

DATE = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"


def _slug(label: str) -> str:
    """ "PresidentialStatement" -> "presidential-statement"."""
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in label).lstrip("-")


KINDS = {_slug(label): label for label in vocabulary().nodes["Instrument"].labels}


@router.get(
    "/v1/instruments",
    operation_id="instruments",
    summary="The instruments that are loaded",
    response_model=schemas.NodePage,
)
def read_instruments(
    request: Request,
    store: OpenStore,
    body: Annotated[
        str | None,
        Query(
            min_length=1,
            max_length=MAX_TEXT,
            description="adopted by this body: id, name or acronym",
            examples=["un-general-assembly"],
        ),
    ] = None,
    kind: Annotated[
        str | None, Query(max_length=60, description=f"one of {', '.join(KINDS)}", examples=["resolution"])
    ] = None,
    from_: Annotated[
        str | None,
        Query(
            alias="from",
            pattern=DATE,
            description="adopted on this day or later; a year or month will do",
            examples=["2024"],
        ),
    ] = None,
    to: Annotated[
        str | None, Query(pattern=DATE, description="adopted on this day or earlier; a year or month will do")
    ] = None,
    subject: Annotated[
        str | None,
        Query(min_length=1, max_length=MAX_TEXT, description="about this subject: id or name in the thesaurus"),
    ] = None,
    coverage: Annotated[Coverage | None, Query(description="known to this extent")] = None,
    drafts: Annotated[bool, Query(description="with drafts")] = False,
    limit: Limit = 100,
    next: Next = None,
) -> Response:
    """The latest adopted first, those of unknown date last. Filters are combined."""
    filters = Filters(
        body=named(store, body, "Body").ref if body is not None else None,
        subject=named(store, subject, "Subject").ref if subject is not None else None,
        label=_label(kind) if kind is not None else None,
        coverage=coverage,
        earliest=from_,
        latest=to,
        drafts=drafts,
    )
    page = listing(store, filters, limit=limit, after=next)
    return JSONResponse(page_json(page, node_json), headers=next_page(request, page.next))


def _label(kind: str) -> str:
    label = KINDS.get(kind) or next((name for name in KINDS.values() if name.lower() == kind.lower()), None)
    if label is None:
        raise BadInput(f"{kind[:60]!r} is no kind of instrument", remedy=f"Kinds: {', '.join(KINDS)}")
    return label
