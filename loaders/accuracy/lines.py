"""JSON Lines as files: compressed the same way each time, read from either form."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, cast

from graph.errors import BadSource


def packed(lines: Iterable[str], *, compress: bool) -> bytes:
    """Lines as the bytes of a file, which are the same for the same lines."""
    data = "".join(f"{line}\n" for line in lines).encode()
    return gzip.compress(data, 9, mtime=0) if compress else data


def unpacked(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON Lines, compressed or not. Raises BadSource, with the line."""
    try:
        data = path.read_bytes()
        text = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode()
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise BadSource(f"cannot be read: {error}", where=str(path)) from error
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                found = json.loads(line)
            except ValueError as error:
                raise BadSource(f"is no JSON: {error}", where=f"{path}, line {number}") from error
            if not isinstance(found, dict):
                raise BadSource("is no object", where=f"{path}, line {number}")
            yield cast("dict[str, Any]", found)
