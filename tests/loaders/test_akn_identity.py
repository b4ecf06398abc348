"""Which text a file is: the cover, the identifier, the heading and the file's name must agree; what happens if not."""

from __future__ import annotations

from pathlib import Path

import pytest
from akn_documents import operative, page
from reading_documents import of_kind, one, real

from graph.errors import BadSource
from loaders.readers import akn
from loaders.readers.akn.names import named

BODY = operative("1", "Decides", "to wait;")


@pytest.mark.parametrize(
    ("name", "symbol", "letters", "job"),
    [
        ("A_RES_78_241-2326252E.xml", "A/RES/78/241", "", "2326252"),
        ("any/where.zip!78session/English/A_RES_78_1_F.xml", "A/RES/78/1", "", ""),
        ("A_RES_75_253 C-2108992E.xml", "A/RES/75/253", "C", "2108992"),
        ("A_RES_78_254AC-2326242E.xml", "A/RES/78/254", "AC", "2326242"),
        ("A_RES_76_7-2117189E_reissue.xml", "A/RES/76/7", "", "2117189"),
        ("75_251_B_E.xml", "A/RES/75/251", "B", ""),
        ("75_101A-B_E.xml", "A/RES/75/101", "A-B", ""),
        ("75_100_E.xml", "A/RES/75/100", "", ""),
        ("A_RES_ES-11_4_2223239E.xml", "A/RES/ES-11/4", "", "2223239"),
        ("A_HRC_RES_55_16E.xml", "A/HRC/RES/55/16", "", ""),
        ("S_RES_2514 (2020)-2005733E.xml", "S/RES/2514", "", "2005733"),
        ("S_RES-2784-2510868G.xml", "S/RES/2784", "", "2510868"),
        ("S_RES_1285_N0023963.xml", "S/RES/1285", "", "0023963"),
        ("SC_2561_2021-E.xml", "S/RES/2561", "", ""),
        ("S_PRST_2006_42_0-0658865E.xml", "S/PRST/2006/42", "", "0658865"),
        ("S_PRST_2000_27_Corr.1-0060049E.xml", "S/PRST/2000/27/Corr.1", "", "0060049"),
        ("S_2023_638-2316801E.xml", "S/2023/638", "", "2316801"),
        ("GA decision 76_416 A and B_E.xml", "A/DEC/76/416", "A and B", ""),
        ("GA decision_76_557_E.xml", "A/DEC/76/557", "", ""),
        ("E_RES_2021_2 B-2110300E.xml", "E/RES/2021/2", "B", "2110300"),
    ],
)
def test_what_a_name_says(name: str, symbol: str, letters: str, job: str) -> None:
    found = named(name)
    assert found is not None
    assert (found.symbol.id, found.letters, found.job) == (symbol, letters, job)


@pytest.mark.parametrize("name", ["one.xml", "12_11.xml", "78_241.xml", "letter of 2024_05_01.xml", "", "A_RES_.xml"])
def test_a_name_of_another_form_is_no_witness(name: str) -> None:
    assert named(name) is None


def test_the_number_that_most_say_wins_and_the_others_are_told_of() -> None:
    record = one(page(symbol="A/RES/80/1", frbr="79-1", body=BODY))
    assert record.symbol.id == "A/RES/80/1"
    assert of_kind(record, "identity") == ["the identifier 79/1; taken as 80/1"]
    # Cover and identifier are one witness: one form fills both.
    record = one(page(symbol="A/RES/80/1", heading="80/2.", body=BODY), "A_RES_80_2-2500001E.xml")
    assert record.symbol.id == "A/RES/80/2"
    assert of_kind(record, "identity") == ["the cover 80/1, the identifier 80/1; taken as 80/2"]


def test_a_name_with_the_job_number_of_the_document_counts_double() -> None:
    statement = page(symbol="S/RES/2800 (2025)", job="25-00001 (E)", kind="presidentialStatement", body=BODY)
    record = one(statement, "S_PRST_2025_3-2500001E.xml")
    assert record.symbol.id == "S/PRST/2025/3"
    with pytest.raises(BadSource, match="doubtful which document"):
        akn.read(statement, "S_PRST_2025_3-2599999E.xml")


def test_a_document_of_which_two_symbols_are_equally_likely_is_refused() -> None:
    with pytest.raises(BadSource, match=r"the cover says 80/1.*the heading says 80/2"):
        akn.read(page(symbol="A/RES/80/1", heading="80/2.", body=BODY))


def test_an_empty_cover_leaves_it_to_the_name() -> None:
    record = one(page(symbol="", heading="", body=BODY), "A_RES_80_7_E.xml")
    assert record.symbol.id == "A/RES/80/7"
    assert of_kind(record, "identity") == ["the cover says no symbol; taken as 80/7"]


def test_the_letter_of_a_part_in_the_heading_alone() -> None:
    letter = '<p><docNumber refersTo="#letter">B</docNumber></p>'
    record = one(page(symbol="A/DEC/80/512", preface=letter, body=BODY))
    assert record.symbol.id == "A/DEC/80/512B"
    assert of_kind(record, "identity") == ["the heading has the letter B, the cover none"]


# ------------------------------------------------------------------------------------------------ the real defects


