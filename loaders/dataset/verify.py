"""Checks a dataset: its bytes against its manifest, each line against the vocabulary, each edge against the nodes."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.errors import BadSource
from graph.library import Written
from graph.merge import decode
from graph.model import Node
from loaders.dataset import MANIFEST, PARTS, facts_in, file_of
from loaders.editorial import editorial_facts

MOST_BYTES = 15_000_000
"""Of all parts together, compressed: it is weight in every clone for ever."""


def verify(folder: Path) -> list[str]:
    """What is wrong with the dataset in a folder, a line each; nothing when it is whole.

    Raises BadSource where there is no dataset to verify.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        packed = {part: (folder / file_of(part)).read_bytes() for part in PARTS}
    except (OSError, ValueError) as error:
        raise BadSource(f"there is no dataset ({error})", where=str(folder)) from error
    findings: list[str] = []
    facts: list[Written] = []
    for part, data in packed.items():
        try:
            plain = gzip.decompress(data)
        except (OSError, EOFError, zlib.error) as error:
            findings.append(f"{file_of(part)} cannot be unpacked: {error}")
            continue
        if hashlib.sha256(plain).hexdigest() != manifest["parts"][part]["digest"]:
            findings.append(f"{file_of(part)} is not the file that the manifest was made for")
        facts += facts_in(plain)
    if (size := sum(map(len, packed.values()))) > MOST_BYTES:
        findings.append(f"the parts have {size:,} bytes, more than {MOST_BYTES:,}")
    return [*findings, *_wrong(facts, manifest)]


def _wrong(facts: list[Written], manifest: dict[str, Any]) -> Iterator[str]:
    nodes: Counter[str] = Counter()
    edges: Counter[str] = Counter()
    known = {str(c.fact.ref) for c in editorial_facts() if isinstance(c.fact, Node)}
    known |= {fact.owner for fact in facts if "\t" not in fact.key}
    for written in facts:
        try:
            fact = decode(written.kind, written.key, written.value)
        except (KeyError, TypeError, ValueError) as error:
            yield f"{written.kind} {written.key}: {error}"
            continue
        if isinstance(fact, Node):
            nodes[fact.label or fact.base] += 1
            continue
        edges[fact.kind] += 1
        for end in (fact.start_at, fact.end_at):
            if str(end) not in known:
                yield f"{fact.kind} {written.key!r}: there is no {end}"
    for what, found in (("nodes", nodes), ("edges", edges)):
        if dict(found) != manifest[what]:
            yield f"the manifest counts other {what}"
