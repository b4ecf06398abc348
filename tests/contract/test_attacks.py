"""Ways to write, to read a file, to reach the network, to run for ever or to use up memory by a query, on each engine.

Each is sent through the gate; those that it refuses are sent past it as well, to know which walls stand behind it.
"""

from __future__ import annotations

import resource
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, LiteralString, NamedTuple, cast

import pytest

from graph import gate
from graph.engines import GraphAddress, embedded_stop, open_engine
from graph.errors import BadQuery, EngineError, QueryTimeout, RecallingError
from graph.store import Store

LONGEST = 6.0
"""Seconds until a person must have an answer, whatever was asked, on a machine that has nothing else to do."""


class _Clock:
    """Counts how late a thread is that only wants to sleep: what the machine did not give us."""

    def __init__(self) -> None:
        self.late = 0.0
        self._done = threading.Event()
        self._watching = threading.Thread(target=self._watch, daemon=True)

    def _watch(self) -> None:
        while True:
            began = time.monotonic()
            if self._done.wait(0.02):
                return
            self.late += time.monotonic() - began - 0.02

    def __enter__(self) -> _Clock:
        self._began = time.monotonic()
        self._watching.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._watching.join()

    @property
    def longest(self) -> float:
        """Seconds that an answer may take here and now."""
        return LONGEST + self.late


@pytest.fixture
def clock() -> Iterator[_Clock]:
    """How long an answer may take, on a machine that may be busy."""
    with _Clock() as clock:
        yield clock


class Attack(NamedTuple):
    """A query that does harm where nothing stops it."""

    name: str
    query: str
    parameters: Mapping[str, Any] = MappingProxyType({})


