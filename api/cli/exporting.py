"""The command that writes a neighbourhood to a file: export."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from api.cli.output import count, note
from api.cli.session import named, open_graph


class Format(StrEnum):
    """What `export` writes."""

    html = "html"
    graphml = "graphml"
    gexf = "gexf"
    csv = "csv"
    json = "json"


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    examples = (
        "\b\nExamples:\n  recalling export html --around A/RES/78/265 -o 78-265.html\n"
        "  recalling export graphml --around palermo-convention --depth 2 -o palermo.graphml\n"
        "  recalling export json --around A/RES/77/241 -o - | python -m json.tool"
    )
    app.command(epilog=examples)(export)


def export(
    context: typer.Context,
    form: Annotated[Format, typer.Argument(metavar="{html,graphml,gexf,csv,json}", help="html is a picture.")],
    around: Annotated[str, typer.Option("--around", metavar="ID", help="The node in the middle.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Where to; - is standard output.")],
    depth: Annotated[int, typer.Option("--depth", help="Steps around it, 0 to 4.")] = 1,
    limit: Annotated[int, typer.Option("--limit", help="At most so many nodes, up to 3,000; the nearest first.")] = 150,
) -> None:
    """Write what is around a node to a file.

    As a picture (html: one file that works offline), or as a graph for other programs.
    """
    from api.cli.files import replaced
    from graph.queries.neighbourhood import neighbourhood

    with replaced(output) as write:
        with open_graph(context) as store:
            found = neighbourhood(store, named(store, [around]), depth=depth, limit=limit)
        from viz import export as drawn

        write(drawn(found, form.value))
    held = f"{count(len(found.nodes), 'node')} and {count(len(found.edges), 'edge')}"
    where = "" if str(output) == "-" else f" in {output}"
    note(f"{held}{where}")
    if found.truncated:
        note(f"{count(found.total, 'node')} are within reach: see more with --limit")
