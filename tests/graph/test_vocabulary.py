"""The registry holds together, and the model, the documentation and the code use no name that is not in it."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from graph.model import EDGE_SHAPES, NODE_TYPES, Edge, Node
from graph.queries.relations import relations
from graph.vocabulary import vocabulary

LABEL_OR_KIND = re.compile(r"\(\w*:([A-Z]\w+)|-\[\w*:([A-Z_]+(?:\|[A-Z_]+)*)")
OWN = {"Recalling"}  # the meta node


@pytest.mark.parametrize("base", sorted(NODE_TYPES))
def test_nodes_have_exactly_the_registered_properties(base: str) -> None:
    own = {f.name for f in fields(NODE_TYPES[base])} - {f.name for f in fields(Node)}
    assert own == set(vocabulary().nodes[base].properties)


@pytest.mark.parametrize("shape", sorted(EDGE_SHAPES))
def test_edges_have_exactly_the_registered_properties(shape: str) -> None:
    own = {f.name for f in fields(EDGE_SHAPES[shape])} - {"kind", "start_at", "end_at"}
    assert own - {"key"} == set(vocabulary().shapes[shape]) - {"key"}


def test_all_that_is_registered_is_in_the_model() -> None:
    assert set(NODE_TYPES) == set(vocabulary().nodes)
    assert set(EDGE_SHAPES) == set(vocabulary().shapes) == {term.shape for term in vocabulary().edges.values()}
    assert {f.name for f in fields(Edge)} == {"kind", "start_at", "end_at", "key"}


def test_every_name_is_text_and_leads_somewhere() -> None:
    for base, term in vocabulary().nodes.items():
        assert all(isinstance(name, str) for name in (*term.labels, *term.properties)), base
    for shape, properties in vocabulary().shapes.items():
        assert all(isinstance(name, str) for name in properties), shape
    for kind, term in vocabulary().edges.items():
        assert {*term.sources, *term.targets} <= set(vocabulary().nodes), kind
        assert kind == kind.upper()


def test_specific_labels_are_of_one_base_only() -> None:
    labels = [label for term in vocabulary().nodes.values() for label in term.labels]
    assert len(labels) == len(set(labels))
    assert not set(labels) & set(vocabulary().nodes)


def test_relations_have_one_name_each() -> None:
    names = [n for t in vocabulary().edges.values() for n in (t.forward, t.reverse, t.listed) if n]
    assert len(names) == len(set(names)) == len(relations())


def test_a_verb_form_belongs_to_one_verb() -> None:
    forms = [form for forms in vocabulary().verbs.values() for form in forms]
    assert len(forms) == len(set(forms))
    assert all(form == form.lower() for form in forms)


def test_cypher_in_code_and_documentation_uses_registered_names(repository: Path) -> None:
    known = set(vocabulary().nodes) | set(vocabulary().edges) | OWN
    known |= {label for term in vocabulary().nodes.values() for label in term.labels}
    folders = [repository / name for name in ("graph", "loaders", "viz", "api", "docs")]
    paths = [p for folder in folders for p in folder.rglob("*") if p.suffix in (".py", ".md")]
    seen = 0
    for path in [*paths, repository / "README.md"]:
        for match in LABEL_OR_KIND.finditer(path.read_text("utf-8")):
            for name in (match[1] or match[2]).split("|"):
                if name in ("KIND", "Kind", "Label"):  # in words about Cypher
                    continue
                seen += 1
                assert name in known, f"{path.name}: {name}"
    assert seen > 20
