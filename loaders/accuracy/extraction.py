"""The citations of files, without a library: one line a document, in the form that extractors are scored in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from graph.model import Citation
from graph.symbols import Symbol
from loaders.citations.mention import Mention
from loaders.citations.mentions import citations
from loaders.reading import SECONDS, records_of
from loaders.records import Record
from loaders.sources import Item, items, reason
from loaders.time_limit import OutOfTimeError, limited
from loaders.workers import worked

_SECTIONS = {"annex": "other", "other": "other"}


@dataclass(frozen=True, slots=True)
class Extraction:
    """The citations of one file as a line of JSON has them, or why there are none.

    What is cited by its name alone (the 2030 Agenda, which is A/RES/70/1) stands apart: hyperlinks mark symbols, so an
    answer key made of them cannot judge names. `damaged` tells that the file was recovered.
    """

    name: str
    citations: tuple[dict[str, Any], ...] = ()
    by_name: tuple[dict[str, Any], ...] = ()
    problem: str | None = None
    damaged: bool = False


def extractions(paths: Sequence[Path], *, links: bool) -> Iterator[tuple[str, Extraction, int]]:
    """The key of each file's document, its citations, and the number of files in all; in the order of the files.

    The key is the way of a file within the folder that was named, `folder/archive.zip!member` for a member of a zip.
    Without `links` only the words are read. Raises BadSource like `loaders.sources.items`.
    """
    found = list(items(paths))
    keys = [key(item, paths) for item in found]
    done = worked(found, len(found), partial(extracted, links=links), _lost)
    for name, extraction in zip(keys, done, strict=True):
        yield name, extraction, len(found)


def extracted(item: Item, *, links: bool) -> Extraction:
    """The citations of one file. It raises nothing but an end."""
    try:
        with limited(SECONDS):
            return extraction_of(item.name, records_of(item.read()), links=links)
    except OutOfTimeError as error:
        return Extraction(item.name, problem=str(error))
    except Exception as error:
        return Extraction(item.name, problem=reason(error))


def extraction_of(name: str, records: Sequence[Record], *, links: bool) -> Extraction:
    """The citations of the records in one file."""
    lines = [line for record in records for line in _lines(record, links=links)]
    by_symbol = tuple(line for line in lines if line["cited_as"] == "symbol")
    by_name = tuple(line for line in lines if line["cited_as"] != "symbol")
    return Extraction(name, by_symbol, by_name, damaged=any(record.damaged for record in records))


def key(item: Item, paths: Sequence[Path]) -> str:
    """What a document is called: see `extractions`."""
    path = Path(item.path)
    if item.member is not None:
        return f"{path.parent.name}/{path.name}!{item.member}"
    for root in paths:
        if root.is_dir() and path.is_relative_to(root.resolve()):
            return path.relative_to(root.resolve()).as_posix()
    return path.name


def number_of(path: str) -> str | None:
    """The number of the operative paragraph that a path leads to: 3 for OP3 and for OP3(a)."""
    last = path.rpartition("/")[2].partition("@")[0]
    if not last.startswith("OP"):
        return None
    digits = last[2:].partition("(")[0].partition("+")[0]
    return digits or None


def _lines(record: Record, *, links: bool) -> Iterator[dict[str, Any]]:
    for citation, mention in citations(record, [], links=links):
        if citation.kind == "CITES":
            yield _line(citation, mention)


def _line(citation: Citation, mention: Mention) -> dict[str, Any]:
    known: dict[str, Any] = {
        "target": target_of(mention.symbol) if mention.symbol else mention.target.id,
        "verb": citation.opening if citation.section == "preamble" else None,
        "section": _SECTIONS.get(citation.section, citation.section),
        "number": number_of(citation.paragraph) if citation.section == "operative" else None,
        "paragraph": citation.paragraph,
        "cited_as": citation.cited_as,
        "governing_verb": citation.verb,
        "provision": citation.provision,
        "as_written": citation.as_written,
        "start": citation.start,
        "end": citation.end,
        "origin": citation.origin,
        "confidence": citation.confidence,
        "rule": mention.rule or None,
    }
    return {name: value for name, value in known.items() if value is not None or name in ("verb", "number")}


def target_of(symbol: Symbol) -> str:
    """A symbol as scorers read it: the letter of a part of an old resolution stands before its session."""
    if symbol.roman and symbol.part:
        return f"{symbol.family.value}/{symbol.number}{symbol.part}({symbol.series})"
    return symbol.id


def _lost(item: Item, problem: str) -> Extraction:
    return Extraction(item.name, problem=problem)
