"""export: the right content, whole or not at all, and a place that cannot be written to is found out first."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

AI = "A/RES/78/265"


@pytest.mark.parametrize(("form", "begins"), [("html", "<!"), ("graphml", "<?xml"), ("gexf", "<?xml"), ("json", "{")])
def test_export(recalling, filled, tmp_path, form, begins):
    result = recalling("export", form, "--around", AI, "-o", "out", settings=filled)
    assert (result.code, result.out) == (0, "")
    assert "4 nodes and 4 edges in out\n" in result.err
    content = (tmp_path / "out").read_text("utf-8")
    assert content.lower().startswith(begins)
    assert AI in content
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_export_to_standard_output_is_nothing_but_the_file(recalling, filled):
    result = recalling("export", "json", "--around", AI, "-o", "-", settings=filled)
    assert result.code == 0
    assert json.loads(result.out)


def test_export_says_what_it_left_out(recalling, filled):
    result = recalling("export", "json", "--around", AI, "--limit", "2", "-o", "-", settings=filled)
    assert "4 nodes are within reach" in result.err


def test_a_failed_export_leaves_the_old_file(recalling, filled, tmp_path):
    (tmp_path / "out").write_text("old")
    assert recalling("export", "json", "--around", "A/RES/99/999", "-o", "out", settings=filled).code == 2
    assert (tmp_path / "out").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_replaced_file_keeps_its_permissions_and_a_link_its_target(recalling, filled, tmp_path):
    (tmp_path / "real").write_text("old")
    (tmp_path / "real").chmod(0o604)
    (tmp_path / "link").symlink_to("real")
    assert recalling("export", "json", "--around", AI, "-o", "link", settings=filled).code == 0
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text().startswith("{")
    assert stat.S_IMODE((tmp_path / "real").stat().st_mode) == 0o604


def test_a_new_file_is_as_readable_as_the_umask_says(recalling, filled, tmp_path):
    old = os.umask(0o027)
    try:
        assert recalling("export", "json", "--around", AI, "-o", "new", settings=filled).code == 0
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


def test_a_device_is_written_to_and_not_replaced(recalling, filled):
    assert recalling("export", "json", "--around", AI, "-o", "/dev/null", settings=filled).code == 0
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize(("place", "said"), [("none/out", "no such file or directory"), (".", "it is a folder")])
def test_a_place_that_cannot_be_written_to(recalling, tmp_path, place, said):
    # Nothing is loaded here: the place is looked at first.
    result = recalling("export", "json", "--around", AI, "-o", place)
    assert (result.code, result.out) == (2, "")
    assert f"the file cannot be written ({said})" in result.err
    assert list(tmp_path.iterdir()) == []
