"""How a text came about: dates, meetings, votes, drafts with their sponsors, committees, elections."""

from __future__ import annotations

from pathlib import Path

import pytest
from akn_documents import adopted_at, operative, page, step, voting
from reading_documents import of_kind, one, real

from loaders.records import Occasion, Record, Sponsor

BODY = operative("1", "Decides", "to wait;")


def with_steps(*steps: str, **other: str) -> Record:
    return one(page(body=BODY, steps="".join(steps), **other))


def sponsors(by: str, draft: str = "A/80/L.1", more: str = "") -> tuple[Record, list[tuple[str, str, str | None]]]:
    record = with_steps(
        step("draftResolution", "2025-09-01", draft, by), step("draftResolutionAdditionalSponsors", by=more)
    )
    return record, [(s.id, s.role, s.on_behalf_of) for p in record.proceedings.proposals for s in p.sponsors]


# ------------------------------------------------------------------------------------------------ when and where


def test_the_printed_date_comes_before_that_of_a_step() -> None:
    record = with_steps(
        step("adopted", "2025-10-07", "Adopted without vote, 9th plenary meeting"),
        conclusions=adopted_at("9th", "2025-10-01"),
    )
    assert (record.adopted_on, record.meeting) == ("2025-10-01", "A/80/PV.9")
    assert record.proceedings.how == "without a vote"
    assert of_kind(record, "date") == [
        "adopted on 2025-10-01 as printed, on 2025-10-07 as a step says; taken as 2025-10-01"
    ]


def test_a_decision_that_was_taken_at_two_meetings() -> None:
    record = with_steps(
        step("adopted", "2025-10-01", by="9th"),
        step("adopted", "2025-10-08", "A/80/PV.11", by="11th"),
        symbol="A/DEC/80/401",
    )
    assert record.proceedings.occasions == (Occasion("2025-10-01", "A/80/PV.9"), Occasion("2025-10-08", "A/80/PV.11"))
    assert record.adopted_on == "2025-10-01"


def test_dates_that_are_none_are_none() -> None:
    record = with_steps(step("adopted", "0001-01-01"), adopted="0001-01-01")
    assert record.adopted_on is None


@pytest.mark.parametrize(
    ("outcome", "said", "how"),
    [
        ("adoptedWithoutVote", "", "without a vote"),
        ("adoptedRecordedVote", "", "by vote"),
        ("adoptedByAcclamation", "", "by acclamation"),
        ("", "Adopted by consensus, 9th plenary meeting", "by consensus"),
        ("", "Adopted under silence procedure", "under silence procedure"),
        ("", "Adopted unanimoulsy, 9th meeting", "unanimously"),
        ("", "Adopted 12-0-3, 9th meeting", "by vote"),
        ("VOTING BY MAIL", "Adopted unanimously; voting by mail", "unanimously by letter"),
        ("VOTING BY MAIL", "Adopted 14-0-1; voting by mail", "by letter"),
        ("", "", None),
    ],
)
def test_how_it_was_adopted(outcome: str, said: str, how: str | None) -> None:
    record = with_steps(step("adopted", "2025-10-01", by=said), voting=voting(outcome))
    assert record.proceedings.how == how


# ------------------------------------------------------------------------------------------------ votes


def test_a_roll_call() -> None:
    counts = voting("adoptedRecordedVote", inFavour=("2", ["FIJI", "TÜRKİYE"]), against=("1", ["TURKEY ISLAND"]))
    record = with_steps(step("adopted", "2025-10-01"), voting=counts)
    roll_call = record.proceedings.roll_call
    assert roll_call is not None
    assert dict(roll_call.counts) == {"yes": 2, "no": 1, "abstain": 0}
    assert dict(roll_call.votes) == {"FJI": "yes", "TUR": "yes"}
    assert of_kind(record, "name") == ["voted, but no State is called so: TURKEY ISLAND"]


def test_counts_and_names_that_disagree_are_both_kept() -> None:
    record = with_steps(
        step("adopted", "2025-10-01"), voting=voting(inFavour=("13", ["Fiji"]), against=("x", ["Peru"]))
    )
    roll_call = record.proceedings.roll_call
    assert roll_call is not None
    assert dict(roll_call.counts) == {"yes": 13, "no": 1, "abstain": 0}
    assert dict(roll_call.votes) == {"FJI": "yes", "PER": "no"}
    assert of_kind(record, "vote") == ["yes: 13 are counted, 1 are named"]


def test_a_state_that_is_named_twice_is_believed_where_the_names_are_not_too_many() -> None:
    counts = voting(inFavour=("1", ["CHINA", "FIJI"]), abstaining=("1", ["CHINA"]))
    roll_call = with_steps(step("adopted", "2025-10-01"), voting=counts).proceedings.roll_call
    assert roll_call is not None
    assert dict(roll_call.votes) == {"CHN": "abstain", "FJI": "yes"}


