"""Which dataset a server begins with: the bundled one, its next edition, and none for whoever has unloaded it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.loads import complete_dataset, ensure_dataset
from api.settings import Settings, read_settings
from graph.engines import embedded_stop
from graph.library import Contribution, Library
from graph.model import Body
from loaders import dataset

BODY = Contribution(Body(id="body", name_en="A body", coverage="record"), 50)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One engine for all of these tests, which look at the library."""
    home = tmp_path_factory.mktemp("home")
    yield home
    embedded_stop(home / "graph")


@pytest.fixture
def settings(home: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings for an empty library whose bundled texts are one fact, so that nothing takes long."""
    settings = read_settings(graph=f"embedded:{home / 'graph'}", library=home / "library.sqlite", linger=60)
    with Library.open(settings.library) as library:
        for source in list(library.sources()):
            library.remove(source.name)
    monkeypatch.setattr(dataset, "bundled_facts", lambda _: iter([BODY]))
    return settings


def _known(settings: Settings) -> dict[str, str | None]:
    with Library.open(settings.library) as library:
        return {source: library.known(source) for source in dataset.SOURCES}


def _have(settings: Settings, *sources: str) -> None:
    with Library.open(settings.library) as library:
        for source in sources:
            library.replace(source, [BODY], digest="earlier", rank=50)


CURRENT = {source: dataset.digest_of(source) for source in dataset.SOURCES}


def test_an_empty_library_gets_it_once_and_in_two_steps(settings: Settings):
    assert ensure_dataset(settings).report is not None
    assert _known(settings) == CURRENT | dict.fromkeys(dataset.LATER, dataset.ANNOUNCED)
    assert ensure_dataset(settings).report is None
    assert complete_dataset(settings).report is not None
    assert _known(settings) == CURRENT
    assert complete_dataset(settings).report is None


@pytest.mark.parametrize("outdated", dataset.FIRST)
def test_the_next_edition_takes_the_place_of_the_loaded_one(settings: Settings, outdated: str):
    ensure_dataset(settings)
    complete_dataset(settings)
    _have(settings, outdated, "own documents")
    report = ensure_dataset(settings).report
    assert report is not None
    assert report.read == 1
    assert _known(settings) == CURRENT


@pytest.mark.parametrize("killed", [False, True])
def test_an_edition_of_one_part_is_followed_by_both(settings: Settings, killed: bool):
    with Library.open(settings.library) as library:
        for source, digest in zip(dataset.FIRST, ("of the first edition", min(dataset.OF_ONE_PART)), strict=True):
            library.replace(source, [BODY], digest=digest, rank=35)
        if killed:  # after the announcement, before anything was loaded
            dataset.announce(library)
    report = ensure_dataset(settings).report
    assert report is not None
    assert report.read == 2
    assert _known(settings) == CURRENT | dict.fromkeys(dataset.LATER, dataset.ANNOUNCED)
    assert complete_dataset(settings).report is not None
    assert _known(settings) == CURRENT
    assert ensure_dataset(settings).report is None


def test_the_second_part_of_a_later_edition_stays_unloaded(settings: Settings):
    _have(settings, *dataset.FIRST)
    assert ensure_dataset(settings).report is not None
    assert complete_dataset(settings).report is None
    assert _known(settings) == CURRENT | dict.fromkeys(dataset.LATER)


def test_what_was_unloaded_stays_away(settings: Settings):
    _have(settings, "own documents")
    assert ensure_dataset(settings).report is None
    assert complete_dataset(settings).report is None
    assert set(_known(settings).values()) == {None}
    _have(settings, dataset.EDITORIAL_SOURCE)
    assert ensure_dataset(settings).report is not None
    assert complete_dataset(settings).report is None
    absent = dict.fromkeys(dataset.PARTS.values())
    assert _known(settings) == CURRENT | absent
