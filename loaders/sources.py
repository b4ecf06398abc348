"""The files in what a person names: a file, a folder, a zip; one after the other, each with limits against bombs."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.errors import BadSource, RecallingError

MAX_FILE = 64 * 1024 * 1024
"""Bytes of one file: the largest of the United Nations' XML files has 5 MB."""
MAX_MEMBERS = 100_000
SUFFIXES = (".xml", ".zip")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read: where it is (`path`, or `archive!member`), and its bytes or why there are none."""

    name: str
    data: bytes
    problem: str | None = None


def count(paths: Sequence[Path]) -> int:
    """How many files `files` will give, for a progress bar; unreadable archives count as one."""
    total = 0
    for path in _expanded(paths):
        total += len(_members(path)) if path.suffix.lower() == ".zip" else 1
    return total


def files(paths: Sequence[Path]) -> Iterator[Source]:
    """All files in these files, folders and zips, folders in the order of names.

    What cannot be read comes with its problem. Raises BadSource for a path that does not exist, and where there is
    nothing to read at all.
    """
    found = False
    for path in _expanded(paths):
        found = True
        if path.suffix.lower() == ".zip":
            yield from _zipped(path)
        else:
            yield _plain(path)
    if not found:
        names = ", ".join(str(path) for path in paths)
        raise BadSource("no file of a known format is there", where=names, remedy=f"Known: {', '.join(SUFFIXES)}.")


def _expanded(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            inside = (p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES)
            yield from sorted(p for p in inside if p.is_file() and not p.is_symlink())
        elif path.exists():
            yield path
        else:
            raise BadSource("there is no such file or folder", where=str(path))


def _plain(path: Path) -> Source:
    name = str(path.resolve())
    try:
        if (size := path.stat().st_size) > MAX_FILE:
            return Source(name, b"", f"the file has {size:,} bytes; at most {MAX_FILE:,} are read")
        return Source(name, path.read_bytes())
    except OSError as error:
        return Source(name, b"", f"cannot be read: {error.strerror}")


def _members(path: Path) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(path) as archive:
            return [m for m in archive.infolist() if m.filename.lower().endswith(".xml") and not m.is_dir()]
    except (zipfile.BadZipFile, OSError):
        return []


def _zipped(path: Path) -> Iterator[Source]:
    name = str(path.resolve())
    try:
        with zipfile.ZipFile(path) as archive:
            members = sorted(_members(path), key=lambda member: member.filename)
            if not members:
                yield Source(name, b"", "the archive holds no XML file")
            if len(members) > MAX_MEMBERS:
                yield Source(name, b"", f"the archive holds {len(members):,} files; at most {MAX_MEMBERS:,} are read")
                return
            for member in members:
                yield _member(archive, member, f"{name}!{member.filename}")
    except (zipfile.BadZipFile, OSError) as error:
        yield Source(name, b"", f"the archive cannot be read: {error}")


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Source:
    """A member's bytes, never more than the limit, whatever its header claims."""
    try:
        with archive.open(member) as stream:
            data = stream.read(MAX_FILE + 1)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, zlib.error) as error:
        return Source(name, b"", f"the archive's member cannot be read: {error}")
    if len(data) > MAX_FILE:
        return Source(name, b"", f"the file grows beyond {MAX_FILE:,} bytes")
    return Source(name, data)


def reason(error: Exception) -> str:
    """Why a record is rejected, in one line."""
    return str(error) if isinstance(error, RecallingError) else f"{type(error).__name__}: {error}"
