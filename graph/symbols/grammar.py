"""The grammar of UN symbols: one commented expression for each way of numbering adopted texts, in linear time."""

from __future__ import annotations

import re
from typing import NamedTuple

from graph.symbols.characters import ARABIC_PART, LOOKALIKE, plain, roman_value
from graph.symbols.documents import document_path, in_case
from graph.symbols.families import Family
from graph.symbols.sessions import LAST_SESSION, with_roman_session

# No symbol is near that long (the longest of the corpus has 45 characters); nothing longer is even looked at.
MAX_LENGTH = 200

# Parts go from A to Z and on to AA. In capitals and without spaces lists are 'A-C', 'A,B', 'AANDB', 'A和B'.
_THROUGH = "-|TO|AU|À|BIS|ПO|至"
_AND = ",|&|AND|ET|UND|Y|U|И|和"
_PARTS = f"(?:[A-Z]{{1,2}}(?:(?:{_THROUGH}|{_AND})[A-Z]{{1,2}})*)?"
_THROUGH_PART = re.compile(f"(?<=[A-Z])(?:{_THROUGH})(?=[A-Z])")
_AND_PART = re.compile(f"(?<=[A-Z])(?:{_AND})(?=[A-Z])")

PART_LIST = (
    r"(?:AA|[A-Z])(?:(?:\s?[-,&]\s?|\s(?:and|et|y|e|to|au?|à|und|bis|и|по)\s|[和至])(?:AA|[A-Z]))*"
    r"(?![A-Za-zÀ-ɏЀ-ӿ/])"  # 'A' of 'Ассамблея' is no part, nor is that of 'A/78/265'
)
"""The same in running text, where a part is a capital letter: '75/101 A-B', '76/553 A and B', '53/208 A à E'."""

# 'A/RES/78/265', 'A/RES/75/251B', 'A/RES/ES-10/15', 'S/PRST/2015/8', 'E/RES/2021/5', 'A/HRC/PRST/OS/13/1'
_BY_SESSION = re.compile(
    rf"""(?P<prefix> A/RES | A/DEC | S/PRST | E/RES | E/DEC | A/HRC/(?:RES|DEC|PRST) )
         /? (?P<series> (?:ES-|S-|O[MS]/)? \d{{1,4}} )     # a session, or a year; links drop the slash before it
         /  (?P<number> \d{{1,4}} )
         \(? (?P<parts> {_PARTS} ) \)?                     # 'A/RES/65/37(B)' now and then
     """,
    re.X,
)
# 'A/RES/1514(XV)', 'A/RES/217(III)A', 'A/RES/217A(III)', 'E/RES/2008(LX)', 'A/RES/3201(S-VI)'
_BY_ROMAN_SESSION = re.compile(
    rf"""(?P<prefix> [AE]/RES | [AE]/DEC ) / (?P<number> \d{{1,4}} )
         (?P<parts> {_PARTS} )                             # between number and session, as texts cite it
         \( (?P<series> (?:ES-|S-)? [IVXLC]+ | E?S-[1-9] ) \)   # old texts write '186 (S-2)'
         \[? (?P<after> {_PARTS} ) \]?                     # or after it; the Digital Library brackets it
     """,
    re.X,
)
# 'S/RES/1325', 'S/RES/1325(2000)'
_COUNCIL = re.compile(r"(?P<prefix> S/RES ) / (?P<number> \d{1,4} ) (?: /? \(? (?P<year> [12]\d{3} ) \)? )?", re.X)

_NUMBERED = re.compile(r"(?:A|A/HRC|E|S)/(?:RES|DEC|PRST)(?:/|$|\d)")
_TRAILER = re.compile(r"(?:/?(?:ADD|CORR|REV|AMEND)\.\d{1,3}){1,3}$")

_LEADING_ZEROS = re.compile(r"(?<![A-Z0-9])0+(?=\d)")
_TURNED = re.compile(r"^(?:A/HCR|HRC/A|A/HRC/A|HRC)/")  # 'A/HCR/RES/45/8', 'HRC/A/RES/47/1' in French files
_HINTS = re.compile(r"\((?:SUPP|PP?\.\d{1,4})\)")  # added by editors for the document service


class Fields(NamedTuple):
    """What a symbol says: the fields of a Symbol, except that it may name several parts at once."""

    family: Family
    series: str = ""
    number: int = 0
    parts: tuple[str, ...] = ()
    path: str = ""
    year: int | None = None


