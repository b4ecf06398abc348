"""What a record becomes in the graph: votes, drafts, sponsors, elections, annexes, parts; one work in six languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from akn_documents import link, operative, page, preambular, step, voting
from reading_documents import real, real_file, real_parts

from graph.merge import Claim, identity, merge
from graph.model import Action, Adoption, Affiliation, Citation, Document, Edge, Fact, Instrument, Ref, Relation
from loaders.facts import facts
from loaders.readers import akn
from loaders.records import Record

ANNEX = "<attachments><attachment><doc><mainBody>{}</mainBody></doc></attachment></attachments>"


def merged(*records: Record) -> dict[tuple[str, str], Fact]:
    """What the library makes of the records."""
    claims: dict[tuple[str, str], list[Claim]] = {}
    for record in records:
        for contribution in facts(record).contributions:
            claims.setdefault(identity(contribution.fact), []).append(Claim(contribution.rank, contribution.fact))
    return {key: merge(about) for key, about in claims.items()}


def edges(found: dict[tuple[str, str], Fact], kind: str) -> list[Edge]:
    return [fact for (its, _), fact in sorted(found.items()) if its == kind and isinstance(fact, Edge)]


def node(found: dict[tuple[str, str], Fact], id_: str) -> Instrument:
    instrument = found["Instrument", id_]
    assert isinstance(instrument, Instrument)
    return instrument


def test_a_resolution_with_its_draft_sponsors_and_votes() -> None:
    data = page(
        body=operative("1", "Decides", "to wait;"),
        steps=step("draftResolution", "2025-09-01", "A/C.3/80/L.1", "Fiji and Peru")
        + step("draftResolutionAdditionalSponsors", by="Chad")
        + step("recommendedForAdoption", "2025-09-20", "A/80/409")
        + step("adopted", "2025-10-01", "A/80/PV.9"),
        voting=voting("adoptedRecordedVote", inFavour=("1", ["Fiji"]), against=("1", ["Chad"])),
        cover='<p><docProponent refersTo="#thirdCommittee">Third Committee</docProponent></p>',
    )
    found = merged(*akn.read(data))
    text = node(found, "A/RES/80/1")
    assert (text.votes_yes, text.votes_no, text.votes_abstain, text.how_adopted) == (1, 1, 0, "by vote")
    assert (text.committee, text.report, text.agenda_title) == ("ga-third-committee", "A/80/409", "Oceans")
    draft = node(found, "A/C.3/80/L.1")
    assert (draft.label, draft.outcome, draft.coverage) == ("Draft", "adopted", "record")
    assert [(e.start_at.id, e.end_at.id) for e in edges(found, "DRAFT_OF")] == [("A/C.3/80/L.1", "A/RES/80/1")]
    sponsored = [e for e in edges(found, "SPONSORED") if isinstance(e, Action)]
    assert {(e.start_at.id, e.end_at.id, e.how) for e in sponsored} == {
        ("FJI", "A/C.3/80/L.1", "sponsor"), ("PER", "A/C.3/80/L.1", "sponsor"),
        ("TCD", "A/C.3/80/L.1", "additional sponsor"),
    }  # fmt: skip
    votes = [e for e in edges(found, "VOTED") if isinstance(e, Action)]
    assert {(e.start_at.id, e.end_at.id, e.how, e.on) for e in votes} == {
        ("FJI", "A/RES/80/1", "yes", "2025-10-01"), ("TCD", "A/RES/80/1", "no", "2025-10-01"),
    }  # fmt: skip
    adopted = {(e.start_at.id, e.end_at.id, e.on) for e in edges(found, "ADOPTED_BY") if isinstance(e, Adoption)}
    assert adopted == {
        ("A/RES/80/1", "un-general-assembly", "2025-10-01"), ("A/C.3/80/L.1", "ga-third-committee", "2025-09-20"),
    }  # fmt: skip
    # Every end of an edge is there.
    assert all(
        (end.base, end.id) in found
        for fact in found.values()
        if isinstance(fact, Edge)
        for end in (fact.start_at, fact.end_at)
    )


def test_a_draft_that_failed_is_no_resolution() -> None:
    data = page(
        symbol="S/2025/999",
        kind="draftResolution",
        body=operative("1", "Decides", "to wait;"),
        steps=step("draftResolution", "2025-10-01", by="Fiji") + step("veto", "2025-10-01", "S/PV.9999"),
        voting=voting(inFavour=("1", ["Fiji"]), against=("1", ["Peru"])),
    )
    found = merged(*akn.read(data, "S_2025_999-2500001E.xml"))
    draft = node(found, "S/2025/999")
    assert (draft.label, draft.outcome, draft.adopted_on, draft.voted_on) == ("Draft", "vetoed", None, "2025-10-01")
    assert edges(found, "ADOPTED_BY") == edges(found, "ADOPTED_AT") == edges(found, "DRAFT_OF") == []
    assert [(e.start_at.id, e.end_at.id) for e in edges(found, "SPONSORED")] == [("FJI", "S/2025/999")]
    assert len(edges(found, "VOTED")) == 2


def test_an_election_has_the_decision_as_its_source() -> None:
    seat = step("composition", "2025-10-01", "Human Rights Council", refers="FIJI", end="2028-12-31")
    steps = step("adopted", "2025-10-01", by="9th") + seat
    found = merged(*akn.read(page(symbol="A/DEC/80/402", kind="decision", steps=steps)))
    (member,) = edges(found, "MEMBER_OF")
    assert isinstance(member, Affiliation)
    assert (member.start_at, member.end_at) == (Ref("State", "FJI"), Ref("Body", "un-human-rights-council"))
    assert (member.until, member.source, member.key) == ("2028-12-31", "A/DEC/80/402", "A/DEC/80/402")


def test_an_annex_that_is_no_instrument_speaks_in_its_resolution() -> None:
    words = f"see resolution {link('A/RES/79/1', '79/1')};"
    rest = ANNEX.format("<paragraph><subheading>Annex</subheading></paragraph>" + operative("1", "Shall", words))
    found = merged(*akn.read(page(body=operative("1", "Adopts", "the annex."), rest=rest)))
    (cites,) = edges(found, "CITES")
    assert isinstance(cites, Citation)
    assert (cites.start_at.id, cites.section, cites.paragraph) == ("A/RES/80/1", "annex", "annex/para.1")


def test_a_draft_that_is_recommended_to_another_body_is_an_annex() -> None:
    inner = (
        '<components><component><statement name="draft resolution"><preamble>'
        + preambular("Recalling", f"its resolution {link('A/RES/79/1', '79/1')},")
        + "</preamble></statement></component></components>"
    )
    (record,) = akn.read(page(symbol="E/RES/2025/3", body=operative("", "Recommends", "this:"), rest=inner))
    assert record.symbol.id == "E/RES/2025/3"
    (cites,) = edges(merged(record), "CITES")
    assert isinstance(cites, Citation)
    assert (cites.section, cites.paragraph, cites.opening) == ("annex", "draft/PP1", "recalling")


def test_one_text_in_two_languages_is_one_work_with_one_citation() -> None:
    def said(language: str, title: str, opening: str, words: str) -> Record:
        preamble = preambular(opening, f"{words} {link('A/RES/79/1', '79/1')},")
        (record,) = akn.read(page(language=language, title=title, preamble=preamble))
        return record

    found = merged(
        said("eng", "Tides", "Recalling", "its resolution"), said("fra", "Marées", "Rappelant", "sa résolution")
    )
    text = node(found, "A/RES/80/1")
    assert (text.title_en, text.title_fr, text.languages) == ("Tides", "Marées", ("en", "fr"))
    (cites,) = edges(found, "CITES")
    assert isinstance(cites, Citation)
    assert (cites.languages, cites.opening, cites.key) == (("en", "fr"), "recalling", "PP1#1")
    assert cites.openings == ("en: recalling", "fr: rappelant")


# ------------------------------------------------------------------------------------------------ real documents

LANGUAGES = ("Arabic", "Chinese", "English", "French", "Russian", "Spanish")


def test_a_resolution_by_vote(corpus: Path) -> None:
    found = merged(real(corpus, "GAresolutions/78session_English", "A_RES_78_241-2326252E.xml"))
    text = node(found, "A/RES/78/241")
    assert (text.votes_yes, text.votes_no, text.votes_abstain) == (152, 4, 11)
    votes = [e.how for e in edges(found, "VOTED") if isinstance(e, Action)]
    assert (votes.count("yes"), votes.count("no"), votes.count("abstain")) == (152, 4, 11)


def test_what_the_council_did_not_adopt(corpus: Path) -> None:
    outcomes = {}
    for member in ("S_2023_638-2316801E.xml", "S_2024_383-2408982E.xml"):
        record = real(corpus, "SCresolutions/Not_adopted_English", member)
        outcomes[record.symbol.id] = node(merged(record), record.symbol.id).outcome
    assert outcomes == {"S/2023/638": "vetoed", "S/2024/383": "not adopted"}


def test_three_parts_on_three_dates(corpus: Path) -> None:
    names = ("75_251_E.xml", "75_251_B_E.xml", "A_RES_75_251 C_E.xml")
    found = merged(*(real(corpus, "GAresolutions/75session_English", name) for name in names))
    assert {e.start_at.id for e in edges(found, "PART_OF") if e.end_at.id == "A/RES/75/251"} == {
        "A/RES/75/251A", "A/RES/75/251B", "A/RES/75/251C",
    }  # fmt: skip
    dates = [node(found, f"A/RES/75/251{letter}").adopted_on for letter in "ABC"]
    assert dates == ["2020-12-31", "2021-05-18", "2021-06-30"]


def test_the_parts_of_one_file(corpus: Path) -> None:
    records = real_parts(corpus, "GAresolutions/79session_English", "A_RES_79_252-2424692E.xml")
    assert [r.symbol.id for r in records] == ["A/RES/79/252", "A/RES/79/252A", "A/RES/79/252B"]
    # Each decision has its own date.
    decided = real_parts(corpus, "GAdecisions/76_session_English", "GA decision_76_553_E.xml")
    assert [(r.symbol.id, r.adopted_on, r.meeting) for r in decided[1:]] == [
        ("A/DEC/76/553A", "2022-01-21", "A/76/PV.56"), ("A/DEC/76/553B", "2022-01-24", "A/76/PV.57"),
    ]  # fmt: skip


def test_the_convention_against_cybercrime_cites_from_its_own_node(corpus: Path) -> None:
    found = merged(real(corpus, "GAresolutions/79session_English", "A_RES_79_243-2424621E.xml"))
    starts = {(e.start_at.id, e.section) for e in edges(found, "CITES") if isinstance(e, Citation)}
    assert ("A/RES/79/243", "preamble") in starts
    assert not any(id_ == "A/RES/79/243" and section == "annex" for id_, section in starts)
    (speaker,) = {id_ for id_, _ in starts} - {"A/RES/79/243"}
    assert node(found, speaker).label == "Treaty"


def test_a_corrigendum_is_a_document(corpus: Path) -> None:
    found = merged(real(corpus, "SCresolutions/PRST_English", "S_PRST_2000_27_Corr.1-0060049E.xml"))
    document = found["Document", "S/PRST/2000/27/Corr.1"]
    assert isinstance(document, Document)
    assert (document.coverage, document.published_on) == ("partial", "2000-08-09")
    assert not any(isinstance(fact, Adoption | Relation) for fact in found.values())


def test_the_fourth_special_session_is_the_assembly_s(corpus: Path) -> None:
    for archive in ("75session_English", "76session_English"):
        path = corpus / "unxml" / "GAresolutions" / f"{archive}.zip"
        assert path.is_file()
    data, name = real_file(corpus, "GAresolutions/75session_English", "75_225_E.xml")
    cited = {e.end_at for record in akn.read(data, name) for e in edges(merged(record), "CITES")}
    assert Ref("Instrument", "A/RES/3201(S-VI)") in cited
    assert not any(ref.id.startswith("S/RES/3201") for ref in cited)


@pytest.mark.parametrize(
    ("archive", "member"),
    [
        ("GAresolutions/78session", "A_RES_78_43-2324512{}.xml"),
        ("SCresolutions/2022", "S_RES_2658 (2022)-2224703{}.xml"),
        ("ECOSOCresolutions/2022", "E_RES_2022_15-2211664{}.xml"),
    ],
)
def test_one_work_in_six_languages(corpus: Path, archive: str, member: str) -> None:
    records = [real(corpus, f"{archive}_{language}", member.format(language[0])) for language in LANGUAGES]
    found = merged(*records)
    assert node(found, records[0].symbol.id).languages == ("ar", "en", "es", "fr", "ru", "zh")
    cites = [e for e in edges(found, "CITES") if isinstance(e, Citation)]
    assert any(e.languages == ("ar", "en", "es", "fr", "ru", "zh") for e in cites)
    # The paragraphs have the same numbers, and their mentions are the same, in English and in the others.
    for way, share in (("symbol", 0.9), ("name", 0.5)):  # what a treaty is called in short differs by language
        english = {(e.end_at, e.key) for e in cites if "en" in e.languages and e.cited_as == way}
        for language in ("es", "fr", "ru", "zh"):
            same = {(e.end_at, e.key) for e in cites if language in e.languages} & english
            assert len(same) >= share * len(english), (language, way)
