"""Symbol: what it says of itself, how it is printed, and what parses to it."""

from __future__ import annotations

import pickle

import pytest

from graph.errors import BadSymbol
from graph.symbols import Symbol, confusions

# id, label, base, body, printed, short, session, years
FACTS = [
    (
        "A/RES/78/265", "Resolution", "Instrument", "un-general-assembly",
        "A/RES/78/265", "78/265", "78", (2023, 2024),
    ),
    (
        "A/RES/75/251B", "Resolution", "Instrument", "un-general-assembly",
        "A/RES/75/251 B", "75/251 B", "75", (2020, 2021),
    ),
    (
        "A/RES/217(III)A", "Resolution", "Instrument", "un-general-assembly",
        "A/RES/217 (III) A", "217 A (III)", "III", (1948, 1949),
    ),
    ("A/RES/S-24/2", "Resolution", "Instrument", "un-general-assembly", "A/RES/S-24/2", "S-24/2", "S-24", ()),
    ("A/RES/ES-10/15", "Resolution", "Instrument", "un-general-assembly", "A/RES/ES-10/15", "ES-10/15", "ES-10", ()),
    (
        "A/RES/3201(S-VI)", "Resolution", "Instrument", "un-general-assembly",
        "A/RES/3201 (S-VI)", "3201 (S-VI)", "S-VI", (),
    ),
    (
        "A/DEC/76/402B", "Decision", "Instrument", "un-general-assembly",
        "A/DEC/76/402 B", "76/402 B", "76", (2021, 2022),
    ),
    (
        "S/RES/1325", "Resolution", "Instrument", "un-security-council",
        "S/RES/1325 (2000)", "1325 (2000)", None, (2000,),
    ),
    ("S/RES/16", "Resolution", "Instrument", "un-security-council", "S/RES/16", "16", None, (1946, 1947)),
    (
        "S/PRST/2015/8", "PresidentialStatement", "Instrument", "un-security-council",
        "S/PRST/2015/8", "S/PRST/2015/8", None, (2015,),
    ),
    (
        "E/RES/2021/5", "Resolution", "Instrument", "un-economic-and-social-council",
        "E/RES/2021/5", "2021/5", None, (2021,),
    ),
    (
        "E/RES/2008(LX)", "Resolution", "Instrument", "un-economic-and-social-council",
        "E/RES/2008 (LX)", "2008 (LX)", "LX", (),
    ),
    (
        "E/DEC/2022/206", "Decision", "Instrument", "un-economic-and-social-council",
        "E/DEC/2022/206", "2022/206", None, (2022,),
    ),
    ("A/HRC/RES/54/3", "Resolution", "Instrument", "un-human-rights-council", "A/HRC/RES/54/3", "54/3", "54", (2023,)),
    (
        "A/HRC/RES/S-27/1", "Resolution", "Instrument", "un-human-rights-council",
        "A/HRC/RES/S-27/1", "S-27/1", "S-27", (),
    ),
    (
        "A/HRC/DEC/18/117", "Decision", "Instrument", "un-human-rights-council",
        "A/HRC/DEC/18/117", "18/117", "18", (2011,),
    ),
    (
        "A/HRC/PRST/OS/13/1", "PresidentialStatement", "Instrument", "un-human-rights-council",
        "A/HRC/PRST/OS/13/1", "A/HRC/PRST/OS/13/1", "OS/13", (),
    ),
    (
        "A/C.3/78/L.41/Rev.1", "Draft", "Instrument", "un-general-assembly",
        "A/C.3/78/L.41/Rev.1", "A/C.3/78/L.41/Rev.1", "78", (),
    ),
    ("A/78/L.49", "Draft", "Instrument", "un-general-assembly", "A/78/L.49", "A/78/L.49", "78", ()),
    (
        "E/CN.4/2005/L.10/Add.11", "Draft", "Instrument", "un-economic-and-social-council",
        "E/CN.4/2005/L.10/Add.11", "E/CN.4/2005/L.10/Add.11", None, (2005,),
    ),
    ("S/2023/638", "UNDocument", "Document", "un-security-council", "S/2023/638", "S/2023/638", None, (2023,)),
    ("A/78/PV.63", "Meeting", "Meeting", "un-general-assembly", "A/78/PV.63", "A/78/PV.63", "78", ()),
    ("S/PV.9453", "Meeting", "Meeting", "un-security-council", "S/PV.9453", "S/PV.9453", None, ()),
    ("A/C.3/78/SR.44", "Meeting", "Meeting", "un-general-assembly", "A/C.3/78/SR.44", "A/C.3/78/SR.44", "78", ()),
    (
        "A/77/PV.56(Resumption1)", "Meeting", "Meeting", "un-general-assembly",
        "A/77/PV.56 (Resumption 1)", "A/77/PV.56 (Resumption 1)", "77", (),
    ),
    ("A/78/265", "UNDocument", "Document", "un-general-assembly", "A/78/265", "A/78/265", "78", ()),
    ("A/HRC/17/31", "UNDocument", "Document", "un-human-rights-council", "A/HRC/17/31", "A/HRC/17/31", "17", ()),
    (
        "A/76/6(Sect.29)/Add.1", "UNDocument", "Document", "un-general-assembly",
        "A/76/6 (Sect. 29)/Add.1", "A/76/6 (Sect. 29)/Add.1", "76", (),
    ),
    (
        "NPT/CONF.2000/28(PartsIandII)/Corr.1", "UNDocument", "Document", "",
        "NPT/CONF.2000/28 (Parts I and II)/Corr.1", "NPT/CONF.2000/28 (Parts I and II)/Corr.1", None, (),
    ),
    (
        "NPT/CONF.2010/50(Vol.I)", "UNDocument", "Document", "",
        "NPT/CONF.2010/50 (Vol. I)", "NPT/CONF.2010/50 (Vol. I)", None, (),
    ),
    (
        "FCCC/CP/2015/10/Add.1", "UNDocument", "Document", "",
        "FCCC/CP/2015/10/Add.1", "FCCC/CP/2015/10/Add.1", None, (2015,),
    ),
    ("UNEP/EA.5/Res.14", "Resolution", "Instrument", "unea", "UNEP/EA.5/Res.14", "UNEP/EA.5/Res.14", None, ()),
    (
        "E/CN.4/RES/2005/80", "Resolution", "Instrument", "un-commission-on-human-rights",
        "E/CN.4/RES/2005/80", "E/CN.4/RES/2005/80", None, (2005,),
    ),
    ("E/ESCAP/RES/72/7", "Resolution", "Instrument", "escap", "E/ESCAP/RES/72/7", "E/ESCAP/RES/72/7", None, ()),
    ("CBD/COP/DEC/15/4", "Decision", "Instrument", "", "CBD/COP/DEC/15/4", "CBD/COP/DEC/15/4", None, ()),
    (
        "E/CN.4/2005/102", "UNDocument", "Document", "un-economic-and-social-council",
        "E/CN.4/2005/102", "E/CN.4/2005/102", None, (2005,),
    ),
    ("A/CONF.234/16", "UNDocument", "Document", "", "A/CONF.234/16", "A/CONF.234/16", None, ()),
]  # fmt: skip


