"""Catalogue records of the United Nations Digital Library, as MARCXML and as ISO 2709."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_documents import Fields, draft_fields, iso2709, iso2709_record, marcxml, marcxml_record

from graph.errors import BadSource
from graph.model import Action, Effect, Instrument, Relation
from loaders.detect import detect
from loaders.facts import facts
from loaders.readers import iso2709 as iso_reader
from loaders.readers import marcxml as xml_reader
from loaders.records import Broken, Found, Record

RELATED = ("993", [("a", "A/RES/80/200")]), ("993", [("a", "A/80/481/Add.2")])


def only(found: list[Found]) -> Record:
    (record,) = found
    assert isinstance(record, Record)
    return record


def read_both(fields: Fields) -> Record:
    """The record as XML and as ISO 2709, which must be the same."""
    xml, iso = marcxml([fields]), iso2709([fields])
    assert (detect(xml).name, detect(iso).name) == ("MARCXML", "ISO 2709")
    read = only(list(xml_reader.read(xml)))
    assert only(list(iso_reader.read(iso))) == read
    return read


def test_a_draft_and_what_became_of_it() -> None:
    record = read_both(draft_fields("A/C.3/80/L.5/Rev.1", *RELATED, kind="revised draft resolution /"))
    assert (record.title, record.agenda_item, record.catalogued) == ("Tides", "71 (b)", True)
    assert [subject.term for subject in record.subjects] == ["TIDES"]
    done = record.proceedings
    assert [symbol.id for symbol in done.becomes] == ["A/RES/80/200"]  # and not the committee's report
    assert done.report == "A/80/481/Add.2"
    assert done.revises is not None
    assert done.revises.id == "A/C.3/80/L.5"
    stated = [one.fact for one in facts(record).contributions]
    assert [(f.kind, f.end_at.id) for f in stated if isinstance(f, Relation) and f.kind != "ABOUT"] == [
        ("DRAFT_OF", "A/RES/80/200")
    ]
    assert [(f.kind, f.end_at.id) for f in stated if isinstance(f, Effect)] == [("REPLACES", "A/C.3/80/L.5")]
    sponsors = {(f.start_at.id, f.on_behalf_of) for f in stated if isinstance(f, Action)}
    assert sponsors == {("FJI", "Group of 77"), ("PER", None)}
    draft = next(f for f in stated if isinstance(f, Instrument) and f.id == "A/C.3/80/L.5/Rev.1")
    assert (draft.coverage, draft.outcome, draft.languages) == ("record", "adopted", ())


def test_an_amendment_amends_its_draft_and_becomes_nothing() -> None:
    kind = "amendment to draft resolution A/C.3/80/L.5 /"
    rejected = ("515", [("a", "The amendment was rejected by the Committee (A/80/481/Add.2, para. 9).")])
    done = read_both(draft_fields("A/C.3/80/L.60", *RELATED, rejected, kind=kind)).proceedings
    assert (done.becomes, done.outcome) == ((), "not adopted")
    assert done.amends is not None
    assert done.amends.id == "A/C.3/80/L.5"


def test_further_sponsors_and_letters_that_were_encoded_twice() -> None:
    more = ("515", [("a", "Additional sponsors: Chad and TÃ¼rkiye (A/80/481/Add.2).")])
    (proposal,) = read_both(draft_fields("A/C.3/80/L.5", more)).proceedings.proposals
    roles = {sponsor.id: sponsor.role for sponsor in proposal.sponsors}
    assert roles == {"FJI": "sponsor", "PER": "sponsor", "TCD": "additional sponsor", "TUR": "additional sponsor"}


def test_a_vote() -> None:
    fields: Fields = (
        ("791", [("a", "A/RES/80/200")]),
        ("245", [("a", "Tides :"), ("b", "resolution /"), ("c", "adopted by the General Assembly")]),
        ("952", [("a", "A/80/PV.50")]),
        ("967", [("c", "FJI"), ("d", "Y"), ("e", "FIJI")]),
        ("967", [("c", "TCD"), ("d", "A"), ("e", "CHAD")]),
        ("992", [("a", "2025-12-19")]),
        ("996", [("b", "1"), ("c", "0"), ("d", "1")]),
    )
    record = read_both(fields)
    vote = record.proceedings.roll_call
    assert vote is not None
    assert dict(vote.votes) == {"FJI": "yes", "TCD": "abstain"}
    assert dict(vote.counts) == {"yes": 1, "no": 0, "abstain": 1}
    assert (record.adopted_on, record.meeting) == ("2025-12-19", "A/80/PV.50")


def test_of_a_thousand_records_a_broken_one_costs_only_itself() -> None:
    records = [marcxml_record(draft_fields(f"A/C.3/80/L.{number}")) for number in range(1, 1001)]
    records[499] = records[499].replace("</subfield>", "", 1)
    data = b"<collection>" + "\n".join(records).encode() + b"</collection>"
    found = list(xml_reader.read(data))
    assert sum(isinstance(one, Record) for one in found) == 999
    assert [one.record for one in found if isinstance(one, Broken)] == ["500"]
    records[499] = (
        records[498].partition("<leader>")[0] + "<leader>short</leader>" + records[498].partition("</leader>")[2]
    )
    found = list(xml_reader.read(b"<collection>" + "\n".join(records).encode() + b"</collection>"))
    assert [one.record for one in found if isinstance(one, Broken)] == ["500"]
    written = [iso2709_record(draft_fields(f"A/C.3/80/L.{number}")) for number in range(1, 1001)]
    written[499] = b"99999" + written[499][5:]
    found = list(iso_reader.read(b"".join(written)))
    assert sum(isinstance(one, Record) for one in found) == 999
    assert [(one.record, "99,999 bytes" in one.reason) for one in found if isinstance(one, Broken)] == [("500", True)]


def test_entities_and_document_types_are_refused() -> None:
    data = marcxml([draft_fields("A/C.3/80/L.5")]).replace(
        b"?>", b'?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', 1
    )
    with pytest.raises(BadSource, match="document type"):
        list(xml_reader.read(data))


def test_a_record_without_a_symbol_is_broken() -> None:
    (broken,) = xml_reader.read(marcxml([draft_fields("A/C.3/80/L.5")[1:]]))
    assert isinstance(broken, Broken)
    assert "no symbol" in broken.reason


def test_real_records(corpus: Path) -> None:
    found = list(xml_reader.read((corpus / "marcxml" / "session_78_committee_3_drafts.xml").read_bytes()))
    records = [one for one in found if isinstance(one, Record)]
    assert (len(found), len(records)) == (94, 94)
    assert sum(len(one.proceedings.becomes) for one in records) == 63
    assert sum(one.proceedings.amends is not None for one in records) == 6
    assert sum(one.proceedings.revises is not None for one in records) == 20
    unknown = [remark.detail for one in records for remark in one.remarks]
    assert unknown == ["a related text whose symbol cannot be read: AA/78/481/Add.2"]
