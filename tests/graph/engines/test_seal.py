"""The seal of a closed database, without an engine: whatever is done to a file is noticed and named."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.engines import seal as module
from graph.engines.seal import broken, seal


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Some files, of which the largest takes several blocks."""
    monkeypatch.setattr(module, "BLOCK", 1000)
    monkeypatch.setattr(module, "_PIECE", 300)
    folder = tmp_path / "database"
    (folder / "inner").mkdir(parents=True)
    (folder / "large").write_bytes(bytes(range(256)) * 20)
    (folder / "other").write_bytes(bytes(reversed(range(256))) * 20)
    (folder / "small").write_bytes(b"x")
    (folder / "empty").touch()
    (folder / "inner" / "file").write_bytes(b"inner")
    return folder


def test_what_is_untouched_is_whole(database: Path) -> None:
    sealed = seal(database)
    assert set(sealed) == {"large", "other", "small", "empty", "inner/file"}
    assert len(sealed["large"].split(":")) == 1 + 6  # the size and a checksum a block
    os.utime(database / "large", (1, 1))
    (database / ".DS_Store").write_bytes(b"a file manager's")
    assert broken(sealed, database) is None


@settings(deadline=None)
@given(position=st.integers(0, 5119), bit=st.integers(0, 7))
def test_every_bit_counts(tmp_path_factory: pytest.TempPathFactory, position: int, bit: int) -> None:
    folder = tmp_path_factory.mktemp("bits")
    data = bytearray(os.urandom(5120))
    (folder / "file").write_bytes(data)
    sealed = seal(folder)
    data[position] ^= 1 << bit
    (folder / "file").write_bytes(data)
    assert broken(sealed, folder) == "changed since the last close: file"
    shutil.rmtree(folder)


def _swap(folder: Path) -> None:
    (folder / "large").rename(folder / "passing")
    (folder / "other").rename(folder / "large")
    (folder / "passing").rename(folder / "other")


def _swap_blocks(folder: Path) -> None:
    data = (folder / "large").read_bytes()
    (folder / "large").write_bytes(data[1000:2000] + data[:1000] + data[2000:])


def _replace(folder: Path, by: Callable[[Path], object]) -> None:
    (folder / "small").unlink()
    by(folder / "small")


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        (lambda f: os.truncate(f / "large", 5119), "large"),
        (lambda f: os.truncate(f / "large", 5121), "large"),
        (lambda f: os.truncate(f / "large", 1000), "large"),
        (lambda f: os.truncate(f / "large", 0), "large"),
        (lambda f: (f / "empty").write_bytes(b"\0"), "empty"),
        (lambda f: (f / "empty").unlink(), "missing: empty"),
        (lambda f: (f / "large").unlink(), "missing: large"),
        (lambda f: (f / "new").touch(), "not the engine's: new"),
        (lambda f: (f / "inner" / "new").write_bytes(b"1"), "not the engine's: inner/new"),
        (lambda f: shutil.rmtree(f / "inner"), "missing: inner/file"),
        (lambda f: (f / "inner" / "file").write_bytes(b"INNER"), "inner/file"),
        (lambda f: (f / "large").rename(f / "Large"), "missing: large"),
        (_swap, "changed since the last close: large and 1 more"),
        (_swap_blocks, "large"),
        (lambda f: _replace(f, lambda p: p.symlink_to(f / "large")), "small"),
        (lambda f: _replace(f, lambda p: p.symlink_to("nowhere")), "small"),
        (lambda f: _replace(f, lambda p: p.mkdir()), "missing: small"),
        (lambda f: _replace(f, lambda p: os.mkfifo(p)), "small"),
        (shutil.rmtree, "cannot be read (no such file or directory): database"),
    ],
)
def test_damage_is_noticed_and_named(database: Path, damage: Callable[[Path], object], named: str) -> None:
    sealed = seal(database)
    damage(database)
    assert named in (broken(sealed, database) or "")


@pytest.mark.parametrize("value", [None, 5, [], {}, "x"])
def test_a_seal_of_garbage_is_broken(database: Path, value: object) -> None:
    assert broken({**seal(database), "large": value}, database)  # type: ignore[dict-item]