# ------------------------------------------------------------------------------------------------ drafts


def test_sponsors_and_those_who_joined_later() -> None:
    _, found = sponsors("Antigua and Barbuda, Bosnia and Herzegovina and Peru", more="Trinidad and Tobago and Peru")
    assert [(state, role) for state, role, _ in found] == [
        ("ATG", "sponsor"), ("BIH", "sponsor"), ("PER", "sponsor"), ("TTO", "additional sponsor"),
    ]  # fmt: skip


def test_a_group_is_no_state() -> None:
    record, found = sponsors(
        "China, Cuba (on behalf of the States Members of the United Nations that are members of the Group of 77 and "
        "China) and Russian Federation"
    )
    assert found == [
        ("CHN", "sponsor", None), ("CUB", "sponsor", "Group of 77 and China"), ("RUS", "sponsor", None),
    ]  # fmt: skip
    assert of_kind(record, "name") == []


@pytest.mark.parametrize(
    ("by", "draft", "body", "role"),
    [
        ("submitted by the Chair of the Committee following talks", "A/C.5/80/L.2", "ga-fifth-committee", "Chair"),
        (
            "submitted by the Vice-Chair of the Committee, Ana Bee (Peru) and on the basis of informal consultations",
            "A/C.2/80/L.2",
            "ga-second-committee",
            "Vice-Chair",
        ),
        ("the representative of Ghana, on behalf of the Bureau", "A/C.6/80/L.2", "ga-sixth-committee", "Bureau"),
        ("submitted by the President of the General Assembly", "A/80/L.2", "un-general-assembly", "President"),
        (
            "submitted by the President of the Council, A. Bee",
            "E/2025/L.2",
            "un-economic-and-social-council",
            "President",
        ),
        ("submitted by the Committee on Information", "A/80/21", "committee-on-information", "submitted"),
        (
            "Romania (in its capacity as Chair of the Committee on the Peaceful Uses of Outer Space)",
            "A/C.4/80/L.2",
            "copuos",
            "Chair",
        ),
    ],
)
def test_a_chair_is_no_state(by: str, draft: str, body: str, role: str) -> None:
    record, found = sponsors(by, draft)
    assert found == [(body, role, None)]
    assert record.proceedings.proposals[0].sponsors[0].base == "Body"


def test_a_sponsor_that_is_no_state_is_told_of() -> None:
    record, found = sponsors("Fiji and Atlantis")
    assert found in ([("FJI", "sponsor", None)], [])
    assert any("Atlantis" in detail for detail in of_kind(record, "name"))


def test_a_draft_as_amended_has_its_symbol() -> None:
    record, _ = sponsors("Fiji", "A/80/L.5/Rev.1 (as amended in A/80/L.9 and as orally amended)")
    (proposal,) = record.proceedings.proposals
    assert proposal.symbol is not None
    assert (proposal.symbol.id, proposal.on) == ("A/80/L.5/Rev.1", "2025-09-01")
    # What has no symbol has its sponsors all the same.
    record, found = sponsors("Fiji", "informal paper")
    assert record.proceedings.proposals[0].symbol is None
    assert found == [("FJI", "sponsor", None)]


def test_the_committee_and_its_report() -> None:
    record = with_steps(
        step("recommendedForAdoption", "2025-09-20", "A/80/409", refers="89"),
        step("adopted", "2025-10-01", "A/80/PV.9"),
        cover='<p><docProponent refersTo="#thirdCommittee">[on the report of the Third Committee (</docProponent></p>',
    )
    done = record.proceedings
    assert (done.committee, done.recommended_on, done.report) == ("ga-third-committee", "2025-09-20", "A/80/409")


# ------------------------------------------------------------------------------------------------ elections


def test_states_are_elected_and_persons_left_out() -> None:
    record = with_steps(
        step("adopted", "2025-10-01", by="9th"),
        step("composition", "2025-10-01", "Human Rights Council", refers="FIJI", end="2028-12-31"),
        step("composition", "2025-10-01", "Conseil des droits de l’homme", refers="Pérou", end="2027-12-31"),
        step("appointment", "2025-10-01", "Committee on Contributions", by="Ana Bee", refers="Peru", end="2028-12-31"),
        step("composition", "2025-10-01", "Committee of the Tides", refers="Peru"),
        symbol="A/DEC/80/402",
    )
    assert [(s.state, s.body, s.until) for s in record.proceedings.seats] == [
        ("FJI", "un-human-rights-council", "2028-12-31"),
        ("PER", "un-human-rights-council", "2027-12-31"),
    ]
    assert of_kind(record, "name") == ["elected to no body that is known: Committee of the Tides"]


# ------------------------------------------------------------------------------------------------ real documents


