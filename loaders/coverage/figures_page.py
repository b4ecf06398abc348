"""Figures of a graph of citations as Markdown, with what each of them counts."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.coverage.figures import BODIES, Figures, Year

COMMAND = "recalling dataset info --figures"
BEGIN, END = f"<!-- {COMMAND} -->", "<!-- end of figures -->"
"""What stands around the figures where they are published, so that a test finds them."""


def figures_page(found: Figures) -> str:
    """The figures as tables, each after its definition."""
    return "\n".join((*_counts(found), "", *_top(found), "", *_council(found)))


def _counts(found: Figures) -> Iterator[str]:
    yield from ("| what | number | definition |", "|---|---|---|")
    for what, number, definition in (
        ("instruments", found.instruments, "resolutions, decisions, statements, drafts, treaties and declarations"),
        (
            "with text",
            found.read,
            "instruments whose own text was read; the others are known from records or citations",
        ),
        ("citing instruments", found.citing, "instruments that cite another at least once"),
        ("cited instruments", found.cited, "instruments that another cites at least once"),
        ("pairs", found.pairs, "a citing and a cited instrument, however often the one cites the other"),
        ("edges", found.edges, "CITES between instruments, one for each mention; languages of one text are one"),
    ):
        yield f"| {what} | {number:,} | {definition} |"
    yield ""
    yield "Not counted are citations of documents that are no instruments, such as reports, and MAY_CITE."


def _top(found: Figures) -> Iterator[str]:
    yield (
        "Times cited are the instruments that cite it, each once; mentions are edges. Of equals the first by symbol "
        "comes first. A part (A/RES/217(III)A) and its whole are two instruments."
    )
    for body, name in BODIES.items():
        yield from ("", f"| most cited, {name} | times cited | mentions |", "|---|---|---|")
        yield from (f"| {one.id} | {one.by:,} | {one.mentions:,} |" for one in found.top[body])


def _council(found: Figures) -> Iterator[str]:
    yield (
        "Resolutions of the Security Council are numbered throughout, so that the last number of a year is the total "
        "up to its end. Known totals are those of the Corpus of Resolutions: UN Security Council (CR-UNSC)."
    )
    yield from ("", "| up to the end of | known total | in the graph | with text |", "|---|---|---|---|")
    for total in found.totals:
        yield f"| {total.year} | {total.known:,} | {total.there:,} | {total.read:,} |"
    yield ""
    yield (
        "*Adopted* is how many numbers are of the year; where the year of a number is not certain, at least and at "
        "most. Where it is certain, the number decides in which year a resolution is counted."
    )
    if found.astray:
        told = "; ".join(f"{id_} has {there}, its number is of {year}" for id_, there, year in found.astray)
        yield f"Another year stands in the graph: {told}."
    yield from ("", "| year | adopted | in the graph | with text |", "|---|---|---|---|")
    yield from (f"| {one.year} | {_adopted(one)} | {one.there} | {one.read} |" for one in found.years)


def _adopted(year: Year) -> str:
    return str(year.most) if year.least == year.most else f"{year.least}-{year.most}"
