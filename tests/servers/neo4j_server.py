"""A real Neo4j Community server on loopback, without Docker: for the tests and for contributors.

`python tests/servers/neo4j_server.py`, which is `make neo4j`, serves until Ctrl-C, Neo4j Browser included.
"""

from __future__ import annotations

import argparse
import hashlib
import secrets
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import LiteralString, cast

import neo4j
from neo4j_maven import UnavailableError
from neo4j_process import Neo4jProcess
from neo4j_release import LONG_TERM, RELEASES, Release

USER = "neo4j"


@dataclass(frozen=True)
class Neo4jServer:
    """Where a server answers and who may come in. `process` is None where it is not ours to look into or to end."""

    bolt_url: str
    neo4j_url: str
    user: str
    password: str = field(repr=False)
    browser_url: str | None = None
    process: Neo4jProcess | None = field(default=None, repr=False)

    def driver(self) -> neo4j.Driver:
        """A new driver on the server; the caller closes it."""
        return neo4j.GraphDatabase.driver(self.bolt_url, auth=(self.user, self.password))

    def start(self, *settings: str) -> None:
        """Start a server of ours, also again where it was killed, with further lines for its neo4j.conf."""
        assert self.process is not None
        self.process.start(*settings)
        with self.driver() as driver:
            driver.execute_query("RETURN 1")

    def empty(self) -> None:
        """Deletes everything: nodes, constraints, indexes. (Community has one database: it cannot be dropped.)"""
        with self.driver() as driver:
            # In batches, so that a large graph fits the small heap.
            while driver.execute_query("MATCH (n) WITH n LIMIT 20000 DETACH DELETE n RETURN count(*) AS gone").records[
                0
            ]["gone"]:
                pass
            for row in driver.execute_query("SHOW CONSTRAINTS YIELD name").records:
                driver.execute_query(_drop("CONSTRAINT", row["name"]))
            # The two LOOKUP indexes come with the database.
            for row in driver.execute_query("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'").records:
                driver.execute_query(_drop("INDEX", row["name"]))

    def last_lines(self, count: int = 40) -> str:
        """The end of the server's log, for the report of a failed test."""
        return self.process.last_lines(count) if self.process else ""


@contextmanager
def serving(
    release: Release = LONG_TERM, *, browser: bool = False, preferred_ports: tuple[int, int] = (0, 0)
) -> Iterator[Neo4jServer]:
    """Neo4j on free ports in a temporary directory with a random password, until the block ends.

    `browser` is whether it serves Neo4j Browser. `preferred_ports` (Bolt, HTTP) are taken where they are free.
    Raises UnavailableError where something is missing, RuntimeError with the end of the log where it does not start.
    """
    with tempfile.TemporaryDirectory(prefix="recalling-neo4j-", ignore_cleanup_errors=True) as directory:
        bolt, http = free_ports(preferred_ports)
        process = Neo4jProcess(release, Path(directory), bolt=bolt, http=http if browser else None)
        server = Neo4jServer(
            bolt_url=f"bolt://127.0.0.1:{bolt}",
            neo4j_url=f"neo4j://127.0.0.1:{bolt}",
            user=USER,
            password=secrets.token_urlsafe(18),
            browser_url=f"http://127.0.0.1:{http}/browser/" if browser else None,
            process=process,
        )
        _set_password(process.home, server.password)
        try:
            server.start()
            yield server
        finally:
            process.kill()


def _drop(kind: str, name: str) -> LiteralString:
    # A name cannot be a parameter; this one is the server's own word for what it holds.
    return cast("LiteralString", f"DROP {kind} `{name.replace('`', '``')}` IF EXISTS")


def _set_password(home: Path, password: str) -> None:
    # `neo4j-admin dbms set-initial-password` would want the password as an argument, for every user of the machine
    # to read, and a second JVM. The file it writes is this one.
    initial = home / "data" / "dbms" / "auth.ini"
    initial.parent.mkdir(parents=True)
    initial.touch(mode=0o600)
    initial.write_text(_credential(password))


def _credential(password: str) -> str:
    """The line of auth.ini: salted SHA-256 in 1024 rounds, as the server's own command writes it."""
    salt = secrets.token_bytes(32)
    digest = hashlib.sha256(salt + password.encode()).digest()
    for _ in range(1023):
        digest = hashlib.sha256(digest).digest()
    return f"{USER}:SHA-256,{digest.hex()},{salt.hex()},1024:\n"


def free_ports(preferred: tuple[int, int] = (0, 0)) -> tuple[int, int]:
    """Two ports on loopback that nobody uses now; the preferred ones where they are free."""
    with socket.socket() as first, socket.socket() as second:
        for held, port in zip((first, second), preferred, strict=True):
            try:
                held.bind(("127.0.0.1", port))
            except OSError:
                held.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1]


def _run(release: Release) -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with serving(release, browser=True, preferred_ports=(7687, 7474)) as server:
        assert server.process is not None
        password = server.process.home / "password"
        password.touch(mode=0o600)
        password.write_text(server.password)
        print(f"Neo4j {release.version}, until Ctrl-C; what is put into it goes with it.")
        print(f"  Browser   {server.browser_url}?connectURL={server.bolt_url.replace('//', f'//{USER}@')}")
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
    parser = argparse.ArgumentParser(description="Serve a Neo4j Community with its Browser until Ctrl-C.")
    parser.add_argument("--release", choices=RELEASES, default="5.26", help="which one (5.26)")
    try:
        _run(RELEASES[parser.parse_args().release])
    except UnavailableError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
