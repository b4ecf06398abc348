"""Copies of a library: a backup is one file, whole and checked; a restore keeps what it replaces."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from graph.errors import BadInput, LibraryError
from graph.library import Library
from graph.library_file import damaged, explaining

REMEDY = "Give another name, or move that file away."


def back_up(library: Library, to: Path) -> int:
    """Write all that the library holds at this moment to a new file, which others may go on writing meanwhile.

    The size of the copy in bytes. Raises BadInput where something of that name exists, LibraryError where the library
    is damaged or the file cannot be written; then there is no file.
    """
    if os.path.lexists(to):
        raise BadInput("a backup does not overwrite", where=str(to), remedy=REMEDY)
    if not to.parent.is_dir():
        raise BadInput("there is no such folder", where=str(to.parent))
    library.check()
    passing = to.with_name(f".{to.name}.{os.getpid()}")
    with explaining(to):
        try:
            library.copy_to(passing)
            with passing.open("rb") as file:
                os.fsync(file.fileno())
            passing.rename(to)
        finally:
            passing.unlink(missing_ok=True)
        return to.stat().st_size


def restore(library: Path, backup: Path) -> Path | None:
    """Make a library what a backup holds, in one transaction that its other readers see whole or not at all.

    Where the library held anything, that is kept in a file beside it, whose name is given. Raises LibraryError where
    the backup is damaged or no library, or where the library cannot be written; then it is as it was.
    """
    if not backup.is_file():
        raise BadInput("there is no such backup", where=str(backup))
    _check(backup)
    kept = None
    if library.is_file():
        if os.path.samefile(library, backup):
            raise BadInput("the backup is the library itself", where=str(backup))
        kept = _set_aside(library)
    with explaining(library):
        library.parent.mkdir(parents=True, exist_ok=True)
        with closing(_read_only(backup)) as source, closing(sqlite3.connect(library, timeout=30)) as target:
            source.backup(target)
    with Library.open(library) as restored:  # brings an older format up to date
        restored.check()
        restored.flush()
    return kept


def _set_aside(library: Path) -> Path:
    """Copy the present library to a name that nothing has yet; a damaged one as it is, byte by byte."""
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    kept = library.with_name(f"{library.name}.before-restore-{now}")
    try:
        with Library.open(library) as present:
            back_up(present, kept)
    except LibraryError:
        # What is damaged is worth keeping too, and must not keep anybody from restoring.
        with explaining(kept):
            for suffix in ("", "-wal", "-shm"):
                part = library.with_name(library.name + suffix)
                if part.exists():
                    part.rename(kept.with_name(kept.name + suffix))
    return kept


def _check(backup: Path) -> None:
    """Raise LibraryError unless the file is a library and undamaged."""
    with explaining(backup), closing(_read_only(backup)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not {"meta", "source", "claim", "contribution", "fact"} <= tables:
            raise LibraryError("this SQLite file is not a Recalling library", where=str(backup))
        if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            raise damaged(backup)


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
