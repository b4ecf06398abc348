"""A real Neo4j Community server on loopback, without Docker: for the tests and for contributors.

`python tests/servers/neo4j_server.py`, which is `make neo4j`, serves until Ctrl-C, Neo4j Browser included.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import LiteralString, cast

import neo4j
from neo4j_maven import VERSION, UnavailableError, fetch, java

MAIN = "org.neo4j.server.CommunityEntryPoint"
# Without the second compiler it starts on half the processor time (14 s, not 25) and is as fast on small data.
VIRTUAL_MACHINE = ("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
OPENED = ("java.nio", "sun.nio.ch", "java.io", "java.lang")
START_SECONDS = 180
USER = "neo4j"

CONFIG = """\
server.default_listen_address=127.0.0.1
server.default_advertised_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{bolt}
server.bolt.advertised_address=127.0.0.1:{bolt}
server.http.listen_address=127.0.0.1:{http}
server.http.advertised_address=127.0.0.1:{http}
server.https.enabled=false
server.memory.pagecache.size=64m
db.tx_log.preallocate=false
dbms.usage_report.enabled=false
client.allow_telemetry=false
"""


@dataclass(frozen=True)
class Neo4jServer:
    """Where a server answers and who may come in. `home` is its directory, None where that is not ours to look into."""

    bolt_url: str
    neo4j_url: str
    user: str
    password: str = field(repr=False)
    browser_url: str | None = None
    home: Path | None = None

    def driver(self) -> neo4j.Driver:
        """A new driver on the server; the caller closes it."""
        return neo4j.GraphDatabase.driver(self.bolt_url, auth=(self.user, self.password))

    def empty(self) -> None:
        """Deletes everything: nodes, constraints, indexes. (Community has one database: it cannot be dropped.)"""
        with self.driver() as driver:
            # In batches, so that a large graph fits the small heap.
            while driver.execute_query(
                "MATCH (n) WITH n LIMIT 20000 DETACH DELETE n RETURN count(*) AS gone"
            ).records[0]["gone"]:
                pass
            for row in driver.execute_query("SHOW CONSTRAINTS YIELD name").records:
                driver.execute_query(_drop("CONSTRAINT", row["name"]))
            # The two LOOKUP indexes come with the database.
            for row in driver.execute_query("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'").records:
                driver.execute_query(_drop("INDEX", row["name"]))

    def last_lines(self, count: int = 40) -> str:
        """The end of the server's log, for the report of a failed test."""
        if self.home is None:
            return ""
        # What the virtual machine said, then what the server did.
        logs = [log for log in (self.home / "console.log", self.home / "logs" / "neo4j.log") if log.exists()]
        return "\n".join("".join(log.read_text(errors="replace") for log in logs).strip().splitlines()[-count:])


