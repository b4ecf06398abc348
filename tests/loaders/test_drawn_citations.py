"""The citations that were drawn and judged by eye: what was found right is still said, and the page counts them."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from drawn_citations import MANY, drawn, identity

from loaders.dataset import bundled_facts

DOCS = Path(__file__).parents[2] / "docs"


def _judged() -> list[dict[str, str]]:
    with (DOCS / "accuracy" / "drawn-citations.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_page_counts_what_was_judged() -> None:
    rows = _judged()
    places = Counter(row["place"] for row in rows)
    assert len(rows) == MANY
    assert Counter(row["direction"] for row in rows) == {"right": MANY}
    assert all(row["remark"] for row in rows if row["place"] != "right")
    line = f"| paragraph | {places['right']} | {places['coarse']} | {places['wrong']} |"
    assert line in (DOCS / "accuracy.md").read_text("utf-8")


def test_what_was_judged_right_is_still_said() -> None:
    said = {key.split(":", 1)[1] for kind, key, *_ in bundled_facts("texts") if kind == "CITES"}
    said = {tuple(part.rpartition(":")[2] if ":" in part else part for part in key.split("\t")) for key in said}
    lost = [
        row for row in _judged() if row["place"] == "right" and (row["source"], row["target"], row["key"]) not in said
    ]
    assert not lost


def test_a_draw_is_repeatable() -> None:
    assert [identity(one) for one in drawn(5)] == [identity(one) for one in drawn(5)]
    assert len(set(map(identity, drawn()))) == MANY
