"""Every error that an engine sends becomes one of ours, with one line for a person."""

from __future__ import annotations

import socket
import time

import neo4j
import pytest
from neo4j.exceptions import Neo4jError, ServiceUnavailable, SessionExpired, WriteServiceUnavailable
from neo4j_server import Neo4jServer

from graph.engines import Engine, GraphAddress, open_engine, translate, translated
from graph.errors import (
    BadQuery,
    EngineError,
    EngineRefused,
    EngineUnavailable,
    NotFound,
    QueryTimeout,
    RecallingError,
)


def ask(engine: Engine, query: str, **config: str) -> None:
    with translated(engine.address_text), engine.driver.session(database=engine.database, **config) as session:
        session.run(query).consume()  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    "query",
    [
        "MATCH (n",
        "RETURN nosuch(1)",
        "RETURN nosuch",
        "RETURN $nosuch",
        "CALL no.such()",
        "RETURN 1/0",
        "RETURN date('yesterday')",
        "THIS IS " + "NO CYPHER " * 100,
    ],
)
def test_a_wrong_query(engine: Engine, query: str) -> None:
    with pytest.raises(BadQuery) as raised:
        ask(engine, query)
    assert "\n" not in str(raised.value)
    assert 5 < len(str(raised.value)) < 400


def test_a_duplicate_id(engine: Engine) -> None:
    ask(engine, "CREATE (:Instrument {id: 'A/RES/1'})")
    with pytest.raises(EngineError, match="constraint"):
        ask(engine, "CREATE (:Instrument {id: 'A/RES/1'})")


def test_writing_where_only_reading_is_allowed(server: Engine) -> None:
    """On Neo4j alone: ArcadeDB does not know read-only sessions."""
    with pytest.raises(BadQuery, match="only reading"):
        ask(server, "CREATE (:Instrument {id: 'A/RES/1'})", default_access_mode=neo4j.READ_ACCESS)


def test_the_time_limit_of_a_transaction(server: Engine) -> None:
    """On Neo4j alone: ArcadeDB has one limit for all, tested with the guards."""

    @neo4j.unit_of_work(timeout=0.5)
    def work(tx: neo4j.ManagedTransaction) -> None:
        tx.run(
            "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a + b AS c WHERE c < 0 RETURN count(c)"
        )

    with (
        pytest.raises(QueryTimeout),
        translated(),
        server.driver.session(database=server.database) as session,
    ):
        session.execute_read(work)


def test_wrong_password_and_database(server: Engine) -> None:
    url = server.bolt_url
    with pytest.raises(EngineRefused, match="RECALLING_PASSWORD"):
        open_engine(GraphAddress.parse(url), user="neo4j", password="not this one")
    with pytest.raises(EngineRefused, match="RECALLING_PASSWORD"):
        open_engine(GraphAddress.parse(url), user="neo4j")
    with pytest.raises(EngineUnavailable, match="TLS"):
        open_engine(GraphAddress.parse(url.replace("bolt:", "bolt+s:")), password="any")


def test_a_missing_database(neo4j_server: Neo4jServer) -> None:
    address = GraphAddress.parse(f"{neo4j_server.bolt_url}?database=nowhere")
    with pytest.raises(EngineUnavailable, match=r"no such database.*database="):
        open_engine(address, user=neo4j_server.user, password=neo4j_server.password)


def test_routed_and_by_name(neo4j_server: Neo4jServer) -> None:
    address = GraphAddress.parse(f"{neo4j_server.neo4j_url}?database=neo4j")
    with open_engine(address, user=neo4j_server.user, password=neo4j_server.password) as engine:
        assert engine.driver.execute_query("RETURN 1 AS one", database_=engine.database).records[0]["one"] == 1


def test_server_and_version(server: Engine) -> None:
    assert server.name == "neo4j"
    assert int(server.version.split(".")[0]) >= 5
    assert server.database == "neo4j"
    assert server.browser_query.startswith("connectURL=")


