"""The files in what a person names: a file, a folder, a zip; each found without being read, and read with limits."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from graph.errors import BadSource, RecallingError

MAX_FILE = 64 * 1024 * 1024
"""Bytes of one file: the largest of the United Nations' XML files has 5 MB."""
MAX_MEMBERS = 100_000
SUFFIXES = (
    ".xml", ".zip", ".mrc", ".marc", ".json", ".jsonl", ".csv", ".pdf", ".docx", ".html", ".htm", ".txt", ".md",
)  # fmt: skip
"""Endings of the files that are looked for in folders and archives; what a file is, is seen in the file itself."""
_ABOUT = re.compile(r"(?:readme|licen[cs]e|notice|changelog)\b", re.IGNORECASE)
"""Files about the others, which are read only where a person names them."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read: where it is (`path`, or `archive!member`), and its bytes or why there are none.

    `called` is the id of the document in it, should it have no symbol; None for one that is made of the file's name.
    """

    name: str
    data: bytes
    problem: str | None = None
    called: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A file that has been found and not yet read: a path, in an archive with the name of the member."""

    path: str
    member: str | None = None
    problem: str | None = None
    called: str | None = None

    @property
    def name(self) -> str:
        """The name of the source: `path`, or `archive!member`."""
        return self.path if self.member is None else f"{self.path}!{self.member}"

    def read(self) -> Source:
        """The bytes of the file, or why there are none. It raises nothing."""
        if self.problem is not None:
            return Source(self.name, b"", self.problem)
        source = _plain(self.path) if self.member is None else _member(self.path, self.member)
        return replace(source, called=self.called) if self.called else source


def count(paths: Sequence[Path]) -> int:
    """How many files `files` will give, for a progress bar; unreadable archives count as one."""
    return sum(1 for _ in items(paths))


def files(paths: Sequence[Path]) -> Iterator[Source]:
    """All files in these files, folders and zips, read one after the other. Raises like `items`."""
    for item in items(paths):
        yield item.read()


def items(paths: Sequence[Path]) -> Iterator[Item]:
    """All files in these files, folders and zips, folders and zips in the order of names, a file named twice once.

    What cannot be read comes with its problem. Raises BadSource for a path that does not exist, and where there is
    nothing to read at all.
    """
    seen: set[Item] = set()
    for path in _expanded(paths):
        found = _zipped(path) if path.suffix.lower() == ".zip" else (Item(str(path.resolve())),)
        for item in found:
            if item not in seen:
                seen.add(item)
                yield item
    if not seen:
        names = ", ".join(str(path) for path in paths)
        raise BadSource("no file of a known format is there", where=names, remedy=f"Known: {', '.join(SUFFIXES)}.")


def passed_over(paths: Sequence[Path]) -> list[Path]:
    """The files in folders that are not looked into, because their names end in no ending of a known format."""
    inside = (each for path in paths if path.is_dir() for each in _inside(path))
    return sorted(each for each in inside if each.suffix.lower() not in SUFFIXES and not each.name.startswith("."))


def _expanded(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            inside = (each for each in _inside(path) if each.suffix.lower() in SUFFIXES)
            yield from sorted(each for each in inside if not each.is_symlink())
        elif path.exists():
            yield path
        else:
            raise BadSource("there is no such file or folder", where=str(path))


def _inside(folder: Path) -> Iterator[Path]:
    """The files in a folder and in those within it, without the files that are about the others."""
    return (each for each in folder.rglob("*") if not _ABOUT.match(each.name) and each.is_file())


def _zipped(path: Path) -> Iterator[Item]:
    name = str(path.resolve())
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [m for m in archive.infolist() if _is_document(m)]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        yield Item(name, problem=f"the archive cannot be read: {error}")
        return
    if not infos:
        yield Item(name, problem="the archive holds no file of a known format")
    elif len(infos) > MAX_MEMBERS:
        yield Item(name, problem=f"the archive holds {len(infos):,} files; at most {MAX_MEMBERS:,} are read")
    else:
        yield from (Item(name, member) for member in sorted({info.filename for info in infos}))


def _is_document(member: zipfile.ZipInfo) -> bool:
    """Whether a member may be a document; links, whose targets may lie anywhere, and folders are none."""
    own = member.filename.rpartition("/")[2]
    linked = stat.S_ISLNK(member.external_attr >> 16)
    return own.lower().endswith(SUFFIXES) and not (member.is_dir() or linked or _ABOUT.match(own))


def _plain(name: str) -> Source:
    try:
        if (size := Path(name).stat().st_size) > MAX_FILE:
            return Source(name, b"", f"the file has {size:,} bytes; at most {MAX_FILE:,} are read")
        return Source(name, Path(name).read_bytes())
    except OSError as error:
        return Source(name, b"", f"cannot be read: {error.strerror}")


def _member(path: str, member: str) -> Source:
    """A member's bytes, never more than the limit, whatever its header claims."""
    name = f"{path}!{member}"
    try:
        at = Path(path).stat()
        with _archive(path, at.st_mtime_ns, at.st_size).open(member) as stream:
            data = stream.read(MAX_FILE + 1)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, KeyError, zlib.error) as error:
        return Source(name, b"", f"the archive's member cannot be read: {error}")
    if len(data) > MAX_FILE:
        return Source(name, b"", f"the file grows beyond {MAX_FILE:,} bytes")
    return Source(name, data)


@lru_cache(maxsize=1)
def _archive(path: str, written: int, size: int) -> zipfile.ZipFile:
    """The archive that was read from last, left open: reading its list of members costs more than a member does.

    When it was written, and its size, are no part of the answer: an archive that has changed is opened anew.
    """
    return zipfile.ZipFile(path)


def reason(error: BaseException) -> str:
    """Why a record is rejected, in one line."""
    return str(error) if isinstance(error, RecallingError) else f"{type(error).__name__}: {error}"