@pytest.mark.parametrize(("id_", "label", "base", "body", "printed", "short", "session", "years"), FACTS)
def test_a_symbol_says_what_it_names(
    id_: str, label: str, base: str, body: str, printed: str, short: str, session: str | None, years: tuple[int, ...]
) -> None:
    symbol = Symbol.parse(id_)
    assert (symbol.id, str(symbol), repr(symbol)) == (id_, id_, f"Symbol({id_!r})")
    assert (symbol.label, symbol.base, symbol.body) == (label, base, body)
    assert (symbol.printed, symbol.short, symbol.session, symbol.years) == (printed, short, session, years)
    assert Symbol.parse(printed) == symbol


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("a/res/78/265", "A/RES/78/265"),
        ("  A / RES / 78 / 265 . ", "A/RES/78/265"),
        ("A/RES/078/0265", "A/RES/78/265"),
        ("A\u2060/RES/\u200b78/265\ufeff", "A/RES/78/265"),
        ("А/RЕS/78/265", "A/RES/78/265"),  # Cyrillic А and Е
        ("Α/RΕS/78/265", "A/RES/78/265"),  # Greek Α and Ε
        ("Ａ／ＲＥＳ／７８／２６５", "A/RES/78/265"),
        ("A/RES/٧٨/٢٦٥", "A/RES/78/265"),
        ("A/RES/78/265²", "A/RES/78/265"),  # the mark of a footnote
        ("“A/RES/78/265”,", "A/RES/78/265"),
        ("A_RES_78_265", "A/RES/78/265"),
        ("A/RES72/276", "A/RES/72/276"),
        ("S/RES/2610(2021)", "S/RES/2610"),
        ("S/RES/2610\xa0(2021)", "S/RES/2610"),
        ("S/RES/2282(2016", "S/RES/2282"),
        ("A/RES/ES‑10/15", "A/RES/ES-10/15"),
        ("A/RES/1514 (ХV)", "A/RES/1514(XV)"),  # Cyrillic Х
        ("A/res/3211(xxix)", "A/RES/3211(XXIX)"),
        ("A/RES/217 A (III)", "A/RES/217(III)A"),
        ("A/RES/217A(III)", "A/RES/217(III)A"),
        ("A/RES/217(III)[A]", "A/RES/217(III)A"),
        ("A/RES/217 (III) A", "A/RES/217(III)A"),
        ("A/RES/53/77 AA", "A/RES/53/77AA"),
        ("A/RES/75/290 باء", "A/RES/75/290B"),
        ("A/DEC/77/548 B", "A/DEC/77/548B"),
        ("A/HCR/RES/45/8", "A/HRC/RES/45/8"),
        ("HRC/A/RES/47/1", "A/HRC/RES/47/1"),
        ("A/HCR/27/31", "A/HRC/27/31"),
        ("A/66/53(supp)", "A/66/53"),
        ("A/62/40(vol.i)(supp)", "A/62/40(Vol.I)"),
        ("A/75/301(parti)/add.1", "A/75/301(PartI)/Add.1"),
        ("NPT/CONF.2000/28(parts i and ii)", "NPT/CONF.2000/28(PartsIandII)"),
        ("NPT/CONF/2010/50(Vol.I)", "NPT/CONF.2010/50(Vol.I)"),
        ("A/AC/105/1285", "A/AC.105/1285"),
        ("A/HRC/54/31Add.1", "A/HRC/54/31/Add.1"),
        ("A/HRC/55/43.Add.1", "A/HRC/55/43/Add.1"),
        ("A/HRC/54/31/Add2", "A/HRC/54/31/Add.2"),
        ("unep/ea.4/res.1", "UNEP/EA.4/Res.1"),
        ("UNEP/OZL.PRO.28/12", "UNEP/OzL.Pro.28/12"),
        ("E/ESCAP/RES/72/7", "E/ESCAP/RES/72/7"),
        ("A/77/481-S/2022/722", "A/77/481"),
        ("CEDAW/C/PRK/CO/2-4", "CEDAW/C/PRK/CO/2-4"),
        ("ICCD/COP(14)/23/Add.1", "ICCD/COP(14)/23/Add.1"),
        ("A/RES/70/1/Corr.1", "A/RES/70/1/Corr.1"),
    ],
)
def test_parse_forgives_how_a_symbol_is_typed(text: str, id_: str) -> None:
    assert Symbol.parse(text).id == id_


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("", ()),
        ("24/7", ("A/HRC/RES/24/7",)),
        ("78/265", ("A/RES/78/265", "A/HRC/RES/78/265")),
        ("A/REZ/78/265", ("A/RES/78/265", "A/HRC/RES/78/265")),
        ("A/RES/2018/5", ("E/RES/2018/5", "S/PRST/2018/5")),
        ("S/RES/78/265", ("A/RES/78/265", "A/HRC/RES/78/265")),
        ("S/RES/", ()),
        ("A/RES/78/0", ()),
        ("A/RES/1514(IIII)", ()),
        ("A/RES/75/251AB", ("A/RES/75/251", "A/HRC/RES/75/251")),
        ("A/HRC/RES/ES-1/1", ("A/RES/ES-1/1",)),
        ("CM/Res.1356 (LIV)", ("A/RES/1356(LIV)", "E/RES/1356(LIV)")),
        ("S.96.IV.13", ()),
        ("B/RES/77/292", ("A/RES/77/292", "A/HRC/RES/77/292")),
        ("T/PCCs", ()),
        ("A/DEC/578/76", ("A/DEC/76/578",)),
        ("A/C.6A/C.6/78/SR.38", ()),
        ("general comment No. 21 (1992)", ()),
        ("and/or 7", ()),
        ("palermo-convention", ()),
    ],
)
def test_what_is_no_symbol_is_refused_with_what_may_have_been_meant(text: str, nearest: tuple[str, ...]) -> None:
    with pytest.raises(BadSymbol) as caught:
        Symbol.parse(text)
    assert caught.value.nearest == nearest


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("A/RES/75/101 A-B", ["A/RES/75/101A", "A/RES/75/101B"]),
        ("A/RES/75/254 A–C", ["A/RES/75/254A", "A/RES/75/254B", "A/RES/75/254C"]),
        ("A/DEC/76/553 A and B", ["A/DEC/76/553A", "A/DEC/76/553B"]),
        ("A/DEC/76/553 A et B", ["A/DEC/76/553A", "A/DEC/76/553B"]),
        ("A/RES/55/5b-f", [f"A/RES/55/5{letter}" for letter in "BCDEF"]),
        ("A/RES/53/77 Y-AA", ["A/RES/53/77Y", "A/RES/53/77Z", "A/RES/53/77AA"]),
        ("A/RES/75/251 B", ["A/RES/75/251B"]),
        ("A/RES/78/265", ["A/RES/78/265"]),
    ],
)
def test_several_parts(text: str, parts: list[str]) -> None:
    assert [symbol.id for symbol in Symbol.parse_many(text)] == parts
    assert Symbol.parse(text).whole == Symbol.parse(parts[0]).whole
    assert (Symbol.parse(text).id in parts) == (len(parts) == 1)


