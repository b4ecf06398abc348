"""Paths of paragraphs, made unique: by the section where numbers start again, else by a running number."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from loaders.records import Paragraph

_KIND = re.compile(r"(OP|PP)(\d+)")

Placed = tuple[Paragraph, str]
"""A paragraph, and the path of its section: `sect.I/sect.B`, or ''."""


def unique(found: Sequence[Placed]) -> list[Paragraph]:
    """The paragraphs of a document in order, each with a path of its own. Beside each stands its section, or ''.

    Where the numbers of paragraphs begin again with each section, all have their section before them, as deep as it
    takes. Footnotes follow the paragraph that they stand in, and take on its path.
    """
    own = [(paragraph.path, section) for paragraph, section in found if "@" not in paragraph.path]
    if not any(section for _, section in own):
        return _told_apart(found, {}, frozenset())
    depths = {kind: _depth([pair for pair in own if _kind(pair[0]) == kind]) for kind in ("OP", "PP")}
    met = Counter(_placed(path, section, depths) for path, section in own)
    return _told_apart(found, depths, frozenset(_root(path) for path, times in met.items() if times > 1))


def _told_apart(found: Sequence[Placed], depths: Mapping[str, int], ambiguous: Set[str]) -> list[Paragraph]:
    """The paragraphs with their sections as deep as `depths` has it, those that are `ambiguous` with all of them."""
    taken: Counter[str] = Counter()
    current: dict[str, str] = {}
    renamed: list[Paragraph] = []
    for paragraph, section in found:
        name, _, host = paragraph.path.partition("@")
        base = _placed(host or name, section, depths)
        if section and _root(base) in ambiguous:
            base = f"{section}/{host or name}"
        if not host:
            taken[base] += 1
            current[base] = base if taken[base] == 1 else f"{base}~{taken[base]}"
        path = current.get(base, base)
        path = f"{name}@{path}" if host else path
        renamed.append(paragraph if path == paragraph.path else replace(paragraph, path=path))
    return renamed


def _depth(own: Sequence[tuple[str, str]]) -> int:
    """How many of the names of sections must stand before the paths of one kind: none where numbers go on.

    A single number that stands twice is a slip: numbers begin again with 1, and either go on or are no more.
    """
    numbers: defaultdict[str, set[int]] = defaultdict(set)
    for path, section in own:
        if "+" not in path:  # what has no number goes on with the one before
            numbers[section].add(_number(path))
    begun = [section for section, here in numbers.items() if 1 in here and (2 in here or len(here) == 1)]
    deepest = max((section.count("/") + 1 for section in begun if section), default=0)
    told_apart = [len({_cut(section, depth) for section in begun}) for depth in range(deepest + 1)]
    return told_apart.index(max(told_apart)) if told_apart else 0


def _number(path: str) -> int:
    found = _KIND.match(path)
    return int(found[2]) if found else 0


def _placed(path: str, section: str, depths: Mapping[str, int]) -> str:
    if not section:
        return path
    before = _cut(section, depths.get(_kind(path), 0))
    return f"{before}/{path}" if before else path


def _cut(section: str, depth: int) -> str:
    return "/".join(section.split("/")[:depth]) if section and depth else ""


def _kind(path: str) -> str:
    found = _KIND.match(path)
    return found[1] if found else ""


def _root(path: str) -> str:
    """OP4 of OP4(a): what must be unique for its points to be."""
    return path.partition("(")[0]
