"""Reads Word files (DOCX): resolutions and drafts as they are written, and any other document."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from loaders.readers.apart import shown
from loaders.readers.blocks import Block, Pages
from loaders.readers.documents import documents
from loaders.records import Found, Link

_PART = "word/document.xml"


def recognizes(data: bytes) -> bool:
    """Whether an archive is a Word document: by the part that holds its text."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _PART in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return _PART.encode() in data[:65536]


def read(data: bytes, name: str | None = None) -> Iterator[Found]:
    """The one document in a file. Raises BadSource for one that is damaged, without words, or a trap."""
    said = shown("docx_shown", data)
    blocks = [
        Block(text, tuple(Link(*link) for link in links), heading=heading, note=note)
        for text, links, heading, note in said["blocks"]
    ]
    yield from documents(Pages(blocks, said["title"], said["language"]), name)
