"""What is exported is read again by other programs: the same nodes and edges, with the evidence of each."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import wording
from graph.library import Library
from graph.model import Citation, Edge, Instrument, Node, Ref, edge_from, node_from
from graph.queries.results import Neighbourhood
from graph.vocabulary import vocabulary
from loaders.pipeline import load
from viz import Format, export

READERS: dict[Format, Callable[[Any], Any]] = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}
NODES = vocabulary().nodes
LISTS = {
    name
    for terms in (*(node.properties for node in NODES.values()), *vocabulary().shapes.values())
    for name, term in terms.items()
    if term.type == "texts"
}
CSV_COLUMNS = ("verb", "section", "paragraph", "opening", "as_written", "provision", "origin", "confidence")
DOCUMENTS = ("ai-transnational-crime-2025", "police-cooperation-day-2025")


def known(data: dict[str, Any], *ours: str) -> dict[str, Any]:
    """The properties of the model in what networkx has read."""
    renamed = {"edge_key": "key", "text_start": "start", "text_end": "end"}
    found = {renamed.get(name, name): value for name, value in data.items() if name not in ours}
    return {name: tuple(json.loads(value)) if name in LISTS else value for name, value in found.items()}


def from_networkx(graph: Any) -> tuple[Counter[Node], Counter[Edge]]:
    """The facts in what networkx has read of GraphML or GEXF. (GEXF keeps `id` and `label` for itself.)"""
    labels = {wording.kind(node_from(base, "-", one, {})): one for base, term in NODES.items() for one in term.labels}
    nodes = Counter(
        node_from(
            data["base"], data["node_id"], labels.get(data["kind"]), known(data, "base", "node_id", "label", "kind")
        )
        for _, data in graph.nodes(data=True)
    )
    edges = Counter(
        edge_from(data["kind"], Ref.parse(start), Ref.parse(end), known(data, "kind", "label", "id"))
        for start, end, data in graph.edges(data=True)
    )
    return nodes, edges


def from_json(data: bytes) -> tuple[Counter[Node], Counter[Edge]]:
    """The facts in JSON."""
    content = json.loads(data)
    nodes = (
        node_from(one.pop("base"), one.pop("id"), one.pop("label"), {k: v for k, v in one.items() if k != "ref"})
        for one in content["nodes"]
    )
    edges = (
        edge_from(one.pop("kind"), Ref.parse(one.pop("start_at")), Ref.parse(one.pop("end_at")), one)
        for one in content["edges"]
    )
    return Counter(nodes), Counter(edges)


def facts(drawn: Neighbourhood) -> tuple[Counter[Node], Counter[Edge]]:
    return Counter(drawn.nodes), Counter(drawn.edges)


@pytest.fixture(params=DOCUMENTS)
def real(request: pytest.FixtureRequest, corpus: Path, tmp_path: Path) -> Neighbourhood:
    """All that one of the documents of the corpus cites and mentions, as the library has it."""
    with Library.open(tmp_path / "library.sqlite") as library:
        assert load(library, [corpus / "documents" / f"{request.param}.fr.txt"]).rejects == ()
        stated = list(library.facts())
    nodes = tuple(one for one in stated if isinstance(one, Node))
    centre = next(node.ref for node in nodes if node.id == request.param)
    edges = tuple(one for one in stated if isinstance(one, Edge))
    assert len(edges) > 30
    return Neighbourhood(centre=centre, depth=1, nodes=nodes, edges=edges, total=len(nodes))


@pytest.mark.parametrize("format", READERS)
def test_a_real_document_through_networkx(real: Neighbourhood, format: Format) -> None:
    assert from_networkx(READERS[format](io.BytesIO(export(real, format)))) == facts(real)


def test_a_real_document_through_json(real: Neighbourhood) -> None:
    assert from_json(export(real, "json")) == facts(real)


def test_a_real_document_through_csv(real: Neighbourhood) -> None:
    rows = list(csv.DictReader(io.StringIO(export(real, "csv").decode(), newline="")))
    assert {tuple(row) for row in rows} == {("source", "target", "kind", *CSV_COLUMNS, "languages")}
    expected = Counter(
        (one.start_at.id, one.end_at.id, one.kind, *(str(one.properties.get(name) or "") for name in CSV_COLUMNS))
        for one in real.edges
    )
    assert Counter(tuple(row.values())[: 3 + len(CSV_COLUMNS)] for row in rows) == expected
    assert [tuple(row["languages"].split("; ")) for row in rows] == [one.properties["languages"] for one in real.edges]


def test_every_kind_of_fact_through_networkx_and_json(neighbourhood: Neighbourhood) -> None:
    for format, read in READERS.items():
        assert from_networkx(read(io.BytesIO(export(neighbourhood, format)))) == facts(neighbourhood)
    assert from_json(export(neighbourhood, "json")) == facts(neighbourhood)


SAYABLE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"))


@given(text=st.one_of(SAYABLE, st.sampled_from(("a\nb", "a\tb", "a\rb", "a\r\nb", " a ", "<&>\"'"))))
def test_words_come_back_as_they_are(text: str) -> None:
    nodes = (Instrument(id="a", label="Treaty", title_en=text or None), Instrument(id="b", aliases=(text, "x")))
    edge = Citation(
        kind="CITES", start_at=nodes[0].ref, end_at=nodes[1].ref, key="PP1#1", section="preamble", paragraph="PP1",
        as_written=text or None, cited_as="name", origin="text",
    )  # fmt: skip
    drawn = Neighbourhood(centre=nodes[0].ref, depth=1, nodes=nodes, edges=(edge,), total=2)
    for format, read in READERS.items():
        assert from_networkx(read(io.BytesIO(export(drawn, format)))) == facts(drawn)
    assert from_json(export(drawn, "json")) == facts(drawn)


def test_a_table_of_citations_is_loaded_again(neighbourhood: Neighbourhood, tmp_path: Path) -> None:
    ends = [one for one in neighbourhood.edges if isinstance(one, Citation) and one.as_written != "=1+1"]
    cited = tuple(one for one in ends if one.end_at.base == "Instrument")
    (tmp_path / "edges.csv").write_bytes(export(replace(neighbourhood, edges=cited), "csv"))
    with Library.open(tmp_path / "library.sqlite") as library:
        report = load(library, [tmp_path / "edges.csv"])
        again = [one for one in library.facts() if isinstance(one, Citation)]
    assert (report.rejects, report.read) == ((), len(cited))
    what = [(one.start_at, one.end_at, one.kind, one.verb, one.section, one.paragraph, one.provision) for one in cited]
    assert Counter(
        (one.start_at, one.end_at, one.kind, one.verb, one.section, one.paragraph, one.provision) for one in again
    ) == Counter(what)
