"""The United Nations' own JSON extract: objects one behind another, with what is wrong in some of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from loaders.readers.un_extract import read
from loaders.records import Broken, Record

ASSEMBLY: dict[str, Any] = {
    "symbol": "A/RES/80/7", "title": "Tides", "adoption_date": "1\u00a0October 2025", "pv": "A/80/PV.9",
    "originating_document": "A/C.3/80/L.5, as amended", "committee": "Third Committee",
    "agenda_item": "Agenda item 71 (b)", "agenda_item_name": "Oceans", "adoption_type": "By a recorded vote",
    "MS_in_favour_count": "02", "MS_against_count": "1", "MS_abstaining_count": "0",
    "MS_in_favour": ["TURKIYE", "FIJI"], "MS_against": ["CHAD"], "MS_abstaining": [],
    "sponsors": ["SUBMITTED BY THE CHAIR OF THE COMMITTEE"], "additional_sponsors": ["PERU"],
    "subjects": [["TIDES", "UNBIS Thesaurus"], ["71b", "A/80/251"]],
}  # fmt: skip
COUNCIL: dict[str, Any] = {
    "symbol": "S/RES/2790 (2025)", "resolution_title": "Security Council resolution 2790 (2025) [on lamps]",
    "adoption_date": "3 June 2025", "draft_resolution": "S/2025/300", "draft_resolution_date": "2025-06-03",
    "outcome_letter": "S/PV.9999", "adoption_type": "Adopted unanimously, 9999th meeting", "chapter_VII": "Chapter VII",
}  # fmt: skip


def both(data: bytes) -> tuple[list[Record], list[Broken]]:
    found = list(read(data))
    return [one for one in found if isinstance(one, Record)], [one for one in found if isinstance(one, Broken)]


def test_objects_one_behind_another_or_in_a_list() -> None:
    apart = "".join(map(json.dumps, (ASSEMBLY, COUNCIL))).encode()
    records, broken = both(apart)
    assert (both(json.dumps([ASSEMBLY, COUNCIL]).encode()), broken) == ((records, []), [])
    first, second = records
    assert (first.symbol.id, first.adopted_on, first.meeting, first.agenda_item) == (
        "A/RES/80/7", "2025-10-01", "A/80/PV.9", "71 (b)",
    )  # fmt: skip
    done = first.proceedings
    assert (done.how, done.committee) == ("by vote", "ga-third-committee")
    assert done.roll_call is not None
    assert dict(done.roll_call.votes) == {"TUR": "yes", "FJI": "yes", "TCD": "no"}
    (proposal,) = done.proposals
    assert proposal.symbol is not None
    assert proposal.symbol.id == "A/C.3/80/L.5"
    assert {(one.base, one.role) for one in proposal.sponsors} == {("Body", "Chair"), ("State", "additional sponsor")}
    assert [subject.term for subject in first.subjects] == ["TIDES"]
    assert (second.symbol.id, second.proceedings.how, second.proceedings.acts_under) == (
        "S/RES/2790", "unanimously", "Chapter VII",
    )  # fmt: skip
    assert second.proceedings.proposals[0].symbol is not None


def test_control_characters_and_stray_quotation_marks() -> None:
    whole = json.dumps(ASSEMBLY)
    data = whole.replace('"Tides"', '"High "Tides"\x07 and\x0blow"')
    records, broken = both((data + json.dumps(COUNCIL)).encode())
    assert (records[0].title, broken) == ('High "Tides" and low', [])


def test_a_broken_object_costs_only_itself() -> None:
    data = json.dumps(COUNCIL) + json.dumps(ASSEMBLY)[:200] + json.dumps(COUNCIL) + '{"symbol": "XYZ"}'
    records, broken = both(data.encode())
    assert [one.symbol.id for one in records] == ["S/RES/2790", "S/RES/2790"]
    assert [one.record for one in broken] == ["2", "4"]


def test_the_whole_extract(corpus: Path) -> None:
    records: list[Record] = []
    for path in sorted((corpus / "metadata").rglob("*.json")):
        read_, broken = both(path.read_bytes())
        assert [one.reason for one in broken if "no symbol" not in one.reason] == [], path.name
        records += read_
    assert len(records) > 2700
    voted = [(one, remark) for one in records for remark in one.remarks if "voted" in remark.detail]
    # Where the figures are not those of the names, both are told of, and the names are believed.
    assert {one.symbol.id for one, _ in voted} == {"S/RES/1559", "S/RES/2521"}
    assert {remark.kind for _, remark in voted} == {"vote"}
    calls = {one.symbol.id: one.proceedings.roll_call for one in records}
    council, assembly = calls["S/RES/1559"], calls["A/RES/75/290A"]
    assert council is not None
    assert dict(council.counts) == {"yes": 9, "no": 0, "abstain": 6}
    assert assembly is not None
    assert dict(assembly.counts) == {"yes": 90, "no": 0, "abstain": 47}
    assert sum(one.adopted_on is not None for one in records) > 2690
