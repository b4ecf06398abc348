"""Which Neo4j the tests use: for the long-term release the one that the environment names; else Docker or Maven.

Run as a program it fetches those jars if they will be needed, so that the tests need not wait for them.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from neo4j.exceptions import DriverError, Neo4jError
from neo4j_maven import UnavailableError, fetch, java
from neo4j_release import LONG_TERM, RELEASES, Release
from neo4j_server import USER, Neo4jServer, free_ports, serving

URL = "RECALLING_TEST_NEO4J_URL"


@contextmanager
def chosen_neo4j(release: Release) -> Iterator[Neo4jServer]:
    """An empty Neo4j for the tests to fill and empty. Raises UnavailableError where there is none."""
    if release is LONG_TERM and os.environ.get(URL):
        yield _given()
    elif _docker_answers():
        with _in_docker(release) as server:
            yield server
    else:
        with serving(release, browser=release is LONG_TERM) as server:
            yield server


def _given() -> Neo4jServer:
    """The server that the environment names: only an empty one, because the tests delete what they find."""
    address = os.environ[URL].split("://")[-1]
    server = Neo4jServer(
        bolt_url=f"bolt://{address}",
        neo4j_url=f"neo4j://{address}",
        user=os.environ.get(f"{URL[:-4]}_USER", USER),
        password=os.environ.get(f"{URL[:-4]}_PASSWORD", ""),
    )
    try:
        with server.driver() as driver:
            nodes = driver.execute_query("MATCH (n) RETURN count(n) AS nodes").records[0]["nodes"]
    except (DriverError, Neo4jError) as error:
        raise UnavailableError(f"{URL} names a Neo4j that does not let us in: {error}") from error
    if nodes:
        raise UnavailableError(f"{URL} names a Neo4j with {nodes} nodes: the tests empty it, so give an empty one")
    return server


def _docker_answers() -> bool:
    # The client on the command line, and not docker-py: that leaks its socket where no engine listens.
    client = shutil.which("docker")
    if client is None:
        return False
    command = [client, "version", "--format", "{{.Server.Version}}"]
    try:
        return subprocess.run(command, capture_output=True, timeout=20, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


@contextmanager
def _in_docker(release: Release) -> Iterator[Neo4jServer]:
    # Imported here: it takes a third of a second, and most runs have no Docker.
    from testcontainers.community.neo4j import Neo4jContainer

    bolt, http = free_ports()
    password = secrets.token_urlsafe(18)
    container = Neo4jContainer(release.image, password=password, username=USER)
    # A routed driver (neo4j://) goes where the server says it is, so the port outside must be known before it starts.
    container.with_env("NEO4J_server_bolt_advertised__address", f"127.0.0.1:{bolt}")
    # Docker's own form for "on loopback only"; testcontainers hands it on but its types do not know it.
    container.ports[str(container.port)] = ("127.0.0.1", bolt)  # pyright: ignore[reportArgumentType]
    container.ports["7474"] = ("127.0.0.1", http)  # pyright: ignore[reportArgumentType]
    with container:
        address = f"127.0.0.1:{bolt}"
        browser = f"http://127.0.0.1:{http}/browser/"
        yield Neo4jServer(f"bolt://{address}", f"neo4j://{address}", USER, password, browser)


def main() -> int:
    """Fetches the jars if the tests will need them. Exit 2, with the reason, where they cannot be had."""
    if _docker_answers():
        return 0
    try:
        for release in RELEASES.values():
            if release is not LONG_TERM or not os.environ.get(URL):
                java(release)
                fetch(release)
    except UnavailableError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
