"""One graph, served, and asked as people ask it: by command, over HTTP, in Cypher and in the picture, with the same
answers; and every command of the README, run as it stands there."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page

from graph.engines import embedded_stop

AI = "A/RES/78/265"
Cited = set[tuple[str, str]]


class House:
    """A graph with the bundled dataset, served; and the program, run beside it."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.folder = folder
        self.url = f"http://127.0.0.1:{port}"
        self.environment = os.environ | {
            "RECALLING_GRAPH": f"embedded:{folder / 'graph'}",
            "RECALLING_LIBRARY": str(folder / "library.sqlite"),
            "RECALLING_PORT": str(port),
            "RECALLING_LINGER": "1",
        }

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "from api.cli.main import main; main()", *words]
        return subprocess.run(
            command, env=self.environment, cwd=self.folder, capture_output=True, text=True, timeout=120, check=False
        )

    def asked(self, *words: str) -> Any:
        done = self.run(*words)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, whole_dataset: Path, repository: Path) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("house"))
    shutil.copytree(whole_dataset, house.folder, dirs_exist_ok=True)
    house.environment["PYTHONPATH"] = str(repository)
    log = (house.folder / "serve.log").open("w")
    command = [sys.executable, "-c", "from api.cli.main import main; main()", "serve"]
    server = subprocess.Popen(command, env=house.environment, cwd=house.folder, stdout=log, stderr=log)
    try:
        _until_ready(house, server)
        yield house
    finally:
        server.terminate()
        server.wait(timeout=30)
        log.close()
        embedded_stop(house.folder / "graph")


def _until_ready(house: House, server: subprocess.Popen[bytes]) -> None:
    for _ in range(480):
        assert server.poll() is None, (house.folder / "serve.log").read_text()
        try:
            if httpx.get(f"{house.url}/readyz").status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.25)
    raise AssertionError((house.folder / "serve.log").read_text())


def by_command(house: House) -> Cited:
    found = house.asked("cites", AI, "--json")
    return {(item["node"]["id"], edge["paragraph"]) for item in found["items"] for edge in item["edges"]}


def by_http(house: House) -> Cited:
    found = httpx.get(f"{house.url}/v1/instruments/{AI}/cites", params={"limit": 500}).json()
    return {(item["node"]["id"], edge["paragraph"]) for item in found["items"] for edge in item["edges"]}


def by_cypher(house: House) -> Cited:
    query = f"MATCH (:Instrument {{id: '{AI}'}})-[c:CITES]->(n) RETURN n.id, c.paragraph"
    answer = httpx.post(f"{house.url}/v1/cypher", json={"query": query}).json()
    return {(row[0], row[1]) for row in answer["rows"]}


def test_the_same_citations_by_command_http_cypher_and_picture(house: House, page: Page) -> None:
    cited = by_command(house)
    # Twenty-two by their symbols, nine by their names: the Charter and what else is no resolution.
    assert len(cited) == 31
    assert cited == by_http(house) == by_cypher(house)
    exported = house.asked("export", "json", "--around", AI, "-o", "-")
    drawn = {
        (edge["end_at"].partition(":")[2], edge["paragraph"])
        for edge in exported["edges"]
        if edge["kind"] == "CITES" and edge["start_at"] == f"Instrument:{AI}"
    }
    assert drawn == cited
    picture = house.folder / "picture.html"
    assert house.run("export", "html", "--around", AI, "-o", str(picture)).returncode == 0
    leaving: list[str] = []
    page.context.set_offline(True)
    page.on("request", lambda request: leaving.append(request.url) if request.url != picture.as_uri() else None)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(picture.as_uri())
    text = page.locator("table").first.inner_text()
    # Treaties are shown by their names, and so is the Universal Declaration.
    assert all(id_ in text for id_, _ in cited if "/" in id_ and id_ != "A/RES/217(III)A")
    assert "Charter of the United Nations" in text
    assert leaving == []
    assert errors == []
    served = httpx.get(f"{house.url}/v1/graph", params={"around": AI, "format": "html"})
    assert served.headers["content-type"].startswith("text/html")
    assert served.content == picture.read_bytes()


def test_the_co_chairs_by_command_and_http(house: House) -> None:
    found = httpx.get(f"{house.url}/v1/bodies/un-task-force-policing/co-chairs").json()
    assert {item["node"]["id"] for item in found["items"]} == {"dpo", "unodc"}
    assert {edge["source"] for item in found["items"] for edge in item["edges"]} == {"A/RES/77/241 fn.1@PP4"}
    shown = house.run("show", "un-task-force-policing")
    assert "UNODC" in shown.stdout or "unodc" in shown.stdout


def test_every_command_of_the_readme(house: House, repository: Path) -> None:
    lines = re.findall(r"^\$ (.+)$", (repository / "README.md").read_text("utf-8"), re.M)
    commands = [shlex.split(line) for line in lines if line.startswith("recalling ")]
    requests = [shlex.split(line)[-1] for line in lines if line.startswith("curl ")]
    assert len(commands) >= 8
    assert len(requests) >= 3
    for command in commands:
        done = house.run(*command[1:])
        assert done.returncode == 0, (command, done.stderr)
    assert (house.folder / "picture.html").read_text("utf-8").casefold().startswith("<!doctype html>")
    for url in requests:
        answer = httpx.get(url.replace("http://127.0.0.1:8000", house.url))
        assert answer.status_code == 200, (url, answer.text)
        assert answer.json()


def test_the_addresses_that_the_readme_names(house: House, repository: Path) -> None:
    named = re.findall(r"<http://127\.0\.0\.1:8000([^>]*)>", (repository / "README.md").read_text("utf-8"))
    assert named
    for address in named:
        assert httpx.get(house.url + address).status_code == 200, address
