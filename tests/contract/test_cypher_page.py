"""The questions of docs/cypher.md: each is let through, and answered alike by every engine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.gate import run
from graph.store import Store

PAGE = Path(__file__).parents[2] / "docs" / "cypher.md"
QUERIES = re.findall(r"```cypher\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
ANSWERS: dict[int, list[str]] = {}
"""Of the engine that was asked first."""


@pytest.mark.parametrize("number", range(len(QUERIES)))
def test_it_is_answered_alike_everywhere(asked: Store, number: int) -> None:
    rows = run(asked, QUERIES[number])
    assert rows.rows
    assert not rows.truncated
    # Lists are collected in any order, and not every answer is sorted to its end.
    told = sorted(
        str([sorted(map(str, cell)) if isinstance(cell, list) else cell for cell in row]) for row in rows.rows
    )
    assert ANSWERS.setdefault(number, told) == told


def test_there_are_ten() -> None:
    assert len(QUERIES) >= 10
