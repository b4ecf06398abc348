"""Safe parsing of XML, names of elements, and their words in one line with the places of links and footnotes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TypeAlias, cast

from lxml import etree
from lxml.etree import _Element  # pyright: ignore[reportPrivateUsage]  # the type has no public name

from graph.errors import BadSource
from loaders.records import Link

__all__ = ["AKN", "Element", "Text", "Words", "name", "parsed", "single_spaced", "words"]

Element: TypeAlias = _Element
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
_BLOCKS = {"p", "td", "th", "tr", "item", "listIntroduction", "num", "heading", "subheading", "title"}
_SPACE = re.compile(r"[\s\u00a0\u202f]+")
_INVISIBLE = dict.fromkeys([0xAD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)])


def parsed(data: bytes) -> tuple[Element, str | None]:
    """The root of an XML file, and what is wrong with its markup where it had to be recovered.

    Entities are never expanded and nothing is fetched. Raises BadSource for a file with a DOCTYPE, and for one of
    which nothing can be recovered.
    """
    if b"<!DOCTYPE" in data[:65536] or b"<!ENTITY" in data[:65536]:
        raise BadSource("the file declares a document type or entities, which United Nations files never do")
    try:
        return etree.fromstring(data, _parser(recover=False)), None
    except etree.XMLSyntaxError as error:
        problem = f"not well-formed: {error.msg}"
    except ValueError as error:
        raise BadSource(f"no XML: {error}") from error
    try:
        root = cast("Element | None", etree.fromstring(data, _parser(recover=True)))
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise BadSource(problem)
    return root, problem


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover)


def name(element: Element | None) -> str:
    """The local name of an element; '' for comments, processing instructions and nothing."""
    tag = element.tag if element is not None else None
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def words(element: Element | None) -> str:
    """The words of an element in one line, footnotes left out."""
    if element is None:
        return ""
    text = Text()
    text.walk(element)
    return text.finish().text


def single_spaced(text: str) -> str:
    """A text with single spaces and without invisible characters."""
    return _SPACE.sub(" ", text.translate(_INVISIBLE))


@dataclass(frozen=True, slots=True)
class Words:
    """A text in one line, its links, and its footnotes with the offset of their mark."""

    text: str
    links: tuple[Link, ...]
    notes: tuple[tuple[int, Element], ...]


class Text:
    """Collects the words of elements in one line, single-spaced, with the places of links and footnotes."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._links: list[Link] = []
        self._notes: list[tuple[int, Element]] = []

    def put(self, raw: str | None) -> None:
        """Add text; white space at its ends is kept as one space."""
        text = single_spaced(raw or "")
        if text.startswith(" ") and (not self._parts or self._parts[-1].endswith(" ")):
            text = text[1:]
        if text:
            self._parts.append(text)
            self._length += len(text)

    def walk(self, element: Element) -> None:
        """Add an element with all that is in it; a footnote is only marked."""
        kind = name(element)
        if kind == "authorialNote":
            self._notes.append((self._length, element))
            return
        if kind == "":
            return
        if kind in _BLOCKS:
            self.put(" ")
        start = self._length
        self.put(element.text)
        for child in element:
            self.walk(child)
            self.put(child.tail)
        if kind == "a":
            self._links.append(Link(start, self._length, element.get("href") or ""))
        if kind in _BLOCKS:
            self.put(" ")

    def finish(self) -> Words:
        """What was collected."""
        text = "".join(self._parts)
        return Words(text.rstrip(), tuple(_tight(link, text) for link in self._links), tuple(self._notes))


def _tight(link: Link, text: str) -> Link:
    """A link without the spaces at its ends."""
    inner = text[link.start : link.end]
    start = link.start + len(inner) - len(inner.lstrip())
    return replace(link, start=start, end=max(start, link.start + len(inner.rstrip())))
