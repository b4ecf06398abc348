"""Backups are whole, restores keep what they replace, and a library of the first format is brought up to date."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from graph.errors import BadInput, LibraryError
from graph.library import Contribution, Library
from graph.library_copies import back_up, restore
from graph.merge import RANKS, encode
from graph.model import Fact, Instrument

RANK = RANKS["text-en"]


def stated(*numbers: int, title: str = "Title") -> list[Contribution]:
    facts = [Instrument(id=f"A/RES/80/{n}", label="Resolution", title_en=f"{title} {n}") for n in numbers]
    return [Contribution(fact, RANK) for fact in facts]


def facts_of(path: Path) -> list[Fact]:
    with Library.open(path) as library:
        return list(library.facts())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library of two sources."""
    path = tmp_path / "library.sqlite"
    with Library.open(path) as library:
        library.replace("one", stated(1, 2), digest="1", rank=RANK)
        library.replace("two", stated(2, 3), digest="2", rank=RANK)
    return path


def test_a_backup_holds_all_and_a_restore_brings_it_back(path: Path, tmp_path: Path) -> None:
    with Library.open(path) as library:
        first = library.id, library.last_change(), library.token(library.last_change())
        assert back_up(library, tmp_path / "backup") == (tmp_path / "backup").stat().st_size
        before = list(library.facts())
        library.remove("one")
    kept = restore(path, tmp_path / "backup")
    assert facts_of(path) == before
    with Library.open(path) as library:
        assert (library.id, library.last_change(), library.token(library.last_change())) == first
        assert [source.name for source in library.sources()] == ["one", "two"]
    assert kept is not None
    with Library.open(kept) as replaced:
        assert [source.name for source in replaced.sources()] == ["two"]


def test_a_restore_where_there_was_no_library(path: Path, tmp_path: Path) -> None:
    with Library.open(path) as library:
        back_up(library, tmp_path / "backup")
    assert restore(tmp_path / "elsewhere" / "new.sqlite", tmp_path / "backup") is None
    assert facts_of(tmp_path / "elsewhere" / "new.sqlite") == facts_of(path)


def test_a_damaged_library_is_replaced_and_kept(path: Path, tmp_path: Path) -> None:
    with Library.open(path) as library:
        back_up(library, tmp_path / "backup")
    path.write_bytes(b"noise" * 4096)
    kept = restore(path, tmp_path / "backup")
    assert len(facts_of(path)) == 3
    assert kept is not None
    assert kept.read_bytes().startswith(b"noise")


