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
from loaders.citations.mentions import mentions
from loaders.facts import facts
from loaders.readers import akn
from loaders.records import Paragraph, Record


def citations(data: bytes) -> list[Citation]:
    (record,) = akn.read(data)
    return [c.fact for c in facts(record).contributions if isinstance(c.fact, Citation)]


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
        ("recalls", "Recalls the tide, and further, in particular, also reaffirming its resolution", "reaffirms"),
        (
            "recalls",
            "Recalls the tide, AND RECALLING ALSO, as well as EXPRESSES CONCERN, resolution",
            "is concerned by",
        ),
        ("recommends", "Recommends the text: The Assembly, Noting the tide, 1. Welcomes resolution", "welcomes"),
        ("recommends", "Recommends the text: The Assembly, 1. Notes the tide; 12. Calls upon resolution", "calls upon"),
        ("recalls", "Recalls that chapter 1. Welcomes resolution", "recalls"),
        ("recalls", "Recalls the band reaffirming its resolution", "recalls"),
        ("recalls", "Recalls the tide, reaffirmsx its resolution", "recalls"),
        ("calls", "Calls upon all to wait, taking full note of resolution", "takes note of"),
        ("continues to urge", "Continues to urge all to note resolution", "urges"),
        ("taking full note", "Taking full note of the report", "takes note of"),
        (None, "The tide and the resolution", None),
    ],
)
def test_the_verb_that_governs(opening: str | None, text: str, verb: str | None) -> None:
    assert Governors(text, opening).at(len(text)) == verb


def test_verbs_behind_the_last_citation_change_nothing() -> None:
    text = "Recalling the tide, and noting its resolution 79/1, and welcoming the ebb"
    for end in (None, len(text), text.index("79/1")):
        assert Governors(text, "recalling", end).at(text.index("79/1")) == "notes"
    assert Governors(text, "recalling").at(len(text)) == "welcomes"
    assert Governors(text, "recalling").at(3) == "recalls"


@given(st.text(alphabet="\u0130\u00dfAZaz ,;", max_size=80))
def test_letters_that_grow_when_they_are_made_small(text: str) -> None:
    """\u0130 in small letters is two characters: offsets must go on to hold."""
    offset = len(text)
    assert Governors(f"{text}, and recalling the tide", "noting").at(offset + len(", and recalling")) == "recalls"


def test_the_verb_of_an_opening() -> None:
    assert of_opening("deeply concerned") == "is concerned by"
    assert of_opening("the tide") is None


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


@pytest.mark.parametrize(
    ("words", "cited"),
    [
        (f"resolution {link('A/RES/28/3', '28/3')} of the Commission", []),
        (f"Human Rights Council resolution {link('A/RES/19/27', '19/27')}", ["A/HRC/RES/19/27"]),
        (f"its resolution {link('A/RES/31/3', '31/3')}", ["A/RES/31/3"]),
    ],
)
def test_a_link_to_what_no_body_can_have_numbered_so(words: str, cited: list[str]) -> None:
    """The Assembly writes its numbers with a slash since its thirty-first session."""
    found = citations(page("A/RES/80/1", preamble=preambular("Recalling", words)))
    assert [(one.end_at.id, one.kind) for one in found] == [(id_, "CITES") for id_ in cited]


@pytest.mark.parametrize(
    ("adopted_on", "cited"),
    [
        ("2024-03-21", {"un-charter"}),
        ("2024-09-22", {"A/RES/79/1", "un-charter"}),
        (None, {"A/RES/79/1", "un-charter"}),
    ],
)
def test_nobody_cites_what_is_yet_to_be_adopted(adopted_on: str | None, cited: set[str]) -> None:
    words = "Looks forward to the Pact for the Future, under the Charter of the United Nations;"
    paragraphs = (Paragraph("OP1", "operative", words),)
    record = Record(symbol=Symbol.parse("A/RES/78/265"), language="en", adopted_on=adopted_on, paragraphs=paragraphs)
    assert {mention.target.id for mention in mentions(record, [])[0]} == cited
