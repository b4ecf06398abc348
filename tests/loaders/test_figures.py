"""Published figures: what each counts, on facts made for it, and those of the bundled dataset as they are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from akn_documents import link, page, preambular

from graph.library import Contribution, Library
from graph.merge import RANKS
from graph.model import Citation, Document, Instrument
from loaders.coverage.figures import KNOWN_TOTALS, LAST_NUMBERS, Figures, bundled_figures, figures
from loaders.coverage.figures_page import BEGIN, COMMAND, END, figures_page
from loaders.pipeline import load

DOCS = Path(__file__).resolve().parents[2] / "docs"


def _cites(start: str, end: Instrument | Document, key: str, kind: str = "CITES") -> Citation:
    return Citation(
        kind="MAY_CITE" if kind == "MAY_CITE" else "CITES", start_at=Instrument(id=start).ref, end_at=end.ref, key=key,
        section="preamble", paragraph=key, cited_as="symbol", origin="text",
    )  # fmt: skip


def _of(*facts: Instrument | Document | Citation) -> Figures:
    return figures(Contribution(fact, RANKS["record"]).written for fact in facts)


@pytest.fixture(scope="module")
def bundled() -> Figures:
    return bundled_figures()


def test_what_each_figure_counts() -> None:
    one, two = Instrument(id="A/RES/70/1"), Instrument(id="S/RES/1325", year=2000)
    report = Document(id="A/60/687")
    found = _of(
        Instrument(id="A/RES/80/1", coverage="full"), Instrument(id="A/RES/80/2", coverage="partial"), one, two, report,
        _cites("A/RES/80/1", one, "PP1#1"), _cites("A/RES/80/1", one, "PP2#1"), _cites("A/RES/80/2", one, "PP1#1"),
        _cites("A/RES/80/2", one, "PP1#1"),  # twice the same
        _cites("A/RES/80/1", two, "PP1#1"), _cites("A/RES/80/1", report, "PP1#1"),
        _cites("A/RES/80/2", two, "PP1#1", "MAY_CITE"),
    )  # fmt: skip
    assert (found.instruments, found.read, found.citing, found.cited) == (4, 2, 2, 2)
    assert (found.pairs, found.edges) == (3, 4)
    assert [(top.id, top.by, top.mentions) for top in found.top["A"]] == [("A/RES/70/1", 2, 3)]
    assert [(top.id, top.by, top.mentions) for top in found.top["S"]] == [("S/RES/1325", 1, 1)]


def test_of_equals_the_first_symbol_comes_first_and_there_are_ten() -> None:
    cited = [Instrument(id=f"S/RES/{number}") for number in range(1300, 1315)]
    found = _of(*cited, *(_cites("A/RES/80/1", one, "PP1#1") for one in reversed(cited)))
    assert [top.id for top in found.top["S"]] == [f"S/RES/{number}" for number in range(1300, 1310)]


def test_a_number_decides_the_year_and_another_year_is_told() -> None:
    found = _of(Instrument(id="S/RES/2067", year=2008, coverage="full"), Instrument(id="S/RES/1325", year=2000))
    years = {one.year: (one.there, one.read) for one in found.years}
    assert (years[2012], years[2008], years[2000]) == ((1, 1), (0, 0), (1, 0))
    assert found.astray == (("S/RES/2067", 2008, 2012),)
    assert "S/RES/2067 has 2008, its number is of 2012" in figures_page(found)


def test_the_years_of_the_council_agree_with_the_known_totals(bundled: Figures) -> None:
    for year, total in LAST_NUMBERS.items():
        least, most = (
            sum(getattr(one, name) for one in bundled.years if one.year <= year) for name in ("least", "most")
        )
        assert least <= total <= most
    counted = {one.year: one.most for one in bundled.years if one.least == one.most}
    # As others have counted: the Department of State up to 1994, the Council's Highlights from 2019 on.
    assert {year: counted[year] for year in (1988, 1990, 1991, 1992, 1993, 1994, 2019, 2020, 2022, 2023)} == {
        1988: 20, 1990: 37, 1991: 42, 1992: 74, 1993: 93, 1994: 77, 2019: 52, 2020: 57, 2022: 54, 2023: 50,
    }  # fmt: skip
    assert [(one.year, one.known) for one in bundled.totals] == list(KNOWN_TOTALS.items())
    assert all(one.read <= one.there <= one.most for one in bundled.years)


def test_what_is_published_is_what_the_command_prints(bundled: Figures) -> None:
    published = (DOCS / "accuracy.md").read_text("utf-8").partition(BEGIN)[2].partition(END)[0]
    assert f"`{COMMAND}`" in (DOCS / "accuracy.md").read_text("utf-8")
    assert published.strip() == figures_page(bundled).strip()


def test_figures_of_a_library(tmp_path: Path) -> None:
    words = f"its resolutions {link('A/RES/70/1', '70/1')} and {link('A/RES/70/2', '70/2')},"
    (tmp_path / "a.xml").write_bytes(page("A/RES/80/1", preambular("Recalling", words)))
    with Library.open(tmp_path / "library.sqlite") as library:
        load(library, [tmp_path / "a.xml"])
        found = figures(library.merged())
    assert (found.citing, found.cited, found.pairs, found.edges) == (1, 2, 2, 2)
    assert figures([]).years[-1].there == 0
