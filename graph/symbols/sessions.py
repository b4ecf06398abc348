"""What numbers tell: the year of a session or of a Council number, the session of an old Assembly number."""

from __future__ import annotations

from bisect import bisect_right

from graph.symbols.characters import roman_numeral, roman_value
from graph.symbols.families import Family

# First number that is known to be of each year, and the last: from the Council's own documents, and for 1994-1999,
# 2018, 2019 and 2025 from links to them. A number between two years may be of either.
_SECURITY_COUNCIL = (
    (1946, 1, 15), (1947, 17, 37), (1948, 39, 65), (1949, 67, 77), (1950, 79, 89), (1951, 91, 95), (1952, 97, 97),
    (1953, 99, 103), (1954, 105, 105), (1955, 107, 109), (1956, 111, 121), (1957, 123, 125), (1958, 127, 131),
    (1960, 133, 159), (1961, 161, 169), (1962, 171, 177), (1963, 179, 185), (1964, 186, 199), (1965, 201, 219),
    (1966, 221, 231), (1967, 233, 243), (1968, 245, 261), (1969, 263, 275), (1970, 277, 291), (1971, 293, 307),
    (1972, 309, 323), (1973, 325, 343), (1974, 345, 365), (1975, 367, 383), (1976, 385, 401), (1977, 403, 421),
    (1978, 423, 443), (1979, 445, 461), (1980, 463, 483), (1981, 485, 499), (1982, 501, 527), (1983, 529, 545),
    (1984, 547, 559), (1985, 561, 579), (1986, 581, 593), (1987, 595, 605), (1988, 607, 625), (1989, 627, 645),
    (1990, 647, 683), (1991, 685, 725), (1992, 727, 799), (1993, 801, 891), (1994, 893, 955), (1995, 984, 1031),
    (1996, 1073, 1088), (1997, 1096, 1145), (1998, 1193, 1209), (1999, 1244, 1284), (2000, 1285, 1334),
    (2001, 1335, 1386), (2002, 1387, 1454), (2003, 1455, 1521), (2004, 1522, 1580), (2005, 1581, 1651),
    (2006, 1652, 1738), (2007, 1739, 1794), (2008, 1795, 1859), (2009, 1860, 1907), (2010, 1908, 1966),
    (2011, 1967, 2032), (2012, 2033, 2085), (2013, 2086, 2132), (2014, 2133, 2195), (2015, 2196, 2259),
    (2016, 2260, 2336), (2017, 2337, 2397), (2018, 2398, 2451), (2019, 2452, 2502), (2020, 2504, 2560),
    (2021, 2561, 2617), (2022, 2618, 2671), (2023, 2672, 2721), (2024, 2722, 2767), (2025, 2771, 2779),
)  # fmt: skip
_FIRSTS = [first for _, first, _ in _SECURITY_COUNCIL]


def security_council_years(number: int) -> tuple[int, ...]:
    """Years in which the Council can have adopted that number; () above the last that is known."""
    place = bisect_right(_FIRSTS, number) - 1
    if place < 0 or number > _SECURITY_COUNCIL[-1][2]:
        return ()
    year, _, last = _SECURITY_COUNCIL[place]
    return (year,) if number <= last else tuple(range(year, _SECURITY_COUNCIL[place + 1][0] + 1))


def assembly_years(session: int | str) -> tuple[int, ...]:
    """Years of a regular session of the General Assembly: session N opens in September 1945 + N, for a year.

    () for special sessions, which are called when they are needed.
    """
    if isinstance(session, str):
        session = int(session) if session.isdigit() else 0
    return (1945 + session, 1946 + session) if session else ()


