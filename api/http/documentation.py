"""The OpenAPI description laid out for people: operations by chapter, what goes in, what comes out, an example."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from api.http.openapi import examples
from graph.queries.relations import relations
from graph.vocabulary import vocabulary

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """What an operation takes."""

    name: str
    place: str
    required: bool
    kind: str
    means: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One address and method. `link` opens the example, where that is a GET."""

    id: str
    method: str
    path: str
    summary: str
    paragraphs: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    responses: tuple[tuple[str, str], ...]
    link: str | None
    body: str | None
    answer: str | None


@dataclass(frozen=True, slots=True)
class Chapter:
    """The operations of one tag."""

    name: str
    means: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A relation: which nodes have it, and what it lists."""

    slug: str
    kind: str
    forward: bool
    of: tuple[str, ...]
    lists: tuple[str, ...]


def listed_relations() -> list[Listed]:
    """All relations that an address can end with, by name."""
    found: list[Listed] = []
    for slug, relation in sorted(relations().items()):
        term = vocabulary().edges[relation.kind]
        ends = (term.sources, term.targets) if relation.forward else (term.targets, term.sources)
        found.append(Listed(slug, relation.kind, relation.forward, *ends))
    return found


def chapters(schema: Json) -> list[Chapter]:
    """The whole description, in the order of its tags."""
    found = list(_operations(schema))
    return [
        Chapter(tag["name"], tag["description"], tuple(op for name, op in found if name == tag["name"]))
        for tag in schema["tags"]
    ]


def _operations(schema: Json) -> Iterator[tuple[str, Operation]]:
    for path, methods in schema["paths"].items():
        for method, raw in methods.items():
            example = examples().get(raw["operationId"], {})
            request = example.get("request")
            yield (
                raw["tags"][0],
                Operation(
                    id=raw["operationId"],
                    method=method.upper(),
                    path=path,
                    summary=raw["summary"],
                    paragraphs=tuple(raw.get("description", "").split("\n\n")),
                    parameters=tuple(_parameters(raw, schema)),
                    responses=tuple((status, r["description"]) for status, r in raw["responses"].items()),
                    link=request if isinstance(request, str) else None,
                    body=json.dumps(request, ensure_ascii=False) if isinstance(request, dict) else None,
                    answer=_pretty(example["answer"]) if "answer" in example else None,
                ),
            )


def _parameters(raw: Json, schema: Json) -> Iterator[Parameter]:
    for parameter in raw.get("parameters", ()):
        yield Parameter(
            parameter["name"],
            parameter["in"],
            parameter.get("required", False),
            _kind(parameter["schema"]),
            parameter.get("description", ""),
        )
    content = raw.get("requestBody", {}).get("content", {})
    for body in content.values():
        model = schema["components"]["schemas"][body["schema"]["$ref"].rpartition("/")[2]]
        for name, term in model["properties"].items():
            yield Parameter(name, "body", name in model.get("required", ()), _kind(term), term.get("description", ""))


def _kind(schema: Json) -> str:
    """The type in a few words: "integer 1 to 500, else 100"."""
    for choice in schema.get("anyOf", ()):
        if choice.get("type") != "null":
            return _kind({**choice, **{k: v for k, v in schema.items() if k == "default"}})
    words = " | ".join(schema["enum"]) if "enum" in schema else str(schema.get("type", ""))
    if "minimum" in schema and "maximum" in schema:
        words += f" {schema['minimum']:g} to {schema['maximum']:g}"
    default = schema.get("default")
    if default in (None, {}):
        return words
    return f"{words}, else {str(default).lower() if isinstance(default, bool) else default}"


def _pretty(answer: Any) -> str:
    return json.dumps(answer, ensure_ascii=False, indent=2)
