"""Nodes and their neighbours: one pair of routes for each collection, instruments first."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse, Response
from starlette.convertors import Convertor, register_url_convertor

from api.http import schemas
from api.http.addresses import COLLECTIONS, href, picture
from api.http.dependencies import Limit, Next, OpenStore
from api.http.finding import find
from api.shapes import neighbour_json, overview_json, page_json
from graph import wording
from graph.model import Base, Node
from graph.queries.neighbours import neighbours
from graph.queries.node import overview
from graph.queries.relations import relation_of, relations
from graph.wording import one, url

Id = Annotated[str, Path(description="id, or any other spelling; its slashes stay as they are")]
Slug = Annotated[str, Path(description="name of a relation, as listed with the node")]
Drafts = Annotated[bool, Query(description="with the drafts that cite it")]
Parts = Annotated[bool, Query(description="with what is said of its parts")]


class _RelationConvertor(Convertor[str]):
    """The last segment of a path is a relation only when it is the name of one: symbols have slashes too."""

    regex = "|".join(sorted(relations(), key=len, reverse=True))

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("relation", _RelationConvertor())


def router_of(base: Base) -> APIRouter:
    """The routes of a collection. The neighbours come first: `{id}` would take the relation for a part of the id."""
    collection = COLLECTIONS[base]
    name = base.lower()
    router = APIRouter(tags=[collection])

    @router.get(
        f"/v1/{collection}/{{id:path}}/{{relation:relation}}",
        operation_id=f"{name}_neighbours",
        summary=f"What {one(base)} is connected with by one relation, with the evidence",
        response_model=schemas.NeighbourPage,
    )
    def read_neighbours(
        request: Request,
        store: OpenStore,
        id: Id,
        relation: Slug,
        limit: Limit = 100,
        next: Next = None,
        drafts: Drafts = False,
        parts: Parts = True,
    ) -> Response:
        """Each neighbour once, with every edge that connects it: paragraph, opening words, verb, words of the mention.

        What a node cites comes in the order of the text, what cites it the latest first. Where the node's coverage
        is `cited` or `record`, a missing edge that leads away from it means nothing.
        """
        node = find(store, base, id, relation=relation, query=request.url.query)
        page = neighbours(
            store, node, relation_of(relation, base), limit=limit, after=next, drafts=drafts, roll_up=parts
        )
        answer = {"of": _of(node), "relation": relation, **page_json(page, neighbour_json)}
        return JSONResponse(answer, headers=next_page(request, page.next))

    @router.get(
        f"/v1/{collection}/{{id:path}}",
        operation_id=f"{name}",
        summary=f"{one(base)[0].upper()}{one(base)[1:]}, and how many neighbours it has by each relation",
        response_model=schemas.Overview,
    )
    def read_node(request: Request, store: OpenStore, id: Id) -> Response:
        """Any spelling leads to the canonical address (308); one that can be several is answered with them (300)."""
        node = find(store, base, id, query=request.url.query)
        answer: dict[str, Any] = overview_json(overview(store, node))
        for degree in answer["relations"]:
            degree["href"] = href(node.ref, degree["relation"])
        known = node.properties.get("url")
        answer["links"] = {
            "self": href(node.ref),
            "picture": picture(node.ref),
            "published": url(node.ref, str(known) if known else None),
        }
        return JSONResponse(answer)

    return router


def next_page(request: Request, token: str | None) -> dict[str, str]:
    """The header that leads to the page behind (RFC 8288)."""
    if token is None:
        return {}
    behind = request.url.include_query_params(next=token)
    return {"Link": f'<{behind.path}?{behind.query}>; rel="next"'}


def _of(node: Node) -> dict[str, Any]:
    return {
        "id": node.id,
        "base": node.base,
        "coverage": node.properties["coverage"],
        "coverage_means": wording.coverage(node),
    }
