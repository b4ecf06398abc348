"""The benchmarks: ours beside the bare thing, in one run on one machine. `make bench` prints a table in Markdown.

The corpus beside the checkout is used where it is; without it the reader is measured on a document of our own. Neo4j is
measured where it can be had. `make bench ARGS="reading asking"` runs some parts: reading, corpus, loading, asking,
projecting.
"""

from __future__ import annotations

import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import projecting
from akn_documents import link, page, preambular
from growing import HOSTILE
from lxml import etree
from neo4j_maven import UnavailableError
from neo4j_server import serving

from graph.engines import Engine, GraphAddress, embedded_status, embedded_stop, open_engine
from graph.errors import BadSource
from graph.library import Library, Written
from graph.projection import project
from graph.queries.neighbours import neighbours
from graph.queries.relations import relation
from graph.queries.search import resolve
from graph.store import Store
from loaders.citations.mentions import mentions
from loaders.citations.text import written
from loaders.dataset import FIRST, LATER, announce, load_bundled
from loaders.facts import facts
from loaders.readers import akn
from loaders.records import Record
from loaders.sources import Item, items
from loaders.workers import outcomes, worked

ONE_HOP = "MATCH (n:Instrument {id: $id})-[r:CITES]->(m) RETURN m.id, properties(r)"
PARTS = ("reading", "corpus", "loading", "asking", "projecting")
CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


def timed(work: Callable[[], object], times: int = 7) -> float:
    """Median of the wall time of some calls, in milliseconds."""
    found: list[float] = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return statistics.median(found)


def alternately(one: Callable[[], object], other: Callable[[], object], times: int) -> tuple[float, float]:
    """Medians of two calls that take turns, in milliseconds: what else the machine does meets both alike."""
    found: tuple[list[float], list[float]] = ([], [])
    for _ in range(times):
        for work, took in zip((one, other), found, strict=True):
            start = time.perf_counter()
            work()
            took.append((time.perf_counter() - start) * 1000)
    return statistics.median(found[0]), statistics.median(found[1])


def row(what: str, milliseconds: float) -> None:
    """One line of the table, as soon as it is known."""
    print(f"| {what} | {milliseconds:,.1f} |", flush=True)


# ------------------------------------------------------------------------------------------------ reading


def documents() -> list[bytes]:
    """Forty real documents, or as many of our own."""
    folder = CORPUS / "samples" / "English"
    if folder.is_dir():
        return [path.read_bytes() for path in sorted(folder.glob("*.xml"))]
    words = " and ".join(link(f"A/RES/79/{n}", f"79/{n}") for n in range(1, 60))
    return [page(preamble=preambular("Recalling", words) * 20)] * 40


def walked(data: bytes) -> int:
    """What lxml alone does: parse, and look at each element's name, attributes, text and the text behind it."""
    return sum(
        len(element.text or "") + len(element.tail or "") + len(str(element.tag)) + len(dict(element.attrib))
        for element in _parsed(data).iter(etree.Element)
    )


def _parsed(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(recover=True))


def reading() -> None:
    """A few documents in this process; the whole corpus in as many processes as there are processors."""
    few = documents()
    row(f"parse and walk, lxml alone ({len(few)} documents)", timed(lambda: [walked(data) for data in few]))
    row("read and find citations (the same)", timed(lambda: [facts(r) for d in few for r in akn.read(d)], 3))
    if not (CORPUS / "unxml").is_dir():
        return
    every = list(items([CORPUS / "unxml"]))
    words(every)
    row(
        f"parse and walk, lxml alone ({len(every):,} files, from their zips)",
        timed(lambda: [walked(item.read().data) for item in every], 1),
    )
    row(
        "read their markup into facts: titles, votes, links (the same, all processors)",
        timed(lambda: sum(map(len, worked(every, len(every), in_markup, _died))), 1),
    )
    row(
        "read markup and words into facts (the same, all processors)",
        timed(lambda: sum(1 for _ in outcomes(every, len(every), _unknown)), 1),
    )


