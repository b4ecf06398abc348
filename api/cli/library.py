"""Commands about the library, which is what one backs up: library info, check, backup, restore."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.output import count, facts, line, note, print_json
from api.cli.session import Json, library_file, session


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    group = typer.Typer(help="The library: every fact with its sources. Back it up.", no_args_is_help=True)
    group.command(epilog="\b\nExample:\n  recalling library info")(info)
    group.command(epilog="\b\nExample:\n  recalling library check")(check)
    group.command(epilog="\b\nExample:\n  recalling library backup recalling-2026-11-22.sqlite")(backup)
    group.command(epilog="\b\nExample:\n  recalling library restore recalling-2026-11-22.sqlite")(restore)
    app.add_typer(group, name="library")


def info(context: typer.Context, json: Json = False) -> None:
    """Tell where the library is and what it holds."""
    from api.wiring import open_library

    settings = session(context).settings()
    library_file(settings)
    with open_library(settings) as library:
        told = {
            "library": str(settings.library),
            "id": library.id,
            "bytes": settings.library.stat().st_size,
            "changes": library.last_change(),
            **library.counts(),
        }
    if json:
        print_json(told)
    else:
        facts([(name, f"{value:,}" if isinstance(value, int) else value) for name, value in told.items()])


def check(context: typer.Context) -> None:
    """Read the whole library through, and say whether it is undamaged."""
    from api.wiring import open_library

    settings = session(context).settings()
    library_file(settings)
    with open_library(settings) as library:
        library.check()
        facts_held = library.counts()["facts"]
    line(f"{settings.library}: undamaged, {count(facts_held, 'fact')}")


def backup(
    context: typer.Context, file: Annotated[Path, typer.Argument(help="The new file; an old one is not overwritten.")]
) -> None:
    """Copy the library to one file, while others may go on using it.

    The graph needs no backup: it is made from the library.
    """
    from api.copies import back_up

    settings = session(context).settings()
    library_file(settings)
    size = back_up(settings, file)
    line(f"{file}: {size:,} bytes")


def restore(
    context: typer.Context, file: Annotated[Path, typer.Argument(help="A file that `recalling library backup` made.")]
) -> None:
    """Make the library what a backup holds, and the graph with it.

    What the library held before is kept in a file beside it.
    """
    from api.cli.progress import progress
    from api.copies import restore as bring_back

    settings = session(context).settings()
    with progress() as show:
        restored = bring_back(settings, file, progress=show)
    if restored.kept is not None:
        note(f"what was there before is kept in {restored.kept}")
    line(f"{settings.library} holds what {file} held: {count(restored.projected.owners, 'node')} written to the graph")
