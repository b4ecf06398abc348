"""Search, paths, pictures, Cypher and the dataset over HTTP."""

from __future__ import annotations

import csv
import io
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest

AI = "A/RES/78/265"


@pytest.mark.parametrize(
    ("words", "first", "found_by"),
    [
        ("s/res/1325 (2000)", "S/RES/1325", "symbol"),
        ("artificial intelligence", "A/RES/78/265", "words"),
        ("trustworthy art", AI, "words"),
        ("Palermo Convention", "palermo-convention", "words"),
        ("UNODC", "unodc", "words"),
        ("78/265", AI, "symbol"),
    ],
)
def test_search(api: httpx.Client, words: str, first: str, found_by: str) -> None:
    answer = api.get("/v1/search", params={"q": words}).json()
    assert answer["items"][0]["node"]["id"] == first
    assert answer["items"][0]["found_by"] == found_by
    assert answer["total"] == len(answer["items"])


def test_a_path_with_evidence_on_each_hop(api: httpx.Client) -> None:
    path = api.get("/v1/path", params={"from": "A/RES/78/311", "to": "2030 Agenda"}).json()
    assert path["directed"] is True
    assert [node["id"] for node in path["nodes"]] == ["A/RES/78/311", AI, "A/RES/70/1"]
    assert [len(hop["edges"]) for hop in path["hops"]] == [1, 2]
    assert path["hops"][0]["edges"][0]["paragraph"] == "PP3"


def test_no_path_is_a_problem_of_its_own(api: httpx.Client) -> None:
    answer = api.get("/v1/path", params={"from": AI, "to": "S/RES/9999"})
    assert answer.status_code == 404
    assert answer.json()["type"] == "/problems/not-connected"


def test_the_graph_in_every_format(api: httpx.Client) -> None:
    def graph(format_: str) -> httpx.Response:
        answer = api.get("/v1/graph", params={"around": AI, "format": format_})
        assert answer.status_code == 200
        return answer

    data = graph("json").json()
    ids = {node["id"] for node in data["nodes"]}
    assert ids == {AI, "A/RES/70/1", "A/RES/217(III)A", "A/RES/77/320", "A/HRC/17/31", "A/RES/78/311"}
    assert len(data["edges"]) == 6
    for format_ in ("graphml", "gexf"):
        answer = graph(format_)
        assert ElementTree.fromstring(answer.content) is not None
        assert answer.headers["content-disposition"] == f'attachment; filename="A_RES_78_265.{format_}"'
    assert len(list(csv.reader(io.StringIO(graph("csv").text)))) == 7
    page = graph("html")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "sandbox" in page.headers["content-security-policy"]


def test_cypher(api: httpx.Client) -> None:
    query = "MATCH (n:Instrument {id: $id})-[c:CITES]->(m) RETURN m.id AS id, count(c) AS mentions ORDER BY id"
    answer = api.post("/v1/cypher", json={"query": query, "params": {"id": AI}}).json()
    assert answer["columns"] == ["id", "mentions"]
    assert answer["rows"][-1] == ["A/RES/77/320", 1]
    assert answer["truncated"] is False
    cut = api.post("/v1/cypher", json={"query": query, "params": {"id": AI}, "limit": 1}).json()
    assert (len(cut["rows"]), cut["truncated"]) == (1, True)
    large = {"query": "UNWIND range(1, 1000) AS i RETURN $text + toString(i)", "params": {"text": "x" * 60_000}}
    cut = api.post("/v1/cypher", json=large).json()
    assert (len(cut["rows"]) < 300, cut["truncated"]) == (True, True)


@pytest.mark.parametrize(
    "query",
    [
        "MATCH (n) DETACH DELETE n",
        "CREATE (n:Instrument {id: 'x'})",
        "MATCH (n:Instrument) SET n.coverage = 'full' RETURN n",
        "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
        "CALL dbms.listConfig()",
        "RETURN 1; MATCH (n) DETACH DELETE n",
        "no Cypher at all",
        "MATCH (n) WITH n // only reads\rDETACH DELETE n",
        "RETURN reduce(s = 'xx', x IN range(1, 40) | s + s)",
        "RETURN 'a' =~ '(a+)+b'",
    ],
)
def test_cypher_that_is_refused(api: httpx.Client, query: str) -> None:
    before = api.get("/v1/dataset").json()["nodes"]
    answer = api.post("/v1/cypher", json={"query": query})
    assert answer.status_code == 400
    assert answer.json()["type"] == "/problems/bad-query"
    assert api.get("/v1/dataset").json()["nodes"] == before


def test_what_is_loaded(api: httpx.Client) -> None:
    answer: dict[str, Any] = api.get("/v1/dataset").json()
    assert answer["nodes"]["TaskForce"] == 1
    assert answer["edges"]["CO_CHAIRS"] == 2
    assert answer["instruments"]["Treaty"] == {"full": 0, "partial": 0, "record": 2, "cited": 0}
    assert answer["engine"]["name"] == "arcadedb"
    assert "United Nations" in answer["attribution"]
    assert answer["bundled"]["edition"]
