"""What every request passes: the host it may ask for, HEAD for each GET, headers that keep a page to itself."""

from __future__ import annotations

from ipaddress import ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.problems import problem, unexpected

JSON_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""For what is no page: nothing in it may be run or fetched, should a browser take it for one."""

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
    "Content-Security-Policy": JSON_POLICY,
}


def is_loopback(host: str) -> bool:
    """Whether a server that listens on this host is reached from this machine alone."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower().rstrip(".") == "localhost"


class Guard:
    """Middleware: the outermost but for the log, so that whatever is answered has the headers and is never bare.

    On loopback, requests for another host are refused: a page in the person's browser whose name was rebound to this
    machine could otherwise read whatever is loaded here.
    """

    def __init__(self, app: ASGIApp, *, host: str) -> None:
        self._app = app
        self._loopback = is_loopback(host)
        self._own = {host.strip("[]").lower(), "localhost"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on that may be."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answered = False
        head = scope["method"] == "HEAD"

        async def guarded(message: Message) -> None:
            nonlocal answered
            if message["type"] == "http.response.start":
                answered = True
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            elif head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        if not self._welcome(Headers(scope=scope).get("host", "")):
            detail = "The server listens on this machine alone: ask for localhost or 127.0.0.1"
            await problem("wrong-host", 421, detail)(scope, receive, guarded)
            return
        try:
            await self._app({**scope, "method": "GET"} if head else scope, receive, guarded)
        except Exception as error:
            if answered:
                raise
            await unexpected(error)(scope, receive, guarded)

    def _welcome(self, host: str) -> bool:
        name = host.lower()
        # "[::1]:8000", "127.0.0.1:8000", "localhost"
        name = name.partition("]")[0].lstrip("[") if name.startswith("[") else name.partition(":")[0]
        return not self._loopback or name in self._own or is_loopback(name)
