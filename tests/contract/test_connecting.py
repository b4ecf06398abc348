"""A real server by each of its addresses: what refuses us says so in one line; a read after a write sees it."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterator

import pytest
from neo4j_server import Neo4jServer

from graph.engines import GraphAddress, open_engine
from graph.errors import EngineRefused, EngineUnavailable
from graph.store import Meta, Store


@pytest.mark.parametrize("scheme", ["bolt+s", "bolt+ssc", "neo4j+s", "neo4j+ssc"])
def test_tls_of_a_server_without_it(either_neo4j: Neo4jServer, scheme: str) -> None:
    address = GraphAddress.parse(either_neo4j.bolt_url.replace("bolt", scheme, 1))
    begun = time.monotonic()
    with pytest.raises(EngineUnavailable) as raised:
        open_engine(address, user=either_neo4j.user, password=either_neo4j.password)
    assert time.monotonic() - begun < 9
    assert str(raised.value) == (
        f"{address}: the server does not speak TLS there. Write bolt:// or neo4j://, or set up TLS on the server"
    )


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_wrong_password(either_neo4j: Neo4jServer, scheme: str) -> None:
    address = GraphAddress.parse(either_neo4j.bolt_url.replace("bolt", scheme, 1))
    with pytest.raises(EngineRefused) as raised:
        open_engine(address, user=either_neo4j.user, password="not this one")
    assert str(raised.value) == f"{address}: wrong user or password. Set RECALLING_USER and RECALLING_PASSWORD"


@pytest.fixture
def routed(either_neo4j: Neo4jServer) -> Iterator[Store]:
    """The store of an empty server by neo4j://, as for a cluster."""
    either_neo4j.empty()
    address = GraphAddress.parse(either_neo4j.neo4j_url)
    with open_engine(address, user=either_neo4j.user, password=either_neo4j.password) as engine:
        yield Store(engine)


class _Wire(logging.Handler):
    """Keeps what the driver tells of its messages, whatever other tests have done to the loggers above it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Iterator[_Wire]:
    """What goes over the wire, as long as the test lasts."""
    logger, handler = logging.getLogger("neo4j.io"), _Wire()
    monkeypatch.setattr(logger, "disabled", False)
    before, off = logger.level, logging.root.manager.disable
    logging.disable(logging.NOTSET)
    logger.setLevel(logging.DEBUG)
    logger.addHandler(handler)
    yield handler
    logger.removeHandler(handler)
    logger.setLevel(before)
    logging.disable(off)


def test_a_read_after_a_write_sees_it(routed: Store, wire: _Wire) -> None:
    """One server is always up to date with itself; in a cluster the bookmark makes a follower wait for the write.

    So what goes over the wire is held too: the reading session, another one, sends what the writing one was given.
    """
    routed.claim("library")
    for number in range(1, 4):
        wire.messages.clear()
        routed.mark(Meta(library="library", schema=1, projected=number))
        meta = routed.meta()
        assert meta is not None
        assert meta.projected == number
        sent = [line for line in wire.messages if "C: BEGIN" in line]
        given = re.findall(r"'bookmark': '([^']+)'", "\n".join(wire.messages))
        assert len(sent) == len(given) == 2
        assert f"'bookmarks': ['{given[0]}']" in sent[1]
