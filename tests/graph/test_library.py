"""A library whose file is damaged or in use says so in its own words, and nothing that it fails at is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest

from graph.errors import LibraryError
from graph.library import Contribution, Library
from graph.merge import RANKS
from graph.model import Instrument, Ref
from graph.projection import rebuild
from graph.store import Store

RANK = RANKS["text-en"]


def stated(title: str, numbers: range) -> list[Contribution]:
    facts = [Instrument(id=f"A/RES/80/{n}", label="Resolution", title_en=f"{title} {n}") for n in numbers]
    return [Contribution(fact, RANK) for fact in facts]


@pytest.fixture
def damaged(tmp_path: Path) -> Iterator[Library]:
    """A library of which all pages but the first twenty are overwritten."""
    path = tmp_path / "library.sqlite"
    with Library.open(path) as library:
        library.replace("one", stated("One", range(1, 1500)), digest="1", rank=RANK)
        library.replace("two", stated("Two", range(1, 1500)), digest="2", rank=RANK)
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(20 * 4096)
        assert size > 100 * 4096
        file.write(b"\xff" * (size - 20 * 4096))
    with Library.open(path) as library:
        yield library


READINGS: dict[str, Callable[[Library], object]] = {
    "rebuild": lambda library: rebuild(library, cast("Store", None)),  # the engine is not asked before the library is
    "check": Library.check,
    "conflicts": lambda library: list(library.conflicts()),
    "facts": lambda library: list(library.facts()),
    "changed_owners": lambda library: library.changed_owners(0, 9),
    "remove": lambda library: library.remove("one"),
    "replace": lambda library: library.replace("one", stated("New", range(1, 1500)), digest="3", rank=RANK),
}


@pytest.mark.parametrize("does", READINGS)
def test_a_damaged_library_names_a_way_out(damaged: Library, does: str) -> None:
    with pytest.raises(LibraryError, match="damaged") as found:
        READINGS[does](damaged)
    assert found.value.where == str(damaged.path)
    assert found.value.remedy == "Restore a backup, or move the file away and load again."


def test_what_lies_in_sound_pages_can_still_be_read(damaged: Library) -> None:
    assert damaged.known("one") == "1"
    assert [source.name for source in damaged.sources()] == ["one", "two"]
    assert damaged.last_change() == 2


def test_a_sound_library_passes_the_check(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.sqlite") as library:
        library.replace("one", stated("One", range(1, 5)), digest="1", rank=RANK)
        library.check()


def test_what_is_written_together_is_one_change(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.sqlite") as library:
        with library.together():
            for name in ("one", "two"):
                library.replace(name, stated(name, range(1, 5)), digest=name, rank=RANK)
        assert library.last_change() == 1
        assert {source.name for source in library.sources()} == {"one", "two"}
        library.remove("one")
        assert library.last_change() == 2


def test_what_is_written_together_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    def torn() -> Iterator[Contribution]:
        yield from stated("Two", range(1, 5))
        raise KeyboardInterrupt

    def both(library: Library) -> None:
        with library.together():
            library.replace("one", stated("One", range(1, 5)), digest="1", rank=RANK)
            library.replace("two", torn(), digest="2", rank=RANK)

    with Library.open(tmp_path / "library.sqlite") as library:
        library.replace("zero", stated("Zero", range(1, 3)), digest="0", rank=RANK)
        before = list(library.facts())
        with pytest.raises(KeyboardInterrupt):
            both(library)
        assert (list(library.facts()), library.last_change()) == (before, 1)
        assert [source.name for source in library.sources()] == ["zero"]
        library.replace("three", stated("Three", range(1, 3)), digest="3", rank=RANK)
        assert library.last_change() == 2


def test_a_closed_library_says_so_in_every_method(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library.sqlite")
    library.close()
    library.close()
    ref = Ref("Instrument", "A/RES/80/1")
    everything: list[Callable[[], object]] = [
        library.check,
        lambda: library.known("one"),
        lambda: list(library.sources()),
        lambda: list(library.facts()),
        library.last_change,
        lambda: library.changed_owners(0, 1),
        lambda: library.changes([ref], 0),
        lambda: list(library.conflicts()),
        lambda: library.remove("one"),
        lambda: library.replace("one", [], digest="1", rank=RANK),
    ]
    for method in everything:
        with pytest.raises(LibraryError, match="cannot be used"):
            method()


def test_the_first_error_is_told_where_sqlite_has_already_rolled_back(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.sqlite") as library:

        def interrupted() -> Iterator[Contribution]:
            yield from stated("One", range(1, 3))
            library._db.execute("ROLLBACK")  # pyright: ignore[reportPrivateUsage]  # as SQLite does on a full disk
            raise sqlite3.OperationalError("database or disk is full")

        with pytest.raises(LibraryError, match="disk is full"):
            library.replace("one", interrupted(), digest="1", rank=RANK)
        assert list(library.sources()) == []


def test_an_error_of_who_contributes_is_not_the_librarys(tmp_path: Path) -> None:
    def unreadable() -> Iterator[Contribution]:
        yield from stated("One", range(1, 3))
        raise OSError("the archive is gone")

    with Library.open(tmp_path / "library.sqlite") as library:
        with pytest.raises(OSError, match="archive"):
            library.replace("one", unreadable(), digest="1", rank=RANK)
        assert library.last_change() == 0
