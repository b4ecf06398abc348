"""Text that keeps its pages, as programs make it of a PDF: no sizes of letters, and marks that touch words."""

from __future__ import annotations

from loaders.reading import records_of
from loaders.records import Record
from loaders.sources import Source

COVER = """United Nations                                   A/RES/80/7

Resolution adopted by the General Assembly on 1 October 2025

80/7. Lamps and tides
"""


def record_in(*pages: str) -> Record:
    (record,) = records_of(Source("lamps.txt", "".join(f"{page}\f" for page in pages).encode()))
    return record


BODY = """So says the keeper of the lamp
who lit it in the night
and saw the tide come in
from the shore
where he stood
and wrote it down
in the book of lamps
as he had done
the night before.
"""


def body(number: int) -> str:
    """Lines of a page that are those of no other."""
    return "\n".join(f"{line}{'!' * number}" for line in BODY.splitlines())


def paths(record: Record) -> dict[str, str]:
    return {one.path: one.text for one in record.paragraphs if one.section != "other"}


def test_notes_heads_and_feet_of_pages() -> None:
    first = f"""{COVER}
The General Assembly,

Recalling its resolution 70/1 1 of 25 September 2015 and the Convention on
the Rights of the Child,2 and taking note of the lamps in all of the

1Transforming our world: the 2030 Agenda.
2Ibid., vol. 1577, No. 27531, which is a long note of two lines, and ends in
the second.

25-12345

1/3
"""
    second = """A/RES/80/7
Lamps and tides

seas and on the shores of lakes,

1. Decides to wait;

2. Decides to follow resolution 77/753 in all;

__________________
3 See resolution 58/4.

2/3

25-12345
"""
    third = """A/RES/80/7
Lamps and tides

3. Decides to light every lamp that has not been lit.

3/3

25-12345
"""
    record = record_in(first, second, third)
    assert str(record.symbol) == "A/RES/80/7"
    found = paths(record)
    assert list(found) == ["PP1", "OP1", "OP2", "OP3", "fn.1@PP1", "fn.2@PP1", "fn.3@OP2"]
    assert found["PP1"].endswith("Rights of the Child,² and taking note of the lamps in all of the seas and on the "
                                 "shores of lakes,")  # fmt: skip
    assert found["OP2"] == "Decides to follow resolution 77/75³ in all;"
    assert (
        found["fn.2@PP1"] == "Ibid., vol. 1577, No. 27531, which is a long note of two lines, and ends in the second."
    )
    assert found["fn.3@OP2"] == "See resolution 58/4."


def test_a_number_that_may_be_whole_is_not_parted() -> None:
    page = f"{COVER}\nThe General Assembly,\n\nRecalling resolution 42/11 and note 1 of the keeper,\n\n1. Waits.\n\n"
    found = paths(record_in(f"{page}1See resolution 58/4.\n"))
    assert found["PP1"] == "Recalling resolution 42/11 and note 1 of the keeper,"
    assert found["fn.1@PP1"] == "See resolution 58/4."


def test_what_ends_a_page_with_a_year_is_text() -> None:
    first = f"{COVER}\nThe General Assembly,\n\nNoting the lamp of 16 January\n1977,\n"
    found = paths(record_in(first, "1. Reaffirms its resolution 405 of the tide;\n\n2. Waits.\n"))
    assert found == {
        "PP1": "Noting the lamp of 16 January 1977,",
        "OP1": "Reaffirms its resolution 405 of the tide;",
        "OP2": "Waits.",
    }


def test_articles_at_the_heads_of_pages_are_no_running_heads() -> None:
    pages = [f"Article {number}\n\n{body(number)}\n" for number in (5, 14, 15, 16)]
    texts = [one.text for one in record_in(*pages).paragraphs]
    assert [text for text in texts if text.startswith("Article")] == [
        "Article 5",
        "Article 14",
        "Article 15",
        "Article 16",
    ]


def test_the_symbol_of_a_resolution_that_stands_in_heads_alone() -> None:
    cover = "Report of the keeper of lamps\nUnited Nations\n\nA/RES/80/7\n\nA/RES/80/7\n\nGeneral Assembly\n\n"
    text = "80/7. Report of the keeper of lamps\n\nThe General Assembly,\n\nNoting the lamp,\n\n1. Decides to wait;\n\n"
    record = record_in(f"{cover}{text}", "A/RES/80/7\n\n2. Decides to light every lamp.\n")
    assert (str(record.symbol), list(paths(record))) == ("A/RES/80/7", ["PP1", "OP1", "OP2"])


