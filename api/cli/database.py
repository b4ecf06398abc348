"""Commands about the graph engine itself: db start, status, stop, rebuild, digest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from api.cli.output import count, facts, line, note, print_json
from api.cli.session import Json, library_file, session
from graph.errors import BadInput

if TYPE_CHECKING:
    from api.settings import Settings
    from graph.engines import Engine

BROWSER = "http://localhost:7474/browser/"
"""Where Neo4j Browser usually is; any other one takes the same words behind its question mark."""


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    group = typer.Typer(help="The engine in which the graph lives.", no_args_is_help=True)
    group.command(epilog="\b\nExample:\n  recalling db start")(start)
    group.command(epilog="\b\nExample:\n  recalling db status")(status)
    group.command(epilog="\b\nExample:\n  recalling db stop")(stop)
    group.command(epilog="\b\nExample:\n  recalling db rebuild")(rebuild)
    group.command(epilog="\b\nExample:\n  recalling db digest --json")(digest)
    app.add_typer(group, name="db")


def start(context: typer.Context) -> None:
    """Start the embedded engine, to stay up until `recalling db stop`."""
    from graph.engines import embedded_start

    settings = session(context).settings()
    embedded_start(_embedded(settings))
    facts(_rows(_status(settings)))


def status(context: typer.Context, json: Json = False) -> None:
    """Tell where the graph is, and how Neo4j Browser connects to it."""
    told = _status(session(context).settings())
    if json:
        print_json(told)
    else:
        facts(_rows(told))


def stop(context: typer.Context) -> None:
    """Stop the embedded engine."""
    from graph.engines import embedded_stop

    line("stopped" if embedded_stop(_embedded(session(context).settings())) else "it was not running")


def rebuild(context: typer.Context) -> None:
    """Empty the graph and write it anew from the library."""
    from api.cli.progress import progress
    from api.loads import rebuild as make_anew

    settings = session(context).settings()
    library_file(settings)
    with progress() as show:
        projected = make_anew(settings, progress=show)
    line(f"made anew from the library: {count(projected.owners, 'node')} written")


def digest(context: typer.Context, json: Json = False) -> None:
    """Print the digests of the graph and of the library.

    The exit code is 1 when they differ: the graph then does not hold what the library holds.
    """
    from api.loads import digests

    settings = session(context).settings()
    library_file(settings)
    of_graph, of_library = digests(settings)
    if json:
        print_json({"graph": of_graph, "library": of_library, "equal": of_graph == of_library})
    else:
        facts([("graph", of_graph), ("library", of_library)])
    if of_graph != of_library:
        note(
            "They differ: the graph is behind (run `recalling load`), or not what it should be (`recalling db rebuild`)"
        )
        raise typer.Exit(1)


def _embedded(settings: Settings) -> Path:
    if settings.graph.path is None:
        remedy = "Start and stop it where it runs"
        raise BadInput("this graph is on a server, not embedded", where=str(settings.graph), remedy=remedy)
    return settings.graph.path


def _status(settings: Settings) -> dict[str, Any]:
    told: dict[str, Any] = {"graph": str(settings.graph), "library": str(settings.library)}
    if settings.graph.path is not None:
        from graph.engines import embedded_status

        found = embedded_status(settings.graph.path)
        told |= {"running": found.running}
        if not found.running or found.bolt_url is None:
            return told
        from datetime import UTC, datetime

        since = datetime.fromtimestamp(found.since or 0, UTC).isoformat(timespec="seconds")
        told |= {"process": found.pid, "since": since}
    from api.wiring import library_id, open_graph_engine

    with open_graph_engine(settings) as engine:
        told |= _engine(engine, library_id(settings))
    return told


def _engine(engine: Engine, library: str | None) -> dict[str, Any]:
    from graph.store import Store

    store = Store(engine)
    meta = store.meta()
    held: dict[str, Any] = {"loaded": False}
    if meta is not None:
        nodes, edges = store.counts()
        held = {"loaded": meta.projected > 0, "nodes": sum(nodes.values()), "edges": sum(edges.values())}
        held |= {"same_library": meta.library == library}
    return {
        "running": True,
        "engine": f"{engine.name} {engine.version}",
        "clean": engine.clean,
        **held,
        "bolt": engine.bolt_url,
        "database": engine.database,
        "user": engine.user,
        "password_file": str(engine.password_file) if engine.password_file else None,
        "browser": f"{BROWSER}?{engine.browser_query}",
    }


def _rows(told: dict[str, Any]) -> list[tuple[str, object]]:
    words = {True: "yes", False: "no"}
    return [
        (name.replace("_", " "), words[value] if isinstance(value, bool) else value)
        for name, value in told.items()
        if value is not None
    ]
