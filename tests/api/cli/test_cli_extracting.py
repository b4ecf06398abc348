"""extract, evaluate: the lines that scorers read, what becomes of damaged files, exit codes."""

from __future__ import annotations

import gzip
import json
import zipfile

import pytest
from akn_documents import link, operative, page, preambular

WHOLE = page(
    "A/RES/80/1",
    preamble=preambular("Recalling", f"its resolution {link('A/RES/70/1', '70/1')} of 25 September 2015"),
    body=operative("3", "Reaffirms", f"its resolution {link('A/RES/71/2', '71/2')} of 4 November 2016"),
)
NOTHING = page("A/RES/80/2", body=operative("1", "Decides", "to rest"))
DAMAGED = WHOLE.replace(b"</container>", b"</contained>").replace(b"80/1", b"80/3").replace(b"80-1", b"80-3")


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "GAresolutions" / "80_English.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as written:
        written.writestr("80/b.xml", NOTHING)
        written.writestr("80/a.xml", WHOLE)
    return path


def lines(path):
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    return [json.loads(line) for line in text.splitlines()]


def told(line):
    return [tuple(one[name] for name in ("target", "verb", "section", "number")) for one in line["citations"]]


@pytest.mark.parametrize("options", [[], ["--ignore-links"]])
def test_extract_writes_a_line_for_each_document(recalling, archive, tmp_path, options):
    result = recalling("extract", str(archive), "-o", "out.jsonl", *options)
    assert (result.code, result.out) == (0, "")
    assert "2 citations in 2 documents: out.jsonl" in result.err
    first, second = lines(tmp_path / "out.jsonl")
    assert first["doc"] == "GAresolutions/80_English.zip!80/a.xml"
    assert told(first) == [
        ("A/RES/70/1", "recalling", "preamble", None),
        ("A/RES/71/2", None, "operative", "3"),
    ]
    assert {one["origin"] for one in first["citations"]} == {"text" if options else "link"}
    assert second == {"doc": "GAresolutions/80_English.zip!80/b.xml", "citations": [], "by_name": []}


def test_extract_compresses_where_the_name_says_so_and_gives_the_same_bytes(recalling, archive, tmp_path):
    for name in ("one.jsonl.gz", "two.jsonl.gz", "plain.jsonl"):
        assert recalling("extract", str(archive), "-o", name).code == 0
    assert (tmp_path / "one.jsonl.gz").read_bytes() == (tmp_path / "two.jsonl.gz").read_bytes()
    assert lines(tmp_path / "one.jsonl.gz") == lines(tmp_path / "plain.jsonl")


def test_extract_to_standard_output_is_nothing_but_the_lines(recalling, archive):
    result = recalling("extract", str(archive), "-o", "-")
    assert [json.loads(line)["doc"] for line in result.out.splitlines()]


def test_a_damaged_file_is_left_out_and_told_unless_it_is_asked_for(recalling, archive, tmp_path):
    (tmp_path / "GAresolutions" / "damaged.xml").write_bytes(DAMAGED)
    result = recalling("extract", "GAresolutions", "-o", "out.jsonl")
    assert result.code == 1
    assert "1 file not well-formed and left out: --damaged includes them" in result.err
    assert len(lines(tmp_path / "out.jsonl")) == 2
    assert recalling("extract", "GAresolutions", "--damaged", "-o", "out.jsonl").code == 0
    recovered = next(line for line in lines(tmp_path / "out.jsonl") if line["doc"] == "damaged.xml")
    assert "A/RES/70/1" in [one["target"] for one in recovered["citations"]]


