"""How large a request may be: the numbers, and the middleware that holds bodies to it."""

from __future__ import annotations

from fastapi import HTTPException
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 64 * 1024
"""Bytes of a request's body: a query and its parameters."""
MAX_TEXT = 500
"""Characters of a symbol, a name or words to search for."""


class BodyLimit:
    """Middleware: refuses a body that says it is too large, and stops reading one that turns out to be.

    FastAPI has a limit of its own, which answers with plain text from outside of everything that we could add.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        length = Headers(scope=scope).get("content-length", "0")
        # Of a length that is none, the server has complained already.
        announced = int(length) if length.isdecimal() else 0
        read = 0

        async def counted() -> Message:
            nonlocal read
            if announced > MAX_BODY:
                raise HTTPException(413)
            message = await receive()
            read += len(message.get("body", b""))
            if read > MAX_BODY:
                raise HTTPException(413)
            return message

        await self._app(scope, counted, send)
