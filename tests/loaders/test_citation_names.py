"""Instruments by name, short name and Treaty Series number, with provisions: the examples, and what always holds."""

from __future__ import annotations

import unicodedata
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from expected_ids import ours
from growing import in_proportion
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.citations.names import LANGUAGES, named, others_named
from loaders.citations.names.gazetteer import instruments, names
from loaders.citations.names.language import language
from loaders.citations.names.provisions import with_provisions
from loaders.citations.names.provisions.grammar import grammar
from loaders.citations.plain import Plain


def examples() -> list[Any]:
    folder = files("loaders.citations.names").joinpath("examples")
    return [
        pytest.param(code, example["text"], example["named"], id=f"{code} {place}")
        for code in LANGUAGES
        for place, example in enumerate(yaml.safe_load(folder.joinpath(f"{code}.yaml").read_text("utf-8")), 1)
    ]


def read(texts: list[str], spoken: str) -> list[str]:
    found = [
        mention
        for text, mentions in zip(texts, named(texts, spoken), strict=True)
        for mention in with_provisions(text, mentions, spoken)
    ]
    return [m.target.id + (f" | {m.provision}" if m.provision else "") for m in found]


@pytest.mark.parametrize(("spoken", "text", "expected"), examples())
def test_an_example(spoken: str, text: str | list[str], expected: list[str]) -> None:
    texts = [text] if isinstance(text, str) else text
    assert read(texts, spoken) == expected


@pytest.mark.parametrize(("spoken", "text", "expected"), examples())
def test_composed_or_not_makes_no_difference(spoken: str, text: str | list[str], expected: list[str]) -> None:
    texts = [unicodedata.normalize("NFD", one) for one in ([text] if isinstance(text, str) else text)]
    assert read(texts, spoken) == expected


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_every_name_means_what_it_says(spoken: str) -> None:
    """No two instruments have the same name, unless one of them only shortens its own."""
    wrong: list[tuple[str, object]] = []
    for name in names(spoken):
        assert set(name.ids) <= instruments().keys(), name
        found = list(language(spoken).matcher.found(Plain(name.written).text))
        if name.rank <= 1 and (not found or found[0][2] != name.ids):
            wrong.append((name.written, found))
    assert not wrong


def test_mentions_tell_words_offsets_and_rule() -> None:
    text = "See the\u00a0Universal\u00a0Declaration of Human Rights, and Article\u00a051 of the Charter."
    (declaration, charter) = with_provisions(text, named([text], "en")[0], "en")
    assert declaration.as_written == text[declaration.start : declaration.end]
    assert declaration.as_written == "Universal\u00a0Declaration of Human Rights"
    assert declaration.symbol is not None
    assert declaration.symbol.printed == "A/RES/217 (III) A"
    assert (declaration.cited_as, declaration.by_context, declaration.origin) == ("name", False, "text")
    assert (charter.symbol, charter.by_context, charter.provision) == (None, True, "art. 51")
    (unts,) = named(["United Nations, Treaty Series, vol. 2225, No. 39574."], "fr")[0]
    assert (unts.cited_as, unts.rule) == ("unts", "unts")


def test_a_number_of_several_treaties_is_the_one_that_is_named() -> None:
    texts = ["The Optional Protocol to the International Covenant on Civil and Political Rights.", UNTS]
    assert [m.target.id for m in named(texts, "en")[1]] == ["civil-and-political-rights-covenant-protocol-1"]


UNTS = "United Nations, Treaty Series, vol. 999, No. 14668."


@settings(deadline=None)  # the first text in a language waits for its expressions
@given(st.lists(st.text(max_size=60), max_size=4), st.sampled_from(LANGUAGES))
def test_anything_can_be_read(texts: list[str], spoken: str) -> None:
    for text, mentions in zip(texts, named(texts, spoken), strict=True):
        for mention in with_provisions(text, mentions, spoken):
            assert 0 <= mention.start < mention.end <= len(text)
            assert mention.as_written == text[mention.start : mention.end]
        assert all(one.start <= other.start for one, other in pairwise(mentions))


def test_a_language_that_is_not_read_names_nothing() -> None:
    assert named(["Charta der Vereinten Nationen"], "de") == [[]]


@pytest.mark.parametrize(
    "piece",
    ["the Charter of ", "United Nations, Treaty Series, vol. 1, 2, 3, ", "article 1 (a), 2 and ", "the Convention "],
)
def test_time_grows_with_the_text(piece: str) -> None:
    assert in_proportion(lambda text: read([text + "Charter of the United Nations"], "en"), piece)


