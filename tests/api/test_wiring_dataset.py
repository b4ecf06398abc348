"""Which dataset a server begins with: the bundled one, its next edition, and none for whoever has unloaded it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.settings import Settings, read_settings
from api.wiring import ensure_dataset
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
    monkeypatch.setattr(dataset, "bundled_facts", lambda: iter([BODY]))
    return settings


def _known(settings: Settings) -> tuple[str | None, str | None]:
    with Library.open(settings.library) as library:
        return library.known(dataset.TEXTS_SOURCE), library.known(dataset.EDITORIAL_SOURCE)


def _have(settings: Settings, *sources: str) -> None:
    with Library.open(settings.library) as library:
        for source in sources:
            library.replace(source, [BODY], digest="earlier", rank=50)


def test_an_empty_library_gets_it_once(settings: Settings):
    assert ensure_dataset(settings).report is not None
    texts, editorial = _known(settings)
    assert texts == dataset.manifest()["digest"]
    assert editorial
    assert ensure_dataset(settings).report is None


@pytest.mark.parametrize("outdated", [dataset.TEXTS_SOURCE, dataset.EDITORIAL_SOURCE])
def test_the_next_edition_takes_the_place_of_the_loaded_one(settings: Settings, outdated: str):
    ensure_dataset(settings)
    current = _known(settings)
    _have(settings, outdated, "own documents")
    report = ensure_dataset(settings).report
    assert report is not None
    assert report.read == 1
    assert _known(settings) == current


def test_what_was_unloaded_stays_away(settings: Settings):
    _have(settings, "own documents")
    assert ensure_dataset(settings).report is None
    assert _known(settings) == (None, None)
    _have(settings, dataset.EDITORIAL_SOURCE)
    assert ensure_dataset(settings).report is not None
    assert _known(settings)[0] is None
    assert _known(settings)[1] not in (None, "earlier")
    assert ensure_dataset(settings).report is None
