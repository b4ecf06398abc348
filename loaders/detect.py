"""Which reader a file is for, by what it begins with and not by its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import TypeAlias, cast

from graph.errors import BadSource
from loaders.readers import akn, codebook, depositary, docx, edge_table, fact_lines, markdown, roll_calls
from loaders.readers.plain_text import decoded
from loaders.readers.tables import headings
from loaders.records import Found

HEAD = 4096
"""Bytes at the beginning of a file that tell what it is."""

Read: TypeAlias = Callable[[bytes, str | None], Iterable[Found]]
"""Reads a file, given its bytes and its name. Raises BadSource for a file of which nothing can be read."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: what people call it, and the module that reads it, imported when the first one is met.

    One of `many` records may be long without being a trap.
    """

    name: str
    module: str
    many: bool = False

    @property
    def read(self) -> Read:
        """The reader."""
        return cast("Read", import_module(f"loaders.readers.{self.module}").read)


_TABLES = (
    (edge_table.HEADINGS, Format("CSV of citations", "edge_table", many=True)),
    (roll_calls.VOTES, Format("roll-calls (UNvotes)", "roll_calls", many=True)),
    (roll_calls.ROLL_CALLS, Format("roll-calls (UNvotes)", "roll_calls", many=True)),
    (depositary.INDEX, Format("treaty tables", "depositary", many=True)),
    (depositary.PARTICIPANTS, Format("treaty tables", "depositary", many=True)),
    (codebook.HEADINGS, Format("codebook", "codebook")),
)
_NOT_READ = ", which is not read: save it as Word (.docx), PDF or text"
_OLD = (
    (b"{\\rtf", "Rich Text"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a file of an Office before 2007 (.doc)"),
)
_OFFICE = (
    (b"mimetypeapplication/vnd.oasis.opendocument", "an OpenDocument file"),
    (b"mimetypeapplication/epub", "an EPUB book"),
    (b"xl/", "a workbook"),
    (b"ppt/", "a presentation"),
)
_CLAIMS = (".xml", ".json", ".jsonl", ".pdf", ".docx", ".mrc", ".marc")
_MARCXML = re.compile(rb"<(?:\w+:)?(?:collection|record)\b[^>]*>", re.ASCII)
_MARC = re.compile(rb"[\r\n\0 ]*\d{5}[ -~]{5}[ -~]{2}\d{5}[ -~]{7}")
_HTML = re.compile(rb"<(?:!doctype\s+html|html)\b|^<(?:head|title|body|main|article|h1|div|p)\b", re.IGNORECASE)
_JSON = re.compile(rb'\{\s*"[^"]{1,200}"\s*:|\[\s*\{\s*"|\[\s*\[\s*["{\[\d]')


def detect(data: bytes, name: str | None = None) -> Format:
    """The format of a file. Raises BadSource for what is none of a known format.

    `name` plays a part only where a text may be anything: what its name calls a table of unknown columns, or XML, is
    refused and not read as prose.
    """
    head = data[:HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if akn.recognizes(data):
        return Format("Akoma Ntoso XML", "akn")
    if b"%PDF-" in data[:1024]:
        return Format("PDF", "pdf")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b")):
        return _archive(data)
    for sign, what in _OLD:
        if data.startswith(sign):
            raise BadSource(f"{what}{_NOT_READ}")
    if head.startswith(b"<"):
        return _marked_up(head, name)
    if _MARC.match(data) and b"\x1e" in data[:HEAD]:
        return Format("ISO 2709", "iso2709", many=True)
    if fact_lines.recognizes(head) or _JSON.match(head):
        return _json(head)
    return _text(data[:HEAD], head, name)


def _archive(data: bytes) -> Format:
    if docx.recognizes(data):
        return Format("Word", "docx")
    beginning = data[:HEAD]
    for sign, what in _OFFICE:
        if sign in beginning:
            raise BadSource(f"{what}{_NOT_READ}")
    raise BadSource("an archive, which is opened only under a name that ends in .zip, and not in another archive")


def _marked_up(head: bytes, name: str | None) -> Format:
    if _MARCXML.search(head) and (b"MARC21/slim" in head or b"<controlfield" in head or b"<datafield" in head):
        return Format("MARCXML", "marcxml", many=True)
    if _HTML.search(head):
        return Format("HTML", "html")
    if head.startswith(b"<?xml"):
        raise BadSource("XML, but neither Akoma Ntoso of the United Nations nor MARCXML")
    return _text(head, head, name)


def _json(head: bytes) -> Format:
    if fact_lines.recognizes(head):
        return Format("facts", "fact_lines", many=True)
    if b'symbol"' in head:
        return Format("JSON extract of the United Nations", "un_extract", many=True)
    raise BadSource("JSON, but neither facts of ours nor the United Nations' extract")


def _text(beginning: bytes, head: bytes, name: str | None) -> Format:
    columns = headings(beginning)
    for signs, format in _TABLES:
        if signs <= columns:
            return format
    if columns and (name or "").lower().endswith((".csv", ".tsv")):
        named = ", ".join(sorted(columns))[:100]
        raise BadSource(f"a table, but of no known columns: {named}; citations have the columns source and target")
    if (name or "").lower().endswith(_CLAIMS):
        raise BadSource("it is not what its name says, and of no known format")
    # A character may be cut in two at the end of the beginning.
    decoded(beginning[:-4] if len(beginning) == HEAD else beginning)
    return Format("Markdown", "markdown") if markdown.recognizes(head) else Format("text", "plain_text")
