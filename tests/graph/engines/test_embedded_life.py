"""The embedded child from its birth to its end: every test starts at least one of its own."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.engines import (
    Engine,
    GraphAddress,
    Schema,
    embedded_damage,
    embedded_erase,
    embedded_start,
    embedded_status,
    embedded_stop,
    open_engine,
)
from graph.engines.translation import translated
from graph.errors import BadSetting, EngineBroken, EngineUnavailable, ForeignGraph

ROOT = Path(__file__).parents[3]
SCHEMA = Schema(labels=("Instrument", "Recalling"), searched=("Instrument",), edges=("CITES",))


def until(true: Callable[[], bool], seconds: float = 30.0) -> bool:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def count(engine: Engine) -> int:
    with translated(), engine.driver.session(database=engine.database) as session:
        return session.run("MATCH (n:Instrument) RETURN count(n) AS count").single(strict=True)["count"]


def opener(path: Path) -> subprocess.Popen[str]:
    """Another process that opens the graph, says the child's pid, and counts whenever it is given a line."""
    program = (
        "import sys\n"
        "from graph.engines import GraphAddress, embedded_status, open_engine\n"
        "address = GraphAddress.parse('embedded:' + sys.argv[1])\n"
        "with open_engine(address, linger=1) as engine:\n"
        "    print(embedded_status(address.path).pid, flush=True)\n"
        "    for line in sys.stdin:\n"
        "        print(engine.driver.execute_query('MATCH (n) RETURN count(n) AS c').records[0]['c'], flush=True)\n"
    )
    command = [sys.executable, "-c", program, str(path)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_starts_serves_lingers_and_comes_back(
    place: GraphAddress, path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with open_engine(place, linger=1) as engine:
        engine.ensure_schema(SCHEMA)
        assert engine.clean
        engine.driver.execute_query("CREATE (:Instrument {id: 'A/RES/1'})", database_=engine.database)
        first = embedded_status(path)
        begun = time.monotonic()
        with open_engine(place) as second:
            assert count(second) == 1
            second.ensure_schema(SCHEMA)
        assert time.monotonic() - begun < 2.0  # a hundredth of a second where nothing else runs
    assert first.running
    assert first.clients
    assert embedded_status(path).pid == first.pid
    assert embedded_status(path).clients is False
    assert until(lambda: not embedded_status(path).running)
    assert not (path / "port.json").exists()
    with pytest.raises(EngineUnavailable, match="no embedded graph is running"):
        open_engine(place, start=False)

    with open_engine(place, linger=60) as engine:
        assert engine.clean
        assert count(engine) == 1
        assert (path / "child.log").stat().st_size > 0
        second_pid = embedded_status(path).pid
        assert second_pid not in (None, first.pid)
        shutil.rmtree(path)
    # A child whose directory is deleted ends, whatever its linger.
    assert second_pid is not None
    assert until(lambda: not _alive(second_pid))
    # Java's warnings stay in the log.
    assert capfd.readouterr() == ("", "")


def test_racing_openers_share_one_child_that_outlives_the_killed_ones(place: GraphAddress, path: Path) -> None:
    openers = [opener(path) for _ in range(3)]
    try:
        assert len({said(process) for process in openers}) == 1
        openers[0].kill()
        openers[0].wait()
        for process in openers[1:]:
            assert process.stdin is not None
            process.stdin.write("count\n")
            process.stdin.flush()
            assert said(process) == "0"
        # Longer than the linger, and than every look at the leases.
        time.sleep(1.5)
        assert embedded_status(path).running
    finally:
        for process in openers:
            process.kill()
            process.communicate()
    assert until(lambda: not embedded_status(path).running)  # killed parents leave no orphan


def test_a_killed_child_is_replaced_and_the_graph_is_in_doubt_until_verified(place: GraphAddress, path: Path) -> None:
    with open_engine(place, linger=1) as engine:
        engine.ensure_schema(SCHEMA)
        engine.driver.execute_query("CREATE (:Instrument {id: 'A/RES/1'})", database_=engine.database)
        killed = embedded_status(path).pid
        assert killed is not None
        os.kill(killed, signal.SIGKILL)
        assert until(lambda: not embedded_status(path).running)
        assert (path / "port.json").exists()  # stale, and recognized as such
        with pytest.raises(EngineUnavailable):
            count(engine)
    with open_engine(place, linger=1) as engine:
        assert embedded_status(path).pid != killed
        assert not engine.clean
        assert count(engine) == 1
    # A clean close does not settle a doubt that nobody has looked into.
    embedded_stop(path)
    with open_engine(place, linger=1) as engine:
        assert not engine.clean
        engine.mark_verified()
        assert engine.clean
        with open_engine(place) as other:
            assert other.clean
    embedded_stop(path)
    assert (path / "clean.json").exists()


def test_start_for_ever_stop_and_erase(place: GraphAddress, path: Path) -> None:
    assert not embedded_status(path).running
    assert embedded_stop(path) is False
    path.mkdir()
    # What lies in the directory is never run: not instead of our modules, not instead of Python's.
    (path / "arcadedb").mkdir()
    for name in ("graph", "arcadedb_embedded", "jpype", "json", "sitecustomize"):
        for directory in (path, path / "arcadedb"):
            (directory / f"{name}.py").write_text("raise SystemExit('imported from the data directory')")
    (path / "notes.txt").write_text("mine")
    # A long log is moved aside.
    (path / "child.log").write_bytes(b"x" * (5 * 1024 * 1024 + 1))

    with open_engine(place, linger=0.2) as engine:
        assert count(engine) == 0
        status = embedded_start(path)
        assert status.running
        assert status.bolt_url == engine.bolt_url
    time.sleep(1.0)
    assert embedded_status(path).pid == status.pid  # five lingers later

    assert (path / "child.log").stat().st_size < 100_000
    assert (path / "child.log.1").stat().st_size > 5 * 1024 * 1024

    with pytest.raises(EngineBroken, match="is running"):
        embedded_erase(path)
    assert embedded_stop(path) is True
    assert not embedded_status(path).running
    embedded_erase(path)
    assert not (path / "arcadedb").exists()
    assert not (path / "password").exists()
    assert (path / "notes.txt").read_text() == "mine"


def test_stop_ends_a_child_at_work_and_tells_who_asked(place: GraphAddress, path: Path) -> None:
    heard: list[BaseException] = []

    def ask() -> None:
        try:
            with translated(engine.address_text):
                # Longer than the limit of five seconds, if it were let be.
                engine.driver.execute_query(
                    "UNWIND range(1, 9999) AS a UNWIND range(1, 9999) AS b UNWIND range(1, 9999) AS c RETURN max(a+b+c)"
                )
        except BaseException as error:
            heard.append(error)

    with open_engine(place, linger=30) as engine:
        engine.ensure_schema(SCHEMA)
        engine.driver.execute_query("CREATE (:Instrument {id: 'A/RES/1'})", database_=engine.database)
        asking = threading.Thread(target=ask)
        asking.start()
        time.sleep(0.5)
        begun = time.monotonic()
        assert embedded_stop(path) is True
        assert time.monotonic() - begun < 20  # three seconds where nothing else runs
        asking.join(30)
    assert [type(error) for error in heard] == [EngineUnavailable]
    assert "\n" not in str(heard[0])
    assert not (path / "port.json").exists()
    assert (path / "clean.json").exists()
    with open_engine(place, linger=1) as engine:
        assert engine.clean
        assert count(engine) == 1


def test_a_stranger_on_the_published_port_is_not_taken_for_the_child(place: GraphAddress, path: Path) -> None:
    """Ports are the kernel's choice and cannot collide; but a killed child leaves its number behind."""
    with open_engine(place, linger=1):
        killed = embedded_status(path)
    assert killed.pid is not None
    assert killed.port is not None
    os.kill(killed.pid, signal.SIGKILL)
    assert until(lambda: not embedded_status(path).running)
    assert json.loads((path / "port.json").read_bytes())["port"] == killed.port
    with socket.socket() as stranger:
        stranger.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        stranger.bind(("127.0.0.1", killed.port))
        stranger.listen()
        stranger.setblocking(False)
        with open_engine(place, linger=1) as engine:
            assert embedded_status(path).port != killed.port
            assert count(engine) == 0
        with pytest.raises(BlockingIOError):  # nobody has even tried to tell it the password
            stranger.accept()


def test_what_is_left_over_of_a_killed_child_counts_for_nothing(place: GraphAddress, path: Path) -> None:
    """The moment between a new child's lock and its clean-up: the lock is held, the old number is still there."""
    path.mkdir()
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    old = {"pid": ended.pid, "port": 9, "version": "1", "started": 1.0, "clean": True, "schema": None}
    (path / "port.json").write_text(json.dumps(old))
    (path / "lease.lock").touch()
    (path / "owner.lock").write_text(str(ended.pid))
    with (path / "owner.lock").open("r+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert embedded_status(path).port is None
    assert not embedded_status(path).running


def test_the_heap_is_bounded_whatever_the_environment_says(
    place: GraphAddress, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARCADEDB_JVM_ARGS", "-Xmx3g -XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    with open_engine(place, linger=1):
        pass
    said_by_java = re.findall(r"MAXRAM=([\d.]+)MB", (path / "child.log").read_text())
    assert said_by_java
    assert float(said_by_java[-1]) <= 768


def test_a_query_that_nothing_stops_costs_the_child_and_not_the_graph(place: GraphAddress, path: Path) -> None:
    numbers = "IN range(1, 9000) WHERE"
    endless = f"RETURN all(a {numbers} all(b {numbers} all(c {numbers} c > 0)))"
    with open_engine(place) as engine:
        first = embedded_status(path).pid
        with pytest.raises(EngineUnavailable), translated("there"):
            engine.driver.execute_query(endless, database_="recalling")
    with open_engine(place) as engine:
        assert not engine.clean
        assert embedded_status(path).pid != first
        assert engine.driver.execute_query("RETURN 1 AS one", database_="recalling").records[0]["one"] == 1


def test_a_file_changed_since_the_close_is_not_opened(place: GraphAddress, path: Path) -> None:
    with open_engine(place, linger=1) as engine:
        engine.ensure_schema(SCHEMA)
        engine.driver.execute_query("CREATE (:Instrument {id: 'A/RES/1'})", database_=engine.database)
    embedded_stop(path)
    bucket = next((path / "arcadedb" / "databases").rglob("Instrument_0.*.bucket"))
    before = bucket.read_bytes()
    bucket.write_bytes(bytes(100) + b"noise" + before[105:])
    for _ in range(2):
        with pytest.raises(EngineBroken, match="changed since the last close: Instrument_0") as broken:
            open_engine(place)
        assert "db rebuild" in str(broken.value)
        assert embedded_damage(path)
    bucket.write_bytes(before)
    with open_engine(place, linger=1) as engine:
        assert engine.clean
        assert embedded_damage(path) is None
        assert count(engine) == 1


def _alive(pid: int) -> bool:
    """Whether the process runs; a child of ours that has ended is reaped by a thread of graph.engines."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_child_that_cannot_start_says_why(place: GraphAddress, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCADEDB_JVM_ARGS", "-XX:NoSuchOption=1")
    with pytest.raises(EngineBroken) as broken:
        open_engine(place)
    text = str(broken.value)
    assert "ended while it started" in text
    assert "child.log" in text
    assert "NoSuchOption" in text or "JVM" in text
    assert "\n" not in text


@pytest.mark.parametrize("linger", ["soon", "-1", "nan"])
def test_an_impossible_linger_is_a_bad_setting(
    place: GraphAddress, monkeypatch: pytest.MonkeyPatch, linger: str
) -> None:
    monkeypatch.setenv("RECALLING_LINGER", linger)
    with pytest.raises(BadSetting, match="RECALLING_LINGER"):
        open_engine(place)


def test_a_file_is_no_directory(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    assert not embedded_status(file / "graph").running
    for path in (file, file / "graph"):
        with pytest.raises(BadSetting, match="this is a file"):
            open_engine(GraphAddress.parse(f"embedded:{path}"))
    assert file.read_text() == "mine"


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is a directory where not even root can write on Linux only")
def test_a_directory_that_cannot_be_written() -> None:
    for path in ("/proc/recalling", "/proc"):
        with pytest.raises(EngineBroken, match="cannot use this directory") as broken:
            open_engine(GraphAddress.parse(f"embedded:{path}"))
        assert "\n" not in str(broken.value)


def test_only_our_own_directories_are_erased(tmp_path: Path) -> None:
    (tmp_path / "arcadedb").mkdir()
    with pytest.raises(ForeignGraph, match="no embedded graph of ours"):
        embedded_erase(tmp_path)
    assert (tmp_path / "arcadedb").is_dir()
    embedded_erase(tmp_path / "nothing there")