@pytest.mark.parametrize("broken", ["missing", "empty", "noise", "theirs", "cut", "folder"])
def test_a_bad_backup_changes_nothing(path: Path, tmp_path: Path, broken: str) -> None:
    backup = tmp_path / "backup"
    with Library.open(path) as library:
        library.replace("more", stated(*range(10, 900)), digest="3", rank=RANK)
        back_up(library, backup)
    whole = backup.read_bytes()
    backup.unlink()
    if broken == "folder":
        backup.mkdir()
    elif broken == "theirs":
        connection = sqlite3.connect(backup)
        connection.execute("CREATE TABLE theirs (x)")
        connection.commit()
        connection.close()
    elif broken != "missing":
        backup.write_bytes({"empty": b"", "noise": b"noise" * 999, "cut": whole[: len(whole) // 2]}[broken])
    before = facts_of(path)
    with pytest.raises((BadInput, LibraryError)) as found:
        restore(path, backup)
    assert found.value.where == str(backup)
    assert facts_of(path) == before
    assert [file.name for file in tmp_path.iterdir() if "before" in file.name] == []


def test_a_backup_never_overwrites(path: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    with Library.open(path) as library:
        with pytest.raises(BadInput, match="does not overwrite"):
            back_up(library, tmp_path / "mine")
        with pytest.raises(BadInput, match="no such folder"):
            back_up(library, tmp_path / "no" / "folder")
    assert (tmp_path / "mine").read_text() == "mine"
    with pytest.raises(BadInput, match="the library itself"):
        restore(path, path)


def test_who_only_reads_does_not_wait_for_who_writes(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with Library.open(path) as library:  # else it would give up after half a minute
            assert library.sources()
        writer.execute("ROLLBACK")


def test_a_backup_while_others_write_is_of_one_moment(path: Path, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        with Library.open(path) as library:
            round_ = 0
            while not stop.is_set():
                round_ += 1
                library.replace("moving", stated(*range(100, 160), title=f"Round {round_}"), digest="x", rank=RANK)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(8):
            with Library.open(path) as library:
                back_up(library, tmp_path / f"backup-{number}")
    finally:
        stop.set()
        writer.join()
    for number in range(8):
        moving = [f for f in facts_of(tmp_path / f"backup-{number}") if f.properties["title_en"].startswith("Round")]  # type: ignore[union-attr]
        rounds = {str(fact.properties["title_en"]).split()[1] for fact in moving}
        assert (len(moving), len(rounds)) in ((0, 0), (60, 1))


FORMAT_1 = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, rank INTEGER NOT NULL, digest TEXT NOT NULL,
  loaded_at TEXT NOT NULL
);
CREATE TABLE claim (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, rank INTEGER NOT NULL, value TEXT NOT NULL,
  UNIQUE (kind, key, rank, value)
);
CREATE TABLE contribution (
  source INTEGER NOT NULL REFERENCES source, claim INTEGER NOT NULL REFERENCES claim, PRIMARY KEY (source, claim)
) WITHOUT ROWID;
CREATE INDEX contribution_by_claim ON contribution (claim);
CREATE TABLE fact (
  kind TEXT NOT NULL, key TEXT NOT NULL, owner TEXT NOT NULL, value TEXT, changed INTEGER NOT NULL,
  PRIMARY KEY (kind, key)
) WITHOUT ROWID;
CREATE INDEX fact_by_change ON fact (changed, owner);
CREATE INDEX fact_by_owner ON fact (owner);
"""


def of_format_1(path: Path, like: Path) -> None:
    """Write what a library holds to a file of the first format."""
    with Library.open(like) as library:
        facts, id_ = list(library.facts()), library.id
    connection = sqlite3.connect(path)
    connection.executescript(FORMAT_1)
    meta = [("format", "1"), ("library", id_), ("change", "2")]
    connection.executemany("INSERT INTO meta VALUES (?, ?)", meta)
    connection.execute("INSERT INTO source VALUES (1, 'one', 42, 'd', '2026-01-01')")
    for number, fact in enumerate(facts, 1):
        assert isinstance(fact, Instrument)
        value = encode(fact)
        connection.execute("INSERT INTO claim VALUES (?, 'Instrument', ?, 42, ?)", (number, fact.id, value))
        connection.execute("INSERT INTO contribution VALUES (1, ?)", (number,))
        row = ("Instrument", fact.id, f"Instrument:{fact.id}", value, 2)
        connection.execute("INSERT INTO fact VALUES (?, ?, ?, ?, ?)", row)
    connection.commit()
    connection.close()


def test_the_first_format_is_brought_up_to_date(path: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.sqlite"
    of_format_1(old, path)
    with Library.open(old) as library:
        assert list(library.facts()) == facts_of(path)
        assert library.last_change() == 2
        assert library.token(2)
        assert library.replace("one", stated(1), digest="new", rank=RANK) == 2
        assert [fact.id for fact in library.facts() if isinstance(fact, Instrument)] == ["A/RES/80/1"]
        library.check()
    assert len(facts_of(old)) == 1


def test_a_library_of_a_later_format_is_left_alone(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE meta SET value = '99' WHERE name = 'format'")
    connection.commit()
    connection.close()
    with pytest.raises(LibraryError, match="format 99"):
        Library.open(path)
