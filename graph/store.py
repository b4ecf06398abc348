"""The graph in an engine, over the official driver: schema, batched idempotent writes, reads, meta node and digest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, LiteralString

import neo4j

from graph.batch import Batch
from graph.engines import Engine, Schema, translated
from graph.errors import ForeignGraph
from graph.library import Change
from graph.model import Ref
from graph.records import SEARCHED, edge_hash, node_hash, total
from graph.statements import per_base
from graph.vocabulary import vocabulary

SCHEMA = Schema(labels=(*vocabulary().nodes, "Recalling"), searched=SEARCHED, edges=tuple(vocabulary().edges))
"""What must exist in an engine; `Recalling` is the label of the one node that says whose graph this is."""

READ_META: LiteralString = "MATCH (m:Recalling {id: 'meta'}) RETURN properties(m) AS meta"
WRITE_META: LiteralString = "MERGE (m:Recalling {id: 'meta'}) SET m += $meta"
ANY_NODE: LiteralString = "MATCH (n) WHERE NOT n:Recalling RETURN labels(n) AS labels LIMIT 1"
ERASE_PAGE: LiteralString = (
    "MATCH (n) WHERE NOT n:Recalling WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS gone"
)
COUNT_NODES: LiteralString = "MATCH (n) WHERE n.coverage IS NOT NULL RETURN labels(n) AS labels, count(*) AS count"
COUNT_EDGES: LiteralString = "MATCH ()-[r]->() RETURN type(r) AS kind, count(*) AS count"

NODE_PAGE = per_base("""
MATCH (n:<base>) WHERE n.id > $after
RETURN labels(n) AS labels, properties(n) AS properties ORDER BY n.id LIMIT $limit
""")
EDGES_OF_PAGE = per_base("""
UNWIND $ids AS id MATCH (n:<base> {id: id})-[r]->(m)
RETURN id AS start, type(r) AS kind, labels(m) AS end_labels, m.id AS end, properties(r) AS properties
""")
LABELS = per_base("""
UNWIND $ids AS id MATCH (n:<base> {id: id}) RETURN id, labels(n) AS labels
""")

PAGE, EDGES_OF = 2_000, 200
"""Nodes a page of the digest, and of those as many at a time for their edges: some 3,000 edges, a sixth of the embedded
engine's time limit of 5 s on a machine that is busy with other things."""


@dataclass(frozen=True, slots=True)
class Meta:
    """Whose graph this is and how far it has been written.

    `projected` is the last change of the library that is wholly in the graph. While a later one is being written,
    `target` is its number and `cursor` the last owner that is done.
    """

    library: str
    schema: int
    projected: int
    target: int = 0
    cursor: str = ""


