"""The bundled dataset and the editorial facts: whole, sourced, and what the documents still say."""

from __future__ import annotations

import gzip
import hashlib
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from graph.errors import BadSource
from graph.library import Library
from graph.merge import RANKS
from graph.model import Citation, Instrument, Node
from graph.projection import library_digest
from graph.symbols import Symbol
from loaders import dataset
from loaders.citations.links import agree
from loaders.dataset import bundled_facts, load_bundled, manifest
from loaders.dataset.build import SEEDS, build
from loaders.editorial import editorial_facts, read
from loaders.facts import facts
from loaders.readers import akn


def test_the_manifest_says_what_is_there() -> None:
    known = manifest()
    found = [c.fact for c in bundled_facts()]
    nodes = Counter(f.label or f.base for f in found if isinstance(f, Node))
    edges = Counter(f.kind for f in found if not isinstance(f, Node))
    assert (nodes, edges) == (known["nodes"], known["edges"])
    texts = {f.id for f in found if isinstance(f, Instrument) and f.coverage != "cited"}
    assert set(SEEDS) <= texts
    assert sum(n for years in known["coverage"].values() for n in years.values()) == len(texts)
    assert "United Nations" in known["attribution"]
    assert known["gaps"]


def test_no_sentence_of_a_document_is_in_it() -> None:
    for contribution in bundled_facts():
        for name, value in contribution.fact.properties.items():
            # Titles and librarians' terms are facts about a document; the words of a mention are its number.
            if name not in ("title_en", "name_en") and isinstance(value, str):
                assert len(value) < 120, (name, value)
            if name == "as_written":
                assert len(str(value)) < 60, value


def test_no_link_is_cited_under_another_number() -> None:
    for contribution in bundled_facts():
        fact = contribution.fact
        if isinstance(fact, Citation) and fact.kind == "CITES" and fact.origin == "link":
            words = fact.as_written or ""
            assert agree(Symbol.parse(fact.end_at.id), words, words) or _piece(words), fact


def _piece(words: str) -> bool:
    """A link that misses a digit of its citation, which the text completes."""
    return any(char.isdigit() for char in words) and len(words) < 8


def test_loading_it_twice_changes_nothing(tmp_path: Path) -> None:
    with Library.open(tmp_path / "a.sqlite") as library:
        assert load_bundled(library).changed_facts > 10_000
        first = library_digest(library)
        again = load_bundled(library)
        assert (again.changed_facts, again.unchanged) == (0, 2)
        assert library_digest(library) == first


def test_damaged_facts_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dataset, "manifest", lambda: {"digest": "0" * 64})
    with pytest.raises(BadSource, match="damaged"):
        list(bundled_facts())


def test_the_bytes_are_those_of_the_manifest() -> None:
    data = files("loaders.dataset").joinpath("facts.jsonl.gz").read_bytes()
    assert hashlib.sha256(gzip.decompress(data)).hexdigest() == manifest()["digest"]
    assert data[4:8] == b"\0\0\0\0"  # no time of making: made twice, it is the same file


SAMPLES = [
    "A_RES_78_265-2405969E.xml",
    "A_RES_77_241-2229150E.xml",
    "S_RES_1373_N0155743.xml",
    "S_RES_1325_N0072018.xml",
]


@pytest.mark.parametrize("name", SAMPLES)
def test_it_says_what_its_documents_say(corpus: Path, name: str) -> None:
    """The bundled facts were made by these readers: a change of a reader needs a new edition."""
    (record,) = akn.read((corpus / "samples" / "English" / name).read_bytes())
    said = {c.fact for c in facts(record).contributions if isinstance(c.fact, Citation)}
    held = {c.fact for c in bundled_facts() if isinstance(c.fact, Citation) and c.fact.start_at.id == record.symbol.id}
    assert said == held


def test_building_twice_gives_the_same_bytes(corpus: Path, tmp_path: Path) -> None:
    paths = sorted((corpus / "samples" / "English").glob("*.xml"))
    build(paths, tmp_path / "a")
    build(list(reversed(paths)), tmp_path / "b")
    for name in ("facts.jsonl.gz", "manifest.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_corpus_without_a_seed_is_refused(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(BadSource, match="does not hold"):
        build([corpus / "samples" / "English" / SAMPLES[0]], tmp_path)


# ------------------------------------------------------------------------------------------------ editorial facts


def test_every_editorial_fact_has_a_source() -> None:
    stated = [c.fact for c in editorial_facts() if c.rank == RANKS["editor"]]
    assert len(stated) > 50
    assert all(fact.properties.get("source") for fact in stated)
    assert all(fact.properties["origin"] == "editor" for fact in stated if not isinstance(fact, Node))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("nodes: {Body: [{id: x, name_en: X}]}", "source"),
        ("nodes: {Body: [{name_en: X, source: y}]}", "id"),
        ("nodes: {Body: [{id: x, colour: red, source: y}]}", "colour"),
        ("nodes: {Planet: [{id: x, source: y}]}", "Planet"),
        ("edges: [{from: 'Body:x', kind: CO_CHAIRS, to: 'Body:y'}]", "source"),
        ("edges: [{from: 'Body:x', kind: EATS, to: 'Body:y', source: z}]", "EATS"),
        ("edges: [{from: 'Body:x', kind: CO_CHAIRS, to: 'State:FRA', source: z}]", "cannot lead"),
        ("edges: [{from: 'x', kind: CO_CHAIRS, to: 'Body:y', source: z}]", "reference"),
        ("nodes: [", "no YAML"),
    ],
)
def test_what_an_editor_may_get_wrong_is_named(text: str, reason: str) -> None:
    with pytest.raises(BadSource, match=reason) as error:
        read(text, "bodies.yaml")
    assert error.value.where == "bodies.yaml"
