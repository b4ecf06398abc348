"""The process of a Neo4j server in a directory of its own: started, killed, and started again where it was."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

from neo4j_maven import fetch, java
from neo4j_release import Release

# Without the second compiler it starts on half the processor time (14 s, not 25) and is as fast on small data.
VIRTUAL_MACHINE = ("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
OPENED = ("java.nio", "sun.nio.ch", "java.io", "java.lang")
START_SECONDS = 180

# Three queries that take all that one may have still leave a quarter of the heap.
CONFIG = """\
server.default_listen_address=127.0.0.1
server.default_advertised_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{bolt}
server.bolt.advertised_address=127.0.0.1:{bolt}
server.https.enabled=false
server.memory.pagecache.size=64m
db.memory.transaction.max=256m
dbms.security.allow_csv_import_from_file_urls=false
db.tx_log.preallocate=false
dbms.usage_report.enabled=false
client.allow_telemetry=false
internal.server.bolt.thread_pool_shutdown_wait_time=0s
"""
# A fifth of the start is spent on it, so only those who want the Browser have it.
HTTP = """\
server.http.listen_address=127.0.0.1:{http}
server.http.advertised_address=127.0.0.1:{http}
"""
WITHOUT_HTTP = "server.http.enabled=false\n"


class Neo4jProcess:
    """A server in `home`, on loopback, with these ports; `http` is for the Browser. Nothing runs until `start`."""

    def __init__(self, release: Release, home: Path, *, bolt: int, http: int | None) -> None:
        """Raises UnavailableError where the release's jars or a Java for them cannot be had."""
        self.home = home
        self._ports = [bolt, *([http] if http else [])]
        self._config = CONFIG.format(bolt=bolt) + (HTTP.format(http=http) if http else WITHOUT_HTTP)
        self._command = _command(release, home)
        self._running: subprocess.Popen[bytes] | None = None

    def start(self, *settings: str) -> None:
        """Start it, with further lines for neo4j.conf, and wait until its ports are open.

        Raises RuntimeError with the end of the log where it does not start.
        """
        (self.home / "neo4j.conf").write_text(self._config + "".join(f"{line}\n" for line in settings))
        with (self.home / "console.log").open("ab") as log:
            self._running = subprocess.Popen(self._command, cwd=self.home, stdout=log, stderr=subprocess.STDOUT)
        try:
            self._wait(self._running)
        except BaseException:
            self.kill()
            raise

    def kill(self) -> None:
        """End it as a power failure would, and see it gone. Harmless when repeated.

        That is also how the tests end it: an orderly end saves what is deleted next.
        """
        if self._running is not None:
            self._running.kill()
            self._running.wait()

    def stop(self) -> None:
        """End it in good order: only then can it start with a database that it must not write to."""
        if self._running is not None:
            self._running.terminate()
            self._running.wait(timeout=60)

    def last_lines(self, count: int = 40) -> str:
        """The end of what the virtual machine said, then of what the server did."""
        logs = [log for log in (self.home / "console.log", self.home / "logs" / "neo4j.log") if log.exists()]
        return "\n".join("".join(log.read_text(errors="replace") for log in logs).strip().splitlines()[-count:])

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_SECONDS
        # Plain sockets ask: refused, the driver waits longer and longer between its tries.
        while not all(map(_accepts, self._ports)):
            if process.poll() is not None:
                raise RuntimeError(f"Neo4j ended with {process.returncode}; its log ends:\n{self.last_lines()}")
            if time.monotonic() > deadline:
                raise RuntimeError(f"Neo4j did not answer in {START_SECONDS} s; its log ends:\n{self.last_lines()}")
            time.sleep(0.2)


def _command(release: Release, home: Path) -> list[str]:
    runtime, jars = java(release), fetch(release)
    # On Linux the kernel stops the server if we are killed and cannot: no orphan keeps the machine's memory.
    guard = shutil.which("setpriv") if sys.platform == "linux" else None
    opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]
    return [
        *([guard, "--pdeathsig", "KILL"] if guard else []),
        *(runtime, *VIRTUAL_MACHINE, *opened, *release.flags, "-cp", f"{jars}{os.sep}*"),
        *(release.main, f"--home-dir={home}", f"--config-dir={home}"),
    ]


def _accepts(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False
