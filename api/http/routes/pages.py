"""The first page, the documentation of the API, and pages that explain problems: no script, nothing from outside."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api.http.dependencies import OpenKeeper
from api.http.documentation import chapters, listed_relations
from api.http.keeper import Keeper
from api.http.limits import MAX_TEXT
from api.http.loaded import Counter, bundled_manifest, coverage_words
from api.http.pages import asset, page
from api.http.problem_types import PROBLEM_TYPES
from api.http.problems import RETRY_AFTER
from graph.errors import BadInput, EngineUnavailable
from graph.model import Instrument
from graph.queries.search import Hit, search
from graph.store import Store
from graph.wording import kind

router = APIRouter(include_in_schema=False)

HITS = 20
_ENGINES = {"arcadedb": "ArcadeDB", "neo4j": "Neo4j"}
_ASSETS = {"style.css": "text/css; charset=utf-8", "icon.svg": "image/svg+xml"}


@router.get("/")
def home(request: Request, keeper: OpenKeeper, q: Annotated[str, Query()] = "") -> Response:
    """What is loaded, a search, questions to begin with."""
    q = q.strip()[:MAX_TEXT]
    store = keeper.state.store
    if store is None:
        return _waiting(keeper, q)
    try:
        return _found(store, q) if q else _overview(request, store)
    except EngineUnavailable:
        keeper.suspect()
        return _waiting(keeper, q)


def _waiting(keeper: Keeper, q: str) -> Response:
    return page("home.html", status=503, headers={"Retry-After": RETRY_AFTER}, q=q, waiting=keeper.explain())


def _found(store: Store, q: str) -> Response:
    hits: list[Hit] = []
    said = ""
    try:
        hits = search(store, q, limit=HITS)
    except BadInput as error:
        said = f"{error.what[:1].upper()}{error.what[1:]}."
    return page("home.html", q=q, waiting=None, hits=hits, most=HITS, said=said)


def _overview(request: Request, store: Store) -> Response:
    counter: Counter = request.app.state.counter
    loaded = counter.loaded(store)
    instruments = sum(sum(by.values()) for by in loaded.instruments.values())
    read = sum(by["full"] + by["partial"] for by in loaded.instruments.values())
    figures = [
        ("instruments", instruments),
        ("of them read", read),
        ("other documents", sum(loaded.nodes.get(label, 0) for label in ("UNDocument", "Page", "Article", "Document"))),
        ("citations", loaded.edges.get("CITES", 0)),
    ]
    return page(
        "home.html",
        q="",
        waiting=None,
        loaded=loaded,
        figures=figures,
        means=coverage_words(),
        kind_of=_kind_of,
        bundled=bundled_manifest(),
        engine=f"{_ENGINES[store.engine.name]} {store.engine.version}",
    )


def _kind_of(label: str) -> str:
    return kind(Instrument(id=label, label=None if label == "Instrument" else label))


@router.get("/docs")
async def docs(request: Request) -> Response:
    """The documentation of the API, made of its OpenAPI description."""
    schema = request.app.openapi()
    return page(
        "docs.html",
        info=schema["info"],
        chapters=chapters(schema),
        relations=listed_relations(),
        problems=PROBLEM_TYPES.values(),
    )


@router.get("/problems/{slug}")
async def explained(slug: str) -> Response:
    """What a kind of problem means."""
    found = PROBLEM_TYPES.get(slug)
    if found is None:
        raise HTTPException(404)
    return page("problem.html", kind=found)


@router.get("/assets/{name}")
async def read_asset(name: str) -> Response:
    """A file that our pages ask for."""
    media_type = _ASSETS.get(name)
    if media_type is None:
        raise HTTPException(404)
    return Response(asset(name), media_type=media_type)


@router.get("/favicon.ico")
async def favicon() -> Response:
    """Browsers ask for it when they show JSON."""
    return Response(asset("icon.svg"), media_type="image/svg+xml")
