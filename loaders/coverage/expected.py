"""What ought to be there: the United Nations' own lists of resolutions, beside the works that a corpus holds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from graph.errors import BadSource, BadSymbol
from graph.symbols import Symbol
from loaders.coverage.survey import Survey


@dataclass(frozen=True, slots=True)
class Compared:
    """A list, how many symbols it has, those of which there is no text, and texts of its series that it leaves out.

    Symbols that no file of the corpus bears in its name are told apart: there the corpus lacks the file.
    """

    name: str
    listed: int
    no_file: tuple[str, ...]
    no_text: tuple[str, ...]
    not_listed: tuple[str, ...]


def compared(folder: Path, survey: Survey) -> list[Compared]:
    """Each list in a folder beside the works. Parts of a resolution count as that resolution.

    A list is a file of JSON objects one after the other with a `symbol` each, named for a session (`GA/75.json`) or a
    year (`SC/2001.json`). Raises BadSource where there is none, or one that is no such list.
    """
    paths = sorted(folder.glob("*/*.json"))
    if not paths:
        raise BadSource("no list of symbols is there", where=str(folder))
    there = {_whole(work.id): work.year for work in survey.works().values() if work.label == "Resolution"}
    in_names = {_whole(file.named) for file in survey.files if file.named}
    return [_compared(path, there, in_names) for path in paths]


def _compared(path: Path, there: Mapping[str, str], in_names: set[str]) -> Compared:
    listed = set(_symbols(path))
    series = {symbol.rpartition("/")[0] for symbol in listed}
    by_year = "S/RES" in series  # resolutions of the Security Council are numbered through
    missing = listed - set(there)
    of_it = {
        id_ for id_, year in there.items() if id_.rpartition("/")[0] in series and (year == path.stem or not by_year)
    }
    return Compared(
        name=f"{path.parent.name} {path.stem}",
        listed=len(listed),
        no_file=_sorted(missing - in_names),
        no_text=_sorted(missing & in_names),
        not_listed=_sorted(of_it - listed),
    )


def _symbols(path: Path) -> Iterator[str]:
    decoder = json.JSONDecoder(strict=False)  # control characters are in some
    text, at = path.read_text("utf-8", errors="replace"), 0
    try:
        while (at := text.find("{", at)) >= 0:
            found, at = decoder.raw_decode(text, at)
            yield _whole(str(cast("dict[str, Any]", found)["symbol"]))
    except (ValueError, KeyError) as error:
        raise BadSource(f"no list of symbols: {error}", where=str(path)) from error


def _whole(text: str) -> str:
    """The id of the resolution that a symbol, or that of one of its parts, belongs to; as it stands if it is none."""
    try:
        whole = Symbol.parse(text).whole
    except BadSymbol:
        return text
    return whole.id


def _sorted(symbols: set[str]) -> tuple[str, ...]:
    return tuple(sorted(symbols, key=lambda one: (len(one), one)))
