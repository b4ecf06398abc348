"""Engines for the tests of graph.engines: a directory of one's own, and one started engine for all who only ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j_server import Neo4jServer

from graph.engines import Engine, GraphAddress, Schema, embedded_stop, open_engine

SCHEMA = Schema(labels=("Instrument", "Body", "Recalling"), searched=("Instrument", "Body"), edges=("CITES",))


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The directory of an embedded graph that does not exist yet; what runs there is stopped in the end."""
    # A start is all that these children do: a quarter less of it goes without the second compiler.
    monkeypatch.setenv("ARCADEDB_JVM_ARGS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    path = tmp_path / "graph"
    yield path
    embedded_stop(path)


@pytest.fixture
def place(path: Path) -> GraphAddress:
    """The address of that directory."""
    return GraphAddress.parse(f"embedded:{path}")


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One embedded engine for every test that neither stops nor damages it."""
    path = tmp_path_factory.mktemp("embedded") / "graph"
    with open_engine(GraphAddress.parse(f"embedded:{path}"), linger=1) as engine:
        engine.ensure_schema(SCHEMA)
        yield engine
    embedded_stop(path)


@pytest.fixture(scope="session")
def connected(neo4j_server: Neo4jServer) -> Iterator[Engine]:
    """The real Neo4j as an engine of ours, whatever is in it."""
    address = GraphAddress.parse(neo4j_server.bolt_url)
    with open_engine(address, user=neo4j_server.user, password=neo4j_server.password) as engine:
        yield engine


@pytest.fixture
def server(connected: Engine, neo4j_server: Neo4jServer) -> Iterator[Engine]:
    """The real Neo4j with our schema and no data. Indexes stay from test to test: they take a second to make."""
    if connected.driver.execute_query("MATCH (n) RETURN count(n) AS nodes").records[0]["nodes"]:
        neo4j_server.empty()
    connected.ensure_schema(SCHEMA)
    yield connected
    _clear(connected)


@pytest.fixture(params=["embedded", "server"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Each engine in turn, emptied afterwards."""
    opened: Engine = request.getfixturevalue(request.param)
    yield opened
    _clear(opened)


def _clear(engine: Engine) -> None:
    with engine.driver.session(database=engine.database) as session:
        session.run("MATCH (n) DETACH DELETE n").consume()
