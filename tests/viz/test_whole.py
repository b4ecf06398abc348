"""A whole library as files: read again it is the same library, and Neo4j's own tool takes its tables."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from akn_documents import link, page, preambular
from neo4j_maven import UnavailableError, fetch, java
from neo4j_release import LONG_TERM

from graph.library import Library
from graph.model import Edge, Node
from loaders.pipeline import load
from viz import whole
from viz.whole import LIST, fact_lines, facts_archive, neo4j_csv


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in (1, 2, 3):
        text = preambular("Recalling", f"its resolution {link(f'A/RES/79/{number}', f'79/{number}')}, and more,")
        (folder / f"{number}.xml").write_bytes(page(f"A/RES/80/{number}", text, title=f'"Tides", {number}; =1+1'))
    with Library.open(tmp_path / "library.sqlite") as library:
        load(library, [folder])
        yield library


def test_facts_are_read_again_without_loss(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole, "PART", 2000)
    (tmp_path / "facts.jsonl").write_bytes(b"".join(fact_lines(library.merged())))
    (tmp_path / "facts.zip").write_bytes(facts_archive(library.merged()))
    with zipfile.ZipFile(tmp_path / "facts.zip") as archive:
        assert len(archive.namelist()) > 1
    for name in ("facts.jsonl", "facts.zip"):
        with Library.open(tmp_path / f"{name}.sqlite") as again:
            report = load(again, [tmp_path / name])
            assert report.rejects == ()
            assert list(again.facts()) == list(library.facts())


def test_tables_have_every_node_and_edge(library: Library, tmp_path: Path) -> None:
    facts = list(library.facts())
    assert neo4j_csv(library.merged(), tmp_path / "tables") == len(facts)
    rows: dict[str, list[dict[str, str]]] = {}
    for path in (tmp_path / "tables").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows[path.stem] = list(csv.DictReader(file))
    assert sum(map(len, rows.values())) == len(facts)
    own = next(row for row in rows["Instrument"] if row["id:ID(Instrument)"] == "A/RES/80/1")
    assert own[":LABEL"].split(LIST) == ["Instrument", "Resolution"]
    assert (own["title_en:string"], own["year:long"], own["languages:string[]"]) == ('"Tides", 1; =1+1', "2025", "en")
    cited = rows["CITES-Instrument-Instrument"][0]
    assert (cited[":START_ID(Instrument)"], cited["paragraph:string"]) == ("A/RES/80/1", "PP1")


def test_the_tool_of_neo4j_imports_the_tables(
    library: Library, tmp_path: Path, cannot_run: Callable[[str], NoReturn]
) -> None:
    try:
        jars, program = fetch(LONG_TERM), java(LONG_TERM)
    except UnavailableError as error:
        cannot_run(str(error))
    neo4j_csv(library.merged(), tmp_path / "tables")
    home = tmp_path / "home"
    (home / "conf").mkdir(parents=True)
    done = subprocess.run(
        [str(program), "-Xmx512m", "-cp", f"{jars}/*", "org.neo4j.cli.AdminTool", "database", "import", "full", "neo4j",
         "@import.args"],
        cwd=tmp_path / "tables", capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    facts = list(library.facts())
    nodes, edges = (sum(isinstance(fact, kind) for fact in facts) for kind in (Node, Edge))
    assert re.search(rf"\b{nodes} nodes", done.stdout)
    assert re.search(rf"\b{edges} relationships", done.stdout)
