"""Neo4j Browser in Chromium, with the address that `recalling db status` gives: it signs in and draws the graph, of
Neo4j and of the embedded engine, with no network but loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from neo4j_server import Neo4jServer, serving
from playwright.sync_api import Page, Route, expect

from graph.engines import Engine, GraphAddress, embedded_stop, open_engine
from graph.library import Contribution, Library
from graph.merge import RANKS
from graph.model import Citation, Fact, Instrument, Ref
from graph.projection import project
from graph.store import Store

AI = "A/RES/78/265"
QUERY = f"MATCH path = (:Instrument {{id: '{AI}'}})-[:CITES]->() RETURN path"
PATIENCE = 60_000  # of four megabytes of script on a busy machine


@pytest.fixture(scope="module")
def browser_url(neo4j_server: Neo4jServer) -> Iterator[str]:
    """Where a Neo4j Browser is served."""
    if neo4j_server.browser_url:
        yield neo4j_server.browser_url
    else:
        with serving(browser=True) as server:
            assert server.browser_url
            yield server.browser_url


@pytest.fixture(params=["embedded", "neo4j"])
def connected(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Engine, str]]:
    """Each engine with three instruments, and its password."""
    if request.param == "embedded":
        with open_engine(GraphAddress.parse(f"embedded:{tmp_path / 'graph'}"), linger=1) as engine:
            fill(engine, tmp_path)
            assert engine.password_file
            yield engine, engine.password_file.read_text().strip()
        embedded_stop(tmp_path / "graph")
        return
    server: Neo4jServer = request.getfixturevalue("empty_neo4j")
    with open_engine(GraphAddress.parse(server.bolt_url), user=server.user, password=server.password) as engine:
        fill(engine, tmp_path)
        yield engine, server.password


def fill(engine: Engine, folder: Path) -> None:
    facts: list[Fact] = [Instrument(id=AI, label="Resolution", title_en="The one in the middle", coverage="full")]
    for id_, label in (("A/RES/70/1", "Resolution"), ("A/RES/217(III)A", "Declaration")):
        facts += [
            Instrument(id=id_, label=label, coverage="cited"),
            Citation(
                kind="CITES", start_at=Ref("Instrument", AI), end_at=Ref("Instrument", id_), key="PP1#1",
                section="preamble", paragraph="PP1", cited_as="link", origin="link", languages=("en",),
            ),
        ]  # fmt: skip
    with Library.open(folder / "library.sqlite") as library:
        contributions = [Contribution(fact, RANKS["text-en"]) for fact in facts]
        library.replace("text", contributions, digest="1", rank=RANKS["text-en"])
        project(library, Store(engine))


def told(engine: Engine, password: str, folder: Path, repository: Path) -> str:
    """The address for the Browser, as `recalling db status` gives it."""
    settings = {
        "PYTHONPATH": str(repository),
        "RECALLING_GRAPH": engine.address_text,
        "RECALLING_LIBRARY": str(folder / "library.sqlite"),
    }
    if not engine.address.embedded:
        settings |= {"RECALLING_USER": engine.user or "", "RECALLING_PASSWORD": password}
    command = [sys.executable, "-c", "from api.cli.main import main; main()", "db", "status", "--json"]
    done = subprocess.run(
        command, env=os.environ | settings, cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["browser"]


class Watched:
    """A page that reaches loopback alone; what it tried beyond that, where it connected, and its errors."""

    def __init__(self, page: Page) -> None:
        self.kept_in: list[str] = []
        self.sockets: set[str] = set()
        self.errors: list[str] = []
        page.context.route("**/*", self._let)
        page.on("websocket", lambda socket: self.sockets.add(urlsplit(socket.url).netloc))
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _let(self, route: Route) -> None:
        if urlsplit(route.request.url).hostname == "127.0.0.1":
            route.continue_()
        else:
            self.kept_in.append(route.request.url)
            route.abort()


def test_it_signs_in_and_draws_what_is_asked(
    page: Page, browser_url: str, connected: tuple[Engine, str], tmp_path: Path, repository: Path
) -> None:
    engine, password = connected
    page.set_default_timeout(PATIENCE)
    watched = Watched(page)
    address = told(engine, password, tmp_path, repository)
    assert address.startswith("http://localhost:7474/browser/?connectURL=")
    page.goto(browser_url + address.removeprefix("http://localhost:7474/browser/"))

    # All but the password is filled in already.
    form = {name: page.get_by_test_id(name) for name in ("boltaddress", "database", "username", "password")}
    filled = [field.input_value() for field in form.values()]
    assert filled == [urlsplit(engine.bolt_url).netloc, engine.database, engine.user, ""]
    form["password"].fill(password)
    page.get_by_test_id("connect").click()
    form["password"].wait_for(state="detached")

    page.get_by_test_id("activeEditor").click()
    page.keyboard.type(QUERY)
    page.keyboard.press("Control+Enter")
    page.get_by_text("Displaying 3 nodes, 2 relationships.").wait_for()
    page.locator("svg g.relationship text").nth(1).wait_for()
    expect(page.locator("svg g.node circle.b-outline:visible")).to_have_count(3, timeout=PATIENCE)
    expect(page.locator("svg g.relationship text")).to_have_text(["CITES", "CITES"], timeout=PATIENCE)
    captions = page.locator("svg g.node text").all_text_contents()
    assert all(caption.strip() for caption in captions), captions
    assert watched.errors == []
    assert watched.sockets == {urlsplit(engine.bolt_url).netloc}
