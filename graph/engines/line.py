"""The line to the server that a transaction goes over: what comes in is counted, and it can be cut from outside.

The driver has no way to do either: it holds a row whole, however large, and waits for the next as long as the server
lives. Both are done at its socket, which is no part of its public interface (release 6.4; the contract tests notice).
"""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, cast

from neo4j import Transaction


class Line:
    """The line of one transaction. `cut` may be called from any thread, also before or after the transaction."""

    def __init__(self) -> None:
        self.overrun = False
        """Whether it was cut because more came in than may."""
        self._guard = threading.Lock()
        self._socket: Any = None
        self._cut = False

    @contextmanager
    def limited(self, transaction: Transaction, size: int) -> Generator[None]:
        """Within the block, more than `size` bytes for the transaction break its connection, and so does `cut`."""
        socket = cast("Any", transaction)._connection.socket
        receive = socket.recv_into
        left = size

        def counted(buffer: Any, wanted: int) -> int:
            nonlocal left
            if left <= 0:
                self.overrun = True
                self.cut()
                raise ConnectionAbortedError("the answer is larger than may be")
            received: int = receive(buffer, wanted)
            left -= received
            return received

        with self._guard:
            self._socket = socket
            if self._cut:
                socket.close()
        socket.recv_into = counted
        try:
            yield
        finally:
            with self._guard:
                self._socket = None
            del socket.recv_into  # the driver's own method again: the connection goes back to the pool

    def cut(self) -> None:
        """Break the connection: who waits for an answer is told so at once, and Neo4j ends the transaction."""
        with self._guard:
            self._cut = True
            if self._socket is not None:
                self._socket.close()
