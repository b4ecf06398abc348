"""Reads web pages: the words of what a page is about, block by block, with their links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_lowercase

from lxml import etree
from lxml import html as lxml_html

from graph.errors import BadSource
from graph.symbols.characters import roman_numeral
from loaders.readers.blocks import Block, Pages
from loaders.readers.documents import documents
from loaders.readers.html_notes import Notes, notes_of
from loaders.readers.letters import marks, raised, single_spaced
from loaders.readers.lines import paragraphs
from loaders.readers.markup import Element, name
from loaders.readers.spoken import language_of
from loaders.records import Found, Link

LONGEST = 16 * 1024 * 1024
_LONGEST_NUMBER = 4
_BLOCK_NAMES = """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure form
    h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary table tbody td tfoot th thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SILENT_NAMES = """
    script style noscript template nav footer head iframe svg math button select textarea object del s strike
"""
_LEFT_OUT = frozenset(_SILENT_NAMES.split())
_FAILED = re.compile(
    r"^\W*[45]\d\d\b|not found|forbidden|access denied|bad gateway|(?:service|temporarily) unavailable|server error|"
    r"just a moment|attention required|request (?:blocked|rejected)|too many requests",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_MOST_ROMAN = 400
_SHORT = 1500
"""Characters up to which a page is believed to say nothing but its error."""
_OTHER_NAMES = re.compile(r"\.(?:xml|json|csv|pdf|docx|mrc|jsonl|txt)$", re.IGNORECASE)


def read(data: bytes, name: str | None = None) -> Iterator[Found]:
    """The one document in a page. Raises BadSource for a page of a server's error, and for one without words.

    A page in a file that is named for another format is no document but what a server said instead of giving it.
    """
    if _OTHER_NAMES.search(name or ""):
        raise BadSource("this is a web page, and not what its name says: the download has failed")
    if len(data) > LONGEST:
        raise BadSource(f"the page has {len(data):,} bytes; at most {LONGEST:,} are read")
    pages = _pages(data)
    said = f"{pages.title or ''} {' '.join(block.text for block in pages.blocks[:3])}"
    if sum(len(block.text) for block in pages.blocks) < _SHORT and _FAILED.search(said):
        raise BadSource(f"this is a server's error page: {said.strip()[:80]}")
    yield from documents(pages, name)


def _pages(data: bytes) -> Pages:
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, encoding=_encoding(data))
    try:
        root = lxml_html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise BadSource(f"the page cannot be read: {error}") from error
    body = root.find("body")
    main = root.find(".//main")
    walker = _Walker(notes_of(root))
    walker.walk(main if main is not None else body if body is not None else root)
    walker.flush()
    first = next((block.text for block in walker.blocks if block.heading), None)
    titled = root.find(".//title")
    title = single_spaced(titled.text or "").strip() if titled is not None else ""
    return Pages(walker.blocks, first or title or None, root.get("lang"))


