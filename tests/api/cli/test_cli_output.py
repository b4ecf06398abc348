"""Tables: whole and aligned in a file, folded on a terminal, and never read as markup."""

from __future__ import annotations

import re
import sys

import pytest

from api.cli import output


def test_wide_and_combining_characters_keep_the_columns_straight(capsys: pytest.CaptureFixture[str]):
    output.table(["a", "b"], [["决议", "x"], ["e\u0301e\u0301", "y"], ["abcdef", "z"]])
    assert capsys.readouterr().out == "a       b\n决议    x\ne\u0301e\u0301      y\nabcdef  z\n"


def test_nothing_is_cut_without_a_terminal(capsys: pytest.CaptureFixture[str]):
    long = "annex/sect.XVII/OP4(e) " * 40
    output.table(["paragraph", "title"], [[long, long]])
    assert capsys.readouterr().out.count("OP4(e)") == 80


def test_on_a_terminal_it_is_folded_and_square_brackets_stay(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    output.table(["id", "title"], [["A/RES/1/1", "[bold]On[/] " + "word " * 40 + "end"]])
    shown = re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().out)
    assert "[bold]On[/]" in shown
    assert "end" in shown
    assert "…" not in shown
    assert max(map(len, shown.splitlines())) <= 60


@pytest.mark.parametrize(("number", "words"), [(0, "0 nodes"), (1, "1 node"), (1204, "1,204 nodes")])
def test_numbers_with_their_noun(number: int, words: str):
    assert output.count(number, "node") == words
