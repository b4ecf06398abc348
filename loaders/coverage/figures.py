"""Counts what a graph of citations holds: who cites, who is cited and how often, and what of each year is there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from graph.library import Written
from graph.merge import written
from graph.model import Ref
from graph.symbols.sessions import security_council_years
from loaders.dataset import TEXTS, bundled_facts
from loaders.dataset.build import READ, body_of
from loaders.editorial import editorial_facts

TOP = 10
BODIES = {"A": "General Assembly", "S": "Security Council"}
KNOWN_TOTALS = {1989: 646, 2023: 2721}
"""Resolutions that the Security Council had adopted by the end of a year.

Source: Fobbe, Gasbarri and Ridi, Corpus of Resolutions: UN Security Council (CR-UNSC).
"""
LAST_NUMBERS = KNOWN_TOTALS | {
    1986: 593, 1987: 606, 1988: 626, 1990: 683, 1991: 725, 1992: 799, 1993: 892, 1994: 969, 2019: 2503,
}  # fmt: skip
"""The last number of a year, which is the total up to its end.

Sources beside CR-UNSC: for 1987 to 1994 the resolutions of each year in "Voting Practices in the United Nations, 1994"
(United States, Department of State), reckoned from 646; for 2019 the 52 resolutions in the Council's Highlights 2019.
"""
_COUNCIL = re.compile(r"S/RES/(\d+)")


@dataclass(frozen=True, slots=True)
class Cited:
    """An instrument, how many others cite it, and how many mentions (edges) they have of it."""

    id: str
    by: int
    mentions: int


@dataclass(frozen=True, slots=True)
class Year:
    """Resolutions of the Security Council of a year: how many there are, at least and at most, as their numbers tell.

    And how many of them the graph has, and how many with their text.
    """

    year: int
    least: int
    most: int
    there: int
    read: int


@dataclass(frozen=True, slots=True)
class Total:
    """Resolutions of the Security Council up to the end of a year: the known total, in the graph, with their text."""

    year: int
    known: int
    there: int
    read: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures. `pairs` are citing and cited instruments, each pair once; `edges` are mentions.

    `astray` are resolutions of the Security Council to which the graph gives another year than their number is of: id,
    year in the graph, year of the number.
    """

    instruments: int
    read: int
    citing: int
    cited: int
    pairs: int
    edges: int
    top: Mapping[str, tuple[Cited, ...]]
    years: tuple[Year, ...]
    astray: tuple[tuple[str, int, int], ...]
    totals: tuple[Total, ...]


@dataclass
class _Council:
    """Resolutions of the Security Council by number: their year where the graph has it, and which have a text."""

    years: dict[int, int | None] = field(default_factory=dict[int, "int | None"])
    read: set[int] = field(default_factory=set[int])


def bundled_figures() -> Figures:
    """The figures of the bundled dataset with the editorial facts. Raises BadSource if its facts are damaged."""
    return figures(chain(bundled_facts(TEXTS), (one.written for one in editorial_facts())))


def figures(facts: Iterable[Written]) -> Figures:
    """The figures of these facts. A fact that comes twice counts once."""
    instruments, read = set[str](), set[str]()
    edges = set[tuple[str, str, str]]()
    council = _Council()
    for fact in facts:
        if fact.kind == "CITES":
            start, end, which = fact.key.split("\t")
            citing, cited = Ref.parse(start), Ref.parse(end)
            if citing.base == cited.base == "Instrument":
                edges.add((citing.id, cited.id, which))
        elif fact.kind == "Instrument":
            properties = written(fact.value)[1]
            instruments.add(fact.key)
            if has_text := properties.get("coverage") in READ:
                read.add(fact.key)
            if found := _COUNCIL.fullmatch(fact.key):
                number, year = int(found[1]), properties.get("year")
                council.years[number] = year or council.years.get(number)
                council.read |= {number} if has_text else set()
    pairs = {(start, end) for start, end, _ in edges}
    return Figures(
        instruments=len(instruments),
        read=len(read),
        citing=len({start for start, _ in pairs}),
        cited=len({end for _, end in pairs}),
        pairs=len(pairs),
        edges=len(edges),
        top=_top(pairs, edges),
        years=tuple(_years(council)),
        astray=tuple(_astray(council)),
        totals=tuple(_total(council, year, known) for year, known in KNOWN_TOTALS.items()),
    )


def _top(pairs: Iterable[tuple[str, str]], edges: Iterable[tuple[str, str, str]]) -> dict[str, tuple[Cited, ...]]:
    """The most cited of each body; of equals the one whose symbol comes first."""
    by, mentions = Counter(end for _, end in pairs), Counter(end for _, end, _ in edges)
    ranked = sorted(by, key=lambda id_: (-by[id_], id_))
    return {
        body: tuple(Cited(id_, by[id_], mentions[id_]) for id_ in [i for i in ranked if body_of(i) == body][:TOP])
        for body in BODIES
    }


# ------------------------------------------------------------------------------------------ the Security Council


def _years(council: _Council) -> list[Year]:
    """Each year up to the last of which a number is known. The Council numbers its resolutions throughout, from 1 on.

    A number is certainly of a year if the nearest below and above whose years are known are of it.
    """
    known = _numbers_with_years(council)
    numbers = sorted(known)
    least, most = Counter[int](), Counter[int]()
    for number in range(1, numbers[-1] + 1):
        place = bisect_left(numbers, number)
        last = known[numbers[place]]
        first = last if number in known else known[numbers[place - 1]] if place else last
        least.update([last] if first == last else [])
        most.update(range(first, last + 1))
    there, read = defaultdict[int, int](int), defaultdict[int, int](int)
    for number, year in council.years.items():
        if year := known.get(number) or year:
            there[year] += 1
            read[year] += number in council.read
    return [Year(year, least[year], most[year], there[year], read[year]) for year in sorted(most)]


def _numbers_with_years(council: _Council) -> dict[int, int]:
    """The year of each number of which that is certain: from what is known of all numbers, then from the graph."""
    in_graph = {number: year for number, year in council.years.items() if year}
    return in_graph | _certain()


def _certain() -> dict[int, int]:
    found = {last: year for year, last in LAST_NUMBERS.items()}
    found |= {last + 1: year + 1 for year, last in LAST_NUMBERS.items()}
    number = 1
    while years := security_council_years(number):
        if len(years) == 1:
            found[number] = years[0]
        number += 1
    return found


def _astray(council: _Council) -> Iterator[tuple[str, int, int]]:
    certain = _certain()
    for number, year in sorted(council.years.items()):
        if year and year != certain.get(number, year):
            yield f"S/RES/{number}", year, certain[number]


def _total(council: _Council, year: int, known: int) -> Total:
    there = [number for number in council.years if number <= known]
    return Total(year, known, len(there), sum(number in council.read for number in there))
