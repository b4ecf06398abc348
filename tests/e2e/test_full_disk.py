"""A disk that is full: a clear line, nothing acknowledged is lost, and with room again the same command completes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from api.loads import digests, rebuild
from api.recovery import sound_engine
from api.settings import Settings, read_settings
from api.wiring import open_store
from graph.engines import embedded_stop
from graph.errors import EngineError, LibraryError, RecallingError
from graph.library import Contribution, Library
from graph.model import Instrument
from graph.projection import project
from graph.store import Store

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="mounts a file system of Linux's")


@pytest.fixture
def small_disk(tmp_path: Path, cannot_run: Callable[[str], NoReturn]) -> Iterator[Path]:
    """A file system of 48 MB, of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    try:
        command = [*sudo, "mount", "-t", "tmpfs", "-o", "size=48m,mode=777", "tmpfs", str(disk)]
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        cannot_run("no right to mount a small disk (run as root, in a container with CAP_SYS_ADMIN)")
    yield disk
    subprocess.run([*sudo, "umount", "--lazy", str(disk)], check=True)


def _facts(count: int) -> list[Contribution]:
    text = "the question of the size of things " * 20
    return [
        Contribution(Instrument(id=f"A/RES/1/{n}", label="Resolution", title_en=f"{n} {text}", coverage="full"), 50)
        for n in range(1, count + 1)
    ]


def _fill(disk: Path, leave: int) -> Path:
    ballast = disk / "ballast"
    free = shutil.disk_usage(disk).free
    with ballast.open("wb") as file:
        for _ in range((free - leave) // 4096):
            file.write(b"\0" * 4096)
    return ballast


def _load(settings: Settings, count: int) -> None:
    with Library.open(settings.library) as library:
        library.replace("test", _facts(count), digest=str(count), rank=50)


def bring_up_to_date(settings: Settings) -> None:
    """What every command that writes does."""
    with sound_engine(settings) as engine, Library.open(settings.library) as library:
        project(library, Store(engine))


def _one_line(error: RecallingError) -> None:
    assert "\n" not in str(error)
    assert "no space" in str(error).lower() or "full" in str(error).lower(), str(error)


@pytest.mark.parametrize("leave", [0, 1_000_000])
def test_the_graph_on_a_full_disk(small_disk: Path, tmp_path: Path, leave: int) -> None:
    settings = read_settings(graph=f"embedded:{small_disk / 'graph'}", library=tmp_path / "library.sqlite", linger=30)
    try:
        _load(settings, 20)
        rebuild(settings)
        _load(settings, 2500)
        ballast = _fill(small_disk, leave)
        with pytest.raises(EngineError) as full:
            bring_up_to_date(settings)
        _one_line(full.value)
        embedded_stop(small_disk / "graph")
        if not leave:
            with pytest.raises(EngineError) as closed, open_store(settings):
                pass
            _one_line(closed.value)
        ballast.unlink()
        bring_up_to_date(settings)
        of_graph, of_library = digests(settings)
        assert of_graph == of_library
    finally:
        embedded_stop(small_disk / "graph")


def test_the_library_on_a_full_disk(small_disk: Path) -> None:
    settings = read_settings(graph="embedded:" + str(small_disk / "graph"), library=small_disk / "library.sqlite")
    _load(settings, 20)
    ballast = _fill(small_disk, 100_000)
    with pytest.raises(LibraryError) as full:
        _load(settings, 2500)
    _one_line(full.value)
    with Library.open(settings.library) as library:  # what was acknowledged is there, whole
        library.check()
        assert library.known("test") == "20"
        assert len(list(library.facts())) == 20
    ballast.unlink()
    _load(settings, 2500)
    with Library.open(settings.library) as library:
        assert len(list(library.facts())) == 2500
