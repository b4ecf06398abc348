"""Makes the bundled dataset from a corpus: the documents around the seeds, as sorted facts, with a manifest."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import BadSource
from graph.library import Contribution
from graph.merge import Claim, encode, identity, merge
from graph.model import Citation, Fact, Instrument, Node
from graph.wording import ATTRIBUTION
from loaders.dataset import FACTS, MANIFEST
from loaders.pipeline import contributions_of
from loaders.sources import count, files

EDITION = "2026-11"
SEEDS = ("A/RES/78/265", "A/RES/77/241", "A/RES/79/243", "S/RES/1325", "S/RES/1373", "S/RES/2185")
"""The dataset holds these, what they cite and what cites them, as far as the corpus has their English texts."""

ALSO = ("A/RES/76/181",)
"""Read as well, for what the editorial facts name: it endorses the Kyoto Declaration."""

GAPS = (
    "Only English texts are read.",
    "Only texts that cite a seed or are cited by one are read; of all others nothing is known but that they are cited.",
    "Where a text has no hyperlinks, only citations of an unmistakable form are found: resolutions of the Security "
    "Council by number and year, full symbols, and numbers whose body is named beside them.",
    "Treaties cited by name or by volume of the Treaty Series are not found.",
)


@dataclass(frozen=True, slots=True)
class Document:
    """The contributions of one file, by which of them is about which instrument."""

    instruments: frozenset[str]
    cites: frozenset[str]
    contributions: tuple[Contribution, ...]


def build(paths: Sequence[Path], into: Path, *, progress: Callable[[int, int], None] | None = None) -> dict[str, Any]:
    """Write `facts.jsonl.gz` and `manifest.json` into a folder; the manifest.

    The same corpus gives the same bytes. Raises BadSource when a seed is not in the corpus.
    """
    documents = list(_documents(paths, progress))
    seeds = set(SEEDS)
    if missing := seeds - {id_ for document in documents for id_ in document.instruments}:
        raise BadSource(f"the corpus does not hold {', '.join(sorted(missing))}")
    cited = {id_ for document in documents if document.instruments & seeds for id_ in document.cites}
    chosen = [d for d in documents if d.instruments & (seeds | cited | set(ALSO)) or d.cites & seeds]
    facts, lines = _merged(chosen)
    text = "".join(line + "\n" for line in lines).encode()
    made = _manifest(facts, len(chosen), hashlib.sha256(text).hexdigest(), len(text))
    into.mkdir(parents=True, exist_ok=True)
    (into / FACTS).write_bytes(gzip.compress(text, compresslevel=9, mtime=0))
    (into / MANIFEST).write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return made


def _documents(paths: Sequence[Path], progress: Callable[[int, int], None] | None) -> Iterator[Document]:
    total = count(paths)
    for done, source in enumerate(files(paths), 1):
        if progress:
            progress(done, total)
        try:
            contributions, _, _ = contributions_of(source)
        except BadSource:
            continue
        own = [c.fact for c in contributions if isinstance(c.fact, Instrument) and c.fact.coverage != "cited"]
        if not own or any("en" not in instrument.languages for instrument in own):
            continue
        if any(instrument.label not in ("Resolution",) for instrument in own):
            continue
        cites = {c.fact.end_at.id for c in contributions if isinstance(c.fact, Citation)}
        yield Document(frozenset(i.id for i in own), frozenset(cites), tuple(contributions))


def _merged(documents: Sequence[Document]) -> tuple[list[Fact], list[str]]:
    """The merged facts of all documents, and the lines that hold them: kind, key, rank, value."""
    claims: dict[tuple[str, str], set[Claim]] = {}
    for document in documents:
        for contribution in document.contributions:
            claims.setdefault(identity(contribution.fact), set()).add(Claim(contribution.rank, contribution.fact))
    facts: list[Fact] = []
    lines: list[str] = []
    for (kind, key), about in sorted(claims.items()):
        fact = merge(about)
        rank = max(claim.rank for claim in about)
        value = json.loads(encode(fact))
        facts.append(fact)
        lines.append(json.dumps([kind, key, rank, value], ensure_ascii=False, sort_keys=True, separators=(",", ":")))
    return facts, lines


def _manifest(facts: Sequence[Fact], documents: int, digest: str, size: int) -> dict[str, Any]:
    nodes = Counter(fact.label or fact.base for fact in facts if isinstance(fact, Node))
    edges = Counter(fact.kind for fact in facts if not isinstance(fact, Node))
    read = [fact for fact in facts if isinstance(fact, Instrument) and fact.coverage != "cited"]
    coverage: dict[str, Counter[str]] = {}
    for instrument in read:
        body = instrument.id.split("/")[0]
        coverage.setdefault(body, Counter())[str(instrument.year)] += 1
    return {
        "edition": EDITION,
        "attribution": ATTRIBUTION,
        "sources": ["Akoma Ntoso XML of the United Nations: General Assembly and Security Council, English texts"],
        "seeds": list(SEEDS),
        "texts": documents,
        "digest": digest,
        "bytes": size,
        "nodes": dict(sorted(nodes.items())),
        "edges": dict(sorted(edges.items())),
        "coverage": {body: dict(sorted(years.items())) for body, years in sorted(coverage.items())},
        "gaps": list(GAPS),
    }
