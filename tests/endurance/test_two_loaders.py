"""Two processes that load at the same time: both end well, and the graph holds what both have loaded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from akn_documents import link, page, preambular

from graph.engines import embedded_start, embedded_stop
from graph.library_file import graph_right

PROGRAM = (sys.executable, "-c", "from api.cli.main import main; main()")
DOCUMENTS = 40


def write_documents(folder: Path, session: int) -> Path:
    """Documents of a session; all cite the same ones, so that the two loads touch the same nodes."""
    folder.mkdir()
    for number in range(1, DOCUMENTS + 1):
        words = " and ".join(link(f"A/RES/70/{one}", f"70/{one}") for one in range(1, 21))
        text = page(f"A/RES/{session}/{number}", preambular("Recalling", words) * 2, frbr=f"{session}-{number}")
        (folder / f"A_RES_{session}_{number}.xml").write_bytes(text)
    return folder


def environment_of(place: Path, repository: Path) -> dict[str, str]:
    """The settings of a library and an embedded graph in a folder."""
    return {
        **os.environ,
        "RECALLING_LIBRARY": str(place / "library.sqlite"),
        "RECALLING_GRAPH": f"embedded:{place / 'graph'}",
        "PYTHONPATH": str(repository),
    }


def test_two_loaders_at_once(tmp_path: Path, repository: Path) -> None:
    environment = environment_of(tmp_path, repository)
    folders = [write_documents(tmp_path / str(session), session) for session in (79, 80)]
    embedded_start(tmp_path / "graph")
    try:
        loaders = [
            subprocess.Popen([*PROGRAM, "load", str(folder)], env=environment, stderr=subprocess.PIPE, text=True)
            for folder in folders
        ]
        told = [loader.communicate(timeout=200)[1] for loader in loaders]
        assert [loader.returncode for loader in loaders] == [0, 0], told
        done = subprocess.run(
            [*PROGRAM, "db", "digest", "--json"], env=environment, capture_output=True, text=True, check=True
        )
        assert json.loads(done.stdout)["equal"]
        done = subprocess.run(
            [*PROGRAM, "dataset", "sources", "--json"], env=environment, capture_output=True, text=True, check=True
        )
        assert len(json.loads(done.stdout)["items"]) == 2 * DOCUMENTS
    finally:
        embedded_stop(tmp_path / "graph")


def test_a_loader_that_must_wait_says_so_and_goes_on(tmp_path: Path, repository: Path) -> None:
    environment = environment_of(tmp_path, repository)
    folder = write_documents(tmp_path / "80", 80)
    embedded_start(tmp_path / "graph")
    try:
        with graph_right(tmp_path / "library.sqlite"):
            with (tmp_path / "told").open("w") as told:
                loader = subprocess.Popen([*PROGRAM, "load", str(folder)], env=environment, stderr=told)
            deadline = time.monotonic() + 60
            while "waiting for another process that writes to the graph" not in (tmp_path / "told").read_text():
                assert time.monotonic() < deadline
                assert loader.poll() is None
                time.sleep(0.1)
        assert loader.wait(timeout=100) == 0, (tmp_path / "told").read_text()
    finally:
        embedded_stop(tmp_path / "graph")
