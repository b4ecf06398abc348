"""What a change of the engine gains and loses, by document, on a fixed sample of real documents in every language.

The baseline has a line a document: its key, what it cites by its words alone, and what its links add or take away.
RECALLING_REFRESH_BASELINE=1 writes it anew: read what was gained and lost before you commit it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NoReturn

import pytest

from loaders.accuracy.extraction import Extraction, extracted, key
from loaders.sources import Item, items

REFRESH = "RECALLING_REFRESH_BASELINE"
BASELINE = Path(__file__).parent / "baseline" / "citations.tsv"
FROM_AN_ARCHIVE, FROM_A_LARGE_ONE, LARGE = 2, 12, 200
"""Documents that are taken of each archive: some 300 in all."""


def sample(paths: list[Path]) -> list[Item]:
    """A few documents of each archive, by a digest of their keys."""
    archives: dict[str, list[Item]] = {}
    for item in items(paths):
        archives.setdefault(item.path, []).append(item)
    chosen: list[Item] = []
    for inside in archives.values():
        ordered = sorted(inside, key=lambda item: hashlib.sha256(key(item, paths).encode()).hexdigest())
        chosen += ordered[: FROM_A_LARGE_ONE if len(ordered) >= LARGE else FROM_AN_ARCHIVE]
    return sorted(chosen, key=lambda item: key(item, paths))


def targets(found: Extraction) -> set[str]:
    """The distinct targets of a document; those that are cited by name are marked."""
    by_name = {f"{one['cited_as']}:{one['target']}" for one in found.by_name}
    return {str(one["target"]) for one in found.citations} | by_name


def line(item: Item, paths: list[Path]) -> str:
    words, merged = (targets(extracted(item, links=links)) for links in (False, True))
    links = [f"+{one}" for one in sorted(merged - words)] + [f"-{one}" for one in sorted(words - merged)]
    return "\t".join((key(item, paths), ", ".join(sorted(words)), ", ".join(links)))


def told(lines: Iterable[str]) -> dict[str, tuple[set[str], set[str]]]:
    documents: dict[str, tuple[set[str], set[str]]] = {}
    for one in lines:
        document, words, links = one.split("\t")
        documents[document] = (set(filter(None, words.split(", "))), set(filter(None, links.split(", "))))
    return documents


def gained_and_lost(before: Iterable[str], now: Iterable[str]) -> list[str]:
    """A line for each thing that is not as it was."""
    old, new = told(before), told(now)
    report: list[str] = []
    for document in sorted(old.keys() | new.keys()):
        if document not in old or document not in new:
            report.append(f"{document}: {'new in' if document in new else 'gone from'} the sample")
            continue
        for what, was, is_ in zip(("words", "links"), old[document], new[document], strict=True):
            if gained := is_ - was:
                report.append(f"{document}: gained by its {what}: {', '.join(sorted(gained))}")
            if lost := was - is_:
                report.append(f"{document}: lost by its {what}: {', '.join(sorted(lost))}")
    return report


def test_what_is_gained_and_lost(corpus: Path, cannot_run: Callable[[str], NoReturn]) -> None:
    paths = [corpus / "unxml"]
    if not paths[0].is_dir():
        cannot_run("the corpus has no XML of the United Nations")
    now = [line(item, paths) for item in sample(paths)]
    if os.environ.get(REFRESH) == "1":
        BASELINE.write_text("".join(f"{one}\n" for one in now), encoding="utf-8")
    report = gained_and_lost(BASELINE.read_text("utf-8").splitlines(), now)
    if report:
        changed = "\n".join(report)
        pytest.fail(f"{len(report)} differences; {REFRESH}=1 takes them over:\n{changed}", pytrace=False)


def test_a_report_names_documents_and_targets() -> None:
    before = ["a.xml\tA/RES/1/1, A/RES/1/2\t", "b.xml\t\t+A/RES/1/3", "c.xml\t\t"]
    now = ["a.xml\tA/RES/1/1, A/RES/1/4\t", "b.xml\t\t", "d.xml\t\t"]
    assert gained_and_lost(before, now) == [
        "a.xml: gained by its words: A/RES/1/4",
        "a.xml: lost by its words: A/RES/1/2",
        "b.xml: lost by its links: +A/RES/1/3",
        "c.xml: gone from the sample",
        "d.xml: new in the sample",
    ]
    assert gained_and_lost(before, before) == []
