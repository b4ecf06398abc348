"""Footnotes: at the foot of the pages of a PDF, behind a text, and those to which links of a web page lead."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from made_documents import Piece, set_pdf, styled_word

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


def test_notes_below_a_table_end_where_the_text_goes_on() -> None:
    page = [
        *COVER,
        *lines(610, 10, "1. Adopts the budget:"),
        *marked(590, "Lamps 100", "1", "a year"),
        *note(570, "1", "See resolution 70/246."),
        *lines(540, 10, "2. Requests the keeper to implement resolution 72/249;"),
        *lines(510, 10, "3. Decides to wait."),
    ]
    found = paths(record_in("lamps.pdf", set_pdf([page])))
    assert found["OP2"] == "Requests the keeper to implement resolution 72/249;"
    assert found["OP3"] == "Decides to wait."
    assert [text for path, text in found.items() if path.startswith("fn.1@OP1")] == ["See resolution 70/246."]


def test_rows_of_a_table_are_no_notes() -> None:
    page = [
        *COVER,
        *marked(610, "Recalling the lamp,", "1", "and noting"),
        *marked(598, "the report,", "2", "of the keeper,"),
        *lines(570, 10, "1. Decides to wait:"),
        *[piece for row in (1, 2, 3) for piece in lines(220 - 20 * row, 8, f"{row} Resolution {row + 1400} (2003)")],
        *note(120, "1", "See resolution 55/255.", raised=False),
        *note(110, "2", "See resolution 60/1.", raised=False),
        *lines(40, 10, "Printed on paper"),
    ]
    found = paths(record_in("lamps.pdf", set_pdf([page])))
    assert (found["fn.1@PP1"], found["fn.2@PP1"]) == ("See resolution 55/255.", "See resolution 60/1.")
    assert "Resolution 1401 (2003)" in found["OP1+1"]
    assert not any("Printed" in text for text in found.values())


def test_powers_are_no_marks() -> None:
    page = [
        *COVER,
        *marked(610, "Noting an area of 25 km", "2", "and the tide,"),
        *marked(580, "Recalling the lamp,", "2", ""),
        *lines(550, 10, "1. Decides to wait."),
        *note(120, "2", "See resolution 55/255."),
    ]
    found = paths(record_in("lamps.pdf", set_pdf([page])))
    assert found["PP1"] == "Noting an area of 25 km² and the tide,"
    assert found["fn.2@PP2"] == "See resolution 55/255."


def test_small_type_above_the_notes_is_not_the_note_of_the_page_before() -> None:
    first = [
        *COVER,
        *marked(610, "Recalling the lamp,", "1", ""),
        *lines(580, 10, "1. Decides to adopt:"),
        *note(120, "1", "See A/77/123"),
    ]
    second = [
        *marked(700, "2. Decides to wait", "2", "for the following:"),
        *lines(200, 8, "The principles in resolution 74/1,", "and in resolution 74/2."),
        *note(120, "2", "See resolution 60/1."),
    ]
    found = paths(record_in("lamps.pdf", set_pdf([first, second])))
    assert (found["fn.1@PP1"], found["fn.2@OP2"]) == ("See A/77/123", "See resolution 60/1.")


def test_the_head_of_the_second_of_two_pages() -> None:
    def page(words: str) -> Sequence[Piece]:
        return [*lines(760, 8, "www.lamps.example"), *lines(700, 10, words), *lines(30, 8, "Keepers of the lamps")]

    data = set_pdf([page("The keeper of the lamp has written to all of the"), page("other keepers of lamps.")])
    record = record_in("letter.pdf", data)
    assert [one.text for one in record.paragraphs] == [
        "The keeper of the lamp has written to all of the other keepers of lamps."
    ]


def test_a_note_that_tells_of_an_adoption_is_not_that_of_the_text() -> None:
    page = [
        *COVER,
        *marked(610, "1. Endorses the text.", "1", ""),
        *note(120, "1", "Adopted on 28 April 2022."),
    ]
    record = record_in("lamps.pdf", set_pdf([page]))
    assert record.adopted_on == "2025-10-01"
    assert paths(record)["fn.1@OP1"] == "Adopted on 28 April 2022."


def test_words_that_their_style_raises() -> None:
    record = record_in("lamps.docx", styled_word("Of resolution 55/25", "1", " and the tide"))
    assert record.paragraphs[0].text == "Of resolution 55/25¹ and the tide"


@pytest.mark.parametrize(("size", "mark"), [(8, "{}"), (8, "{}."), (10, "{}.")])
def test_notes_behind_all_pages_of_a_pdf(size: int, mark: str) -> None:
    """As browsers print them: numbered as paragraphs are, smaller than those or not."""
    first = [
        *COVER,
        *marked(610, "Recalling the lamp,", "1", "and noting"),
        *marked(598, "the report,", "2", "of the keeper,"),
        *lines(570, 10, "1. Decides to wait;"),
    ]
    second = [
        *marked(700, "2. Decides to light it.", "3", ""),
        *lines(600, 14, "Notes"),
        *lines(570, size, f"{mark.format(1)} Keepers' resolution 58/4."),
        *lines(540, size, f"{mark.format(2)} General Assembly resolution 60/1,", "and resolution 60/2."),
    ]
    third = lines(700, size, f"{mark.format(3)} A/77/123.")
    found = paths(record_in("lamps.pdf", set_pdf([first, second, third])))
    assert {path: text for path, text in found.items() if path[:2] in ("OP", "fn")} == {
        "OP1": "Decides to wait;",
        "OP2": "Decides to light it.³",
        "fn.1@PP1": "Keepers' resolution 58/4.",
        "fn.2@PP1": "General Assembly resolution 60/1, and resolution 60/2.",
        "fn.3@OP2": "A/77/123.",
    }


def test_a_number_that_touches_its_note() -> None:
    words = "A/RES/80/7\n\n80/7. Lamps\n\nThe General Assembly,\n\nRecalling the lamp,7\n\n1. Decides to wait.\n\n"
    adopted = "12th plenary meeting\n1 October 2025\n\n"
    found = paths(record_in("lamps.txt", f"{words}{adopted}7Human Rights Council resolution 32/18.".encode()))
    assert found["fn.7@PP1"] == "Human Rights Council resolution 32/18."


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


@pytest.mark.parametrize(
    ("marks", "numbers"),
    [(("i", "ii"), (1, 2)), (("a", "b"), (1, 2)), (("1", "i"), (1, 2)), (("*", "**"), (0, 0)), (("*", "1"), (0, 1))],
)
def test_notes_with_other_marks_than_numbers(marks: tuple[str, str], numbers: tuple[int, int]) -> None:
    one, other = marks
    text = (
        f"<p>Recalling the tide,<a href='#_edn1' name='_ednref1'>[{one}]</a></p>"
        f"<p>1. Decides to wait.<a href='#_edn2' name='_ednref2'>[{other}]</a></p>"
        f"<div><p><a href='#_ednref1' name='_edn1'>[{one}]</a> See resolution 58/4.</p></div>"
        f"<div><p><a href='#_ednref2' name='_edn2'>[{other}]</a> See resolution 58/5.</p></div>"
    )
    found = paths(record_in("lamps.html", f"<html><body>{ABOVE}{text}</body></html>".encode()))
    assert {path: text for path, text in found.items() if path.startswith("fn")} == {
        f"fn.{numbers[0]}@PP1": "See resolution 58/4.",
        f"fn.{numbers[1]}@OP1": "See resolution 58/5.",
    }


def test_notes_in_the_middle_of_a_text() -> None:
    text = (
        "<p>Recalling the tide,<a href='#n1' id='r1'><sup>1</sup></a></p><p id='n1'><a href='#r1'>1</a> See 58/4.</p>"
        "<p>Noting the lamp,</p><p>1. Decides to wait.</p><p>2. Requests a report.</p>"
    )
    found = paths(record_in("lamps.html", f"<html><body>{ABOVE}{text}</body></html>".encode()))
    assert list(found) == ["PP1", "fn.1@PP1", "PP2", "OP1", "OP2"]


def test_notes_that_are_counted_anew_on_each_page() -> None:
    one, other = (f"<a href='#_ftn{number}' name='_ftnref{number}'><sup>1</sup></a>" for number in (1, 2))
    text = f"<p>Recalling the tide,{one}</p><p>1. Decides to wait.{other}</p>"
    notes = "".join(
        f"<div><p><a href='#_ftnref{number}' name='_ftn{number}'>1</a> See resolution 58/{number}.</p></div>"
        for number in (1, 2)
    )
    found = paths(record_in("lamps.html", f"<html><body>{ABOVE}{text}{notes}</body></html>".encode()))
    assert found["fn.1@PP1"] == "See resolution 58/1."
    assert found["fn.2@OP1"] == "See resolution 58/2."


def test_a_sign_that_stands_in_the_head_as_well_has_no_paragraph() -> None:
    text = "<p>Recalling the tide,<a href='#n' name='r'>*</a></p><p>1. Decides on 5* lamps.</p>"
    note_ = "<p><a href='#r' name='n'>*</a> Reissued.</p>"
    found = paths(record_in("lamps.html", f"<html><body>{ABOVE}{text}{note_}</body></html>".encode()))
    assert found["fn.0@title"] == "Reissued."


def test_a_table_of_contents_has_no_notes() -> None:
    contents = "<ul><li><a href='#s1'>1</a> Of lamps</li><li><a href='#s2'>2</a> Of tides</li></ul>"
    sections = "<h2 id='s1'>1 Of lamps</h2><p>They burn.</p><h2 id='s2'>2 Of tides</h2><p>They rise.</p>"
    record = record_in("lamps.html", f"<html><body>{contents}{sections}</body></html>".encode())
    assert [one.text for one in record.paragraphs] == [
        "1 Of lamps", "2 Of tides", "1 Of lamps", "They burn.", "2 Of tides", "They rise.",
    ]  # fmt: skip


def test_numbers_that_lead_to_one_another_are_no_marks() -> None:
    words = "<p>As in paragraph <a id='x' href='#p3'>3</a> below.</p><p id='p3'>3. See <a href='#x'>above</a>.</p>"
    record = record_in("lamps.html", f"<html><body>{words}</body></html>".encode())
    assert [one.text for one in record.paragraphs] == ["As in paragraph 3 below.", "3. See above."]


def test_all_paragraphs_of_a_note_are_of_it() -> None:
    marked_so = "<p>Recalling the tide,<a href='#_ftn1' name='_ftnref1'>[1]</a></p><p>1. Decides to wait.</p>"
    noted = "<p><a href='#_ftnref1' name='_ftn1'>[1]</a> See resolution 58/4.</p><p>And resolution 58/5.</p>"
    record = record_in("lamps.html", f"<html>{ABOVE}{marked_so}<div id='ftn1'>{noted}</div></html>".encode())
    assert [(one.path, one.text) for one in record.paragraphs[-2:]] == [
        ("fn.1@PP1", "See resolution 58/4."),
        ("fn.1@PP1", "And resolution 58/5."),
    ]