@contextmanager
def serving(preferred_ports: tuple[int, int] | None = None) -> Iterator[Neo4jServer]:
    """Neo4j on free ports in a temporary directory with a random password, until the block ends.

    `preferred_ports` (Bolt, HTTP) are taken where they are free. Raises UnavailableError where something is missing,
    RuntimeError with the end of the log where the server does not start.
    """
    runtime, jars = java(), fetch()
    with tempfile.TemporaryDirectory(prefix="recalling-neo4j-", ignore_cleanup_errors=True) as directory:
        home = Path(directory)
        bolt, http = _ports(preferred_ports)
        server = _prepare(home, bolt, http)
        with (home / "console.log").open("wb") as log:
            process = subprocess.Popen(_command(runtime, jars, home), cwd=home, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait_until_it_answers(server, process, (bolt, http))
            yield server
        finally:
            # Not asked nicely: an orderly end takes six seconds to save what the next line deletes.
            process.kill()
            process.wait()


def _drop(kind: str, name: str) -> LiteralString:
    # A name cannot be a parameter; this one is the server's own word for what it holds.
    return cast("LiteralString", f"DROP {kind} `{name.replace('`', '``')}` IF EXISTS")


def _prepare(home: Path, bolt: int, http: int) -> Neo4jServer:
    """Writes configuration and password; nothing runs yet."""
    server = Neo4jServer(
        bolt_url=f"bolt://127.0.0.1:{bolt}",
        neo4j_url=f"neo4j://127.0.0.1:{bolt}",
        user=USER,
        password=secrets.token_urlsafe(18),
        browser_url=f"http://127.0.0.1:{http}/browser/?connectURL=bolt://{USER}@127.0.0.1:{bolt}",
        home=home,
    )
    (home / "neo4j.conf").write_text(CONFIG.format(bolt=bolt, http=http))
    # `neo4j-admin dbms set-initial-password` would want the password as an argument, for every user of the machine
    # to read, and a second JVM. The file it writes is this one.
    initial = home / "data" / "dbms" / "auth.ini"
    initial.parent.mkdir(parents=True)
    initial.touch(mode=0o600)
    initial.write_text(_credential(server.password))
    return server


def _credential(password: str) -> str:
    """The line of auth.ini: salted SHA-256 in 1024 rounds, as the server's own command writes it."""
    salt = secrets.token_bytes(32)
    digest = hashlib.sha256(salt + password.encode()).digest()
    for _ in range(1023):
        digest = hashlib.sha256(digest).digest()
    return f"{USER}:SHA-256,{digest.hex()},{salt.hex()},1024:\n"


def _command(runtime: str, jars: Path, home: Path) -> list[str]:
    # On Linux the kernel stops the server if we are killed and cannot: no orphan keeps the machine's memory.
    guard = shutil.which("setpriv") if sys.platform == "linux" else None
    opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]
    return [
        *([guard, "--pdeathsig", "KILL"] if guard else []),
        *(runtime, *VIRTUAL_MACHINE, *opened, "-cp", f"{jars}{os.sep}*"),
        *(MAIN, f"--home-dir={home}", f"--config-dir={home}"),
    ]


def _ports(preferred: tuple[int, int] | None) -> tuple[int, int]:
    wanted = preferred or (0, 0)
    with socket.socket() as first, socket.socket() as second:
        for held, port in zip((first, second), wanted, strict=True):
            try:
                held.bind(("127.0.0.1", port))
            except OSError:
                held.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1]


def _wait_until_it_answers(server: Neo4jServer, process: subprocess.Popen[bytes], ports: tuple[int, int]) -> None:
    deadline = time.monotonic() + START_SECONDS
    # Plain sockets ask first: refused, the driver waits longer and longer between its tries.
    while not all(_accepts(port) for port in ports):
        if process.poll() is not None:
            raise RuntimeError(f"Neo4j ended with {process.returncode}; its log ends:\n{server.last_lines()}")
        if time.monotonic() > deadline:
            raise RuntimeError(f"Neo4j did not answer in {START_SECONDS} s; its log ends:\n{server.last_lines()}")
        time.sleep(0.2)
    with server.driver() as driver:
        driver.execute_query("RETURN 1")


def _accepts(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


def _run() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with serving(preferred_ports=(7687, 7474)) as server:
        assert server.home is not None
        password = server.home / "password"
        password.touch(mode=0o600)
        password.write_text(server.password)
        print(f"Neo4j {VERSION}, until Ctrl-C; what is put into it goes with it.")
        print(f"  Browser   {server.browser_url}")
        print(f"  Bolt      {server.bolt_url}, {server.neo4j_url}")
        print(f"  user      {server.user}")
        print(f"  password  in {password}")
        print("With this in another terminal, `recalling` and `make run` use it:")
        print(f"  export RECALLING_GRAPH={server.bolt_url} RECALLING_USER={server.user}")
        print(f'  export RECALLING_PASSWORD="$(cat {password})"', flush=True)
        while True:
            time.sleep(3600)


def main() -> int:
    """Serves until Ctrl-C. Exit 2 where Neo4j cannot be had."""
    try:
        _run()
    except UnavailableError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
