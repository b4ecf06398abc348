"""Symbols that are easily taken for one another: a resolution and the document of the same numbers, two bodies."""

from __future__ import annotations

import re

from graph.symbols.families import Family
from graph.symbols.symbol import Symbol

_DOCUMENT = re.compile(r"(A/HRC|A|E|S)/((?:ES-|S-)?\d{1,4})/(\d{1,3})")
_ADOPTED = {"A": "A/RES", "A/HRC": "A/HRC/RES", "E": "E/RES", "S": "S/PRST"}
_OTHER_BODY = {
    Family.ASSEMBLY_RESOLUTION: Family.HUMAN_RIGHTS_RESOLUTION,
    Family.HUMAN_RIGHTS_RESOLUTION: Family.ASSEMBLY_RESOLUTION,
}


def confusions(symbol: Symbol) -> tuple[Symbol, ...]:
    """What may have been meant by a symbol that exists but surprises, the likeliest first; often nothing.

    A/78/265 is a document, but many write it for A/RES/78/265. Many resolutions of the Human Rights Council are
    linked as the Assembly's. None of this is applied by any reader: it is for the person to decide.
    """
    if found := _DOCUMENT.fullmatch(symbol.path):
        adopted = Symbol.parse(f"{_ADOPTED[found[1]]}/{found[2]}/{found[3]}") if _fits(found[1], found[2]) else None
        return (adopted.corrected(),) if adopted else ()
    other = _OTHER_BODY.get(symbol.family)
    if other is None or symbol.roman or symbol.series.startswith(("ES-", "O")):
        return ()
    return (Symbol(other, symbol.series, symbol.number),)


def _fits(body: str, series: str) -> bool:
    return (len(series) == 4) == (body in ("E", "S")) and not (body == "A/HRC" and series.startswith("ES-"))
