"""What a paragraph cites: by its links, by its words, and under which verb; each with what it must not take for one."""

from __future__ import annotations

import pytest
from akn_documents import footnote, link, operative, page, preambular
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Citation
from graph.symbols import Symbol
from loaders.citations.governing import Governors, of_opening
from loaders.citations.links import agree
from loaders.citations.text import written
from loaders.facts import facts
from loaders.readers import akn


def citations(data: bytes) -> list[Citation]:
    (record,) = akn.read(data)
    return [c.fact for c in facts(record).contributions if isinstance(c.fact, Citation)]


def found(text: str, own_body: str = "A") -> list[str]:
    return [mention.symbol.id for mention in written(text, own_body, [])]


@pytest.mark.parametrize(
    ("opening", "text", "verb"),
    [
        ("recalling", "Recalling its resolution", "recalls"),
        ("reaffirming", "Reaffirming the Charter, and recalling its resolution", "recalls"),
        ("reaffirming also", "Reaffirming also its resolution", "reaffirms"),
        ("noting with concern", "Noting with concern the report", "notes"),
        ("taking note", "Taking note of the report", "takes note of"),
        ("expressing concern", "Expressing concern at the report", "is concerned by"),
        ("further recalling", "Further recalling its resolution", "recalls"),
        ("requests", "Requests the Secretary-General, taking into account resolution", "takes into account"),
        ("decides", "Decides to wait; and recalls its resolution", "recalls"),
        ("decides", "Decides to consider the notes of the meeting and resolution", "decides"),
        ("welcomes", "Welcomes the report and supports for the purpose resolution", "supports"),
        ("calling", "Calling on all to note resolution", "calls upon"),
        ("continues to urge", "Continues to urge all to note resolution", "urges"),
        ("taking full note", "Taking full note of the report", "takes note of"),
        (None, "The tide and the resolution", None),
    ],
)
def test_the_verb_that_governs(opening: str | None, text: str, verb: str | None) -> None:
    assert Governors(text, opening).at(len(text)) == verb


def test_the_verb_of_an_opening() -> None:
    assert of_opening("deeply concerned") == "is concerned by"
    assert of_opening("the tide") is None


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Security Council resolutions 1269 (1999) of 19 October 1999 and 1368 (2001)", ["S/RES/1269", "S/RES/1368"]),
        ("the General Assembly in its declaration of October 1970 (resolution 2625 (XXV))", ["A/RES/2625(XXV)"]),
        ("Economic and Social Council resolution 1980/67 of 25 July 1980", ["E/RES/1980/67"]),
        ("its decision 77/568 of 1 September 2023", ["A/DEC/77/568"]),
        ("its resolution 46/182 of 19 December 1991", ["A/RES/46/182"]),
        ("Human Rights Council resolution 17/4 of 16 June 2011", ["A/HRC/RES/17/4"]),
        ("the statement of its President (S/PRST/2015/8)", ["S/PRST/2015/8"]),
        ("A/RES/50/81 and A/RES/56/117", ["A/RES/50/81", "A/RES/56/117"]),
        ("General Assembly resolution 217 A (III)", ["A/RES/217(III)A"]),
        # What only looks like a citation.
        ("general comment No. 21 (1992)", []),
        ("24/7 networks", []),
        ("the report of the Secretary-General (A/78/265)", []),
        ("CM/Res.1356 (LIV)", []),
        ("resolution 14/221 of the League of Arab States", []),
        ("decision 14/34 of the Conference of the Parties", []),
        ("Commission on Human Rights resolution 2005/80", []),
        ("its resolution 46/14 of 23 March 2021", []),
        ("in 2020/21 and 1/2 of the cases", []),
        ("the Security Council decided in 2001 (2002)", []),
    ],
)  # fmt: skip
def test_citations_in_words(text: str, ids: list[str]) -> None:
    assert found(text) == ids


def test_its_resolutions_are_those_of_the_body_that_speaks() -> None:
    text = "Reaffirming its resolutions 1269 (1999) of 19 October 1999 and 1368 (2001) of 12 September 2001,"
    assert found(text, "S") == ["S/RES/1269", "S/RES/1368"]
    assert found(text, "A") == []
    assert found("its resolution 54/3 of 11 October 2023", "A/HRC") == ["A/HRC/RES/54/3"]


@given(st.text(alphabet="resolution AB/0123456789().,;XIV-\u00a0 ", max_size=300))
def test_no_offset_is_outside_the_text(text: str) -> None:
    for mention in written(text, "A", []):
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.as_written


def test_links_in_the_order_of_the_text() -> None:
    words = f"its resolutions {link('A/RES/79/2', '79/2')} and {link('A/RES/79/1', '79/1')}"
    got = citations(page(preamble=preambular("Recalling", words)))
    assert [(c.end_at.id, c.position, c.origin, c.paragraph, c.verb) for c in got] == [
        ("A/RES/79/2", 1, "link", "PP1", "recalls"),
        ("A/RES/79/1", 2, "link", "PP1", "recalls"),
    ]
    assert {c.start_at.id for c in got} == {"A/RES/80/1"}


