"""Reads PDF files: resolutions and any other document, as far as their words are there and not only their picture."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.readers.apart import shown
from loaders.readers.documents import documents
from loaders.readers.pages.joining import pages
from loaders.readers.pages.lines import Line
from loaders.records import Found


def read(data: bytes, name: str | None = None) -> Iterator[Found]:
    """The one document in a file. Raises BadSource for one that is encrypted, damaged, a scan, or a trap."""
    said = shown("pdf_shown", data)
    yield from documents(pages([Line(*line) for line in said["lines"]], said["title"]), name)
