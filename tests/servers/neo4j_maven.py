"""The jars of a Neo4j Community server, fetched from Maven Central by the user's own Maven, and a Java to run them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from platformdirs import user_cache_path

POM = Path(__file__).with_name("neo4j-pom.xml")
VERSION = "5.26.30"
"""The same as in the POM: the name of the directory in the cache."""


class UnavailableError(Exception):
    """Neo4j cannot be had here; the message says what is missing."""


def java() -> str:
    """The Java to run with, 17 or later. Raises UnavailableError."""
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=str(Path(home, "bin"))) if home else None
    found = found or shutil.which("java")
    if found is None:
        raise UnavailableError("no Java: install a JRE, 17 or later (Debian, Ubuntu: apt install default-jre-headless)")
    said = subprocess.run([found, "-version"], capture_output=True, text=True, check=False)
    version = re.search(r'version "(\d+)', said.stderr + said.stdout)
    if version is None or int(version[1]) < 17:
        raise UnavailableError(f"Java 17 or later is needed; {found} is {version[1] if version else 'none'}")
    return found


def fetch() -> Path:
    """The directory with the server's jars: in RECALLING_TEST_CACHE, else in the platform's cache directory.

    Downloads them the first time. Raises UnavailableError.
    """
    chosen = os.environ.get("RECALLING_TEST_CACHE")
    jars = (Path(chosen) if chosen else user_cache_path("recalling-tests")) / f"neo4j-{VERSION}"
    if jars.is_dir():
        return jars
    maven = shutil.which("mvn")
    if maven is None:
        raise UnavailableError("no Maven to fetch Neo4j with (Debian, Ubuntu: apt install maven)")
    print(f"Fetching Neo4j {VERSION} with Maven (once, about 140 MB) ...", flush=True)
    jars.parent.mkdir(parents=True, exist_ok=True)
    # Two checkouts may fetch at once: each into a directory of its own, and the first to finish gives it the name.
    with tempfile.TemporaryDirectory(dir=jars.parent, prefix="fetching-") as working:
        command = [maven, "--quiet", "--batch-mode", "--strict-checksums", "--file", str(POM)]
        command += ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={working}/jars"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            reason = next((line for line in done.stdout.splitlines() if "ERROR" in line), done.stderr.strip())
            raise UnavailableError(f"Maven could not fetch Neo4j {VERSION}: {reason[:300]}")
        try:
            Path(working, "jars").rename(jars)
        except OSError:
            if not jars.is_dir():
                raise
    return jars