def test_what_a_legal_editor_finds_by_name(corpus: Path) -> None:
    """Two French documents: every treaty and declaration named in them, and nothing that only looks like one."""
    expected = yaml.safe_load((corpus / "documents" / "expected.yaml").read_text("utf-8"))
    for document in expected["documents"]:
        lines = (corpus / "documents" / document["file"]).read_text("utf-8").splitlines()
        found = [(m.target.id, m.as_written, place) for place, ms in enumerate(named(lines, "fr"), 1) for m in ms]
        for instrument in document["instruments"]:
            id_ = ours(instrument["id"])
            if id_ in instruments() and not instrument.get("symbol"):
                assert any(target == id_ for target, _, _ in found), id_
        for thing in document["not_instruments"]:
            if thing.get("flag") != "substring":
                assert not any(words == thing["as_written"] for _, words, _ in found), thing


def test_the_bodies_states_and_days_that_a_legal_editor_finds(corpus: Path) -> None:
    expected = yaml.safe_load((corpus / "documents" / "expected.yaml").read_text("utf-8"))
    for document in expected["documents"]:
        lines = (corpus / "documents" / document["file"]).read_text("utf-8").splitlines()
        found = {(m.target.id, m.as_written) for mentions in others_named(lines, "fr") for m in mentions}
        days = {day["id"] for day in document["instruments"] if day["kind"] == "international-day"}
        wanted = {ours(id_) for id_ in (*(body["id"] for body in document["bodies"] if body["core"]), *days)}
        assert wanted - {id_ for id_, _ in found} <= MISSPELLED
        assert {id_ for id_, _ in found} <= {ours(id_) for id_ in (*(b["id"] for b in document["bodies"]), *days)}
        assert not {words for _, words in found} & {thing["as_written"] for thing in document["not_bodies"]}


MISSPELLED = {
    "un-general-assembly",
    "unicri-centre-ai-robotics",
    "fifth-un-crime-congress",
    "iom",
    "ma-government",
    "ma-parliament",
    "ma-commission-trafficking",
    "us-embassy-morocco",
}
"""Written in the second document in words that are nobody's name ("U. C. robotics", "le gouvernement marocain")."""


@pytest.mark.parametrize(
    ("spoken", "text", "bodies"),
    [
        ("en", "The Security Council and UNODC met the WHO.", ["un-security-council", "unodc", "who"]),
        ("en", "the United Nations Office on Drugs and Crime", ["unodc"]),
        ("en", "the Charter of the United Nations", []),
        ("en", "who met the interpol", []),
        ("fr", "l’Assemblée générale des Nations Unies", ["un-general-assembly"]),
        ("ru", "в Совете Безопасности", ["un-security-council"]),
        ("zh", "安全理事会", ["un-security-council"]),
        ("ar", "ومجلس الأمن", ["un-security-council"]),
        ("de", "der Sicherheitsrat", []),
        ("en", "Equatorial Guinea and Guinea-Bissau met Sudan, not turkey", ["GNQ", "GNB", "SDN"]),
        ("fr", "au Maroc, les Etats-Unis d’Amérique et l’ONU", ["MAR", "USA", "un"]),
        ("en", "the International Day of Police Cooperation", ["day-of-police-cooperation"]),
        ("ar", "الدعم المالي", []),
    ],
)
def test_bodies_by_name(spoken: str, text: str, bodies: list[str]) -> None:
    assert [mention.target.id for mention in others_named([text], spoken)[0]] == bodies


PIECES = {
    "en": "annex|annex II|paragraph 3|paragraphs 3 (a) and (b)|subparagraph (a)|subparagraphs 3 (b) (i) and (ii)|"
    "article 2|articles 5 and 6|section II| of |, | and ",
    "fr": "annexe|paragraphe 3|alinéa a)|alinéas a) à f)|article 2|articles 1 et 2| de l'| du |, | et ",
    "ru": "приложение|пункт 3|пункты 3 а) и б)|подпункт а)|статья 2| и |, | ",
    "zh": "附件|附件一|第一条|第二款|第(子)项|第三段|和|、|的",
    "ar": "المرفق|الفقرة 3|الفقرة الفرعية (أ)|المادة 2| من |، | و ",
}


@settings(deadline=None)
@given(st.sampled_from(sorted(PIECES)).flatmap(lambda code: st.tuples(
    st.just(code), st.lists(st.sampled_from(PIECES[code].split("|")), min_size=1, max_size=9)
)))  # fmt: skip
def test_whatever_parts_stand_together_make_a_provision_or_none(drawn: tuple[str, list[str]]) -> None:
    code, pieces = drawn
    said = grammar(code).normal(Plain("".join(pieces)).text)
    assert said.count("(") == said.count(")")
