"""What the name of a file says of the document in it, in the United Nations' ways of naming files."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.errors import BadSymbol
from graph.symbols import Symbol

_FORMS = (
    (re.compile(r"A_HRC_RES_(\d+)_(\d+)(?!\d)"), "A/HRC/RES/{}/{}"),
    (re.compile(r"A_RES_((?:ES-|S-)?\d+)_(\d+)(?!\d)"), "A/RES/{}/{}"),
    (re.compile(r"E_RES_(\d{4})_(\d+)(?!\d)"), "E/RES/{}/{}"),
    (re.compile(r"S_PRST_(\d{4})_(\d+)_Corr\.(\d)"), "S/PRST/{}/{}/Corr.{}"),
    (re.compile(r"S_PRST_(\d{4})_(\d+)(?!\d)"), "S/PRST/{}/{}"),
    (re.compile(r"(?:S_RES[_-]|SC_)(\d{3,4})(?!\d)"), "S/RES/{}"),
    (re.compile(r"S[_-](20\d\d)[_-](\d{1,4})(?!\d)"), "S/{}/{}"),
    (re.compile(r"GA decision[ _](\d+)_(\d+)(?!\d)"), "A/DEC/{}/{}"),
    (re.compile(r"(\d{2})_(\d+)(?=(?:_| ?[A-Z])[A-Z_-]*$)"), "A/RES/{}/{}"),
)
"""The last is that of 75_100_E; so short a name is believed only with the letter of a language at its end."""
_LETTERS = re.compile(r"[ _]?([A-Z](?: and [A-Z]|-?[A-Z])*)(?=$|[-_ ])")
_JOB = re.compile(r"[-_]N?(\d{7})[A-Za-z]?(?=$|[-_])")


@dataclass(frozen=True, slots=True)
class Named:
    """The symbol in a file's name, the letters of parts ('B', 'A-C'), and the job number ('2326252')."""

    symbol: Symbol
    letters: str
    job: str


def named(name: str) -> Named | None:
    """What a file's name (`path`, or `archive!member`) says, None for a name of any other form."""
    stem = re.split(r"[/\\!]", name)[-1]
    stem = stem[:-4] if stem.lower().endswith(".xml") else stem
    for form, symbol in _FORMS:
        if found := form.match(stem):
            job = _JOB.search(stem, found.end())
            try:
                letters = "" if "HRC" in symbol else _letters(stem[found.end() :])  # there it is the language's
                return Named(Symbol.parse(symbol.format(*found.groups())), letters, job[1] if job else "")
            except BadSymbol:
                return None
    return None


def _letters(rest: str) -> str:
    """'B' of ' B_E', 'AC' of 'AC-2326242E'; the letter of the language stands behind a stroke and is none."""
    found = _LETTERS.match(rest)
    alone = bool(found) and rest.startswith("_") and not _LETTERS.match(rest, found.end())
    return found[1] if found and not alone else ""
