"""The server answers at once, says what is going on, and comes back when the engine was gone."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest

from api.http.keeper import Keeper
from api.loads import ensure_dataset
from api.settings import Settings, read_settings
from graph.engines import embedded_status, embedded_stop
from graph.library import Contribution, Library
from graph.model import Instrument

Serving = Callable[..., AbstractContextManager[httpx.Client]]
Until = Callable[[Callable[[], bool], float], None]


@pytest.fixture
def one_instrument(tmp_path: Path):
    """Settings for a library of one instrument, not yet written to a graph."""
    with Library.open(tmp_path / "library.sqlite") as library:
        instrument = Instrument(id="S/RES/1325", label="Resolution", symbol="S/RES/1325 (2000)", coverage="record")
        library.replace("one", [Contribution(instrument, 50)], digest="1", rank=50)
    yield read_settings(
        graph=f"embedded:{tmp_path / 'graph'}", library=tmp_path / "library.sqlite", linger=5, log_level="error"
    )
    embedded_stop(tmp_path / "graph")


def test_it_answers_while_it_starts_and_says_what_it_does(
    one_instrument: Settings, serving: Serving, until: Until
) -> None:
    go = threading.Event()

    def slowly(settings: Settings, progress: Callable[[str, int, int, str], None]) -> object:
        progress("writing", 1, 4, "")
        assert go.wait(30)
        return ensure_dataset(settings, progress=progress)

    with serving(one_instrument, Keeper(one_instrument, prepare=slowly)) as client:
        assert client.get("/healthz").json() == {"status": "ok"}
        until(lambda: "writing the graph: 25 %" in client.get("/readyz").text, 5)
        for address in ("/readyz", "/v1/instruments/S/RES/1325", "/v1/dataset", "/v1/search?q=peace", "/v1/nothing"):
            answer = client.get(address)
            assert answer.status_code == (404 if address == "/v1/nothing" else 503)
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.status_code == 404 or answer.headers["retry-after"]
        page = client.get("/")
        assert page.status_code == 503
        assert 'http-equiv="refresh"' in page.text
        assert client.get("/docs").status_code == 200
        go.set()
        until(lambda: client.get("/readyz").status_code == 200, 60)
        assert client.get("/v1/instruments/S/RES/1325").json()["symbol"] == "S/RES/1325 (2000)"


def test_the_engine_goes_away_and_comes_back(one_instrument: Settings, serving: Serving, until: Until) -> None:
    address = "/v1/instruments/S/RES/1325"
    assert one_instrument.graph.path is not None
    with serving(one_instrument) as client:
        until(lambda: client.get(address).status_code == 200, 60)
        pid = embedded_status(one_instrument.graph.path).pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        began = time.monotonic()
        answer = client.get(address)
        assert time.monotonic() - began < 6  # two or three on an idle machine; the driver would take 14 by itself
        assert answer.status_code == 503
        assert "it is being started again" in answer.json()["detail"]
        assert "address" not in answer.json()["remedy"]
        assert "The graph is not" in client.get("/readyz").json()["detail"]
        assert answer.headers["content-type"] == "application/problem+json"
        assert client.get("/healthz").status_code == 200
        until(lambda: client.get(address).status_code == 200, 90)
        assert embedded_status(one_instrument.graph.path).pid != pid


def test_a_graph_that_cannot_be_opened_is_explained_and_tried_again(
    tmp_path: Path, serving: Serving, until: Until
) -> None:
    (tmp_path / "graph").write_text("a file, not a directory")
    settings = read_settings(
        graph=f"embedded:{tmp_path / 'graph'}", library=tmp_path / "library.sqlite", log_level="error"
    )
    with serving(settings) as client:
        until(lambda: "needs a directory" in client.get("/readyz").text, 20)
        assert client.get("/v1/dataset").status_code == 503
        assert client.get("/healthz").status_code == 200


def test_long_work_is_told_in_the_log(
    one_instrument: Settings, serving: Serving, until: Until, capfd: pytest.CaptureFixture[str]
) -> None:
    settings = one_instrument.model_copy(update={"log_level": "info", "log_format": "json"})
    with serving(settings) as client:
        until(lambda: client.get("/readyz").status_code == 200, 60)
    told = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    events = [line["event"] for line in told if line["event"] != "request"]
    assert events == ["preparing", "graph brought up to date", "graph ready"]
    assert told[0]["doing"].startswith("writing the graph")


def test_the_end_does_not_wait_for_long_work(one_instrument: Settings, serving: Serving, until: Until) -> None:
    def for_ever(_: Settings, progress: Callable[[str, int, int, str], None]) -> None:
        while True:
            progress("writing", 1, 4, "")
            time.sleep(0.01)

    keeper = Keeper(one_instrument, prepare=for_ever)
    with serving(one_instrument, keeper) as client:
        until(lambda: "writing" in client.get("/readyz").text, 5)
    assert keeper.state.name == "stopped"
