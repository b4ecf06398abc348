"""Each engine in turn, Neo4j by both of its addresses and in both of its releases: what holds on one holds on all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from around_seeds import load_around_seeds
from neo4j_server import Neo4jServer

from graph.engines import GraphAddress, embedded_stop, open_engine
from graph.errors import ForeignGraph
from graph.library import Contribution, Library
from graph.merge import RANKS
from graph.model import Citation, Fact, Instrument, Ref
from graph.projection import project
from graph.store import Store

ASKED = ("embedded", "neo4j", "neo4j-2026")
"""By bolt:// nothing is answered in another way than by neo4j://, which looks for the server first."""
WRITTEN = ("embedded", "bolt", "neo4j", "neo4j-2026")
ATTACKED = ("embedded", "bolt", "neo4j-2026")
TEXTS, CITED = 1_000, 8
"""Of the graph that is attacked: few enough to be written soon, enough for paths and products without end."""


@contextmanager
def an_empty_store(kind: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[Store]:
    """A store on an engine that holds nothing."""
    if kind == "embedded":
        with open_engine(GraphAddress.parse(f"embedded:{folder / 'graph'}"), linger=1) as engine:
            yield Store(engine)
        embedded_stop(folder / "graph")
        return
    server, url = _server(kind, request)
    server.empty()
    with open_engine(GraphAddress.parse(url), user=server.user, password=server.password) as engine:
        yield Store(engine)
    server.empty()


def _server(kind: str, request: pytest.FixtureRequest) -> tuple[Neo4jServer, str]:
    """The server that is asked for, and the address by which it is."""
    server: Neo4jServer = request.getfixturevalue("neo4j_calendar_server" if kind == "neo4j-2026" else "neo4j_server")
    return server, server.neo4j_url if kind == "neo4j" else server.bolt_url


@pytest.fixture(params=["neo4j_server", "neo4j_calendar_server"])
def either_neo4j(request: pytest.FixtureRequest) -> Neo4jServer:
    """A real Neo4j of each release, with what the last test left in it."""
    server: Neo4jServer = request.getfixturevalue(request.param)
    return server


@pytest.fixture(scope="session")
def bundled_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library with a part of the bundled dataset: the whole of it takes half a minute to write to an engine."""
    with Library.open(tmp_path_factory.mktemp("bundled") / "library.sqlite") as library:
        load_around_seeds(library)
        yield library


@pytest.fixture(scope="session")
def embedded_asked(bundled_library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The embedded engine with the bundled dataset, which no test changes."""
    place = tmp_path_factory.mktemp("asked") / "graph"
    with open_engine(GraphAddress.parse(f"embedded:{place}"), linger=1) as engine:
        store = Store(engine)
        project(bundled_library, store)
        yield store
    embedded_stop(place)


@pytest.fixture(scope="module", params=ASKED)
def asked(request: pytest.FixtureRequest, bundled_library: Library) -> Iterator[Store]:
    """Each engine with the bundled dataset, for tests that only read.

    It takes half a minute to write: a server in which the tests of another file have left it has it already.
    """
    if request.param == "embedded":
        yield request.getfixturevalue("embedded_asked")
        return
    server, url = _server(request.param, request)
    with open_engine(GraphAddress.parse(url), user=server.user, password=server.password) as engine:
        store = Store(engine)
        try:
            project(bundled_library, store)
        except ForeignGraph:
            server.empty()
            project(bundled_library, store)
        yield store


@pytest.fixture(scope="module", params=ATTACKED)
def attacked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Each engine with a thousand resolutions that cite one another, for queries that mean harm."""
    place = tmp_path_factory.mktemp("attacked")
    with an_empty_store(request.param, request, place) as store, Library.open(place / "library.sqlite") as library:
        contributions = [Contribution(fact, RANKS["text-en"]) for number in range(TEXTS) for fact in _text(number)]
        library.replace("texts", contributions, digest="1", rank=RANKS["text-en"])
        project(library, store)
        yield store


def _text(number: int) -> list[Fact]:
    facts: list[Fact] = [
        Instrument(id=_id(number), label="Resolution", title_en=f"Aa number {number}", coverage="full")
    ]
    for place in range(CITED):
        start, end = (Ref("Instrument", _id(each)) for each in (number, (number * 7 + place * 31 + 1) % TEXTS))
        facts.append(
            Citation(
                kind="CITES", start_at=start, end_at=end, key=f"PP1#{place}", section="preamble", paragraph="PP1",
                cited_as="symbol", origin="text", languages=("en",),
            )
        )  # fmt: skip
    return facts


def _id(number: int) -> str:
    return f"A/RES/78/{number + 1}"


@pytest.fixture(scope="module", params=WRITTEN)
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
