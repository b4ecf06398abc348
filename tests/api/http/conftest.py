"""A few real facts in a real embedded graph, and the API on a free port in front of it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn

from api.http import create_app
from api.http.keeper import Keeper
from api.settings import Settings, read_settings
from graph.engines import embedded_stop
from graph.library import Contribution, Library
from graph.merge import RANKS
from graph.model import Adoption, Affiliation, Body, Citation, Document, Fact, Instrument, Ref, Relation, State, Subject

AI = "A/RES/78/265"
HOSTILE_TITLE = '"><img src=x onerror=alert(1)> & a title'


def _resolution(id_: str, adopted_on: str | None = None, title: str | None = None, **known: object) -> Instrument:
    label = "Draft" if "/L." in id_ else "Resolution"
    return Instrument(id=id_, label=label, symbol=id_, title_en=title, adopted_on=adopted_on, **known)  # type: ignore[arg-type]


def _cites(
    start: str, end: str, position: int, paragraph: str, *, verb: str = "recalls", base: str = "Instrument"
) -> Citation:
    return Citation(
        kind="CITES",
        start_at=Ref("Instrument", start),
        end_at=Ref(base, end),  # type: ignore[arg-type]
        key=f"{paragraph}#{position}",
        section="preamble" if paragraph.startswith("PP") else "operative",
        paragraph=paragraph,
        position=position,
        opening="recalling",
        verb=verb,
        cited_as="link",
        as_written=end.removeprefix("A/RES/"),
        origin="link",
    )


def _in(child: str, parent: str, kind: str = "SUPPLEMENTS") -> Relation:
    return Relation(kind=kind, start_at=Ref("Instrument", child), end_at=Ref("Instrument", parent), origin="editor")


def facts() -> list[Fact]:
    """The instruments around A/RES/78/265, enough of them for pages, and what the routes need beside."""
    assembly = Ref("Body", "un-general-assembly")
    found: list[Fact] = [
        _resolution(
            AI,
            "2024-03-21",
            "Seizing the opportunities of safe, secure and trustworthy artificial intelligence "
            "systems for sustainable development",
            coverage="full",
            year=2024,
            languages=("en",),
            url="https://docs.un.org/en/A/RES/78/265",
        ),
        _resolution(
            "A/RES/78/311",
            "2024-07-01",
            "Enhancing international cooperation on capacity-building of artificial intelligence",
            coverage="full",
        ),
        _resolution("A/RES/77/320", "2023-07-25", "Impact of rapid technological change", coverage="full"),
        _resolution("A/RES/70/1", None, "Transforming our world", aliases=("2030 Agenda",)),
        _resolution("A/RES/217(III)", None),
        _resolution("A/RES/217(III)A", None, "Universal Declaration of Human Rights"),
        _resolution("A/78/L.49", "2024-03-11", "A draft", coverage="record"),
        _resolution("A/RES/75/251", None),
        _resolution("A/RES/75/251A"),
        _resolution("A/RES/75/251B"),
        _resolution("S/RES/1325", "2000-10-31", "On women and peace and security", coverage="full"),
        _resolution("S/RES/2185", "2014-11-20", "On policing", coverage="full"),
        _resolution("A/RES/99/1", "2044-01-01", HOSTILE_TITLE),
        _resolution("S/RES/9999"),
        _resolution("A/RES/55/17"),
        _resolution("A/HRC/RES/55/17"),
        Instrument(
            id="palermo-convention",
            label="Treaty",
            title_en="United Nations Convention against Transnational Organized Crime",
            aliases=("Palermo Convention", "UNTOC"),
            coverage="record",
        ),
        Instrument(
            id="trafficking-protocol", label="Treaty", title_en="Protocol against trafficking", coverage="record"
        ),
        Document(id="A/HRC/17/31", label="UNDocument", symbol="A/HRC/17/31"),
        Body(
            id="un-general-assembly", label="Organ", name_en="General Assembly", acronyms=("UNGA",), coverage="record"
        ),
        Body(
            id="inter-agency-task-force-on-policing",
            label="TaskForce",
            name_en="Inter-Agency Task Force on Policing",
            coverage="record",
        ),
        Body(
            id="unodc",
            label="Office",
            name_en="United Nations Office on Drugs and Crime",
            acronyms=("UNODC",),
            coverage="record",
        ),
        Body(
            id="dpo", label="Department", name_en="Department of Peace Operations", acronyms=("DPO",), coverage="record"
        ),
        State(id="CHE", name_en="Switzerland", coverage="record"),
        Subject(id="1006229", name_en="ARTIFICIAL INTELLIGENCE", dictionary="UNBIS Thesaurus", coverage="record"),
        _cites(AI, "A/RES/70/1", 1, "PP1", verb="reaffirms"),
        _cites(AI, "A/RES/217(III)A", 2, "PP2", verb="reaffirms"),
        _cites(AI, "A/RES/77/320", 3, "PP4"),
        _cites(AI, "A/HRC/17/31", 4, "PP5", base="Document"),
        _cites(AI, "A/RES/70/1", 5, "OP6(k)"),
        _cites("A/RES/78/311", AI, 1, "PP3", verb="reaffirms"),
        _cites("A/78/L.49", AI, 1, "PP3"),
        _cites("A/RES/78/311", "A/RES/75/251B", 2, "PP4"),
        _cites("S/RES/2185", "S/RES/1325", 1, "PP2"),
        _in("trafficking-protocol", "palermo-convention"),
        Relation(kind="ABOUT", start_at=Ref("Instrument", AI), end_at=Ref("Subject", "1006229"), origin="text"),
    ]
    found += [
        Affiliation(kind="PART_OF", start_at=Ref("Instrument", part), end_at=Ref("Instrument", whole), origin="text")
        for part, whole in (
            ("A/RES/75/251A", "A/RES/75/251"),
            ("A/RES/75/251B", "A/RES/75/251"),
            ("A/RES/217(III)A", "A/RES/217(III)"),
        )
    ]
    found += [
        Affiliation(
            kind="CO_CHAIRS",
            start_at=Ref("Body", body),
            end_at=Ref("Body", "inter-agency-task-force-on-policing"),
            as_of="2022-12-16",
            origin="editor",
            source="A/RES/77/241, footnote",
        )
        for body in ("dpo", "unodc")
    ]
    found += [
        Adoption(kind="ADOPTED_BY", start_at=Ref("Instrument", id_), end_at=assembly, on=on, origin="text")
        for id_, on in ((AI, "2024-03-21"), ("A/RES/78/311", "2024-07-01"))
    ]
    for number in range(1, 41):  # a hub with more citing resolutions than a page, some of the same day
        id_ = f"A/RES/79/{number}"
        found += [
            _resolution(id_, f"2024-12-{1 + number % 5:02}", coverage="full"),
            _cites(id_, "A/RES/70/1", 1, "PP1"),
        ]
    return found


@contextmanager
def _serving(settings: Settings, keeper: Keeper | None = None) -> Iterator[httpx.Client]:
    """The API in a real server on a free port, until the end of the block; a client for it."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        config = uvicorn.Config(create_app(settings, keeper=keeper), log_config=None, access_log=False, lifespan="on")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
                _until(lambda: server.started, 10)
                yield client
        finally:
            server.should_exit = True
            thread.join(20)


