"""A seal on the files of a closed database: what they were, so that any change since then is noticed.

The engine opens damaged files without a word, and no digest of the graph sees all of them: it asks neither the
full-text indexes nor the lists of incoming edges.
"""

from __future__ import annotations

import os
import stat
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

BLOCK = 16 * 1024 * 1024
"""Bytes to a checksum: the threads share a large file, and no checksum answers for a whole gigabyte."""
_PIECE = 1024 * 1024

# CRC-32, because a seal stands against accidents: whoever could forge one could as well edit library and password.
# Beside it, at 2.3 GB/s, SHA-256 does .9 (where the processor knows it) and BLAKE2b .2: a cold start reads it all.


def seal(database: Path) -> dict[str, str]:
    """Each file's size and checksums, by its path in the database. Raises OSError for what cannot be read."""
    files = dict(_files(database))
    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as threads:
        blocks = {
            name: [threads.submit(_checksum, database / name, start) for start in range(0, size, BLOCK)]
            for name, size in files.items()
        }
        return {name: ":".join([str(files[name]), *(done.result() for done in blocks[name])]) for name in files}


def broken(sealed: dict[str, str], database: Path) -> str | None:
    """What is not as it was when it was sealed, in a few words; None when all is."""
    try:
        # Sizes first: what is missing, new or cut is known without reading anything.
        found = dict(_files(database))
        if missing := sorted(sealed.keys() - found.keys()):
            return f"missing: {_some(missing)}"
        # A hidden file is a file manager's, not the engine's.
        if foreign := sorted(name for name in found.keys() - sealed.keys() if not name.startswith(".")):
            return f"not the engine's: {_some(foreign)}"
        known = {name: value for name, value in seal(database).items() if name in sealed}
    except OSError as error:
        return f"cannot be read ({(error.strerror or str(error)).lower()}): {Path(str(error.filename)).name}"
    changed = sorted(name for name, value in known.items() if value != sealed[name])
    return f"changed since the last close: {_some(changed)}" if changed else None


def _files(database: Path) -> Iterator[tuple[str, int]]:
    """Path in the database, and size, of every file; what is no plain file has a size of its own, -1."""
    for folder, folders, names in os.walk(database, onerror=_raise):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in (*names, *links):
            path = Path(folder) / name
            status = path.lstat()
            yield path.relative_to(database).as_posix(), status.st_size if stat.S_ISREG(status.st_mode) else -1


def _raise(error: OSError) -> None:
    raise error


def _checksum(path: Path, start: int) -> str:
    value, left = 0, BLOCK
    with path.open("rb", buffering=0) as file:
        file.seek(start)
        while left > 0 and (piece := file.read(min(_PIECE, left))):
            value, left = zlib.crc32(piece, value), left - len(piece)
    return f"{value:08x}"


def _some(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"
