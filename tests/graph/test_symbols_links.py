"""Links to the UN's document services, and the letters of parts that only the words beside them have."""

from __future__ import annotations

import pytest

from graph.symbols import Symbol, anchor_part


@pytest.mark.parametrize(
    ("href", "id_"),
    [
        ("https://undocs.org/en/A/RES/78/265", "A/RES/78/265"),
        ("http://undocs.org/A/RES/78/265", "A/RES/78/265"),
        ("https://docs.un.org/en/A/RES/78/265?direct=true", "A/RES/78/265"),
        ("https://www.undocs.org/ch/S/RES/2610%20(2021)#page=2", "S/RES/2610"),
        ("https://undocs.org//en/A/RES/217%2520(III)", "A/RES/217(III)"),
        ("https://undocs/fr/A/69/25", "A/69/25"),
        ("undocs.org/ot/S/RES/2520(2020)", "S/RES/2520"),
        ("https://undocs.org/U:/en/A/RES/78/265", None),
        ("https://undocs.org/FR/S/PRST/2010/1", "S/PRST/2010/1"),
        ("https://undocs.org/fr/A/hrc/RES/51/4", "A/HRC/RES/51/4"),
        ("https://undocs.org/fr/hrc/A/RES/S-19/1", "A/HRC/RES/S-19/1"),
        ("https://undocs.org/fr/S/RES//2455 (2019)", "S/RES/2455"),
        ("https://undocs.org/en/A/RES/75/251b", "A/RES/75/251B"),
        ("https://undocs.org/en/A/RES/62/208A-C", "A/RES/62/208"),
        ("https://undocs.org/en/A/66/53(supp)", "A/66/53"),
        ("http://undocs.org/S/2015/654..", "S/2015/654"),
        ("http://undocs.org/ar/A/RES/و68/193", "A/RES/68/193"),
        ("https://undocs.org/sp/%09FCCC/PA/CMA/2021/8/Rev.1", "FCCC/PA/CMA/2021/8/Rev.1"),
        ("https://undocs.org/ru/A/RES/A/C.6/79/SR.37", "A/C.6/79/SR.37"),
        ("https://www.undocs.org/Home/Mobile?FinalSymbol=A%2FRES%2F77%2F232&Language=E", "A/RES/77/232"),
        ("http://www.un.org/ga/search/view_doc.asp?symbol=A/RES/70/1&referer=/english/&Lang=F", "A/RES/70/1"),
        ("http://www.un.org/french/documents/view_doc.asp?symbol=A/RES/2625(XXV)&Lang=F", "A/RES/2625(XXV)"),
        ("https://daccess-ods.un.org/access.nsf/Get?OpenAgent&DS=S/RES/1325(2000)&Lang=E", "S/RES/1325"),
        ("https://documents.un.org/symbol-explorer?s=A/RES/50/221&i=A/RES/50/221_4944013", "A/RES/50/221"),
        ("https://www.un.org/en/A/RES/70/1", "A/RES/70/1"),
        ("https://undocs.org/S/RES/2312(2106)", "S/RES/2312"),
        ("https://undocs.org/S/RES/", None),
        ("https://undocs.org/", None),
        ("http://undocs.org/75/291", None),
        ("https://docs.un.org/es/S.96.IV.13", None),
        ("https://documents-dds-ny.un.org/doc/UNDOC/GEN/N15/291/89/PDF/N1529189.pdf?OpenElement", None),
        ("https://documents.un.org/api/symbol/access?j=N1844900&t=pdf", None),
        ("https://www.un.org/en/ga/sixth/", None),
        ("https://example.org/?symbol=A/RES/70/1", None),
        ("https://evil.org/undocs.org/A/RES/70/1", None),
        ("https://undocs.org.evil.com/A/RES/70/1", None),
        ("file:///C:/MSWDocs/_3Final/A/75/162/Add.1", None),
        ("about:blank", None),
        ("mailto:a@un.org", None),
        ("", None),
    ],
)
def test_a_link_points_at_a_symbol_or_at_none(href: str, id_: str | None) -> None:
    symbol = Symbol.from_href(href)
    assert (symbol and symbol.id) == id_


@pytest.mark.parametrize(
    ("anchor", "after", "whole", "part"),
    [
        ("217 A (III)", ".", "A/RES/217(III)", "A"),
        ("217\xa0A\xa0(III)", "", "A/RES/217(III)", "A"),
        ("217(III) A", "", "A/RES/217(III)", "A"),
        ("217", " A (III) of 10", "A/RES/217(III)", "A"),
        ("2200 ألف (د-21)", "، المر", "A/RES/2200(XXI)", "A"),
        ("75/251 B", "", "A/RES/75/251", "B"),
        ("75/251", "\xa0B of 31", "A/RES/75/251", "B"),
        ("251", " B, ", "A/RES/75/251", "B"),
        ("57/270", " باء و", "A/RES/57/270", "B"),
        ("61/250", " C号决议核准的", "A/RES/61/250", "C"),
        ("53/77 AA", " of 4", "A/RES/53/77", "AA"),
        ("B", " of 4", "A/RES/45/55", "B"),
        ("\xa0G", " от 12", "A/RES/50/70", "G"),
        ("B", "", "A/RES/3211(XXIX)", "B"),
        ("76/553", " A", "A/DEC/76/553", "A"),
        # No part, or not this one's.
        ("78/265", ", ", "A/RES/78/265", ""),
        ("74/3", " Ассамблеи", "A/RES/74/3", ""),
        ("51/4", " Совета", "A/HRC/RES/51/4", ""),
        ("X", "", "A/RES/973(X)", ""),
        ("S", "", "A/HRC/RES/S-28/1", ""),
        ("E", "", "A/RES/ES-11/1", ""),
        ("S-28/1", "", "A/HRC/RES/S-28/1", ""),
        ("973 (X)", " of 15", "A/RES/973(X)", ""),
        ("A/RES/70/1", " A/RES/70/2", "A/RES/70/1", ""),
        ("78/265", " A/78/300", "A/RES/78/265", ""),
        ("61/250 B", "", "A/RES/61/25", ""),
        ("1325 (2000)", " A", "S/RES/1325", ""),
        ("A/78/265", "", "A/78/265", ""),
        ("2015/8", " A", "S/PRST/2015/8", ""),
        # Several: the whole.
        ("74/92 A et B", ";", "A/RES/74/92", ""),
        ("S-20/4 A", "–E.", "A/RES/S-20/4", ""),
        ("53/208", "\xa0A à E", "A/RES/53/208", ""),
        ("53/208", " ألف إلى هاء", "A/RES/53/208", ""),
        ("53/208", " A a E", "A/RES/53/208", ""),
        ("75/101", " A and B", "A/RES/75/101", ""),
        ("75/101", " A和B", "A/RES/75/101", ""),
        ("A", " and B", "A/RES/75/101", ""),
    ],
)
def test_the_part_that_the_words_of_a_link_name(anchor: str, after: str, whole: str, part: str) -> None:
    symbol = Symbol.parse(whole)
    assert anchor_part(anchor, symbol, after=after) == (symbol.with_part(part) if part else symbol)


def test_a_letter_in_the_link_itself_is_believed() -> None:
    symbol = Symbol.parse("A/RES/61/250B")
    assert anchor_part("61/250 C", symbol) == symbol
