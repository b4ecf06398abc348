"""The command that writes a neighbourhood, or the whole library, to files: export."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from api.cli.output import count, note
from api.cli.session import library_file, named, open_graph, session
from graph.errors import BadInput


class Format(StrEnum):
    """What `export` writes."""

    html = "html"
    graphml = "graphml"
    gexf = "gexf"
    csv = "csv"
    json = "json"
    facts = "facts"
    neo4j_csv = "neo4j-csv"


WHOLE = (Format.facts, Format.neo4j_csv)
"""What is made of the whole library, and of no neighbourhood."""


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    examples = (
        "\b\nExamples:\n  recalling export html --around A/RES/78/265 -o 78-265.html\n"
        "  recalling export graphml --around palermo-convention --depth 2 -o palermo.graphml\n"
        "  recalling export json --around A/RES/77/241 -o - | python -m json.tool\n"
        "  recalling export facts -o facts.zip\n"
        "  recalling export neo4j-csv -o tables/"
    )
    app.command(epilog=examples)(export)


def export(
    context: typer.Context,
    form: Annotated[
        Format, typer.Argument(metavar="{html,graphml,gexf,csv,json,facts,neo4j-csv}", help="html is a picture.")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Where to; - is standard output.")],
    around: Annotated[str | None, typer.Option("--around", metavar="ID", help="The node in the middle.")] = None,
    depth: Annotated[int, typer.Option("--depth", help="Steps around it, 0 to 4.")] = 1,
    limit: Annotated[int, typer.Option("--limit", help="At most so many nodes, up to 3,000; the nearest first.")] = 150,
) -> None:
    """Write what is around a node to a file.

    As a picture (html: one file that works offline), or as a graph for other programs. Without a node in the middle,
    the whole library: as facts that `recalling load` reads again (JSON Lines, in a file that ends in .zip in parts), or
    as a folder of tables for neo4j-admin.
    """
    if form in WHOLE:
        if around is not None:
            raise BadInput(
                f"{form.value} is made of the whole library, and of no neighbourhood",
                remedy="Leave --around out, or export json, csv, graphml, gexf or html.",
            )
        _export_whole(context, form, output)
        return
    if around is None:
        raise BadInput(f"{form.value} is made of what is around a node", remedy="Name it with --around.")
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


def _export_whole(context: typer.Context, form: Format, output: Path) -> None:
    from api.cli.files import replaced
    from api.wiring import open_library
    from loaders.sources import MAX_FILE
    from viz.whole import fact_lines, facts_archive, neo4j_csv

    settings = session(context).settings()
    library_file(settings)
    with open_library(settings) as library:
        held, size = library.counts()["facts"], 0
        if form is Format.neo4j_csv:
            if output.exists() and (not output.is_dir() or any(output.iterdir())):
                raise BadInput("the tables go into a new folder", where=str(output))
            neo4j_csv(library.merged(), output)
        else:
            with replaced(output) as write:
                if output.suffix.lower() == ".zip":
                    write(facts_archive(library.merged()))
                else:
                    lines = b"".join(fact_lines(library.merged()))
                    size = len(lines)
                    write(lines)
    note(f"{count(held, 'fact')}{'' if str(output) == '-' else f' in {output}'}")
    if size > MAX_FILE:
        note(f"it has {size:,} bytes, and `load` reads {MAX_FILE:,}: a name that ends in .zip makes parts")
