"""With the bundled dataset: what the help promises works, and a person finds what she came for."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from graph.engines import embedded_stop
from graph.library import Contribution, Library
from graph.model import Body

PROGRAM = "from api.cli.main import main; main()"
READING = ("show", "cites", "cited-by", "path", "search", "export", "query", "conflicts", "dataset", "db")
CHANGING = {("db", "start"), ("db", "stop"), ("db", "rebuild")}


def test_every_example_of_the_help_works(recalling, bundled):
    ran = 0
    for command in (
        [[name] for name in READING[:-2]]
        + [["dataset", "info"], ["dataset", "sources"]]
        + [["db", "status"]]  # `db digest` takes its time, and has a test of its own
    ):
        for example in re.findall(r"^ +recalling (.+)$", recalling(*command, "--help").out, re.M):
            result = recalling(*shlex.split(example.partition("|")[0]), settings=bundled)
            assert result.code <= (command == ["conflicts"]), f"{example}: {result.err}"
            ran += 1
    assert ran > 15


def test_load_again_changes_nothing(recalling, bundled):
    told = recalling("load", "--json", settings=bundled).json
    assert (told["read"], told["changed_facts"], told["nodes_written"], told["rebuilt"]) == (0, 0, 0, False)
    assert recalling("db", "digest", "--json", settings=bundled).json["equal"]


def test_facts_that_are_too_many_for_one_file_are_told(recalling, bundled, tmp_path):
    whole = recalling("export", "facts", "-o", str(tmp_path / "facts.jsonl"), settings=bundled)
    assert whole.code == 0
    assert ".zip" in whole.err, "a file of more than 64 MB, which `load` does not read"


def test_what_the_resolution_on_artificial_intelligence_links(recalling, bundled):
    items = recalling("cites", "78/265", "--json", settings=bundled).json["items"]
    linked = [item["node"] for item in items if any(edge["origin"] == "link" for edge in item["edges"])]
    assert [node["base"] for node in linked].count("Instrument") == 13
    assert [node["base"] for node in linked].count("Document") == 5
    assert all(edge["paragraph"] for item in items for edge in item["edges"])
    citing = recalling("cited-by", "78/265", "--json", settings=bundled).json["items"]
    (edge,) = next(item["edges"] for item in citing if item["node"]["id"] == "A/RES/78/311")
    assert (edge["verb"], edge["paragraph"]) == ("reaffirms", "PP3")


def test_the_task_force_and_its_co_chairs(recalling, bundled):
    (item,) = recalling("show", "UNODC", "--relation", "co-chair-of", "--json", settings=bundled).json["items"]
    assert (item["node"]["base"], item["node"]["label"]) == ("Body", "TaskForce")
    chairs = recalling("show", item["node"]["id"], "--relation", "co-chairs", "--json", settings=bundled).json
    assert chairs["total"] == 2
    assert {edge["as_of"] for chair in chairs["items"] for edge in chair["edges"]} == {"2022-12-16"}


def test_dataset_info(recalling):
    told = recalling("dataset", "info", "--json").json
    assert "United Nations" in told["attribution"]
    out = recalling("dataset", "info").out
    assert told["parts"]["texts"]["digest"] in out
    assert "United Nations" in out


def test_figures_are_those_of_the_graph(recalling, bundled):
    told = recalling("dataset", "info", "--figures", "--json").json
    loaded = recalling("dataset", "info", "--figures", "--loaded", "--json", settings=bundled).json
    assert loaded == told
    cypher = (
        "MATCH (a:Instrument)-[c:CITES]->(b:Instrument) "
        "RETURN count(c) AS edges, count(DISTINCT a.id) AS citing, count(DISTINCT b.id) AS cited"
    )
    ((edges, citing, cited),) = recalling("query", cypher, "--json", settings=bundled).json["rows"]
    assert (edges, citing, cited) == (told["edges"], told["citing"], told["cited"])
    first = told["top"]["S"][0]
    cypher = "MATCH (a:Instrument)-[:CITES]->(b:Instrument {id: $id}) RETURN count(DISTINCT a.id) AS times"
    counted = recalling("query", cypher, "--param", f"id={first['id']}", "--json", settings=bundled).json["rows"]
    assert counted == [[first["by"]]]
    printed = recalling("dataset", "info", "--figures").out
    assert f"| {first['id']} | {first['by']:,} | {first['mentions']:,} |" in printed.splitlines()


def test_loaded_goes_with_figures(recalling):
    result = recalling("dataset", "info", "--loaded")
    assert (result.code, "--figures" in result.err) == (2, True)


def test_query(recalling, bundled):
    cypher = "MATCH (i:Instrument {id: $id}) RETURN i.id AS id, i, 1.5 AS number, null AS nothing"
    result = recalling("query", cypher, "--param", "id=A/RES/78/265", "--json", settings=bundled)
    assert result.json["columns"] == ["id", "i", "number", "nothing"]
    ((id_, node, number, nothing),) = result.json["rows"]
    assert result.json["truncated"] is False
    assert (id_, number, nothing) == ("A/RES/78/265", 1.5, None)
    assert node["properties"]["title_en"].startswith("Seizing")
    assert "1 row\n" in result.err


def test_a_query_with_more_rows_than_asked_for(recalling, bundled):
    result = recalling("query", "MATCH (n:Meeting) RETURN n.id AS id ORDER BY id", "--limit", "3", settings=bundled)
    assert result.code == 0
    assert len(result.out.splitlines()) == 4
    assert "There are more" in result.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["CREATE (n) RETURN n"], "cannot begin with CREATE"),
        (["MATCH (n RETURN n"], "yntax error"),
        (["MATCH (n {id: $id}) RETURN n", "--param", "id"], "is no parameter"),
    ],
)
def test_a_query_that_is_refused(recalling, bundled, words, said):
    result = recalling("query", *words, settings=bundled)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert result.err.count("\n") == 1


def test_serve_says_where_it_answers_and_ends_with_ctrl_c(bundled, repository: Path):
    variables = os.environ | {
        "RECALLING_GRAPH": str(bundled.graph),
        "RECALLING_LIBRARY": str(bundled.library),
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-c", PROGRAM, "serve", "--port", "0"]
    with subprocess.Popen(
        command, cwd=repository, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            said = process.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+", said)
            assert found, said
            assert httpx.get(f"{found[0]}/healthz", timeout=30).status_code == 200
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
        finally:
            process.kill()
    assert (process.returncode, out) == (0, "")
    assert "Traceback" not in err


def test_serve_listens_before_the_graph_is_there(tmp_path: Path, repository: Path):
    """What starts it waits for a port and for /readyz, not for a first load."""
    with Library.open(tmp_path / "library.sqlite") as library:
        fact = Body(id="body", name_en="A body", coverage="record")
        library.replace("test", [Contribution(fact, 50)], digest="1", rank=50)
    variables = os.environ | {
        "RECALLING_GRAPH": f"embedded:{tmp_path / 'graph'}",
        "RECALLING_LIBRARY": str(tmp_path / "library.sqlite"),
        "RECALLING_LINGER": "0",
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-c", PROGRAM, "serve", "--port", "0"]
    with subprocess.Popen(
        command, cwd=repository, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
            assert found
            assert httpx.get(f"{found[0]}/healthz", timeout=30).status_code == 200
            first = httpx.get(f"{found[0]}/readyz", timeout=30)
            assert first.status_code == 503  # an engine takes more than a second to start
            assert first.json()["detail"].startswith("The graph is not ready yet")
            deadline = time.monotonic() + 60
            while httpx.get(f"{found[0]}/readyz", timeout=30).status_code != 200:
                assert time.monotonic() < deadline
                time.sleep(0.1)
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=60)
        finally:
            process.kill()
            process.wait()
            embedded_stop(tmp_path / "graph")
    assert process.returncode == 0
    assert "graph brought up to date" in err


def test_show_imports_nothing_that_it_does_not_need(tmp_path: Path, repository: Path):
    program = (
        "import sys\n"
        "from api.cli.main import run\n"
        "run(['show', 'UNODC'])\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))\n"
    )
    variables = os.environ | {"RECALLING_GRAPH": f"embedded:{tmp_path / 'graph'}"}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=repository, env=variables, capture_output=True, text=True, check=True
    )
    assert "nothing is loaded yet" in done.stderr
    heavy = {
        "fastapi",
        "starlette",
        "uvicorn",
        "structlog",
        "viz",
        "loaders",
        "networkx",
        "rustworkx",
        "jinja2",
        "lxml",
    }
    assert heavy.isdisjoint(done.stdout.split())