def _until(true: Callable[[], bool], seconds: float) -> None:
    """Wait until something is so. Fails when it is not within these seconds."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.05)


@pytest.fixture(scope="session")
def serving() -> Callable[..., AbstractContextManager[httpx.Client]]:
    """For tests that need a server of their own."""
    return _serving


@pytest.fixture(scope="session")
def until() -> Callable[[Callable[[], bool], float], None]:
    """For tests that wait: fails when something is not so within some seconds."""
    return _until


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings for a graph and a library of these tests' own, with the facts in the library."""
    home = tmp_path_factory.mktemp("http")
    with Library.open(home / "library.sqlite") as library:
        library.replace(
            "facts", [Contribution(fact, RANKS["editor"]) for fact in facts()], digest="1", rank=RANKS["editor"]
        )
    graph = f"embedded:{home / 'graph'}"
    yield read_settings(graph=graph, library=home / "library.sqlite", linger=2, log_level="error")
    embedded_stop(home / "graph")


@pytest.fixture(scope="session")
def api(settings: Settings) -> Iterator[httpx.Client]:
    """The API when it is ready."""
    with _serving(settings) as client:
        _until(lambda: client.get("/readyz").status_code == 200, 60)
        yield client


@pytest.fixture
def empty_home(tmp_path: Path) -> Settings:
    """Settings for a place where nothing is yet."""
    return read_settings(graph=f"embedded:{tmp_path / 'graph'}", library=tmp_path / "library.sqlite", log_level="error")