def in_markup(item: Item) -> list[Written]:
    """The facts that the markup of a file states, as they are kept."""
    return [one.written for record in _read(item.read().data) for one in facts(record, words=False).contributions]


def _died(item: Item, why: str) -> list[Written]:
    raise AssertionError(f"{item.name}: {why}")


def words(every: list[Item]) -> None:
    """How many megabytes of English text a second are read for citations, links ignored, beside a bare scan of them."""
    english = [record for item in every if "English" in item.name for record in _read(item.read().data)][:900]
    warm, rest = english[:150], english[150:]
    texts = [paragraph.text for record in rest for paragraph in record.paragraphs]
    size = sum(len(text.encode()) for text in texts) / 1e6
    numbers = re.compile("[0-9]+")
    for record in warm:
        mentions(record, [], links=False)
    bare = min(timed(lambda: [numbers.findall(text) for text in texts], 1) for _ in range(5))
    ours = min(timed(lambda: [mentions(record, [], links=False) for record in rest], 1) for _ in range(5))
    row(f"MB a second of English text, a bare scan for digits ({size:.1f} MB)", size / bare * 1000)
    row("MB a second of English text, citations in words (the same, one core)", size / ours * 1000)
    hostile = [piece * (100_000 // len(piece)) for piece in HOSTILE]
    slowest = max(min(timed(lambda text=text: written([text], "en", "A"), 1) for _ in range(3)) for text in hostile)
    row(f"citations in 100 KB of hostile text, the slowest of {len(hostile)}", slowest)


def _read(data: bytes) -> list[Record]:
    try:
        return [record for record in akn.read(data) if isinstance(record, Record)]
    except BadSource:
        return []


def _unknown(_: str) -> None:
    return None


# ------------------------------------------------------------------------------------------------ loading and asking


def loading_and_asking(parts: set[str]) -> None:
    """The bundled dataset into the embedded engine, and questions to it."""
    with tempfile.TemporaryDirectory() as name, Library.open(Path(name) / "library.sqlite") as library:
        address = GraphAddress.parse(f"embedded:{Path(name) / 'graph'}")
        row("open a new graph", timed(lambda: open_engine(address, linger=30).close(), 1))
        row("open a warm graph", timed(lambda: open_engine(address, linger=30).close()))
        with open_engine(address, linger=1) as engine:
            store = Store(engine)
            announce(library)
            for sources, what in ((FIRST, "instruments and citations"), (LATER, "the rest")):
                into_library = timed(lambda some=sources: load_bundled(library, some), 1)
                row(f"bundled dataset into the library: {what}", into_library)
                row(f"bundled dataset into the graph: {what}", timed(lambda: project(library, store), 1))
            if "asking" in parts:
                asking(store)
        embedded_stop(Path(name) / "graph")
        row("open a cold graph", timed(lambda: open_engine(address, linger=5).close(), 1))
        embedded_stop(Path(name) / "graph")


def loading_by_command() -> None:
    """The bundled dataset as a person loads it, with the memory that it takes."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        settings = {
            "RECALLING_LIBRARY": str(place / "library.sqlite"),
            "RECALLING_GRAPH": f"embedded:{place / 'graph'}",
        }
        command = [sys.executable, "-c", "from api.cli.main import main; main()", "load"]
        began = time.perf_counter()
        load = subprocess.Popen(command, env=settings, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(load.pid, 0)
        load.returncode = os.waitstatus_to_exitcode(status)
        assert load.returncode == 0
        row("recalling load, the bundled dataset into nothing", (time.perf_counter() - began) * 1000)
        row("memory of the load at most, MB", used.ru_maxrss / 1000)
        row("memory of the embedded engine at most, MB", _memory(embedded_status(place / "graph").pid))
        embedded_stop(place / "graph")


def corpus_by_command() -> None:
    """The whole corpus as a person loads it, twice, with the memory of all processes together."""
    if not CORPUS.is_dir():
        return
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        settings = {
            **os.environ,
            "RECALLING_LIBRARY": str(place / "library.sqlite"),
            "RECALLING_GRAPH": f"embedded:{place / 'graph'}",
        }
        command = [sys.executable, "-c", "from api.cli.main import main; main()", "load", str(CORPUS)]
        for what in ("", ", once more"):
            began, most = time.perf_counter(), 0.0
            load = subprocess.Popen(command, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            while load.poll() is None:
                most = max(most, _proportional(place))
                time.sleep(0.5)
            assert load.returncode in (0, 1)  # tables that are no source are rejected
            row(f"recalling load, the whole corpus{what}", (time.perf_counter() - began) * 1000)
            row(f"memory of all its processes at most{what}, MB", most)
        embedded_stop(place / "graph")


def _proportional(place: Path) -> float:
    """Megabytes of this process's descendants and of the embedded engine; what they share is counted once."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/smaps_rollup"):
        try:
            settings = (status.parent / "environ").read_bytes()
            if str(place).encode() in settings:
                pss = next(line for line in status.read_text().splitlines() if line.startswith("Pss:"))
                total += int(pss.split()[1])
        except (OSError, StopIteration):
            continue  # it has ended meanwhile
    return total / 1000


def asking(store: Store) -> None:
    """One hop by the bare driver, by the store, and as a page with its total."""
    node = resolve(store, "A/RES/78/265")
    driver, database = store.engine.driver, store.engine.database

    def bare() -> object:
        with driver.session(database=database) as session:
            return session.execute_read(lambda tx: [dict(record) for record in tx.run(ONE_HOP, id=node.id)])

    def ours() -> object:
        return store.read(ONE_HOP, id=node.id)

    alternately(bare, ours, 100)  # to warm up
    took = alternately(bare, ours, 300)
    row("one hop, bare driver", took[0])
    row("one hop, through the store (in turns)", took[1])
    row("one hop, a page of neighbours with its total", timed(lambda: neighbours(store, node, relation("cites")), 50))
    row("a name of five spellings found", timed(lambda: resolve(store, "resolution 78/265"), 50))


def _memory(pid: int | None) -> float:
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return float("nan")
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1000


# ------------------------------------------------------------------------------------------------ projecting


def project_large() -> None:
    """250,000 edges into each engine, by the projection and by the bare driver, each into an empty graph."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        started = time.perf_counter()
        with projecting.filled(folder / "library.sqlite") as library:
            row("250,000 edges into the library", (time.perf_counter() - started) * 1000)
            for how, work in (("bare driver", projecting.bare), ("projection", lambda e: projecting.ours(library, e))):
                address = GraphAddress.parse(f"embedded:{folder / how.replace(' ', '-')}")
                with open_engine(address, linger=1) as engine:
                    row(f"250,000 edges into the embedded engine, {how}", work(engine) * 1000)
                assert address.path is not None
                embedded_stop(address.path)
            for how, work in (("bare driver", projecting.bare), ("projection", lambda e: projecting.ours(library, e))):
                with _neo4j() as engine:
                    if engine is not None:
                        row(f"250,000 edges into Neo4j, {how}", work(engine) * 1000)


@contextmanager
def _neo4j() -> Iterator[Engine | None]:
    try:
        with serving() as server:
            address = GraphAddress.parse(server.bolt_url)
            with open_engine(address, user=server.user, password=server.password) as engine:
                yield engine
    except UnavailableError as error:
        print(f"| (no Neo4j here: {error}) | |")
        yield None


def main() -> None:
    """Run the parts that are asked for, all without a word."""
    parts = set(sys.argv[1:]) or set(PARTS)
    print("| what | ms |\n|---|---|")
    if "reading" in parts:
        reading()
    if "corpus" in parts:
        corpus_by_command()
    if parts & {"loading", "asking"}:
        loading_and_asking(parts)
    if "loading" in parts:
        loading_by_command()
    if "projecting" in parts:
        project_large()
    row("most memory of this process, MB", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)


if __name__ == "__main__":
    main()
