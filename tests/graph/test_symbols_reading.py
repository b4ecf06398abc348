"""What people type: spellings in seven languages, what can be several instruments, and what is none."""

from __future__ import annotations

import pytest

from graph.errors import AmbiguousSymbol, BadSymbol
from graph.symbols import Symbol, read

SPELLINGS = {
    "S/RES/1325": """
        S/RES/1325 (2000) | s/res/1325 | SRES1325 | S RES 1325 | S-RES-1325 | S/RES/1325/2000 | 1325 | 1325 (2000)
        resolution 1325 (2000) | resolution 1325 | Security Council resolution 1325 | SC res. 1325 | UNSCR 1325
        UNSCR1325 | UNSC Res 1325 | UN Security Council Resolution 1325 (2000) of 31 October 2000
        resolution 1325 of the Security Council | https://undocs.org/S/RES/1325(2000) | docs.un.org/en/S/RES/1325(2000)
        résolution 1325 (2000) | résolution 1325 (2000) du Conseil de sécurité | RÉSOLUTION 1325 (2000)
        resolución 1325 (2000) | resolución 1325 (2000) del Consejo de Seguridad
        резолюция 1325 (2000) | резолюции 1325 (2000) Совета Безопасности | Резолюция СБ ООН 1325
        القرار ١٣٢٥ (2000) | قرار مجلس الأمن 1325 (2000) | القرار 1325 (2000)
        第1325(2000)号决议 | 安全理事会第1325（2000）号决议 | 安理会第１３２５号决议
        Resolution 1325 (2000) des Sicherheitsrats
    """,
    "A/RES/78/265": """
        78/265 | (78/265) | resolution 78/265 | GA res. 78/265 | UNGA 78/265 | GA/RES/78/265 | A-RES-78-265
        A RES 78/265
        General Assembly resolution 78/265 of 21 March 2024 | United Nations General Assembly Resolution 78/265
        résolution 78/265 de l’Assemblée générale | résolution 78/265 de l'Assemblée générale en date du 21 mars 2024
        resolución 78/265 de la Asamblea General, de 21 de marzo de 2024
        резолюция 78/265 Генеральной Ассамблеи от 21 марта 2024 года | резолюцией 78/265
        大会第78/265号决议 | 联合国大会第78/265号决议 | 大会2024年3月21日第78/265号决议
        قرار الجمعية العامة 78/265 | القرار ٧٨/٢٦٥ | قرارها 78/265
        Resolution 78/265 der Generalversammlung | undocs.org/fr/A/RES/78/265
    """,
    "A/RES/217(III)A": """
        217 A (III) | 217A(III) | 217(III)A | resolution 217 A (III) | UNGA Res 217A (III) (10 December 1948)
        résolution 217 A (III) de l’Assemblée générale | resolución 217 A (III) de la Asamblea General
        резолюция 217 А (III) Генеральной Ассамблеи | 大会第217A(III)号决议 | القرار 217 ألف (د-3) | 217 a (iii)
    """,
    "A/RES/2625(XXV)": """
        2625 (XXV) | 2625(XXV) | 2625 (ХХV) | 2625 (د-25) | General Assembly resolution 2625 (XXV) of 24 October 1970
    """,
    "A/RES/S-24/2": "S-24/2 | S‑24/2 | resolution S-24/2 | دإ-24/2 | القرار دإ - 24/2 | s-24/2",
    "A/RES/ES-11/1": "ES-11/1 | resolution ES-11/1 | دإط-11/1",
    "A/RES/3201(S-VI)": "3201 (S-VI) | 3201 (دإ-6) | 3201(S‑VI)",
    "A/RES/2252(ES-V)": "2252 (ES-V) | 2252 (دإط-5)",
    "A/RES/60/251": "60/251 | resolution 60/251 | A/HRC/RES/60/251",
    "A/RES/181(II)": "General Assembly resolution 181 | GA 181 | 181 (II)",
    "A/RES/75/251B": "75/251 B | 75/251b | 75/251 باء | resolution 75/251 B of the General Assembly",
    "A/RES/75/101": "75/101 A-B | 75/101 A and B | resolution 75/101 A et B",
    "A/DEC/77/568": """
        decision 77/568 | 77/568 | General Assembly decision 77/568 | A/RES/77/568 | décision 77/568 | decisión 77/568
        решение 77/568 | 第77/568号决定 | المقرر 77/568
    """,
    "A/HRC/RES/54/3": """
        HRC resolution 54/3 | Human Rights Council resolution 54/3 | HRC/RES/54/3 | A/HRC/RES/54/3 | UNHRC 54/3
        résolution 54/3 du Conseil des droits de l’homme | резолюция 54/3 Совета по правам человека
        resolución 54/3 del Consejo de Derechos Humanos | 人权理事会第54/3号决议 | قرار مجلس حقوق الإنسان 54/3
    """,
    "A/HRC/RES/46/14": "resolution 46/14 of 23 March 2021",  # session 46 of the Assembly sat in 1991
    "A/HRC/RES/5/1": "5/1 | resolution 5/1",
    "A/HRC/RES/24/7": "HRC resolution 24/7",
    "A/HRC/DEC/18/117": "HRC decision 18/117 | decision 18/117",
    "E/RES/2021/5": """
        ECOSOC resolution 2021/5 | 2021/5 | resolution 2021/5 | Economic and Social Council resolution 2021/5
        résolution 2021/5 du Conseil économique et social | 经济及社会理事会第2021/5号决议
        резолюция 2021/5 Экономического и Социального Совета | قرار المجلس الاقتصادي والاجتماعي 2021/5
    """,
    "E/RES/2008(LX)": "2008 (LX) | A/RES/2008 (LX)",
    "E/RES/663(XXIV)C": "663 C (XXIV) | ECOSOC resolution 663 C (XXIV)",
    "E/RES/1503(XLVIII)": "1503 (XLVIII)",
    "S/PRST/2015/8": "S/PRST/2015/8 | presidential statement 2015/8 | PRST 2015/8 | Statement by the President 2015/8",
    "A/78/265": "A/78/265 | a/78/265 | https://undocs.org/A/78/265",
}


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        (t.strip(), i)
        for i, lines in SPELLINGS.items()
        for line in lines.splitlines()
        for t in line.split(" | ")
        if t.strip()
    ],
)
def test_every_spelling_is_one_instrument(text: str, id_: str) -> None:
    assert read(text).id == id_


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("55/3", ("A/RES/55/3", "A/HRC/RES/55/3")),
        ("resolution 55/25", ("A/RES/55/25", "A/HRC/RES/55/25")),
        ("S-27/1", ("A/RES/S-27/1", "A/HRC/RES/S-27/1")),
        ("5 (I)", ("A/RES/5(I)", "E/RES/5(I)")),
        ("General Assembly resolution 242", None),
        ("General Assembly resolution 190", ("A/RES/190(II)", "A/RES/190(III)")),
    ],
)
def test_what_can_be_several_says_which(text: str, candidates: tuple[str, ...] | None) -> None:
    if candidates is None:
        assert read(text).id == "A/RES/242(III)"
        return
    with pytest.raises(AmbiguousSymbol) as caught:
        read(text)
    assert caught.value.candidates == candidates


