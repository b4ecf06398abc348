"""Safe parsing of XML, names of elements, and their words in one line with the places of links and footnotes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple, TypeAlias, cast

from lxml import etree
from lxml.etree import _Element  # pyright: ignore[reportPrivateUsage]  # the type has no public name

from graph.errors import BadSource
from loaders.readers.letters import single_spaced
from loaders.records import Link

__all__ = ["AKN", "Element", "Words", "collected", "name", "parsed", "words"]

Element: TypeAlias = _Element
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
_BLOCKS = frozenset({"p", "td", "th", "tr", "item", "listIntroduction", "num", "heading", "subheading", "title"})
_PARTS = frozenset({"item", "point"})
_SILENT = frozenset({"", "authorialNote"})
"""Comments, and footnotes, whose words are not those of the text around them."""


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


@cache
def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover)


class _Names(dict[object, str]):
    """Local names by tag. Looked up for every element, so it is a plain dictionary; no more is kept than it takes."""

    def __missing__(self, tag: object) -> str:
        if len(self) >= 1024:
            self.clear()
        # The tag of a comment or of a processing instruction is no string.
        self[tag] = local = tag.rpartition("}")[2] if isinstance(tag, str) else ""
        return local


_NAMES = _Names({None: ""})


def name(element: Element | None) -> str:
    """The local name of an element; '' for comments, processing instructions and nothing."""
    return _NAMES[element.tag] if element is not None else ""


def words(element: Element | None) -> str:
    """The words of an element in one line, footnotes left out."""
    if element is None:
        return ""
    if len(element) == 0 and name(element) not in _SILENT:  # numbers and slanted words nearly always
        return single_spaced(element.text or "").strip()
    return collected([element]).text


class Words(NamedTuple):
    """A text in one line, its links, its footnotes with the offset of their mark, and what else its markup says.

    `slanted` are the words of the first `span`, '' without one; `parted` says whether points or items were met.
    """

    text: str
    links: tuple[Link, ...] = ()
    notes: tuple[tuple[int, Element], ...] = ()
    slanted: str = ""
    parted: bool = False


def collected(elements: Iterable[Element]) -> Words:
    """The words of elements that follow one another, in one line."""
    text = _Text()
    for element in elements:
        text.walk(element)
    return text.finish()


class _Text:
    """Collects the words of elements in one line, single-spaced, with the places of links, footnotes and spans."""

    __slots__ = ("_length", "_links", "_notes", "_parted", "_parts", "_slanted", "_spaced")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._spaced = True  # whether a space would be one too many: after a space, and at the very beginning
        self._links: list[Link] = []
        self._notes: list[tuple[int, Element]] = []
        self._slanted: tuple[int, int] | None = None
        self._parted = False

    def walk(self, element: Element) -> None:
        """Add an element with all that is in it; a footnote is only marked, a comment left out."""
        kind = _NAMES[element.tag]
        if kind in _SILENT:
            if kind:
                self._notes.append((self._length, element))
            return
        block = kind in _BLOCKS
        if block:
            self._space()
        start = self._length
        first = kind == "span" and self._slanted is None
        if first:
            self._slanted = (start, start)  # known before those inside it
        if raw := element.text:
            self._put(raw)
        for child in element:
            self.walk(child)
            if raw := child.tail:
                self._put(raw)
        if block:
            self._space()
        elif first:
            self._slanted = (start, self._length)
        elif kind == "a":
            self._links.append(Link(start, self._length, element.get("href") or ""))
        if kind in _PARTS:
            self._parted = True

    def _put(self, raw: str) -> None:
        """Add text; white space at its ends is kept as one space."""
        if raw.isspace():  # indentation
            self._space()
            return
        text = single_spaced(raw)
        if self._spaced and text[:1] == " ":
            text = text[1:]
        if text:
            self._parts.append(text)
            self._length += len(text)
            self._spaced = text[-1] == " "

    def _space(self) -> None:
        if not self._spaced:
            self._parts.append(" ")
            self._length += 1
            self._spaced = True

    def finish(self) -> Words:
        """What was collected."""
        text = "".join(self._parts)
        links = tuple(_tight(link, text) for link in self._links) if self._links else ()
        slanted = text[slice(*self._slanted)].strip() if self._slanted else ""
        return Words(text.rstrip(), links, tuple(self._notes), slanted, self._parted)


def _tight(link: Link, text: str) -> Link:
    """A link without the spaces at its ends."""
    inner = text[link.start : link.end]
    words = inner.strip()
    if words == inner:
        return link
    start = link.start + len(inner) - len(inner.lstrip())
    return Link(start, max(start, link.start + len(inner.rstrip())), link.href)
