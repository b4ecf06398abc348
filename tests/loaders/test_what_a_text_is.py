"""What a text is told by what it is: a resolution, several of them, or a text that quotes one or is about one."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.citations.mentions import citations
from loaders.reading import records_of
from loaders.records import Record, Remark
from loaders.sources import Source

SENTENCE = "The Department advised on resolution 70/1 and on resolution 1325 (2000) of the Security Council that year."
QUOTED = "Recalling its resolution 60/1 of 16 September 2005,"
PARAGRAPHS = "{body}\n\nRecalling its resolution {cited},\n\n1. Decides to remain seized of the matter.\n\n"


def read(text: str, name: str = "memo.md") -> list[Record]:
    return records_of(Source(name, text.encode()))


def cited(record: Record) -> list[str]:
    return [citation.end_at.id for citation, _ in citations(record, [])]


@pytest.mark.parametrize(
    "above",
    [
        "# Resolution 2185 (2014): ten years on, with S/RES/1894 (2009)",
        "Resolution 2185 (2014) of the Security Council, resolution 1373 (2001) and the Charter are the basis.",
        "# Resolution 2185 (2014)\n\nThis note is about it.",
    ],
)
@pytest.mark.parametrize("ending", ["md", "txt"])
def test_a_text_about_a_resolution_is_not_that_resolution(above: str, ending: str) -> None:
    (record,) = read(f"{above}\n\n{SENTENCE}", f"memo.{ending}")
    assert record.symbol.id == "memo"
    assert {"S/RES/2185", "A/RES/70/1", "S/RES/1325"} <= set(cited(record))


@pytest.mark.parametrize("formula", ["The General Assembly,", "L’Assemblée générale,"])
def test_what_stands_before_a_quotation_is_not_lost(formula: str) -> None:
    (record,) = read(f"# Opinion\n\n{SENTENCE}\n\n{formula}\n\n{QUOTED}\n\nSo much for that.")
    assert record.symbol.id == "memo"
    assert cited(record) == ["A/RES/70/1", "S/RES/1325", "A/RES/60/1"]


def test_an_old_resolution_without_its_formula() -> None:
    (record,) = read(
        "7 (1946). Resolution of 26 June 1946\n\nWhereas a committee was appointed,\n\nResolves to go on.\n"
    )
    assert record.symbol.id == "S/RES/7"


def test_two_resolutions_in_one_file() -> None:
    first = PARAGRAPHS.format(body="The General Assembly,", cited="70/1")
    second = PARAGRAPHS.format(body="The General Assembly,", cited="60/1")
    found = read(f"80/330. First matter\n\n{first}80/331. Second matter\n\n{second}", "two.txt")
    assert [(one.symbol.id, one.title, cited(one)) for one in found] == [
        ("A/RES/80/330", "First matter", ["A/RES/70/1"]),
        ("A/RES/80/331", "Second matter", ["A/RES/60/1"]),
    ]


def test_a_draft_within_a_resolution_is_no_resolution_by_itself() -> None:
    draft = PARAGRAPHS.format(body="The General Assembly,", cited="60/1")
    above = "E/RES/2031/5\n\nThe Economic and Social Council,\n\nRecommends to the General Assembly this text:\n\n"
    assert [one.symbol.id for one in read(above + draft, "one.txt")] == ["E/RES/2031/5"]


def test_what_came_years_later_is_not_cited_by_a_text() -> None:
    remarks: list[Remark] = []
    text = "The Security Council,\n\nRecalling its resolution 1261 (1999) and, as 2242 (2015) has it,\n"
    (record,) = read(f"S/RES/1325 (2000)\n\n{text}", "1325.txt")
    assert [citation.end_at.id for citation, _ in citations(record, remarks)] == ["S/RES/1261"]
    assert [remark.detail for remark in remarks if remark.kind == "date"] == ["PP1 names S/RES/2242, which came later"]


def test_slanted_openings_are_markdown_without_a_heading() -> None:
    text = "The Security Council,\n\n*Recalling* its resolution 1325 (2000),\n\n1. *Decides* to go on;\n"
    (record,) = read(f"S/RES/2980 (2031)\n\n{text}", "a.md")
    assert [(one.path, one.opening) for one in record.paragraphs] == [("PP1", "recalling"), ("OP1", "decides")]


def test_words_that_are_struck_out_are_not_read() -> None:
    (record,) = read("# Memo\n\nSee resolution 1325 (2000), ~~and S/RES/666 (1990)~~.")
    assert cited(record) == ["S/RES/1325"]


def test_chinese_in_its_own_encodings(tmp_path: Path) -> None:
    text = "大会,\n\n回顾其2015年9月25日第70/1号决议和安全理事会第1325(2000)号决议,\n\n决定继续处理此案。\n"
    for encoding in ("gb18030", "utf-8", "utf-16"):
        (record,) = records_of(Source("a.txt", text.encode(encoding)))
        assert (record.language, cited(record)) == ("zh", ["A/RES/70/1", "S/RES/1325"]), encoding
