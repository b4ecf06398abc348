"""Makes the table of presidential statements by their days, from the United Nations' files.

`python -m loaders.dataset.statements PRST_English.zip` writes loaders/citations/statements/presidential.csv anew.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from graph.errors import BadSource
from loaders.citations.statements.known import FILE
from loaders.reading import records_of
from loaders.records import Record
from loaders.sources import items

_ITEM = re.compile(r"item entitled\s+[“\"](?P<item>[^”\"]{4,200})[”\"]")
_MOST_TERMS = 4


def table(paths: Sequence[Path]) -> str:
    """The table as CSV: symbol, day, what each is about. Files that cannot be read are left out."""
    rows: dict[tuple[str, int], tuple[str, str, str]] = {}
    for item in items(paths):
        try:
            records = records_of(item.read())
        except BadSource:
            continue
        for record in records:
            if record.symbol.label == "PresidentialStatement" and record.adopted_on:
                key = record.symbol.series, record.symbol.number
                rows.setdefault(key, (record.symbol.id, record.adopted_on, _about(record)))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("symbol", "on", "about"))
    writer.writerows(row for _, row in sorted(rows.items()))
    return text.getvalue()


def _about(record: Record) -> str:
    """The item of the agenda in the words of the text, and the first of the librarians' terms."""
    opening = " ".join(paragraph.text for paragraph in record.paragraphs[:4])
    found = _ITEM.search(opening)
    item = found["item"] if found else record.agenda_title or ""
    terms = [subject.term for subject in record.subjects[:_MOST_TERMS]]
    return "; ".join(dict.fromkeys(" ".join(part.split()).strip(" .,") for part in (item, *terms) if part))


if __name__ == "__main__":
    target = Path(str(files("loaders.citations.statements").joinpath(FILE)))
    target.write_text(table([Path(argument) for argument in sys.argv[1:]]), "utf-8")
