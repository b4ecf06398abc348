"""The bundled dataset and the editorial facts: whole, sourced, and what the documents still say."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
from around_seeds import SEEDS

from graph.errors import BadSource
from graph.library import Library
from graph.merge import RANKS, decode, identity
from graph.model import Citation, Fact, Instrument, Node
from graph.projection import library_digest
from graph.symbols import Symbol
from loaders import dataset
from loaders.citations.links import agree
from loaders.dataset import FIRST, PARTS, SOURCES, announce, bundled_facts, file_of, load_bundled, manifest
from loaders.dataset.build import build
from loaders.dataset.verify import MOST_BYTES, verify
from loaders.editorial import editorial_facts, read
from loaders.facts import facts
from loaders.readers import akn

FOLDER = Path(str(files("loaders.dataset")))


@pytest.fixture(scope="module")
def texts() -> list[Fact]:
    """The facts of the first part."""
    return [decode(kind, key, value) for kind, key, _, _, value in bundled_facts("texts")]


def test_it_is_whole() -> None:
    assert verify(FOLDER) == []


def test_the_manifest_says_what_is_there(texts: list[Fact]) -> None:
    known = manifest()
    read_texts = {f.id for f in texts if isinstance(f, Instrument) and f.coverage in ("full", "partial")}
    assert set(SEEDS) <= read_texts
    assert sum(n for years in known["coverage"].values() for n in years.values()) == len(read_texts)
    assert sum(known["texts"].values()) == len(read_texts)
    assert "United Nations" in known["attribution"]
    assert known["gaps"]


def test_its_weight() -> None:
    assert sum((FOLDER / file_of(part)).stat().st_size for part in PARTS) < MOST_BYTES


def test_no_sentence_of_a_document_is_in_it(texts: list[Fact]) -> None:
    for fact in texts:
        for name, value in fact.properties.items():
            # Titles and librarians' terms are facts about a document; the words of a mention are its number.
            if not name.startswith(("title_", "name_", "agenda_title", "as_written")) and isinstance(value, str):
                assert len(value) < 160, (name, value)
            if name == "as_written":  # or the name of a treaty
                named = getattr(fact, "cited_as", "") in ("name", "unts")
                assert len(str(value)) < (300 if named else 60), value


def test_no_link_is_cited_under_another_number(texts: list[Fact]) -> None:
    for fact in texts:
        if isinstance(fact, Citation) and fact.kind == "CITES" and fact.origin == "link":
            words = fact.as_written or ""
            closed = re.sub(r"(?<=\d) (?=\d)|(?<=/) ", "", words)  # "S/PRST/2017/ 2 1"
            symbol = Symbol.parse(fact.end_at.id)
            assert agree(symbol, words, words) or agree(symbol, closed, closed) or _piece(words), fact


def _piece(words: str) -> bool:
    """A link that misses a digit of its citation, which the text completes."""
    return any(char.isdigit() or char in "IVXL" for char in words) and len(words) < 8


def test_loading_it_twice_changes_nothing(tmp_path: Path) -> None:
    with Library.open(tmp_path / "a.sqlite") as library:
        assert load_bundled(library).changed_facts > 100_000
        first = library_digest(library)
        again = load_bundled(library)
        assert (again.changed_facts, again.unchanged) == (0, len(SOURCES))
        assert library_digest(library) == first


def test_what_is_announced_is_there_and_empty(tmp_path: Path) -> None:
    with Library.open(tmp_path / "a.sqlite") as library:
        announce(library)
        assert sorted(source.name for source in library.sources()) == sorted(SOURCES)
        assert list(library.facts()) == []
        load_bundled(library, FIRST[:1])
        before = library.last_change()
        announce(library)
        assert library.last_change() == before


def test_damaged_facts_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = {part: {"digest": "0" * 64} for part in PARTS}
    monkeypatch.setattr(dataset, "manifest", lambda: {"parts": parts})
    for part in PARTS:
        with pytest.raises(BadSource, match="damaged"):
            list(bundled_facts(part))


@pytest.mark.parametrize("part", PARTS)
def test_the_bytes_are_those_of_the_manifest(part: str) -> None:
    data = (FOLDER / file_of(part)).read_bytes()
    assert hashlib.sha256(gzip.decompress(data)).hexdigest() == manifest()["parts"][part]["digest"]
    assert data[4:8] == b"\0\0\0\0"  # no time of making: made twice, it is the same file


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A dataset of three facts in a folder."""
    folder = tmp_path / "dataset"
    folder.mkdir()
    lines = {
        "texts": [
            ["Instrument", "A/RES/1/1", 42, {"label": "Resolution", "properties": {"coverage": "full"}}],
            ["Instrument", "A/RES/1/2", 10, {"label": "Resolution", "properties": {"coverage": "cited"}}],
            ["FOLLOWS", "Instrument:A/RES/1/1\tInstrument:A/RES/1/2\t", 42, {"properties": {"origin": "record"}}],
        ],
        "proceedings": [],
    }
    _write(folder, lines)
    return folder


