"""Facts that editors state by hand, each with its source: YAML in the words of the vocabulary, checked on reading."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from graph.library import Contribution, content_digest
from graph.merge import RANKS
from graph.model import Instrument
from loaders.editorial.form import EditorialFile, parsed, resolved

__all__ = ["editorial_digest", "editorial_facts", "editorial_files", "read", "treaties_by_number"]

FORM = "2"
"""Raise it when reading makes other facts of the same files."""


def editorial_facts() -> list[Contribution]:
    """All editorial facts, and of each instrument that they only name the little that its symbol tells.

    Raises BadSource, with file and item, for an item without a source or with a name that is not registered.
    """
    return _contributions(list(editorial_files().values()))


def editorial_digest() -> str:
    """A digest of the files themselves: whether they changed, known without reading them as facts."""
    return content_digest(
        "\0".join([FORM, *(f"{name}\0{file.read_text('utf-8')}" for name, file in _files())]).encode()
    )


@cache
def editorial_files() -> dict[str, EditorialFile]:
    """What each file states, by name, as in `bodies/organs.yaml`. Raises BadSource."""
    return {name: parsed(file.read_text("utf-8"), name) for name, file in _files()}


@cache
def treaties_by_number() -> dict[str, Instrument]:
    """The treaties by their number in Multilateral Treaties Deposited with the Secretary-General ('XVIII-12-a')."""
    nodes = (node for file in editorial_files().values() for node in file.nodes if isinstance(node, Instrument))
    return {node.mtdsg: node for node in nodes if node.mtdsg}


def read(text: str, name: str) -> list[Contribution]:
    """The facts in one file of editorial YAML by itself; `name` is for errors. Raises BadSource."""
    return _contributions([parsed(text, name)])


def _contributions(found: list[EditorialFile]) -> list[Contribution]:
    nodes, edges, named = resolved(found)
    stated = [Contribution(fact, RANKS["editor"]) for fact in (*nodes, *edges)]
    return stated + [Contribution(node, RANKS["cited"]) for node in named]


def _files() -> list[tuple[str, Traversable]]:
    """The YAML files here and in folders below, in the order of their names."""
    return sorted(_walked(files("loaders.editorial"), ""), key=lambda one: one[0])


def _walked(folder: Traversable, prefix: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.name.startswith(("_", ".")):
            found += _walked(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".yaml"):
            found.append((prefix + entry.name, entry))
    return found