WRITING = [
    Attack("create", "CREATE (:Body {id: 'x'})"),
    Attack("merge", "MERGE (b:Body {id: 'x'}) RETURN b"),
    Attack("set", "MATCH (n:Instrument) SET n.title_en = 'x' RETURN n"),
    Attack("set behind a list", "MATCH (n) WITH n, [1, 2] AS list SET n.x = list"),
    Attack("remove", "MATCH (n:Instrument) REMOVE n.id"),
    Attack("delete", "MATCH (n) DETACH DELETE n"),
    Attack("delete in lower case", "match (n) detach delete n"),
    Attack("delete behind a comment", "MATCH (n) /* only reads */ DETACH DELETE n"),
    Attack("delete behind a carriage return", "MATCH (n) WITH n // only reads\rDETACH DELETE n"),
    Attack("delete behind a form feed", "MATCH (n) WITH n // only reads\fDETACH DELETE n"),
    Attack("delete behind a next line", "MATCH (n) WITH n // only reads\u0085DETACH DELETE n"),
    Attack("delete behind a line separator", "MATCH (n) WITH n // only reads\u2028DETACH DELETE n"),
    Attack("delete behind a number", "MATCH (n) WITH n, 1.DETACH DELETE n"),
    Attack("delete behind a name called as", "MATCH (as) WITH as DETACH DELETE as"),
    Attack("delete in a subquery", "MATCH (n) CALL (n) { DETACH DELETE n } RETURN 1"),
    Attack("create while counting", "RETURN COUNT { CREATE (:Body {id: 'x'}) }"),
    Attack("create while collecting", "RETURN COLLECT { CREATE (b:Body {id: 'x'}) RETURN b }"),
    Attack("foreach", "FOREACH (x IN [1] | CREATE (:Body {id: 'x'}))"),
    Attack("second statement", "RETURN 1; MATCH (n) DETACH DELETE n"),
    Attack("escaped letters", "\\u0043REATE (:Body {id: 'x'})"),
    Attack("wide letters", "\uff23REATE (:Body {id: 'x'})"),
    Attack("Cyrillic letters", "\u0421REATE (:Body {id: 'x'})"),
    Attack("no-break space", "MATCH (n)\u00a0DETACH DELETE n"),
    Attack("byte order mark", "\ufeffMATCH (n) DETACH DELETE n"),
    Attack("right to left", "MATCH (n) \u202e n DETACH DELETE"),
    Attack("nul", "MATCH (n)\0 DETACH DELETE n"),
    Attack("dynamic label", "MATCH (n:Body) SET n:$('Instrument')"),
    Attack("insert", "INSERT (:Body {id: 'x'})"),
    Attack("explained", "PROFILE CREATE (:Body {id: 'x'})"),
    Attack("another Cypher", "CYPHER 25 MATCH (n) FILTER n.id <> 'x' DETACH DELETE n"),
    Attack("procedure", "CALL merge.node(['Body'], {id: 'x'})"),
    Attack(
        "refactoring", "MATCH (n:Body) WITH collect(n) AS all CALL apoc.refactor.mergeNodes(all) YIELD node RETURN 1"
    ),
]
COMMITTING = [
    Attack("delete in batches", "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10 ROWS"),
]
"""Never sent past the gate: on the embedded engine such a query commits, and no rolling back undoes it."""
GOVERNING = [
    Attack("index", "CREATE INDEX x FOR (n:Body) ON (n.x)"),
    Attack("constraint", "DROP CONSTRAINT recalling_id_Body"),
    Attack("user", "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'"),
]
"""Never sent past the gate: the server is that of other tests as well."""
READING_FILES = [
    Attack("file", "LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line"),
    Attack("file by name", "LOAD CSV FROM '/etc/hostname' AS line RETURN line"),
    Attack("file by parameter", "LOAD CSV FROM $file AS line RETURN line", {"file": "file:///etc/hostname"}),
    Attack("file above the import directory", "LOAD CSV FROM 'file:///../../../etc/hostname' AS line RETURN line"),
    Attack("file in a comment", "LOAD/**/CSV FROM 'file:///etc/hostname' AS line RETURN line"),
    Attack("file by procedure", "CALL apoc.load.json('file:///etc/hostname')"),
    Attack("file by quoted procedure", "CALL `apoc`.`load`.`json`('file:///etc/hostname')"),
    Attack("settings", "SHOW SETTINGS"),
    Attack("settings by procedure", "CALL dbms.listConfig()"),
]
READING_NETWORK = [
    Attack("address", "LOAD CSV FROM 'http://127.0.0.1:$port/' AS line RETURN line"),
    Attack("address by procedure", "CALL apoc.load.json('http://127.0.0.1:$port/')"),
    Attack("address by function", "RETURN apoc.load.json('http://127.0.0.1:$port/')"),
    Attack("another database", "USE system SHOW USERS"),
]
FOR_EVER = [
    Attack("regular expression", "RETURN $text =~ '(a*)*\\\\1b'", {"text": "a" * 60}),
    Attack("regular expression by a parameter", "RETURN $text =~ $re", {"text": "a" * 90, "re": "(.*a){20}b"}),
    Attack("regular expression in pieces", "RETURN $text =~ '(a*)' + '*b'", {"text": "a" * 60}),
    Attack("regular expression over a long text", "RETURN $text =~ '.*a.*a.*b'", {"text": "a" * 60_000}),
    Attack("regular expression over a made text", "WITH 'aa' AS s WITH s + s AS s RETURN s =~ '.*a.*b'"),
    Attack("regular expressions, many", "RETURN " + " OR ".join(["$text =~ '.*a.*a.*b'"] * 250), {"text": "a" * 1000}),
    Attack("regular expression in a list", "RETURN [x IN range(1, 1000) | $text =~ '.*a.*a.*b']", {"text": "a" * 1000}),
    Attack("long lists", "RETURN [a IN $l WHERE any(b IN $l WHERE a + b = -1)]", {"l": list(range(60_000))}),
    Attack("collected lists", "UNWIND range(1, 1000) AS a UNWIND range(1, 1000) AS b WITH collect(a) AS l "
                              "RETURN [a IN l WHERE any(b IN l WHERE a + b = -1)]"),
    Attack("list in a list", "UNWIND range(1, 1000) AS a UNWIND range(1, 1000) AS b WITH collect(a) AS l "
                             "RETURN [a IN l WHERE a + 0.5 IN l]"),
    Attack("sleep", "RETURN util.sleep(60000)"),
    Attack("sleep, quoted", "RETURN `util`.`sleep`(60000)"),
    Attack("sleep in one quote", "RETURN `util.sleep`(60000)"),
    Attack("paths without end", "MATCH p = (a)-[*]-(b) RETURN count(p)"),
    Attack("paths with a hexadecimal end", "MATCH p = (a)-[*1..0xFF]-(b) RETURN count(p)"),
    Attack("repeated group", "MATCH p = ((a)--(b)){1,} RETURN count(p)"),
    Attack("repeated relationship", "MATCH p = (a)--+(b) RETURN count(p)"),
    Attack("shortest of a kind", "MATCH p = SHORTEST 9 (a)-->+(b) RETURN count(p)"),
    Attack("all pairs", "CALL algo.apsp()"),
    Attack("three lists", "RETURN [a IN range(1, 999) | [b IN range(1, 999) | [c IN range(1, 999) | a]]]"),
    Attack("texts in two lists", "RETURN [x IN range(1, 1000) | [y IN range(1, 1000) | size(replace($t, 'a', 'bb'))]]",
           {"t": "a" * 60_000}),
    Attack("a planner's knot", "MATCH (a) WHERE " + " XOR ".join(f"a.x = {i}" for i in range(12)) + " RETURN 1"),
    Attack("long paths in a list", "MATCH (a) RETURN size([(a)-[*1..10]-(b) WHERE b.id = 'nope' | 1])"),
    Attack("long paths as a condition", "MATCH (a) WHERE (a)-[*10..10]-({id: 'nope'}) RETURN 1"),
    Attack("three conditions", "WITH [1] AS l RETURN all(a IN l WHERE any(b IN l WHERE none(c IN l WHERE c > 1)))"),
]  # fmt: skip
MEMORY = [
    Attack("long range", "RETURN range(1, 1000000000)"),
    Attack("long range by a name", "WITH 1000000000 AS n RETURN range(1, n)"),
    Attack("long range by a product", "RETURN range(1, 1000 * 1000 * 1000)"),
    Attack("long range by a parameter", "RETURN range(1, $n)", {"n": 1_000_000_000}),
    Attack("doubling", "RETURN reduce(s = 'xx', x IN range(1, 40) | s + s)"),
    Attack("doubling, quoted", "RETURN `reduce`(s = 'xx', x IN range(1, 40) | s + s)"),
    Attack("a text in two lists", "RETURN [x IN range(1, 1000) | [y IN range(1, 1000) | $t]]", {"t": "a" * 60_000}),
    Attack("doubling by clauses", "WITH 'xx' AS s " + "WITH s + s + s + s AS s " * 14 + "RETURN size(s)"),
    Attack("doubling lists by clauses", "WITH [1] AS l " + "WITH l + l AS l " * 40 + "RETURN size(l)"),
    Attack("a text for each of its characters", "WITH $t AS t WITH replace(t, 'a', t) AS t RETURN replace(t, 'a', t)",
           {"t": "a" * 9_000}),
    Attack("brackets", "RETURN " + "[" * 4000 + "]" * 4000),
    Attack("brackets within", "RETURN " + "[" * 17 + "]" * 17),
    Attack("sums", "RETURN " + "1+" * 3000 + "1"),
    Attack("large text", "RETURN '" + "x" * 9000 + "'"),
    Attack("large parameter", "RETURN size($text)", {"text": "x" * 10_000_000}),
    Attack("many parameters", "RETURN size($list)", {"list": list(range(100_000))}),
    Attack("large number", "RETURN $n", {"n": 10**30}),
    Attack("a function of one engine", "RETURN file(), linenumber()"),
    Attack("half a character", "RETURN $text", {"text": "\ud800"}),
    Attack("half a character in the query", "RETURN '\ud800'"),
]  # fmt: skip
MEMORY_DEEP: Any = "x"
for _ in range(5000):
    MEMORY_DEEP = [MEMORY_DEEP]
