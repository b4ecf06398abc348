"""A process that reads a graph again and again while others write it, and looks whether any answer is torn.

python tests/endurance/reading.py GRAPH EXPECTED.json STOP: until the file STOP is there. Every instrument that is in
the graph must have one of the numbers of citations that EXPECTED gives for it. Prints how many answers were looked at.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

from graph.engines import GraphAddress, open_engine
from graph.store import Store

OF_ALL = """
MATCH (n:Instrument) WHERE n.coverage = 'full'
OPTIONAL MATCH (n)-[r:CITES]->() RETURN n.id AS id, count(r) AS citations
"""
OF_ONE = """
MATCH (n:Instrument {id: $id}) WHERE n.coverage = 'full'
RETURN n.id AS id, COUNT { (n)-[:CITES]->() } AS citations
"""


def main(graph: str, expected_file: str, stop: str) -> int:
    """Read until told to stop. Exit 1 with the first torn answer."""
    expected: dict[str, list[int]] = json.loads(Path(expected_file).read_text())
    looked = 0
    with open_engine(GraphAddress.parse(graph), start=False) as engine:
        store = Store(engine)
        while not Path(stop).exists():
            rows = store.read(OF_ALL)
            rows += store.read(OF_ONE, id=random.choice(list(expected)))
            for row in rows:
                if row["citations"] not in expected[row["id"]]:
                    print(f"torn: {row['id']} has {row['citations']} citations, not one of {expected[row['id']]}")
                    return 1
            looked += len(rows)
    print(looked)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
