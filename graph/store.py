"""The graph in an engine, over the official driver: schema, batched idempotent writes, reads, meta node and digest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, LiteralString

import neo4j

from graph.batch import Batch
from graph.contents import counts, hashes, hashes_from_ends
from graph.deadline import within
from graph.engines import Engine, Line, Schema, translated
from graph.errors import EngineUnavailable, ForeignGraph
from graph.presence import Presence
from graph.records import SEARCHED, total
from graph.values import weight
from graph.vocabulary import vocabulary

SCHEMA = Schema(labels=(*vocabulary().nodes, "Recalling"), searched=SEARCHED, edges=tuple(vocabulary().edges))
"""What must exist in an engine; `Recalling` is the label of the one node that says whose graph this is."""

READ_META: LiteralString = "MATCH (m:Recalling {id: 'meta'}) RETURN properties(m) AS meta"
WRITE_META: LiteralString = "MERGE (m:Recalling {id: 'meta'}) SET m += $meta"
ANY_NODE: LiteralString = "MATCH (n) WHERE NOT n:Recalling RETURN labels(n) AS labels LIMIT 1"
ERASE_PAGE: LiteralString = (
    "MATCH (n) WHERE NOT n:Recalling WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS gone"
)

ERASED = 500
"""Nodes a transaction, each with all its edges."""
READ_SECONDS = 30.0
"""Of a read of ours, on Neo4j; the embedded engine has a limit of its own for every statement."""
GRACE = 0.8
"""Seconds in which an engine may say by itself that it has stopped somebody's query."""
FETCHED = 20
"""Rows of somebody's query at a time: each may be large, and what has been sent must be held."""
WIRE = 2
"""Bytes from the engine for a byte of an answer: what was sent ahead and is not given counts as well."""


@dataclass(frozen=True, slots=True)
class Meta:
    """Whose graph this is and how far it has been written.

    `projected` is the last change of the library that is wholly in the graph. While a later one is being written,
    `target` is its number and `cursor` the last owner that is done. The tokens are those of the two changes: a copy of
    the library that went its own way has other changes of the same numbers. `sources` is the digest of all that was
    loaded (`Library.sources_digest`) when the last projection began, `engine` the engine that wrote last, with version.
    """

    library: str
    schema: int
    projected: int
    token: str = ""
    target: int = 0
    target_token: str = ""
    cursor: str = ""
    sources: str = ""
    engine: str = ""


class Store:
    """A graph in an engine. All statements are parameterized; names of labels and kinds come from the vocabulary."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()

    # ---------------------------------------------------------------------------------------- running

    def read(self, query: LiteralString, /, **parameters: Any) -> list[dict[str, Any]]:
        """The rows of a read query, as plain dictionaries. Raises the errors of `graph.engines.translated`."""

        @neo4j.unit_of_work(timeout=READ_SECONDS)
        def work(tx: neo4j.ManagedTransaction) -> list[dict[str, Any]]:
            return [dict(record) for record in tx.run(query, parameters)]

        with translated(self.engine.address_text), self.engine.reading(), self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(work)

    def ask(
        self, query: LiteralString, parameters: dict[str, Any], *, limit: int, seconds: float, size: int = 2**24
    ) -> tuple[list[str], list[list[Any]], bool]:
        """Columns, at most `limit` rows of `size` bytes together, and whether these are all rows of a query.

        It runs in a reading transaction that is always rolled back. Raises QueryTimeout soon after `seconds`, also
        where the engine goes on; the connection is then cut, as it is where a row is larger than all rows may be.
        """
        line = Line()
        columns: list[str] = []
        rows: list[list[Any]] = []

        def work() -> bool:
            left = size
            with (
                translated(self.engine.address_text),
                self.engine.reading(),
                self._session(neo4j.READ_ACCESS, fetch_size=FETCHED) as session,
                session.begin_transaction(timeout=seconds) as transaction,
                line.limited(transaction, WIRE * size),
            ):
                result = transaction.run(query, parameters)
                columns.extend(result.keys())
                for record in result:
                    values = list(record.values())
                    left -= weight(values, left)
                    if left < 0 or len(rows) == limit:
                        break
                    rows.append(values)
                else:
                    transaction.rollback()
                    return True
                transaction.rollback()
            return False

        try:
            complete = within(seconds + GRACE, work, give_up=line.cut)
        except EngineUnavailable:
            if not line.overrun:
                raise
            complete = False
        return columns, rows, complete

    def _write(self, statements: Sequence[tuple[LiteralString, dict[str, Any]]]) -> list[neo4j.Record]:
        """Run statements in one transaction; the rows of the last one."""

        def work(tx: neo4j.ManagedTransaction) -> list[neo4j.Record]:
            turn.close()  # that of an attempt before, which was rolled back
            rows: list[neo4j.Record] = []
            for query, parameters in statements:
                rows = list(tx.run(query, parameters))
            turn.enter_context(self.engine.committing())  # for what the driver does when this function has ended
            return rows

        with (
            ExitStack() as turn,
            translated(self.engine.address_text),
            self._session(neo4j.WRITE_ACCESS) as session,
        ):
            return session.execute_write(work)

    def _session(self, mode: str, fetch_size: int = 1_000) -> neo4j.Session:
        return self.engine.driver.session(  # pyright: ignore[reportUnknownMemberType]  # the driver's own **config
            database=self.engine.database,
            default_access_mode=mode,
            bookmark_manager=self._bookmarks,
            fetch_size=fetch_size,
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
        self._write([self._written(meta)])

    def erase(self) -> Iterator[int]:
        """Delete everything in the graph, page by page, but for the meta node; yields the nodes gone so far."""
        gone = 0
        while True:
            page = int(self._write([(ERASE_PAGE, {"limit": ERASED})])[0]["gone"])
            if not page:
                return
            gone += page
            yield gone

    # ---------------------------------------------------------------------------------------- writing

    def presence(self, meta: Meta) -> Presence:
        """What is known to be in the graph before a projection: nothing, where none was written yet."""
        return Presence(self.read, empty=not (meta.projected or meta.cursor))

    def write(self, batch: Batch, meta: Meta, presence: Presence) -> None:
        """Write changed facts and the meta node in one transaction; the same batch again changes nothing.

        An edge whose end is not there yet makes a bare node with nothing but labels and an id, which readers take for
        absent (it has no `coverage`) until its own facts arrive.
        """
        known = presence.of(batch.refs())
        if stale := list(batch.stale_labels(known)):
            self._write(stale)
        without = presence.without(batch.many_edges())
        self._write([*batch.statements(known, without), self._written(meta)])
        presence.note(*batch.outcome())

    def _written(self, meta: Meta) -> tuple[LiteralString, dict[str, Any]]:
        properties = {name: getattr(meta, name) for name in Meta.__slots__}
        return WRITE_META, {"meta": properties | {"engine": f"{self.engine.dialect.name} {self.engine.version}"}}

    # ---------------------------------------------------------------------------------------- counting

    def counts(self) -> tuple[dict[str, int], dict[str, int]]:
        """Nodes by most specific label and edges by kind."""
        return counts(self.read)

    def digest(self) -> str:
        """The digest of the whole graph without the meta node, read in pages."""
        return total(hashes(self.read))

    def digest_from_ends(self) -> str:
        """The same digest, with each edge found from where it ends: where it differs, the graph is damaged."""
        return total(hashes_from_ends(self.read))
