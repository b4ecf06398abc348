"""What the embedded engine must never do: run for ever, read files, answer strangers, tell its password."""

from __future__ import annotations

import os
import signal
import socket
import stat
import sys
import time
from pathlib import Path

import pytest

from graph.engines import Engine, embedded_status, open_engine, translated
from graph.errors import BadQuery, EngineRefused, QueryTimeout

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, which Linux alone has")
LISTENING = "0A"


def child(engine: Engine) -> int:
    assert engine.address.path is not None
    pid = embedded_status(engine.address.path).pid
    assert pid is not None
    return pid


def ask(engine: Engine, query: str) -> None:
    with translated(engine.address_text), engine.driver.session(database=engine.database) as session:
        session.run(query).consume()  # pyright: ignore[reportArgumentType]


def test_an_endless_query_is_stopped(embedded: Engine) -> None:
    begun = time.monotonic()
    with pytest.raises(QueryTimeout):
        ask(
            embedded,
            "UNWIND range(1, 9999) AS a UNWIND range(1, 9999) AS b UNWIND range(1, 9999) AS c RETURN max(a + b + c)",
        )
    assert 4.5 < time.monotonic() - begun < 9
    ask(embedded, "RETURN 1")


@pytest.mark.parametrize("url", ["file:///etc/hostname", "/etc/hostname", "http://127.0.0.1:1/", "https://[::1]/"])
def test_load_csv_reads_neither_files_nor_the_network(embedded: Engine, url: str) -> None:
    with pytest.raises(BadQuery, match="LOAD CSV is not allowed"):
        ask(embedded, f"LOAD CSV FROM '{url}' AS line RETURN line")


@linux
def test_one_listener_on_loopback_alone(embedded: Engine) -> None:
    """Bolt and nothing else: the HTTP listener that comes with the engine is closed."""
    pid = child(embedded)
    sockets = {os.readlink(fd) for fd in Path(f"/proc/{pid}/fd").iterdir() if fd.is_symlink()}
    listening: list[tuple[str, int]] = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == LISTENING and f"socket:[{fields[9]}]" in sockets:
                host, port = fields[1].split(":")
                listening.append((host, int(port, 16)))
    assert [port for _, port in listening] == [int(embedded.bolt_url.rpartition(":")[2])]
    # 127.0.0.1, as itself or inside IPv6, as the kernel prints it
    assert listening[0][0] in {"0100007F", "0000000000000000FFFF00000100007F"}


def test_http_gets_no_answer_of_use(embedded: Engine) -> None:
    with socket.create_connection(("127.0.0.1", int(embedded.bolt_url.rpartition(":")[2])), timeout=5) as connection:
        connection.sendall(b"GET /api/v1/ready HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b"200" not in connection.recv(200)


def test_the_password_is_for_its_owner_alone(embedded: Engine) -> None:
    assert embedded.password_file is not None
    assert stat.S_IMODE(embedded.password_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(embedded.password_file.parent.stat().st_mode) == 0o700
    assert len(embedded.password_file.read_text()) >= 32


def test_another_password_does_not_open_it(embedded: Engine) -> None:
    file = embedded.password_file
    assert file is not None
    password = file.read_text()
    try:
        file.write_text("another")
        with pytest.raises(EngineRefused, match="db stop"):
            open_engine(embedded.address)
        file.rename(file.with_name("away"))
        with pytest.raises(EngineRefused, match="db stop"):
            open_engine(embedded.address)
    finally:
        file.touch(mode=0o600)
        file.write_text(password)


@linux
def test_the_password_is_in_no_command_line_environment_or_log(embedded: Engine) -> None:
    assert embedded.password_file is not None
    password = embedded.password_file.read_bytes()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            assert password not in (process / "cmdline").read_bytes()
        except OSError:
            continue
    assert password not in Path(f"/proc/{child(embedded)}/environ").read_bytes()
    assert password not in embedded.password_file.with_name("child.log").read_bytes()


def test_ctrl_c_does_not_reach_the_child(embedded: Engine) -> None:
    pid = child(embedded)
    assert os.getsid(pid) == pid
    for number in (signal.SIGINT, signal.SIGHUP):
        os.kill(pid, number)
    ask(embedded, "RETURN 1")
    time.sleep(0.3)
    assert child(embedded) == pid
