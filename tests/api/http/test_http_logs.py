"""What the server writes about itself: a line a request, without what was asked for."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager

import httpx
import pytest

from api.http.keeper import Keeper
from api.settings import Settings
from graph.errors import EngineUnavailable
from graph.store import Store

Serving = Callable[..., AbstractContextManager[httpx.Client]]


def _nothing(*_: object, **__: object) -> AbstractContextManager[Store]:
    raise EngineUnavailable("nobody answers")


@pytest.mark.parametrize("format_", ["json", "text"])
def test_a_line_a_request_without_parameters(
    empty_home: Settings, serving: Serving, capfd: pytest.CaptureFixture[str], format_: str
) -> None:
    settings = empty_home.model_copy(update={"log_level": "info", "log_format": format_})
    with serving(settings, Keeper(settings, prepare=_nothing, opened=_nothing)) as client:
        client.get("/v1/search", params={"q": "a private question", "token": "hunter2"})
        client.get("/v1/nothing/%0aforged%1b[31m")
        client.get("/healthz")
    out, err = capfd.readouterr()
    assert out == ""
    assert "private" not in err
    assert "hunter2" not in err
    lines = [line for line in err.splitlines() if "request" in line]
    assert len(lines) == 2
    assert "\x1b" not in err
    assert not [line for line in err.splitlines() if line.startswith("forged")]
    if format_ == "json":
        first = json.loads(lines[0])
        assert (first["method"], first["path"], first["status"]) == ("GET", "/v1/search", 503)
        assert first["bytes"] > 0


def test_a_traceback_has_no_values_of_variables(
    empty_home: Settings, serving: Serving, capfd: pytest.CaptureFixture[str]
) -> None:
    class Broken(Keeper):
        def store(self) -> Store:
            password = "".join(["hunt", "er2"])
            raise RuntimeError(len(password))

    settings = empty_home.model_copy(update={"log_format": "json"})
    with serving(settings, Broken(settings, prepare=_nothing, opened=_nothing)) as client:
        assert client.get("/v1/dataset").status_code == 500
    err = capfd.readouterr().err
    assert "RuntimeError" in err
    assert "hunter2" not in err
