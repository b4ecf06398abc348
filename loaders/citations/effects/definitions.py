"""Terms that an instrument defines, with the article that does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from graph.model import Edge, Node, Ref, Relation, Term
from loaders.citations.effects.document import Document
from loaders.citations.effects.gazetteer import folded, terms
from loaders.citations.effects.language import Language

_LONGEST = 90


def definitions(document: Document, annexed: Callable[[str], str | None]) -> Iterator[Node | Edge]:
    """The definitions in the annexes of a record.

    A term that editors know has their id; another has one made of the instrument and the article, which is the same in
    every language. `annexed` tells which instrument speaks in a paragraph of an annex.
    """
    for place, paragraph in enumerate(document.record.paragraphs):
        if paragraph.section != "annex":
            continue
        found = document.language["defines"].match(document.texts[place])
        if found is None:
            continue
        name = paragraph.text[found.start("term") : found.end("term")].strip(" ,\u00a0")
        provision = _provision(paragraph.path, document.texts[place], document.language)
        speaks = annexed(paragraph.path) or document.own.id
        id_ = terms().get(folded(name)) or _slug(f"{speaks} {provision}")
        yield Term(
            id=id_,
            name_en=name if document.language.code == "en" else None,
            name_fr=name if document.language.code == "fr" else None,
            coverage="record",
        )
        yield Relation(
            kind="DEFINES",
            start_at=Ref("Instrument", speaks),
            end_at=Ref("Term", id_),
            provision=provision,
            origin="text",
        )


def _provision(path: str, text: str, language: Language) -> str:
    """Where a definition stands, as texts cite it: the article, and the letter with which the definition begins."""
    letter = language["letter"].match(text)
    inside = re.search(r"\([a-z]{1,3}\)", path.rpartition("/")[2])
    within = f"({letter['letter']})" if letter else inside[0] if inside else ""
    article = re.search(r"art\.(\d+)", path)
    return (f"art. {article[1]}{within}" if article else f"annex, {within}" if within else path).strip()


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:_LONGEST].strip("-")