@pytest.mark.parametrize(
    ("archive", "member", "symbol", "told"),
    [
        # It says on its cover that it is S/RES/1626.
        ("SCresolutions/PRST_English", "S_PRST_2007_22-0739405E.xml", "S/PRST/2007/22", "1626"),
        # It is a copy of the file of 55/15.
        ("HRCresolutions/55session_English", "A_HRC_RES_55_16E.xml", "A/HRC/RES/55/15", "55/16"),
        ("HRCresolutions/55session_French", "A_HRC_RES_55_16F.xml", "A/HRC/RES/55/15", "55/16"),
        # The form of the document before was kept.
        ("GAresolutions/78session_French", "A_RES_78_4_F.xml", "A/RES/78/4", "78/3"),
        ("SCresolutions/2022_German", "S_RES_2658 (2022)-2224703G.xml", "S/RES/2658", "2657"),
        ("SCresolutions/2024_German", "S_RES_2770-2501115G.xml", "S/RES/2770", "2766"),
        ("SCresolutions/2024_German", "S_RES_2778-2506822G.xml", "S/RES/2778", "2766"),
        ("SCresolutions/2024_German", "S_RES-2784-2510868G.xml", "S/RES/2784", "2766"),
        # A digit is lost on the cover, in the identifier and in the heading; or in the heading alone.
        ("GAresolutions/78session_French", "A_RES_78_130-2325874F.xml", "A/RES/78/130", "78/13"),
        ("GAresolutions/78session_French", "A_RES_78_60-2324472F.xml", "A/RES/78/60", "78/6"),
        ("GAresolutions/78session_French", "A_RES_78_226-2325984F.xml", "A/RES/78/226", "76/226"),
        ("SCresolutions/2024_French", "S_RES_2754-2420005F.xml", "S/RES/2754", "2574"),
        # It has no symbol at all.
        ("SCresolutions/PRST_English", "S_PRST_2000_27_Corr.1-0060049E.xml", "S/PRST/2000/27/Corr.1", "no symbol"),
        # Session and number are the wrong way round.
        ("GAdecisions/76_session_Arabic", "GA decision 76_578_A.xml", "A/DEC/76/578", "578/76"),
        # Two decisions with one number on their covers.
        ("GAdecisions/77_session_English", "GA decision 77_512 B_E.xml", "A/DEC/77/512B", "letter B"),
        ("GAdecisions/77_session_Arabic", "GA decision 77_512 B_A.xml", "A/DEC/77/512B", "letter B"),
    ],
)
def test_files_that_contradict_themselves(corpus: Path, archive: str, member: str, symbol: str, told: str) -> None:
    record = real(corpus, archive, member)
    assert record.symbol.id == symbol
    assert any(told in detail for detail in of_kind(record, "identity"))


@pytest.mark.parametrize(
    ("archive", "member", "symbol", "language"),
    [
        ("GAresolutions/75session_English", "75_274_F.xml", "A/RES/75/274", "fr"),
        ("GAdecisions/77_session_French", "GA decision 77_519_E.xml", "A/DEC/77/519", "en"),
        ("SCresolutions/2022_French", "S_RES_2635 (2022)-2208534E.xml", "S/RES/2635", "en"),
        ("SCresolutions/2022_French", "S_RES_2636 (2022)-2208533E.xml", "S/RES/2636", "en"),
        ("SCresolutions/PRST_English", "S_PRST_2000_25-0054631E.xml", "S/PRST/2000/25", "fr"),
        ("SCresolutions/2024_German", "S_RES_2770-2501115G.xml", "S/RES/2770", "de"),
    ],
)
def test_files_in_the_folder_of_another_language(
    corpus: Path, archive: str, member: str, symbol: str, language: str
) -> None:
    record = real(corpus, archive, member)
    assert (record.symbol.id, record.language) == (symbol, language)
    assert of_kind(record, "language") == []


def test_a_file_that_names_another_language_than_its_words_are_of() -> None:
    words = "the tides of the harbours and the boats in which that is to be done by the crews for the port"
    record = one(page(language="fra", body=operative("1", "Decides", words)))
    assert record.language == "en"
    assert of_kind(record, "language") == ["the identifier says fra, the words are of en"]


def test_an_unknown_language_is_told_of_and_is_not_english() -> None:
    words = "Принимает к сведению решение о приливах и отливах в гавани;"
    record = one(page(language="xxx", body=operative("1", "Принимает", words)))
    assert record.language == "ru"
    assert of_kind(record, "language") == ["the identifier says xxx, the words are of ru"]
    with pytest.raises(BadSource, match="its language is unknown: the identifier says xxx"):
        akn.read(page(language="xxx", body=operative("1", "Abc", "def ghi")))


def test_two_decisions_of_one_number_are_two(corpus: Path) -> None:
    first = real(corpus, "GAdecisions/77_session_English", "GA decision 77_512_E.xml")
    second = real(corpus, "GAdecisions/77_session_English", "GA decision 77_512 B_E.xml")
    assert (first.symbol.id, first.adopted_on) == ("A/DEC/77/512", "2022-12-07")
    assert (second.symbol.id, second.adopted_on) == ("A/DEC/77/512B", "2023-08-25")
    # The second says what the first has become.
    earlier = second.proceedings.earlier_part
    assert earlier is not None
    assert earlier[0].id == "A/DEC/77/512A"
