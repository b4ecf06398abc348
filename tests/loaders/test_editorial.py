"""The editorial facts: every file reads, every name is found once, and what an editor gets wrong is said."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Hashable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.errors import BadSource
from graph.merge import RANKS
from graph.model import Body, Edge, Fact, Instrument, Node, State
from graph.symbols import Symbol
from loaders.editorial import editorial_digest, editorial_facts, editorial_files, read, treaties_by_number
from loaders.editorial.names import state_named, states_named

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")


@pytest.fixture(scope="module")
def stated() -> list[Fact]:
    return [c.fact for c in editorial_facts() if c.rank == RANKS["editor"]]


def _nodes(facts: list[Fact], kind: type[Node]) -> dict[str, Any]:
    return {f.id: f for f in facts if isinstance(f, kind)}


def _edges(facts: list[Fact], kind: str) -> set[tuple[str, str]]:
    return {(f.start_at.id, f.end_at.id) for f in facts if isinstance(f, Edge) and f.kind == kind}


# ------------------------------------------------------------------------------------------------ the files


class _Strict(yaml.SafeLoader):
    """Refuses a key that stands twice in a mapping: plain YAML takes the last one without a word."""


def _once(loader: _Strict, node: yaml.MappingNode) -> dict[Hashable, Any]:
    keys = [loader.construct_object(key) for key, _ in node.value]
    assert len(keys) == len(set(keys)), f"twice in one mapping: {keys}"
    return loader.construct_mapping(node, deep=True)


_Strict.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _once)


def test_no_key_stands_twice_and_every_file_says_how_to_edit_it() -> None:
    names = list(editorial_files())
    assert len(names) >= 12
    for name in names:
        text = files("loaders.editorial").joinpath(name).read_text("utf-8")
        assert "docs/editorial.md" in text.split("nodes:")[0], name
        assert yaml.load(text, Loader=_Strict)


def test_reading_is_quick() -> None:
    editorial_files.cache_clear()
    start = time.process_time()
    editorial_facts()
    assert time.process_time() - start < 2  # about .4 s of processor time; a slow machine is no failure


def test_the_digest_is_that_of_the_files() -> None:
    assert editorial_digest() == editorial_digest()
    assert len(editorial_digest()) == 64


def test_every_fact_has_a_source(stated: list[Fact]) -> None:
    assert not [f for f in stated if not f.properties.get("source")]


def test_ids_of_instruments_with_a_symbol_are_canonical(stated: list[Fact]) -> None:
    ids = [f.id for f in stated if isinstance(f, Instrument) and "/" in f.id]
    assert len(ids) > 60
    assert ids == [Symbol.parse(id_).id for id_ in ids]


def test_claims_are_marked(stated: list[Fact]) -> None:
    claims = [f for f in stated if isinstance(f, Edge) and f.properties.get("standing") == "claim"]
    assert [(c.start_at.id, c.end_at.id, c.properties["count"], c.properties["as_of"]) for c in claims] == [
        ("un", "un-task-force-policing", 16, "2025")
    ]


# ------------------------------------------------------------------------------------------------ what they hold


def test_states(stated: list[Fact]) -> None:
    states = _nodes(stated, State)
    members = [f for f in stated if isinstance(f, Edge) and f.kind == "MEMBER_OF" and f.end_at.id == "un"]
    assert sum(not f.properties.get("until") for f in members) - 1 == 193  # Yugoslavia ceased without a date
    assert {"VAT", "PSE", "COK", "NIU", "SUN", "YUG", "CSK", "DDR", "SCG", "YMD"} < set(states)
    current = [s for s in states.values() if s.id not in ("CSK", "DDR", "SCG", "SUN", "YMD", "YUG")]
    assert not [s.id for s in current if any(not getattr(s, f"name_{language}") for language in LANGUAGES)]
    assert {("RUS", "SUN"), ("CZE", "CSK"), ("SVK", "CSK"), ("SRB", "SCG")} < _edges(stated, "SUCCEEDS")


def test_no_name_means_two_states() -> None:
    owners: dict[str, set[str]] = {}
    for file in editorial_files().values():
        for node in file.nodes:
            if isinstance(node, State):
                names = [getattr(node, f"name_{language}") for language in LANGUAGES]
                for name in (*names, *node.aliases):
                    if name:
                        owners.setdefault(name.casefold(), set()).add(node.id)
    assert not {name: ids for name, ids in owners.items() if len(ids) > 1}


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("TÜRKİYE", "TUR"), ("TURKEY", "TUR"), ("Turkiye", "TUR"), ("TÜRKÝYE", "TUR"), ("CÔTE D’IVOIRE", "CIV"),
        ("Côte d'Ivoire", "CIV"), ("Bolivia (Plurinational State of)", "BOL"), ("the Congo", "COG"), ("Zaire", "COD"),
        ("THEUNITED REPUBLIC OF TANZANIA", "TZA"), ("GE RMANY", "DEU"), ("Federal Republic of Yugoslavia", "SCG"),
        ("Union of Soviet Socialist Republics", "SUN"), ("Российская Федерация", "RUS"), ("阿富汗", "AFG"),
        ("المغرب", "MAR"), ("Atlantis", None), ("the Group of 77", None),
    ],
)  # fmt: skip
def test_a_state_is_found_by_any_spelling(text: str, id_: str | None) -> None:
    assert state_named(text) == id_


def test_a_list_of_states() -> None:
    text = "Fiji, Antigua and Barbuda, Trinidad and Tobago and Türkiye (on behalf of the Group of 77 (G77) and China)"
    assert states_named(text) == (["FJI", "ATG", "TTO", "TUR"], [])
    assert states_named("Fiji and Atlantis") == ([], ["Fiji and Atlantis"])


def test_every_state_in_the_roll_calls_of_the_corpus_is_found(corpus: Path) -> None:
    votes: Counter[str] = Counter()
    sponsors: Counter[str] = Counter()
    decoder = json.JSONDecoder(strict=False)
    for path in sorted((corpus / "metadata").glob("*/*.json")):
        text, at = path.read_text("utf-8", errors="replace"), 0
        while (at := text.find("{", at)) >= 0:
            one, at = decoder.raw_decode(text, at)
            votes.update(v for key in ("in_favour", "against", "abstaining") for v in one.get(f"MS_{key}") or [])
            sponsors.update(v for key in ("sponsors", "additional_sponsors") for v in one.get(key) or [])
    assert sum(votes.values()) > 70_000
    assert not [name for name in votes if not state_named(name)]
    found = sum(n for name, n in sponsors.items() if states_named(name)[0])
    assert found / sum(sponsors.values()) > 0.985  # the others are chairs, committees and three broken names


def test_every_entity_of_the_list_is_a_body(stated: list[Fact], corpus: Path) -> None:
    rows = (corpus / "bodies" / "un-entities.csv").read_text("utf-8")
    from_list = [b for b in _nodes(stated, Body).values() if "un-entities.csv" in (b.source or "")]
    assert "INTERPOL" not in rows
    assert len(from_list) >= 169


def test_bodies_and_what_they_rest_on(stated: list[Fact]) -> None:
    established, part_of = _edges(stated, "ESTABLISHED_BY"), _edges(stated, "PART_OF")
    assert {
        ("un-human-rights-council", "A/RES/60/251"),
        ("ctc", "S/RES/1373"),
        ("minusca", "S/RES/2149"),
        ("sc-committee-1267", "S/RES/1267"),
        ("icc", "rome-statute"),
        ("crc", "child-convention"),
    } < established
    assert {("unodc", "un-secretariat"), ("un-secretariat", "un"), ("europol", "eu")} < part_of
    assert {("monusco", "monuc"), ("binuh", "minujusth"), ("irmct", "icty")} < _edges(stated, "SUCCEEDS")
    assert ("interpol", "un-general-assembly") in _edges(stated, "OBSERVER_IN")
    assert ("interpol", "un") not in part_of
    assert len([start for start, end in _edges(stated, "MEMBER_OF") if end == "un-task-force-policing"]) == 14


def test_the_401_treaties_have_one_id_each(corpus: Path, stated: list[Fact]) -> None:
    lines = (corpus / "treaties" / "index.csv").read_text("utf-8").splitlines()
    assert len(lines) - 1 == 401
    treaties = [t for t in _nodes(stated, Instrument).values() if t.label == "Treaty"]
    numbered = [t for t in treaties if t.mtdsg]
    assert len(numbered) == len({t.mtdsg for t in numbered}) == len(treaties_by_number()) >= 401
    assert treaties_by_number()["XVIII-12-a"].id == "palermo-protocol-trafficking"
    palermo = treaties_by_number()["XVIII-12"]
    assert (palermo.id, palermo.unts, palermo.in_force_on) == ("palermo-convention", ("2225/39574",), "2003-09-29")


def test_names_in_six_languages(stated: list[Fact]) -> None:
    instruments = _nodes(stated, Instrument).values()
    whole = [i for i in instruments if all(getattr(i, f"title_{language}") for language in LANGUAGES)]
    assert len(whole) >= 110
    names = Counter(t.title_en for t in instruments if t.label == "Treaty" and t.in_force_on)
    assert not [name for name, n in names.items() if n > 1]


def test_an_alias_means_one_thing(stated: list[Fact]) -> None:
    """A name that serves to find an instrument in running text must not be a word for many."""
    vague = {"convention", "the convention", "covenant", "protocol", "charter", "declaration", "agreement", "treaty"}
    owners: dict[str, set[str]] = {}
    for instrument in _nodes(stated, Instrument).values():
        for alias in instrument.aliases:
            assert alias.casefold() not in vague, (instrument.id, alias)
            owners.setdefault(alias, set()).add(instrument.id)
    assert not {alias: ids for alias, ids in owners.items() if len(ids) > 1}


# ------------------------------------------------------------------------------------------------ mistakes


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("nodes: {Body: [{id: x, label: Organ, part_off: un, source: y}]}", "Did you mean part_of"),
        ("nodes: {Body: [{id: x, label: Orgán, source: y}]}", "label of x"),
        ("nodes: {Body: [{id: x, source: y}]}", "label of x"),
        ("nodes: {Body: [{id: x, label: Organ, established_on: 12 May 2003, source: y}]}", "must be a date"),
        ("nodes: {Body: [{id: x, label: Organ, acronyms: X, source: y}]}", "a list of texts"),
        ("nodes: {Body: [{id: x, label: Organ, part_of: nobody, source: y}]}", "nobody is no reference"),
        ("nodes: {Body: [{id: x, label: Organ, established_by: A/RES/, source: y}]}", "A/RES/"),
        ("nodes: {Body: [{id: x, label: Organ, part_of: {since: 2001}, source: y}]}", "needs an id"),
        ("nodes: {Instrument: [{id: A/RES/217 (III) A, label: Resolution, source: y}]}", r"A/RES/217\(III\)A"),
        ("nodes: {State: [{id: AAA, source: y}, {id: AAA, source: y}]}", "twice"),
        ("nodes: {State: [AAA]}", "key: value"),
        ("facts: []", "section"),
    ],
)
def test_a_mistake_is_named(text: str, reason: str) -> None:
    with pytest.raises(BadSource, match=reason):
        read(text, "bodies.yaml")


def test_what_an_item_may_say() -> None:
    text = """
    nodes:
      Body:
        - {id: a, label: Organ, established_on: 2003-05-12, part_of: [b, {to: b2, since: 2004}], source: x}
        - {id: b, label: Organ, established_by: S/RES/1325 (2000), source: x}
        - {id: b2, label: Organ, source: x}
      Observance:
        - {id: o, day: 09-07, proclaimed_by: {to: A/RES/77/241, paragraph: OP1}, source: y}
    """
    facts = [c.fact for c in read(text, "x.yaml")]
    edges = {(f.kind, f.start_at.id, f.end_at.id): f for f in facts if isinstance(f, Edge)}
    assert set(edges) == {
        ("PART_OF", "a", "b"),
        ("PART_OF", "a", "b2"),
        ("ESTABLISHED_BY", "b", "S/RES/1325"),
        ("PROCLAIMS", "A/RES/77/241", "o"),
    }
    assert edges["PART_OF", "a", "b2"].properties["since"] == "2004"
    assert edges["PROCLAIMS", "A/RES/77/241", "o"].properties["source"] == "y"
    assert {f.id for f in facts if isinstance(f, Instrument)} == {"S/RES/1325", "A/RES/77/241"}
