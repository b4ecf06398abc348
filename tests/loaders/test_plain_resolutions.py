"""Resolutions in plain text: preambular and operative paragraphs, points, footnotes, and what scanning made of them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from made_documents import RESOLUTION, text

from loaders.detect import detect
from loaders.readers import plain_text
from loaders.readers.dates import first_date
from loaders.readers.lines import joined, paragraphs, together
from loaders.records import Nothing, Record


def record_of(data: bytes, name: str = "words.txt") -> Record:
    (record,) = plain_text.read(data, name)
    assert isinstance(record, Record)
    return record


def test_a_resolution_has_its_paths_and_openings() -> None:
    record = record_of(text(RESOLUTION))
    assert (record.symbol.id, record.language, record.adopted_on) == ("S/RES/2790", "en", "2025-06-03")
    assert (record.meeting, record.proceedings.how) == ("S/PV.9999", "unanimously")
    found = {one.path: one.opening for one in record.paragraphs if one.section != "other"}
    assert found == {
        "PP1": "recalling",
        "PP2": "deeply concerned",
        "PP3": "noting with appreciation",
        "OP1": "decides",
        "OP2": "requests",
        "OP2(a)": "requests",
        "OP2(b)": "requests",
        "OP2(b)(i)": "requests",
        "OP2(b)(ii)": "requests",
        "OP3": "decides",
        "fn.1@PP2": "deeply concerned",
    }
    note = next(one for one in record.paragraphs if one.section == "footnote")
    assert (note.text, note.before) == ("See General Assembly resolution 78/265.", "Deeply concerned by the tides,")


@pytest.mark.parametrize("width", [30, 60, 100])
def test_the_width_of_the_lines_does_not_matter(width: int) -> None:
    assert record_of(text(RESOLUTION, width)).paragraphs == record_of("\n".join(RESOLUTION).encode()).paragraphs


def test_a_resolution_of_the_assembly_has_its_title() -> None:
    lines = ("United Nations A/RES/80/7", "80/7. On tides", "The General Assembly,", "Recalling resolution 79/1,",
             "1. Decides to wait.", "9th plenary meeting", "1 October 2025")  # fmt: skip
    record = record_of(text(lines))
    assert (record.symbol.id, record.title) == ("A/RES/80/7", "On tides")
    assert [one.path for one in record.paragraphs][:2] == ["PP1", "OP1"]


def test_one_operative_paragraph_needs_no_number() -> None:
    lines = ("3 (1946). Resolution of 4 April 1946", "The Security Council,", "Having heard the keeper,",
             "Recommends that the lamp be lit.",
             "Adopted at the 30th meeting by 9 votes to none, with 2 abstentions.")  # fmt: skip
    record = record_of(text(lines))
    assert [one.path for one in record.paragraphs][:2] == ["PP1", "OP1"]
    assert record.proceedings.roll_call is not None
    assert dict(record.proceedings.roll_call.counts) == {"yes": 9, "no": 0, "abstain": 2}


def test_what_scanning_made_of_letters() -> None:
    lines = ("R E S O L U T I O N  787 (1992)", "of 3 Apri] 1992", "The Security Council,", "Recalling the tide,",
             "i. Decides to wait:", "(a) In the morning;", "(6) At noon;", "2. Decides to go.")  # fmt: skip
    record = record_of(text(lines))
    assert (record.symbol.id, record.adopted_on) == ("S/RES/787", "1992-04-03")
    assert [one.path for one in record.paragraphs] == ["PP1", "OP1", "OP1(a)", "OP1(b)", "OP2"]


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        ("Adopted at the 9th meeting by 7 votes to 1 (Atlantis), with 3 abstentions (Avalon, Thule, Ys).", (7, 1, 3)),
        ("Adopted at the 9th meeting by 12 votes to none, with 2abstentions (Thule, Ys).68", (12, 0, 2)),
        ("Adopted at the 9th meeting hy 9 votes io none. 21", (9, 0, 0)),
        ("Adopted at the 9th meeting by 13 to none. with 1 abstention (Ys)", (13, 0, 1)),
        ("Adopted at the 9th meeting by 2 votes to none, with 2 abstentions (Thule, Ys)", None),
        ("Adopted at the 9th meeting by 9 votes to none, with some ahstentions and abstentionists", None),
    ],
)
def test_the_counts_of_a_vote_or_none(line: str, counts: tuple[int, int, int] | None) -> None:
    lines = ("Resolution 75 (1949)", "The Security Council,", "Recalling the tide,", "1. Decides to wait.", line)
    record = record_of(text(lines))
    call = record.proceedings.roll_call
    assert (None if call is None else tuple(dict(call.counts)[way] for way in ("yes", "no", "abstain"))) == counts
    assert (record.meeting, record.proceedings.how) == ("S/PV.9", "by vote")


def test_what_pages_and_letters_part() -> None:
    lines = ("Resolution 865 (1993)", "The Security Council,",
             "Recalling resolution 814 (1993), adopted by", "the General Assembly,", "A",
             "1. Decides that, if at any time after this the keepers of the Organization of American",
             "States, report that the lamp is out, it be lit;", "B", "ll. Requests nothing here that has a number;",
             "S. Appeals to all, for this is no number either;", "2. Decides to wait;", "3 Decides to go;",
             "C", "4. Decides to return.", "Adopted unanimously at the", "9th meeting.")  # fmt: skip
    record = record_of(text(lines))
    assert [one.path for one in record.paragraphs] == ["PP1", "OP1", "OP1+1", "OP1+2", "OP2", "OP3", "OP4", "title"]
    assert (record.meeting, record.proceedings.how) == ("S/PV.9", "unanimously")


def test_two_texts_under_one_number() -> None:
    lines = ("Resolution 161 (1961)", "A", "The Security Council,", "Having considered the tide,",
             "1. Decides to wait;", "B", "The Security Council,", "Gravely concerned at the tide,",
             "1. Urges the keeper to wait.")  # fmt: skip
    record = record_of(text(lines))
    found = [(one.path, one.section) for one in record.paragraphs]
    assert found == [
        ("PP1", "preamble"),
        ("OP1", "operative"),
        ("sect.B/PP1", "preamble"),
        ("sect.B/OP1", "operative"),
    ]


def test_each_footnote_stands_where_its_mark_is() -> None:
    lines = ("Resolution 549 (1984)", "The Security Council,", "Recalling the convention of 1961 19 and the tide, 18",
             "1. Decides to wait, as was decided on 19 March 1978 in resolution 20 (1947) and in rule 18;",
             "2. Decides to go.",
             "18 Ibid., document S/1. 19 Ibid., document S/2. 20 Ibid., document S/3.")  # fmt: skip
    record = record_of(text(lines))
    notes = {one.path: one.text for one in record.paragraphs if one.section == "footnote"}
    assert notes == {
        "fn.18@PP1": "Ibid., document S/1.",
        "fn.19@PP1": "Ibid., document S/2.",
        "fn.20@title": "Ibid., document S/3.",
    }


def test_an_annex_speaks_for_itself() -> None:
    lines = ("Resolution 787 (1992)", "The Security Council,", "Recalling the tide,", "1. Decides to wait.",
             "ANNEX", "1. Lamps are lit at dusk.", "2. They are put out at dawn.")  # fmt: skip
    record = record_of(text(lines))
    assert [(one.path, one.section) for one in record.paragraphs][2:] == [
        ("annex/para.1", "annex"),
        ("annex/para.2", "annex"),
    ]


def test_lines_and_words_that_were_parted() -> None:
    assert joined("at the meet-", "ing") == "at the meeting"
    assert joined("la Convention-", "cadre") == "la Convention-cadre"
    assert joined("inter-", "and intra-State") == "inter- and intra-State"
    assert joined("Anglo-", "Saxon") == "Anglo-Saxon"
    assert joined("of the non-", "proliferation regime") == "of the non-proliferation regime"
    assert joined("安全理事", "会的决定") == "安全理事会的决定"
    assert together("R E S O L U T I O N  7 8 7") == "RESOLUTION 787"
    assert paragraphs(["A lamp that is lit before the day has come,", "Recalling that it is not yet put out,"]) == [
        "A lamp that is lit before the day has come,",
        "Recalling that it is not yet put out,",
    ]


def test_the_whole_of_the_old_texts(corpus: Path) -> None:
    paths = sorted((corpus / "cr-unsc").glob("*.txt"))
    ids: list[str] = []
    kinds: Counter[str] = Counter()
    dated = counted = without_opening = preambular = 0
    for path in paths:
        record = record_of(path.read_bytes(), path.name)
        number = int(re.findall(r"\d+", path.name)[0])
        assert record.symbol.id == f"S/RES/{number}", path.name
        ids.append(record.symbol.id)
        year = int(re.findall(r"\d+", path.name)[1])
        dated += record.adopted_on is not None
        assert record.adopted_on is None or record.adopted_on.startswith(str(year)), path.name
        if call := record.proceedings.roll_call:
            counted += 1
            members = 11 if year < 1966 else 15
            # Some take no part in a vote, and no resolution has fewer votes than a majority of the members.
            assert members - 3 <= sum(dict(call.counts).values()) <= members, path.name
            assert dict(call.counts)["yes"] > members // 2, path.name
        kinds.update(one.section for one in record.paragraphs)
        own = [one for one in record.paragraphs if one.section == "preamble" and "(" not in one.path]
        preambular += len(own)
        without_opening += sum(one.opening is None for one in own)
        assert len({one.path for one in record.paragraphs}) == len(record.paragraphs), path.name
        assert any(one.section == "operative" for one in record.paragraphs), path.name
    assert len(set(ids)) == len(paths) == 451
    assert dated >= 445
    assert counted >= 140
    assert without_opening < preambular / 10


def test_its_codebook_is_known_and_holds_nothing(corpus: Path) -> None:
    data = (corpus / "cr-unsc" / "CR-UNSC_Variables.csv").read_bytes()
    (found,) = detect(data).read(data, "CR-UNSC_Variables.csv")
    assert isinstance(found, Nothing)


@pytest.mark.parametrize(
    ("lines", "meeting", "on", "how"),
    [
        (
            ("RESOLUTION 787 (1992)", "Adopted by the Security Council at its 3137th meeting,", "on 16 November 1992",
             "The Security Council,", "Recalling the tide,", "1. Decides to wait."),
            "S/PV.3137", "1992-11-16", None,
        ),
        (
            ("S/RES/2566 (2021)", "Adoptée par le Conseil de sécurité à l’unanimité à sa 3137e séance, le 12 mars 2021",
             "Le Conseil de sécurité,", "Rappelant la marée,", "1. Décide d’attendre la marée et la nuit."),
            "S/PV.3137", "2021-03-12", "unanimously",
        ),
        (
            ("S/RES/2566 (2021)", "Принята Советом Безопасности на его 3137-м заседании 12 марта 2021 года",
             "Совет Безопасности,", "ссылаясь на прилив,", "1. постановляет подождать прилива и ночи."),
            "S/PV.3137", "2021-03-12", None,
        ),
        (
            ("S/RES/2566 (2021)", "2021年3月12日安全理事会第3137次会议通过", "安全理事会，", "回顾潮汐，",
             "1. 决定等待潮汐和夜晚。"),
            "S/PV.3137", "2021-03-12", None,
        ),
        (
            ("S/RES/2566 (2021)", "الذي اتخذه مجلس الأمن في جلسته 3137 المعقودة في 12 آذار/مارس 2021", "إن مجلس الأمن،",
             "إذ يشير إلى المد،", "1 - يقرر أن ينتظر المد والليل؛"),
            "S/PV.3137", "2021-03-12", None,
        ),
        (
            ("A/RES/79/7", "La Asamblea General,", "Recordando la marea,", "1. Decide esperar la marea y la noche.",
             "12ª sesión plenaria", "12 de marzo de 2025"),
            "A/79/PV.12", "2025-03-12", None,
        ),
    ],
)  # fmt: skip
def test_at_which_meeting_it_was_adopted(lines: tuple[str, ...], meeting: str, on: str | None, how: str | None) -> None:
    record = record_of(text(lines))
    assert (record.meeting, record.adopted_on, record.proceedings.how) == (meeting, on, how)
    assert [one.path for one in record.paragraphs if one.section != "other"] == ["PP1", "OP1"]


HEAD = ("A/RES/78/300", "78/300. Seas", "The General Assembly,")


def paths(lines: tuple[str, ...]) -> dict[str, str]:
    return {one.path: one.text for one in record_of(text(lines)).paragraphs if one.section != "other"}


def test_the_mark_of_a_note_is_no_part_of_a_symbol_nor_a_number_of_a_table() -> None:
    found = paths((*HEAD, "Reaffirming its resolution 70/1 of 2015, and table 2 of its annex,",
                   "Welcoming the Paris Agreement,1 and the report of the keeper,2", "1. Decides to go on.",
                   "63rd plenary meeting", "21 March 2024", "1 See resolution 71/1.", "2 A/78/123."))  # fmt: skip
    assert {path for path in found if path.startswith("fn")} == {"fn.1@PP2", "fn.2@PP2"}


@pytest.mark.parametrize("below", [("63rd plenary meeting 21 March 2024",), ("63rd plenary meeting,", "21 March 2024")])
def test_the_lines_below_a_resolution(below: tuple[str, ...]) -> None:
    record = record_of(
        text((*HEAD, "Recalling the tide,19", "1. Decides to go on.", *below, "19 See resolution 70/1."))
    )
    assert (record.meeting, record.adopted_on) == ("A/78/PV.63", "2024-03-21")
    assert [one.path for one in record.paragraphs if one.section == "footnote"] == ["fn.19@PP1"]


@pytest.mark.parametrize(
    ("cover", "below", "on"),
    [
        (("Distr.: General", "27 January 2024"), "19 December 2023", "2023-12-19"),
        (("Distr.: General", "27 January 2024"), "", None),
        (("78/300. Agreement of 24 October 2023",), "19 December 2023", "2023-12-19"),
        (("Resolution adopted by the General Assembly on 19 December 2023",), "", "2023-12-19"),
    ],
)
def test_the_day_of_adoption_is_not_that_of_distribution(cover: tuple[str, ...], below: str, on: str | None) -> None:
    lines = ("A/RES/78/300", *cover, "The General Assembly,", "Recalling the tide,", "1. Decides to go on.",
             "50th plenary meeting", below)  # fmt: skip
    assert record_of(text(lines)).adopted_on == on


def test_a_draft_was_not_adopted_on_the_day_of_its_distribution() -> None:
    record = record_of(text(("S/2023/970", "8 December 2023", "The Security Council,", "Recalling the tide,",
                             "1. Demands to wait.")))  # fmt: skip
    assert (record.symbol.id, record.draft, record.adopted_on) == ("S/2023/970", True, None)


def test_a_report_that_holds_a_draft_is_a_report() -> None:
    lines = ("A/78/481", "Report of the Third Committee",
             "1. At its first meeting the Committee recalled resolution 77/1 and what was said of it in the debate.",
             "The General Assembly,", "Recalling resolution 60/251,", "1. Decides to go on.")  # fmt: skip
    record = record_of(text(lines))
    assert (record.symbol.id, record.symbol.base, record.adopted_on) == ("A/78/481", "Document", None)
    assert any("77/1" in one.text for one in record.paragraphs)


def test_the_one_operative_paragraph_above_a_numbered_annex() -> None:
    found = paths((*HEAD, "Recalling the tide,", "Adopts the Declaration annexed to the present resolution.",
                   "46th plenary meeting", "Annex", "1. States shall wait.", "2. States shall go."))  # fmt: skip
    assert [path for path in found if not path.startswith("annex")] == ["PP1", "OP1"]


def test_letters_that_were_printed_as_one() -> None:
    record = record_of("\n\n".join((*HEAD, "Rea\ufb03rming the tide,", "1. Decides to go on.")).encode())
    assert record.paragraphs[0].opening == "reaffirming"


@pytest.mark.parametrize(
    ("written", "on"),
    [
        ("30 February 2020", None), ("31 avril 2020", None), ("9 Marching 2004", None), ("7 marks 2001", None),
        ("3 Apri] 1991", "1991-04-03"), ("2023 年 12 月 21 日", "2023-12-21"), ("19\u00a0December 2023", "2023-12-19"),
        ("19 كانون الأول/ديسمبر 2023", "2023-12-19"),
        ("1er août 2020", "2020-08-01"), ("2 de mayo de 2020", "2020-05-02"),
    ],
)  # fmt: skip
def test_days_that_there_are(written: str, on: str | None) -> None:
    assert first_date(f"Adopted on {written},") == on
