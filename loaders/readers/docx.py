"""Reads Word files (DOCX): resolutions and drafts as they are written, and any other document."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from loaders.readers.apart import pages
from loaders.readers.documents import document
from loaders.records import Found

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
    yield document(pages("docx_pages", data), name)