def test_a_resolution_adopted_by_vote(corpus: Path) -> None:
    record = real(corpus, "GAresolutions/78session_English", "A_RES_78_241-2326252E.xml")
    done = record.proceedings
    assert done.roll_call is not None
    assert dict(done.roll_call.counts) == {"yes": 152, "no": 4, "abstain": 11}
    assert len(done.roll_call.votes) == 167
    assert (done.how, done.committee, done.report) == ("by vote", "ga-first-committee", "A/78/409")
    assert done.occasions == (Occasion("2023-12-22", "A/78/PV.50(Resumption1)"),)
    (proposal,) = done.proposals
    assert proposal.symbol is not None
    assert proposal.symbol.id == "A/C.1/78/L.56"
    assert (len(proposal.sponsors), proposal.sponsors[0]) == (43, Sponsor("State", "AUT"))
    assert (record.agenda_item, record.agenda_title) == ("99", "General and complete disarmament")


@pytest.mark.parametrize(
    ("member", "symbol", "outcome", "counts"),
    [
        ("S_2023_638-2316801E.xml", "S/2023/638", "vetoed", {"yes": 13, "no": 1, "abstain": 1}),
        ("S_2024_383-2408982E.xml", "S/2024/383", "not adopted", {"yes": 7, "no": 7, "abstain": 1}),
        ("S_2023_506-2313545E.xml", "S/2023/506", "vetoed", None),
    ],
)
def test_drafts_that_were_not_adopted(
    corpus: Path, member: str, symbol: str, outcome: str, counts: dict[str, int] | None
) -> None:
    record = real(corpus, "SCresolutions/Not_adopted_English", member)
    assert (record.symbol.id, record.draft, record.adopted_on) == (symbol, True, None)
    done = record.proceedings
    assert done.outcome == outcome
    assert done.roll_call is not None
    assert counts is None or dict(done.roll_call.counts) == counts


def test_china_abstained_on_what_was_vetoed_though_it_is_named_twice(corpus: Path) -> None:
    done = real(corpus, "SCresolutions/Not_adopted_English", "S_2023_638-2316801E.xml").proceedings
    assert done.roll_call is not None
    assert (dict(done.roll_call.votes)["CHN"], dict(done.roll_call.votes)["RUS"]) == ("abstain", "no")


def test_three_parts_on_three_dates(corpus: Path) -> None:
    read = {
        name: real(corpus, "GAresolutions/75session_English", name)
        for name in ("75_251_E.xml", "75_251_B_E.xml", "A_RES_75_251 C_E.xml")
    }
    assert [(r.symbol.id, r.adopted_on) for r in read.values()] == [
        ("A/RES/75/251", "2020-12-31"), ("A/RES/75/251B", "2021-05-18"), ("A/RES/75/251C", "2021-06-30"),
    ]  # fmt: skip
    earlier = read["75_251_B_E.xml"].proceedings.earlier_part
    assert earlier is not None
    assert (earlier[0].id, earlier[1]) == ("A/RES/75/251A", "2020-12-31")


@pytest.mark.parametrize(
    ("archive", "member", "how", "at"),
    [
        ("SCresolutions/2020_English", "S_RES_2553 (2020)-2016352E.xml", "unanimously by letter", "S/2020/1166"),
        ("ECOSOCresolutions/2021_English", "E_RES_2021_1-2010157E.xml", "under silence procedure", None),
        ("HRCresolutions/55session_English", "A_HRC_RES_55_7E.xml", "by vote", "A/HRC/55/SR.53"),
        ("GAresolutions/76session_English", "A_RES_ES-11_1-2204067E.xml", "by vote", "A/ES-11/PV.5"),
        # The step has a meeting of another session: what is printed is believed.
        ("GAresolutions/78session_English", "A_RES_78_69-2324917E.xml", None, "A/78/PV.44"),
    ],
)
def test_where_and_how(corpus: Path, archive: str, member: str, how: str | None, at: str | None) -> None:
    record = real(corpus, archive, member)
    assert how is None or record.proceedings.how == how
    assert record.meeting == at


def test_the_chapter_of_the_charter(corpus: Path) -> None:
    record = real(corpus, "SCresolutions/2020_English", "S_RES_2508 (2020)-2002064E.xml")
    assert record.proceedings.acts_under == "Chapter VII"


def test_a_presidential_statement_tells_its_meeting_in_its_first_words(corpus: Path) -> None:
    record = real(corpus, "SCresolutions/PRST_English", "S_PRST_2007_22-0739405E.xml")
    assert (record.adopted_on, record.meeting) == ("2007-06-25", "S/PV.5705")
    assert record.agenda_title == "Maintenance of international peace and security"


def test_an_election(corpus: Path) -> None:
    record = real(corpus, "GAdecisions/77_session_English", "GA decision 77_403_E.xml")
    seats = record.proceedings.seats
    assert (len(seats), {seat.body for seat in seats}) == (47, {"un-human-rights-council"})
    # Judges are persons: they are left out.
    assert real(corpus, "GAdecisions/77_session_English", "GA decision 77_404_E.xml").proceedings.seats == ()
