"""The report on coverage as a page in Markdown, and the hyperlinks that are no edges as a table in CSV."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph.wording import ATTRIBUTION
from loaders.coverage.expected import Compared
from loaders.coverage.links import FATES, FOLLOWED, MEANINGS
from loaders.coverage.survey import Survey, Work, odd_files
from loaders.dataset import manifest
from loaders.dataset.build import body_of

_NUMBER = re.compile(r"^(.+?)(\d+)([A-Z]?)$")
_MANY = 12


def page(survey: Survey, command: str, links_file: str | None, lists: Sequence[Compared] = ()) -> str:
    """The whole page. `command` is what makes it, `links_file` where the hyperlinks stand one by one.

    `lists` are the United Nations' own lists beside the works.
    """
    return "\n".join(
        [
            "# Coverage",
            "",
            f"Made by `{command}`; {ATTRIBUTION}",
            "",
            *_works(survey),
            *_collections(survey),
            *_lists(lists),
            *_odd(survey),
            *_links(survey, links_file),
            "",
        ]
    )


def links_csv(survey: Survey) -> str:
    """Each hyperlink to a symbol that is no edge to it: where it stands, what became of it, what was taken instead."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n").writerow
    write(["text", "language", "paragraph", "link", "became", "instead"])
    rows = sorted({one for file in survey.files for one in file.noted}, key=repr)
    times = Counter(one for file in survey.files for one in file.noted)
    for one in rows:
        for _ in range(times[one]):
            write([one.text, one.language, one.paragraph, one.link, one.fate, one.instead])
    return out.getvalue()


# ------------------------------------------------------------------------------------------------ works


def _works(survey: Survey) -> Iterator[str]:
    works = survey.works()
    counted: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    by_body: dict[str, Counter[str]] = defaultdict(Counter)
    for work in works.values():
        counted[body_of(work.id), work.label][work.year] += 1
        if work.label != "UNDocument":
            by_body[body_of(work.id)][work.year] += 1
    damaged = sum(work.damaged for work in works.values())
    yield from ("## Works by body and year", "")
    yield (
        f"{len(survey.files):,} files hold {len(works):,} works, of which {damaged:,} had to be recovered. A part of a "
        "resolution (75/251 A) is a work of its own beside the whole; the year is that of adoption or of the vote, so "
        "that one session gives two or three."
    )
    if undated := sorted(work.id for work in works.values() if work.year == "unknown"):
        yield f"No date is told for {', '.join(undated)}."
    yield from ("", "| body | kind | works | by year |", "|---|---|---|---|")
    for (body, label), years in sorted(counted.items()):
        told = ", ".join(f"{year}: {times}" for year, times in sorted(years.items()))
        yield f"| {body} | {label} | {years.total():,} | {told} |"
    yield ""
    bundled: Mapping[str, Mapping[str, int]] = manifest()["coverage"]
    different = [
        f"{body} {year}: {by_body.get(body, Counter())[year]} here, {bundled.get(body, {}).get(year, 0)} there"
        for body in sorted({*by_body, *bundled})
        for year in sorted({*by_body.get(body, ()), *bundled.get(body, ())})
        if by_body.get(body, Counter())[year] != bundled.get(body, {}).get(year, 0)
    ]
    if different:
        yield f"The bundled dataset (edition {manifest()['edition']}) counts differently: {'; '.join(different)}."
    else:
        yield f"The bundled dataset (edition {manifest()['edition']}) counts the same."
    yield ""


def _collections(survey: Survey) -> Iterator[str]:
    """Works and files of each folder of the corpus, and the numbers between the first and the last that are missing."""
    yield from ("## Works by collection", "")
    yield "Missing are the numbers between the lowest and the highest of a series of which the corpus has no text."
    yield from ("", "| collection | works | files, by language | missing |", "|---|---|---|---|")
    grouped: dict[str, dict[str, Work]] = defaultdict(dict)
    languages: dict[str, Counter[str]] = defaultdict(Counter)
    for file in survey.files:
        languages[file.collection][file.language or "not read"] += 1
        grouped[file.collection].update({work.id: work for work in file.works})
    for collection, works in sorted(grouped.items()):
        files = ", ".join(f"{language} {times}" for language, times in sorted(languages[collection].items()))
        yield f"| {collection} | {len(works):,} | {files} | {_missing(works)} |"
    yield ""


def _missing(works: Iterable[str]) -> str:
    numbers: dict[str, set[int]] = defaultdict(set)
    for id_ in works:
        if found := _NUMBER.match(id_):
            numbers[found[1]].add(int(found[2]))
    told: list[str] = []
    for series, there in sorted(numbers.items()):
        missing = sorted(set(range(min(there), max(there))) - there)
        if not missing or len(missing) > len(there):  # drafts have the numbers of all documents
            continue
        shown = ", ".join(map(str, missing[:_MANY]))
        more = f" and {len(missing) - _MANY} more" if len(missing) > _MANY else ""
        told.append(f"{series}{shown}{more}")
    return "; ".join(told)


def _lists(lists: Sequence[Compared]) -> Iterator[str]:
    if not lists:
        return
    listed, missing = sum(one.listed for one in lists), sum(len(one.no_file) + len(one.no_text) for one in lists)
    unlisted = sum(len(one.not_listed) for one in lists)
    yield from ("## Works against the United Nations' own lists", "")
    yield (
        f"Of {listed:,} resolutions in the lists {listed - missing:,} are here; {unlisted:,} that are here are in no "
        "list, or in that of another year. What is missing is told apart: either no file of the corpus bears the "
        "symbol in its name, or there is one and it holds another text (see below). Lists that are whole and hold no "
        "more than is here have a row too."
    )
    yield from ("", "| list | symbols | no file | file, other text | here, not in the list |", "|---|---|---|---|---|")
    for one in lists:
        cells = (", ".join(symbols) for symbols in (one.no_file, one.no_text, one.not_listed))
        yield f"| {one.name} | {one.listed:,} | {' | '.join(cells)} |"
    yield ""


def _odd(survey: Survey) -> Iterator[str]:
    yield from ("## Files that are not one text of the symbol in their name", "")
    yield "All other files are. So many works are there as symbols in names, but for these:"
    yield from ("", "| file | what it is |", "|---|---|")
    for name, what in sorted(odd_files(survey.files)):
        yield f"| {name} | {what} |"
    yield ""


# ------------------------------------------------------------------------------------------------ hyperlinks


def _links(survey: Survey, links_file: str | None) -> Iterator[str]:
    by_language = survey.fates()
    languages = [language for language in by_language if language]
    elsewhere = sum(file.elsewhere for file in survey.files)
    total = sum(counter.total() for counter in by_language.values())
    followed = sum(times for counter in by_language.values() for fate, times in counter.items() if fate in FOLLOWED)
    yield from ("## Hyperlinks", "")
    yield (
        f"Every `<a>` in the XML is counted, read or not. {total:,} point at a symbol, {elsewhere:,} elsewhere (web "
        f"pages, addresses of mail). Of those that point at a symbol {followed:,} are edges to it."
    )
    if links_file:
        yield f"All others stand in [{links_file}]({links_file}) one by one."
    yield from ("", f"| became | {' | '.join(languages)} | all |", f"|---|{'---|' * (len(languages) + 1)}")
    for fate in FATES:
        times = [by_language[language][fate] for language in languages]
        yield f"| {fate} | {' | '.join(f'{n:,}' for n in times)} | {sum(times):,} |"
    yield from ("", "What each means:", "")
    yield from (f"- *{fate}*: {MEANINGS[fate]}." for fate in FATES)
