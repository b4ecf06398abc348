"""load and unload: what is read, what is rejected and why, and that nothing is half done."""

from __future__ import annotations

import json
import shutil
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
    assert "read           1\n" in result.out
    assert "rejected       2\n" in result.out
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