MEMORY.append(Attack("deep parameter", "RETURN $deep", {"deep": MEMORY_DEEP}))

REFUSED = [*WRITING, *COMMITTING, *GOVERNING, *READING_FILES, *READING_NETWORK, *FOR_EVER, *MEMORY]

MANY = "MATCH (a), (b), (c) WHERE a.id + b.id + c.id = 'x' RETURN a"
STOPPED = [
    Attack("product", MANY),
    Attack("sort", "MATCH (a), (b), (c) RETURN a.id + b.id + c.id AS x ORDER BY x DESC LIMIT 1"),
    Attack("product of lists", "UNWIND range(1, 1000) AS a UNWIND range(1, 1000) AS b UNWIND range(1, 1000) AS c "
                               "RETURN sum(a * b * c)"),
    Attack("paths", "MATCH p = (a:Instrument)-[*1..10]-(b) RETURN count(p)"),
    Attack("chain", "MATCH (a)--(b)--(c)--(d)--(e)--(f)--(g)--(h) RETURN count(*)"),
    Attack("collect", "MATCH (a), (b), (c) RETURN size(collect([a.id, b.id, c.id]))"),
]  # fmt: skip
"""What the gate cannot know to be endless: the engines stop it."""

HARMLESS = [
    Attack("clause in a text", "RETURN 'MATCH (n) DETACH DELETE n; CREATE (x)' AS text, \"LOAD CSV\" AS more"),
    Attack("clause in a parameter", "RETURN $text AS text", {"text": "') DETACH DELETE n //"}),
    Attack("clause in a comment", "RETURN 1 /* CREATE (n) */ // DELETE n\n AS one"),
    Attack("clause in quotes", "RETURN 1 AS `DETACH DELETE n`"),
    Attack("backslash at the end of a text", "RETURN 'a\\\\' AS text"),
    Attack("quote in a text", "RETURN 'a\\' DETACH DELETE n //' AS text"),
    Attack("regular expression", f"RETURN '{'x' * 500}' =~ '.*x.*x.*y' AS matches"),
    Attack("deep answer", "WITH 1 AS x " + "WITH [[[[[[[[[x]]]]]]]]] AS x " * 20 + "RETURN x"),
    Attack("date far away", "RETURN date({year: 999999999, month: 1, day: 1}) + duration({days: 99999999999999})"),
    Attack("beginning of a word without one", "CALL db.index.fulltext.queryNodes($index, '*a*') YIELD node RETURN 1"),
    Attack("hostile search", "CALL db.index.fulltext.queryNodes($index, '/(a+)+(b+)+c/') YIELD node RETURN count(*)"),
    Attack("brackets in a search", "CALL db.index.fulltext.queryNodes($index, $words) YIELD node RETURN count(*)",
           {"words": "(" * 500 + "a" + ")" * 500}),
]  # fmt: skip
"""What looks like an attack and may well be answered, within bounds."""


