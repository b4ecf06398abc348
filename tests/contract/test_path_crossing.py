"""What a path may cross, on every engine: of one graph with a short cut through each thing that it may not."""

from __future__ import annotations

import pytest

from graph.errors import NotConnected
from graph.library import Contribution, Library
from graph.merge import RANKS
from graph.model import Adoption, Body, Citation, Fact, Instrument, Mention, Node, Relation, Subject
from graph.projection import project
from graph.queries.path import path
from graph.store import Store


def text(number: int, label: str = "Resolution") -> Instrument:
    return Instrument(id=f"A/RES/80/{number}", label=label, coverage="full")  # type: ignore[arg-type]


ASSEMBLY = Body(id="assembly", label="Organ", coverage="record")
OFFICE = Body(id="office", label="Office", coverage="record")
COURT = Body(id="court", label="Court", coverage="record")
TOPIC = Subject(id="topic", coverage="record")
DRAFT = Instrument(id="A/80/L.1", label="Draft", coverage="full")
ONE, TWO, THREE, FOUR, FIVE, BARE = (text(number) for number in range(1, 7))


def cites(start: Node, end: Node) -> Citation:
    return Citation(
        kind="CITES", start_at=start.ref, end_at=end.ref, key="PP1#1", section="preamble", paragraph="PP1",
        cited_as="symbol", origin="text", languages=("en",),
    )  # fmt: skip


def mentions(start: Node, end: Node) -> Mention:
    return Mention(kind="MENTIONS", start_at=start.ref, end_at=end.ref, key="PP1#1", paragraph="PP1", origin="text")


def adopted(start: Node) -> Adoption:
    return Adoption(kind="ADOPTED_BY", start_at=start.ref, end_at=ASSEMBLY.ref, origin="record")


def about(start: Node) -> Relation:
    return Relation(kind="ABOUT", start_at=start.ref, end_at=TOPIC.ref, origin="record")


EDGES: list[Fact] = [
    # From one to four: a draft, a node that nothing is known of, or the two between.
    *(cites(ONE, DRAFT), cites(DRAFT, FOUR), cites(ONE, BARE), cites(BARE, FOUR)),
    *(cites(ONE, TWO), cites(TWO, THREE), cites(THREE, FOUR)),
    # From one to the office: all of the above, who adopted both, what both are about.
    *(adopted(ONE), adopted(FOUR), adopted(FIVE), about(ONE), about(FOUR), about(FIVE)),
    *(mentions(FOUR, OFFICE), mentions(DRAFT, OFFICE), mentions(BARE, OFFICE), mentions(FIVE, COURT)),
]


@pytest.fixture(scope="module")
def crossed(written: Store, tmp_path_factory: pytest.TempPathFactory) -> Store:
    with Library.open(tmp_path_factory.mktemp("crossed") / "library.sqlite") as library:
        facts = [ONE, TWO, THREE, FOUR, FIVE, DRAFT, ASSEMBLY, OFFICE, COURT, TOPIC, *EDGES]
        contributions = [Contribution(fact, RANKS["text-en"]) for fact in facts]
        library.replace("all", contributions, digest="1", rank=RANKS["text-en"])
        project(library, written)
    return written


def ids(store: Store, start: Node, end: Node, max_steps: int = 6) -> list[str]:
    return [node.id for node in path(store, start, end, max_steps=max_steps).nodes]


def test_a_path_of_texts_crosses_no_draft_and_nothing_unknown(crossed: Store) -> None:
    through = [ONE.id, TWO.id, THREE.id, FOUR.id]
    assert ids(crossed, ONE, FOUR) == through
    assert ids(crossed, FOUR, ONE) == through[::-1]
    with pytest.raises(NotConnected):
        path(crossed, ONE, FOUR, max_steps=2)


def test_a_draft_can_be_an_end(crossed: Store) -> None:
    assert ids(crossed, DRAFT, FOUR) == [DRAFT.id, FOUR.id]
    assert ids(crossed, ONE, DRAFT) == [ONE.id, DRAFT.id]


def test_who_adopted_all_is_crossed_only_where_nothing_else_connects(crossed: Store) -> None:
    assert ids(crossed, ONE, OFFICE) == [ONE.id, TWO.id, THREE.id, FOUR.id, OFFICE.id]
    assert ids(crossed, ONE, OFFICE, max_steps=3) == [ONE.id, ASSEMBLY.id, FOUR.id, OFFICE.id]
    assert ids(crossed, ONE, COURT) == [ONE.id, ASSEMBLY.id, FIVE.id, COURT.id]


def test_who_adopted_a_text_is_one_step_from_it(crossed: Store) -> None:
    assert ids(crossed, ONE, ASSEMBLY) == [ONE.id, ASSEMBLY.id]


def test_a_subject_is_crossed_never_and_reached_where_it_is_asked_for(crossed: Store) -> None:
    with pytest.raises(NotConnected):
        path(crossed, COURT, OFFICE, max_steps=3)
    assert ids(crossed, TOPIC, OFFICE) == [TOPIC.id, FOUR.id, OFFICE.id]
