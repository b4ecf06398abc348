"""Mandates as chains from the words of resolutions alone: each step with its paragraph and its dates."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.model import Effect
from loaders.citations.effects import effects
from loaders.citations.mentions import mentions
from loaders.reading import records_of
from loaders.sources import items

UNMEE = """
S/RES/1312 OP1 ESTABLISHES 2001-01-31 | S/RES/1344 OP1 EXTENDS 2001-09-15 | S/RES/1369 OP1 EXTENDS 2002-03-15
S/RES/1398 OP1 EXTENDS 2002-09-15 | S/RES/1434 OP1 EXTENDS 2003-03-15 | S/RES/1466 OP1 EXTENDS 2003-09-15
S/RES/1507 OP1 EXTENDS 2004-03-15 | S/RES/1531 OP1 EXTENDS 2004-09-15 | S/RES/1560 OP1 EXTENDS 2005-03-15
S/RES/1586 OP1 EXTENDS 2005-09-15 | S/RES/1622 OP1 EXTENDS 2006-03-15 | S/RES/1661 OP1 EXTENDS 2006-04-15
S/RES/1670 OP1 EXTENDS 2006-05-15 | S/RES/1678 OP1 EXTENDS 2006-05-31 | S/RES/1681 OP1 EXTENDS 2006-09-30
S/RES/1710 OP1 EXTENDS 2007-01-31 | S/RES/1741 OP1 EXTENDS 2007-07-31 | S/RES/1767 OP1 EXTENDS 2008-01-31
S/RES/1798 OP1 EXTENDS 2008-07-31 | S/RES/1827 OP1 TERMINATES 2008-07-31
"""
COMMITTEE_1540 = """
S/RES/1540 OP4 ESTABLISHES 2006-04-28 | S/RES/1673 OP4 EXTENDS 2008-04-27 | S/RES/1810 OP6 EXTENDS 2011-04-25
S/RES/1977 PP23(2) EXTENDS 2021-04-25 | S/RES/2572 OP1 EXTENDS 2022-02-28 | S/RES/2622 OP1 EXTENDS 2022-11-30
S/RES/2663 OP2 EXTENDS 2032-11-30
"""


def steps(corpus: Path, body: str, symbols: list[str]) -> Iterator[str]:
    zips = [corpus / "unxml" / "SCresolutions" / f"{years}_English.zip" for years in ("Pre-2020", "2021", "2022")]
    wanted = {f"S_RES_{symbol.rpartition('/')[2]}" for symbol in symbols}
    for item in items(zips):
        if any(f"/{name}{end}" in item.name for name in wanted for end in ("_", " ", "-", "(")):
            for record in records_of(item.read()):
                for fact in effects(record, mentions(record, [])):
                    if isinstance(fact, Effect) and fact.end_at.id == body and fact.kind != "REQUESTS_REPORT":
                        day = fact.until or fact.effective_on
                        yield f"{record.adopted_on} {record.symbol.id} {fact.paragraph} {fact.kind} {day}"


@pytest.mark.parametrize(("body", "chain"), [("unmee", UNMEE), ("sc-committee-1540", COMMITTEE_1540)])
def test_a_mandate(corpus: Path, body: str, chain: str) -> None:
    """No resolution extended either between these but 1320, which authorizes troops and does not say "extend"."""
    expected = [step.strip() for line in chain.strip().splitlines() for step in line.split("|")]
    found = sorted(steps(corpus, body, [step.split()[0] for step in expected]))
    assert [step.partition(" ")[2] for step in found] == expected
