"""What plain words cite, in seven languages: the examples beside the patterns, and what holds for any text."""

from __future__ import annotations

import re
import unicodedata
from importlib.resources import files
from typing import Any

import pytest
import yaml
from growing import HOSTILE, in_proportion
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.citations.text import LANGUAGES, written


def cited(text: str, language: str = "en", own: str = "A") -> list[str]:
    (found,) = written([text], language, own)
    return [mention.target.id for mention in found]


def examples() -> list[Any]:
    found = []
    for code in LANGUAGES:
        text = files("loaders.citations.text").joinpath("languages", f"{code}.yaml").read_text("utf-8")
        for number, one in enumerate(yaml.safe_load(text)["examples"]):
            found.append(pytest.param(code, one["own"], one["text"], one["cites"], id=f"{code}-{number}"))
    return found


@pytest.mark.parametrize(("language", "own", "text", "ids"), examples())
def test_examples(language: str, own: str, text: str, ids: list[str]) -> None:
    assert cited(text, language, own) == ids


def test_its_resolutions_are_those_of_the_body_that_speaks() -> None:
    assert cited("its resolution 54/3 of 11 October 2023", own="A/HRC") == ["A/HRC/RES/54/3"]
    assert cited("its resolution 54/3 of 11 November 1999", own="A") == ["A/RES/54/3"]


def test_a_day_with_its_year_once_more_is_no_resolution() -> None:
    words = "resolution 1368 (2001) of 12 September 2001 (2001), resolution 1373 (2001)"
    assert cited(words, own="S") == ["S/RES/1368", "S/RES/1373"]
    assert cited("resolution 2001 (2011)", own="S") == ["S/RES/2001"]


def test_a_number_whose_body_was_told_elsewhere_is_the_same_text() -> None:
    paragraphs = ["Human Rights Council resolution 46/14 and its sequel", "as requested in resolution 46/14"]
    first, second = written(paragraphs, "en", "A")
    assert [m.target.id for m in (*first, *second)] == ["A/HRC/RES/46/14"] * 2
    assert [m.by_context for m in (*first, *second)] == [False, True]


@pytest.mark.parametrize(
    ("language", "first", "later"),
    [
        ("en", "Security Council resolution 1540 (2004)", "Paragraph 2 of resolution 1540 binds States."),
        ("en", "S/RES/1540", "Under resolution 1540"),
        ("fr", "la résolution 1540 (2004) du Conseil de sécurité", "La résolution 1540 oblige les États."),
        ("es", "la resolución 1540 (2004) del Consejo de Seguridad", "La resolución 1540 obliga a los Estados."),
        ("ru", "резолюцию 1540 (2004) Совета Безопасности", "Резолюция 1540 обязывает государства."),
        ("zh", "安全理事会第1540(2004)号决议", "第1540号决议要求各国采取行动。"),
        ("ar", "قرار مجلس الأمن 1540 (2004)", "ويلزم القرار 1540 الدول."),
    ],
)
def test_a_number_alone_is_the_resolution_that_the_text_names_with_its_year(
    language: str, first: str, later: str
) -> None:
    named, again = written([first, later], language, "")
    assert [m.target.id for m in (*named, *again)] == ["S/RES/1540"] * 2
    assert [(m.by_context, m.rule) for m in again] == [(True, "named elsewhere")]


def in_a_report(later: str, *named: str) -> list[str]:
    """What a line names in a text of nobody's that has named others before."""
    *_, again = written([*named, later], "en", "")
    return [mention.target.id for mention in again]


def test_a_number_alone_is_one_of_the_assembly_where_that_is_named() -> None:
    assert in_a_report("Resolution 2758 settled it.", "resolution 2758 (XXVI)") == ["A/RES/2758(XXVI)"]
    assert in_a_report("Resolution 2758 settled it.") == []


@pytest.mark.parametrize(
    "later",
    [
        "IMO resolution 1718 on ships",
        "resolution 1718 of the ITU",
        "Parliamentary Assembly resolution 1718 says so",
        "General Assembly resolution 1718 says so",
        "draft resolution 1718",
        "the resolution, 1718 pages long",
        "resolution 1718 of 14 October 2009",
        "1718 people",
    ],
)
def test_a_number_alone_is_not_taken_for_what_is_anothers(later: str) -> None:
    assert "S/RES/1718" not in in_a_report(later, "Security Council resolution 1718 (2006)")


@pytest.mark.parametrize("later", ["resolutions 2006-2015", "resolutions 2006 to 2015", "resolutions, 2006–2015"])
def test_years_from_and_to_are_no_resolutions(later: str) -> None:
    assert in_a_report(later, "Security Council resolution 2006 (2011)", "S/RES/2015") == []
    assert in_a_report(f"Security Council {later}") == []
    assert in_a_report("Security Council resolutions 1368 to 1370") == ["S/RES/1368", "S/RES/1369", "S/RES/1370"]


def test_a_number_alone_is_nothing_where_two_are_named_by_it() -> None:
    assert in_a_report("resolution 1514", "resolution 1514 (XV)", "Security Council resolution 1514 (2003)") == []


def test_a_language_that_is_not_read_names_nothing() -> None:
    assert written(["resolution 70/1"], "nl", "A") == [[]]


_LETTERS = "resolution decision Assembly its AB/0123456789().,;:XIV-\u00a0\u2011 é\u0301ال قرار 第号决议"


@settings(deadline=None)  # the first text in a language waits for its expressions
@given(st.text(alphabet=_LETTERS, max_size=300), st.sampled_from(LANGUAGES))
def test_no_offset_is_outside_the_text(text: str, language: str) -> None:
    (found,) = written([text], language, "A")
    for mention in found:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.as_written


@settings(deadline=None)
@given(st.text(alphabet="résolution 70/1 del Consejo ñ (2000) ", max_size=120), st.sampled_from(("fr", "es")))
def test_composed_or_not_it_is_the_same(text: str, language: str) -> None:
    noun = {"fr": "résolution", "es": "resolución"}[language]
    composed, apart = (unicodedata.normalize(form, f"{noun} 70/1, {text}") for form in ("NFC", "NFD"))
    assert cited(composed, language) == cited(apart, language) != []


def test_invisible_marks_are_no_part_of_a_number() -> None:
    text = "resolution\u00a070\u200b/\u200e1 and A\u2011/RES/1"
    (found,) = written([text], "en", "A")
    assert [(m.target.id, m.as_written) for m in found] == [("A/RES/70/1", "70\u200b/\u200e1")]


@pytest.mark.parametrize(
    "text",
    [
        "回顾1967年11月22日第242(1967)号决议第3段和2025年1月31日第2771(2025)号决议附件",
        "回顾其2022年12月7日第77/89号决议和第75/251 B号决议，又回顾A/78/27号文件",
    ],
)
def test_chinese_is_read_with_and_without_spaces_beside_numbers(text: str) -> None:
    spaced = re.sub(r"(?<=[\u4e00-\u9fff])(?=[0-9A-Z])|(?<=[0-9A-Z])(?=[\u4e00-\u9fff])", " ", text)
    (found,) = written([spaced], "zh", "S")
    assert [mention.target.id for mention in found] == cited(text, "zh", "S")
    assert len(found) >= 2
    assert all(spaced[one.start : one.end] == one.as_written == one.as_written.strip() for one in found)


@pytest.mark.parametrize("piece", HOSTILE)
def test_the_time_of_hostile_text_grows_with_its_length(piece: str) -> None:
    assert in_proportion(lambda text: written([text], "en", "A"), piece)
