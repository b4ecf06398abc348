"""Hyperlinks that lead elsewhere than their words say: hundreds in the United Nations' own files.

A link is wrong where its words spell out another symbol or number, where the body named beside the number is another
one, where the date beside it is none on which its body can have adopted it, or where only the context speaks against it
and another language of the same document says the same beyond doubt.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields, replace
from operator import attrgetter
from pathlib import Path

from graph.symbols import Symbol
from loaders.accuracy.gold import bare, collection_of, date_allows, is_judged
from loaders.citations.links import agree
from loaders.citations.mention import Mention
from loaders.citations.mentions import OWN_PREFIX
from loaders.citations.merging import touching
from loaders.citations.text import written
from loaders.reading import records_of
from loaders.records import Link, Paragraph, Record
from loaders.sources import Item, items, reason
from loaders.workers import worked

Progress = Callable[[int, int], None]
"""Called with the number of files done, and their total."""
CONTEXT, ANOTHER_LANGUAGE = "context", "another language"


@dataclass(frozen=True, order=True, slots=True)
class WrongLink:
    """A link that is wrong: where it stands, what it points at (`linked`), what its words mean, and what shows it.

    `reason` is one or several of symbol, series (the body linked to never numbered so), number, body, date; or another
    language. `meant` is empty where the words tell only that it is not what they are linked to. `languages` are the
    others in which the same is found.
    """

    texts: str
    document: str
    language: str
    paragraph: str
    linked: str
    meant: str
    reason: str
    languages: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The wrong links of one file, and how many of its links point at texts that are judged; or why it was not read."""

    wrong: tuple[WrongLink, ...] = ()
    judged: int = 0
    texts: str = ""
    language: str = ""
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """The wrong links, sorted; the number of links judged by group of texts and language; the files not read."""

    wrong: tuple[WrongLink, ...]
    judged: dict[tuple[str, str], int]
    problems: tuple[tuple[str, str], ...]

    def rows(self) -> list[tuple[object, ...]]:
        """A row a group: texts, language, links judged, wrong ones."""
        count: dict[tuple[str, str], int] = defaultdict(int)
        for one in self.wrong:
            count[one.texts, one.language] += 1
        return [(*group, links, count[group]) for group, links in sorted(self.judged.items()) if links]


def wrong_links(paths: Sequence[Path], *, progress: Progress | None = None) -> Findings:
    """The wrong links in files, folders and zips. Raises BadSource like `loaders.sources.items`."""
    found = list(items(paths))
    wrong: list[WrongLink] = []
    judged: dict[tuple[str, str], int] = defaultdict(int)
    problems: list[tuple[str, str]] = []
    for done, (item, one) in enumerate(zip(found, worked(found, len(found), _in_file, _lost), strict=True), 1):
        wrong += one.wrong
        if one.problem is not None:
            problems.append((Path(item.member or item.path).name, one.problem))
        else:
            judged[one.texts, one.language] += one.judged
        if progress:
            progress(done, len(found))
    return Findings(tuple(_confirmed(wrong)), dict(judged), tuple(problems))


def as_csv(wrong: Iterable[WrongLink]) -> str:
    """The wrong links as a table: facts only, no words of a document."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([field.name for field in fields(WrongLink)])
    writer.writerows(astuple(one) for one in wrong)
    return out.getvalue()


def in_record(record: Record) -> tuple[list[WrongLink], int]:
    """The links of a record that its words speak against, those of which only the context does included.

    And the number of links that point at a resolution, a decision or a presidential statement.
    """
    texts = [paragraph.text for paragraph in record.paragraphs]
    said = written(texts, record.language, OWN_PREFIX.get(record.symbol.body, ""))
    found: dict[WrongLink, None] = {}
    judged = 0
    for paragraph, mentions in zip(record.paragraphs, said, strict=True):
        ordered = sorted(mentions, key=attrgetter("start"))
        starts = [mention.start for mention in ordered]
        for link in paragraph.links:
            pointed = Symbol.from_href(link.href)
            if pointed is None or not is_judged(pointed) or not paragraph.text[link.start : link.end].strip():
                continue
            judged += 1
            over = [ordered[place] for place in touching(link, ordered, starts)]
            if shown := _shown(pointed, link, paragraph, over):
                group = (collection_of(record), record.symbol.id, record.language, paragraph.path)
                found[WrongLink(*group, pointed.whole.id, *shown)] = None
    return list(found), judged


def _shown(pointed: Symbol, link: Link, paragraph: Paragraph, over: Sequence[Mention]) -> tuple[str, str] | None:
    """What the words of a link mean, and what shows it; None for a link that they do not speak against.

    Calling a decision a resolution is a habit of links and no error; a body that never numbered so is one.
    """
    meant = [one.symbol.corrected() for one in over if one.symbol is not None]
    believed = pointed.corrected()
    same = any(one.whole == believed.whole for one in meant)
    if (same and believed.body == pointed.body) or any(not one.certain for one in over):
        return None
    if not meant:
        words = paragraph.text[link.start : link.end]
        around = paragraph.text[max(0, link.start - 12) : link.end + 14]
        return None if agree(pointed, words, around) else ("", "number")
    rules = {one.rule for one in over}
    reasons = {
        "symbol": "symbol" in rules,
        "series": same,
        "number": bare(believed.whole.id) not in {bare(one.whole.id) for one in meant},
        "body": "named body" in rules,
        "date": "date" in rules or not date_allows(believed, paragraph.text, over[-1].end),
    }
    names = " ".join(dict.fromkeys(one.whole.id for one in meant))
    return names, " ".join(name for name, holds in reasons.items() if holds) or CONTEXT


def _confirmed(wrong: Iterable[WrongLink]) -> Iterator[WrongLink]:
    """Wrong links with the languages that agree; what the context alone says must be confirmed by one of them."""
    alike: dict[tuple[str, str, str], list[WrongLink]] = defaultdict(list)
    for one in wrong:
        alike[one.document, one.linked, one.meant].append(one)
    for one in sorted(wrong):
        others = [other for other in alike[one.document, one.linked, one.meant] if other.language != one.language]
        languages = " ".join(sorted({other.language for other in others}))
        if one.reason != CONTEXT:
            yield replace(one, languages=languages)
        elif any(other.reason != CONTEXT for other in others):
            yield replace(one, reason=ANOTHER_LANGUAGE, languages=languages)


def _in_file(item: Item) -> Found:
    try:
        records = records_of(item.read())
        texts, language = collection_of(records[0]), records[0].language
        found = [in_record(record) for record in records]
    except Exception as error:
        return Found(problem=reason(error))
    wrong = tuple(one for several, _ in found for one in several)
    return Found(wrong, sum(links for _, links in found), texts, language)


def _lost(item: Item, problem: str) -> Found:
    return Found(problem=problem)
