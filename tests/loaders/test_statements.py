"""Presidential statements by their days: the examples beside the patterns, the table, and what always holds."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.symbols import Symbol
from loaders.citations.mentions import citations
from loaders.citations.statements import LANGUAGES, dated
from loaders.citations.statements.known import FILE, Known, Statement, content
from loaders.dataset.statements import table
from loaders.records import Paragraph, Record

FOLDER = files("loaders.citations.statements")


def examples() -> list[Any]:
    return [
        pytest.param(code, example["text"], example["cites"], id=f"{code} {place}")
        for code in LANGUAGES
        for place, example in enumerate(
            yaml.safe_load(FOLDER.joinpath("languages", f"{code}.yaml").read_text("utf-8"))["examples"], 1
        )
    ]


def cited(text: str, language: str = "en", own: str = "S", about: str = "") -> list[str]:
    found = dated([text], language, own, about)[0]
    return [("" if mention.certain else "?") + mention.target.id for mention in found]


@pytest.mark.parametrize(("language", "text", "expected"), examples())
def test_an_example(language: str, text: str, expected: list[str]) -> None:
    about = "Yemen Somalia Burundi political conditions"
    assert cited(text, language, about=about) == expected


def test_the_subject_decides_between_two_of_a_day_and_both_are_candidates_where_it_does_not() -> None:
    ones = [("S/PRST/2002/7", "Angola"), ("S/PRST/2002/8", "Somalia")]
    known = Known(Statement(Symbol.parse(symbol), "2002-03-28", content(about)) for symbol, about in ones)

    def meant(said: str) -> tuple[list[str], bool]:
        found, sure = known.meant("2002-03-28", said)
        return [one.symbol.id for one in found], sure

    assert meant("the situation in Somalia") == (["S/PRST/2002/8"], True)
    assert meant("the situation in Angola") == (["S/PRST/2002/7"], True)
    assert meant("piracy") == (["S/PRST/2002/7", "S/PRST/2002/8"], False)
    assert known.meant("2002-03-29", "Somalia") == ((), False)


def test_the_only_one_that_is_known_of_a_day_is_meant_only_where_none_can_be_missing() -> None:
    numbers = {1: "2013-01-10", 2: "2013-02-01", 3: "2013-02-15", 5: "2013-03-01"}
    known = Known(Statement(Symbol.parse(f"S/PRST/2013/{n}"), on, frozenset()) for n, on in numbers.items())
    assert [known.meant(on, "")[1] for on in numbers.values()] == [True, True, False, False]


def test_another_body_must_name_the_council() -> None:
    assert cited("the presidential statement of the Security Council of 5 August 2009", own="A") != []
    assert cited("the presidential statement of 5 August 2009", own="A") == []


def test_candidates_are_no_plain_citations() -> None:
    text = "Recalling its statement of 31 October 2001,"
    record = Record(
        symbol=Symbol.parse("S/RES/2760"), language="en", paragraphs=(Paragraph("PP1", "preamble", text, "recalling"),)
    )
    found = [(citation.kind, citation.end_at.id) for citation, _ in citations(record, [])]
    assert found == [("MAY_CITE", f"S/PRST/2001/{number}") for number in (30, 31, 32)]


def test_the_table_is_that_of_the_files(corpus: Path) -> None:
    made = table(sorted((corpus / "samples" / "English").glob("S_PRST_*.xml"))).splitlines()
    assert len(made) > 2
    assert set(made) <= set(FOLDER.joinpath(FILE).read_text("utf-8").splitlines())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["its ", "statement ", "of ", "31 ", "October ", "2001", ", ", "and ", "(", "é", "\xa0"]))
)
def test_offsets_stand_in_the_text(pieces: list[str]) -> None:
    text = "Recalling its statement of 31 October 2001" + "".join(pieces)
    for mention in dated([text], "en", "S")[0]:
        assert text[mention.start : mention.end] == mention.as_written
