"""Which instrument speaks in an annex: the citations of an annexed convention are the convention's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from graph.model import Citation, Ref

_WHICH = re.compile(r"annex(?:[. ]([IVXLC]+|\d+))?(?:/|$)", re.IGNORECASE)
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV", "5": "V", "6": "VI"}


def rooted(citations: Iterator[Citation], resolution: str) -> Iterator[Citation]:
    """The citations, those of an annex that is an instrument with a life of its own starting from it.

    Which those are is stated by editors (TEXT_IN). Paths, and keys by which mentions in several languages are one,
    stay as they are: the text is read there. Any other annex speaks in its resolution, in the section "annex".
    """
    annexed = _annexed(resolution)
    for citation in citations:
        speaks = annexed.get(_which(citation.paragraph)) if annexed else None
        yield replace(citation, start_at=Ref("Instrument", speaks)) if speaks else citation


def speaker(resolution: str, path: str) -> str | None:
    """The instrument that speaks in a paragraph of an annex, where it has a life of its own."""
    return _annexed(resolution).get(_which(path))


def _which(path: str) -> str | None:
    """'' for the only annex, 'II' for the second, None for a paragraph of the text itself."""
    found = _WHICH.match(path.partition("@")[2] or path)
    return None if found is None else _number(found[1])


def _number(written: str | None) -> str:
    return _ROMAN.get(written or "", (written or "").upper())


def _annexed(resolution: str) -> dict[str | None, str]:
    """The instruments in the annexes of a resolution, by the number of the annex, '' where there is one alone."""
    return _all_annexed().get(resolution, {})


@cache
def _all_annexed() -> dict[str, dict[str | None, str]]:
    from loaders.editorial import editorial_files  # which itself makes facts of what it names

    found: dict[str, dict[str | None, list[str]]] = {}
    for stated in (stated for file in editorial_files().values() for stated in file.statements):
        if stated.kind == "TEXT_IN":
            annex = _WHICH.fullmatch(str(stated.properties.get("annex") or "annex"))
            number = _number(annex[1] if annex else str(stated.properties["annex"]))
            inside = found.setdefault(stated.end, {}).setdefault(number, [])
            inside.append(stated.start.removeprefix("Instrument:"))
    # Where editors do not say which of several stands in which annex, the resolution itself keeps the citations.
    return {
        resolution: {number: ids[0] for number, ids in inside.items() if len(ids) == 1}
        for resolution, inside in found.items()
    }