def through(store: Store, attack: Attack) -> tuple[float, gate.Rows | RecallingError]:
    """Seconds, and rows or the error of ours; anything else is a failure."""
    parameters = dict(attack.parameters)
    if "$index" in attack.query:
        parameters["index"] = store.engine.dialect.search_index("Instrument")
    began = time.monotonic()
    try:
        answer: gate.Rows | RecallingError = gate.run(store, attack.query, parameters)
    except RecallingError as error:
        answer = error
    return time.monotonic() - began, answer


def still_answers(store: Store) -> float:
    """Seconds that a look-up takes."""
    began = time.monotonic()
    assert gate.run(store, "MATCH (n:Instrument {id: 'A/RES/78/265'}) RETURN n.id").rows == (("A/RES/78/265",),)
    return time.monotonic() - began


@pytest.fixture(scope="module")
def unchanged(attacked: Store) -> Iterator[Store]:
    """An engine that must hold after all attacks what it held before, and answer."""
    before = attacked.digest()
    yield attacked
    assert attacked.digest() == before
    still_answers(attacked)


@pytest.mark.parametrize("attack", REFUSED, ids=lambda attack: attack.name)
def test_refused_at_the_gate(unchanged: Store, attack: Attack) -> None:
    seconds, answer = through(unchanged, attack)
    assert isinstance(answer, BadQuery)
    assert "\n" not in str(answer)
    assert seconds < 1.0


@pytest.mark.parametrize("attack", WRITING, ids=lambda attack: attack.name)
def test_what_writes_past_the_gate_is_refused_or_rolled_back(unchanged: Store, attack: Attack) -> None:
    before = unchanged.counts()
    with suppress(EngineError, BadQuery, ValueError):
        unchanged.ask(cast("LiteralString", attack.query), dict(attack.parameters), limit=1, seconds=5, size=10_000)
    assert unchanged.counts() == before


@pytest.mark.parametrize("attack", [*READING_FILES, *READING_NETWORK], ids=lambda attack: attack.name)
def test_the_embedded_engine_reads_no_file_past_the_gate(unchanged: Store, attack: Attack) -> None:
    # A Neo4j reads whatever its own settings let it: there the gate is the only wall of ours.
    if unchanged.engine.name == "arcadedb":
        query = cast("LiteralString", attack.query)
        with pytest.raises((EngineError, BadQuery)):
            unchanged.ask(query, dict(attack.parameters), limit=1000, seconds=5)


