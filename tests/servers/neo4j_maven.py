"""The jars of a Neo4j Community server, fetched from Maven Central by the user's own Maven, and a Java to run them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from neo4j_release import Release
from platformdirs import user_cache_path

POM = Path(__file__).with_name("neo4j-pom.xml")


class UnavailableError(Exception):
    """Neo4j cannot be had here; the message says what is missing."""


def java(release: Release) -> str:
    """A Java that runs the release: the person's own, else the one in the embedded engine's wheel.

    Raises UnavailableError.
    """
    passed = []
    for found in _javas():
        said = subprocess.run([found, "-version"], capture_output=True, text=True, check=False)
        version = re.search(r'version "(\d+)', said.stderr + said.stdout)
        if version and int(version[1]) >= release.java:
            return found
        passed.append(f"{found} is {version[1] if version else 'none'}")
    what = "; ".join(passed) or "there is none"
    remedy = "install a JRE (Debian, Ubuntu: apt install default-jre-headless) or arcadedb-embedded, which has one"
    raise UnavailableError(f"Neo4j {release.version} needs Java {release.java} or later, and {what}: {remedy}")


def _javas() -> Iterator[str]:
    home = os.environ.get("JAVA_HOME")
    places = [str(Path(home, "bin"))] if home else []
    # Not imported: that is slow, and says on some systems that it does not run there.
    wheel = find_spec("arcadedb_embedded")
    bundled = [str(Path(folder, "jre", "bin")) for folder in (wheel and wheel.submodule_search_locations) or ()]
    for path in (*places, None, *bundled):
        if found := shutil.which("java", path=path):
            yield found


def fetch(release: Release) -> Path:
    """The directory with the server's jars: in RECALLING_TEST_CACHE, else in the platform's cache directory.

    Downloads them the first time. Raises UnavailableError.
    """
    chosen = os.environ.get("RECALLING_TEST_CACHE")
    jars = (Path(chosen) if chosen else user_cache_path("recalling-tests")) / f"neo4j-{release.version}"
    if jars.is_dir():
        return jars
    maven = shutil.which("mvn")
    if maven is None:
        raise UnavailableError("no Maven to fetch Neo4j with (Debian, Ubuntu: apt install maven)")
    print(f"Fetching Neo4j {release.version} with Maven (once, about 150 MB) ...", flush=True)
    jars.parent.mkdir(parents=True, exist_ok=True)
    # Two checkouts may fetch at once: each into a directory of its own, and the first to finish gives it the name.
    with tempfile.TemporaryDirectory(dir=jars.parent, prefix="fetching-") as working:
        command = [maven, "--quiet", "--batch-mode", "--strict-checksums", "--file", str(POM)]
        command += [f"-Dneo4j.version={release.version}", "dependency:copy-dependencies", "-DincludeScope=runtime"]
        command += [f"-DoutputDirectory={working}/jars"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            reason = next((line for line in done.stdout.splitlines() if "ERROR" in line), done.stderr.strip())
            raise UnavailableError(f"Maven could not fetch Neo4j {release.version}: {reason[:300]}")
        try:
            Path(working, "jars").rename(jars)
        except OSError:
            if not jars.is_dir():
                raise
    return jars
