"""Reads one document, of our own or out of an archive of the corpus, and what was odd about it."""

from __future__ import annotations

import zipfile
from pathlib import Path

from loaders.readers import akn
from loaders.records import Record


def one(data: bytes, name: str | None = None) -> Record:
    """The only record in a file."""
    (record,) = akn.read(data, name)
    return record


def real(corpus: Path, archive: str, member: str) -> Record:
    """The only record in a real file, read under its name: ("HRCresolutions/54session_English", "A_HRC_...xml")."""
    (record,) = real_parts(corpus, archive, member)
    return record


def real_parts(corpus: Path, archive: str, member: str) -> list[Record]:
    """The records in a real file."""
    data, name = real_file(corpus, archive, member)
    return akn.read(data, name)


def real_file(corpus: Path, archive: str, member: str) -> tuple[bytes, str]:
    """A real file and its name as a source."""
    path = corpus / "unxml" / f"{archive}.zip"
    with zipfile.ZipFile(path) as opened:
        found = next(name for name in opened.namelist() if name.rsplit("/", 1)[-1] == member)
        return opened.read(found), f"{path}!{found}"


def of_kind(record: Record, kind: str) -> list[str]:
    """What was odd of one kind, in words."""
    return [remark.detail for remark in record.remarks if remark.kind == kind]
