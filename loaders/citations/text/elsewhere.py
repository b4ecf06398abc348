"""The texts of other bodies to which the United Nations gives symbols: how each numbers them, and in which years."""

from __future__ import annotations

import re
from functools import lru_cache

from graph.errors import BadSymbol
from graph.symbols import Symbol

COMMISSION_ON_HUMAN_RIGHTS, ENVIRONMENT_ASSEMBLY, ESCAP = "E/CN.4", "UNEP/EA", "E/ESCAP"
"""The bodies, as `languages/` calls them."""
OTHER_BODIES = frozenset((COMMISSION_ON_HUMAN_RIGHTS, ENVIRONMENT_ASSEMBLY, ESCAP, "other"))
"""These, and all that have no symbols: bodies other than the four whose numbers all texts cite."""
_COMMISSION_YEARS = range(1978, 2007)
"""The Commission on Human Rights numbered by years from 1978 to its end."""
_ASSEMBLY_YEARS = {1: 2014, 2: 2016, 3: 2017, 4: 2019, 5: 2022, 6: 2024, 7: 2025}
"""The United Nations Environment Assembly by session. Its fifth began in 2021; of its third texts came out in 2018."""
_ESCAP_SESSIONS = range(48, 100)
_ESCAP_BEFORE_FIRST = 1944
"""Its session of 2016 was the seventy-second, and there is one a year."""


_PAPERS = re.compile(r"A/(?:DEC|SA|P|SP|REG|REC|RES)\.\d+/.*|S/(?:C|L|CSS|DCS|FIN|GBT|IGFS|NGOS|WPDR|WPGR|WPPS)/.*")


def paper_elsewhere(written: str) -> bool:
    """Whether what looks like a document of the Assembly or the Council is another organization's.

    A/DEC.2/01/06 and A/SA.1/06/10 are of the Economic Community of West African States, S/C/W/270 and S/L/92 of the
    World Trade Organization.
    """
    return _PAPERS.fullmatch(written) is not None


@lru_cache(maxsize=4096)
def numbered_elsewhere(body: str, noun: str, series: str, number: int, year: int | None) -> Symbol | None:
    """The symbol of a text of one of these bodies; None for numbers, or years, that it has not come to."""
    if not series.isdigit():
        return None
    session = int(series)
    if body == COMMISSION_ON_HUMAN_RIGHTS:
        held, written = (session,) if session in _COMMISSION_YEARS else (), f"E/CN.4/{noun}/{series}/{number}"
    elif body == ENVIRONMENT_ASSEMBLY and noun == "RES":
        first = _ASSEMBLY_YEARS.get(session)
        held, written = (first - 1, first, first + 1) if first else (), f"UNEP/EA.{session}/Res.{number}"
    elif body == ESCAP and noun == "RES":
        known = session in _ESCAP_SESSIONS
        held, written = (session + _ESCAP_BEFORE_FIRST,) if known else (), f"E/ESCAP/RES/{session}/{number}"
    else:
        return None
    if not held or (year is not None and year not in held):
        return None
    try:
        return Symbol.parse(written)
    except BadSymbol:
        return None
