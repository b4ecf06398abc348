"""Whether one span of a text touches any of others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from loaders.citations.spans import Spans

span = st.tuples(st.integers(0, 30), st.integers(0, 10)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(span), span)
def test_what_touches(spans: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    start, end = asked
    assert Spans(spans).touch(start, end) == any(start < other_end and other < end for other, other_end in spans)