def test_heads_with_the_number_of_the_page() -> None:
    pages = [f"Keepers of lamps {number}\n\n{body(number)}\n" for number in range(7, 12)]
    assert not any("Keepers" in one.text for one in record_in(*pages).paragraphs)


def test_preambular_paragraphs_in_small_letters_without_empty_lines() -> None:
    words = """Резолюция, принятая Генеральной Ассамблеей 1 октября 2025 года

80/7. Лампы и приливы

Генеральная Ассамблея,
ссылаясь на свою резолюцию 70/1 от 25 сентября 2015 года и на все предыдущие резолюции
о лампах и приливах,
отмечая доклад хранителя ламп, который был представлен на восьмидесятой сессии,
1. постановляет ждать, пока не наступит прилив, как сказано в докладе хранителя ламп,
подтверждая то, что уже было решено;
2. просит хранителя ламп представить доклад.
"""
    (record,) = records_of(Source("lamps.txt", f"A/RES/80/7\n\n{words}\f".encode()))
    found = paths(record)
    assert list(found) == ["PP1", "PP2", "OP1", "OP2"]
    assert found["PP2"].startswith("отмечая доклад")
    assert found["OP1"].endswith("подтверждая то, что уже было решено;")


def resolution(preamble: str, foot: str) -> dict[str, str]:
    return paths(record_in(f"{COVER}\nThe General Assembly,\n\n{preamble}\n\n1. Decides to wait.\n\n{foot}"))


def test_all_notes_at_the_foot_of_a_page() -> None:
    """As many as the lines of a page that may be of its margin, and more."""
    numbers = range(1, 9)
    marked = " ".join(f"the lamp{number}," for number in numbers)
    for above, number in (("__________________\n", "{} "), ("", "{} "), ("", "{}")):
        foot = above + "".join(f"{number.format(one)}Resolution 58/{one}.\n" for one in numbers)
        found = resolution(f"Recalling {marked}", foot)
        assert [f"fn.{one}@PP1" for one in numbers] == [path for path in found if path.startswith("fn")]


def test_marks_behind_years_and_notes_that_begin_with_numbers() -> None:
    found = resolution(
        "Recalling the Declaration of 13 September 1999,1 and its resolutions 75/201, 70/262 and 77/44,2 and\n"
        "Article 3, paragraph 3, of the Charter,3",
        "__________________\n1 Resolution 53/243.\n2 2010 Review Conference, resolution 1.\n3 https://lamps.example/a\n",
    )
    assert found["PP1"].startswith(
        "Recalling the Declaration of 13 September 1999,\u00b9 and its resolutions 75/201, 70/262"
    )
    assert found["PP1"].endswith("77/44,\u00b2 and Article 3, paragraph 3, of the Charter,\u00b3")
    assert found["fn.2@PP1"] == "2010 Review Conference, resolution 1."
    assert found["fn.3@PP1"] == "https://lamps.example/a"


def test_a_line_that_ends_one_page_and_begins_another_is_text() -> None:
    first = f"{COVER}\nThe General Assembly,\n\n{BODY}\nRecalling the lamp of its\nresolution 77/248,\n"
    second = "Noting the tide of its\n\n" + BODY + "\n"
    third = "resolution 77/248,\n\n1. Decides to wait.\n"
    text = " ".join(paths(record_in(first, second, third)).values())
    assert text.count("resolution 77/248,") == 2


def test_rows_with_a_number_that_runs_with_the_page_are_text() -> None:
    pages = [f"{body(page)}\nThe Council adopted resolution {1300 + 37 * page} ({2000 + page}).\n" for page in range(8)]
    text = " ".join(one.text for one in record_in(*pages).paragraphs)
    assert all(f"resolution {1300 + 37 * page} " in text for page in range(8))


def test_the_title_without_its_number_in_the_heads_of_pages() -> None:
    first = f"{COVER}\nThe General Assembly,\n\nNoting the lamp,\n\n1. Decides to light every lamp of the\n"
    found = paths(record_in(first, "Lamps and tides\n\nkeepers;\n\n2. Decides to wait.\n"))
    assert found["OP1"] == "Decides to light every lamp of the keepers;"


def test_a_number_of_five_thousand_digits() -> None:
    assert len(record_in(f"A paper\n\n{BODY}\n{'7' * 5000}\n").paragraphs) > 1