@pytest.mark.parametrize("attack", HARMLESS, ids=lambda attack: attack.name)
def test_what_only_looks_like_one_is_answered_within_bounds(unchanged: Store, attack: Attack, clock: _Clock) -> None:
    seconds, _ = through(unchanged, attack)
    assert seconds < clock.longest


def test_a_text_with_a_clause_in_it_is_welcome(unchanged: Store) -> None:
    text = "MATCH (n) DETACH DELETE n; CREATE (x) // LOAD CSV"
    assert gate.run(unchanged, f"RETURN '{text}' AS text, $text AS same", {"text": text}).rows == ((text, text),)


def test_the_time_limit_stops_and_others_are_answered_meanwhile(unchanged: Store, clock: _Clock) -> None:
    going = threading.Event()
    waited: list[float] = []

    def others() -> None:
        while not going.wait(0.5):
            waited.append(still_answers(unchanged))

    watching = threading.Thread(target=others)
    watching.start()
    try:
        with ThreadPoolExecutor(3) as pool:
            answers = list(pool.map(lambda attack: through(unchanged, attack), STOPPED))
    finally:
        going.set()
        watching.join()
    for attack, (seconds, answer) in zip(STOPPED, answers, strict=True):
        # Some run out of the memory that a query may have before they run out of time.
        assert isinstance(answer, (EngineError, BadQuery)), attack.name
        assert seconds < clock.longest, attack.name
    assert isinstance(answers[0][1], QueryTimeout)
    assert len(waited) > 5
    assert max(waited) < clock.longest


def test_an_answer_is_cut_off_where_it_becomes_too_large(unchanged: Store) -> None:
    rows = gate.run(unchanged, "UNWIND range(1, 1000) AS i RETURN $text + toString(i) AS x", {"text": "x" * 60_000})
    assert rows.truncated
    assert 200 < len(rows.rows) < 300
    cut = gate.run(unchanged, "UNWIND range(1, 1000) AS i RETURN i", limit=10)
    assert (len(cut.rows), cut.truncated) == (10, True)
    assert not gate.run(unchanged, "UNWIND range(1, 10) AS i RETURN i", limit=10).truncated


def test_a_row_that_is_too_large_by_itself_is_left_out(unchanged: Store) -> None:
    rows = gate.run(unchanged, "RETURN [x IN range(1, 400) | $text] AS texts", {"text": "x" * 60_000})
    assert (rows.rows, rows.truncated) == ((), True)


def test_one_huge_row_is_not_held(unchanged: Store, clock: _Clock) -> None:
    """The driver takes a row whole, and the time limit comes too late for one that is sent fast."""
    query = "UNWIND range(1, 1000) AS i WITH collect($text + toString(i)) AS texts RETURN texts, texts AS more"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds, answer = through(unchanged, Attack("huge row", query, {"text": "x" * 60_000}))
    # Neo4j may not have begun to send it within the time limit.
    assert isinstance(answer, EngineError) or answer == gate.Rows(("texts", "more"), (), truncated=True)
    assert seconds < clock.longest
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000  # kilobytes
    still_answers(unchanged)


def test_an_engine_without_memory_ends_and_another_takes_its_place(tmp_path: Path, clock: _Clock) -> None:
    address = GraphAddress.parse(f"embedded:{tmp_path / 'graph'}")
    doubling = "WITH 'xxxxxxxxxxxxxxxxxxxx' AS s " + "WITH s + s + s + s AS s " * 14 + "RETURN size(s)"
    with open_engine(address, linger=30) as engine:
        # Past the gate, which refuses it: the wall behind it is the bound of the engine's memory.
        began = time.monotonic()
        with pytest.raises(EngineError):
            Store(engine).ask(cast("LiteralString", doubling), {}, limit=1, seconds=gate.SECONDS)
        assert time.monotonic() - began < clock.longest
        deadline = time.monotonic() + 20
        with suppress(RecallingError):
            while time.monotonic() < deadline:
                Store(engine).read("RETURN 1")
                time.sleep(0.2)
        assert time.monotonic() < deadline, "the engine has neither ended nor been put out"
    with open_engine(address, linger=1) as engine:
        assert Store(engine).read("RETURN 1 AS one") == [{"one": 1}]
    embedded_stop(tmp_path / "graph")
