"""Reads the rows of CSV files as people have them: any common separator and encoding, each bad row by itself."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from graph.errors import BadSource
from loaders.readers.plain_text import decoded
from loaders.records import Broken

_SEPARATORS = (",", ";", "\t")
LONGEST_CELL = 1024 * 1024
csv.field_size_limit(LONGEST_CELL)
_SPARED = re.compile(r"'(?=[=+\-@\t\r\n])")
"""What `recalling export csv` writes before a cell that a spreadsheet would calculate."""
_SEP = re.compile(r"\A\ufeff?\"?sep=[,;\t]\"?\r?\n", re.IGNORECASE)
"""The line above the heading that tells Excel the separator."""


class Row(NamedTuple):
    """A row: the number of its first line (the heading is line 1), and its cells by the headings in small letters."""

    line: int
    cells: dict[str, str]


def headings(head: bytes) -> frozenset[str]:
    """The headings, in small letters, of what may be a CSV file; empty for what is none."""
    try:
        first = _SEP.sub("", decoded(head), count=1).partition("\n")[0].strip()
        names = next(csv.reader([first], delimiter=_separator(first), strict=True), list[str]())
    except (BadSource, csv.Error):
        return frozenset()
    return frozenset(map(_heading, names)) if len(names) > 1 or names == ["Participant"] else frozenset()


def rows(data: bytes) -> Iterator[Row | Broken]:
    """The rows below the heading. One with an open quotation mark or with too many cells is broken, and costs no other.

    Raises BadSource for what is no text, and for a heading that has a name twice.
    """
    lines = decoded(data).splitlines(keepends=True)
    at = 1 if lines and _SEP.match(lines[0]) else 0
    separator = _separator(lines[at]) if at < len(lines) else ","
    names: list[str] = []
    while at < len(lines):
        reader = csv.reader((lines[index] for index in range(at, len(lines))), delimiter=separator, strict=True)
        begun = at
        try:
            for cells in reader:
                line, begun = begun + 1, at + reader.line_num
                if not names:
                    names = list(map(_heading, cells))
                    if twice := [name for name, times in Counter(filter(None, names)).items() if times > 1]:
                        raise BadSource(f"the heading has {twice[0]!r} more than once")
                elif len(cells) > len(names):
                    yield Broken(str(line), f"the row has {len(cells)} cells, the heading has {len(names)}")
                elif any(cells):
                    yield Row(line, dict(zip(names, [_cell(cell) for cell in cells], strict=False)))
        except csv.Error as error:
            yield Broken(str(begun + 1), f"the row cannot be read: {error}")
            at = begun + 1
        else:
            return


def _heading(name: str) -> str:
    return name.strip().strip("\ufeff").casefold()


def _cell(text: str) -> str:
    return _SPARED.sub("", text.strip(), count=1) if text.startswith("'") else text.strip()


def _separator(line: str) -> str:
    return max(_SEPARATORS, key=line.count)
