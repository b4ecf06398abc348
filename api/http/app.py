"""The application: `create_app` puts routes, problems and what every request passes together."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version

import anyio
from fastapi import FastAPI

from api.http import logs, openapi, problems
from api.http.addresses import COLLECTIONS
from api.http.guard import Guard, is_loopback
from api.http.keeper import Keeper
from api.http.limits import BodyLimit
from api.http.loaded import Counter
from api.http.routes import cypher, dataset, graph, instruments, nodes, pages, search, status
from api.settings import Settings


def create_app(settings: Settings, *, keeper: Keeper | None = None) -> FastAPI:
    """The REST API for these settings. The graph is opened in the background once the application starts.

    Until it is open, and whenever the engine is gone, /healthz answers, /readyz says what is going on, and whatever
    asks for data is answered with 503. `keeper` replaces the one that opens the graph, in tests.
    """
    logs.configure(settings)
    kept = keeper or Keeper(settings)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncGenerator[None]:
        kept.start()
        yield
        await anyio.to_thread.run_sync(kept.stop)

    app = FastAPI(
        title=openapi.TITLE,
        version=_version(),
        lifespan=lifespan,
        # The documentation that comes with FastAPI asks a CDN; ours is in routes/pages.py.
        docs_url=None,
        redoc_url=None,
        # A redirect of the framework's would be absolute, with whatever Host was sent.
        redirect_slashes=False,
    )
    app.state.keeper = kept
    app.state.counter = Counter()
    problems.install(app, local=is_loopback(settings.host))
    openapi.install(app)
    app.include_router(instruments.router)
    for base in COLLECTIONS:
        app.include_router(nodes.router_of(base))
    for group in (search, cypher, graph, dataset, status, pages):
        app.include_router(group.router)
    app.add_middleware(BodyLimit)
    app.add_middleware(Guard, host=settings.host)
    app.add_middleware(logs.AccessLog)
    return app


def _version() -> str:
    try:
        return version("recalling")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0"
