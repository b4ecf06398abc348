"""Expressions that tell where they match: as the library's own methods do, in the same places."""

from __future__ import annotations

import re2
from hypothesis import given
from hypothesis import strategies as st

from loaders.citations.scanning import Scanner
from loaders.citations.text.language import language

WORDS = r"(?i:resolutions?)|\d{1,4}/\d{1,3}|ё"


@given(st.text(alphabet="resolution 0123456789/ё\n"))
def test_it_finds_what_the_library_finds(text: str) -> None:
    data = text.encode()
    ours, theirs = Scanner(WORDS), re2.compile(WORDS)
    spans = [match.span() for match in theirs.finditer(data)]
    assert ours.spans(data) == spans
    assert ours.search(data) == (spans[0] if spans else None)
    here = theirs.match(data, 1)
    assert ours.match(data, 1) == (here.span() if here else None) if data else True


def test_what_matches_nothing_at_all_is_found_between_all_letters() -> None:
    assert Scanner("x?").spans(b"ax") == [(0, 0), (1, 2), (2, 2)]


def test_words_and_numbers_of_a_language() -> None:
    data = b"Recalling General Assembly resolution 70/1 of 25 September 2015"
    assert [data[start:end] for start, end in language("en").tokens.spans(data)][:3] == [
        b"General Assembly", b"resolution", b"70/1",
    ]  # fmt: skip
