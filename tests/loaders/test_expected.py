"""What a careful legal editor finds in two French documents is in the editorial facts, or waits for a named reason.

The table of ids and relation types is docs/editorial.md. Each list of what waits can only shrink: a test fails when
something on it is known after all.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from expected_ids import ours

from graph.model import Edge, Node
from loaders.editorial import editorial_facts
from loaders.readers.treaty_tables import read_tables

KINDS = {
    "adopted_by": "ADOPTED_BY", "about": "ABOUT", "co_chairs": "CO_CHAIRS", "member_of": "MEMBER_OF",
    "part_of": "PART_OF", "supplements": "SUPPLEMENTS", "established_by": "ESTABLISHED_BY", "proclaims": "PROCLAIMS",
    "ratified": "PARTY_TO", "signed": "SIGNED", "mentions": "MENTIONS",
}  # fmt: skip

REVERSED = {"theme_of": "ABOUT", "proclaimed_by": "PROCLAIMS", "contains": "TEXT_IN"}

OF_DOCUMENTS = {"cites", "quotes", "refers_to_provision", "mentions", "notes_link", "publishes", "recommends"}
"""Said by a text, read by the citation engine: from one of the two documents, or from a resolution's own words."""

NO_EDGE = {
    "observes", "has_theme", "office_held_by", "presented", "located_in", "deployed_in", "held_in", "signed_in",
    "established_in", "observed_on", "member_count", "defines",
}  # fmt: skip
"""No edge between nodes of ours: properties (checked below), or persons, places and themes, which we do not keep."""

WAITING = {
    "palermo-protocols": "three instruments named together: the engine resolves it to three citations",
    "interpol-global-strategy-organized-crime-2017": "a publication of a body, no instrument; a Document of its text",
    "theme-ict-ai-policing": "theme of one edition of an observance",
}

CONTRADICTED = {
    ("interpol", "part_of", "un"): "INTERPOL is no United Nations body: observer under A/RES/51/1",
    ("day-prevention-transnational-organized-crime", "proclaimed_by", "un"): "the Assembly did, by A/RES/78/267",
}

NOT_STATED = {
    ("ma-parliament", "part_of", "state-ma"): "PART_OF does not lead from a body to a State",
    ("ma-government", "part_of", "state-ma"): "PART_OF does not lead from a body to a State",
    ("fr-ministry-foreign-affairs", "part_of", "state-fr"): "PART_OF does not lead from a body to a State",
    ("us-embassy-morocco", "part_of", "state-us"): "PART_OF does not lead from a body to a State",
    ("fsjes-mohammedia", "part_of", "universite-hassan-ii"): "universities of the bibliography are left out",
    ("day-prevention-transnational-organized-crime", "about", "subject-transnational-organized-crime"): (
        "ABOUT leads from instruments; the title of the day says it"
    ),
}


@pytest.fixture(scope="module")
def documents(corpus: Path) -> list[dict[str, Any]]:
    return yaml.safe_load((corpus / "documents" / "expected.yaml").read_text("utf-8"))["documents"]


@pytest.fixture(scope="module")
def facts(corpus: Path) -> list[Node | Edge]:
    tables = read_tables(corpus / "treaties")
    return [c.fact for c in (*editorial_facts(), *tables.contributions)]


@pytest.fixture(scope="module")
def nodes(facts: list[Node | Edge]) -> dict[str, Node]:
    """The editorial ones, which come first."""
    found: dict[str, Node] = {}
    for fact in facts:
        if isinstance(fact, Node):
            found.setdefault(fact.id, fact)
    return found


@pytest.fixture(scope="module")
def edges(facts: list[Node | Edge]) -> set[tuple[str, str, str]]:
    """With PART_OF in any number of steps: unodc is part of the Secretariat, which is part of the United Nations."""
    found = {(f.start_at.id, f.kind, f.end_at.id) for f in facts if isinstance(f, Edge)}
    above: dict[str, set[str]] = {}
    for start, kind, end in found:
        if kind == "PART_OF":
            above.setdefault(start, set()).add(end)
    for start in list(above):
        todo = list(above[start])
        while todo:
            end = todo.pop()
            found.add((start, "PART_OF", end))
            todo += [one for one in above.get(end, ()) if (start, "PART_OF", one) not in found]
    return found


def _things(document: dict[str, Any], *groups: str) -> Iterator[dict[str, Any]]:
    for group in groups:
        yield from document.get(group) or []


def test_every_instrument_and_every_core_body_is_a_node(
    documents: list[dict[str, Any]], nodes: dict[str, Node]
) -> None:
    things = [thing for document in documents for thing in _things(document, "instruments", "bodies", "themes")]
    missing = {thing["id"] for thing in things if thing.get("core", True) and ours(thing["id"]) not in nodes}
    assert missing == set(WAITING)


