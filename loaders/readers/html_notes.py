"""Footnotes of a web page: links within it from a mark to a note, which mostly lead back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.symbols.characters import roman_value
from loaders.readers.markup import Element, name

_MARK = re.compile(r"[\s\[(]*(\d{1,3}|[ivxlc]{1,7}|[a-z]|[*†‡]{1,3})[\s\])]*")
"""The words of a mark: a number, a Roman one as Word gives to endnotes, a letter, or a sign."""
_SIGNS = frozenset("*†‡")
_BLOCKS = frozenset(("p", "div", "li", "td", "dd", "aside", "section", "blockquote"))
_COUNTS = re.compile(
    r"\b(?:articles?|paragraphs?|paras?|sections?|chapters?|annex(?:es)?|parts?|figures?|tables?|rules?|principles?|goals?|"
    r"paragraphes?|chapitres?|annexes?|artículos?|párrafos?|secciones?|sección|стать\w+|пункт\w*)\.?\s*$",
    re.IGNORECASE,
)
"""Words before a number that a link leads from, and that is no mark: "article 6"."""
_OF_A_NOTE = re.compile(r"(?:ftn|edn|fn|note|cite|sdfoot|sdend|foot|end)\D{0,9}\d{1,3}$", re.IGNORECASE)
"""Names of single notes: "ftn1", "sdfootnote1"."""
_SHORT = 12
"""Characters that a mark or a link back has at most."""
_ABOVE = 3
"""How many elements around a link may have the name to which the other leads back."""


@dataclass
class Notes:
    """The links that are `marks`, the blocks that are `notes`, both with numbers, and the links that lead `back`.

    The number of a note that has a sign ("*") is 0.
    """

    marks: dict[Element, int] = field(default_factory=dict[Element, int])
    notes: dict[Element, int] = field(default_factory=dict[Element, int])
    back: set[Element] = field(default_factory=set[Element])


def notes_of(root: Element) -> Notes:
    """The footnotes of a page.

    A link with a number, letter or sign as its words is a mark where what it leads to stands behind it and leads back,
    or where it is raised or calls itself one. The block with that place is the note; links in it that lead back are no
    words of it.
    """
    found = Notes()
    marked: list[tuple[Element, str, Element]] = []
    named: dict[str, Element] = {}
    for element in root.iter():
        for key in (element.get("id"), element.get("name") if name(element) == "a" else None):
            if key:
                named.setdefault(key, element)
    for link in root.iter("a"):
        if link in found.back or not (mark := _mark(link)) or (target := named.get(_within(link))) is None:
            continue
        note = _block(target)
        if note is None or note in link.iterancestors():
            continue
        ours = _names(link)
        back = [one for one in note.iter("a") if _within(one) in ours]
        if _is_raised(link) or (back and _is_a_mark(link)):
            marked.append((link, mark, _whole(note)))
            found.back.update(one for one in back if len(_words(one)) < _SHORT)
    numbers = _numbers([(mark, note) for _, mark, note in marked])
    for link, _, note in marked:
        found.marks[link] = numbers[note]
        found.notes.setdefault(note, numbers[note])
    return found


def _numbers(marked: Sequence[tuple[str, Element]]) -> dict[Element, int]:
    """The numbers of notes by their marks: 0 for signs; those of their order where marks are of two kinds, or return.

    They return where notes are counted anew on each page.
    """
    marks = {note: mark for mark, note in reversed(marked) if not _SIGNS.issuperset(mark)}
    counted = list(marks.values())
    notes = dict.fromkeys(note for _, note in marked)
    in_order = {note: place for place, note in enumerate((note for note in notes if note in marks), 1)}
    if len(set(counted)) < len(counted):
        values = in_order
    elif all(mark.isdecimal() for mark in counted):
        values = {note: int(mark) for note, mark in marks.items()}
    elif "i" in counted and all(roman_value(mark.upper()) for mark in counted):
        values = {note: roman_value(mark.upper()) or 0 for note, mark in marks.items()}
    elif all(len(mark) == 1 and mark.isalpha() for mark in counted):
        values = {note: ord(mark) - ord("a") + 1 for note, mark in marks.items()}
    else:
        values = in_order
    return {note: values.get(note, 0) for note in notes}


def _mark(link: Element) -> str:
    words = _MARK.fullmatch(_words(link))
    return words[1] if words else ""


def _words(element: Element) -> str:
    return "".join(element.itertext())[: 2 * _SHORT].strip()


def _within(link: Element) -> str:
    href = link.get("href") or ""
    return href[1:] if href.startswith("#") else ""


def _names(link: Element) -> set[str]:
    """The names by which one may lead back to a link: its own, and those of what is close around it."""
    names = {link.get("id"), link.get("name")}
    for _, above in zip(range(_ABOVE), link.iterancestors(), strict=False):
        if name(above) in _BLOCKS:
            break
        names.add(above.get("id"))
    return {one for one in names if one}


def _block(target: Element) -> Element | None:
    """The block that a place is or stands in; the names of paragraphs and items of lists count, not those of pages."""
    if name(target) in _BLOCKS:
        return target
    return next((above for above in target.iterancestors() if name(above) in _BLOCKS), None)


def _whole(note: Element) -> Element:
    """The element around a note that is named as one, with all its paragraphs."""
    above = note.getparent()
    named = above is not None and name(above) in _BLOCKS and _OF_A_NOTE.match(above.get("id") or "")
    return above if above is not None and named else note


def _is_a_mark(link: Element) -> bool:
    """Whether a number that is not raised is a mark: in brackets or touching the words before it."""
    above = link.getparent()
    previous = link.getprevious()
    before = (previous.tail if previous is not None else above.text if above is not None else None) or ""
    touching = bool(before) and not before[-1].isspace()
    return not _COUNTS.search(before) and (touching or not _words(link)[:1].isalnum())


def _is_raised(link: Element) -> bool:
    own = f"{link.get('role') or ''} {link.get('class') or ''}"
    if "noteref" in own or "footnote" in own.casefold():
        return True
    near = [link.getparent(), *link]
    return any(one is not None and name(one) == "sup" for one in near)
