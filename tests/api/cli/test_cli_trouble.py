"""What goes wrong around the program: nothing loaded, an engine that is down or refuses, somebody else's graph."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Iterator

import pytest
from neo4j_server import Neo4jServer

from api.settings import Settings, read_settings
from api.wiring import open_graph_engine
from graph.engines import embedded_status, embedded_stop
from graph.library import Contribution, Library
from graph.model import Body


@pytest.fixture
def used_port() -> Iterator[int]:
    """A port on which somebody listens who never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def free_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


READING = [
    ["show", "UNODC"],
    ["cites", "78/265", "--json"],
    ["path", "a", "b"],
    ["search", "x"],
    ["export", "json", "--around", "x", "-o", "x.json"],
]


@pytest.mark.parametrize("words", READING, ids=lambda words: words[0])
def test_where_nothing_is_loaded_that_is_said_and_nothing_is_made(recalling, tmp_path, words):
    result = recalling(*words)
    assert (result.code, result.out) == (2, "")
    assert result.err == "recalling: nothing is loaded yet. Run `recalling load`\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words", [["conflicts"], ["unload", "x"], ["dataset", "sources"], ["db", "rebuild"], ["db", "digest"]]
)
def test_without_a_library_none_is_made(recalling, tmp_path, words):
    result = recalling(*words)
    assert (result.code, result.out) == (2, "")
    assert "Run `recalling load`" in result.err
    assert list(tmp_path.iterdir()) == []


def test_a_library_that_cannot_be_used_starts_no_engine(recalling, tmp_path):
    (tmp_path / "library.sqlite").write_text("no library\n" * 99)
    result = recalling("load")
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert "library.sqlite" in result.err
    assert [path.name for path in tmp_path.iterdir()] == ["library.sqlite"]


def test_an_engine_that_runs_but_holds_nothing(recalling, tmp_path):
    assert recalling("db", "start").code == 0
    result = recalling("show", "UNODC")
    assert (result.code, result.err) == (2, "recalling: nothing is loaded yet. Run `recalling load`\n")
    assert "loaded         no" in recalling("db", "status").out
    assert recalling("db", "stop").out == "stopped\n"
    assert recalling("db", "stop").out == "it was not running\n"
    assert "running  no" in recalling("db", "status").out


@pytest.mark.parametrize("words", [["show", "UNODC"], ["db", "status", "--json"], ["serve", "--port", "0"], ["load"]])
def test_an_engine_that_is_down(recalling, tmp_path, free_port, words):
    result = recalling(*words, graph=f"bolt://127.0.0.1:{free_port}")
    assert (result.code, result.out) == (2, "")
    assert f"bolt://127.0.0.1:{free_port}: no graph engine answers there" in result.err
    assert result.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_password(recalling, filled):
    assert recalling("show", "UNODC", settings=filled).code == 0  # which has the engine running, whatever ran before
    port = embedded_status(filled.graph.path).port
    result = recalling("show", "UNODC", graph=f"bolt://127.0.0.1:{port}", user="root", password="not this one")
    assert (result.code, result.out) == (2, "")
    assert "wrong user or password" in result.err
    assert "not this one" not in result.err
    assert result.err.count("\n") == 1


def test_a_user_without_a_password(recalling, free_port):
    result = recalling("show", "UNODC", graph=f"bolt://127.0.0.1:{free_port}", user="somebody")
    assert result.code == 2
    assert "RECALLING_PASSWORD" in result.err


@pytest.mark.parametrize("words", [["db", "rebuild"], ["unload", "test"], ["serve", "--port", "0"]])
def test_the_graph_of_another_library_is_left_alone(recalling, filled, tmp_path, words):
    with Library.open(tmp_path / "other.sqlite") as other:
        other.replace("test", [], digest="1", rank=40)
    before = recalling("db", "digest", "--json", settings=filled).json["graph"]
    result = recalling("--library", str(tmp_path / "other.sqlite"), *words, settings=filled)
    assert (result.code, result.out) == (2, "")
    assert "belongs to another library" in result.err
    assert recalling("db", "digest", "--json", settings=filled).json["graph"] == before
    status = ["db", "status", "--json"]
    assert recalling(*status, settings=filled).json["same_library"]
    told = recalling("--library", str(tmp_path / "other.sqlite"), *status, settings=filled).json
    assert not told["same_library"]


@pytest.mark.parametrize("words", [["show", "UNODC"], ["cites", "A/RES/78/265"]])
def test_reading_from_the_graph_of_another_library_is_told_and_done(recalling, filled, tmp_path, words):
    with Library.open(tmp_path / "other.sqlite"):
        pass
    usual = recalling(*words, settings=filled)
    assert "another library" not in usual.err
    result = recalling("--library", str(tmp_path / "other.sqlite"), *words, settings=filled)
    assert (result.code, result.out) == (usual.code, usual.out)
    assert "the graph was made from another library than" in result.err


@pytest.mark.parametrize("words", [["show", "UNODC"], ["serve", "--port", "0"]])
def test_a_place_where_no_graph_can_be(recalling, tmp_path, words):
    (tmp_path / "file").write_text("")
    result = recalling(*words, graph=f"embedded:{tmp_path / 'file' / 'graph'}")
    assert (result.code, result.out) == (2, "")
    assert "needs a directory; this is a file" in result.err
    if sys.platform == "linux":  # a folder that takes nothing, from anybody
        result = recalling(*words, graph="embedded:/proc/recalling")
        assert (result.code, result.out) == (2, "")
        assert "/proc/recalling: the embedded graph cannot be written here" in result.err
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_serve_finds_out_at_once_that_the_library_is_none(recalling, tmp_path):
    (tmp_path / "library.sqlite").write_text("this is text, and long enough to be no header of SQLite" * 20)
    result = recalling("serve", "--port", "0")
    assert (result.code, result.out) == (2, "")
    assert "no SQLite database" in result.err


