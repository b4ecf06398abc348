"""Reads ISO 2709, in which libraries exchange MARC: one Record for each catalogue record, the broken ones named."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator

from pymarc import Record as Fields
from pymarc.exceptions import PymarcException

from graph.errors import BadSource
from loaders.readers.marc import record
from loaders.records import Broken, Found

_TERMINATOR = b"\x1d"
_LEADER = 24
logging.getLogger("pymarc").setLevel(logging.ERROR)  # it tells of missing indicators, which records often lack


def read(data: bytes, name: str | None = None) -> Iterator[Found]:
    """The records of a file in order. `name` is the file's and plays no part.

    They are told apart by the character that ends each, and not by the length that each gives of itself: one with a
    false length is broken, and costs no other.
    """
    *pieces, rest = data.split(_TERMINATOR)
    if rest.strip():
        pieces.append(rest)
    for number, piece in enumerate(pieces, 1):
        piece = piece.lstrip(b"\r\n \0")
        if not piece:
            continue
        try:
            yield record(_parsed(piece))
        except (PymarcException, BadSource, LookupError, ValueError, TypeError) as error:
            yield Broken(str(number), str(error) if isinstance(error, BadSource) else f"no MARC record: {_said(error)}")


def _parsed(piece: bytes) -> Fields:
    length = len(piece) + 1
    said = piece[:5]
    if len(piece) < _LEADER or not said.isdigit():
        raise BadSource("it does not begin with a leader")
    if int(said) != length:
        raise BadSource(f"it says that it has {int(said):,} bytes, and has {length:,}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Fields(data=piece + _TERMINATOR)


def _said(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