def test_one_citation_split_over_several_links_is_one() -> None:
    words = link("A/RES/48/226", "48/2") + link("A/RES/48/226", "2") + link("A/RES/48/226", "6")
    (got,) = citations(page(preamble=preambular("Recalling", words)))
    assert (got.end_at.id, got.as_written) == ("A/RES/48/226", "48/226")


@pytest.mark.parametrize(
    ("words", "target"),
    [
        (link("A/RES/217(III)", "217 A (III)"), "A/RES/217(III)A"),
        (link("A/RES/47/218", "47/218") + " A of 23 December 1992", "A/RES/47/218A"),
        (link("A/RES/75/251b", "75/251 B"), "A/RES/75/251B"),
        (link("A/RES/76/567", "76/567"), "A/DEC/76/567"),
        (link("S/RES/1325(2000)", "1325 (2000)"), "S/RES/1325"),
        (link("A/78/PV.63", "A/78/PV.63"), "A/78/PV.63"),
    ],
)
def test_what_a_link_means(words: str, target: str) -> None:
    (got,) = citations(page(preamble=preambular("Recalling", words)))
    assert got.end_at.id == target
    assert got.confidence == "certain"


def test_a_link_that_its_words_contradict_is_only_a_candidate() -> None:
    (got,) = citations(page(preamble=preambular("Recalling", link("A/RES/79/1", "58/12"))))
    assert (got.kind, got.confidence, got.cited_as, got.origin) == ("MAY_CITE", "context", "link", "link")


@pytest.mark.parametrize(
    ("markup", "target"),
    [
        (link("S/RES/1970(2011)", "S/2006/997"), "S/2006/997"),
        (link("S/RES/1973(2011)", "S/PRST/2013/21"), "S/PRST/2013/21"),
        (f"Security Council resolution {link('S/RES/2009(2011)', '1970 (2011)')}", "S/RES/1970"),
        (f"Security Council resolution {link('S/2006/997', '1970 (2011)')}", "S/RES/1970"),
    ],
)
def test_words_are_believed_rather_than_a_link_to_something_else(markup: str, target: str) -> None:
    (got,) = citations(page(preamble=preambular("Recalling", markup)))
    assert (got.kind, got.end_at.id, got.origin) == ("CITES", target, "text")


@pytest.mark.parametrize(
    ("symbol", "words", "around", "agrees"),
    [
        ("S/RES/1970", "1970 (2011)", "resolution 1970 (2011)", True),
        ("S/RES/2009", "1970 (2011)", "resolution 1970 (2011)", False),
        ("A/RES/48/226", "48/2", "resolution 48/226 A", True),
        ("A/RES/48/226", "48/2", "resolution 48/2 of 1993", False),
        ("A/RES/2625(XXV)", "2625 (XXV)", "", True),
        ("A/RES/217(III)", "217 A (III)", "", True),
        ("A/75/301/Add.1", "Add.1", "A/75/301 and Add.1", True),
        ("A/66/53", "A/66/53", "", True),
        ("A/RES/70/1", "the 2030 Agenda", "", False),
        ("A/RES/70/1", "the Agenda", "", True),
    ],
)
def test_when_words_name_what_a_link_points_at(symbol: str, words: str, around: str, agrees: bool) -> None:
    assert agree(Symbol.parse(symbol), words, around) is agrees


def test_links_that_are_no_citation() -> None:
    words = '<a href="https://example.org/x">a page</a>' + link("A/RES/79/1", " ") + link("A/RES/80/1", "80/1")
    (record,) = akn.read(page(preamble=preambular("Recalling", words)))
    reading = facts(record)
    assert not [c for c in reading.contributions if isinstance(c.fact, Citation)]
    assert [r.kind for r in reading.remarks] == ["link", "link"]


def test_a_footnote_has_the_verb_that_its_mark_stands_under() -> None:
    note = footnote("1", f"Resolution {link('A/RES/79/1', '79/1')}.")
    data = page(preamble=preambular("Reaffirming", f"the tide, and recalling the ebb,{note} and noting the rest,"))
    (got,) = citations(data)
    assert (got.section, got.paragraph, got.opening, got.verb) == ("footnote", "fn.1@PP1", "reaffirming", "recalls")


def test_the_same_target_twice_in_a_paragraph_is_two_mentions() -> None:
    words = f"{link('A/RES/79/1', '79/1')} and again {link('A/RES/79/1', '79/1')}"
    got = citations(page(body=operative("1", "Recalls", words)))
    assert [c.key for c in got] == ["OP1#1", "OP1#2"]


def test_words_that_a_link_has_taken_are_not_read_again() -> None:
    got = citations(page(preamble=preambular("Recalling", f"its resolution {link('A/RES/79/1', '79/1')} of 2024")))
    assert [(c.end_at.id, c.origin) for c in got] == [("A/RES/79/1", "link")]
