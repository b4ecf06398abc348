"""Kills a load with SIGKILL at a random moment, loads again, and looks whether anything was lost or wrong.

`make endurance` runs fifty: the loader, the embedded engine and Neo4j in turn. Each line of the log, kills.log, has the
seed of its trial, so that it can be run again: python tests/endurance/kills.py --first SEED --trials 1
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from akn_documents import link, operative, page, preambular
from neo4j_server import Neo4jServer, serving

from graph.engines import GraphAddress, embedded_start, embedded_status, embedded_stop, open_engine
from graph.library import Library
from graph.projection import library_digest, project
from graph.store import Store
from loaders import pipeline

VICTIMS: Sequence[str] = ("loader", "child", "neo4j")
ACKNOWLEDGED, DISTURBED = 12, 48
"""Files that a load has ended with before the trial, and files of the load that is killed: enough of them for a pool of
processes that read, and for three batches that are written."""
PROGRAM = (sys.executable, "-c", "from api.cli.main import main; main()")
EARLIEST, LATEST = 0.3, 1.1
"""A load is killed after this many seconds at the earliest, and at the latest after so many times what it usually
takes, so that some kills come when it has just ended."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One kill: what was killed, after how many seconds of the load, at what it was then, and how long it all took."""

    seed: int
    victim: str
    after: float
    phase: str
    sources: int
    seconds: float

    def __str__(self) -> str:
        return (
            f"seed {self.seed:<6} {self.victim:<7} killed after {self.after:5.2f} s, {self.phase:<9} "
            f"{self.sources:>3} sources were in the library; resumed, digests equal, {self.seconds:.0f} s"
        )


def write_documents(folder: Path) -> tuple[list[Path], list[Path]]:
    """The files whose load has ended before a kill, and those whose load is killed."""
    folder.mkdir(parents=True)
    files: list[Path] = []
    for number in range(1, ACKNOWLEDGED + DISTURBED + 1):
        cited = [(number * step) % 400 + 1 for step in range(2, 22)]
        words = " and ".join(link(f"A/RES/79/{one}", f"79/{one}") for one in cited)
        text = page(
            f"A/RES/80/{number}",
            preambular("Recalling", f"its resolutions {words}") + preambular("Noting", f"its resolutions {words}"),
            operative("1", "Requests", "a report") + operative("2", "Recalls", link("S/RES/1325(2000)", "1325 (2000)")),
            frbr=f"80-{number}",
            title=f"Tides {number}",
        )
        file = folder / f"A_RES_80_{number}.xml"
        file.write_bytes(text)
        files.append(file)
    return files[:ACKNOWLEDGED], files[ACKNOWLEDGED:]


def undisturbed_digest(folder: Path, files: Sequence[Path]) -> str:
    """The digest that the library and every graph of these files have."""
    with Library.open(folder / "undisturbed.sqlite") as library:
        report = pipeline.load(library, files)
        assert not report.rejects
        return library_digest(library)


