"""What sources disagree about is told with the names of those who state it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.library import Conflict, Contribution, Library
from graph.library_conflicts import MOST_NAMED
from graph.merge import RANKS, Disagreement, Stated
from graph.model import Citation, Instrument, Ref

OWN = "A/RES/80/1"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.sqlite") as opened:
        yield opened


def load(library: Library, source: str, *facts: Instrument | Citation, rank: str = "text-en") -> None:
    contributions = [Contribution(fact, RANKS[rank]) for fact in facts]
    library.replace(source, contributions, digest=source, rank=RANKS[rank])


def cites(end: str, paragraph: str = "PP1", language: str = "en", kind: str = "CITES") -> Citation:
    return Citation(
        kind=kind,
        start_at=Ref("Instrument", OWN),
        end_at=Ref("Instrument", end),
        key=f"{paragraph}#1",
        section="preamble",
        paragraph=paragraph,
        position=1,
        cited_as="symbol",
        origin="text",
        confidence="certain",
        languages=(language,),
    )


def stated(value: str | int, *sources: str, rank: str = "text-en") -> Stated:
    return Stated(value, RANKS[rank], sources)


def test_values_are_told_with_their_sources(library: Library) -> None:
    load(library, "a.xml", Instrument(id=OWN, year=2025, coverage="full"))
    load(library, "b.xml", Instrument(id=OWN, year=2025, coverage="full"))
    load(library, "c.mrc", Instrument(id=OWN, year=2024, coverage="record"), rank="record")
    (found,) = library.conflicts()
    taken, other = stated(2025, "a.xml", "b.xml"), stated(2024, "c.mrc", rank="record")
    assert found == Conflict("Instrument", OWN, (Disagreement("year", taken, (other,)),))


def test_of_many_sources_a_few_are_named(library: Library) -> None:
    for number in range(MOST_NAMED + 4):
        load(library, f"{number:02}.xml", Instrument(id=OWN, year=2025, coverage="full"))
    load(library, "other.xml", Instrument(id=OWN, year=2026, coverage="full"))
    (found,) = library.conflicts()
    (difference,) = found.differences
    assert sorted([len(difference.taken.sources), len(difference.others[0].sources)]) == [1, MOST_NAMED]


def test_texts_that_cite_other_things_in_a_paragraph(library: Library) -> None:
    load(library, "a.txt", cites("A/RES/78/265"), cites("A/RES/70/1", "OP1"))
    load(library, "b.txt", cites("A/RES/79/172"), cites("A/RES/70/1", "OP1"))
    assert list(library.conflicts()) == []
    (found,) = library.differing_texts()
    taken, other = stated("A/RES/78/265", "a.txt"), stated("A/RES/79/172", "b.txt")
    assert found == Conflict("Instrument", OWN, (Disagreement("cited in PP1 (en)", taken, (other,)),))


def test_a_citation_that_one_text_lacks(library: Library) -> None:
    load(library, "a.txt", cites("A/RES/78/265"), cites("A/RES/70/1", "OP1"))
    load(library, "b.txt", cites("A/RES/78/265"))
    (found,) = library.differing_texts()
    taken, other = stated("A/RES/70/1", "a.txt"), stated("nothing", "b.txt")
    assert found.differences == (Disagreement("cited in OP1 (en)", taken, (other,)),)


@pytest.mark.parametrize(
    "second",
    [
        pytest.param(cites("A/RES/79/172", language="fr"), id="a translation"),
        pytest.param(cites("A/RES/78/265", kind="MAY_CITE"), id="less certain"),
        pytest.param(cites("A/RES/78/265"), id="the same"),
    ],
)
def test_texts_that_do_not_differ(library: Library, second: Citation) -> None:
    load(library, "a.txt", cites("A/RES/78/265"))
    load(library, "b.txt", second)
    assert list(library.differing_texts()) == []
