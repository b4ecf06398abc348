"""The OpenAPI description: what FastAPI makes of the routes, with problems, the vocabulary and real examples put in."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.http import schemas
from api.http.addresses import COLLECTIONS
from api.http.limits import MAX_BODY
from api.http.problems import MEDIA_TYPE
from graph.vocabulary import PropertyTerm, vocabulary
from graph.wording import ATTRIBUTION

Json = dict[str, Any]

TITLE = "Recalling"
DESCRIPTION = f"""\
International legal instruments as a graph: which resolution cites which, in which paragraph and with which words.

A symbol keeps its slashes in an address: `/v1/instruments/A/RES/78/265/cites`. Any spelling leads to the canonical \
address (308); one that can be several instruments is answered with them (300). Lists are pages: give a page's `next` \
as `next` for the page behind. Errors are problem documents (RFC 9457), with the nearest names.

Every node says how much of it is known (`coverage`): where a text has not been read, a missing edge means nothing.

{ATTRIBUTION}"""

TAGS = [
    {"name": "instruments", "description": "Resolutions, decisions, statements, treaties, declarations, drafts."},
    *[
        {"name": name, "description": vocabulary().nodes[base].means}
        for base, name in COLLECTIONS.items()
        if base != "Instrument"
    ],
    {"name": "questions", "description": "Search, paths, and Cypher of your own."},
    {"name": "pictures", "description": "What is around a node, as data for other programs and as a picture."},
    {"name": "status", "description": "What is loaded, and whether the server is ready."},
]

_MEANS = {
    "200": "The answer",
    "300": "Several could be meant: `candidates`",
    "308": "The canonical address is another: `Location`",
    "400": "A value cannot be used",
    "404": "It is not loaded: `nearest`",
    "408": "Stopped at the time limit",
    "413": f"The body has more than {MAX_BODY // 1024} KiB",
    "421": "The server listens on this machine alone, under its own names",
    "422": "A parameter is invalid: `errors`",
    "500": "A mistake of ours",
    "503": "The graph is not available now: `Retry-After`",
}
_NAMING = ("300", "400", "404", "422", "503")
_PROBLEMS = {
    "instruments": _NAMING,
    "search": ("400", "422", "503"),
    "path": (*_NAMING, "408"),
    "graph": (*_NAMING, "408"),
    "cypher": ("400", "408", "413", "422", "503"),
    "dataset": ("503",),
    "readyz": ("503",),
    "healthz": (),
}
_OF_NODES = ("300", "308", "400", "404", "422", "503")


@cache
def examples() -> dict[str, Json]:
    """By operation: `request` (an address, or a body), and `answer`, of which lists may be cut short."""
    return json.loads(files("api.http").joinpath("examples.json").read_text("utf-8"))


def install(app: FastAPI) -> None:
    """Have the application describe itself this way."""

    def described() -> Json:
        if app.openapi_schema is None:
            app.openapi_schema = description(app)
        return app.openapi_schema

    app.openapi = described


def description(app: FastAPI) -> Json:
    """The OpenAPI description as JSON."""
    schema = get_openapi(title=TITLE, version=app.version, description=DESCRIPTION, routes=app.routes, tags=TAGS)
    schema["info"]["license"] = {"name": "MIT", "identifier": "MIT"}
    components: Json = schema["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        components.pop(name, None)
    components |= _component(schemas.Problem)
    components["Node"] = _described(components["Node"], {n: t.properties for n, t in vocabulary().nodes.items()})
    components["Overview"] = _described(
        components["Overview"], {n: t.properties for n, t in vocabulary().nodes.items()}
    )
    components["Edge"] = _described(components["Edge"], dict(vocabulary().shapes.items()))
    for path in schema["paths"].values():
        for operation in path.values():
            _put_problems(operation)
            _put_example(operation)
    return schema


def _component(model: type[schemas.Problem]) -> dict[str, Json]:
    raw = model.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**raw.pop("$defs", {}), "Problem": _without_nulls(raw)}


def _without_nulls(raw: Json) -> Json:
    """Members that are empty are left out, never null."""
    for term in raw["properties"].values():
        term.pop("default", None)
        if "anyOf" in term:
            term |= next(kind for kind in term.pop("anyOf") if kind.get("type") != "null")
    return raw


def _described(component: Json, terms: dict[str, Any]) -> Json:
    """A component with the properties of the vocabulary, which are left out where they are not known."""
    properties = dict(component["properties"])
    every = {name: term for shape in terms.values() for name, term in shape.items()}
    for name in sorted(every):
        properties.setdefault(name, _property(every[name]))
    return {**component, "properties": properties}


def _property(term: PropertyTerm) -> Json:
    kinds: dict[str, Json] = {
        "text": {"type": "string"},
        "date": {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"},
        "integer": {"type": "integer"},
        "flag": {"type": "boolean"},
        "texts": {"type": "array", "items": {"type": "string"}},
    }
    return {**kinds[term.type], "description": term.means}


def _put_problems(operation: Json) -> None:
    responses: Json = operation["responses"]
    responses.pop("422", None)
    responses["200"]["description"] = _MEANS["200"]
    for status in (*_PROBLEMS.get(operation["operationId"], _OF_NODES), "421", "500"):
        responses[status] = {"description": _MEANS[status]}
        if status != "308":
            schema = {"$ref": "#/components/schemas/Problem"}
            responses[status]["content"] = {MEDIA_TYPE: {"schema": schema}}
    operation["responses"] = dict(sorted(responses.items()))


def _put_example(operation: Json) -> None:
    example = examples().get(operation["operationId"])
    if example and "answer" in example:
        operation["responses"]["200"]["content"]["application/json"]["example"] = example["answer"]
