"""A server that is killed while it is written to and comes back; and one that must not be written to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest
from neo4j_maven import UnavailableError
from neo4j_server import Neo4jServer, serving

from graph import projection
from graph.engines import Engine, GraphAddress, open_engine
from graph.engines.connection import open_driver
from graph.errors import EngineRefused, EngineUnavailable
from graph.gate import run
from graph.library import Contribution, Library
from graph.merge import RANKS
from graph.model import Citation, Fact, Instrument, Ref
from graph.projection import library_digest, project
from graph.store import Store

TEXTS, BATCH, KILLED = 400, 5, 100


@pytest.fixture
def mortal(cannot_run: Callable[[str], NoReturn]) -> Iterator[Neo4jServer]:
    """A server for one test, which may end it."""
    try:
        with serving() as server:
            yield server
    except UnavailableError as error:
        cannot_run(f"no Neo4j of our own: {error}")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """In earnest the driver goes on trying for a quarter of a minute."""
    monkeypatch.setattr("graph.engines.neo4j_server.open_driver", partial(open_driver, retry_seconds=0.5))


def opened(server: Neo4jServer, url: str) -> Engine:
    return open_engine(GraphAddress.parse(url), user=server.user, password=server.password)


def text(number: int) -> list[Fact]:
    """A resolution that cites the one before it."""
    known: list[Fact] = [Instrument(id=f"A/RES/80/{number}", label="Resolution", coverage="full")]
    if number > 1:
        start, end = (Ref("Instrument", f"A/RES/80/{each}") for each in (number, number - 1))
        known += [
            Citation(
                kind="CITES", start_at=start, end_at=end, key="PP1#1", section="preamble", paragraph="PP1",
                cited_as="symbol", origin="text", languages=("en",),
            )
        ]  # fmt: skip
    return known


def put(library: Library, name: str, facts: list[Fact]) -> None:
    library.replace(name, [Contribution(fact, RANKS["text-en"]) for fact in facts], digest=name, rank=RANKS["text-en"])


def killed_during(library: Library, store: Store, server: Neo4jServer) -> int:
    """Project, and kill the server amid it: how many owners were written for certain."""
    assert server.process is not None
    # Not between two batches, when this is called, but in one of the next.
    death = threading.Timer(0.03, server.process.kill)
    written = 0

    def count(done: int, _: int) -> None:
        nonlocal written
        written = done
        if done == KILLED:
            death.start()

    with pytest.MonkeyPatch.context() as smaller:
        smaller.setattr(projection, "FIRST_FACTS", 2 * BATCH)
        smaller.setattr(projection, "MOST_FACTS", 2 * BATCH)
        with pytest.raises(EngineUnavailable, match="Is the server running") as raised:
            project(library, store, progress=count)
    death.join()
    assert str(raised.value).startswith(store.engine.bolt_url)
    assert "\n" not in str(raised.value)
    return written


@pytest.mark.usefixtures("impatient")
def test_killed_during_a_load_it_goes_on_where_it_stopped_and_read_only_it_is_left_alone(
    mortal: Neo4jServer, tmp_path: Path
) -> None:
    """One test, because each start of a server takes ten seconds."""
    assert mortal.process is not None
    with Library.open(tmp_path / "library.sqlite") as library:
        put(library, "texts", [fact for number in range(1, TEXTS + 1) for fact in text(number)])
        with opened(mortal, mortal.bolt_url) as engine:
            store = Store(engine)
            written = killed_during(library, store, mortal)
            assert KILLED <= written < TEXTS
            mortal.start()
            # The last batch may have been written and its confirmation lost: it is never written twice for that.
            assert project(library, store).owners in {TEXTS - written, TEXTS - written - BATCH}
            assert store.digest() == library_digest(library)
        mortal.process.stop()
        mortal.start("server.databases.read_only=neo4j")
        before = library_digest(library)
        put(library, "more", text(TEXTS + 1))
        for url in (mortal.bolt_url, mortal.neo4j_url):
            refuses_writing_and_answers(library, url, mortal)
            with opened(mortal, url) as engine:
                assert Store(engine).digest() == before


def refuses_writing_and_answers(library: Library, url: str, server: Neo4jServer) -> None:
    with opened(server, url) as engine:
        store = Store(engine)
        with pytest.raises(EngineRefused) as raised:
            project(library, store)
        assert str(raised.value) == (
            f"{url}: the database is read-only. "
            "Reading works; to write, let RECALLING_GRAPH name a database that takes writes"
        )
        assert run(store, "MATCH (:Instrument {id: 'A/RES/80/7'})-[:CITES]->(n) RETURN n.id").rows == (("A/RES/80/6",),)