def test_an_arcadedb_by_url_is_refused(embedded: Engine) -> None:
    """By URL there would be no lease: the child would go while it is used."""
    assert embedded.password_file is not None
    with pytest.raises(EngineUnavailable, match=r"not Neo4j.*embedded:"):
        open_engine(
            GraphAddress.parse(embedded.bolt_url), user=embedded.user, password=embedded.password_file.read_text()
        )


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_nobody_there(scheme: str, capfd: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as held:  # bound, but not listening: nobody else can be there
        held.bind(("127.0.0.1", 0))
        address = GraphAddress.parse(f"{scheme}://127.0.0.1:{held.getsockname()[1]}")
        with pytest.raises(EngineUnavailable, match="Is the server running") as raised:
            open_engine(address, password="any")
    assert str(address) in str(raised.value)
    assert capfd.readouterr() == ("", "")


def test_an_embedded_engine_that_has_ended_has_a_remedy_of_its_own() -> None:
    for gone in (ServiceUnavailable("gone"), ServiceUnavailable("defunct connection"), SessionExpired("gone")):
        error = translate(gone, where="embedded:/graph")
        assert type(error) is EngineUnavailable
        assert (error.what, error.remedy) == (
            "the embedded engine ended; it is being started again",
            "Try again in some seconds",
        )
        assert "Is the server running" in str(translate(gone, where="bolt://h"))


def test_a_port_that_waits_for_more_is_given_up_soon() -> None:
    """As an HTTP port does: to it a handshake is half a request."""
    with socket.create_server(("127.0.0.1", 0)) as mute:
        begun = time.monotonic()
        with pytest.raises(EngineUnavailable):
            open_engine(GraphAddress.parse(f"bolt://127.0.0.1:{mute.getsockname()[1]}"), password="any")
        assert time.monotonic() - begun < 9


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_unknown_host(scheme: str) -> None:
    with pytest.raises(EngineUnavailable, match="host is unknown"):
        open_engine(GraphAddress.parse(f"{scheme}://nowhere.invalid"), password="any")


def test_a_user_without_password() -> None:
    with pytest.raises(EngineRefused, match="Set RECALLING_PASSWORD"):
        open_engine(GraphAddress.parse("bolt://127.0.0.1"), user="neo4j")


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("Neo.ClientError.Security.AuthenticationRateLimit", EngineRefused),
        ("Neo.ClientError.Security.CredentialsExpired", EngineRefused),
        ("Neo.ClientError.Security.Forbidden", EngineRefused),
        ("Neo.ClientError.Transaction.TransactionTimedOut", QueryTimeout),
        ("Neo.TransientError.Transaction.DeadlockDetected", EngineUnavailable),
        ("Neo.TransientError.General.DatabaseUnavailable", EngineUnavailable),
        ("Neo.ClientError.Cluster.NotALeader", EngineRefused),
        ("Neo.ClientError.General.ForbiddenOnReadOnlyDatabase", EngineRefused),
        ("Neo.ClientError.General.WriteOnReadOnlyAccessDatabase", EngineRefused),
        ("Neo.DatabaseError.General.UnknownError", EngineError),
        ("nonsense", EngineError),
    ],
)
def test_codes(code: str, kind: type[RecallingError]) -> None:
    # What a server sends at such moments; some cannot be had from one on demand.
    error = translate(Neo4jError._hydrate_neo4j(code=code, message="first line.\nsecond line"), where="here")
    assert type(error) is kind
    assert "\n" not in str(error)


def test_who_does_not_take_writes_says_what_does() -> None:
    follower = translate(
        Neo4jError._hydrate_neo4j(code="Neo.ClientError.Cluster.NotALeader", message="No write operations are allowed"),
        where="bolt://follower:7687",
    )
    assert str(follower) == (
        "bolt://follower:7687: this server is not the leader of its cluster: it takes no writes. "
        "With neo4j:// or neo4j+s:// in place of bolt:// the driver finds the leader"
    )
    code = "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase"
    copy = translate(Neo4jError._hydrate_neo4j(code=code, message="read-only"), where="bolt://copy:7687")
    assert "the database is read-only. Reading works" in str(copy)
    leaderless = translate(WriteServiceUnavailable("Failed to obtain connection towards 'WRITE' server."))
    assert type(leaderless) is EngineUnavailable
    assert "no server of the cluster takes writes at present" in str(leaderless)


def test_what_is_ours_stays_and_what_is_not_the_drivers_passes() -> None:
    ours = NotFound("no such instrument")
    assert translate(ours) is ours
    with pytest.raises(KeyError), translated():
        raise KeyError("unrelated")
    with pytest.raises(EngineUnavailable) as raised, translated("bolt://h"):
        raise ServiceUnavailable("gone")
    assert isinstance(raised.value.__cause__, ServiceUnavailable)
