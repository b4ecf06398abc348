"""Makes the bundled dataset from a corpus: all its documents and treaty tables, as sorted facts, with a manifest."""

from __future__ import annotations

import gzip
import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from graph.errors import BadSource
from graph.library import Library, Written
from graph.merge import RANKS, written
from graph.vocabulary import vocabulary
from graph.wording import ATTRIBUTION
from loaders import pipeline
from loaders.dataset import MANIFEST, PARTS, PROCEEDINGS, TEXTS, file_of
from loaders.readers.treaty_tables import read_tables
from loaders.rejects import LoadReport

EDITION = "2026-12"
LATER = frozenset({"ABOUT", "VOTED", "SPONSORED", "DRAFT_OF", "SIGNED", "PARTY_TO"})
"""Kinds of edges that are in the second part."""
READ = ("partial", "full")
"""The coverage of what has a text of its own; a draft of it is known from its record only."""
TABLES_AS_OF = "2015"

GAPS = (
    "Texts of the General Assembly: sessions 75, 76, 78 and 79, of session 77 two resolutions; decisions of sessions "
    "76 and 77. Of the Security Council: resolutions of 2000 to 2017 and 2020 to 2024, statements of its President of "
    "2000 to 2020, drafts that were not adopted. Of the Economic and Social Council: 2021 to 2023. Of the Human "
    "Rights Council: sessions 54 to 56. Of all others nothing is known but that they are cited.",
    "English and French texts are whole; of Spanish, Russian, Chinese, Arabic and German a sixth.",
    "Citations are read from hyperlinks and from the words, in seven languages; how many are missed or wrong is told "
    "in docs/accuracy.md. Statements that are cited by their day alone are found in English and French only.",
    "Treaties and declarations are found by name, by symbol and by volume and number of the Treaty Series where "
    "editors have stated their names; a short name as 'the Declaration' is not resolved.",
    "Who is party to which treaty is as of 2015.",
)


@dataclass
class _Counts:
    """What the manifest counts while the facts pass by."""

    nodes: Counter[str] = field(default_factory=Counter[str])
    edges: Counter[str] = field(default_factory=Counter[str])
    texts: Counter[str] = field(default_factory=Counter[str])
    coverage: dict[str, Counter[str]] = field(default_factory=dict[str, Counter[str]])

    def add(self, fact: Written) -> None:
        """Count one fact."""
        label, known = written(fact.value)
        if fact.kind not in vocabulary().nodes:
            self.edges[fact.kind] += 1
            return
        self.nodes[label or fact.kind] += 1
        if fact.kind == "Instrument" and known.get("coverage") in READ:
            self.texts[label or fact.kind] += 1
            self.coverage.setdefault(body_of(fact.key), Counter())[str(known.get("year", "unknown"))] += 1


def build(
    paths: Sequence[Path],
    into: Path,
    *,
    tables: Path | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> dict[str, Any]:
    """Write the parts and `manifest.json` into a folder; the manifest. `tables` is a folder of treaty tables.

    The same corpus gives the same bytes. Raises BadSource where nothing could be read.
    """
    with (
        tempfile.TemporaryDirectory(prefix="recalling-build-") as folder,
        Library.open(Path(folder) / "library.sqlite") as library,
    ):
        report = pipeline.load(library, paths, progress=progress)
        if not report.read:
            raise BadSource("no document of the corpus could be read", where=", ".join(map(str, paths)))
        if tables is not None:
            stated = read_tables(tables, as_of=TABLES_AS_OF).contributions
            library.replace("treaty tables", stated, digest=TABLES_AS_OF, rank=RANKS["record"])
        conflicts = sum(1 for _ in library.conflicts())
        return write(library.merged(), into, report, conflicts)


def write(facts: Iterable[Written], into: Path, report: LoadReport, conflicts: int) -> dict[str, Any]:
    """Write the facts in their parts, and the manifest, which is returned."""
    lines: dict[str, list[bytes]] = {part: [] for part in PARTS}
    counts = _Counts()
    for fact in facts:
        counts.add(fact)
        value = orjson.loads(fact.value)
        part = PROCEEDINGS if fact.kind in LATER else TEXTS
        line = orjson.dumps([fact.kind, fact.key, fact.rank, value], option=orjson.OPT_SORT_KEYS)
        lines[part].append(line + b"\n")
    into.mkdir(parents=True, exist_ok=True)
    parts: dict[str, dict[str, Any]] = {}
    for part, found in lines.items():
        data = b"".join(found)
        (into / file_of(part)).write_bytes(gzip.compress(data, compresslevel=9, mtime=0))
        parts[part] = {"digest": hashlib.sha256(data).hexdigest(), "bytes": len(data), "facts": len(found)}
    made = {
        "edition": EDITION,
        "attribution": ATTRIBUTION,
        "sources": [
            "Akoma Ntoso XML of the United Nations, as its conference department publishes it",
            f"Multilateral Treaties Deposited with the Secretary-General, tables of participants as of {TABLES_AS_OF}",
        ],
        "parts": parts,
        "files_read": report.read,
        "files_rejected": len(report.rejects),
        "remarks": dict(report.remarks),
        "facts_with_conflicts": conflicts,
        "nodes": dict(sorted(counts.nodes.items())),
        "edges": dict(sorted(counts.edges.items())),
        "texts": dict(sorted(counts.texts.items())),
        "coverage": {body: dict(sorted(years.items())) for body, years in sorted(counts.coverage.items())},
        "gaps": list(GAPS),
    }
    (into / MANIFEST).write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return made


def body_of(symbol: str) -> str:
    """The body whose series a symbol stands in: A, S, E, A/HRC; "other" for what has no symbol."""
    if symbol.startswith("A/HRC/"):
        return "A/HRC"
    return symbol.partition("/")[0] if "/" in symbol else "other"
