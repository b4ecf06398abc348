"""When the special sessions of the Assembly and of the Human Rights Council were held: S-24/2 can be of either.

Source: the bodies' own lists of their special sessions. A session can end in the year after it began.
"""

from __future__ import annotations

from graph.symbols import Symbol

_ASSEMBLY = (
    *(1947, 1948, 1961, 1963, 1967, 1974, 1975, 1978, 1978, 1978, 1980, 1982, 1986, 1986, 1988, 1989, 1990, 1990),
    *(1997, 1998, 1999, 1999, 2000, 2000, 2001, 2001, 2002, 2005, 2014, 2016, 2020, 2021),
)
_HUMAN_RIGHTS = (
    *(2006, 2006, 2006, 2006, 2007, 2008, 2008, 2008, 2009, 2009, 2009, 2009, 2010, 2010, 2011, 2011, 2011, 2011),
    *(2012, 2014, 2014, 2014, 2015, 2015, 2016, 2016, 2017, 2018, 2021, 2021, 2021, 2021, 2021, 2022, 2022, 2023),
)
_WRITTEN_IN = 2025


def special_years(symbol: Symbol) -> tuple[int, ...]:
    """The years of a special session; one that is not known is still to come, or was held since these lists."""
    number = symbol.series.removeprefix("S-")
    held = _HUMAN_RIGHTS if symbol.family.value.startswith("A/HRC") else _ASSEMBLY
    if not number.isdigit() or not 0 < int(number) <= len(held):
        return tuple(range(_WRITTEN_IN, _WRITTEN_IN + 75))
    first = held[int(number) - 1]
    return (first, first + 1)