def _encoding(data: bytes) -> str | None:
    """UTF-8 where the bytes are that; else what the page declares, which the parser sees for itself."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


class _Walker:
    """Walks a page and collects its blocks: what stands between the borders of elements that begin a line."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._note: int | None = None
        self.blocks: list[Block] = []
        self._pieces: list[str] = []
        self._size = 0
        self._links: list[Link] = []
        self._heading = False
        self._broken = False
        self._lists: list[tuple[str, int]] = []
        self._number = ""

    def walk(self, element: Element) -> None:
        """Take an element with all that is in it; the parser bounds how deep that can be."""
        kind = name(element)
        if not kind or kind in _LEFT_OUT or "hidden" in element.attrib or _HIDDEN.search(element.get("style") or ""):
            return
        if element in self._notes.back and element not in self._notes.marks:
            return
        if block := kind in _BLOCKS:
            self.flush()
            self._heading = kind in _HEADINGS
        if kind == "pre" and "\n" in (text := "".join(element.itertext()).strip("\n")):
            # Lines are kept there as they were typed, as on the oldest pages of resolutions; links are rare in them.
            self.blocks += (Block(one) for one in paragraphs(text.splitlines(), language_of(text)))
            return
        outer = self._note
        self._note = self._notes.notes.get(element, outer)
        if kind == "ol":
            start_at = element.get("start") or ""
            self._lists.append((element.get("type") or "1", int(start_at) if start_at.isdecimal() else 1))
        elif kind == "li" and self._lists and name(element.getparent()) == "ol":
            form, number = self._lists[-1]
            value = element.get("value") or ""
            number = int(value) if value.isdecimal() and len(value) <= _LONGEST_NUMBER else number
            self._lists[-1] = form, number + 1
            self._number = _counted(form, number) if self._note is None else ""
        elif kind == "a":
            self._put_number()
        start = self._size
        self._put(element.text)
        if kind == "br":
            self._break()
        for child in element:
            self.walk(child)
            self._put(child.tail)
        if mark := self._notes.marks.get(element):  # a sign stays as it is
            self._raise(start, mark)
        elif kind == "a" and (href := element.get("href")):
            self._link(start, href)
        elif kind == "sup" or _RAISED.search(element.get("style") or ""):
            self._raise(start)
        if block:
            self.flush()
        if kind == "ol":
            self._lists.pop()
        self._note = outer

    def flush(self) -> None:
        """End a block."""
        text = "".join(self._pieces).rstrip()
        if text:
            links = (Link(one.start, min(one.end, len(text)), one.href) for one in self._links)
            self.blocks.append(Block(text, tuple(links), self._heading, self._note))
        self._pieces, self._size, self._links, self._heading, self._broken = [], 0, [], False, False

    def _put_number(self) -> None:
        """The number of an item in a list stands before its first words."""
        if self._number and not self._size:
            self._add(self._number)
            self._number = ""

    def _break(self) -> None:
        """The end of a line is a space; that of an empty one ends a paragraph."""
        if self._broken:
            self.flush()
        else:
            self._put(" ")
            self._broken = True

    def _put(self, raw: str | None) -> None:
        text = single_spaced(raw or "")
        if text.strip():
            self._put_number()
            self._broken = False
        if text.startswith(" ") and (not self._size or self._pieces[-1].endswith(" ")):
            text = text[1:]
        self._add(text)

    def _add(self, text: str) -> None:
        if text:
            self._pieces.append(text)
            self._size += len(text)

    def _since(self, start: int, *, cut: bool = False) -> str:
        """The words since an offset, at which a piece begins; with `cut` they are taken away."""
        at, size = len(self._pieces), self._size
        while size > start:
            at -= 1
            size -= len(self._pieces[at])
        words = "".join(self._pieces[at:])
        if cut:
            del self._pieces[at:]
            self._size = size
        return words

    def _raise(self, start: int, number: int | None = None) -> None:
        """What stands raised and is a number is the mark of a footnote, and no part of the word before it."""
        if mark := marks(self._since(start)) if number is None else raised(str(number)):
            self._since(start, cut=True)
            while self._pieces:
                last = self._pieces.pop()
                self._size -= len(last)
                if last.rstrip():
                    self._add(last.rstrip())
                    break
            while self._links and self._links[-1].end > self._size:
                self._links.pop()
            self._add(mark)

    def _link(self, start: int, href: str) -> None:
        if href.startswith("#"):
            return  # to another place of the page
        words = self._since(start)
        begins = start + len(words) - len(words.lstrip())
        if words.strip():
            self._links.append(Link(begins, start + len(words.rstrip()), href))


def _counted(form: str, number: int) -> str:
    """The number of an item as a page shows it, by the type of its list: "3. ", "(c) ", "(iii) "."""
    if form in "aA" and number <= len(ascii_lowercase):
        letter = ascii_lowercase[number - 1]
        return f"({letter.upper() if form == 'A' else letter}) "
    if form in "iI" and number < _MOST_ROMAN:
        numeral = roman_numeral(number)
        return f"({numeral.lower()}) " if form == "i" else f"{numeral}. "
    return f"{number}. "
