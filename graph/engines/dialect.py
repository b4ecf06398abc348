"""The one place where the engines differ in Cypher and DDL: schema, search and limits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, LiteralString, Protocol, cast

from graph.errors import BadInput

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,62}")
# Nothing in a term can be read as an operator of Lucene's. Both engines' standard analyzer makes one term of each
# Chinese character, which therefore has no beginning to search by.
_HAN = re.compile("[㐀-䶿一-鿿豈-﫿\U00020000-\U000323af]")
_TERM = re.compile(rf"{_HAN.pattern}|(?:(?!{_HAN.pattern})\w)+")
COMMAND_TIMEOUT_MS = 5000
MAX_RANGE = 10_000
"""Elements of a list that `range()` makes: no time limit interrupts what goes over a list."""


@dataclass(frozen=True)
class Schema:
    """What must exist before the first write: names of labels and edge kinds, from the vocabulary.

    `labels` get a unique `id`; `searched`, a part of them, a full-text index over `search`.
    """

    labels: tuple[str, ...]
    searched: tuple[str, ...] = ()
    edges: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in (*self.labels, *self.searched, *self.edges):
            if not _NAME.fullmatch(name):  # names go into DDL, which takes no parameters
                raise ValueError(f"{name!r} is no name of a label or edge kind")
        if missing := set(self.searched) - set(self.labels):
            raise ValueError(f"searched but not among the labels: {sorted(missing)}")

    def as_json(self) -> dict[str, list[str]]:
        """The form in which the child reads it."""
        return {key: list(names) for key, names in asdict(self).items()}

    @classmethod
    def from_json(cls, value: dict[str, list[str]]) -> Schema:
        """Undo `as_json`. Raises ValueError, KeyError or TypeError for anything else."""
        return cls(**{key: tuple(value[key]) for key in ("labels", "searched", "edges")})


class Dialect(Protocol):
    """What the store asks of an engine's own language; the schema is made by `Engine.ensure_schema`."""

    @property
    def name(self) -> str:
        """`arcadedb` or `neo4j`."""
        ...

    def search_index(self, label: str) -> str:
        """The name of the full-text index over `label`."""
        ...


# One procedure and one query syntax (Lucene's) on both engines; only the names of the indexes differ. The
# procedure's own `limit` cuts among equal scores at random, so that the limit stands after the sort.
SEARCH: LiteralString = """
UNWIND $indexes AS index
CALL db.index.fulltext.queryNodes(index, $words) YIELD node, score
RETURN node.id AS id, [label IN labels(node) WHERE label IN $labels][0] AS label, score
ORDER BY score DESC, id
SKIP $skip LIMIT $limit
"""


def search(
    dialect: Dialect, words: Sequence[str], labels: Sequence[str], *, skip: int = 0, limit: int = 50
) -> tuple[LiteralString, dict[str, Any]]:
    """The query for nodes of `labels` with all of `words`, the last one as a beginning, and its parameters.

    `words` are folded as the `search` property is. Rows have id, label (one of `labels`) and score, best first:
    both engines find the same nodes, but each has its own scores. Raises BadInput when there is no word.
    """
    terms = [f"+{term}" for word in words for term in _TERM.findall(word.lower())]
    if not terms:
        raise BadInput("there is no word to search for")
    if not _HAN.search(terms[-1]):
        terms[-1] += "*"
    parameters: dict[str, Any] = {
        "indexes": [dialect.search_index(label) for label in labels],
        "labels": list(labels),
        "words": " ".join(terms),
        "skip": skip,
        "limit": limit,
    }
    return SEARCH, parameters


def _statement(text: str) -> LiteralString:
    """DDL has no parameters: its names come from a Schema, which has checked them."""
    return cast("LiteralString", text)


@dataclass(frozen=True)
class Neo4jDialect:
    """Cypher DDL, run over Bolt."""

    name: str = "neo4j"

    def search_index(self, label: str) -> str:
        return f"recalling_search_{label}"

    def schema_statements(self, schema: Schema) -> list[LiteralString]:
        """Cypher that makes `schema`, each statement harmless when repeated, in transactions of their own."""
        # No stop words: ArcadeDB has none, and "the" is a word in no language of ours but one.
        options = "OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words'}}"
        unique = [
            f"CREATE CONSTRAINT recalling_id_{label} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
            for label in schema.labels
        ]
        searched = [
            f"CREATE FULLTEXT INDEX {self.search_index(label)} IF NOT EXISTS FOR (n:{label}) ON EACH [n.search] "
            f"{options}"
            for label in schema.searched
        ]
        return [_statement(text) for text in (*unique, *searched, "CALL db.awaitIndexes(300)")]


@dataclass(frozen=True)
class ArcadeDBDialect:
    """SQL, run by the child: over Bolt, full-text indexes and settings of the database are syntax errors."""

    name: str = "arcadedb"

    def search_index(self, label: str) -> str:
        return f"{label}[search]"

    def schema_statements(self, schema: Schema) -> list[LiteralString]:
        """SQL that makes `schema`, each statement harmless when repeated."""
        statements: list[str] = []
        for label in schema.labels:
            statements += [
                f"CREATE VERTEX TYPE {label} IF NOT EXISTS",
                f"CREATE PROPERTY {label}.id IF NOT EXISTS STRING",
                f"CREATE INDEX IF NOT EXISTS ON {label} (id) UNIQUE",
            ]
        for label in schema.searched:
            statements += [
                f"CREATE PROPERTY {label}.search IF NOT EXISTS STRING",
                f"CREATE INDEX IF NOT EXISTS ON {label} (search) FULL_TEXT",
            ]
        statements += [f"CREATE EDGE TYPE {kind} IF NOT EXISTS" for kind in schema.edges]
        return [_statement(text) for text in statements]

    def limits(self, timeout_ms: int = COMMAND_TIMEOUT_MS) -> dict[str, str]:
        """The database's settings that keep a query from running for ever and from reading files or the network."""
        return {
            "arcadedb.command.timeout": str(timeout_ms),
            "arcadedb.queryMaxRangeSize": str(MAX_RANGE),
            "arcadedb.opencypher.loadCsv.allowFileUrls": "false",
            "arcadedb.opencypher.loadCsv.allowRemoteUrls": "false",
        }

    def limit_statement(self, key: str, value: str) -> LiteralString:
        """SQL that sets one of the limits for good. In `config` of create_server they have no effect."""
        return _statement(f"ALTER DATABASE `{key}` {value}")
