"""Tables: citations, roll-calls, treaties one by one; the encodings, separators and defects that CSV files have."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import BadSource
from graph.merge import decode
from graph.model import Action, Body, Citation, Edge, Fact, Instrument, Node, State
from loaders.detect import detect
from loaders.readers import edge_table
from loaders.readers.tables import Row, rows
from loaders.readers.treaty_tables import read_tables
from loaders.reading import Outcome, outcome_of
from loaders.records import Broken, Stated
from loaders.sources import Item


def outcome(folder: Path, name: str, data: bytes) -> Outcome:
    (folder / name).write_bytes(data)
    return outcome_of(Item(str(folder / name)), None)


def facts(read: Outcome) -> list[Fact]:
    return [decode(one.kind, one.key, one.value) for one in read.contributions]


# ------------------------------------------------------------------------------------------------ citations


def test_a_table_of_citations(tmp_path: Path) -> None:
    table = (
        b"source,target,verb,paragraph\n"
        b"A/RES/80/1,resolution 1325 (2000),recalling,PP1\nA/RES/80/1,S/RES/1325,recalls,PP1\n"
        b"A/RES/80/1,palermo-convention,frowns upon,annex/art.2\n"
        b"A/RES/80/1,no-such-treaty,,\nnonsense!,S/RES/1325,,\n"
    )
    read = outcome(tmp_path, "edges.csv", table)
    assert (read.format, read.records) == ("CSV of citations", 3)
    assert read.odd == (
        ("structure", "row 3: A/RES/80/1 cites S/RES/1325 once more in PP1"),
        ("structure", "row 4: 'frowns upon' is no verb that is known"),
    )
    assert [one.record for one in read.broken] == ["5", "6"]
    cited = [one for one in facts(read) if isinstance(one, Citation)]
    assert [(one.end_at.id, one.key, one.verb, one.section) for one in cited] == [
        ("S/RES/1325", "PP1#1", "recalls", "preamble"),
        ("S/RES/1325", "PP1#2", "recalls", "preamble"),
        ("palermo-convention", "annex/art.2#1", None, "annex"),
    ]


@pytest.mark.parametrize(
    ("row", "path", "section", "verb", "opening"),
    [
        ("rappelant,op 3 (a),,", "OP3(a)", "operative", "recalls", "rappelant"),
        (",PP. 2,Deeply concerned,78/1", "PP2", "preamble", "is concerned by", "deeply concerned"),
        ("recalls,sect.II/op4,recalling,", "sect.II/OP4", "operative", "recalls", "recalling"),
        ("frowns upon,fn.1@PP1,,", "fn.1@PP1", "footnote", None, "frowns upon"),
        ("recalls,operative paragraph 3 (b),,", "OP3(b)", "operative", "recalls", None),
        ("recalls,Preambular para. 2,,", "PP2", "preamble", "recalls", None),
        ("recalls,para. 4,,", "OP4", "operative", "recalls", None),
        ("recalls,annex/article 2,,", "annex/art.2", "annex", "recalls", None),
        ("recalls,OP 3 a,,", "OP3(a)", "operative", "recalls", None),
        ("recalls,OPEC,,", "OPEC", "other", "recalls", None),
        ("recalls,annexe,,", "annexe", "other", "recalls", None),
        ("回顾,somewhere,,", "somewhere", "other", "recalls", "回顾"),
    ],
)
def test_paragraphs_and_verbs_as_people_write_them(
    tmp_path: Path, row: str, path: str, section: str, verb: str | None, opening: str | None
) -> None:
    table = f"source,target,verb,paragraph,opening,as_written\nA/RES/80/1,A/RES/78/1,{row}\n"
    read = outcome(tmp_path, "edges.csv", table.encode())
    (cited,) = (one for one in facts(read) if isinstance(one, Citation))
    assert (cited.paragraph, cited.section, cited.verb, cited.opening) == (path, section, verb, opening)
    assert cited.as_written == (row.rpartition(",")[2] or None)
    unknown = {"frowns upon": "verb", "回顾": "path"}.get(row.partition(",")[0])
    assert [kind for kind, detail in read.odd if unknown and unknown in detail] == (["structure"] if unknown else [])


def test_treaties_by_their_names(tmp_path: Path) -> None:
    table = "source,target\nA/RES/80/1,the Charter of the United Nations\nPacte de Palerme,A/RES/55/25\n"
    table += "Convention de Palerme,A/RES/55/25\nA/RES/80/1,Palermo Convention and others\n"
    read = outcome(tmp_path, "edges.csv", table.encode())
    cited = [(one.start_at.id, one.end_at.id) for one in facts(read) if isinstance(one, Citation)]
    assert cited == [("A/RES/80/1", "un-charter"), ("palermo-convention", "A/RES/55/25")]
    assert [one.record for one in read.broken] == ["3", "5"]


def test_the_year_of_a_treaty_stands_behind_its_name(tmp_path: Path) -> None:
    table = 'source,target\nA/RES/80/1,Palermo Convention (2000)\nA/RES/80/2,"Charter of the United Nations, 1945"\n'
    table += (
        "A/RES/80/3,Vienna Convention on the Law of Treaties of 23 May 1969\nA/RES/80/4,Palermo Convention (2001)\n"
    )
    read = outcome(tmp_path, "edges.csv", table.encode())
    cited = [one.end_at.id for one in facts(read) if isinstance(one, Citation)]
    assert cited == ["palermo-convention", "un-charter", "law-of-treaties-convention"]
    assert [one.record for one in read.broken] == ["5"]


@pytest.mark.parametrize(
    ("target", "cited", "provision"),
    [
        ("Palermo Convention, article 5,", "palermo-convention", "art. 5"),
        ("article 5 (2) of the Palermo Convention,", "palermo-convention", "art. 5(2)"),
        ("article 33 de la Charte des Nations Unies,", "un-charter", "art. 33"),
        ("A/RES/70/1, annex,", "A/RES/70/1", "annex"),
        ("70/1, paragraph 3,", "A/RES/70/1", "para. 3"),
        ("70/1,goal 16", "A/RES/70/1", "goal 16"),
        ("Palermo Convention and others,", None, None),
        ("Palermo Convention, article 5 and more,", None, None),
        ("nothing at all, article 5,", None, None),
    ],
)
def test_the_part_that_is_cited(tmp_path: Path, target: str, cited: str | None, provision: str | None) -> None:
    words, _, column = target.rpartition(",")
    read = outcome(tmp_path, "edges.csv", f'source,target,provision\nA/RES/80/1,"{words}",{column}\n'.encode())
    got = [(one.end_at.id, one.provision) for one in facts(read) if isinstance(one, Citation)]
    assert got == ([(cited, provision)] if cited else [])


def test_a_heading_that_is_there_twice(tmp_path: Path) -> None:
    read = outcome(tmp_path, "edges.csv", b"source,target,verb,verb\nA/RES/80/1,A/RES/70/1,recalls,notes\n")
    assert read.problem == "the heading has 'verb' more than once"


def test_citations_without_a_paragraph(tmp_path: Path) -> None:
    read = outcome(tmp_path, "edges.csv", b"source,target\nA/RES/80/1,A/RES/70/1\n")
    # Written and read again, as the library and the graph do.
    (cited,) = (one for one in facts(read) if isinstance(one, Citation))
    assert (cited.paragraph, cited.section, cited.key) == ("", "other", "#1")


# ------------------------------------------------------------------------------------------------ roll-calls

ROLL_CALLS = (
    b"rcid,session,importantvote,date,unres,amend,para,short,descr\n"
    b"1,80,0,2025-10-01,A/RES/80/7,0,0,TIDES,Tides\n2,15,0,1960-12-14,R/15/1514,0,0,COLONIES,\n"
    b"3,80,0,2025-10-01,A/RES/80/8,1,0,AMENDMENT,\n4,80,0,2025-10-01,NA,0,0,,\n"
)
VOTES = (
    b"rcid,country,country_code,vote\n1,Fiji,FJ,yes\n1,Turkey,TR,abstain\n2,Fiji,FJ,no\n3,Fiji,FJ,yes\n4,Fiji,FJ,yes\n"
    b"1,Atlantis,AT,yes\n1,Chad,TD,maybe\n"
)


def test_roll_calls_and_the_votes_beside_them(tmp_path: Path) -> None:
    calls = facts(outcome(tmp_path, "un_roll_calls.csv", ROLL_CALLS))
    assert [(one.id, one.adopted_on) for one in calls if isinstance(one, Instrument)] == [
        ("A/RES/80/7", "2025-10-01"),
        ("A/RES/1514(XV)", "1960-12-14"),
    ]
    read = outcome(tmp_path, "un_votes.csv", VOTES)
    votes = {(one.start_at.id, one.end_at.id, one.how) for one in facts(read) if isinstance(one, Action)}
    assert votes == {
        ("FJI", "A/RES/80/7", "yes"),
        ("TUR", "A/RES/80/7", "abstain"),
        ("FJI", "A/RES/1514(XV)", "no"),
    }
    assert [(one.record, one.reason) for one in read.broken] == [
        ("7", "no State is called so: Atlantis"),
        ("8", "no vote that is known: maybe"),
    ]


def test_votes_alone_say_on_nothing(tmp_path: Path) -> None:
    assert "un_roll_calls.csv" in (outcome(tmp_path, "un_votes.csv", VOTES).problem or "")


def test_votes_in_figures_with_their_resolution(tmp_path: Path) -> None:
    read = outcome(tmp_path, "all.csv", b"rcid;countryname;vote;unres\n1;Fiji;3;A/RES/80/7\n1;Chad;9;A/RES/80/7\n")
    assert [(one.start_at.id, one.how) for one in facts(read) if isinstance(one, Action)] == [("FJI", "no")]


# ------------------------------------------------------------------------------------------------ treaties


def test_treaty_tables_one_by_one_are_those_of_the_folder(corpus: Path) -> None:
    whole = {one.fact for one in read_tables(corpus / "treaties").contributions}
    paths = [corpus / "treaties" / "index.csv", *sorted((corpus / "treaties" / "treaties").glob("*.csv"))[:40]]
    single = [outcome_of(Item(str(path)), None) for path in paths]
    assert [one.problem for one in single if one.problem] == []
    # Without editors' facts a file names the States that it has edges from: without them the edges lead nowhere.
    found = {fact for one in single for fact in facts(one)}
    states = {fact for fact in found if isinstance(fact, (State, Body))}
    assert found - states <= whole
    nodes = {fact.ref for fact in found if isinstance(fact, Node)}
    assert {fact.start_at for fact in found if isinstance(fact, Edge)} <= nodes
    assert len(found) > 400


# ------------------------------------------------------------------------------------------------ defects


def table(data: bytes) -> tuple[list[dict[str, str]], list[str]]:
    read = list(rows(data))
    return [one.cells for one in read if isinstance(one, Row)], [one.record for one in read if isinstance(one, Broken)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    assert table("source;target\nDéfi;Œuvre\n".encode(encoding)) == ([{"source": "Défi", "target": "Œuvre"}], [])


def test_arabic_and_russian_code_pages() -> None:
    arabic, russian = "قرار مجلس الأمن بشأن المرأة", "Резолюция Совета Безопасности"
    assert table(f"source,target\n{arabic},{arabic}\n".encode("cp1256"))[0][0]["source"] == arabic
    assert table(f"source,target\n{russian},{russian}\n".encode("cp1251"))[0][0]["source"] == russian


def test_a_cell_of_200_kilobytes_is_read_and_one_beyond_all_measure_is_not() -> None:
    long = b"x" * 200_000
    assert len(table(b"source,target\n" + long + b",b\n")[0][0]["source"]) == 200_000
    assert table(b"source,target\n" + long * 8 + b",b\nc,d\n") == ([{"source": "c", "target": "d"}], ["2"])


def test_an_open_quotation_mark_costs_its_row_alone() -> None:
    read, broken = table(b'source,target\na,"b\nc,d\ne,f\n')
    assert (read, broken) == ([{"source": "c", "target": "d"}, {"source": "e", "target": "f"}], ["2"])


ARABIC = "قرار مجلس الأمن بشأن المرأة"
HEADING, EDGE = "source,target,verb,paragraph,opening\n", "A/RES/80/1,S/RES/1325,recalls,PP1,{}\n"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param((HEADING + EDGE.format("recalling")).encode("utf-8-sig"), id="BOM"),
        pytest.param((HEADING + EDGE.format("recalling")).encode("utf-16"), id="UTF-16"),
        pytest.param((HEADING + EDGE.format("rappelant la décision")).encode("cp1252"), id="cp1252"),
        pytest.param((HEADING + EDGE.format(ARABIC)).encode("cp1256"), id="cp1256"),
        pytest.param((HEADING + EDGE.format("x" * 200_000)).encode(), id="200 KB"),
        pytest.param((HEADING + EDGE.format("re\0calling")).encode(), id="NUL"),
        pytest.param((HEADING + EDGE.format("=cmd|' /C calc'!A0")).encode(), id="formula"),
        pytest.param((HEADING + EDGE.format('"recalling') + EDGE.format("")).encode(), id="open quotation mark"),
        pytest.param((HEADING + EDGE.format("recalling")).replace("\n", "\r\n").encode(), id="CRLF"),
    ],
)
def test_a_table_as_people_have_it_is_known_for_one_and_read(tmp_path: Path, data: bytes) -> None:
    read = outcome(tmp_path, "list.csv", data)
    assert (read.problem, read.format) == (None, "CSV of citations")
    cited = [one for one in facts(read) if isinstance(one, Citation)]
    assert [(one.start_at.id, one.end_at.id, one.verb, one.paragraph) for one in cited] == [
        ("A/RES/80/1", "S/RES/1325", "recalls", "PP1")
    ]


def test_nul_formulas_and_too_many_cells() -> None:
    assert table(b"source,target\na\0,b\n")[0] == [{"source": "a", "target": "b"}]
    read, _ = table(b"source,target\n=1+1,'=2+2\n")
    assert read == [{"source": "=1+1", "target": "=2+2"}]
    assert table(b"source,target\na,b,c\n") == ([], ["2"])


def test_a_table_of_unknown_columns_is_no_prose() -> None:
    with pytest.raises(BadSource, match="no known columns"):
        detect(b"colour,size\nred,2\n", "things.csv")


def test_the_line_of_excel_above_a_heading_and_a_kind_in_small_letters() -> None:
    data = b"sep=;\r\nsource;target;kind\r\nS/RES/2185;S/RES/1325;cites\r\nS/RES/2185;x;may cite\r\n"
    assert detect(data, "a.csv").name == "CSV of citations"
    found = list(edge_table.read(data))
    assert [(one.record, "x" in one.reason) for one in found if isinstance(one, Broken)] == [("4", True)]
    assert [one.records for one in found if isinstance(one, Stated)] == [1]


def test_a_column_that_is_not_read_is_told() -> None:
    (stated,) = edge_table.read(b"source,target,paragraf\nS/RES/2185,S/RES/1325,OP1\n")
    assert isinstance(stated, Stated)
    assert [remark.detail for remark in stated.remarks] == ["the column 'paragraf' is not read"]
