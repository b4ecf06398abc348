"""Commands about what comes with the program and what is loaded: dataset info, dataset sources."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from api.cli.output import line, print_json, table
from api.cli.progress import progress
from api.cli.session import Json, library_file, session


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    group = typer.Typer(help="What comes with the program, and what is loaded.", no_args_is_help=True)
    group.command(epilog="\b\nExample:\n  recalling dataset info --json")(info)
    group.command(epilog="\b\nExample:\n  recalling dataset sources")(sources)
    group.command(epilog="\b\nExample:\n  recalling dataset build CORPUS/GAresolutions CORPUS/SCresolutions -o DIR")(
        build
    )
    app.add_typer(group, name="dataset")


def info(json: Json = False) -> None:
    """Tell what is in the bundled dataset."""
    from loaders.dataset import manifest

    told = manifest()
    if json:
        print_json(told)
    else:
        _print(told, 0)


def build(
    paths: Annotated[list[Path], typer.Argument(help="Files, folders or zips of the corpus.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the facts and the manifest.")],
) -> None:
    """Make the bundled dataset from a corpus: the same corpus gives the same bytes."""
    from loaders.dataset.build import build as make

    with progress() as told:
        made = make(paths, output, progress=lambda done, total: told("reading", done, total, ""))
    line(f"{output}: {made['texts']} texts, digest {made['digest']}")


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
