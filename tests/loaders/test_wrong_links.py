"""Links that lead elsewhere than their words say: what shows each, and what must not be taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest
from akn_documents import link, page, preambular
from reading_documents import one

from loaders.accuracy.wrong_links import WrongLink, as_csv, in_record, wrong_links


def found(words: str, symbol: str = "A/RES/80/1") -> list[tuple[str, str, str]]:
    wrong, _ = in_record(one(page(symbol, preamble=preambular("Recalling", words))))
    return [(each.linked, each.meant, each.reason) for each in wrong]


@pytest.mark.parametrize(
    ("words", "linked", "meant", "reason"),
    [
        (
            f"Human Rights Council resolution {link('A/RES/46/14', '46/14')} of 23 March 2021",
            *("A/RES/46/14", "A/HRC/RES/46/14", "body date"),
        ),
        (
            f"Human Rights Council resolution {link('A/RES/46/14', '46/14')}",
            *("A/RES/46/14", "A/HRC/RES/46/14", "body"),
        ),
        (f"General Assembly resolution {link('A/RES/70/2', '70/1')}", *("A/RES/70/2", "A/RES/70/1", "number body")),
        (f"resolution {link('A/RES/60/251', 'A/RES/60/250')}", *("A/RES/60/251", "A/RES/60/250", "symbol number")),
    ],
)
def test_what_is_a_wrong_link(words: str, linked: str, meant: str, reason: str) -> None:
    assert found(words) == [(linked, meant, reason)]


@pytest.mark.parametrize(
    "words",
    [
        f"its resolution {link('A/RES/70/1', '70/1')} of 25 September 2015",
        f"its decision {link('A/RES/76/564', '76/564')} of 1 June 2022",
        f"its resolution {link('A/RES/217(III)', '217 A (III)')} of 10 December 1948",
        f"Security Council resolution {link('S/RES/1325(2000)', '1325 (2000)')} of 31 October 2000",
        f"its resolution {link('A/RES/48/226', '48/2')}{link('A/RES/48/226', '26')} of 23 December 1993",
        f"the report {link('A/75/301', 'A/75/302')}",
        f"its website {link('A/RES/70/1', 'is here')}",
    ],
)
def test_what_is_none(words: str) -> None:
    assert found(words) == []


def test_what_the_context_alone_says_waits_for_another_language(tmp_path: Path) -> None:
    first, second = link("A/HRC/RES/48/7", "48/7"), link("A/RES/51/2", "51/2")
    words = f"resolutions {first} of the Human Rights Council and {second} of 5 May"
    (tmp_path / "E.xml").write_bytes(page("A/RES/80/1", preamble=preambular("Recalling", words)))
    alone = wrong_links([tmp_path])
    assert [each.reason for each in alone.wrong] == []
    clear = f"la résolution {link('A/RES/51/2', '51/2')} du Conseil des droits de l’homme"
    (tmp_path / "F.xml").write_bytes(page("A/RES/80/1", preamble=preambular("Rappelant", clear), language="fra"))
    both = wrong_links([tmp_path])
    assert [(each.language, each.reason, each.languages) for each in both.wrong] == [
        ("en", "another language", "fr"),
        ("fr", "body", "en"),
    ]
    assert both.rows() == [("A/RES", "en", 2, 1), ("A/RES", "fr", 1, 1)]


def test_the_table_has_facts_only() -> None:
    row = WrongLink("A/RES", "A/RES/80/1", "en", "PP1", "A/RES/46/14", "A/HRC/RES/46/14", "body date", "fr")
    assert as_csv([row]).splitlines() == [
        "texts,document,language,paragraph,linked,meant,reason,languages",
        "A/RES,A/RES/80/1,en,PP1,A/RES/46/14,A/HRC/RES/46/14,body date,fr",
    ]