def _write(folder: Path, lines: dict[str, list[list[object]]]) -> None:
    parts = {}
    for part, found in lines.items():
        data = "".join(json.dumps(line) + "\n" for line in found).encode()
        (folder / file_of(part)).write_bytes(gzip.compress(data))
        parts[part] = {"digest": hashlib.sha256(data).hexdigest()}
    counts = {"nodes": {"Resolution": 2}, "edges": {"FOLLOWS": 1}}
    (folder / "manifest.json").write_text(json.dumps({"parts": parts, **counts}))


def test_what_is_wrong_with_a_dataset_is_named(small: Path) -> None:
    assert verify(small) == []
    (small / file_of("proceedings")).write_bytes(b"noise")
    assert any("proceedings.jsonl.gz cannot be unpacked" in finding for finding in verify(small))
    (small / file_of("proceedings")).write_bytes(
        gzip.compress(b'["VOTED", "State:FRA\\tInstrument:A/RES/9/9\\t", 42, {"properties": {"origin": "record"}}]\n')
    )
    findings = verify(small)
    assert any("is not the file that the manifest was made for" in finding for finding in findings)
    assert any("there is no Instrument:A/RES/9/9" in finding for finding in findings)
    assert any("counts other edges" in finding for finding in findings)
    (small / "manifest.json").unlink()
    with pytest.raises(BadSource, match="no dataset"):
        verify(small)


SAMPLES = [
    "A_RES_78_265-2405969E.xml",
    "A_RES_77_241-2229150E.xml",
    "S_RES_1373_N0155743.xml",
    "S_RES_1325_N0072018.xml",
]


@pytest.mark.parametrize("name", SAMPLES)
def test_it_says_what_its_documents_say(corpus: Path, texts: list[Fact], name: str) -> None:
    """The bundled facts were made by these readers: a change of a reader needs a new edition."""
    (record,) = akn.read((corpus / "samples" / "English" / name).read_bytes(), name)
    said = {identity(c.fact) for c in facts(record).contributions if isinstance(c.fact, Citation)}
    held = {identity(f) for f in texts if isinstance(f, Citation) and f.start_at.id == record.symbol.id}
    assert said <= held
    english = {
        identity(f)
        for f in texts
        if isinstance(f, Citation) and f.start_at.id == record.symbol.id and "en" in f.languages
    }
    assert said == english


def test_building_twice_gives_the_same_bytes(corpus: Path, tmp_path: Path) -> None:
    paths = sorted((corpus / "samples" / "English").glob("*.xml"))[:25]
    build(paths, tmp_path / "a", tables=corpus / "treaties")
    build(list(reversed(paths)), tmp_path / "b", tables=corpus / "treaties")
    for name in ("texts.jsonl.gz", "proceedings.jsonl.gz", "manifest.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_corpus_without_a_document_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.xml").write_bytes(b"")
    with pytest.raises(BadSource, match="could be read"):
        build([tmp_path], tmp_path / "made")


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
