"""The dataset that comes with Recalling: facts read from the texts of the United Nations, in two parts.

First the instruments and what they cite, which most questions are about; then what librarians say they are about and
how they came about: votes, sponsors, drafts, and who is party to which treaty. The editorial facts
(`loaders.editorial`) go with the first part.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, cast

import orjson

from graph.errors import BadSource
from graph.library import Library, Written
from graph.merge import RANKS, canonical
from graph.vocabulary import vocabulary
from loaders.editorial import editorial_digest, editorial_facts
from loaders.rejects import LoadReport

MANIFEST = "manifest.json"
TEXTS, PROCEEDINGS = "texts", "proceedings"
PARTS = {TEXTS: "dataset: texts of the United Nations", PROCEEDINGS: "dataset: subjects, votes, sponsors and parties"}
"""The parts, in the order in which they are loaded, and the names of the sources that they become."""
EDITORIAL_SOURCE = "dataset: editorial facts"
FIRST, LATER = (EDITORIAL_SOURCE, PARTS[TEXTS]), (PARTS[PROCEEDINGS],)
SOURCES = (*FIRST, *LATER)
ANNOUNCED = "announced"
"""The digest of a source that is to be loaded later: so it is, also when whoever announced it was killed."""

OF_ONE_PART = frozenset(
    {
        "99d2fa00830afa8f80f75f8d96439634576c533ea01308fffa9c0f0791d0c966",
        "3c144a03052846c5102180c6c9643d50af94c4fc13b1ddb1c4926d5a9384cba2",
        "cd01ccbd045d8ea86bb0f0334961fbc9e775b884d02e486af384bd3874df4256",
        "cd5d4c5987a10132a19d76c7d0e2275ab8b1c8fda835e0e01ef97f3b470bfe06",
        "c3e6c5ea5c2799e4bcc9b8af631eadf60050810377c45ea439fc0bbf0c5103ee",
    }
)
"""The digests with which the texts of edition 2026-11 are loaded, before the dataset had a second part."""


def file_of(part: str) -> str:
    """The name of a part's file."""
    return f"{part}.jsonl.gz"


@cache
def manifest() -> dict[str, Any]:
    """What the bundled dataset holds: edition, sources, counts, digests, coverage, what is known to be missing."""
    text = files("loaders.dataset").joinpath(MANIFEST).read_text("utf-8")
    return cast("dict[str, Any]", json.loads(text))


def digest_of(source: str) -> str:
    """The digest with which a source of the present edition is loaded. KeyError for a name that is not in SOURCES."""
    if source == EDITORIAL_SOURCE:
        return editorial_digest()
    return str(manifest()["parts"][next(part for part, name in PARTS.items() if name == source)]["digest"])


def announce(library: Library) -> None:
    """Have a library without any source wait for the whole dataset: each source is there, and has nothing yet.

    One that has the texts of an edition of one part waits for the other part: nobody has unloaded that, and what it
    holds was, as far as it was known, in the one part.
    """
    if next(library.sources(), None) is None:
        waiting = SOURCES
    elif library.known(PARTS[TEXTS]) in OF_ONE_PART:
        waiting = tuple(source for source in LATER if library.known(source) is None)
    else:
        return
    for source in waiting:
        library.replace(source, (), digest=ANNOUNCED, rank=RANKS["dataset"])


def load_bundled(library: Library, sources: Sequence[str] = SOURCES) -> LoadReport:
    """Load the bundled dataset and the editorial facts, or some of these SOURCES; repeated, it changes nothing.

    Raises BadSource if the facts are not those that the manifest was made for.
    """
    changed = read = unchanged = 0
    for source in sources:
        digest = digest_of(source)
        if library.known(source) == digest:
            unchanged += 1
            continue
        if source == EDITORIAL_SOURCE:
            changed += library.replace(source, editorial_facts(), digest=digest, rank=RANKS["editor"])
        else:
            part = next(part for part, name in PARTS.items() if name == source)
            changed += library.replace(source, bundled_facts(part), digest=digest, rank=RANKS["dataset"])
        read += 1
    return LoadReport(read=read, unchanged=unchanged, changed_facts=changed)


def bundled_facts(part: str) -> Iterator[Written]:
    """The facts of a part. What was read from texts has the rank of a dataset, mere citations theirs."""
    data = gzip.decompress(files("loaders.dataset").joinpath(file_of(part)).read_bytes())
    if hashlib.sha256(data).hexdigest() != manifest()["parts"][part]["digest"]:
        raise BadSource("the bundled facts are damaged", where=file_of(part), remedy="Install Recalling anew.")
    yield from facts_in(data)


def facts_in(data: bytes) -> Iterator[Written]:
    """The facts in the lines of a part: kind, key, rank, value."""
    nodes = vocabulary().nodes
    for line in data.splitlines():
        kind, key, rank, value = orjson.loads(line)
        owner = f"{kind}:{key}" if kind in nodes else key.partition("\t")[0]
        kept = RANKS["cited"] if rank == RANKS["cited"] else RANKS["dataset"]
        yield Written(kind, key, owner, kept, canonical(value))
