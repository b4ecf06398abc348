"""Sections, points and numbers in the paths of paragraphs: the same in every language, each citable as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from akn_documents import operative, page
from reading_documents import one, real

from graph.model import Section
from graph.symbols.characters import roman_numeral
from loaders.readers.numbering import Numbering, Place
from loaders.readers.paths import unique
from loaders.readers.points import Points
from loaders.readers.section_labels import following, label_before_a_title, label_of_identifier, section_label, within
from loaders.records import Paragraph


def paths(*placed: tuple[str, str]) -> list[str]:
    kind: Section = "operative"
    return [one.path for one in unique([(Paragraph(path, kind, "x", None, ()), section) for path, section in placed])]


def numbered(paragraphs: Sequence[Paragraph]) -> list[str]:
    return [p.path for p in paragraphs if p.section in ("preamble", "operative") and "+" not in p.path]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("I", "I"), ("xii.", "XII"), ("Section IV", "IV"), ("B", "B"), ("В", "B"), ("  二 ", "II"), ("二十一", "XXI"),
        ("十", "X"), ("أولا", "I"), ("ثانياً -", "II"), ("حادي عشر", "XI"), ("رابع وعشرون", "XXIV"), ("باء", "B"),
        ("هاء", "E"),
        ("IIII", None), ("Annex", None), ("a", None), ("二二", None), ("", None), ("Miscellaneous", None), ("2", None),
    ],
)  # fmt: skip
def test_what_stands_over_a_section(text: str, label: str | None) -> None:
    assert section_label(text) == label


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("B. Office of Investment Management", "B"), ("A Escala de sueldos", "A"), ("II Prévisions révisées", "II"),
        ("二 支助账户和相关供资问题", "II"), ("A new agenda for peace", None), ("Miscellaneous", None),
        ("一切有关问题", None),
    ],
)  # fmt: skip
def test_what_a_title_begins_with(title: str, label: str | None) -> None:
    assert label_before_a_title(title) == label


def test_identifiers_of_sections() -> None:
    assert [label_of_identifier(one) for one in ("sec_XII", "part_II", "part_2", "para_I", "")] == [
        "XII", "II", None, None, None,
    ]  # fmt: skip


def test_sections_lie_behind_or_within_one_another() -> None:
    walked = [""]
    for label in ("I", "A", "B", "C", "II", "A", "III", "1", "IV"):
        walked.append(within(walked[-1], label))
    assert walked[1:] == [
        "sect.I", "sect.I/sect.A", "sect.I/sect.B", "sect.I/sect.C", "sect.II", "sect.II/sect.A", "sect.III",
        "sect.III/sect.1", "sect.IV",
    ]  # fmt: skip
    assert within("sect.H", "I") == "sect.I"  # a letter
    assert within("sect.4", "D") == "sect.D"  # what was only counted has its label now
    assert [following("II", ""), following("B", ""), following("3", ""), following("I", "sect.H")] == [
        "III", "C", "4", "J",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a b i ii c", "(a) (b) (b)(i) (b)(ii) (c)"),
        ("i a b ii a iii", "(i) (i)(a) (i)(b) (ii) (ii)(a) (iii)"),
        ("g h i j", "(g) (h) (i) (j)"),
        ("u v w x y", "(u) (v) (w) (x) (y)"),
        ("a iv v x", "(a) (iv) (v) (x)"),
        ("- - -", "(•1) (•2) (•3)"),
        ("a • • b • i •", "(a) (a)(•1) (a)(•2) (b) (b)(•1) (b)(•1)(i) (b)(•2)"),
        ("a b a", "(a) (b) (a)"),
        ("1 2 a 3", "(1) (2) (2)(a) (3)"),
        ("y z aa bb cc i ii dd", "(y) (z) (aa) (bb) (cc) (cc)(i) (cc)(ii) (dd)"),
        ("A I II B", "(A) (A)(I) (A)(II) (B)"),
    ],
)
def test_points_lie_within_one_another(written: str, read: str) -> None:
    points = Points()
    assert " ".join(points.path("" if mark == "-" else mark) for mark in written.split()) == read


def test_letters_that_scanning_made_numbers() -> None:
    points = Points(scanned=True)
    assert [points.path(mark) for mark in ("a", "6", "c", "i", "d")] == ["(a)", "(b)", "(c)", "(c)(i)", "(d)"]


def test_all_have_their_section_where_numbers_begin_again() -> None:
    again = [("OP1", "sect.I"), ("OP2", "sect.I"), ("OP3", "sect.I"), ("OP1", "sect.II"), ("OP2", "sect.II")]
    assert paths(*again) == [f"{section}/{path}" for path, section in again]
    on = [("OP1", "sect.I"), ("OP2", "sect.I"), ("OP3", "sect.II"), ("OP4", "sect.II")]
    assert paths(*on) == [path for path, _ in on]


def test_one_number_that_stands_twice_is_a_slip() -> None:
    assert paths(("OP3", "sect.I"), ("OP4", "sect.I"), ("OP4", "sect.II"), ("OP5", "sect.II")) == [
        "OP3", "sect.I/OP4", "sect.II/OP4", "OP5",
    ]  # fmt: skip
    assert paths(("OP1", ""), ("OP1", "")) == ["OP1", "OP1~2"]


def test_sections_as_deep_as_it_takes() -> None:
    through = [("OP1", "sect.I/sect.A"), ("OP2", "sect.I/sect.A"), ("OP3", "sect.I/sect.B"), ("OP1", "sect.II")]
    assert paths(*through) == ["sect.I/OP1", "sect.I/OP2", "sect.I/OP3", "sect.II/OP1"]
    again = [("OP1", "sect.I/sect.A"), ("OP2", "sect.I/sect.A"), ("OP1", "sect.I/sect.B"), ("OP1", "sect.II")]
    assert paths(*again) == [f"{section}/{path}" for path, section in again]


def test_sections_that_the_markup_nests_or_closes_too_early() -> None:
    first, second = operative("1", "Decides", "this;"), operative("1", "Decides", "that;")
    nested = f"<section><p><num>I</num></p>{first}<section><p><num>II</num></p>{second}</section></section>"
    early = f"<section><num>I</num></section>{first}<section><subheading>II</subheading></section>{second}"
    for body in (nested, early):
        assert numbered(one(page(body=body)).paragraphs) == ["sect.I/OP1", "sect.II/OP1"]


def test_a_section_without_a_label_or_with_its_neighbours_has_the_next() -> None:
    def section(head: str) -> str:
        return f"<section>{head}{operative('1', 'Decides', 'this;')}{operative('2', 'Decides', 'that;')}</section>"

    body = section("<num>I</num>") + section("<heading>Tides</heading>") + section("<num>II</num>")
    read = numbered(one(page(body=body)).paragraphs)
    assert read == [f"sect.{label}/OP{number}" for label in ("I", "II", "III") for number in (1, 2)]


def test_bold_titles_without_a_number_are_no_paragraphs() -> None:
    def section(label: str) -> str:
        title = f'<span class="bold">{label} Estimates for 2021, or so</span>'
        return f"<section><paragraph><p>{title}</p></paragraph>{operative('1', 'Decides', 'this;')}</section>"

    record = one(page(body=section("I") + section("II")))
    assert [(p.path, p.section) for p in record.paragraphs if p.section == "operative"] == [
        ("sect.I/OP1", "operative"), ("sect.II/OP1", "operative"),
    ]  # fmt: skip


# --------------------------------------------------------------------------------------------------- real texts

SUPPORT_ACCOUNT = {"Arabic": "A", "Chinese": "C", "English": "E", "French": "F", "Russian": "R", "Spanish": "S"}


def test_six_languages_number_alike(corpus: Path) -> None:
    read = {
        language: numbered(
            real(corpus, f"GAresolutions/79session_{language}", f"A_RES_79_298-2510811{letter}.xml").paragraphs
        )
        for language, letter in SUPPORT_ACCOUNT.items()
    }
    assert all(paths == read["English"] for paths in read.values())
    assert read["English"][0] == "sect.I/PP1"
    assert "sect.I/OP13(e)" in read["English"]
    assert read["English"][-1] == "sect.II/OP2"


def test_sections_of_a_budget_that_lie_in_one_another(corpus: Path) -> None:
    record = real(corpus, "GAresolutions/78session_English", "A_RES_78_253-2326236E.xml")
    sections = [path.split("/")[0] for path in numbered(record.paragraphs)]
    order = [a for a, b in pairwise([*sections, ""]) if a != b]
    assert order == [f"sect.{roman_numeral(number)}" for number in range(1, 27)]


def test_points_within_points_of_a_mandate(corpus: Path) -> None:
    record = real(corpus, "SCresolutions/2022_English", "S_RES_2659-2225701E.xml")
    read = numbered(record.paragraphs)
    assert {"OP35(a)(i)", "OP35(a)(iii)(•6)", "OP35(b)(viii)", "OP35(d)(•1)"} <= set(read)
    assert not [path for path in read if "~" in path]


def test_a_letter_that_stands_twice_over_sections(corpus: Path) -> None:
    record = real(corpus, "ECOSOCresolutions/2023_English", "E_RES_2023_5_E.xml")  # A, B and B again; others have C
    assert "sect.C/OP1" in numbered(record.paragraphs)


@pytest.mark.parametrize("heading", ["Article 12", "Статья 12", "第十二条", "第 12 条 范围", "المادة ١٢"])
def test_articles_of_annexed_texts_in_every_language(heading: str) -> None:
    numbers = Numbering(Place("annex", "annex/"))
    numbers.heading(heading)
    assert numbers.numbered("1") == "annex/art.12/para.1"


def test_annexes_stand_beside_one_another() -> None:
    state = Numbering(Place("operative"))
    prefixes = []
    for heading in ("Annex I", "Annex II", "Annex", "Annex B"):
        state.heading(heading)
        prefixes.append(state.place.prefix)
    assert prefixes == ["annex.I/", "annex.II/", "annex.II/", "annex.B/"]  # "Annex" repeats where we are
