"""Footnotes at the foot of the pages of a PDF, and those to which links of a web page lead."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from made_documents import Piece, set_pdf

from loaders.reading import records_of
from loaders.records import Paragraph, Record
from loaders.sources import Source


def record_in(name: str, data: bytes) -> Record:
    (record,) = records_of(Source(name, data))
    return record


def paths(record: Record) -> dict[str, str]:
    return {one.path: one.text for one in record.paragraphs if one.section != "other"}


# ------------------------------------------------------------------------------------------------ PDF


def lines(top: int, size: int, *texts: str) -> list[Piece]:
    """Lines one below the other, as far apart as those of a paragraph."""
    return [(72, top - (size + 2) * place, size, text) for place, text in enumerate(texts)]


def marked(y: int, before: str, mark: str, behind: str) -> list[Piece]:
    """A line with the mark of a footnote in it: smaller, and higher. A letter of this type is half as wide as high."""
    at = 72 + 5 * len(before)
    return [(72, y, 10, before), (at, y + 4, 6, mark), (at + 6, y, 10, behind)]


def note(y: int, number: str, words: str, *, raised: bool = True) -> list[Piece]:
    if raised:
        return [(72, y + 3, 5, number), (78, y, 8, words)]
    return [(72, y, 8, f"{number} {words}")]


COVER = [
    *lines(720, 10, "United Nations A/RES/80/7"),
    *lines(700, 10, "Resolution adopted by the General Assembly on 1 October 2025"),
    *lines(670, 14, "80/7. Lamps and tides"),
    *lines(640, 10, "The General Assembly,"),
]


def resolution_of_two_pages(*, raised: bool = True) -> bytes:
    first = [
        *COVER,
        *marked(610, "Recalling its resolution 70/1", "1", "of 25 September 2015 and"),
        *lines(598, 10, "resolutions 71/3 and 71/4,"),
        *marked(570, "Recalling the United Nations Convention against Transnational Organized Crime,", "2", "and"),
        *lines(558, 10, "taking note of the work of the keepers of lamps in all of the"),
        *note(120, "1", "See resolution 58/4.", raised=raised),
        *note(110, "2", "United Nations, Treaty Series, vol. 2225,", raised=raised),
        *lines(100, 8, "71/3 of which the keeper has no copy, and"),
        *lines(60, 10, "25-12345 1/2"),
    ]
    second = [
        *lines(750, 10, "Lamps and tides A/RES/80/7"),
        *lines(710, 10, "seas and on the shores of lakes,"),
        *lines(680, 10, "1. Decides to wait;"),
        *lines(650, 10, "2. Decides to light every lamp that has not been lit."),
        *lines(120, 8, "No. 39574."),
        *lines(60, 10, "2/2 25-12345"),
    ]
    return set_pdf([first, second])


@pytest.mark.parametrize("raised", [True, False])
def test_notes_of_a_pdf_stand_where_their_marks_are(raised: bool) -> None:
    record = record_in("lamps.pdf", resolution_of_two_pages(raised=raised))
    assert str(record.symbol) == "A/RES/80/7"
    assert paths(record) == {
        "PP1": "Recalling its resolution 70/1¹ of 25 September 2015 and resolutions 71/3 and 71/4,",
        "PP2": "Recalling the United Nations Convention against Transnational Organized Crime,² and taking note of the "
        "work of the keepers of lamps in all of the seas and on the shores of lakes,",
        "OP1": "Decides to wait;",
        "OP2": "Decides to light every lamp that has not been lit.",
        "fn.1@PP1": "See resolution 58/4.",
        "fn.2@PP2": "United Nations, Treaty Series, vol. 2225, 71/3 of which the keeper has no copy, and No. 39574.",
    }


def test_a_note_knows_what_stands_before_its_mark() -> None:
    record = record_in("lamps.pdf", resolution_of_two_pages())
    notes: dict[str, Paragraph] = {one.path: one for one in record.paragraphs if one.section == "footnote"}
    assert notes["fn.1@PP1"].before == "Recalling its resolution 70/1"
    assert notes["fn.2@PP2"].opening == "recalling"


def test_small_numbers_at_the_foot_without_a_mark_are_no_notes() -> None:
    page = [*COVER, *lines(610, 10, "1. Decides that the lamps are those of the table:"), *lines(120, 8, "3 lamps")]
    assert list(paths(record_in("lamps.pdf", set_pdf([page])))) == ["OP1", "OP1+1"]


def test_heads_of_even_and_odd_pages() -> None:
    def page(number: int) -> Sequence[Piece]:
        head = "The keeping of lamps" if number % 2 else "A leaflet on the sea"
        body = lines(700, 10, f"On page {number} the lamp was lit by the keeper, who wrote that it was dark.")
        return [*lines(760, 10, head), *body, *lines(30, 10, str(number))]

    record = record_in("leaflet.pdf", set_pdf([page(number) for number in range(1, 8)]))
    assert len(record.paragraphs) == 7
    assert all(one.text.startswith("On page") for one in record.paragraphs)


def test_a_paragraph_at_the_head_of_a_page_begins_with_opening_words() -> None:
    first = [*COVER, *lines(610, 10, "Recalling the lamp,")]
    second = [*lines(710, 10, "Noting the tide,"), *lines(680, 10, "1. Decides to wait.")]
    assert list(paths(record_in("lamps.pdf", set_pdf([first, second])))) == ["PP1", "PP2", "OP1"]


# ------------------------------------------------------------------------------------------------ web pages

ABOVE = "<p>A/RES/80/7</p><p>80/7. Lamps</p><p>The General Assembly,</p>"

PAGES = {
    "Word": "<p>Recalling the tide,<a href='#_ftn1' name='_ftnref1'><span>[1]</span></a></p><p>1. Decides to wait.</p>"
    "<div><p><a href='#_ftnref1' name='_ftn1'>[1]</a> See resolution 58/4.</p></div>",
    "LibreOffice": "<p>Recalling the tide,<a class='x' name='r1' href='#n1'><sup>1</sup></a></p>"
    "<p>1. Decides to wait.</p><div id='d1'><p><a name='n1' href='#r1'>1</a>See resolution 58/4.</p></div>",
    "pandoc": "<p>Recalling the tide,<a href='#fn1' id='fnref1'><sup>1</sup></a></p><p>1. Decides to wait.</p>"
    "<section><ol><li id='fn1'><p>See resolution 58/4.<a href='#fnref1'>\u21a9</a></p></li></ol></section>",
    "MediaWiki": "<p>Recalling the tide,<sup id='ref-1'><a href='#note-1'>[1]</a></sup></p><p>1. Decides to wait.</p>"
    "<ol><li id='note-1'><span><a href='#ref-1'>^</a></span> <span>See resolution 58/4.</span></li></ol>",
    "without a way back": "<p>Recalling the tide,<sup><a href='#n1'>1</a></sup></p><p>1. Decides to wait.</p>"
    "<p id='n1'>1 See resolution 58/4.</p>",
}  # fmt: skip


@pytest.mark.parametrize("made_by", PAGES)
def test_notes_to_which_the_links_of_a_page_lead(made_by: str) -> None:
    record = record_in("lamps.html", f"<html><body>{ABOVE}{PAGES[made_by]}</body></html>".encode())
    found = paths(record)
    assert list(found) == ["PP1", "OP1", "fn.1@PP1"]
    assert found["PP1"] == "Recalling the tide,¹"
    assert found["fn.1@PP1"].removeprefix("1 ") == "See resolution 58/4."
    assert not any(one.links for one in record.paragraphs)


def test_a_table_of_contents_has_no_notes() -> None:
    contents = "<ul><li><a href='#s1'>1</a> Of lamps</li><li><a href='#s2'>2</a> Of tides</li></ul>"
    sections = "<h2 id='s1'>1 Of lamps</h2><p>They burn.</p><h2 id='s2'>2 Of tides</h2><p>They rise.</p>"
    record = record_in("lamps.html", f"<html><body>{contents}{sections}</body></html>".encode())
    assert [one.text for one in record.paragraphs] == [
        "1 Of lamps", "2 Of tides", "1 Of lamps", "They burn.", "2 Of tides", "They rise.",
    ]  # fmt: skip