@pytest.mark.parametrize(
    ("context", "id_"),
    [
        ("un-general-assembly", "A/RES/55/3"),
        ("un-human-rights-council", "A/HRC/RES/55/3"),
    ],
)
def test_the_body_that_is_talked_of_decides(context: str, id_: str) -> None:
    assert read("55/3", context=context).id == id_
    assert read("Human Rights Council resolution 55/3", context=context).id == "A/HRC/RES/55/3"
    assert read("1325 (2000)", context=context).id == "S/RES/1325"


NOTHING = """
    24/7 | 24/7 networks | general comment No. 21 (1992) | General recommendation No. 35 (2017) | CM/Res.1356 (LIV)
    annex II, resolution 14/221 | resolution 14/221 | resolution | hello | UN | SC | 7 | 12 (IIII) | (2000) | -10/15
    76/ | /321 | resolutions 78/265 and 78/266 | 1325 (2000), 1820 (2008) | decision 55/3 | resolution 9999 | 3314
    Security Council decision 1325 | Universal Declaration of Human Rights | article 5 (1) | 2000 dollars | 10-15
    1.5 | 50% | Security Council resolution 78/265 | ECOSOC resolution 78/265 | HRC resolution 1325
    UNESCO resolution 1325 | World Health Assembly resolution 67/25 | 环境大会第4/10号决议
    https://example.org/A/RES/78/265 | https://undocs.org/S/RES/ | resolution 78/265 of 23 March 1999
    https://documents-dds-ny.un.org/doc/UNDOC/GEN/N15/291/89/PDF/N1529189.pdf | A/RES/78/265 and more
"""


@pytest.mark.parametrize("text", [text.strip() for line in NOTHING.strip().splitlines() for text in line.split(" | ")])
def test_what_names_no_single_instrument_is_refused(text: str) -> None:
    with pytest.raises(BadSymbol):
        read(text)


def test_a_refusal_says_what_may_have_been_meant() -> None:
    with pytest.raises(BadSymbol) as caught:
        read("24/7")
    assert caught.value.nearest == ("A/HRC/RES/24/7",)
    assert "A/HRC/RES/24/7" in str(caught.value)


def test_a_year_that_does_not_fit_is_kept_for_the_caller_to_judge() -> None:
    symbol = read("resolution 1325 (2001)")
    assert symbol == Symbol.parse("S/RES/1325")
    assert (symbol.written_year, symbol.year_agrees) == (2001, False)
