"""Words are found however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.folding import fold, words


@pytest.mark.parametrize(
    ("written", "searched"),
    [
        ("Criminalité", "criminalite"),
        ("CRIMINALITÉ", "criminalité"),
        ("Criminalité", "criminalite\u0301"),
        ("Ｐalermo", "palermo"),
        ("الأمم", "امم"),
        ("القرار", "قرار"),
        ("Straße", "STRASSE"),
        ("A/RES/78/265", "a res 78 265"),
        ("决议", "决 议"),
    ],
)
def test_the_same_words(written: str, searched: str) -> None:
    assert words(written) == words(searched)


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text)
    assert set(fold(once).split()) <= {word for part in once.split() for word in words(part)}
    assert "\n" not in once
