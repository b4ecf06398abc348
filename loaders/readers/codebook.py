"""Knows tables that describe other data and state no fact: the codebook of the CR-UNSC corpus."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.records import Found, Nothing

HEADINGS = frozenset(("varname", "description"))


def read(data: bytes, name: str | None = None) -> Iterator[Found]:
    """Nothing: such a table tells what the variables of a corpus mean."""
    yield Nothing("a codebook: it describes the variables of a corpus, and states no fact")
