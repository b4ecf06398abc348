"""The blocks of a Word file: paragraphs, cells of tables and footnotes, with links and automatic numbers.

It runs in a process of its own.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.hyperlink import Hyperlink
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from graph.errors import BadSource
from loaders.readers.blocks import Block
from loaders.readers.docx_numbers import Numbers
from loaders.readers.letters import marks, raised, single_spaced
from loaders.records import Link

MOST_BYTES = 192 * 1024 * 1024
"""Bytes that all parts of a file may have when they are unpacked, pictures included."""
MOST_WORDS = 48 * 1024 * 1024
"""Bytes that a part of markup may have: the text of a book has ten million."""
MOST_PARTS = 4000
_TEMPLATES = frozenset({"Word Document", "Document"})
"""Titles that programs write where nobody gave one."""
_MOST_STYLES = 10
"""Styles that a style may be based on, one on the other."""
_DAMAGES = (OpcError, LookupError, ValueError, TypeError, AttributeError, etree.XMLSyntaxError, zipfile.BadZipFile)
_NOTES = (("/relationships/footnotes", "footnote"), ("/relationships/endnotes", "endnote"))
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DELETED = [f"{_W}{tag}" for tag in ("del", "moveFrom", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr")]
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+"([^"]+)"')
_SPACES = frozenset(f"{_W}{tag}" for tag in ("p", "br", "cr", "tab"))
_SHELLS = [f"{_W}{tag}" for tag in ("ins", "moveTo", "sdt", "sdtContent", "smartTag", "customXml", "fldSimple")]
"""Around paragraphs, cells and words: insertions that are tracked, controls, fields."""


def shown(data: bytes) -> dict[str, Any]:
    """The `blocks` of a Word file, each as the fields of a Block, and the `title` and `language` that it declares.

    Raises BadSource for one that is damaged, or unfolds beyond all measure.
    """
    _bounded(data)
    try:
        document = docx.Document(io.BytesIO(data))
        _as_accepted(document.element)
        numbers = Numbers.of(document)
        notes = _Notes()
        blocks = [block for item in document.iter_inner_content() for block in _blocks(item, numbers, notes)]
        blocks += _footnotes(document, notes)
        title, language = _declared(document)
    except _DAMAGES as error:
        raise BadSource(f"the Word file is damaged: {type(error).__name__}: {error}") from error
    fields = [
        (block.text, [(link.start, link.end, link.href) for link in block.links], block.heading, block.note)
        for block in blocks
    ]
    return {"blocks": fields, "title": title or None, "language": language}


def _declared(document: Any) -> tuple[str, str | None]:
    """Title and language that a file declares; one whose properties cannot be read declares none."""
    try:
        properties = document.core_properties
    except _DAMAGES:
        return "", None
    title = single_spaced(properties.title or "").strip()
    return "" if title in _TEMPLATES else title, properties.language or None


def _bounded(data: bytes) -> None:
    """Refuse a file by what its parts say that they unfold to; no part gives more bytes than it says."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise BadSource(f"the Word file is damaged: {error}") from error
    marked = [part.file_size for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES or sum(marked) > MOST_WORDS:
        total = sum(part.file_size for part in parts)
        raise BadSource(f"the Word file unfolds to {total:,} bytes in {len(parts):,} parts, which is more than is read")


def _as_accepted(element: Any) -> None:
    """Leave what a page shows when all its changes are accepted: what is inserted, and is not struck out."""
    for gone in list(element.iter(*_DELETED)):
        gone.getparent().remove(gone)
    for run in list(element.iter(f"{_W}r")):
        style = run.find(f"{_W}rPr")
        if style is not None and any(_is_on(style.find(f"{_W}{tag}")) for tag in ("vanish", "strike", "dstrike")):
            run.getparent().remove(run)
    for shell in list(element.iter(*_SHELLS)):
        for inner in list(shell):
            shell.addprevious(inner)
        shell.getparent().remove(shell)


class _Notes(dict[tuple[str, str], int]):
    """The numbers of footnotes and endnotes by kind and identifier: in the order of their marks, as pages show them."""

    def mark(self, run: Any) -> str:
        """The marks of notes that stand in a run, in raised digits."""
        references = run.iter(f"{_W}footnoteReference", f"{_W}endnoteReference")
        ids = (
            (reference.tag.removeprefix(_W).removesuffix("Reference"), reference.get(f"{_W}id") or "")
            for reference in references
        )
        return " ".join(raised(str(self.setdefault(id_, len(self) + 1))) for id_ in ids)


class _Fields:
    """The links that are fields: HYPERLINK "…" between marks of beginning, separation and end, in several runs."""

    def __init__(self) -> None:
        self.links: list[Link] = []
        self._open: list[tuple[str, int | None]] = []

    def run(self, run: Any, text: str) -> None:
        """Take a run, before which `text` stands."""
        for part in run:
            if part.tag == f"{_W}instrText" and self._open:
                code, start = self._open.pop()
                self._open.append((code + (part.text or ""), start))
            elif part.tag == f"{_W}fldChar":
                self._mark(part.get(f"{_W}fldCharType"), text)

    def _mark(self, kind: str | None, text: str) -> None:
        if kind == "begin":
            self._open.append(("", None))
        elif kind == "separate" and self._open:
            self._open.append((self._open.pop()[0], len(text)))
        elif kind == "end" and self._open:
            code, start = self._open.pop()
            found = _HYPERLINK.match(code)
            if found and start is not None and text[start:].strip():
                begins = start + len(text[start:]) - len(text[start:].lstrip())
                self.links.append(Link(begins, len(text.rstrip()), found[1]))


def _is_on(property_: Any) -> bool:
    return property_ is not None and property_.get(f"{_W}val") not in ("0", "false", "off")


def _blocks(item: Paragraph | Table, numbers: Numbers, notes: _Notes) -> Iterator[Block]:
    if isinstance(item, Paragraph):
        yield _block(item, numbers, notes)
        for box in item._p.iter(f"{_W}txbxContent"):  # pyright: ignore[reportPrivateUsage]
            if not any(above.tag == _FALLBACK for above in box.iterancestors()):  # what older programs show instead
                for inner in box.iterchildren(f"{_W}p"):
                    yield _block(Paragraph(inner, item), numbers, notes)
        return
    seen: set[Any] = set()
    for row in item.rows:
        for cell in row.cells:
            if cell._tc not in seen:  # pyright: ignore[reportPrivateUsage]  # a merged cell is met once for each part
                seen.add(cell._tc)  # pyright: ignore[reportPrivateUsage]
                for inner in cell.iter_inner_content():
                    yield from _blocks(inner, numbers, notes)


def _block(paragraph: Paragraph, numbers: Numbers, notes: _Notes) -> Block:
    number = numbers.next(paragraph)
    text, links, fields = f"{number} " if number else "", list[Link](), _Fields()
    for piece in paragraph.iter_inner_content():
        start = len(text)
        words = single_spaced(piece.text)
        if isinstance(piece, Run) and _is_raised(piece) and (mark := marks(words)):
            text = text.rstrip() + mark
            continue
        text += words.lstrip() if not text or text.endswith(" ") else words
        if isinstance(piece, Hyperlink) and piece.url and text[start:].strip():
            links.append(Link(start, len(text.rstrip()), piece.url))
        for run in piece.runs if isinstance(piece, Hyperlink) else (piece,):
            fields.run(run._r, text)  # pyright: ignore[reportPrivateUsage]
            if mark := notes.mark(run._r):  # pyright: ignore[reportPrivateUsage]
                text = text.rstrip() + mark
    links = sorted([*links, *fields.links], key=lambda link: link.start)
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    return Block(text.rstrip(), tuple(links), style.startswith(("Heading", "Title", "Titre")))


def _is_raised(run: Run) -> bool:
    """Whether words stand raised, by themselves or by the style of their letters or what that is based on."""
    if run.font.superscript is not None:
        return run.font.superscript
    style: Any = run.style
    for _ in range(_MOST_STYLES):
        if style is None:
            break
        if style.font.superscript is not None:
            return style.font.superscript
        style = style.base_style
    return False


def _footnotes(document: Document, notes: _Notes) -> Iterator[Block]:
    """Footnotes and endnotes stand behind the text, each with the number of its mark."""
    written: dict[tuple[str, str], str] = {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    for relation in document.part.rels.values():
        for ending, kind in _NOTES:
            if not relation.is_external and relation.reltype.endswith(ending):
                root = etree.fromstring(relation.target_part.blob, parser)
                _as_accepted(root)
                for note in root.iter(f"{_W}{kind}"):
                    written[kind, note.get(f"{_W}id") or ""] = _words_of(note)
    for id_, number in notes.items():
        if words := written.get(id_):
            yield Block(words, note=number)


def _words_of(note: Any) -> str:
    """The words of a note in one line, without its own mark and the brackets around it."""
    said: list[str] = []
    for part in note.iter():
        if part.tag == f"{_W}t":
            said.append(part.text or "")
        elif part.tag == f"{_W}noBreakHyphen":
            said.append("-")
        elif part.tag in _SPACES:
            said.append(" ")
    return single_spaced("".join(said)).strip().removeprefix("()").strip()
