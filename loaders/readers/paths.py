"""Paths of paragraphs, made unique: by the section where numbers start again, else by a running number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from loaders.records import Paragraph


def unique(found: Sequence[tuple[Paragraph, str]]) -> list[Paragraph]:
    """The paragraphs of a document in order, each with a path of its own. Beside each stands its section, or ''.

    Footnotes follow the paragraph that they stand in, and take on its path.
    """
    met = Counter(paragraph.path for paragraph, _ in found if "@" not in paragraph.path)
    ambiguous = {_root(path) for path, times in met.items() if times > 1}
    taken: Counter[str] = Counter()
    current: dict[str, str] = {}
    renamed: list[Paragraph] = []
    for paragraph, section in found:
        own, _, host = paragraph.path.partition("@")
        base = host or own
        if section and _root(base) in ambiguous:
            base = f"{section}/{base}"
        if not host:
            taken[base] += 1
            current[base] = base if taken[base] == 1 else f"{base}~{taken[base]}"
        path = current.get(base, base)
        path = f"{own}@{path}" if host else path
        renamed.append(paragraph if path == paragraph.path else replace(paragraph, path=path))
    return renamed


def _root(path: str) -> str:
    """OP4 of OP4(a): what must be unique for its points to be."""
    return path.partition("(")[0]
