"""Each engine in turn, and Neo4j by both of its addresses: what holds on one must hold on all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from neo4j_server import Neo4jServer

from graph.engines import GraphAddress, embedded_stop, open_engine
from graph.library import Library
from graph.projection import project
from graph.store import Store
from loaders.dataset import load_bundled

ENGINES = ("embedded", "bolt", "neo4j")


@contextmanager
def an_empty_store(kind: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[Store]:
    """A store on an engine that holds nothing."""
    if kind == "embedded":
        with open_engine(GraphAddress.parse(f"embedded:{folder / 'graph'}"), linger=1) as engine:
            yield Store(engine)
        embedded_stop(folder / "graph")
        return
    server: Neo4jServer = request.getfixturevalue("neo4j_server")
    server.empty()
    url = server.bolt_url if kind == "bolt" else server.neo4j_url
    with open_engine(GraphAddress.parse(url), user=server.user, password=server.password) as engine:
        yield Store(engine)
    server.empty()


@pytest.fixture(scope="session")
def bundled_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library with the bundled dataset."""
    with Library.open(tmp_path_factory.mktemp("bundled") / "library.sqlite") as library:
        load_bundled(library)
        yield library


@pytest.fixture(scope="module", params=ENGINES)
def asked(
    request: pytest.FixtureRequest, bundled_library: Library, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """Each engine with the bundled dataset, for tests that only read."""
    with an_empty_store(request.param, request, tmp_path_factory.mktemp("asked")) as store:
        project(bundled_library, store)
        yield store


@pytest.fixture(scope="module", params=ENGINES)
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Each engine, empty at first, for tests that write: each erases what the one before left."""
    with an_empty_store(request.param, request, tmp_path_factory.mktemp("written")) as store:
        yield store


@pytest.fixture
def blank(written: Store) -> Store:
    """An engine with nothing in it, not even a mark."""
    for _ in written.erase():
        pass
    with written.engine.driver.session(database=written.engine.database) as session:
        session.run("MATCH (n) DETACH DELETE n").consume()
    return written


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    with Library.open(tmp_path / "library.sqlite") as library:
        yield library
