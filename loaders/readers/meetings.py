"""Records of meetings: the symbol of that of a meeting of the body whose texts have a symbol."""

from __future__ import annotations

from graph.errors import BadSymbol
from graph.symbols import Symbol

_NUMBERED_ANEW = 31
"""The first session of the General Assembly whose meetings begin with 1 and have it in their symbol (1976)."""


def record(symbol: Symbol, number: str) -> str | None:
    """The id of the record of a meeting, by its number, of the body that adopts such texts; None for other bodies."""
    session = symbol.session or ""
    anew = int(session) >= _NUMBERED_ANEW if session.isdecimal() else session[-1:].isdecimal()  # not XX, nor S-VI
    assembly = f"A/{session}/PV" if anew else "A/PV"
    series = {
        "un-general-assembly": assembly,
        "un-human-rights-council": f"A/HRC/{session}/SR",
        "un-economic-and-social-council": f"E/{symbol.series}/SR",
        "un-security-council": "S/PV",
    }.get(symbol.body)
    found = meeting(f"{series}.{int(number)}") if series else None
    return found.id if found else None


def meeting(text: str) -> Symbol | None:
    """The meeting whose record has a symbol; None for words that are no such symbol."""
    try:
        found = Symbol.parse(text.strip().rstrip(".,;"))
    except BadSymbol:
        return None
    return found if found.base == "Meeting" else None
