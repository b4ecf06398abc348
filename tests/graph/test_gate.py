"""What the gate lets through and what it refuses, without any engine."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import BadQuery
from graph.gate import check
from graph.values import TooDeepError, plain, weight

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
    "MATCH p = (a)-[:CITES*1..3]->(b) RETURN [i IN range(0, size(nodes(p)) - 1) | nodes(p)[i].id]",
    "MATCH (n) WHERE all(l IN labels(n) WHERE any(x IN $labels WHERE x = l)) RETURN [(n)-->(m) | m.id]",
    "MATCH (n) WHERE n.title_en =~ '(?i).*police.*' RETURN n.id",
    "MATCH (n) WHERE NOT toLower(n.title_en) =~ '.*police.*' RETURN n.id",
    "MATCH (n) WITH n.title_en AS title WHERE title =~ '.*police.*' RETURN title",
    "MATCH (n)-[c:CITES]->() WHERE c.paragraph =~ 'PP[0-9]+' RETURN n.id",
    "MATCH (n) WHERE any(a IN n.aliases WHERE a =~ 'R.*') RETURN n.id",
    "MATCH (n) UNWIND n.aliases AS alias WITH alias AS name WHERE name =~ 'R.*' RETURN name",
    "MATCH (n) WHERE any(a IN n.aliases WHERE a =~ '(?i).*police.*') RETURN n.id",
    "MATCH (n)-->(m) WITH n, collect(m.id) AS ids RETURN [i IN ids WHERE NOT i IN n.aliases]",
    "MATCH (n) WITH collect(n) AS all, 1 AS one RETURN [m IN all | [l IN labels(m) WHERE l <> 'Body']]",
    "RETURN [a IN range(1, 100) | [b IN range(1, 1000) | a * b]]",
    "UNWIND range(1946, 2024) AS year MATCH (n {year: year}) WHERE n.year IN range(2019, 2022) RETURN year, count(n)",
    "MATCH (next:Instrument)-[load:CITES]->(start) RETURN next.id, start.id, load.verb",
    "MATCH (a) WHERE EXISTS { (a)-[*1..5]-(b:Body) } RETURN COUNT { (a)-[:CITES*1..4]->() } AS c",
    "MATCH (a) WHERE (a)-[:CITES*1..3]->() MATCH (a)-[*1..5]-(b) RETURN b.id",
    "MATCH (a) WHERE a.x = 1 XOR NOT a.y = 2 RETURN [x IN a.aliases WHERE x CONTAINS 'a' | x + ' (' + a.id + ')']",
    "MATCH p = (a)-[:CITES*1..3]->(b) RETURN [i IN range(1, size(nodes(p))) | [l IN labels(nodes(p)[i]) | l]]",
    "MATCH p = (a)-[*1..3]->(b) RETURN reduce(s = '', n IN nodes(p) | s + coalesce(n.id, '?') + ' > ') AS chain",
    "MATCH p = (a)-[*1..3]->(b) RETURN reduce(d = 0, r IN relationships(p) | d + CASE WHEN r.verb = 'x' THEN 1 END)",
    "RETURN [(1 + 2), [3]], (1) IN [1], range(1, 1000, 2)",
    "EXPLAIN MATCH (n) RETURN n",
    "MATCH (n) WHERE(n.year)IN([1946])AND NOT(EXISTS { (n)-->() })RETURN DISTINCT(n.id)",
    "MATCH (n) RETURN replace(n.title_en, ' ', '&nbsp;'), n.id + ': ' + n.title_en + ' (' + toString(n.year) + ')'",
    "MATCH (n)-->(m) WITH n, collect(m.id + ': ' + m.title_en) AS l RETURN [x IN l | n.id + ' ' + x + '.']",
    "WITH 'x' AS s WITH s + s AS s, s + s AS t WITH s + t AS s RETURN s + s",
    "RETURN " + "1 + " * 500 + "1 AS sum",
    "CALL { WITH 1 AS x RETURN 'a' + 'a' AS s } WITH s + s AS s RETURN s",
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
    "MATCH (n) WITH n // x\rDELETE n",
    "MATCH (n) WITH n // x\u2028DELETE n",
    "RETURN 1 // x\x85",
    "RETURN\u00a01",
    "\ufeffRETURN 1",
    "RETURN '\ud800'",
    "MATCH (n) WITH n, 1.SET n.x = 1",
    "MATCH p = (a)-[*1..0xFF]-(b) RETURN p",
    "MATCH p = (a)-[*1..1e9]-(b) RETURN p",
    "n",
    "(n)",
    "ENABLE SERVER 'x'",
    "RETURN reduce(s = '', x IN [1] | s + s)",
    "RETURN `Reduce`(s = '', x IN [1] | s + s)",
    "RETURN range(1, 1001)",
    "RETURN range(1, 0xFFFF)",
    "RETURN range(1, 100 * 100)",
    "RETURN range(1, (n))",
    "RETURN range(1, [2][0])",
    "WITH 9 AS n RETURN range(1, n)",
    "RETURN `range`(1, $n)",
    "RETURN [a IN $l | [b IN $l | [c IN $l | 1]]]",
    "RETURN [a IN $l | [b IN $l | all(c IN $l WHERE c > 1)]]",
    "MATCH (n) RETURN [(n)--(a) | [(a)--(b) | [(b)--(c) | 1]]]",
    "RETURN 'a' =~ '(a+)+'",
    "RETURN 'a' =~ '(a)\\\\1'",
    "RETURN 'a' =~ '.*.*.*.*.*'",
    "RETURN 'a' =~ 'a' + 'b'",
    "MATCH (n) WITH n.title_en AS END RETURN CASE WHEN true THEN n.title_en + END END =~ 'a'",
    "RETURN 'a' =~ '.*a.*a.*' OR 'a' =~ '.*a.*b.*'",
    "RETURN [x IN range(1, 1000) | 'a' =~ '.*a.*']",
    "RETURN [x IN range(1, 1000) | [y IN range(1, 1000) | 'a' =~ '.*']]",
    "MATCH (n) WITH collect(n.id) AS l RETURN [a IN l WHERE any(b IN l WHERE a + b = 'x')]",
    "MATCH (n) WITH collect(n.id) AS l RETURN [a IN l WHERE a + 'x' IN l]",
    "MATCH (n) WITH collect(n.id) AS l RETURN [a IN l WHERE a + 'x' IN (l)]",
    "MATCH (n) WITH collect(n.id) AS l RETURN [a IN range(1, size(l)) | [b IN range(1, size(l)) | a * b]]",
    "MATCH (n) WITH collect(n.id) AS l RETURN [a IN l WHERE a + 'x' IN [l, l][0]]",
    "MATCH (n) WITH collect(n.id) AS l RETURN [a IN l WHERE a + 'x' IN [b IN l | b]]",
    "MATCH (n) WITH {l: collect(n.id)} AS m RETURN [a IN m.l WHERE a + 'x' IN m.l]",
    "MATCH (n) WITH collect(n.id) AS l RETURN [a IN l WHERE a + 'x' IN labels(n) + l]",
    "RETURN 'a' + 'b' =~ 'a'",
    "WITH 'a' + 'b' AS s RETURN s =~ 'a'",
    "WITH {t: 'a' + 'b'} AS n RETURN n.t =~ 'a'",
    "MATCH (n) WITH {t: n.title_en + n.title_en} AS n RETURN n.t =~ 'a'",
    "MATCH (n) WITH collect(n.title_en) AS all RETURN all[0] =~ 'a'",
    "MATCH (end) RETURN CASE WHEN true THEN 'a' + 'b' END =~ 'a'",
    "UNWIND ['a' + 'b'] AS s WITH s AS t RETURN toLower(t) =~ 'a'",
    "RETURN any(s IN ['a' + 'b'] WHERE s =~ 'a')",
    "RETURN replace('a', 'a', 'b') =~ 'a'",
    "RETURN ('a' + 'b') =~ 'a'",
    "RETURN $p.text =~ 'a'",
    f"RETURN '{'a' * 1001}' =~ 'a'",
    "WITH '(a+)+' AS re RETURN 'a' =~ re",
    "RETURN file()",
    "RETURN [a IN range(1, 1000) | [b IN range(1, 1000) | a * b]]",
    "RETURN range(1, 1000) + range(2000, 3001)",
    "MATCH p = (a)-[*1..3]->(b) RETURN reduce(s = 'x', n IN nodes(p) | s + s)",
    "MATCH p = (a)-[*1..3]->(b) RETURN reduce(s = 'x', n IN nodes(p) | `s` + s)",
    "MATCH p = (a)-[*1..3]->(b) RETURN reduce(s = 'x', n IN nodes(p) | replace(s, 'x', 'xx'))",
    "MATCH p = (a)-[*1..3]->(b) RETURN reduce(s = ['x'], n IN nodes(p) | [y IN range(1, 9) | s])",
    "MATCH p = (a)-[*1..3]->(b) RETURN reduce(s = 'x', n IN nodes(p) + nodes(p) | s + 'a')",
    "MATCH p = (a)-[*1..3]->(b) RETURN reduce(s = 'x', n IN range(1, 99) | s + 'a')",
    "MATCH p = (a)-[*1..3]->(b) RETURN reduce(s = 'x', n IN nodes(p) | s + reduce(t = '', m IN nodes(p) | t + m.id))",
    "MATCH p = (a)-[*1..3]->(b) RETURN reduce(s = 'x', n IN nodes(p) | s " + "+ n.id " * 12 + ")",
    "MATCH p = (a)-[*1..3]->(b) WITH p, reduce(s = 'x', n IN nodes(p) | s + n.id) AS s "
    "RETURN reduce(t = '', n IN nodes(p) | t + s)",
    "RETURN reduce(s = 'x', n IN nodes(p)",
    "MATCH (a) WHERE " + " XOR ".join(f"a.x = {i}" for i in range(6)) + " RETURN 1",
    "RETURN " + "NOT " * 17 + "true",
    "MATCH (a) RETURN size([(a)-[*1..10]-(b) WHERE b.id = 'x' | 1])",
    "MATCH (a) WHERE (a)-[*10..10]-({id: 'x'}) RETURN 1",
    "MATCH (n) WITH [n] AS l DELETE l[0]",
    "MATCH (n) WITH n AS next RETURN next SET next.x = 1",
    "RETURN sleep(9)",
    "RETURN `match`(1)",
    "WITH 'x' AS s " + "WITH s + s AS s " * 14 + "RETURN size(s)",
    "WITH ['x'] AS s " + "WITH s || s AS s " * 14 + "RETURN size(s)",
    "WITH 'x' AS a " + "UNWIND [a + a, a] AS a " * 14 + "RETURN size(a)",
    "WITH 'x' AS a " + "CALL (a) { WITH {b: a + a + a, c: 1} AS m RETURN m.b AS a } " * 9 + "RETURN size(a)",
    "WITH 'x' AS a " + "WITH COLLECT { RETURN a + a + a }[0] AS a " * 9 + "RETURN size(a)",
    "WITH 'x' AS s " + "WITH [x IN [s + s + s] WHERE true | x + x + x][0] AS s " * 4 + "RETURN s",
    "RETURN replace($text, 'a', $text)",
    "RETURN replace(replace('a', '', 'bb'), '', 'bb')",
]


@pytest.mark.parametrize("query", READS)
def test_what_only_reads_passes(query: str) -> None:
    check(query)


@pytest.mark.parametrize("query", REFUSED)
def test_what_may_do_more_is_refused(query: str) -> None:
    with pytest.raises(BadQuery) as refusal:
        check(query)
    assert "\n" not in str(refusal.value)


DEEP: list[object] = []
for _ in range(20):
    DEEP = [DEEP]


@pytest.mark.parametrize(
    "parameters",
    [{"a": "x" * 70_000}, {"a": [1] * 70_000}, {"a": DEEP}, {"a": 2**63}, {"a": "\ud800"}, {"x" * 70_000: 1}],
)
def test_parameters_have_bounds(parameters: dict[str, object]) -> None:
    with pytest.raises(BadQuery, match="parameter"):
        check("RETURN $a", parameters)


def test_a_regular_expression_in_a_parameter_is_read_as_well() -> None:
    check("RETURN 'a' =~ $re", {"re": "a.*b"})
    with pytest.raises(BadQuery, match="regular expression"):
        check("RETURN 'a' =~ $re", {"re": "(a+)+"})
    with pytest.raises(BadQuery):
        check("RETURN 'a' =~ $re", {"re": ["a"]})


@pytest.mark.parametrize(
    "query",
    [
        "RETURN [x IN range(1, 300) | [y IN range(1, 300) | size(replace($t, 'a', 'bb'))]]",
        "RETURN size([x IN range(1, 300) WHERE all(y IN range(1, 300) WHERE size(normalize($t)) > 1)])",
        "RETURN [x IN range(1, 300) | [y IN range(1, 300) | $t CONTAINS 'b']]",
        "RETURN [x IN range(1, 300) | [y IN range(1, 300) | $t]]",
        "RETURN [x IN range(1, 300) | [y IN range(1, 300) | $l + [x] = $l + [y]]]",
    ],
)
def test_long_texts_within_lists_are_counted(query: str) -> None:
    check(query, {"t": "a", "l": [1]})
    with pytest.raises(BadQuery):
        check(query, {"t": "a" * 30_000, "l": [1] * 30_000})


def test_a_long_parameter_may_be_put_together_less_often() -> None:
    seven_times = "WITH $text AS s " + "WITH s + s AS s " * 7 + "RETURN s"
    check(seven_times, {"text": "x"})
    with pytest.raises(BadQuery, match="put together here"):
        check(seven_times, {"text": ["x" * 60_000]})


def test_the_weight_of_an_answer_counts_what_is_within() -> None:
    assert weight(["x" * 100], 1000) == 108
    assert 80 < weight([{"a": ["x" * 50, 1, None]}], 1000) < 200
    assert weight([[[1] * 100] * 100], 500) > 500


def test_an_answer_that_is_too_deep_is_refused() -> None:
    deep: list[object] = []
    for _ in range(5000):
        deep = [deep]
    with pytest.raises(TooDeepError):
        plain(deep)


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