class Trials:
    """What the trials share: the documents, what was loaded before, the right digest, and a Neo4j if one is killed."""

    def __init__(self, folder: Path, neo4j: Neo4jServer | None, *, usual: float | None = None) -> None:
        """`usual` is how many seconds a load takes, where that need not be looked at."""
        self.folder = folder
        self.neo4j = neo4j
        self.first, self.second = write_documents(folder / "documents")
        self.digest = undisturbed_digest(folder, [*self.first, *self.second])
        self.before = folder / "before"
        self.before.mkdir()
        recalling(self._environment(self.before, "loader"), "load", *map(str, self.first))
        embedded_stop(self.before / "graph")
        self.acknowledged = sources(self.before)
        self.usual: dict[str, float] = dict.fromkeys(VICTIMS, usual) if usual else {}

    def run(self, seed: int, victim: str) -> Trial:
        """One trial. Raises AssertionError, with what and where, when something was lost or is wrong."""
        began = time.monotonic()
        chance = random.Random(seed)
        place = self.folder / f"trial-{seed}"
        usual = self._usually(victim)
        environment = self._prepared(place, victim)
        after, ended = self._kill_a_load(environment, victim, place, chance.uniform(EARLIEST, LATEST * usual))
        left = sources(place)
        assert self.acknowledged.items() <= left.items(), f"seed {seed}: acknowledged sources are lost"
        if victim == "neo4j":
            assert self.neo4j is not None
            self.neo4j.start()
        recalling(environment, "load", *map(str, [*self.first, *self.second]))
        found = self._digests(place, environment, victim)
        assert found == (self.digest, self.digest), f"seed {seed}: {found}, not {self.digest}"
        shutil.rmtree(place)
        return Trial(seed, victim, after, self._phase(len(left), ended), len(left), time.monotonic() - began)

    def _prepared(self, place: Path, victim: str) -> dict[str, str]:
        """A copy of what was loaded before, in the engine of the trial; its settings."""
        shutil.copytree(self.before, place, ignore=shutil.ignore_patterns("graph") if victim == "neo4j" else None)
        environment = self._environment(place, victim)
        if victim == "child":
            embedded_start(place / "graph", linger=30)
        elif victim == "neo4j":
            assert self.neo4j is not None
            self.neo4j.empty()
            with self._store(environment) as store, Library.open(place / "library.sqlite") as library:
                project(library, store)
        return environment

    def _usually(self, victim: str) -> float:
        """Seconds that the load takes when nobody kills it."""
        if victim not in self.usual:
            place = self.folder / f"usual-{victim}"
            environment = self._prepared(place, victim)
            began = time.monotonic()
            recalling(environment, "load", *map(str, self.second))
            self.usual[victim] = time.monotonic() - began
            if victim != "neo4j":
                embedded_stop(place / "graph")
        return self.usual[victim]

    def _environment(self, place: Path, victim: str) -> dict[str, str]:
        environment = {
            **os.environ,
            "RECALLING_LIBRARY": str(place / "library.sqlite"),
            "RECALLING_GRAPH": f"embedded:{place / 'graph'}",
            "RECALLING_LINGER": "30",
            "PYTHONPATH": str(Path(__file__).parents[2]),
        }
        if victim == "neo4j":
            assert self.neo4j is not None
            environment |= {
                "RECALLING_GRAPH": self.neo4j.bolt_url,
                "RECALLING_USER": self.neo4j.user,
                "RECALLING_PASSWORD": self.neo4j.password,
            }
        return environment

    def _kill_a_load(self, environment: dict[str, str], victim: str, place: Path, after: float) -> tuple[float, bool]:
        """When it was killed, and whether the load had ended by then."""
        command = [*PROGRAM, "load", *map(str, self.second)]
        began = time.monotonic()
        with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as load:
            try:
                load.wait(after)
                ended = True
            except subprocess.TimeoutExpired:
                ended = False
            if victim == "loader":
                load.kill()
            elif victim == "child":
                pid = embedded_status(place / "graph").pid
                assert pid, "there is no child to kill"
                os.kill(pid, signal.SIGKILL)
            else:
                assert self.neo4j is not None
                assert self.neo4j.process is not None
                self.neo4j.process.kill()
            killed = time.monotonic() - began
            _, told = load.communicate(timeout=120)
        assert b"Traceback" not in told, told.decode()
        assert load.returncode == 0 or not ended, f"it ended with {load.returncode} by itself: {told.decode()}"
        return killed, ended

    def _phase(self, left: int, ended: bool) -> str:
        if ended:
            return "at rest"
        if left == len(self.first):
            return "starting"
        return "reading" if left < len(self.first) + len(self.second) else "writing"

    def _digests(self, place: Path, environment: dict[str, str], victim: str) -> tuple[str, str]:
        """Of the graph, and of the library."""
        with Library.open(place / "library.sqlite") as library, self._store(environment) as store:
            found = store.digest(), library_digest(library)
        if victim != "neo4j":
            embedded_stop(place / "graph")
        return found

    @contextmanager
    def _store(self, environment: dict[str, str]) -> Iterator[Store]:
        address = GraphAddress.parse(environment["RECALLING_GRAPH"])
        user, password = environment.get("RECALLING_USER"), environment.get("RECALLING_PASSWORD")
        with open_engine(address, user=user, password=password) as engine:
            yield Store(engine)


def recalling(environment: dict[str, str], *arguments: str) -> str:
    """Run a command that must succeed; what it printed."""
    done = subprocess.run(
        [*PROGRAM, *arguments], env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, f"recalling {arguments[0]} ended with {done.returncode}: {done.stderr[-2000:]}"
    return done.stdout


def sources(place: Path) -> dict[str, str]:
    """The sources in a trial's library with the digests of what was read; the library must be undamaged."""
    with Library.open(place / "library.sqlite") as library:
        library.check()
        return {source.name: source.digest for source in library.sources()}


@contextmanager
def trials(folder: Path, victims: Sequence[str]) -> Iterator[Trials]:
    """The trials in a folder, with a Neo4j of their own if one is to be killed."""
    if "neo4j" in victims:
        with serving() as server:
            yield Trials(folder, server)
    else:
        yield Trials(folder, None)


def main() -> int:
    """Run the trials and print a line for each. Exit 1 at the first that fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=50)
    parser.add_argument("--first", type=int, default=int(time.time()) % 100_000, help="seed of the first trial")
    parser.add_argument("--victims", default=",".join(VICTIMS))
    options = parser.parse_args()
    victims = options.victims.split(",")
    with tempfile.TemporaryDirectory(prefix="recalling-kills-") as name, trials(Path(name) / "trials", victims) as run:
        phases: Counter[str] = Counter()
        for seed in range(options.first, options.first + options.trials):
            trial = run.run(seed, victims[seed % len(victims)])
            phases[f"{trial.victim} {trial.phase}"] += 1
            print(trial, flush=True)
        print(", ".join(f"{what}: {times}" for what, times in sorted(phases.items())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