def test_a_file_that_cannot_be_read_costs_itself(recalling, archive, tmp_path):
    (tmp_path / "GAresolutions" / "other.xml").write_text("<html/>")
    result = recalling("extract", "GAresolutions", "-o", "out.jsonl")
    assert result.code == 1
    assert "not read: other.xml: " in result.err
    assert len(lines(tmp_path / "out.jsonl")) == 2
    assert recalling("extract", "GAresolutions/other.xml", "-o", "none.jsonl").code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract", "nowhere", "-o", "out.jsonl"],
        ["extract", "GAresolutions"],
        ["extract", "GAresolutions", "-o", "no/folder/out.jsonl"],
        ["evaluate", "nowhere"],
        ["evaluate", "GAresolutions", "--gold", "nowhere"],
    ],
)
def test_wrong_use(recalling, archive, arguments):
    result = recalling(*arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err


def test_evaluate_against_the_links(recalling, archive):
    result = recalling("evaluate", str(archive), "--json")
    assert result.code == 0
    whole = next(group for group in result.json["groups"] if group["texts"] == "all")
    assert [whole[name] for name in ("language", "documents", "right", "wrong", "missed")] == ["en", 2, 2, 0, 0]
    assert recalling("evaluate", str(archive)).out.splitlines()[-1].split() == ["all", "en", "2", "2", *["1.0000"] * 5]


def test_evaluate_against_gold_tells_errors_by_document(recalling, archive, tmp_path):
    gold = {
        "doc": "GAresolutions/80_English.zip!80/a.xml",
        "collection": "GA",
        "symbol": "A/RES/80/1",
        "lang": "en",
        "strict": True,
        "unsure": [],
        "targets": ["A/RES/70/1", "S/RES/1325"],
        "citations": [
            {"target": "A/RES/70/1", "section": "preamble", "verb": "recalling", "number": None},
            {"target": "S/RES/1325", "section": "operative", "verb": None, "number": "3"},
        ],
    }
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold))
    result = recalling("evaluate", str(archive), "--gold", "gold.jsonl", "--errors", "9")
    assert result.code == 0
    assert "wrong: GAresolutions/80_English.zip!80/a.xml A/RES/71/2\n" in result.err
    assert "missed: GAresolutions/80_English.zip!80/a.xml S/RES/1325\n" in result.err


def test_evaluate_writes_its_report(recalling, archive, tmp_path):
    result = recalling("evaluate", str(archive), "--write", "accuracy.md")
    assert (result.code, result.out) == (0, "")
    assert "| all | en | 2 | 2 | 1.0000 | 1.0000 |" in (tmp_path / "accuracy.md").read_text()


def test_evaluate_tells_what_it_could_not_read(recalling, archive, tmp_path):
    (tmp_path / "GAresolutions" / "other.xml").write_text("<html/>")
    result = recalling("evaluate", "GAresolutions")
    assert result.code == 1
    assert "not read: other.xml: " in result.err


def test_evaluate_lists_wrong_links(recalling, archive, tmp_path):
    assert recalling("evaluate", str(archive), "--wrong-links", "none.csv").code == 0
    words = f"Human Rights Council resolution {link('A/RES/46/14', '46/14')} of 23 March 2021"
    (tmp_path / "wrong.xml").write_bytes(page("A/RES/80/4", preamble=preambular("Recalling", words)))
    result = recalling("evaluate", "wrong.xml", "--wrong-links", "wrong.csv", "--json")
    assert result.code == 1
    assert result.json == [{"texts": "A/RES", "language": "en", "links": 1, "wrong": 1}]
    assert "A/RES/80/4,en,PP1,A/RES/46/14,A/HRC/RES/46/14,body date," in (tmp_path / "wrong.csv").read_text()


def test_effects_are_written_as_rows_and_drawn(recalling, tmp_path):
    text = "the mandate of UNMISS until 30 April 2025 and the mandate of UNIFIL until 31 August 2025"
    page_ = page("A/RES/80/4", body=operative("1", "Decides", f"to extend {text}"))
    (tmp_path / "a.xml").write_bytes(page_)
    written = tmp_path / "effects.csv"
    result = recalling("effects", str(tmp_path / "a.xml"), "-o", str(written))
    assert result.code == 0, result.err
    header, *rows = written.read_text("utf-8").splitlines()
    assert header == "document,language,paragraph,kind,from,to,detail"
    assert "A/RES/80/4,en,OP1,EXTENDS,,unmiss,object mandate; until 2025-04-30" in rows
    assert "A/RES/80/4,en,OP1,EXTENDS,,unifil,object mandate; until 2025-08-31" in rows
    assert recalling("effects", str(tmp_path / "a.xml"), "-o", str(written), "--draw", "1").code == 0
    header, *drawn = written.read_text("utf-8").splitlines()
    assert header.endswith(",judgement,remark")
    assert len(drawn) == 1
