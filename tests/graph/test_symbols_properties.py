"""What holds for every symbol of every family, and for arbitrary text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import BadInput, BadSymbol
from graph.symbols import Family, Symbol, anchor_part, confusions, nearest, read
from graph.symbols.characters import roman_numeral, roman_value

NUMBERS = st.integers(1, 9999)
SESSIONS = st.integers(1, 150).map(str)
YEARS = st.integers(1946, 2099).map(str)
SPECIAL = st.integers(1, 60).map(lambda n: f"S-{n}")
EMERGENCY = st.integers(1, 30).map(lambda n: f"ES-{n}")
ROMAN = st.integers(1, 99).map(roman_numeral)
ROMAN_SESSIONS = st.one_of(ROMAN, ROMAN.map("S-{}".format), ROMAN.map("ES-{}".format))
MEETINGS = st.tuples(st.sampled_from(["OS", "OM"]), st.integers(1, 20)).map(lambda pair: f"{pair[0]}/{pair[1]}")
PARTS = st.one_of(st.just(""), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), st.just("AA"))

_SERIES = {
    Family.ASSEMBLY_RESOLUTION: st.one_of(SESSIONS, SPECIAL, EMERGENCY, ROMAN_SESSIONS),
    Family.ASSEMBLY_DECISION: st.one_of(SESSIONS, SPECIAL, EMERGENCY, ROMAN_SESSIONS),
    Family.SECURITY_COUNCIL_RESOLUTION: st.just(""),
    Family.PRESIDENTIAL_STATEMENT: YEARS,
    Family.ECOSOC_RESOLUTION: st.one_of(YEARS, ROMAN_SESSIONS),
    Family.ECOSOC_DECISION: st.one_of(YEARS, ROMAN_SESSIONS),
    Family.HUMAN_RIGHTS_RESOLUTION: st.one_of(SESSIONS, SPECIAL),
    Family.HUMAN_RIGHTS_DECISION: st.one_of(SESSIONS, SPECIAL, MEETINGS),
    Family.HUMAN_RIGHTS_STATEMENT: st.one_of(SESSIONS, SPECIAL, MEETINGS),
}
ADOPTED = st.one_of(
    *(
        st.builds(
            Symbol,
            st.just(family),
            series,
            NUMBERS,
            st.just("") if family is Family.SECURITY_COUNCIL_RESOLUTION else PARTS,
        )
        for family, series in _SERIES.items()
    )
)
_BODIES = st.sampled_from(
    ["A/78", "A/C.3/78", "A/ES-10", "E/2021", "S/2023", "A/HRC/54", "NPT/CONF.2010", "GC.18", "TD/B"]
)
_ENDS = st.sampled_from(
    ["{}", "L.{}", "L.{}/Rev.1", "PV.{}", "SR.{}", "{}/Add.2/Corr.1", "{}(Vol.I)", "{}(Sect.29A)", "{}(PartI)"]
)
DOCUMENTS = st.builds(lambda body, end, number: Symbol.parse(f"{body}/{end.format(number)}"), _BODIES, _ENDS, NUMBERS)
SYMBOLS = st.one_of(ADOPTED, DOCUMENTS)


@settings(deadline=None)  # the machine may be busy
@given(SYMBOLS)
def test_every_renderer_is_read_back(symbol: Symbol) -> None:
    assert Symbol.parse(symbol.id) == symbol
    assert Symbol.parse(symbol.id).id == symbol.id
    assert Symbol.parse(symbol.printed) == symbol
    assert Symbol.parse_many(symbol.id) == (symbol,)
    assert Symbol.from_href(symbol.url) == (symbol.whole if symbol.roman else symbol)
    assert read(symbol.printed) == symbol.corrected()
    assert symbol.corrected().corrected() == symbol.corrected()
    assert symbol.whole.whole == symbol.whole
    assert symbol.base in ("Instrument", "Document", "Meeting")
    assert isinstance(symbol.years, tuple)
    assert symbol.session != ""
    assert all(other != symbol for other in confusions(symbol))


@settings(deadline=None)
@given(SYMBOLS, st.sampled_from(["lower", "spaces", "nbsp", "wide", "dashes", "zero-width", "cyrillic", "full stop"]))
def test_how_it_is_typed_does_not_matter(symbol: Symbol, way: str) -> None:
    typed = {
        "lower": symbol.id.lower(),
        "spaces": symbol.id.replace("/", " / "),
        "nbsp": symbol.printed.replace(" ", "\xa0"),
        "wide": "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in symbol.id),
        "dashes": symbol.id.replace("-", "\u2011"),
        "zero-width": "\u200b".join(symbol.id),
        "cyrillic": symbol.id.translate(str.maketrans("ABCEHIKMOPSTXV", "АВСЕНІКМОРЅТХѴ")),
        "full stop": f"({symbol.id}).".replace("(", "", 1).replace(").", "."),
    }
    assert Symbol.parse(typed[way]) == symbol


@settings(deadline=None)
@given(ADOPTED, ADOPTED)
def test_equal_symbols_have_equal_ids_and_no_others(one: Symbol, other: Symbol) -> None:
    assert (one == other) == (one.id == other.id)
    assert (one < other) + (other < one) + (one == other) == 1
    assert one != other or hash(one) == hash(other)


@settings(deadline=None)
@given(ADOPTED)
def test_the_short_form_is_read_where_the_body_is_known(symbol: Symbol) -> None:
    try:
        read_back = read(symbol.short, context=symbol.body)
    except BadSymbol:
        return  # a number to which no body has come
    if read_back.body == symbol.body and read_back.family is symbol.family:
        assert read_back == symbol


@settings(deadline=None)
@given(st.text())
def test_arbitrary_text_raises_only_our_errors(text: str) -> None:
    _raises_only_our_errors(text)


@settings(deadline=None)
@given(st.text(alphabet="ASERHCDPT/()0123456789IVXL-. ,abقرارد第号رЖ\xa0\u2011٣²", max_size=60))
def test_text_that_looks_like_a_symbol_raises_only_our_errors(text: str) -> None:
    _raises_only_our_errors(text)
    try:
        symbol = Symbol.parse(text)
    except BadSymbol:
        return
    assert Symbol.parse(symbol.id) == symbol
    assert Symbol.parse(symbol.printed) == symbol


def _raises_only_our_errors(text: str) -> None:
    for function in (Symbol.parse, Symbol.parse_many, read):
        try:
            function(text)
        except BadInput:
            continue
    Symbol.from_href(text)
    Symbol.from_href("https://undocs.org/en/" + text)
    assert isinstance(nearest(text, {"A/RES/78/265", "palermo-convention"}), list)
    anchor_part(text, Symbol.parse("A/RES/217(III)"), after=text)
    anchor_part(text, Symbol.parse("A/RES/75/251"), after=text)


@settings(deadline=None)
@given(st.integers(1, 399))
def test_roman_numerals_are_read_back(number: int) -> None:
    assert roman_value(roman_numeral(number)) == number


@pytest.mark.parametrize(
    "text",
    [
        "A/RES/" + "1" * 100_000,
        "A/RES/78/265" + " A-B" * 25_000,
        "A/" * 50_000,
        "(" * 100_000,
        "1 (I" * 25_000,
        " " * 100_000 + "A/RES/78/265",
        "ألف و" * 20_000,
        "第" * 100_000,
        "resolution " * 10_000,
        "%25" * 33_000,
    ],
    ids=lambda text: text[:12].strip(),
)
def test_hostile_text_is_refused_in_linear_time(text: str) -> None:
    start = time.process_time()
    for function in (Symbol.parse, Symbol.parse_many, read):
        with pytest.raises(BadSymbol):
            function(text)
    assert Symbol.from_href("https://undocs.org/en/" + text) is None
    nearest(text, {"A/RES/78/265"})
    anchor_part(text, Symbol.parse("A/RES/217(III)"), after=text)
    assert time.process_time() - start < 1
