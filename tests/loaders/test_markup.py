"""Words in one line: spaces, invisible characters, blocks, links, footnotes, slanted words, points; safe parsing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from graph.errors import BadSource
from loaders.readers.letters import single_spaced
from loaders.readers.markup import Element, Words, collected, name, parsed, words
from loaders.readers.openings import opening
from loaders.readers.parts import Parts, bare_number

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
SIGNS = " \t\n\u00a0\u202f\u2009\u2028\u00ad\u200b\u200e\u2060\ufeff\x1cabé本ط1.,-–"


def element(markup: str) -> Element:
    return parsed(f'<p xmlns="{AKN}">{markup}</p>'.encode())[0]


def read(markup: str) -> Words:
    return collected([element(markup)])


@given(st.text(alphabet=SIGNS))
def test_single_spaces_and_nothing_invisible(text: str) -> None:
    visible = re.sub("[\u00ad\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2069]", "", text)
    assert single_spaced(text) == re.sub(r"\s+", " ", visible)


@given(st.lists(st.tuples(st.sampled_from(["span", "a", "p", "sup", "td", "inline"]), st.text(alphabet=" \t\nab"))))
def test_words_are_one_line_and_links_are_in_it(pieces: list[tuple[str, str]]) -> None:
    found = read("".join(f"<{kind}>{text}</{kind}>{text}" for kind, text in pieces))
    assert found.text == found.text.strip()
    assert "  " not in found.text
    assert found.text.replace(" ", "") == "".join(text + text for _, text in pieces).translate(dict.fromkeys(b" \t\n"))
    assert len(found.links) == sum(kind == "a" for kind, _ in pieces)
    for link in found.links:
        inside = found.text[link.start : link.end]
        assert inside == inside.strip()


def test_blocks_are_apart_and_the_rest_is_not() -> None:
    assert read("<p>one</p><p>two</p>th<span>ree</span>").text == "one two three"


def test_a_footnote_is_marked_where_it_stands() -> None:
    found = read("the tide<authorialNote><p>a note</p></authorialNote>, the ebb<!-- a comment -->.")
    assert found.text == "the tide, the ebb."
    ((position, note),) = found.notes
    assert (found.text[:position], words(note[0])) == ("the tide", "a note")


def test_a_link_has_no_spaces_at_its_ends() -> None:
    found = read('see <a href="x"> 79/1 </a> and <a href="y"> </a>.')
    assert [found.text[link.start : link.end] for link in found.links] == ["79/1", ""]


def test_the_first_slanted_words_whatever_is_in_them() -> None:
    assert read("1. <span>Calls <span>upon</span></span> <span>all</span>").slanted == "Calls upon"
    assert read("<span/><span>Calls</span>").slanted == ""
    assert read("the tide").slanted == ""


def test_whether_there_are_points() -> None:
    assert read("<list><point>a boat</point></list>").parted
    assert read("<blockList><item>a boat</item></blockList>").parted
    assert not read("<list/>").parted


def test_words_of_a_single_element_and_of_none() -> None:
    assert words(element("\u00a03.\t")) == "3."
    assert words(None) == ""
    assert words(element("<authorialNote>1</authorialNote>")[0]) == ""


def test_names() -> None:
    root = element("<!-- a comment --><span/>")
    assert [name(child) for child in root] == ["", "span"]
    assert name(None) == ""


@pytest.mark.parametrize(
    ("markup", "declared", "expected"),
    [
        ("Recalling also the tide", "Recalling also", "recalling also"),
        ("(Recalling the tide", "Recalling,", "recalling"),
        ("<span>Recalling</span> the tide", "Noting", "recalling"),
        ("<span>Calls</span> upon all", "", "calls upon"),
        ("<span>Calls</span> uponall", "", "calls"),
        ("<span>Calls</span> upon", "", "calls"),
        ("the <span>tide</span>", "", None),
        (f"<span>{'long ' * 20}</span>", "", None),
        ("the tide", "", None),
    ],
)
def test_openings(markup: str, declared: str, expected: str | None) -> None:
    paragraph = element(markup)
    paragraph.set("name", declared)
    assert opening(paragraph, collected([paragraph])) == expected


def test_the_parts_of_a_numbered_paragraph() -> None:
    paragraph = element("<num>(b)</num><num>9</num><heading>I</heading><!-- c --><content>a boat</content><list/>")
    parts = Parts.of(paragraph)
    assert (parts.number, words(parts.heading), [name(e) for e in parts.own]) == ("b", "I", ["content", "list"])
    assert not parts.only_headings
    assert Parts.of(element("<heading>I</heading><subheading>II</subheading>")).only_headings
    assert Parts.of(element("a boat"))[:3] == (None, "", [])


def test_bare_numbers() -> None:
    assert [bare_number(number) for number in ("1.", "(a)", "3 bis.", "\u00a04.\t")] == ["1", "a", "3bis", "4"]


def test_what_declares_a_document_type_is_refused() -> None:
    with pytest.raises(BadSource, match="document type"):
        parsed(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')


def test_deep_nesting_costs_no_more_than_its_depth_allows() -> None:
    depth = 200
    root = etree.fromstring("<p>" + "<span>" * depth + "the tide" + "</span>" * depth + "</p>")
    assert collected([root]).text == "the tide"
