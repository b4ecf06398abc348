"""load and unload: what is read, what is rejected and why, and that nothing is half done."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest


@pytest.fixture
def inbox(tmp_path: Path, corpus: Path) -> Path:
    """A folder with a statement of the Security Council, a file that is none, and an empty one."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    (document,) = (corpus / "samples" / "English").glob("S_PRST_2015_26-*.xml")
    shutil.copy(document, folder / "statement.xml")
    (folder / "other.xml").write_text("<other/>")
    (folder / "empty.xml").write_text("")
    return folder


def test_rejects_are_told_one_by_one_and_the_rest_loads(recalling, tmp_path, inbox):
    assert recalling("db", "start").code == 0
    result = recalling("load", str(inbox), "--rejects", "rejects.jsonl")
    assert result.code == 1
    assert re.search(r"^read +1$", result.out, re.MULTILINE)
    assert re.search(r"^rejected +2$", result.out, re.MULTILINE)
    assert result.err.count("rejected: ") == 2
    rejects = [json.loads(line) for line in (tmp_path / "rejects.jsonl").read_text("utf-8").splitlines()]
    assert [Path(reject["source"]).name for reject in rejects] == ["empty.xml", "other.xml"]
    assert all(reject["reason"] for reject in rejects)
    assert recalling("show", "S/PRST/2015/26", "--json").json["coverage"] == "full"

    again = recalling("load", str(inbox), "--json")
    assert again.code == 1
    assert (again.json["read"], again.json["unchanged"], again.json["changed_facts"]) == (0, 1, 0)
    assert len(again.json["rejects"]) == 2

    (source,) = recalling("dataset", "sources", "--json").json["items"]
    gone = recalling("unload", source["name"])
    assert gone.code == 0
    assert "is withdrawn" in gone.out
    assert recalling("show", "S/PRST/2015/26").code == 2
    assert recalling("db", "digest", "--json").json["equal"]
    assert recalling("unload", source["name"]).code == 2


def test_rejected_rows_are_told_each_time_and_files_that_are_passed_over(recalling, tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "edges.csv").write_text("source,target\nA/RES/78/1,A/RES/77/1\nnonsense!,S/RES/1325\n")
    (folder / "picture.png").write_bytes(b"no picture")
    (folder / "notes").write_text("See A/RES/70/1.")
    for changed in (True, False):
        result = recalling("load", "inbox", "--json")
        assert result.code == 1
        assert (len(result.json["rejects"]), result.json["changed_facts"] > 0) == (1, changed)
        assert "passed over: 2 files with other endings (.png, no ending)" in result.err


def test_a_folder_and_an_archive_are_withdrawn_whole(recalling, tmp_path):
    first, second = tmp_path / "one", tmp_path / "one too"
    for number, folder in enumerate((first, first / "deeper", second)):
        folder.mkdir()
        table = f"source,target,verb,paragraph\nA/RES/78/{number + 1},A/RES/77/{number + 1},Recalling,PP1\n"
        (folder / "cited.csv").write_text(table)
    with zipfile.ZipFile(tmp_path / "one.zip", "w") as archive:
        archive.writestr("cited.csv", "source,target,verb,paragraph\nA/RES/78/9,A/RES/77/9,Recalling,PP1\n")
    assert recalling("load", "one", "one too", "one.zip").code == 0

    assert recalling("unload", "").code == 2
    assert recalling("unload", "on").code == 2
    gone = recalling("unload", "one")
    assert gone.out.startswith("2 sources of one are withdrawn: ")
    assert recalling("unload", "one.zip").out.startswith("one.zip is withdrawn: ")
    (left,) = recalling("dataset", "sources", "--json").json["items"]
    assert left["name"] == str((second / "cited.csv").resolve())
    assert recalling("db", "digest", "--json").json["equal"]


@pytest.mark.parametrize("name", ["other.xml", "empty.xml"])
def test_nothing_readable_at_all_is_exit_code_2(recalling, inbox, name):
    result = recalling("load", str(inbox / name))
    assert result.code == 2
    assert "rejected: " in result.err


@pytest.mark.parametrize("name", ["nowhere", "folder"])
def test_a_path_that_does_not_exist_or_holds_nothing(recalling, tmp_path, name):
    (tmp_path / "folder").mkdir()
    result = recalling("load", name)
    assert (result.code, result.out) == (2, "")
    assert name in result.err
    assert result.err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_reject_file_that_cannot_be_written_is_found_out_before_anything_is_read(recalling, tmp_path, inbox):
    result = recalling("load", str(inbox), "--rejects", "none/rejects.jsonl")
    assert (result.code, result.out) == (2, "")
    assert "cannot be written" in result.err
    assert not (tmp_path / "library.sqlite").exists()


def test_a_document_of_ones_own_is_tried_loaded_read_and_exported(recalling, tmp_path):
    words = ("On lamps at sea", "Nobody who has read resolution 1325 (2000) of the Security Council is astonished.")
    (tmp_path / "lamps.md").write_text("# {}\n\n{}\n".format(*words), "utf-8")
    tried = recalling("load", "lamps.md", "--dry-run", "--json")
    assert (tried.code, tried.json["read"], tried.json["formats"]) == (0, 1, {"Markdown": 1})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lamps.md"]
    assert recalling("load", "--dry-run").code == 2

    loaded = recalling("load", "lamps.md")
    assert loaded.code == 0, loaded.err
    assert re.search(r"^ +Markdown +1$", loaded.out, re.MULTILINE)
    (item,) = recalling("cites", "lamps", "--json").json["items"]
    assert item["node"]["id"] == "S/RES/1325"
    assert recalling("show", "lamps", "--paragraph", "para.2").out == f"{words[1]}\n"
    missing = recalling("show", "lamps", "--paragraph", "para.9")
    assert (missing.code, missing.out) == (2, "")
    assert "para.1 to para.2" in missing.err

    assert recalling("export", "facts", "-o", "facts.jsonl").code == 0
    assert recalling("export", "neo4j-csv", "-o", "tables").code == 0
    assert {"import.args", "Document.csv", "Instrument.csv"} <= {path.name for path in (tmp_path / "tables").iterdir()}
    assert recalling("export", "neo4j-csv", "-o", "tables").code == 2
    assert recalling("export", "json", "-o", "all.json").code == 2
    around = recalling("export", "facts", "--around", "lamps", "-o", "around.jsonl")
    assert (around.code, (tmp_path / "around.jsonl").exists()) == (2, False)
    assert "whole library" in around.err
    again = recalling("load", "facts.jsonl", "--dry-run", "--json")
    assert (again.code, again.json["rejects"]) == (0, [])


def test_texts_of_one_resolution_that_cite_other_things_are_told_with_their_files(recalling, tmp_path):
    text = (
        "A/RES/81/900\n\nThe General Assembly,\n\nRecalling its resolution {},\n\n1. Decides to remain seized of it.\n"
    )
    (tmp_path / "a.txt").write_text(text.format("78/265 of 21 March 2024"), "utf-8")
    (tmp_path / "b.txt").write_text(text.format("79/172 of 17 December 2024"), "utf-8")
    assert recalling("load", "a.txt").code == 0
    assert recalling("conflicts").code == 0
    assert recalling("load", "b.txt").code == 0
    told = recalling("conflicts")
    assert (told.code, told.out.splitlines()) == (
        1,
        [
            "Instrument A/RES/81/900",
            f"  cited in PP1 (en): A/RES/78/265 ({tmp_path / 'a.txt'})",
            f"    against A/RES/79/172 ({tmp_path / 'b.txt'})",
        ],
    )