def human_rights_years(session: str) -> tuple[int, ...]:
    """The year of a regular session of the Human Rights Council, which holds three a year since June 2006."""
    return (2006 + (int(session) - 1) // 3,) if session.isdigit() else ()


# First and last number known of each Roman session of the Assembly, from texts that name both; those of 1961 and from
# 1968 to 1971 reach to the resolutions on outer space (1721), on human rights in armed conflicts (2444), on the sea-bed
# (2749, 2750) and on the representation of China (2758). The special and emergency sessions lie within the numbers of
# the regular ones.
_ASSEMBLY = (
    ("I", 1, 97), ("II", 169, 181), ("III", 194, 268), ("IV", 300, 364), ("V", 377, 482), ("VI", 502, 502),
    ("IX", 845, 845),
    ("X", 913, 973), ("XII", 1145, 1145), ("XIII", 1341, 1348), ("XIV", 1378, 1472), ("XV", 1514, 1603),
    ("XVI", 1653, 1721), ("XVII", 1753, 1803), ("XVIII", 1884, 1970), ("XIX", 2006, 2006), ("XX", 2099, 2106),
    ("XXI", 2142, 2222), ("XXII", 2262, 2373), ("XXIII", 2444, 2480),
    ("XXIV", 2602, 2602), ("XXV", 2621, 2750), ("XXVI", 2758, 2832),
    ("XXVII", 2997, 3026), ("XXVIII", 3057, 3187), ("XXIX", 3211, 3357), ("XXX", 3369, 3541),
)  # fmt: skip
_ASSEMBLY_SPECIAL = {
    number: session
    for session, first, last in (
        ("S-I", 104, 107), ("S-II", 185, 189), ("ES-I", 997, 1003), ("ES-II", 1004, 1008), ("ES-III", 1237, 1237),
        ("ES-IV", 1474, 1474), ("S-III", 1622, 1622), ("S-IV", 1872, 1880), ("S-V", 2248, 2250),
        ("ES-V", 2252, 2257), ("S-VI", 3201, 3202), ("S-VII", 3362, 3362),
    )
    for number in range(first, last + 1)
}  # fmt: skip
"""Numbers of special and emergency sessions before the eighth, from which on they are numbered S-8/1."""
LAST_SESSION = 150
"""Nothing has more sessions (the Assembly one a year): a file that calls itself A/DEC/578/76 has them turned round."""
LAST_ROMAN_SESSION = 30
"""The Assembly numbers its texts session/number since the 31st session, in 1976."""
LAST_HUMAN_RIGHTS_SESSION = 69
"""Of the Human Rights Council, which holds three a year since 2006: this one in 2028. Later ones are not read yet."""
LAST_HUMAN_RIGHTS_NUMBER = 130
"""Its sessions adopt some fifty resolutions, and some twenty decisions that are numbered from 101."""
FIRST_HUMAN_RIGHTS_DECISION = 101
FIRST_ASSEMBLY_DECISION = 301
"""Of a regular session since the thirty-first: elections come first, from 301 or 401 on."""
FIRST_ECOSOC_DECISION = 101
MOST_HUMAN_RIGHTS_RESOLUTIONS = 60
"""Resolutions of the Human Rights Council in one session: it has come to some fifty."""
FIRST_SLASH_SESSION = LAST_ROMAN_SESSION + 1
"""The first session of the Assembly that numbers its texts 31/1."""
ECOSOC_NUMBERS_A_SESSION = 45
"""The Economic and Social Council came to 2130 in 63 sessions, to 11 in the second and 155 in the seventh."""
ECOSOC_DECISION_SESSIONS = range(54, 64)
"""Roman sessions of the Economic and Social Council that numbered decisions, from 1 on: 281 (LXIII), in 1977."""
MOST_ECOSOC_DECISIONS = 320
"""The number that its decisions may have come to in those sessions; the next ones are 1978/1."""
_ECOSOC = (
    (7, 155), (10, 288), (13, 414), (24, 663), (25, 671), (28, 728), (39, 1086), (42, 1235), (44, 1296), (48, 1503),
    (50, 1566), (60, 2008), (62, 2076), (63, 2089),
)  # fmt: skip
"""Sessions of the Economic and Social Council before 1978, each with a number that it gave; it counted throughout."""
LAST_ASSEMBLY_NUMBER = 3541
"""The last resolution that the Assembly numbered throughout, of its thirtieth session."""


def assembly_sessions(number: int) -> tuple[str, ...]:
    """Roman sessions in which the Assembly can have adopted that number, the likeliest first."""
    if number in _ASSEMBLY_SPECIAL:
        return (_ASSEMBLY_SPECIAL[number],)
    if not 0 < number <= LAST_ASSEMBLY_NUMBER:
        return ()
    place = bisect_right([first for _, first, _ in _ASSEMBLY], number) - 1
    here, _, last = _ASSEMBLY[place]
    if number <= last:
        return (here,)
    after = roman_value(_ASSEMBLY[place + 1][0])
    return tuple(roman_numeral(session) for session in range(roman_value(here), after + 1))


def in_special_session(number: int, session: str) -> bool:
    """Whether the Assembly adopted that number in a special or emergency session before the eighth, `S-V` or `S-2`."""
    return _ASSEMBLY_SPECIAL.get(number) == with_roman_session(session)


def with_roman_session(session: str) -> str:
    """A session as the texts of its time are numbered: `S-II` also where an old text writes `S-2`."""
    return session[:-1] + roman_numeral(int(session[-1])) if session[-1:].isdigit() else session


def in_ecosoc_session(number: int, session: int) -> bool:
    """Whether the Economic and Social Council can have come to a number in a session with a Roman numeral.

    Its commissions number alike: 574 (XXVII) is of the one for Latin America.
    """
    least = max((known for at, known in _ECOSOC if at < session), default=0)
    most = min((known for at, known in _ECOSOC if at > session), default=_ECOSOC[-1][1] + ECOSOC_NUMBERS_A_SESSION)
    return least <= number <= most


def most_resolutions(family: Family, series: str) -> int:
    """The number above which a text of such a series is a decision."""
    if family is Family.ASSEMBLY_RESOLUTION:
        return 300 if series.isdigit() and int(series) < 57 else 400
    return 100 if family is Family.HUMAN_RIGHTS_RESOLUTION else 200
