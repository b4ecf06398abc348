"""Draws citations of the bundled dataset at random, and shows what is needed to judge each by eye: the text itself.

    PYTHONPATH=.:tests/documents python tests/documents/drawn_citations.py CORPUS

The elements around the words are those of the XML and not of our reader, so that the paragraph can be judged as well.
What was judged is kept in docs/accuracy/drawn-citations.csv, without a word of the texts.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from graph.errors import BadSymbol
from graph.merge import decode
from graph.model import Citation
from graph.symbols import Symbol
from loaders.dataset import bundled_facts
from loaders.readers import akn
from loaders.readers.akn.names import named
from loaders.readers.markup import AKN, Element, name, parsed
from loaders.records import Paragraph
from loaders.sources import Item, items

SEED, MANY = 20_261_125, 200
AROUND = 140
"""Characters shown before the words of a citation."""


class Drawn(NamedTuple):
    """A citation as it is judged: who cites what, and where."""

    source: str
    target: str
    key: str
    paragraph: str


def drawn(many: int = MANY, seed: int = SEED) -> list[Citation]:
    """The citations that are drawn from the bundled dataset, each with equal chance, in the order of the draw."""
    facts = (decode(kind, key, value) for kind, key, _, _, value in bundled_facts("texts") if kind == "CITES")
    return random.Random(seed).sample([fact for fact in facts if isinstance(fact, Citation)], many)


def identity(citation: Citation) -> Drawn:
    """What names a citation in the judged list."""
    return Drawn(citation.start_at.id, citation.end_at.id, citation.key, citation.paragraph or "")


def shown(citation: Citation, files: dict[str, list[Item]]) -> Iterator[str]:
    """The words of a citation in its text, and the elements that they stand in."""
    for item in files.get(_whole(citation.start_at.id), ()):
        source = item.read()
        for record in akn.read(source.data, source.name):
            here = record.symbol.id == citation.start_at.id and record.language in citation.languages
            for paragraph in record.paragraphs if here else ():
                if paragraph.path == citation.paragraph and (words := citation.as_written or "") in paragraph.text:
                    at = _start(paragraph, citation, words)
                    before, after = paragraph.text[max(0, at - AROUND) : at], paragraph.text[at + len(words) :][:60]
                    yield f"   {record.language}: {paragraph.text[:60]} ... {before}[[{words}]]{after}"
                    yield f"   in {_place(parsed(source.data)[0], paragraph)}"
                    return
    yield "   no text was found"


def _start(paragraph: Paragraph, citation: Citation, words: str) -> int:
    start = citation.start or 0
    return start if paragraph.text.startswith(words, start) else paragraph.text.find(words)


def _place(root: Element, paragraph: Paragraph) -> str:
    """The elements around a paragraph (a footnote: around the paragraph that it stands in), innermost first."""
    wanted = _letters(paragraph.before or paragraph.text)[:60]
    for element in root.iter(f"{AKN}p", f"{AKN}crossHeading", f"{AKN}td"):
        if wanted and wanted in _letters("".join(element.itertext())):
            return " < ".join(_told(one) for one in [element, *element.iterancestors()][:8])
    return "no element"


def _told(element: Element) -> str:
    """An element by its name, its number or verb, and its place among those of its kind."""
    number = element.find(f"{AKN}num")
    said = "".join(number.itertext()).strip() if number is not None else element.get("name") or ""
    parent = element.getparent()
    place = 1 + [one for one in parent if one.tag == element.tag].index(element) if parent is not None else 1
    return f"{name(element)} {place} [{said}]"


def _letters(text: str) -> str:
    return "".join(text.split())


def _whole(symbol: str) -> str:
    try:
        return Symbol.parse(symbol).whole.id
    except BadSymbol:
        return symbol


def main(corpus: Path) -> None:
    """Print all that are drawn, English texts first."""
    files: dict[str, list[Item]] = defaultdict(list)
    for item in sorted(items([corpus / "unxml"]), key=lambda one: ("English" not in one.path, one.name)):
        if said := named(item.name):
            files[said.symbol.whole.id].append(item)
    for number, citation in enumerate(drawn(), 1):
        told = identity(citation)
        print(f"{number}. {told.source} -> {told.target} at {told.paragraph} ({citation.verb}, {citation.opening})")
        for line in shown(citation, files):
            print(line)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
