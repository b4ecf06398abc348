"""The sections of an Akoma Ntoso document: what each is called, and how they lie in one another."""

from __future__ import annotations

from loaders.readers.markup import Element, name, words
from loaders.readers.section_labels import (
    following,
    label_before_a_title,
    label_of_identifier,
    section_label,
    within,
)


class Sections:
    """The sections met so far in one document, by their paths: `sect.I`, `sect.I/sect.B`."""

    def __init__(self) -> None:
        self._met: list[str] = []

    def enter(self, section: str, label: str) -> str:
        """The path of a section that begins in another; of two with one label the second has the next."""
        while (path := within(section, label)) in self._met and label < "Z":
            label = following(label, path)
        self._met.append(path)
        return path

    def label(self, element: Element, section: str) -> str:
        """The label of a section that begins in another.

        It is what stands over it, or in its identifier; else the one behind its neighbour's; else it is counted.
        """
        heads = [child for child in element if name(child) in ("num", "heading", "subheading") or _only_a_number(child)]
        texts = [words(head) for head in heads[:2] or element[:1]]
        found = (label for read in (section_label, label_before_a_title) for text in texts if (label := read(text)))
        return next(found, None) or label_of_identifier(element.get("eId") or "") or self._next(section)

    def _next(self, section: str) -> str:
        around, _, label = (self._met[-1] if self._met else "").rpartition("/")
        if label and not label.removeprefix("sect.").isdigit() and section in (around, self._met[-1]):
            return following(label.removeprefix("sect."), around)
        return str(len(self._met) + 1)


def _only_a_number(element: Element) -> bool:
    """Whether a block holds the number of its section and nothing else."""
    return name(element) == "p" and len(element) == 1 and name(element[0]) == "num"