def compact(text: str) -> str:
    """`text` as a symbol is compared: plain, in capitals, without spaces, Latin letters, no punctuation around."""
    text = plain(text)
    for word, letter in ARABIC_PART.items() if not text.isascii() else ():
        text = text.replace(word, letter)
    text = text.upper().translate(LOOKALIKE).replace(" ", "").replace("_", "/").strip(".,;:/'\"`“”‘’«»<>!?")
    return text + ")" if text.count("(") > text.count(")") else text


def fields_of(text: str) -> Fields | None:
    """The fields of a symbol in full ('A/RES/78/265', 's/res/1325 (2000)'), or None if `text` is none."""
    if len(text) > MAX_LENGTH:
        return None
    symbol = _LEADING_ZEROS.sub("", _HINTS.sub("", compact(text)))
    symbol = _TURNED.sub("A/HRC/", symbol)
    if _NUMBERED.match(symbol):
        return _numbered(symbol) or _trailing(symbol)
    document = document_path(symbol)
    return None if document is None else Fields(document[0], path=document[1])


def parts_of(text: str) -> tuple[str, ...] | None:
    """Letters of the parts that `text` (capitals, no spaces) lists: 'A-C' is A, B, C; 'AANDB' is A, B; 'AB' is none."""
    letters: list[str] = []
    for stretch in _AND_PART.sub(",", _THROUGH_PART.sub("-", text)).split(",") if text else ():
        ends = stretch.split("-")
        if any(len(set(end)) != 1 or len(end) > 2 for end in ends):
            return None
        letters += [_letter(place) for place in range(_place(ends[0]), _place(ends[-1]) + 1)]
    return tuple(dict.fromkeys(letters))


def _place(letter: str) -> int:
    """A is 0, Z is 25, AA is 26."""
    return ord(letter[0]) - ord("A") + 26 * (len(letter) - 1)


def _letter(place: int) -> str:
    return chr(ord("A") + place % 26) * (1 + place // 26)


def _numbered(symbol: str) -> Fields | None:
    """A text that a body adopted and numbered."""
    for rule in (_BY_SESSION, _BY_ROMAN_SESSION, _COUNCIL):
        found = rule.fullmatch(symbol)
        if found:
            break
    else:
        return None
    said = found.groupdict()
    family, number = Family(said["prefix"].replace("HCR", "HRC")), int(said["number"])
    series, year = said.get("series") or "", said.get("year")
    if rule is _BY_ROMAN_SESSION:
        series = with_roman_session(series)
    parts = parts_of((said.get("parts") or "") or (said.get("after") or ""))
    if number == 0 or parts is None or not _possible_series(family, series):
        return None
    return Fields(family, series, number, parts, year=int(year) if year else None)


def _possible_series(family: Family, series: str) -> bool:
    """Whether a family numbers its texts in such a series: the Assembly by session, the Economic Council by year."""
    if series[-1:].isalpha():
        return roman_value(series.rsplit("-", 1)[-1]) > 0
    if family in (Family.ECOSOC_RESOLUTION, Family.ECOSOC_DECISION, Family.PRESIDENTIAL_STATEMENT):
        return len(series) == 4 and 1946 <= int(series) <= 2099
    if series.startswith("ES-"):
        return family in (Family.ASSEMBLY_RESOLUTION, Family.ASSEMBLY_DECISION)
    if series.startswith("O"):
        return family.value.startswith("A/HRC")
    return not series or 0 < int(series.removeprefix("S-")) <= LAST_SESSION


def _trailing(symbol: str) -> Fields | None:
    """A corrigendum or addendum of a numbered text: a document beside it, not the text itself."""
    trailer = _TRAILER.search(symbol)
    whole = _numbered(symbol[: trailer.start()]) if trailer else None
    if trailer is None or whole is None or len(whole.parts) > 1:
        return None
    return Fields(Family.DOCUMENT, path=in_case(_render(whole) + "/" + trailer[0].lstrip("/")))


def _render(said: Fields) -> str:
    part = "".join(said.parts)
    if said.series[-1:].isalpha():
        return f"{said.family.value}/{said.number}({said.series}){part}"
    return "/".join(filter(None, (said.family.value, said.series, f"{said.number}{part}")))
