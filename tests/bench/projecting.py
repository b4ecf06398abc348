"""A large graph into each engine: by the projection from the library, and by the bare driver's UNWIND and MERGE."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from graph.engines import Engine
from graph.library import Contribution, Library
from graph.merge import RANKS, encode, written
from graph.model import Citation, Edge, Instrument, Node, Ref
from graph.projection import project
from graph.records import node_properties
from graph.store import SCHEMA, Store

NODES, EDGES = 25_000, 250_000
VERBS = ("recalling", "reaffirming", "noting", "welcoming", "taking note", "guided by")
BARE_BATCH = 1_000
"""Rows a statement of the bare driver: the quickest of 500, 1,000, 2,000 and 5,000 on both engines."""

PUT_NODES = "UNWIND $rows AS row MERGE (n:Instrument {id: row.id}) SET n += row.properties"
PUT_LABELS = "UNWIND $rows AS row MATCH (n:Instrument {id: row.id}) SET n:Resolution"
PUT_EDGES = """
UNWIND $rows AS row
MATCH (a:Instrument {id: row.start}) MATCH (b:Instrument {id: row.end})
MERGE (a)-[r:CITES {key: row.key}]->(b) SET r += row.properties
"""


def facts(nodes: int = NODES, edges: int = EDGES) -> Iterator[Node | Edge]:
    """Resolutions that cite one another as real ones do: a few are cited by thousands."""
    chance = random.Random(1945)
    ids = [f"A/RES/{1 + number // 400}/{1 + number % 400}" for number in range(nodes)]
    for id_ in ids:
        yield Instrument(
            id=id_,
            label="Resolution",
            symbol=id_,
            title_en=f"A title of some length, as titles are: {id_}",
            coverage="full",
        )
    for number in range(edges):
        start, end = ids[number % nodes], ids[int(nodes * chance.random() ** 2.5)]
        paragraph = f"PP{1 + number // nodes}"
        yield Citation(
            kind="CITES",
            start_at=Ref("Instrument", start),
            end_at=Ref("Instrument", end),
            key=f"{paragraph}#{number // nodes}",
            section="preamble",
            paragraph=paragraph,
            opening=VERBS[number % len(VERBS)],
            verb=VERBS[number % len(VERBS)],
            cited_as="symbol",
            as_written=f"resolution {end.removeprefix('A/RES/')}",
            origin="link",
            languages=("en", "fr"),
            source="https://undocs.org/",
        )


def filled(path: Path) -> Library:
    """A library that holds `facts`."""
    library = Library.open(path)
    stated = (Contribution(fact, RANKS["text-en"]) for fact in facts())
    library.replace("bench", stated, digest="1", rank=RANKS["text-en"])
    return library


def bare(engine: Engine) -> float:
    """Seconds that the bare driver takes for the same nodes and edges, with nothing kept to resume from."""
    engine.ensure_schema(SCHEMA)
    every = list(facts())
    nodes = [
        {"id": n.id, "properties": node_properties(n.base, n.id, written(encode(n))[1])}
        for n in every
        if isinstance(n, Node)
    ]
    edges = [
        {"start": e.start_at.id, "end": e.end_at.id, "key": e.key, "properties": written(encode(e))[1]}
        for e in every
        if isinstance(e, Edge)
    ]
    begun = time.perf_counter()
    with engine.driver.session(database=engine.database) as session:
        for query, rows in ((PUT_NODES, nodes), (PUT_LABELS, nodes), (PUT_EDGES, edges)):
            for batch in _batches(rows):
                session.execute_write(lambda tx, q=query, b=batch: tx.run(q, rows=b).consume())
    return time.perf_counter() - begun


def ours(library: Library, engine: Engine) -> float:
    """Seconds that the projection takes from the library on."""
    engine.ensure_schema(SCHEMA)
    begun = time.perf_counter()
    project(library, Store(engine))
    return time.perf_counter() - begun


def _batches(rows: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    left = iter(rows)
    while batch := list(islice(left, BARE_BATCH)):
        yield batch
