"""Commands about what comes with the program and what is loaded: dataset info, dataset sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from api.cli.output import count, line, print_json, table
from api.cli.progress import progress
from api.cli.session import Json, library_file, session
from graph.errors import BadInput

SHOWN = 20
"""Findings that are shown one by one."""


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    group = typer.Typer(help="What comes with the program, and what is loaded.", no_args_is_help=True)
    group.command(epilog="\b\nExamples:\n  recalling dataset info --json\n  recalling dataset info --figures")(info)
    group.command(epilog="\b\nExample:\n  recalling dataset sources")(sources)
    group.command(epilog="\b\nExample:\n  recalling dataset build CORPUS/unxml --tables CORPUS/treaties -o DIR")(build)
    group.command(epilog="\b\nExample:\n  recalling dataset verify")(verify)
    group.command(epilog="\b\nExample:\n  recalling dataset report CORPUS/unxml -o coverage.md --links links.csv")(
        report
    )
    app.add_typer(group, name="dataset")


def info(
    context: typer.Context,
    json: Json = False,
    figures: Annotated[
        bool, typer.Option("--figures", help="Who cites, who is cited most, and in which years, as Markdown.")
    ] = False,
    loaded: Annotated[
        bool, typer.Option("--loaded", help="With --figures: of all that is loaded, not of the bundled dataset.")
    ] = False,
) -> None:
    """Tell what is in the bundled dataset."""
    if loaded and not figures:
        raise BadInput("--loaded goes with --figures", remedy="Say: recalling dataset info --figures --loaded")
    if figures:
        _figures(context, json, loaded)
        return
    from loaders.dataset import manifest

    told = manifest()
    if json:
        print_json(told)
    else:
        _print(told, 0)


def _figures(context: typer.Context, json: bool, loaded: bool) -> None:
    from api.wiring import open_library
    from loaders.coverage.figures import bundled_figures
    from loaders.coverage.figures import figures as counted
    from loaders.coverage.figures_page import figures_page

    if loaded:
        settings = session(context).settings()
        library_file(settings)
        with open_library(settings) as library:
            found = counted(library.merged())
    else:
        found = bundled_figures()
    if json:
        print_json(asdict(found))
    else:
        for told in figures_page(found).splitlines():
            line(told)


def build(
    paths: Annotated[list[Path], typer.Argument(help="Files, folders or zips of the corpus.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the facts and the manifest.")],
    tables: Annotated[
        Path | None, typer.Option("--tables", help="Folder with the tables of participants of treaties.")
    ] = None,
) -> None:
    """Make the bundled dataset from a corpus: the same corpus gives the same bytes."""
    from loaders.dataset.build import build as make

    with progress() as told:
        made = make(paths, output, tables=tables, progress=lambda done, total, what: told("reading", done, total, what))
    texts = sum(made["texts"].values())
    line(f"{output}: {count(texts, 'text')}, {count(made['files_rejected'], 'file')} rejected")


def verify(
    folder: Annotated[
        Path | None, typer.Argument(help="The folder with a dataset; without it the bundled one.")
    ] = None,
) -> None:
    """Check a dataset: its bytes, each of its facts, and that every edge has its ends.

    The exit code is 1 when something is wrong.
    """
    from loaders import dataset
    from loaders.dataset.verify import verify as check

    place = folder or Path(dataset.__file__).parent
    findings = check(place)
    for finding in findings[:SHOWN]:
        line(finding)
    if len(findings) > SHOWN:
        line(f"and {len(findings) - SHOWN:,} more")
    if findings:
        raise typer.Exit(1)
    line(f"{place}: whole")


def report(
    paths: Annotated[list[Path], typer.Argument(help="Files, folders or zips of the corpus.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The page, in Markdown.")],
    links: Annotated[
        Path | None, typer.Option("--links", metavar="FILE", help="A table in CSV of the hyperlinks that are no edges.")
    ] = None,
    lists: Annotated[
        Path | None,
        typer.Option("--lists", metavar="FOLDER", help="The United Nations' own lists, as JSON, to compare with."),
    ] = None,
) -> None:
    """Account for a corpus: works by body and year, odd files, and what became of every hyperlink.

    The exit code is 1 when a hyperlink in the text came to nothing, or a file could not be read.
    """
    from api.cli.files import replaced
    from loaders.coverage.expected import compared
    from loaders.coverage.links import DEFECTS
    from loaders.coverage.page import links_csv, page
    from loaders.coverage.survey import survey

    with replaced(output) as write, replaced(links) as write_links:
        with progress() as told:
            found = survey(paths, progress=lambda done, total, what: told("reading", done, total, what))
        beside = compared(lists, found) if lists else []
        command = "recalling dataset report CORPUS/unxml"
        command += " --lists CORPUS/metadata" if lists else ""
        command += f" -o {output.name}"
        command += f" --links {links.name}" if links else ""
        write(page(found, command, links.name if links else None, beside).encode())
        write_links(links_csv(found).encode())
    rejected = sum(bool(file.problem) for file in found.files)
    lost = sum(times for counter in found.fates().values() for fate, times in counter.items() if fate in DEFECTS)
    line(
        f"{output}: {count(len(found.works()), 'work')}, {count(rejected, 'file')} rejected, {count(lost, 'link')} lost"
    )
    if rejected or lost:
        raise typer.Exit(1)


def sources(context: typer.Context, json: Json = False) -> None:
    """List the sources that are loaded."""
    from api.shapes import list_json, source_json
    from api.wiring import open_library

    settings = session(context).settings()
    library_file(settings)
    with open_library(settings) as library:
        found = list(library.sources())
    if json:
        print_json(list_json(found, source_json))
    else:
        table(["loaded at", "digest", "source"], [[s.loaded_at, s.digest[:12], s.name] for s in found])


def _print(told: Mapping[str, Any], depth: int) -> None:
    """A manifest as an indented list, whatever it holds."""
    for name, value in told.items():
        label = "  " * depth + (name if name.isupper() else name.replace("_", " "))
        if isinstance(value, Mapping):
            line(f"{label}:")
            _print(cast("Mapping[str, Any]", value), depth + 1)
        elif isinstance(value, list):
            line(f"{label}:")
            for item in cast("list[Any]", value):
                line("  " * (depth + 1) + _inline(item))
        else:
            line(f"{label}: {value}")


def _inline(item: Any) -> str:
    if isinstance(item, Mapping):
        return ", ".join(f"{name}: {value}" for name, value in cast("Mapping[str, Any]", item).items())
    return str(item)
