"""What the gate lets through and what it refuses, without any engine."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import BadQuery
from graph.gate import check

READS = [
    "MATCH (n:Instrument)-[r:CITES]->(m) RETURN n.id, m.set, 'CREATE (x)' LIMIT 5",
    "MATCH p = (a)-[:CITES*1..3]->(b) RETURN p",
    "MATCH (n) WHERE n.title_en CONTAINS 'DELETE' RETURN {create: 1, a: n.id}",
    "CALL { MATCH (n) RETURN n } RETURN count(*)",
    "RETURN date.truncate('day', date())",
    "// set\nRETURN 2 * 3 AS x;",
    "MATCH (a)-[r*2]->(b) RETURN [x IN [1, 2] | x * 2]",
    "CALL db.labels() YIELD label RETURN label",
    "MATCH (n)<-[:CITES]-(m) WITH n, count(m) AS c ORDER BY c DESC LIMIT 10 RETURN n.id, c",
    "RETURN `set` /* CREATE */ AS x",
    "MATCH p = shortestPath((a)-[:CITES*..6]-(b)) RETURN length(p)",
    "RETURN 'it''s' + \"//\" + '\\'' AS quoted",
    "MATCH ()-[c:CITES]->() RETURN c.start AS start, c.end AS stop ORDER BY c.start LIMIT 5",
    "MATCH (n) WITH n AS set RETURN 1",
    "CALL { MATCH (n) RETURN count(n) AS filter } RETURN 1",
    "RETURN `date`.`truncate`('day', date())",
    "WITH [1, 2] AS list, 3 AS n RETURN list[0] - +n, list[0]-n, 1 - 2 * 3, [n - 1]",
    "MATCH (a)-->(b)<--(c)--(d)-[:CITES]-(e) WHERE a.year > +1 RETURN a",
]
REFUSED = [
    "",
    " // nothing\n",
    "CREATE (n)",
    "create(n)",
    "MATCH (n) SET n.x = 1",
    "match (n) detach delete n",
    "MATCH (n) /* x */ DELETE n",
    "MATCH (n) //\n DELETE n",
    "MATCH (n) REMOVE n:Body",
    "MERGE (n:Body {id: 'x'})",
    "LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l",
    "RETURN 1; MATCH (n) DELETE n",
    "CALL dbms.components()",
    "CALL apoc.load.json('x')",
    "CALL `dbms`.`components`()",
    "RETURN apoc.util.sleep(3)",
    "RETURN `apoc`.`util`.sleep(3)",
    "MATCH p = (a)-[*]->(b) RETURN p",
    "MATCH p = (a)-[*3..]->(b) RETURN p",
    "MATCH p = (a)-[:CITES*1..99]->(b) RETURN p",
    "MATCH p = (a)-[:CITES*..]->(b) RETURN p",
    "MATCH p = (a)-[r:CITES|AMENDS*]-(b) RETURN p",
    "MATCH ((a)-[:CITES]->(b))+ RETURN 1",
    "MATCH ((a)-[:CITES]->(b)){1,} RETURN 1",
    "MATCH p = ANY SHORTEST (a)-[:CITES]->(b) RETURN p",
    "\\u0043REATE (n)",
    "RETURN '\\u0027 CREATE (n) //'",
    "ＣREATE (n)",
    "СREATE (n)",
    "FOREACH (x IN [1] | CREATE (n))",
    "USE system RETURN 1",
    "EXPLAIN CREATE (n)",
    "MATCH (n) CALL { WITH n SET n.x = 1 } RETURN 1",
    "MATCH (n) CALL (n) { DELETE n } RETURN 1",
    "SHOW DATABASES",
    "RETURN 'unclosed",
    "RETURN " + "(" * 17 + "1" + ")" * 17,
    "RETURN '" + "x" * 9000 + "'",
    "RETURN " + "1+" * 1500 + "1",
    "WITH 1 AS x CREATE (n)",
    "WITH 1 AS create CREATE (n)",
    "WITH 1 AS as CREATE (n)",
    "MATCH (as) WITH as DELETE as",
    "MATCH (as), (return) WITH DISTINCT as DELETE return",
    "MATCH (n) WHERE n.as SET n.x = 1",
    "MATCH (n) WHERE n:as DELETE n",
    "MATCH (as) WHERE true AND as DETACH DELETE as",
    "WITH 1 AS `as` CREATE (n)",
    "MATCH (n) WITH n AS x, 1 AS start SET n.x = 1",
    "MATCH (a)-[:CITES]->+(b) RETURN 1",
    "MATCH (a)-[:CITES]->*(b) RETURN 1",
    "MATCH (a)-->+(b) RETURN 1",
    "MATCH (a)--+(b) RETURN 1",
    "MATCH (a)<--{1,}(b) RETURN 1",
    "MATCH (a)<-[:CITES]-+(b) RETURN 1",
    "MATCH (a)-[:CITES]-> /* */ {1,}(b) RETURN 1",
    "MATCH (a)-[:CITES]-{1,3}(b) RETURN 1",
    "MATCH (a)-[r WHERE r.key IN ['x']]->+(b) RETURN 1",
    "RETURN `apoc`.`x`()",
    "RETURN apoc.`x`()",
    "RETURN `apoc.util.sleep`(3)",
    "RETURN `date.x`.`sleep`(`apoc`.`x` (3))",
]


@pytest.mark.parametrize("query", READS)
def test_what_only_reads_passes(query: str) -> None:
    check(query)


@pytest.mark.parametrize("query", REFUSED)
def test_what_may_do_more_is_refused(query: str) -> None:
    with pytest.raises(BadQuery) as refusal:
        check(query)
    assert "\n" not in str(refusal.value)


def test_the_place_is_named() -> None:
    with pytest.raises(BadQuery, match="line 2, column 3"):
        check("MATCH (n)\n  DELETE n")


@given(st.text(max_size=200))
def test_any_text_passes_or_is_refused_with_our_error(text: str) -> None:
    with suppress(BadQuery):
        check(text)


WRITES = ["CREATE (n)", "DELETE n", "SET n.x = 1", "MERGE (n)"]


@given(st.sampled_from(WRITES), st.text(max_size=30), st.text(max_size=30))
def test_no_text_around_it_smuggles_a_clause_in(clause: str, before: str, after: str) -> None:
    # A clause that stands behind whole tokens is refused whatever they are, unless a quote or comment has eaten it.
    text = f"RETURN 1 {before} {clause} {after}"
    try:
        check(text)
    except BadQuery:
        return
    assert any(mark in before for mark in ("'", '"', "`", "/")) or before.rstrip().endswith((".", ":"))
