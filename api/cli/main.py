"""The `recalling` command: its groups of commands, and the one place where errors become a line and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from textwrap import wrap
from typing import Annotated

import typer

from api.cli import database, dataset, exporting, extracting, library, loading, looking, querying, serving
from api.cli.output import note
from api.cli.session import Session
from api.variables import VARIABLES, environment_name
from graph.errors import RecallingError

EXIT_CODES = {
    0: "done",
    1: "done, with rejects or findings; also: no path, nothing found",
    2: "wrong use or bad input, or a graph that does not answer; also: nothing could be read",
}
INTERRUPTED = 130
BROKEN_PIPE = 141
"""128 + SIGINT and 128 + SIGPIPE, as a shell reports them."""


def _epilog() -> str:
    """What stands below the list of commands; `\b` keeps click from joining the lines of a paragraph."""
    settings: list[str] = []
    for name, variable in VARIABLES.items():
        settings += [
            f"  {environment_name(name)}",
            *wrap(str(variable), initial_indent=" " * 6, subsequent_indent=" " * 6),
        ]
    paragraphs = (
        ["Begin with:", "  recalling load", "  recalling show A/RES/78/265"],
        ["Settings, from the environment or a .env file in the working directory:", *settings],
        ["Exit codes:", *(f"  {code}  {meaning}" for code, meaning in EXIT_CODES.items())],
    )
    return "\n\n".join("\b\n" + "\n".join(lines) for lines in paragraphs)


# Without rich: a third of a second less until the first line, and the same text in a terminal and in a file.
app = typer.Typer(
    name="recalling",
    help="Which international legal instrument cites, amends, establishes or endorses which, and in which paragraph.",
    epilog=_epilog(),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
)
for group in (loading, serving, looking, exporting, extracting, querying, dataset, library, database):
    group.register(app)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print(f"recalling {version('recalling')}")
        except PackageNotFoundError:
            print("recalling, from a checkout that is not installed")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    graph: Annotated[
        str | None, typer.Option("--graph", metavar="URL", help="Use this graph (see RECALLING_GRAPH).")
    ] = None,
    library: Annotated[
        str | None, typer.Option("--library", metavar="FILE", help="Use this library (see RECALLING_LIBRARY).")
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error came from.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options that stand before the command."""
    known = context.ensure_object(Session)
    known.debug = debug
    known.given = {"graph": graph, "library": library}


def run(arguments: Sequence[str]) -> int:
    """Run one command; its exit code. Errors go to standard error, one line each."""
    known = Session()
    try:
        code = app(list(arguments), obj=known, prog_name="recalling")
        sys.stdout.flush()
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):  # click has met it first, and calls it 1
            return _silenced()
        return _flushed(end.code if isinstance(end.code, int) else int(end.code is not None))
    except RecallingError as error:
        if known.debug:
            raise
        note(f"recalling: {error}")
        return error.exit_code
    except BrokenPipeError:
        return _silenced()
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if known.debug:
            raise
        what = f"{type(error).__name__}: {error}".splitlines()[0]
        note(f"recalling: internal error, {what}. See where with: recalling --debug {' '.join(arguments)}")
        return 2
    return int(code or 0)


def _flushed(code: int) -> int:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return _silenced()
    return code


def _silenced() -> int:
    """The reader has gone (`| head`): nothing more can be said, also not by Python when it flushes at its end."""
    with suppress(OSError, AttributeError, ValueError):  # a stream that is no file needs no silencing
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return BROKEN_PIPE


def main() -> None:
    """The entry point of the `recalling` script."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # not every stream that replaces them has it
            stream.reconfigure(errors="backslashreplace")  # pyright: ignore[reportAttributeAccessIssue,reportUnknownMemberType]
    sys.exit(run(sys.argv[1:]))
