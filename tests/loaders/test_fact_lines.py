"""Facts of our own as JSON Lines: what was exported is loaded again, and nothing else gets in."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.merge import RANKS
from loaders.detect import detect
from loaders.readers.fact_lines import read
from loaders.records import Broken, Stated

GOOD = b'["Instrument","A/RES/80/7",42,{"label":"Resolution","properties":{"title_en":"Tides","coverage":"full"}}]\n'
EDGE = (
    b'["CITES","Instrument:A/RES/80/7\\tInstrument:S/RES/1325\\tPP1#1",40,{"properties":{"section":"preamble",'
    b'"paragraph":"PP1","cited_as":"symbol","origin":"text"}}]\n'
)


def test_facts_are_as_sure_as_a_dataset_and_no_surer() -> None:
    assert detect(GOOD).name == "facts"
    (stated,) = read(GOOD + EDGE)
    assert isinstance(stated, Stated)
    assert [one.rank for one in stated.contributions] == [RANKS["dataset"]] * 2


@pytest.mark.parametrize(
    "line",
    [
        b"[1,2,3,4]",
        b'["Instrument","A/RES/80/7",42]',
        b'["Planet","mars",42,{"properties":{}}]',
        b'["Instrument","A/RES/80/7",42,{"properties":{"colour":"red"}}]',
        b'["Instrument","A/RES/80/7",42,{"properties":{"year":"1960"}}]',
        b'["Instrument","A/RES/80/7",42,{"properties":{"adopted_on":"yesterday"}}]',
        b'["Instrument","A/RES/80/7",42,{"properties":{"coverage":"great"}}]',
        b'["Instrument","A/RES/80/7",42,{"label":"Frob","properties":{}}]',
        b'["CITES","Instrument:A/RES/80/7",42,{"properties":{}}]',
        b'["CITES","State:FJI\\tInstrument:S/RES/1325\\t1",40,{"properties":{"section":"other","paragraph":"",'
        b'"cited_as":"symbol","origin":"text"}}]',
        b"{",
    ],
)
def test_a_line_that_states_no_fact_is_broken(line: bytes) -> None:
    broken, stated = read(GOOD + line + b"\n" + EDGE)
    assert isinstance(broken, Broken)
    assert broken.record == "2"
    assert isinstance(stated, Stated)
    assert stated.records == 2


def test_the_bundled_dataset_is_such_a_file(repository: Path) -> None:
    import gzip

    data = gzip.decompress((repository / "loaders" / "dataset" / "texts.jsonl.gz").read_bytes())
    head = b"\n".join(data.splitlines()[:500])
    (stated,) = read(head)
    assert isinstance(stated, Stated)
    assert stated.records == 500


def test_an_edge_that_may_stand_twice_has_its_key() -> None:
    properties = b'{"as_of":"2022-03-15","key":"A/DEC/76/416","origin":"record","source":"A/DEC/76/416"}'
    line = b'["MEMBER_OF","State:AUS\\tBody:uncitral\\tA/DEC/76/416",35,{"properties":' + properties + b"}]\n"
    (stated,) = read(line)
    assert isinstance(stated, Stated), stated
