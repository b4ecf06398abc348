"""What every test may ask for: a real Neo4j, the corpus, a browser; and the report of what could not be run here.

A part that is missing on a person's machine skips the tests that need it and is named at the end of the run; under
CI=true it fails them, so that nothing is left out unseen.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from neo4j_choice import chosen_neo4j
from neo4j_maven import UnavailableError
from neo4j_release import CALENDAR, LONG_TERM, Release
from neo4j_server import Neo4jServer
from playwright.sync_api import Browser, Page, sync_playwright
from xdist.scheduler import LoadScopeScheduling

from api.loads import load_dataset
from api.settings import read_settings
from graph.engines import embedded_stop

CANNOT_RUN = "cannot run here: "
TOGETHER = {
    "neo4j": (
        "contract/",
        "graph/engines/",
        "e2e/test_neo4j_browser",
        "endurance/test_kills",
        "api/cli/test_cli_trouble",
        "test_py2neo",
    ),
    "graphs": ("api/", "e2e/", "endurance/"),
}
"""The tests of one group run in one process, by the beginnings of their paths; any other file is a group of its own.

A real Neo4j that a person has named is one for all, and two of our own would start twice; a graph with the bundled
dataset takes half a minute to write, and is copied within its process.
"""
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_FLAGS = (
    # As root, which containers are, there is no sandbox; the rest keeps the browser itself from calling anybody.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def _cannot_run(reason: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        raise pytest.fail.Exception(CANNOT_RUN + reason, pytrace=False) from None
    raise pytest.skip.Exception(CANNOT_RUN + reason) from None


@pytest.fixture(scope="session")
def cannot_run() -> Callable[[str], NoReturn]:
    """For tests that find a part of this machine missing: say what, and how to get it."""
    return _cannot_run


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def corpus(repository: Path) -> Path:
    """The real documents, which lie beside the checkout and not in it."""
    path = repository.parent / "shared" / "corpus"
    if not path.is_dir():
        _cannot_run(f"no corpus beside the checkout ({Path('..', 'shared', 'corpus')})")
    return path


@pytest.fixture(scope="session")
def whole_dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a library and a closed embedded graph that hold the bundled dataset: to be copied, not opened.

    To load it takes half a minute, to copy it a moment.
    """
    home = tmp_path_factory.mktemp("whole-dataset")
    load_dataset(read_settings(graph=f"embedded:{home / 'graph'}", library=home / "library.sqlite", linger=0))
    embedded_stop(home / "graph")
    return home


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Neo4jServer]:
    """A real Neo4j for the whole run. What is in it is the last test's: see `empty_neo4j`."""
    yield from _chosen(LONG_TERM)


@pytest.fixture(scope="session")
def neo4j_calendar_server() -> Iterator[Neo4jServer]:
    """The same of the release that is named after the calendar."""
    yield from _chosen(CALENDAR)


def _chosen(release: Release) -> Iterator[Neo4jServer]:
    try:
        with chosen_neo4j(release) as server:
            yield server
            if server.process is None:
                server.empty()
    except UnavailableError as error:
        _cannot_run(f"no Neo4j {release.version}: {error}")


@pytest.fixture
def empty_neo4j(neo4j_server: Neo4jServer) -> Neo4jServer:
    """The real Neo4j with nothing in it, neither data nor indexes."""
    neo4j_server.empty()
    return neo4j_server


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The system's own Chromium."""
    found = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if found is None:
        _cannot_run("no Chromium (Debian: apt install chromium)")
    return Path(found)


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    """One browser for the whole run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a profile of its own, which waits ten seconds at most for anything."""
    context = browser.new_context(accept_downloads=True)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


class _Together(LoadScopeScheduling):
    """Gives two processes their work by groups of files, the groups of the most tests first."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0].removeprefix("tests/")
        return next((name for name, places in TOGETHER.items() if file.startswith(places)), file)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> _Together:
    """How `pytest -n 2` shares the work."""
    return _Together(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Adds the end of Neo4j's log to a failure in a test that used it."""
    report = yield
    used = getattr(item, "funcargs", {}).values() if report.failed else ()
    for server in used:
        if isinstance(server, Neo4jServer):
            report.sections.append(("Neo4j's log", server.last_lines()))
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Names what was left out, why, and how many tests that is. (`-rs` would give a line to each test.)"""
    reasons = Counter(
        str(report.longrepr[2]).removeprefix("Skipped: ").removeprefix(CANNOT_RUN)
        for report in terminalreporter.stats.get("skipped", [])
        if isinstance(report.longrepr, tuple)
    )
    if reasons:
        terminalreporter.section("not run on this machine")
    for reason, tests in reasons.items():
        terminalreporter.write_line(f"{tests} {'test' if tests == 1 else 'tests'}: {reason}")
