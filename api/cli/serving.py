"""The command that serves the REST API and the pages: serve."""

from __future__ import annotations

import errno
import os
import socket
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.output import line, note
from api.cli.session import session
from graph.errors import BadSetting, RecallingError

if TYPE_CHECKING:
    from api.settings import Settings

BACKLOG = 128
EVERYWHERE = ("0.0.0.0", "::")
"""Addresses on which the whole network reaches the server."""


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    examples = "\b\nExamples:\n  recalling serve\n  recalling serve --port 9000\n  recalling serve --no-load"
    app.command(epilog=examples)(serve)


def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option("--host", help="Address to listen on.  [default: 127.0.0.1]")] = None,
    port: Annotated[
        int | None, typer.Option("--port", min=0, max=65535, help="Port; 0 takes a free one.  [default: 8000]")
    ] = None,
    no_load: Annotated[
        bool, typer.Option("--no-load", help="Serve the graph as it is; load and write nothing.")
    ] = False,
) -> None:
    """Serve the REST API and the pages until Ctrl-C.

    Where nothing is loaded yet, the bundled dataset is loaded in the background: /readyz says when that is done.
    """
    from api.wiring import check_before_serving

    settings = session(context).settings(host=host, port=port, autoload=False if no_load else None)
    listener = _listener(settings.host, settings.port)  # before anything else: a port in use is found out at once
    try:
        check_before_serving(settings)
        # The engine's Java starts while the web framework is imported: seconds each, on a core each.
        threading.Thread(target=_warm, args=(settings,), name="recalling-warming", daemon=True).start()
        _run(settings, listener)
    finally:
        listener.close()


def _warm(settings: Settings) -> None:
    """Start the embedded engine, if that is where the graph is. What goes wrong is said when the graph is opened."""
    from graph.engines import open_engine

    if settings.graph.embedded:
        with suppress(RecallingError):
            open_engine(settings.graph, linger=settings.linger).close()


def _listener(host: str, port: int) -> socket.socket:
    """A socket bound to the address. BadSetting where that is impossible."""
    where = f"{host}:{port}"
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise BadSetting("there is no such address", where=where, remedy="Check --host or RECALLING_HOST") from error
    try:
        if os.name == "posix":  # lets go of connections that are closing; elsewhere it would share the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        listener.close()
        raise _unusable(where, error) from error
    return listener


def _unusable(where: str, error: OSError) -> BadSetting:
    if error.errno == errno.EADDRINUSE:
        return BadSetting("the port is in use", where=where, remedy="Choose another one: recalling serve --port PORT")
    if error.errno == errno.EACCES:
        remedy = "Choose one from 1024 on: recalling serve --port PORT"
        return BadSetting("this port is not for ordinary users", where=where, remedy=remedy)
    reason = (error.strerror or str(error)).lower()
    return BadSetting(f"nobody can listen there ({reason})", where=where, remedy="Check --host or RECALLING_HOST")


def _run(settings: Settings, listener: socket.socket) -> None:
    import uvicorn

    from api.http.app import create_app

    class Announced(uvicorn.Server):
        """Says where it answers, once it does."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                line(f"Recalling answers on {_url(listener)}  (Ctrl-C ends it)")
                sys.stdout.flush()

    config = uvicorn.Config(
        create_app(settings),
        backlog=BACKLOG,
        log_config=None,  # the application says what is to be said
        log_level=settings.log_level,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    server = Announced(config)
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:  # raised again by uvicorn when it has ended
        note("Ended.")
        return
    except OSError as error:
        raise _unusable(f"{settings.host}:{settings.port}", error) from error
    if not server.started:
        raise RecallingError("the server did not start", remedy="See what it wrote above")


def _url(listener: socket.socket) -> str:
    """What a person opens; whoever listens everywhere is reached here, too."""
    host, port = str(listener.getsockname()[0]), int(listener.getsockname()[1])
    if host in EVERYWHERE:
        host = "127.0.0.1" if host == "0.0.0.0" else "::1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
