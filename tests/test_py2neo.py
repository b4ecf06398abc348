"""Old notebooks: py2neo, whose life ended in 2023, still reads a graph on Neo4j 5.26 (docs/decisions/003-py2neo.md)."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from neo4j_server import Neo4jServer

NOTEBOOK = """
import json, os
from py2neo import Graph, NodeMatcher

graph = Graph(os.environ["URL"], auth=(os.environ["WHO"], os.environ["PASSWORD"]))
rows = graph.run("MATCH (:Instrument {id: $id})-[c:CITES]->(cited) RETURN cited.id AS id, c.paragraph AS paragraph",
                 id="A/RES/78/265").data()
node = NodeMatcher(graph).match("Instrument", id="A/RES/78/265").first()
print(json.dumps({"rows": rows, "labels": sorted(node.labels), "year": node["year"]}))
"""


def test_py2neo_reads_the_graph(empty_neo4j: Neo4jServer) -> None:
    with empty_neo4j.driver() as driver:
        driver.execute_query(
            "CREATE (:Instrument:Resolution {id: 'A/RES/78/265', year: 2024})"
            "-[:CITES {paragraph: 'PP2'}]->(:Instrument:Resolution {id: 'A/RES/77/320'})"
        )
    # In a process of its own: it leaks a socket, and our warnings are errors.
    environment = os.environ | {"URL": empty_neo4j.bolt_url, "WHO": empty_neo4j.user, "PASSWORD": empty_neo4j.password}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", NOTEBOOK],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "rows": [{"id": "A/RES/77/320", "paragraph": "PP2"}],
        "labels": ["Instrument", "Resolution"],
        "year": 2024,
    }