def test_the_year_beside_a_council_resolution_does_not_make_another_one() -> None:
    bare, dated, wrong = map(Symbol.parse, ("S/RES/1325", "S/RES/1325 (2000)", "S/RES/1325 (2001)"))
    assert bare == dated == wrong
    assert len({bare, dated, wrong}) == 1
    assert (bare.written_year, dated.written_year, wrong.written_year) == (None, 2000, 2001)
    assert (bare.year_agrees, dated.year_agrees, wrong.year_agrees) == (True, True, False)
    assert bare.year == wrong.year == 2000
    assert Symbol.parse("S/RES/2999 (2027)").printed == "S/RES/2999 (2027)"
    assert Symbol.parse("S/RES/2999").printed == "S/RES/2999"


@pytest.mark.parametrize(
    ("id_", "url"),
    [
        ("A/RES/78/265", "https://docs.un.org/en/A/RES/78/265"),
        ("A/RES/75/251B", "https://docs.un.org/en/A/RES/75/251B"),
        ("A/RES/217(III)A", "https://docs.un.org/en/A/RES/217(III)"),
        ("S/RES/1325", "https://docs.un.org/en/S/RES/1325(2000)"),
        ("A/76/6(Sect.29)/Add.1", "https://docs.un.org/en/A/76/6(Sect.29)/Add.1"),
    ],
)
def test_where_people_read_it(id_: str, url: str) -> None:
    assert Symbol.parse(id_).url == url
    assert Symbol.parse(id_).url_in("fr") == url.replace("/en/", "/fr/")


