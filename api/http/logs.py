"""What the server writes about itself: one line an event on stderr, as text or JSON, never with a query parameter."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import MutableMapping
from typing import Any

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.typing import Processor

from api.settings import Settings

# Without the values of variables: a password may be among them.
_TRACEBACKS = structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False))


def configure(settings: Settings) -> None:
    """Set up structlog for this process."""
    as_json = settings.log_format == "json" or (settings.log_format == "auto" and not sys.stderr.isatty())
    last: list[Processor] = (
        [_TRACEBACKS, structlog.processors.JSONRenderer(ensure_ascii=False)]
        if as_json
        else [
            _one_line,
            structlog.dev.ConsoleRenderer(
                colors=sys.stderr.isatty(), pad_event_to=0, exception_formatter=structlog.dev.plain_traceback
            ),
        ]
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            *last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, settings.log_level.upper())),
        # Looked up at each line: stderr may have been replaced since.
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )


class AccessLog:
    """Middleware: a line for each request. Parameters are left out: what people look for is their own business."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._log = structlog.get_logger("recalling.access")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and write the line when it is answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        seen: dict[str, Any] = {"status": 0, "bytes": 0}

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen["status"] = message["status"]
            elif message["type"] == "http.response.body":
                seen["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, counted)
        finally:
            quiet = scope["path"] in ("/healthz", "/readyz")
            write = self._log.debug if quiet else self._log.info
            client = scope.get("client") or ("", 0)
            ms = round(1000 * (time.perf_counter() - began), 1)
            write("request", method=scope["method"], path=_path(scope), **seen, ms=ms, client=client[0])


def _path(scope: Scope) -> str:
    """The path as it was sent, which is percent-encoded and so cannot break the line, and not too long."""
    raw = scope.get("raw_path") or scope["path"].encode("utf-8", "replace")
    text = raw.decode("ascii", "backslashreplace").partition("?")[0]
    return "".join(c if c.isprintable() else "?" for c in text[:300])


def _one_line(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """No value starts a line of its own; a traceback does, because only people read it."""
    return {
        name: value.replace("\n", "\\n").replace("\r", "\\r") if isinstance(value, str) else value
        for name, value in event.items()
    }
