"""Results into files: found out to be writable before the work begins, and replaced as a whole at its end."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from graph.errors import BadInput

Write = Callable[[bytes], object]


@contextmanager
def replaced(path: Path | None) -> Generator[Write]:
    """Gives what writes the new content of a file (of standard output for "-", nowhere without a path).

    The file is there under its name only when the block ends well; otherwise the old one stays. Raises BadInput for a
    place that cannot be written to, before the block begins.
    """
    if path is None:
        yield lambda content: None
    elif str(path) == "-":
        yield _to_stdout
    elif path.exists() and not path.is_file() and not path.is_dir():
        # A pipe or device: /dev/stdout, /dev/null, <(…)
        yield path.write_bytes
    else:
        with _replaced_file(path) as write:
            yield write


@contextmanager
def _replaced_file(path: Path) -> Generator[Write]:
    with _explained(path):
        if path.is_dir():
            raise IsADirectoryError(None, "it is a folder")
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(None, "permission denied")
        target = path.resolve()  # the file itself is replaced, not a link to it
        descriptor, passing = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    written: list[bytes] = []
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield written.append
            with _explained(path):
                file.writelines(written)
                file.flush()
        with _explained(path):
            Path(passing).chmod(_mode(target))
            Path(passing).replace(target)
    finally:
        with suppress(OSError):  # gone when all went well
            Path(passing).unlink()


@contextmanager
def _explained(path: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BadInput(f"the file cannot be written ({reason})", where=str(path)) from error


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced; for a new one, what the person's umask gives."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _to_stdout(content: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