def test_wholes_parts_and_principals() -> None:
    part = Symbol.parse("A/RES/217(III)A")
    assert part.whole.id == "A/RES/217(III)"
    assert part.whole.with_part("A") == part
    assert part.whole.whole == part.whole
    assert Symbol.parse("A/75/7/Add.18/Corr.1").principal.id == "A/75/7"
    assert Symbol.parse("A/C.3/78/L.41/Rev.1").principal.id == "A/C.3/78/L.41"
    assert Symbol.parse("A/RES/70/1/Corr.1").principal == Symbol.parse("A/RES/70/1")


def test_symbols_are_values_in_the_order_of_their_numbers() -> None:
    ids = ["A/RES/78/9", "A/RES/78/10", "A/RES/78/10A", "A/RES/100/1", "A/RES/ES-10/2", "S/RES/999", "S/RES/1325"]
    symbols = [Symbol.parse(id_) for id_ in ids]
    assert [symbol.id for symbol in sorted({*symbols})] == ids
    assert pickle.loads(pickle.dumps(symbols)) == symbols
    with pytest.raises(AttributeError):
        symbols[0].number = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    ("id_", "corrected"),
    [
        ("A/RES/76/564", "A/DEC/76/564"),
        ("A/RES/78/542C", "A/DEC/78/542C"),
        ("A/RES/56/509", "A/DEC/56/509"),
        ("A/RES/33/305", "A/DEC/33/305"),
        ("A/RES/57/337", "A/RES/57/337"),
        ("A/RES/73/346", "A/RES/73/346"),
        ("E/RES/2005/234", "E/DEC/2005/234"),
        ("E/RES/1989/114", "E/RES/1989/114"),  # resolutions of that year went beyond 100
        ("A/HRC/RES/36/115", "A/HRC/DEC/36/115"),
        ("A/HRC/RES/60/251", "A/RES/60/251"),
        ("A/HRC/RES/74/146", "A/RES/74/146"),
        ("A/HRC/RES/54/3", "A/HRC/RES/54/3"),
        ("A/RES/2008(LX)", "E/RES/2008(LX)"),
        ("A/RES/1514(XV)", "A/RES/1514(XV)"),
        ("A/RES/S-24/2", "A/RES/S-24/2"),
        ("S/RES/1325", "S/RES/1325"),
        ("A/78/265", "A/78/265"),
    ],
)
def test_a_number_that_its_body_cannot_have_given_is_corrected(id_: str, corrected: str) -> None:
    assert Symbol.parse(id_).corrected().id == corrected
    assert Symbol.parse(corrected).corrected().id == corrected


@pytest.mark.parametrize(
    ("id_", "meant"),
    [
        ("A/78/265", ["A/RES/78/265"]),
        ("A/73/798", ["A/DEC/73/798"]),
        ("A/HRC/54/3", ["A/HRC/RES/54/3"]),
        ("E/2021/5", ["E/RES/2021/5"]),
        ("S/2015/8", ["S/PRST/2015/8"]),
        ("A/RES/46/14", ["A/HRC/RES/46/14"]),
        ("A/HRC/RES/46/14", ["A/RES/46/14"]),
        ("A/RES/1514(XV)", []),
        ("S/RES/1325", []),
        ("FCCC/CP/2015/10", []),
    ],
)
def test_what_is_easily_taken_for_another(id_: str, meant: list[str]) -> None:
    assert [symbol.id for symbol in confusions(Symbol.parse(id_))] == meant
