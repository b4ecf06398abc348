"""The depositary's tables: all 401 treaties, who signed and is a party, how, and what could not be read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from graph.errors import BadSource
from graph.model import Action, Edge, Instrument, Ref
from loaders.facts import Reading
from loaders.readers.treaty_tables import read_tables


@pytest.fixture(scope="module")
def tables(corpus: Path) -> Reading:
    return read_tables(corpus / "treaties")


def _actions(reading: Reading, who: Ref, treaty: str) -> list[tuple[str, str | None, str | None]]:
    facts = (c.fact for c in reading.contributions)
    found = [f for f in facts if isinstance(f, Action) and f.start_at == who and f.end_at.id == treaty]
    return sorted((f.kind, f.how, f.on) for f in found)


def test_every_treaty_of_the_index_is_a_node(tables: Reading) -> None:
    treaties = [c.fact for c in tables.contributions if isinstance(c.fact, Instrument)]
    assert len(treaties) == len({t.id for t in treaties}) == len({t.mtdsg for t in treaties}) == 401


def test_morocco_and_the_palermo_instruments(tables: Reading) -> None:
    morocco = Ref("State", "MAR")
    assert _actions(tables, morocco, "palermo-convention") == [
        ("PARTY_TO", "ratification", "2002-09-19"),
        ("SIGNED", "signature", "2000-12-13"),
    ]
    assert _actions(tables, morocco, "palermo-protocol-trafficking") == [("PARTY_TO", "accession", "2011-04-25")]
    assert _actions(tables, morocco, "palermo-protocol-firearms") == [("PARTY_TO", "accession", "2009-04-08")]


def test_the_signing_conference_of_palermo(tables: Reading) -> None:
    days = {f"2000-12-{day}" for day in (12, 13, 14, 15)}
    signed = [
        c.fact
        for c in tables.contributions
        if isinstance(c.fact, Action) and c.fact.kind == "SIGNED" and c.fact.end_at.id == "palermo-convention"
    ]
    assert sum(fact.on in days for fact in signed) == 124


def test_each_letter_means_what_its_column_says(tables: Reading) -> None:
    eu = Ref("Body", "eu")
    assert ("PARTY_TO", "formal confirmation", "2005-06-30") in _actions(tables, eu, "tobacco-control-convention")
    assert ("PARTY_TO", "succession", "1988-10-25") in _actions(tables, Ref("State", "ATG"), "genocide-convention")
    hows = Counter(c.fact.how for c in tables.contributions if isinstance(c.fact, Action))
    for how in ("accession", "acceptance", "approval", "succession", "definitive signature", "consent to be bound"):
        assert hows[how] > 100, how
    assert not [how for how in hows if how and (how[0].isdigit() or "(" in how[:2])]


def test_protocols_supplement_and_amendments_amend_by_their_numbers(tables: Reading) -> None:
    facts = (c.fact for c in tables.contributions)
    edges = {(f.kind, f.start_at.id, f.end_at.id) for f in facts if isinstance(f, Edge)}
    for protocol in ("trafficking", "smuggling", "firearms"):
        assert ("SUPPLEMENTS", f"palermo-protocol-{protocol}", "palermo-convention") in edges
    assert ("AMENDS", "amendment-article-43-2-convention-rights-child-1995", "child-convention") in edges
    assert not [e for e in edges if e[0] == "SUPPLEMENTS" and e[1].startswith("amendment")]


def test_what_is_not_known_is_said(tables: Reading) -> None:
    unknown = [r.detail.split("'")[1] for r in tables.remarks if r.kind == "identity"]
    territories = ["British Virgin Islands", "Cayman Islands", "Hong Kong", "Montserrat", "Turks and Caicos Islands"]
    assert sorted(unknown) == territories
    odd = Counter(r.detail.split(": ")[0] for r in tables.remarks if r.kind == "structure")
    assert odd["1-4.csv"] == 84
    assert not [r.detail for r in tables.remarks if "is no date" in r.detail or "not explained" in r.detail]


def test_no_key_stands_twice(tables: Reading) -> None:
    facts = (c.fact for c in tables.contributions)
    keys = [(f.kind, f.start_at, f.end_at, f.key) for f in facts if isinstance(f, Edge)]
    assert len(keys) == len(set(keys))


def test_a_table_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "treaties").mkdir()
    index = 'chapter_no,treaty_no,treaty_name,url,chapter_url,chapter_name\n18,12,"Convention. New York, 2000",,,\n'
    (tmp_path / "index.csv").write_text(index, encoding="utf-8")
    table = 'Participant,Signature,"Ratification, Accession(a)"\nTÜRKIYE,1 Jan 2001,2 Feb 2002 x\nAtlantis,soon,\n'
    (tmp_path / "treaties" / "18-12.csv").write_text(table, encoding="utf-8")
    reading = read_tables(tmp_path, as_of="2024")
    assert _actions(reading, Ref("State", "TUR"), "palermo-convention") == [("SIGNED", "signature", "2001-01-01")]
    assert [c.fact.as_of for c in reading.contributions if isinstance(c.fact, Action)] == ["2024"]
    assert len(reading.remarks) == 2


def test_a_folder_without_an_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSource, match=r"index\.csv"):
        read_tables(tmp_path)


def test_a_treaty_without_an_id_is_refused(tmp_path: Path) -> None:
    (tmp_path / "index.csv").write_text("chapter_no,treaty_no,treaty_name\n99,1,X\n", encoding="utf-8")
    with pytest.raises(BadSource, match="has no id"):
        read_tables(tmp_path)