class Store:
    """A graph in an engine. All statements are parameterized; names of labels and kinds come from the vocabulary."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()

    # ---------------------------------------------------------------------------------------- running

    def read(self, query: LiteralString, /, **parameters: Any) -> list[dict[str, Any]]:
        """The rows of a read query, as plain dictionaries. Raises the errors of `graph.engines.translated`."""
        with translated(self.engine.address_text), self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(lambda tx: [dict(record) for record in tx.run(query, parameters)])

    def ask(
        self, query: LiteralString, parameters: dict[str, Any], *, limit: int, seconds: float
    ) -> tuple[list[str], list[list[Any]]]:
        """Columns and at most `limit` rows of a query, in a reading transaction that is always rolled back."""
        with (
            translated(self.engine.address_text),
            self._session(neo4j.READ_ACCESS) as session,
            session.begin_transaction(timeout=seconds) as transaction,
        ):
            result = transaction.run(query, parameters)
            rows = [list(record.values()) for record in result.fetch(limit)]
            columns = list(result.keys())
            transaction.rollback()
        return columns, rows

    def _write(self, statements: Sequence[tuple[LiteralString, dict[str, Any]]]) -> None:
        """Run statements in one transaction."""

        def work(tx: neo4j.ManagedTransaction) -> None:
            for query, parameters in statements:
                tx.run(query, parameters).consume()

        with translated(self.engine.address_text), self._session(neo4j.WRITE_ACCESS) as session:
            session.execute_write(work)

    def _session(self, mode: str) -> neo4j.Session:
        return self.engine.driver.session(  # pyright: ignore[reportUnknownMemberType]  # the driver's own **config
            database=self.engine.database, default_access_mode=mode, bookmark_manager=self._bookmarks
        )

    # ---------------------------------------------------------------------------------------- schema and meta

    def prepare(self) -> None:
        """Make constraints and indexes where they are missing."""
        self.engine.ensure_schema(SCHEMA)

    def meta(self) -> Meta | None:
        """The meta node, None where the graph has none."""
        rows = self.read(READ_META)
        if not rows:
            return None
        known = dict(rows[0]["meta"])
        return Meta(**{name: known[name] for name in Meta.__slots__ if name in known})

    def claim(self, library: str) -> Meta:
        """The meta node of a graph that belongs to this library; an empty graph is taken into possession.

        Raises ForeignGraph where the graph holds anything we did not write, or belongs to another library.
        """
        meta = self.meta()
        if meta is None:
            rows = self.read(ANY_NODE)
            if rows:
                label = ":".join(rows[0]["labels"]) or "no label"
                raise ForeignGraph(
                    f"the graph holds nodes that Recalling did not write (the first has {label})",
                    where=self.engine.address_text,
                    remedy="Use an empty database; nothing was changed.",
                )
            self.prepare()
            meta = Meta(library=library, schema=vocabulary().version, projected=0)
            self.mark(meta)
        elif meta.library != library:
            raise ForeignGraph(
                "the graph belongs to another library",
                where=self.engine.address_text,
                remedy="Set RECALLING_LIBRARY or RECALLING_GRAPH so that they belong together. Nothing was changed.",
            )
        return meta

    def mark(self, meta: Meta) -> None:
        """Write the meta node."""
        self._write([(WRITE_META, {"meta": {name: getattr(meta, name) for name in Meta.__slots__}})])

    def erase(self) -> Iterator[int]:
        """Delete everything in the graph, page by page, but for the meta node; yields the nodes gone so far."""
        gone = 0
        while True:
            with translated(self.engine.address_text), self._session(neo4j.WRITE_ACCESS) as session:
                page = session.execute_write(lambda tx: tx.run(ERASE_PAGE, limit=PAGE // 4).single(strict=True)["gone"])
            if not page:
                return
            gone += page
            yield gone

    # ---------------------------------------------------------------------------------------- writing

    def write(self, changes: Iterable[Change], meta: Meta) -> None:
        """Write changed facts and the meta node in one transaction; the same changes again change nothing.

        An edge whose end is not there yet makes a bare node with nothing but an id, which readers take for absent
        (it has no `coverage`) until its own facts arrive.
        """
        batch = Batch(changes)
        labels = {
            Ref.parse(f"{base}:{row['id']}"): frozenset(row["labels"])
            for base, ids in batch.node_ids().items()
            for row in self.read(LABELS[base], ids=ids)
        }
        if stale := list(batch.stale_labels(labels)):
            self._write(stale)
        written = (WRITE_META, {"meta": {name: getattr(meta, name) for name in Meta.__slots__}})
        self._write([*batch.statements(labels), written])

    # ---------------------------------------------------------------------------------------- counting

    def counts(self) -> tuple[dict[str, int], dict[str, int]]:
        """Nodes by most specific label and edges by kind."""
        nodes: dict[str, int] = defaultdict(int)
        for row in self.read(COUNT_NODES):
            specific = [label for label in row["labels"] if label not in vocabulary().nodes]
            nodes[specific[0] if specific else row["labels"][0]] += row["count"]
        edges = {row["kind"]: row["count"] for row in self.read(COUNT_EDGES)}
        return dict(sorted(nodes.items())), dict(sorted(edges.items()))

    def digest(self) -> str:
        """The digest of the whole graph without the meta node, read in pages."""
        return total(self._hashes())

    def _hashes(self) -> Iterator[int]:
        for base in vocabulary().nodes:
            after = ""
            while rows := self.read(NODE_PAGE[base], after=after, limit=PAGE):
                yield from (node_hash(row["labels"], row["properties"]) for row in rows)
                ids: list[str] = [row["properties"]["id"] for row in rows]
                for first in range(0, len(ids), EDGES_OF):
                    yield from self._edge_hashes(base, ids[first : first + EDGES_OF])
                after = ids[-1]

    def _edge_hashes(self, base: str, ids: list[str]) -> Iterator[int]:
        for edge in self.read(EDGES_OF_PAGE[base], ids=ids):
            end = next(label for label in edge["end_labels"] if label in vocabulary().nodes)
            yield edge_hash(edge["kind"], f"{base}:{edge['start']}", f"{end}:{edge['end']}", edge["properties"])