def test_names_are_found_under_their_node(documents: list[dict[str, Any]], nodes: dict[str, Node]) -> None:
    """Acronyms, and French names where the document has the official one."""
    missing: set[tuple[str, str]] = set()
    for thing in (t for document in documents for t in _things(document, "bodies") if t.get("core", True)):
        node = nodes[ours(thing["id"])]
        known = {str(v) for value in node.properties.values() for v in (value if isinstance(value, tuple) else [value])}
        missing |= {(thing["id"], acronym) for acronym in thing["acronyms"] if acronym not in known}
    assert not missing


def _expected_edges(document: dict[str, Any]) -> Iterator[tuple[tuple[str, str, str], tuple[str, str, str]]]:
    """Relations between two nodes as the key has them, and as we do."""
    for relation in _things(document, "relations", "derived"):
        kind, start, end = str(relation.get("type")), relation["from"], relation.get("to")
        if not end or start.startswith("doc-") or kind in OF_DOCUMENTS | NO_EDGE:
            continue
        if start in WAITING or end in WAITING:
            continue
        if kind in REVERSED:
            if kind == "proclaimed_by":
                continue  # by the body: a path over the resolution, checked below
            yield (start, kind, end), (ours(end), REVERSED[kind], ours(start))
        else:
            yield (start, kind, end), (ours(start), KINDS[kind], ours(end))


def test_every_relation_between_known_nodes_is_an_edge(
    documents: list[dict[str, Any]], edges: set[tuple[str, str, str]]
) -> None:
    pairs = [pair for document in documents for pair in _expected_edges(document)]
    assert len(pairs) > 80
    missing = {key for key, ours in pairs if ours not in edges}
    assert missing == set(NOT_STATED) | {("interpol", "part_of", "un")}


def test_every_type_of_relation_is_accounted_for(documents: list[dict[str, Any]]) -> None:
    types = {relation.get("type") for document in documents for relation in _things(document, "relations", "derived")}
    assert types - {None} == (set(KINDS) | set(REVERSED) | OF_DOCUMENTS | NO_EDGE) & types


def test_what_a_document_says_wrongly_is_no_fact(edges: set[tuple[str, str, str]]) -> None:
    for start, _, end in CONTRADICTED:
        assert (ours(start), "PART_OF", end) not in edges
        assert (end, "PROCLAIMS", ours(start)) not in edges
    assert ("interpol", "OBSERVER_IN", "un-general-assembly") in edges


def test_properties_and_dates_known_from_elsewhere(facts: list[Node | Edge], nodes: dict[str, Node]) -> None:
    days = {"day-of-police-cooperation": "09-07", "day-against-transnational-organized-crime": "11-15"}
    assert {id_: nodes[id_].properties["day"] for id_ in days} == days
    assert nodes["un-task-force-policing"].properties["established_on"] == "2021"
    assert nodes["fifth-un-crime-congress"].properties["established_on"] == "1975"
    terms = {f.end_at.id for f in facts if isinstance(f, Edge) and f.kind == "DEFINES"}
    assert {"organized-criminal-group", "trafficking-in-persons", "exploitation", "criminal-organisation"} <= terms
    on = {
        (f.start_at.id, f.kind, f.end_at.id): f.properties.get("on") or f.properties.get("since")
        for f in facts
        if isinstance(f, Edge)
    }
    assert on["unamid", "ESTABLISHED_BY", "S/RES/1769"] == "2007-07-31"
    assert on["MAR", "PARTY_TO", "palermo-convention"] == "2002-09-19"
    assert on["MAR", "PARTY_TO", "palermo-protocol-trafficking"] == "2011-04-25"


def test_dates_of_adoption_are_those_of_the_key(documents: list[dict[str, Any]], nodes: dict[str, Node]) -> None:
    checked = 0
    for relation in (
        r for document in documents for r in _things(document, "derived") if r.get("type") == "adopted_by"
    ):
        date = (relation.get("attributes") or {}).get("date")
        if date:
            assert nodes[ours(relation["from"])].properties["adopted_on"] == date, relation["from"]
            checked += 1
    assert checked >= 18


def test_treaty_series_and_entry_into_force(documents: list[dict[str, Any]], nodes: dict[str, Node]) -> None:
    for relation in (r for document in documents for r in _things(document, "derived")):
        said = relation.get("attributes") or {}
        if "unts_volume" in said:
            node = nodes[ours(relation.get("to") or relation["from"])]
            assert node.properties["unts"] == (f"{said['unts_volume']}/39574",)
            assert node.properties["in_force_on"] == said["entry_into_force"]
