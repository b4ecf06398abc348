"""How results reach a person or a program: tables on a terminal, whole aligned text elsewhere, JSON where asked for."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Sequence
from typing import Any


def print_json(value: Any) -> None:
    """Print a value as JSON on standard output."""
    print(json.dumps(value, ensure_ascii=not _unicode(), indent=2))


def note(text: str) -> None:
    """Print a line that is not part of the result, on standard error."""
    print(clean(text), file=sys.stderr, flush=True)


def line(text: str = "") -> None:
    """Print a line of the result."""
    print(clean(text))


def table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows under their column names: folded to the terminal's width, whole where there is no terminal."""
    cells = [[clean("" if cell is None else str(cell)) for cell in row] for row in rows]
    if sys.stdout.isatty():
        _rich_table(columns, cells)
    else:
        _plain_table([list(columns), *cells])


def facts(rows: Sequence[tuple[str, object]]) -> None:
    """Print names and what belongs to them, one a line."""
    width = max((len(name) for name, _ in rows), default=0)
    for name, value in rows:
        line(f"{name:<{width}}  {value}")


def clean(text: str) -> str:
    """Text in one line, without what a terminal would take for a command: titles come from anybody's documents."""
    return "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 node", "1,204 nodes"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _plain_table(rows: Sequence[Sequence[str]]) -> None:
    """Columns as wide as their widest cell; the last one, which is the longest, is not padded."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
        print("  ".join(padded).rstrip())


def _rich_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=SIMPLE_HEAD, pad_edge=False)
    for number, name in enumerate(columns):
        shown.add_column(name.capitalize(), overflow="fold", style="bold" if number == 0 else None)
    for row in rows:
        shown.add_row(*[Text(cell) for cell in row])  # never as markup: titles have square brackets
    Console().print(shown)


def _width(text: str) -> int:
    """Columns that a text takes on a screen: wide characters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else unicodedata.combining(c) == 0 for c in text)


def _unicode() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
