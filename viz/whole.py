"""A whole library as files for others: facts as JSON Lines, and CSV as Neo4j's import tool takes it."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import orjson

from graph.library import Written
from graph.merge import written
from graph.model import Ref
from graph.vocabulary import PropertyTerm, vocabulary

PART = 16 * 1024 * 1024
"""Bytes of a part of an archive of facts: what one source may hold when it is loaded again."""
LIST = "\x1f"
"""What stands between the elements of a list in CSV: a sign that is in no text (U+001F, "unit separator")."""
_TYPES = {"integer": "long", "flag": "boolean", "texts": "string[]"}


def fact_lines(facts: Iterable[Written]) -> Iterator[bytes]:
    """Facts as JSON Lines of kind, key, rank and value, which `recalling load` reads again."""
    for fact in facts:
        yield orjson.dumps([fact.kind, fact.key, fact.rank, orjson.loads(fact.value)]) + b"\n"


def facts_archive(facts: Iterable[Written]) -> bytes:
    """The same in a zip of several files, none of which is too large to be loaded again."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        part, size, number = list[bytes](), 0, 0
        for line in (*fact_lines(facts), b""):
            if part and (not line or size + len(line) > PART):
                number += 1
                # A date of its own would make other bytes of the same facts.
                archive.writestr(zipfile.ZipInfo(f"facts-{number:03}.jsonl"), b"".join(part), zipfile.ZIP_DEFLATED)
                part, size = [], 0
            part.append(line)
            size += len(line)
    return file.getvalue()


def neo4j_csv(facts: Iterable[Written], folder: Path) -> int:
    """Write tables of nodes and relationships into a folder, with the arguments of the tool that imports them.

    `neo4j-admin database import full neo4j @import.args`, called in the folder, makes a database of them: a node has
    its base label and its specific one, `id` and the properties of the model. Returns the number of facts.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tables: dict[str, _Table] = {}
    count = 0
    with ExitStack() as opened:
        for fact in facts:
            count += 1
            table = _table_of(fact)
            if table not in tables:
                stream = opened.enter_context((folder / f"{table}.csv").open("w", encoding="utf-8", newline=""))
                tables[table] = _Table(stream, fact)
            tables[table].write(fact)
    (folder / "import.args").write_text("".join(f"{argument}\n" for argument in _arguments(tables)), "utf-8")
    return count


class _Table:
    """One table: its heading says what the columns are, in the way of the import tool."""

    def __init__(self, stream: Any, first: Written) -> None:
        known = vocabulary()
        self._writer = csv.writer(stream, lineterminator="\n")
        self._node = first.kind in known.nodes
        terms = known.nodes[first.kind].properties if self._node else known.shapes[known.edges[first.kind].shape]
        self._columns = list(terms)
        if self._node:
            keys = [f"id:ID({first.kind})", ":LABEL"]
        else:
            start, end = (Ref.parse(one) for one in first.key.split("\t")[:2])
            keys = [f":START_ID({start.base})", f":END_ID({end.base})", ":TYPE"]
            self._columns = [*([] if "key" in terms else ["key"]), *terms]
        self._writer.writerow([*keys, *(_heading(name, terms) for name in self._columns)])

    def write(self, fact: Written) -> None:
        """Add a row."""
        label, properties = written(fact.value)
        if self._node:
            row = [fact.key, LIST.join([fact.kind, *([label] if label else [])])]
        else:
            start, end, _ = fact.key.split("\t")
            row = [Ref.parse(start).id, Ref.parse(end).id, fact.kind]
        self._writer.writerow([*row, *(_cell(properties.get(name)) for name in self._columns)])


def _table_of(fact: Written) -> str:
    if fact.kind in vocabulary().nodes:
        return fact.kind
    start, end, _ = fact.key.split("\t")
    return f"{fact.kind}-{Ref.parse(start).base}-{Ref.parse(end).base}"


def _heading(name: str, terms: Any) -> str:
    term: PropertyTerm | None = terms.get(name)
    return f"{name}:{_TYPES.get(term.type, 'string') if term else 'string'}"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return LIST.join(map(str, value))  # pyright: ignore[reportUnknownArgumentType,reportUnknownVariableType]
    return str(value).lower() if isinstance(value, bool) else str(value)


def _arguments(tables: Iterable[str]) -> Iterator[str]:
    yield from ("--array-delimiter=U+001F", "--multiline-fields=true", "--skip-bad-relationships=false")
    for table in sorted(tables):
        yield f"--relationships={table}.csv" if "-" in table else f"--nodes={table}.csv"
