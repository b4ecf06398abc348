"""The texts in one Akoma Ntoso file: a text, the parts of one, a draft that it recommends, annexes beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from graph.symbols import Symbol
from loaders.readers.akn.text import paragraphs
from loaders.readers.dates import DATE, iso
from loaders.readers.markup import AKN, Element, words
from loaders.records import Paragraph

_LETTER = re.compile(r"[A-Z]")
_DATE_BEHIND = re.compile(rf" of {DATE}")


def main_statement(root: Element) -> Element | None:
    """The text of a file that holds one; annexes that stand beside it in the file are put into it (1 file)."""
    statement = root.find(f"{AKN}statement")
    if statement is None:
        statement = next(root.iter(f"{AKN}statement"), None)
    if statement is not None:
        for beside in root.findall(f"{AKN}attachments"):
            statement.append(beside)
    return statement


def collected(root: Element) -> list[Element]:
    """The parts of a file that holds several (42 files)."""
    return list(root.iterfind(f"{AKN}components/{AKN}component/{AKN}statement"))


def letter(statement: Element, number: int) -> str:
    """The letter of a part: as its preface gives it, else by its place."""
    found = words(statement.find(f"{AKN}preface//{AKN}docNumber")).strip(" .\t")
    return found if _LETTER.fullmatch(found) else chr(ord("A") + number)


def text_of(statement: Element) -> Iterator[Paragraph]:
    """Its paragraphs; those of a draft that it recommends to another body are annexed to it (14 files)."""
    yield from paragraphs(statement)
    drafts = statement.findall(f"{AKN}components/{AKN}component/{AKN}statement")
    for number, draft in enumerate(drafts, 1):
        prefix = f"draft.{number}/" if len(drafts) > 1 else "draft/"
        for paragraph in paragraphs(draft):
            own, note, host = paragraph.path.partition("@")
            path = f"{own}@{prefix}{host}" if note else f"{prefix}{own}"
            yield replace(paragraph, path=path, section=paragraph.section if note else "annex")


def earlier_part(symbol: Symbol, read: tuple[Paragraph, ...]) -> tuple[Symbol, str | None] | None:
    """What was adopted first under the number of a part: "Resolution 75/251 ... becomes resolution 75/251 A".

    A note at the title says so, in every language; the date of the earlier part stands where the text names it.
    """
    if not symbol.part or symbol.part == "A" or symbol.path:
        return None
    first = symbol.with_part("A")
    number = symbol.whole.short.replace(" ", "")
    form = re.compile(rf"(?<![\d/]){re.escape(number)} ?A\b")
    if not any(form.search(p.text) for p in read if p.path.endswith("@title")):
        return None
    for paragraph in read:
        for found in form.finditer(paragraph.text):
            dated = _DATE_BEHIND.match(paragraph.text, found.end())
            if dated and (on := iso(dated[1], dated[2], dated[3])):
                return first, on
    return first, None
