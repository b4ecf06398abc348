"""Files for other programs: complete, readable again, the same each time, harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Citation, Instrument, Ref, edge_from, node_from
from graph.queries.results import Neighbourhood
from graph.wording import ATTRIBUTION
from viz import MEDIA_TYPES, Format, export

READERS: dict[Format, Callable[[Any], Any]] = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}


@pytest.mark.parametrize("format", READERS)
def test_networkx_reads_again_what_was_written(neighbourhood: Neighbourhood, format: Format) -> None:
    graph = READERS[format](io.BytesIO(export(neighbourhood, format)))

    assert graph.is_directed()
    assert graph.is_multigraph()
    assert set(graph) == {str(node.ref) for node in neighbourhood.nodes}
    pairs = sorted((str(edge.start_at), str(edge.end_at)) for edge in neighbourhood.edges)
    assert sorted(graph.edges()) == pairs
    centre = graph.nodes["Instrument:A/RES/78/265"]
    assert centre["title_en"].startswith("Seizing")
    assert centre["kind"] == "resolution"
    assert centre["year"] == 2024
    assert json.loads(centre["languages"]) == ["en", "fr"]
    assert "title_fr" not in centre
    [mention] = [
        data
        for _, target, data in graph.out_edges("Instrument:A/RES/78/265", data=True)
        if target == "Instrument:A/RES/70/1" and data["paragraph"] == "OP2"
    ]
    assert (mention["kind"], mention["verb"], mention["origin"]) == ("CITES", "recalls", "link")
    assert (mention["edge_key"], mention["text_start"], mention["text_end"]) == ("OP2#3", 10, 14)


def test_graphml_says_around_what_and_from_whom(neighbourhood: Neighbourhood) -> None:
    graph = nx.read_graphml(io.BytesIO(export(neighbourhood, "graphml")))

    assert graph.graph["centre"] == "Instrument:A/RES/78/265"
    assert graph.graph["attribution"] == ATTRIBUTION
    assert (graph.graph["total"], graph.graph["truncated"]) == (456, True)


def test_gexf_holds_no_date_of_today(neighbourhood: Neighbourhood) -> None:
    written = export(neighbourhood, "gexf").decode()

    assert "lastmodifieddate" not in written
    assert ATTRIBUTION in written


@given(text=st.text(st.characters(codec=None), min_size=1))
def test_any_text_can_be_written_in_every_format(text: str) -> None:
    centre = Instrument(id="a", label="Treaty", title_en=text, aliases=(text,))
    other = Instrument(id="b", symbol=text)
    edge = Citation(
        kind="CITES",
        start_at=centre.ref,
        end_at=other.ref,
        section="other",
        paragraph=text,
        as_written=text,
        cited_as="name",
        origin="text",
    )
    drawn = Neighbourhood(centre=centre.ref, depth=1, nodes=(centre, other), edges=(edge, edge), total=2)

    for format, read in READERS.items():
        assert len(read(io.BytesIO(export(drawn, format)))) == 2
    assert json.loads(export(drawn, "json"))["nodes"][0]["id"] == "a"
    [_, row, _] = csv.reader(io.StringIO(export(drawn, "csv").decode(), newline=""))
    assert not row[7].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_json_is_the_model_under_its_own_names(neighbourhood: Neighbourhood) -> None:
    content = json.loads(export(neighbourhood, "json"))

    assert content["centre"] == "Instrument:A/RES/78/265"
    assert (content["depth"], content["total"], content["truncated"]) == (1, 456, True)
    assert content["attribution"] == ATTRIBUTION
    nodes = []
    for node in content["nodes"]:
        ref = Ref.parse(node.pop("ref"))
        assert ref == (node["base"], node["id"])
        nodes.append(node_from(node.pop("base"), node.pop("id"), node.pop("label"), node))
    assert tuple(nodes) == neighbourhood.nodes
    edges = [
        edge_from(edge.pop("kind"), Ref.parse(edge.pop("start_at")), Ref.parse(edge.pop("end_at")), edge)
        for edge in content["edges"]
    ]
    assert tuple(edges) == neighbourhood.edges


def test_csv_is_an_edge_list(neighbourhood: Neighbourhood) -> None:
    written = export(neighbourhood, "csv").decode()
    rows = list(csv.DictReader(io.StringIO(written, newline="")))

    assert written.splitlines()[0] == (
        "source,target,kind,verb,section,paragraph,opening,as_written,provision,origin,confidence,languages"
    )
    assert [(row["source"], row["kind"], row["target"]) for row in rows] == [
        (edge.start_at.id, edge.kind, edge.end_at.id) for edge in neighbourhood.edges
    ]
    assert rows[0]["verb"] == "reaffirms"
    assert rows[0]["opening"] == "reaffirming also"
    assert rows[0]["languages"] == "en; fr"
    assert rows[5]["verb"] == ""
    read = nx.from_edgelist([(row["source"], row["target"]) for row in rows], nx.MultiDiGraph)
    assert read.number_of_edges("A/RES/78/265", "A/RES/70/1") == 2


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")'])
def test_csv_keeps_formulas_from_the_spreadsheet(neighbourhood: Neighbourhood, formula: str) -> None:
    edge = neighbourhood.edges[0]
    assert isinstance(edge, Citation)
    drawn = replace(neighbourhood, edges=(replace(edge, as_written=formula),))
    [row] = csv.DictReader(io.StringIO(export(drawn, "csv").decode(), newline=""))

    assert row["as_written"] == f"'{formula}"


@pytest.mark.parametrize("format", MEDIA_TYPES)
def test_equal_facts_give_equal_bytes(neighbourhood: Neighbourhood, format: Format) -> None:
    again = replace(neighbourhood, nodes=tuple(copy(node) for node in neighbourhood.nodes))

    assert export(neighbourhood, format) == export(again, format)


def test_the_page_does_not_depend_on_the_order_of_hashes(repository: Path) -> None:
    code = """
import hashlib
from graph.model import Affiliation, Body
from graph.queries.results import Neighbourhood
from viz import export

nodes = tuple(Body(id=str(i), label=label) for i, label in enumerate(["Organ", "Office", "Department", "Court"] * 9))
edges = tuple(Affiliation(kind="PART_OF", start_at=n.ref, end_at=nodes[0].ref, origin="editor") for n in nodes[1:])
around = Neighbourhood(centre=nodes[0].ref, depth=1, nodes=nodes, edges=edges, total=36)
print(hashlib.sha256(export(around, "html")).hexdigest())
"""
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=repository,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(digests) == 1


def test_an_unknown_format_is_named(neighbourhood: Neighbourhood) -> None:
    with pytest.raises(ValueError, match="no format 'pdf': it is one of html, graphml, gexf, csv, json"):
        export(neighbourhood, "pdf")  # pyright: ignore[reportArgumentType]
