"""Reads `vocabulary.yaml`, the one registry of labels, edge kinds, properties and verbs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

from graph import yaml_text

DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
"""A date of ISO 8601, or as much of one as is known: 2003-09-29, 2003-09, 2003."""
PropertyType = Literal["text", "texts", "integer", "flag", "date"]


@dataclass(frozen=True, slots=True)
class PropertyTerm:
    """A property: its type and what it means to a person."""

    type: PropertyType
    means: str

    def holds(self, value: object) -> bool:
        """Whether a value is of this type: a list of texts for `texts`, the text of a date for `date`."""
        if self.type == "texts":
            return isinstance(value, (list, tuple)) and all(isinstance(one, str) for one in cast("list[Any]", value))
        if self.type in ("integer", "flag"):
            return isinstance(value, bool) is (self.type == "flag") and isinstance(value, int)
        return isinstance(value, str) and (self.type == "text" or DATE.fullmatch(value) is not None)


@dataclass(frozen=True, slots=True)
class NodeTerm:
    """A base label: what it means, its specific labels and its properties."""

    means: str
    labels: Mapping[str, str]
    properties: Mapping[str, PropertyTerm]


@dataclass(frozen=True, slots=True)
class EdgeTerm:
    """An edge kind: the shape that gives its properties, its names for people, where it may start and end.

    `listed` is a shorter name for the list of what leads to a node by this kind ("parties"), where there is one.
    """

    shape: str
    forward: str
    reverse: str
    listed: str | None
    sources: tuple[str, ...]
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The whole registry, as `vocabulary.yaml` has it."""

    version: int
    languages: Mapping[str, str]
    coverage: Mapping[str, str]
    nodes: Mapping[str, NodeTerm]
    shapes: Mapping[str, Mapping[str, PropertyTerm]]
    edges: Mapping[str, EdgeTerm]
    verbs: Mapping[str, tuple[str, ...]]

    def base_of(self, label: str) -> str:
        """The base label that a label belongs to (itself for a base label). KeyError for a name not registered."""
        if label in self.nodes:
            return label
        for base, term in self.nodes.items():
            if label in term.labels:
                return base
        raise KeyError(label)


def _properties(raw: Mapping[str, Any]) -> dict[str, PropertyTerm]:
    return {name: PropertyTerm(**spec) for name, spec in raw.items()}


@cache
def vocabulary() -> Vocabulary:
    """The registry, read once."""
    raw = cast("dict[str, Any]", yaml_text.read(files("graph").joinpath("vocabulary.yaml").read_text("utf-8")))
    return Vocabulary(
        version=raw["version"],
        languages=raw["languages"],
        coverage=raw["coverage"],
        nodes={
            base: NodeTerm(spec["means"], dict(spec["labels"]), _properties(spec["properties"]))
            for base, spec in raw["nodes"].items()
        },
        shapes={name: _properties(spec) for name, spec in raw["shapes"].items()},
        edges={
            kind: EdgeTerm(
                shape=spec["shape"],
                forward=spec["forward"],
                reverse=spec["reverse"],
                listed=spec.get("list"),
                sources=tuple(spec["from"]),
                targets=tuple(spec["to"]),
            )
            for kind, spec in raw["edges"].items()
        },
        verbs={verb: tuple(forms) for verb, forms in raw["verbs"].items()},
    )
