"""The dataset that comes with Recalling: facts about the instruments around a few that many people ask for."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, cast

from graph.errors import BadSource
from graph.library import Contribution, Library, content_digest
from graph.merge import RANKS, decode
from loaders.editorial import editorial_facts
from loaders.rejects import LoadReport

FACTS = "facts.jsonl.gz"
MANIFEST = "manifest.json"
TEXTS_SOURCE = "dataset: texts of the United Nations"
EDITORIAL_SOURCE = "dataset: editorial facts"


def manifest() -> dict[str, Any]:
    """What the bundled dataset holds: edition, sources, counts, digest, coverage, what is known to be missing."""
    text = files("loaders.dataset").joinpath(MANIFEST).read_text("utf-8")
    return cast("dict[str, Any]", json.loads(text))


def load_bundled(library: Library) -> LoadReport:
    """Load the bundled dataset and the editorial facts into a library; repeated, it changes nothing.

    Raises BadSource if the facts are not those that the manifest was made for.
    """
    changed = read = unchanged = 0
    digest = manifest()["digest"]
    if library.known(TEXTS_SOURCE) == digest:
        unchanged += 1
    else:
        contributions = list(bundled_facts())
        changed += library.replace(TEXTS_SOURCE, contributions, digest=digest, rank=RANKS["dataset"])
        read += 1
    stated = editorial_facts()
    editorial_digest = content_digest(repr(stated).encode())
    if library.known(EDITORIAL_SOURCE) == editorial_digest:
        unchanged += 1
    else:
        changed += library.replace(EDITORIAL_SOURCE, stated, digest=editorial_digest, rank=RANKS["editor"])
        read += 1
    return LoadReport(read=read, unchanged=unchanged, changed_facts=changed)


def bundled_facts() -> Iterator[Contribution]:
    """The facts of the bundled dataset. What was read from texts has the rank of a dataset, mere citations theirs."""
    data = gzip.decompress(files("loaders.dataset").joinpath(FACTS).read_bytes())
    if hashlib.sha256(data).hexdigest() != manifest()["digest"]:
        raise BadSource("the bundled facts are damaged", where=FACTS, remedy="Install Recalling anew.")
    for line in data.decode().splitlines():
        kind, key, rank, value = json.loads(line)
        fact = decode(kind, key, json.dumps(value))
        yield Contribution(fact, RANKS["cited"] if rank == RANKS["cited"] else RANKS["dataset"])
