"""Schema and search: the same question, the same answer on both engines."""

from __future__ import annotations

import pytest

from graph.engines import Engine, Schema, search
from graph.errors import BadInput

TEXTS = {
    "A/RES/1": "resolution on human rights and the rule of law",
    "A/RES/2": "human right to water",
    "A/RES/3": "the law of the sea not and or",
    "A/RES/4": "人 权 理 事 会 2030 年",
    "A/RES/5": "مجلس امن 2030",
    "A/RES/6": "droits de l homme nations_unies",
}


@pytest.fixture
def filled(engine: Engine) -> Engine:
    rows = [{"id": key, "search": text} for key, text in TEXTS.items()]
    with engine.driver.session(database=engine.database) as session:
        session.run("UNWIND $rows AS row CREATE (n:Instrument {id: row.id}) SET n.search = row.search", rows=rows)
        session.run("MATCH (n:Instrument {id: 'A/RES/1'}) SET n:Resolution").consume()
        session.run("CREATE (n:Body {id: 'human-rights-council', search: 'human rights council'})").consume()
    return engine


def found(engine: Engine, *words: str, labels: tuple[str, ...] = ("Instrument",), **page: int) -> list[str]:
    with engine.driver.session(database=engine.database) as session:
        return [row["id"] for row in session.run(*search(engine.dialect, words, labels, **page))]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["human", "rights"], {"A/RES/1"}),
        (["rights", "human"], {"A/RES/1", "A/RES/2"} - {"A/RES/2"}),
        (["human", "right"], {"A/RES/1", "A/RES/2"}),
        (["right", "human"], {"A/RES/2"}),
        (["resol"], {"A/RES/1"}),
        (["the"], {"A/RES/1", "A/RES/3"}),
        (["not"], {"A/RES/3"}),
        (["AND"], {"A/RES/1", "A/RES/3"}),
        (["law", "or"], {"A/RES/3"}),
        (["2030"], {"A/RES/4", "A/RES/5"}),
        (["人", "权"], {"A/RES/4"}),
        (["2030年"], {"A/RES/4"}),
        (["20"], {"A/RES/4", "A/RES/5"}),
        (["مجلس", "ام"], {"A/RES/5"}),
        (["nations_unies"], {"A/RES/6"}),
        (["nothing"], set()),
        # No operator of Lucene's gets through.
        (["human*"], {"A/RES/1", "A/RES/2"}),
        (["-human", "law"], {"A/RES/1"}),
        (['"law sea"'], {"A/RES/3"}),
        (["search:law~2^3"], set()),
        (["l/homme"], {"A/RES/6"}),
        (["[a TO z]"], set()),
        (["human\\", "(ri"], {"A/RES/1", "A/RES/2"}),
    ],
)
def test_all_words_the_last_as_a_beginning(filled: Engine, words: list[str], ids: set[str]) -> None:
    assert set(found(filled, *words)) == ids


def test_labels_and_pages(filled: Engine) -> None:
    both = found(filled, "human", labels=("Instrument", "Body"))
    assert set(both) == {"A/RES/1", "A/RES/2", "human-rights-council"}
    assert found(filled, "human", labels=("Body",)) == ["human-rights-council"]
    pages = [found(filled, "human", labels=("Instrument", "Body"), skip=n, limit=1) for n in range(4)]
    assert pages == [[both[0]], [both[1]], [both[2]], []]


def test_rows_say_the_label_asked_for(filled: Engine) -> None:
    with filled.driver.session(database=filled.database) as session:
        rows = session.run(*search(filled.dialect, ["resolution"], ["Instrument"])).data()
    assert [(row["id"], row["label"]) for row in rows] == [("A/RES/1", "Instrument")]
    assert rows[0]["score"] > 0


@pytest.mark.parametrize("words", [[], [""], ["/", "-*"], ["?!"]])
def test_nothing_to_search_for(embedded: Engine, words: list[str]) -> None:
    with pytest.raises(BadInput):
        search(embedded.dialect, words, ["Instrument"])


def test_a_schema_grows_and_repeats(engine: Engine) -> None:
    larger = Schema(
        labels=("Instrument", "Body", "Recalling", "Term"), searched=("Instrument", "Body", "Term"), edges=("CITES",)
    )
    for _ in range(2):
        engine.ensure_schema(larger)
    with engine.driver.session(database=engine.database) as session:
        session.run("CREATE (:Term {id: 'terrorism', search: 'terrorism'})").consume()
    assert found(engine, "terror", labels=("Term",)) == ["terrorism"]


@pytest.mark.parametrize("name", ["", "a b", "A`", "A) REQUIRE", "1A", "Ä"])
def test_names_that_could_be_statements_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        Schema(labels=(name,))


def test_what_is_searched_must_be_a_label() -> None:
    with pytest.raises(ValueError, match="not among the labels"):
        Schema(labels=("A",), searched=("B",))


def test_schema_written_and_read() -> None:
    schema = Schema(labels=("A", "B"), searched=("B",), edges=("CITES",))
    assert Schema.from_json(schema.as_json()) == schema
