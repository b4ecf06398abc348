"""A small graph in a real embedded engine, made through the model; and the program, run as a person runs it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from api.cli.main import run
from api.loads import rebuild
from api.settings import Settings, read_settings
from graph.engines import embedded_stop
from graph.library import Contribution, Library
from graph.merge import RANKS
from graph.model import Affiliation, Body, Citation, Document, Fact, Instrument, Ref, Relation

AI = "A/RES/78/265"
POLICING = "A/RES/77/241"
AGENDA = "A/RES/70/1"
NASTY = "A/RES/1/1"


def _cites(start: str, end: str, position: int, paragraph: str, opening: str, verb: str, **more: Any) -> Citation:
    base = more.pop("base", "Instrument")
    return Citation(
        kind="CITES",
        start_at=Ref("Instrument", start),
        end_at=Ref(base, end),
        key=f"{paragraph}.{position}",
        section="preamble" if paragraph.startswith("PP") else "operative",
        paragraph=paragraph,
        position=position,
        opening=opening,
        verb=verb,
        cited_as="symbol",
        as_written=f"resolution {end.removeprefix('A/RES/').removeprefix('S/RES/')}",
        origin="link",
        languages=("en",),
        **more,
    )


NODES: tuple[Fact, ...] = (
    Instrument(
        id=AI,
        label="Resolution",
        symbol=AI,
        title_en="Seizing the opportunities of safe, secure and trustworthy artificial intelligence systems",
        adopted_on="2024-03-21",
        year=2024,
        languages=("en",),
        coverage="full",
        url="https://undocs.org/A/RES/78/265",
    ),
    Instrument(
        id=POLICING,
        label="Resolution",
        symbol=POLICING,
        title_en="Policing [policía] 警察",
        adopted_on="2022-12-16",
        coverage="full",
    ),
    Instrument(id=AGENDA, label="Resolution", symbol=AGENDA, title_en="The 2030 Agenda", adopted_on="2015-09-25"),
    Instrument(id="S/RES/1325", label="Resolution", symbol="S/RES/1325 (2000)", adopted_on="2000-10-31"),
    Instrument(id="A/RES/55/3", label="Resolution", symbol="A/RES/55/3"),
    Instrument(id="A/HRC/RES/55/3", label="Resolution", symbol="A/HRC/RES/55/3"),
    Instrument(
        id=NASTY, label="Resolution", symbol=NASTY, title_en="Bell\x07 and \x1b[31mred\nlines", coverage="record"
    ),
    Instrument(id="palermo-convention", label="Treaty", title_en="Palermo Convention", aliases=("UNTOC",)),
    Instrument(id="firearms-protocol", label="Treaty", title_en="Firearms Protocol"),
    Document(id="A/76/1", label="UNDocument", symbol="A/76/1"),
    Body(id="unodc", label="Office", name_en="United Nations Office on Drugs and Crime", acronyms=("UNODC",)),
    Body(id="task-force-on-policing", label="TaskForce", name_en="Inter-Agency Task Force on Policing"),
)
EDGES: tuple[Fact, ...] = (
    _cites(AI, AGENDA, 1, "PP2", "reaffirming", "reaffirms"),
    _cites(AI, POLICING, 2, "PP3", "recalling also", "recalls"),
    _cites(AI, AGENDA, 3, "OP6(a)", "resolves to promote", "resolves"),
    _cites(AI, "A/76/1", 4, "OP8", "taking note", "takes note of", base="Document"),
    _cites(POLICING, "S/RES/1325", 1, "PP9", "recalling", "recalls", confidence="context"),
    _cites(POLICING, "palermo-convention", 2, "OP1", "reaffirms", "reaffirms"),
    Relation(
        kind="SUPPLEMENTS",
        start_at=Ref("Instrument", "firearms-protocol"),
        end_at=Ref("Instrument", "palermo-convention"),
        origin="editor",
        source="A/RES/55/255",
    ),
    Affiliation(
        kind="CO_CHAIRS",
        start_at=Ref("Body", "unodc"),
        end_at=Ref("Body", "task-force-on-policing"),
        as_of="2022-12-16",
        origin="editor",
        source="footnote to A/RES/77/241",
    ),
)


@dataclass(frozen=True)
class Result:
    """What a run of the program gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output read as JSON, which nothing else may be mixed into."""
        return json.loads(self.out)


Recalling = Callable[..., Result]


def fill(library: Path, facts: Sequence[Fact] = (*NODES, *EDGES), *, source: str = "test") -> None:
    """Make a library with these facts, as a loader would."""
    with Library.open(library) as opened:
        contributions = [Contribution(fact, RANKS["text-en"]) for fact in facts]
        opened.replace(source, contributions, digest="1", rank=RANKS["text-en"])


@pytest.fixture
def fill_library() -> Callable[..., None]:
    """Makes a library at a path, with the facts above or others."""
    return fill


@pytest.fixture
def small_facts() -> tuple[Fact, ...]:
    """All the facts of the small graph."""
    return (*NODES, *EDGES)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A graph with a few facts, for reading."""
    place = tmp_path_factory.mktemp("filled")
    settings = read_settings(graph=f"embedded:{place / 'graph'}", library=place / "library.sqlite", linger=600)
    fill(settings.library)
    rebuild(settings)
    yield settings
    assert settings.graph.path
    embedded_stop(settings.graph.path)


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: pytest.TempPathFactory, whole_dataset: Path) -> Iterator[Settings]:
    """A graph with the bundled dataset."""
    place = tmp_path_factory.mktemp("bundled")
    shutil.copytree(whole_dataset, place, dirs_exist_ok=True)
    settings = read_settings(graph=f"embedded:{place / 'graph'}", library=place / "library.sqlite", linger=600)
    yield settings
    assert settings.graph.path
    embedded_stop(settings.graph.path)


@pytest.fixture
def recalling(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Iterator[Recalling]:
    """Runs the program in an empty folder with settings of its own."""
    monkeypatch.chdir(tmp_path)
    # Of a graph of a few nodes the start is nearly all: a fifth less of it goes without the second compiler.
    monkeypatch.setenv("ARCADEDB_JVM_ARGS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    used: set[Path] = set()

    def call(*arguments: str, settings: Settings | None = None, **variables: str) -> Result:
        graph = str(settings.graph) if settings else f"embedded:{tmp_path / 'graph'}"
        library = str(settings.library) if settings else str(tmp_path / "library.sqlite")
        linger = str(settings.linger) if settings else "0"
        for name, value in {"graph": graph, "library": library, "linger": linger, **variables}.items():
            monkeypatch.setenv(f"RECALLING_{name.upper()}", value)
        if settings is None:
            used.add(tmp_path / "graph")
        capfd.readouterr()
        code = run(arguments)
        out, err = capfd.readouterr()
        return Result(code, out, err)

    yield call
    for path in used:
        embedded_stop(path)
