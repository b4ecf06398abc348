"""The command for people's own Cypher, which only reads: query."""

from __future__ import annotations

import json as jsonlib
import sys
from typing import Annotated, Any

import typer

from api.cli.output import count, note, print_json, table
from api.cli.session import Json, open_graph
from graph.errors import BadInput


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    examples = (
        "\b\nExamples:\n"
        "  recalling query 'MATCH (i)<-[c:CITES]-() RETURN i.id, count(c) AS cited ORDER BY cited DESC LIMIT 5'\n"
        "  recalling query 'MATCH (i {id: $id})-[c:CITES]->(j) RETURN c.paragraph, j.id' --param id=A/RES/77/241"
    )
    app.command(epilog=examples)(query)


def query(
    context: typer.Context,
    cypher: Annotated[
        str, typer.Argument(metavar="CYPHER", help="A query that reads; - takes it from standard input.")
    ],
    params: Annotated[
        list[str] | None,
        typer.Option("--param", metavar="NAME=VALUE", help="A parameter; the value is JSON, or else a text."),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="At most so many rows.")] = 1000,
    json: Json = False,
) -> None:
    """Ask the graph in Cypher. Queries that write are refused."""
    from api.shapes import rows_json

    text = sys.stdin.read() if cypher == "-" else cypher
    given = _parameters(params or [])
    from graph import gate

    with open_graph(context) as store:
        found = gate.run(store, text, given, limit=limit)
    if json:
        print_json(rows_json(found))
    else:
        table(found.columns, [[_shown(cell) for cell in row] for row in found.rows])
    note(count(len(found.rows), "row"))
    if found.truncated:
        note("There are more: an answer ends at --limit rows, 1,000 at most, and at 16 MiB")


def _parameters(given: list[str]) -> dict[str, Any]:
    parameters: dict[str, Any] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not name or not equals:
            raise BadInput(f"{text!r} is no parameter", remedy="Write --param NAME=VALUE")
        try:
            parameters[name] = jsonlib.loads(value)
        except ValueError:
            parameters[name] = value
    return parameters


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else jsonlib.dumps(value, ensure_ascii=False)
