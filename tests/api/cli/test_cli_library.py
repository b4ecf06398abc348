"""library info, check, backup and restore: what is backed up comes back, and the graph comes with it."""

from __future__ import annotations

POLICING, AGENDA = "A/RES/77/241", "A/RES/70/1"


def test_a_restored_backup_is_in_the_library_and_in_the_graph(recalling, tmp_path, fill_library, small_facts):
    fill_library(tmp_path / "library.sqlite")
    assert recalling("db", "start").code == 0
    assert recalling("db", "rebuild").code == 0
    told = recalling("library", "info", "--json").json
    assert (told["sources"], told["facts"]) == (1, len(small_facts))

    saved = recalling("library", "backup", "saved.sqlite")
    assert (saved.code, saved.out) == (0, f"saved.sqlite: {(tmp_path / 'saved.sqlite').stat().st_size:,} bytes\n")
    assert recalling("library", "backup", "saved.sqlite").code == 2

    assert recalling("unload", "test").code == 0
    assert recalling("show", POLICING).code == 2
    back = recalling("library", "restore", "saved.sqlite")
    assert back.code == 0, back.err
    assert "is kept in" in back.err
    assert recalling("show", POLICING, "--json").json["coverage"] == "full"
    assert recalling("db", "digest", "--json").json["equal"]
    assert recalling("library", "check").out.endswith(f"undamaged, {len(small_facts)} facts\n")


def test_another_library_takes_the_graph_over(recalling, tmp_path, fill_library, small_facts):
    theirs = [fact for fact in small_facts if getattr(fact, "id", "") in (POLICING, AGENDA)]
    fill_library(tmp_path / "theirs.sqlite", theirs)
    fill_library(tmp_path / "library.sqlite")
    assert recalling("db", "start").code == 0
    assert recalling("db", "rebuild").code == 0
    assert recalling("library", "restore", "theirs.sqlite").code == 0
    assert recalling("db", "digest", "--json").json["equal"]
    assert recalling("show", AGENDA).code == 0
    assert recalling("show", "unodc").code == 2


def test_a_backup_that_is_none_changes_nothing(recalling, tmp_path, fill_library):
    fill_library(tmp_path / "library.sqlite")
    (tmp_path / "broken.sqlite").write_bytes(b"no backup" * 999)
    before = (tmp_path / "library.sqlite").read_bytes()
    for name in ("broken.sqlite", "nowhere.sqlite", "library.sqlite"):
        result = recalling("library", "restore", name)
        assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
        assert name in result.err
    assert (tmp_path / "library.sqlite").read_bytes() == before
    assert not (tmp_path / "graph").exists()


def test_without_a_library_there_is_nothing_to_tell(recalling):
    for command in (("info",), ("check",), ("backup", "x.sqlite")):
        result = recalling("library", *command)
        assert (result.code, result.out) == (2, "")
        assert "nothing is loaded yet" in result.err
