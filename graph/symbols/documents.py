"""The symbols of drafts, meeting records and all other documents: a path that opens with the name of a series."""

from __future__ import annotations

import re

from graph.symbols.characters import edits
from graph.symbols.families import Family

# Series of documents with a symbol (https://research.un.org/en/docs/symbols); a dot follows some: 'GC.18/3'.
_SERIES_NAMES = """
    A S E T ST APLC AT BWC CAC CAT CBD CCM CCPR CCW CD CEB CED CEDAW CERD CLCS CMW CRC CRPD CTOC DC DP ECA ECE ECLAC
    ENMOD ESCAP ESCWA FCCC GC HRI HS HSP ICCD ICEF ID IDB INCB IPBES ISBA ITC JIU LC LOS NPT PBC PCNICC SPLOS TD TPNW
    TRANS UNCTAD UNEP UNFPA UNITAR UNODC UNU UNW WFP WSIS
"""
_SERIES = frozenset(_SERIES_NAMES.split())
_DOTTED = frozenset({"GC", "IDB"})
_SEGMENT = re.compile(r"[A-Z0-9]+(?:[.\-,&][A-Z0-9]+)*(?:\([A-Z0-9.,\-]{1,40}\)){0,2}")
_SECOND_SYMBOL = re.compile(r"-(?=(?:A|S|E|ISBA|T|ST)/)")  # 'A/77/481-S/2022/722' is one document with two symbols
_LOOSE_TRAILER = re.compile(r"(?<=[\d)])[/.]?(ADD|CORR|REV|AMEND)\.?(?=\d)")  # 'A/HRC/54/31Add.1', '/Add2'
_UNDOTTED_ORGAN = re.compile(r"^(A|S|E|NPT)/(AC|CONF|CN|C)/(?=\d)")  # 'A/AC/105/1285' for A/AC.105/1285
_MISSPELT = {slip for word in ("RES", "DEC", "PRST") for slip in edits(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
_RUN_TOGETHER = re.compile(r"/C\.\d+[A-Z]")  # 'A/C.6A/C.6/78/SR.38'

# Words inside a symbol that the UN prints in lower case; everything else is in capitals.
_LOWER = """
    Add Corr Rev Amend Sect Vol Part Parts Introduction Resumption Sub Agenda Corrigendum Annex Summary OzL Pro Res Dec
"""
_CASE = {word.upper(): word for word in _LOWER.split()}
_WORD = re.compile(r"(?<=[/(.])[A-Z]+")
_PART = re.compile(r"\(PART(S?)([IVX]+)(?:AND([IVX]+))?\)")
_DRAFT = re.compile(r"/L\.\d")
_ADOPTED = re.compile(r"/(RES|DEC)[/.](?:(?:\d+|[IVXL]+)/)?\d+$")
"""A text that another body adopted: 'E/CN.4/RES/2005/80', 'UNEP/EA.5/Res.14', 'CBD/COP/DEC/XII/11'."""
_ADOPTED_FAMILIES = {"RES": Family.OTHER_RESOLUTION, "DEC": Family.OTHER_DECISION}
_MEETING = re.compile(r"/(?:PV|SR)\.\d")
_HINT = re.compile(r"\((Sect\.|Vol\.|Parts?|Resumption)(?=[\dIVX])")


def document_path(symbol: str) -> tuple[Family, str] | None:
    """A draft, the record of a meeting or any other document, by the series it opens with; None if it is no symbol.

    `symbol` is in capitals without spaces; what comes back has the letters as the UN prints them.
    """
    symbol = _SECOND_SYMBOL.split(symbol, maxsplit=1)[0].replace("//", "/")
    symbol = _LOOSE_TRAILER.sub(r"/\1.", _UNDOTTED_ORGAN.sub(r"\1/\2.", symbol))
    segments = symbol.split("/")
    name, dot, number = segments[0].partition(".")
    if name not in _SERIES or (dot and not (name in _DOTTED and number.isdigit())):
        return None
    if not 1 < len(segments) <= 12:
        return None
    if name in ("A", "S", "E") and segments[1] in _MISSPELT:
        return None  # 'A/REZ/78/265' is no document of its own
    if _RUN_TOGETHER.search(symbol) or not any(c.isdigit() for c in symbol):
        return None
    if not all(map(_SEGMENT.fullmatch, segments)):
        return None
    return _family(symbol), in_case(symbol)


def _family(symbol: str) -> Family:
    if _DRAFT.search(symbol):
        return Family.DRAFT
    if _MEETING.search(symbol):
        return Family.MEETING
    adopted = _ADOPTED.search(symbol)
    return _ADOPTED_FAMILIES[adopted[1]] if adopted else Family.DOCUMENT


def in_case(path: str) -> str:
    """A path with the letters as the UN prints them: 'A/75/6(Sect.3)/Add.1', 'NPT/CONF.2000/28(PartsIandII)'."""

    def word(found: re.Match[str]) -> str:
        if found[0] in ("RES", "DEC") and path[found.end() : found.end() + 1] != ".":
            return found[0]  # 'UNEP/EA.5/Res.14', but 'E/ESCAP/RES/72/7'
        return _CASE.get(found[0], found[0])

    def part(found: re.Match[str]) -> str:
        return f"(Part{found[1].lower()}{found[2]}{'and' + found[3] if found[3] else ''})"

    return _WORD.sub(word, _PART.sub(part, path))


def printed_path(path: str) -> str:
    """'A/75/6(Sect.3)/Add.1' with its spaces: 'A/75/6 (Sect. 3)/Add.1', 'NPT/CONF.2000/28 (Parts I and II)'."""
    path = _HINT.sub(r" (\1 ", path)
    return path.replace("(Introduction)", " (Introduction)").replace("and", " and ") if "(" in path else path
