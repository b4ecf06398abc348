"""The benchmarks: ours beside the bare thing, in one run on one machine. `make bench` prints a table in Markdown.

The corpus beside the checkout is used where it is; without it the reader is measured on a document of our own.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from akn_documents import link, page, preambular
from lxml import etree

from graph.engines import GraphAddress, embedded_stop, open_engine
from graph.library import Library
from graph.projection import project
from graph.queries.neighbours import neighbours
from graph.queries.relations import relation
from graph.queries.search import resolve
from graph.store import Store
from loaders.dataset import load_bundled
from loaders.facts import facts
from loaders.readers import akn

ONE_HOP = "MATCH (n:Instrument {id: $id})-[r:CITES]->(m) RETURN m.id, properties(r)"


def timed(work: Callable[[], object], times: int = 7) -> float:
    """Median of the wall time of some calls, in milliseconds."""
    found: list[float] = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return statistics.median(found)


def documents() -> list[bytes]:
    """Forty real documents, or as many of our own."""
    folder = Path(__file__).parents[3] / "shared" / "corpus" / "samples" / "English"
    if folder.is_dir():
        return [path.read_bytes() for path in sorted(folder.glob("*.xml"))]
    words = " and ".join(link(f"A/RES/79/{n}", f"79/{n}") for n in range(1, 60))
    return [page(preamble=preambular("Recalling", words) * 20)] * 40


def walked(data: bytes) -> int:
    return sum(1 for _ in etree.fromstring(data).iter())


def main() -> None:
    """Run all and print the table."""
    files = documents()
    rows = [
        ("parse and walk, lxml alone (40 documents)", timed(lambda: [walked(data) for data in files])),
        ("read and find citations (the same)", timed(lambda: [facts(r) for d in files for r in akn.read(d)], 3)),
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Library.open(folder / "library.sqlite") as library:
            rows.append(("bundled dataset into the library", timed(lambda: load_bundled(library), 1)))
            address = GraphAddress.parse(f"embedded:{folder / 'graph'}")
            rows.append(("open a cold graph", timed(lambda: open_engine(address, linger=5).close(), 1)))
            rows.append(("open a warm graph", timed(lambda: open_engine(address, linger=5).close())))
            with open_engine(address, linger=1) as engine:
                store = Store(engine)
                rows.append(("bundled dataset into the graph", timed(lambda: project(library, store), 1)))
                rows += asked(store)
        embedded_stop(folder / "graph")
    print("| what | ms |\n|---|---|")
    for what, milliseconds in rows:
        print(f"| {what} | {milliseconds:,.1f} |")


def asked(store: Store) -> list[tuple[str, float]]:
    """One hop by the bare driver, by the store, and as a page with its total."""
    node = resolve(store, "A/RES/78/265")
    driver, database = store.engine.driver, store.engine.database

    def bare() -> object:
        with driver.session(database=database) as session:
            return session.execute_read(lambda tx: [dict(record) for record in tx.run(ONE_HOP, id=node.id)])

    return [
        ("one hop, bare driver", timed(bare, 50)),
        ("one hop, through the store", timed(lambda: store.read(ONE_HOP, id=node.id), 50)),
        ("one hop, a page of neighbours with its total", timed(lambda: neighbours(store, node, relation("cites")), 50)),
        ("a name of five spellings found", timed(lambda: resolve(store, "resolution 78/265"), 50)),
    ]


if __name__ == "__main__":
    main()
