"""What routes ask for: the open graph, the settings, a page of a list."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query, Request

from api.http.keeper import Keeper
from graph.queries.tokens import MAX_LENGTH
from graph.store import Store


async def the_keeper(request: Request) -> Keeper:
    """Who keeps the graph open."""
    return request.app.state.keeper


async def the_store(request: Request) -> Store:
    """The open graph. Raises EngineUnavailable while there is none."""
    keeper: Keeper = request.app.state.keeper
    return keeper.store()


OpenKeeper = Annotated[Keeper, Depends(the_keeper)]
OpenStore = Annotated[Store, Depends(the_store)]
Limit = Annotated[int, Query(ge=1, le=500, description="items on a page")]
Next = Annotated[
    str | None,
    Query(alias="next", max_length=MAX_LENGTH, description="the `next` of the page before; it means nothing by itself"),
]
