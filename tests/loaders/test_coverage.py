"""The account of a corpus: every hyperlink has an end, every odd file is told, and the page says both."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from akn_documents import link, page, preambular
from reading_documents import real_file

from graph.errors import BadSource
from loaders.coverage.expected import compared
from loaders.coverage.links import BROKEN, DEFECTS, EDGE, NO_WORDS, ONE, WORDS, traced
from loaders.coverage.page import links_csv
from loaders.coverage.page import page as written
from loaders.coverage.survey import odd_files, survey
from loaders.readers import akn


def _fates(words: str) -> dict[str, str]:
    """What became of each hyperlink in a preambular paragraph of these words, by what it points at."""
    data = page(preamble=preambular("Recalling", words))
    found, _ = traced(data, akn.read(data))
    return {one.link: one.fate for one in found}


def test_a_hyperlink_that_its_words_bear_out_is_an_edge() -> None:
    assert _fates(f" resolution {link('A/RES/76/1', '76/1')},") == {"A/RES/76/1": EDGE}


def test_pieces_of_one_citation_are_one_edge() -> None:
    data = page(preamble=preambular("Recalling", f" {link('A/RES/48/226', '48/2')}{link('A/RES/48/226', '26')},"))
    found, _ = traced(data, akn.read(data))
    assert sorted(one.fate for one in found) == sorted([EDGE, ONE])


def test_words_are_believed_and_told() -> None:
    data = page(preamble=preambular("Recalling", f" resolution {link('S/2006/997', 'S/RES/1970 (2011)')},"))
    (one,) = traced(data, akn.read(data))[0]
    assert (one.fate, one.instead, one.paragraph) == (WORDS, "S/RES/1970", "PP1")


def test_hyperlinks_without_words_or_symbol() -> None:
    data = page(preamble=preambular("Recalling", f" all {link('A/RES/76/1', '')} and {link('S/RES/', 'that')},"))
    assert Counter(one.fate for one in traced(data, akn.read(data))[0]) == {NO_WORDS: 1, BROKEN: 1}


def test_a_document_with_two_symbols(corpus: Path) -> None:
    data, name = real_file(corpus, "GAresolutions/76session_English", "A_RES_76_305-2221685E.xml")
    found, _ = traced(data, akn.read(data, name))
    assert {"A/76/668", "S/2022/66", "S/2022/66/Corr.1"} <= {one.link for one in found if one.fate == EDGE}
    assert not [one for one in found if one.fate in DEFECTS]


def test_the_account_of_a_collection(corpus: Path) -> None:
    found = survey([corpus / "unxml" / "GAresolutions" / "77session_English.zip"])
    assert sorted(found.works()) == ["A/RES/77/241", "A/RES/77/320"]
    assert odd_files(found.files) == []
    assert found.fates()["en"][EDGE] == 20
    text = written(found, "recalling dataset report", "links.csv")
    assert "| GAresolutions 77session | 2 | en 2 |" in text
    assert links_csv(found).startswith("text,language,paragraph,link,became,instead\n")


def test_a_number_that_spaces_break_is_what_its_hyperlink_says() -> None:
    href = "S/RES/2211(2015)"
    pieces = f"{link(href, 'S/RES/22')} {link(href, '1')} {link(href, '1 (2015)')}"
    data = page(preamble=preambular("Recalling", f" {pieces},"))
    found, _ = traced(data, akn.read(data))
    assert sorted(one.fate for one in found) == sorted([EDGE, ONE, ONE])
    assert {one.link for one in found} == {"S/RES/2211"}


def test_a_stop_under_a_hyperlink_is_no_citation() -> None:
    data = page(preamble=preambular("Recalling", f" resolution 76/2 {link('A/RES/76/1', ',')} and"))
    assert [one.fate for one in traced(data, akn.read(data))[0]] == [NO_WORDS]


@pytest.mark.parametrize(
    ("archive", "member", "links"),
    [
        ("SCresolutions/2023_English", "S_RES_2699-2318982E.xml", 9),  # it quotes points of another resolution
        ("SCresolutions/PRST_English", "S_PRST_2015_19-1534241E.xml", 3),  # one of them stands over the statement
    ],
)
def test_no_hyperlink_is_lost_or_read_twice(corpus: Path, archive: str, member: str, links: int) -> None:
    data, name = real_file(corpus, archive, member)
    found, _ = traced(data, akn.read(data, name))
    assert len(found) == links
    assert not [one for one in found if one.fate in DEFECTS]


def test_the_lists_of_the_united_nations(corpus: Path) -> None:
    found = survey([corpus / "unxml" / "GAresolutions" / "77session_English.zip"])
    lists = {one.name: one for one in compared(corpus / "metadata", found)}
    assert len(lists) == 27
    assert "S/RES/1325" in lists["SC 2000"].no_file
    assert lists["GA 75"].not_listed == ()
    assert "| GA 75 | 328 |" in written(found, "recalling dataset report", None, list(lists.values()))
    with pytest.raises(BadSource, match="no list"):
        compared(corpus / "treaties" / "treaties", found)
