"""The forms of numbers that texts cite: symbols, 1325 (2000), 217 A (III), 70/1, 1267/1989/2253, 1325 in a list."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, TypeAlias

Form: TypeAlias = Literal["symbol", "document", "year", "roman", "slash", "joined", "bare"]

_SERIES = (
    "A|S|E|ST|APLC|AT|BWC|CAC|CAT|CBD|CCM|CCPR|CCW|CD|CEB|CED|CEDAW|CERD|CLCS|CMW|CRC|CRPD|CTOC|DC|DP|ECA|ECE|ECLAC|"
    "ESCAP|ESCWA|FCCC|HRI|HS|HSP|ICCD|ICEF|ID|INCB|ISBA|ITC|JIU|LC|LOS|NPT|PBC|PCNICC|SPLOS|T|TD|TPNW|UNCTAD|UNEP|"
    "UNFPA|UNITAR|UNW|WFP|WSIS"
)
_SPECIAL = r"(?:E?S ?- ?)?"
_ROMAN = r"(?:(?:E?S ?- ?)?[IVXLCІХС]{1,8}|E?S ?- ?[1-9])"
_PART = r" ?\p{Lu}(?: ?(?:-|,|&|and|et|y|e|и|和|至|to|à|a|bis|по) ?\p{Lu})?"
_ARABIC_ROMAN = r"د ?(?:ا ?(?:ط ?)?)?- ?\d{1,3}"
_HINT = r" ?\((?:Vols?|Parts?|Sects?|Supp|Introduction|Resumption)\b[^()]{0,16}\)"
_MISREAD = r"[58]/(?:[12]\d{4}|(?:19|20)\d\d/\d{1,4})(?:/(?:Add|Corr|Rev)\.\d{1,2})*"
"""S/26385 and S/2002/1005 where a scanned S was taken for a digit."""
_JOINED = r"[1-9]\d{2,3}(?:/[1-9]\d{2,3}){2,3}"
"""1267/1989/2253, three or four numbers of the Security Council by which a committee is called."""
NUMBERS = "|".join(
    (
        r"(?:A/HRC|[ASE])/(?:RES|DEC|PRST)/ ?(?:O[MS]/|E?S-)?\d+(?:/ ?\d+)?(?:[A-Z]\b)?"
        rf"(?: ?\((?:\d{{4}}|{_ROMAN})\))?(?:[A-Z]\b)?",
        rf"(?:{_SERIES})(?:/[A-Z0-9][A-Za-z0-9.,-]*(?:\([A-Za-z0-9. ]{{1,20}}\)|{_HINT})?)+",
        r"\d{1,4} ?\( ?(?:19|20)\d\d(?: ?года?| г\.)? ?\)",
        rf"\d{{1,4}}(?:{_PART})? ?\( ?{_ROMAN} ?\)",
        rf"\d{{1,4}}(?: ?\p{{Arabic}}{{2,5}})? ?\( ?{_ARABIC_ROMAN} ?[()]",
        rf"{_SPECIAL}\d{{1,4}} ?/ ?\d{{1,4}}",
        r"د ?ا ?(?:ط ?)?- ?\d{1,3}/\d{1,3}",
        _JOINED,
        r"PRST/(?:19|20)\d\d/\d{1,3}",
        _MISREAD,
        r"\d{3,4}",
    )
)
"""Any of them, the longest first, for RE2 over plain UTF-8."""

_PATH = re.compile(r"[A-Z]+(?:\.\d+)?/")
_SEVERAL = re.compile(_JOINED)
_FULL = re.compile(r"(?:A/HRC|[ASE])/(?:RES|DEC|PRST)/ ?\S", re.IGNORECASE)
_YEAR = re.compile(r"(?P<number>\d{1,4}) ?\( ?(?P<year>(?:19|20)\d\d)")
_SCANNED = re.compile(_MISREAD)
_DIGITS = re.compile(r"\d+")


class Number(NamedTuple):
    """A number as written: its form, and the year in brackets of the Security Council's.

    It is `misread` where the first letter was another one when it was printed; `written` has the right one.
    """

    form: Form
    written: str
    year: int | None = None
    misread: bool = False


def number(written: str) -> Number:
    """The form of a token that is a number."""
    if written.startswith("PRST/"):
        return Number("symbol", f"S/{written}")
    if _PATH.match(written):
        return Number("symbol" if _FULL.match(written) else "document", written)
    if _SCANNED.fullmatch(written):
        return Number("document", f"S{written[1:]}", misread=True)
    if found := _YEAR.match(written):
        return Number("year", written, int(found["year"]))
    if _SEVERAL.fullmatch(written):
        return Number("joined", written)
    if "(" in written:
        return Number("roman", written)
    return Number("slash" if "/" in written else "bare", written)


def is_number(written: str) -> bool:
    """Whether a token is a number or a symbol, and no word."""
    return written[0].isdigit() or ("/" in written and any(c.isdigit() for c in written))