def test_digests_that_differ_are_exit_code_1(recalling, filled, tmp_path):
    with Library.open(tmp_path / "other.sqlite"):
        pass
    result = recalling("--library", str(tmp_path / "other.sqlite"), "db", "digest", "--json", settings=filled)
    assert result.code == 1
    assert result.json["equal"] is False
    assert "They differ" in result.err
    assert recalling("db", "digest", settings=filled).code == 0


@pytest.mark.parametrize("words", [["show", "UNODC"], ["load"], ["db", "status"], ["serve"]])
def test_a_graph_that_is_no_address(recalling, words):
    result = recalling(*words, graph="http://localhost:7474")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("recalling: RECALLING_GRAPH='http://localhost:7474': this is no address of a graph")


def test_start_and_stop_are_for_the_embedded_engine(recalling, free_port):
    for command in ("start", "stop"):
        result = recalling("db", command, graph=f"bolt://127.0.0.1:{free_port}")
        assert (result.code, result.out) == (2, "")
        assert "on a server, not embedded" in result.err


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_a_port_in_use_is_found_out_before_anything_starts(recalling, tmp_path, used_port, host):
    result = recalling("serve", "--host", host, "--port", str(used_port))
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        f"recalling: {host}:{used_port}: the port is in use. Choose another one: recalling serve --port PORT\n"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("host", ["no.such.host.invalid", "192.0.2.1"])
def test_an_address_that_is_not_ours(recalling, tmp_path, host):
    result = recalling("serve", "--host", host, "--port", "0")
    assert (result.code, result.out) == (2, "")
    assert "--host" in result.err
    assert list(tmp_path.iterdir()) == []


def test_a_library_that_is_none(recalling, tmp_path):
    (tmp_path / "library.sqlite").write_text("this is text, and long enough to be no header of SQLite" * 20)
    result = recalling("conflicts")
    assert (result.code, result.out) == (2, "")
    assert "no SQLite database" in result.err


def test_a_graph_that_was_not_closed_cleanly_is_verified_or_made_anew(recalling, tmp_path):
    """The engine does not notice damage itself: the digest does."""
    settings = read_settings(graph=f"embedded:{tmp_path / 'graph'}", library=tmp_path / "library.sqlite", linger=60)
    with Library.open(settings.library) as library:
        facts = [Contribution(Body(id=f"body-{n}", name_en=f"Body {n}", coverage="record"), 50) for n in range(9)]
        library.replace("test", facts, digest="1", rank=50)
    try:
        assert recalling("db", "rebuild", settings=settings).code == 0
        with open_graph_engine(settings) as engine, engine.driver.session(database=engine.database) as session:
            session.run("MATCH (n:Body {id: 'body-3'}) DELETE n").consume()
        _kill(settings)
        assert "clean          no" in recalling("db", "start", settings=settings).out
        shown = recalling("show", "body-3", settings=settings)
        assert shown.code == 0
        assert "verifying: the graph was not closed cleanly\n" in shown.err
        assert "clean          yes" in recalling("db", "status", settings=settings).out

        # Without its mark nobody could say whose it is: it is made anew only when that is asked for.
        with open_graph_engine(settings) as engine, engine.driver.session(database=engine.database) as session:
            session.run("MATCH (m:Recalling) DELETE m").consume()
        for words in (["show", "body-3"], ["unload", "test"]):
            result = recalling(*words, settings=settings)
            assert (result.code, result.out) == (2, "")
            assert "Run `recalling db rebuild`" in result.err
        assert recalling("db", "rebuild", settings=settings).code == 0
        assert recalling("db", "digest", settings=settings).code == 0

        _kill(settings)
        result = recalling("--library", "none.sqlite", "show", "body-3", settings=settings)
        assert (result.code, result.out) == (2, "")
        assert "there is no library to verify it against" in result.err
    finally:
        embedded_stop(tmp_path / "graph")


def _kill(settings: Settings) -> None:
    """End the engine as a power failure would."""
    assert settings.graph.path
    pid = embedded_status(settings.graph.path).pid
    assert pid
    os.kill(pid, signal.SIGKILL)
    while embedded_status(settings.graph.path).running:
        time.sleep(0.05)


@pytest.mark.parametrize("words", [["load"], ["show", "UNODC"], ["db", "rebuild"], ["serve", "--port", "0"]])
def test_somebody_elses_graph_is_left_alone(recalling, tmp_path, empty_neo4j: Neo4jServer, words):
    with Library.open(tmp_path / "library.sqlite"):
        pass
    with empty_neo4j.driver() as driver:
        driver.execute_query("CREATE (:Customer {name: 'Ada'})")
        known = {"graph": empty_neo4j.bolt_url, "user": empty_neo4j.user, "password": empty_neo4j.password}
        result = recalling(*words, **known)
        assert (result.code, result.out) == (2, "")
        assert "did not write" in result.err
        assert result.err.count("\n") == 1
        rows = driver.execute_query("MATCH (n) RETURN labels(n) AS labels").records
        assert [row["labels"] for row in rows] == [["Customer"]]
        assert driver.execute_query("SHOW CONSTRAINTS").records == []


def test_a_real_neo4j_with_a_wrong_password(recalling, neo4j_server: Neo4jServer):
    known = {"graph": neo4j_server.bolt_url, "user": neo4j_server.user, "password": "not this one"}
    result = recalling("show", "UNODC", **known)
    assert (result.code, result.out) == (2, "")
    assert "wrong user or password" in result.err
