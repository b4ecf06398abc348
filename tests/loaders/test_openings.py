"""How paragraphs open in six languages other than English: the words, their verb, and in which part they stand."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Citation
from graph.vocabulary import vocabulary
from loaders.citations.governing import Governors, of_opening
from loaders.citations.openings import forms, opening_of
from loaders.facts import facts
from loaders.reading import records_of
from loaders.records import Record
from loaders.sources import Source, items

LANGUAGES = ("ar", "de", "es", "fr", "ru", "zh")
NUMBER = re.compile(r"^\d{1,3}\s?[-.、．]\s*")


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_are_of_one_verb_that_is_registered(language: str) -> None:
    stated = forms(language)
    assert len(stated) > 50
    assert set(stated.values()) - {None} <= set(vocabulary().verbs)


@pytest.mark.parametrize(
    ("language", "text", "opening", "verb", "operative"),
    [
        ("fr", "Rappelant également sa résolution 78/241", "rappelant également", "recalls", False),
        ("fr", "Se disant très préoccupée par", "se disant très préoccupée", "is concerned by", False),
        ("fr", "Se félicite de l’adoption", "se félicite", "welcomes", True),
        ("fr", "Engage vivement les États", "engage vivement", "urges", True),
        ("fr", "Notant avec une vive préoccupation que", "notant avec une vive préoccupation", "notes", False),
        ("fr", "S’inquiète de la marée", "s’inquiète", "is concerned by", True),
        ("es", "Acogiendo con beneplácito la", "acogiendo con beneplácito", "welcomes", False),
        ("es", "Insta encarecidamente a los Estados", "insta encarecidamente", "urges", True),
        ("ru", "с удовлетворением отмечая приливы", "с удовлетворением отмечая", "welcomes", False),
        ("ru", "настоятельно призывает также государства", "настоятельно призывает также", "urges", True),
        ("ru", "ссылается на резолюцию", "ссылается", "recalls", True),
        ("zh", "又回顾其第78/241号决议", "又回顾", "recalls", None),
        ("zh", "深为关切地注意到潮汐", "深为关切地注意到", "notes", None),
        ("ar", "وإذ تسلّم بأهمية", "وإذ تسلّم", "recognizes", False),
        ("ar", "تؤكد من جديد قرارها", "تؤكد من جديد", "reaffirms", True),
        ("ar", "إذ يقرر أن الحالة", "إذ يقرر", "determines", False),
        ("de", "Unter Hinweis auf seine Resolution", "unter hinweis", "recalls", False),
        ("de", "Unterstreicht die Gezeiten", "unterstreicht", "underlines", True),
        ("fr", "  « Rappelle la résolution", "rappelle", "recalls", True),
        ("fr", "Appelle l’attention sur la marée", "appelle l’attention", None, True),
        ("fr", "Re\u0301affirme la marée", "réaffirme", "reaffirms", True),
    ],
)  # fmt: skip
def test_the_opening_of_a_paragraph(
    language: str, text: str, opening: str, verb: str | None, operative: bool | None
) -> None:
    found = opening_of(text, language)
    assert found is not None
    assert (found.text, found.verb, found.operative) == (opening, verb, operative)
    assert of_opening(opening, language) == verb


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Rappelons-nous la marée"), ("fr", "Notable est la marée"), ("fr", "Les marées, rappelant la mer"),
        ("es", "Decidera la marea"), ("ru", "Просьба"), ("zh", "潮汐"), ("ar", "المد"), ("fr", ""), ("en", "Recalling"),
        ("sw", "Ikikumbuka"),
        ("fr", "Créé par la résolution 60/251"), ("fr", "Adopté dans la résolution 2200 A"),
        ("fr", "Relevé des marées"),
    ],
)  # fmt: skip
def test_what_is_no_opening(language: str, text: str) -> None:
    assert opening_of(text, language) is None


@given(st.text(max_size=200), st.sampled_from(LANGUAGES))
def test_any_text_is_survived(text: str, language: str) -> None:
    found = opening_of(text, language)
    assert found is None or found.text


@pytest.mark.parametrize(
    ("language", "text", "verb"),
    [
        ("fr", "Rappelant la marée, et notant sa résolution", "notes"),
        ("fr", "Rappelant la marée et gardant à l’esprit sa résolution", "bears in mind"),
        ("fr", "Décide d’attendre, tout en rappelant sa résolution", "recalls"),
        ("fr", "Prie le gardien d’attendre, et décide que sa résolution", "decides"),
        ("fr", "Rappelant la marée et note de la résolution", "recalls"),  # "note" is a noun as well
        ("fr", "Prie le Conseil, agissant selon sa résolution", "requests"),
        ("es", "Recordando la marea, y destacando también su resolución", "stresses"),
        ("es", "Decide esperar; solicita que su resolución", "requests"),
        ("ru", "ссылаясь на прилив и вновь подтверждая свою резолюцию", "reaffirms"),
        ("ru", "ссылаясь на прилив, и в этой связи отмечая резолюцию", "notes"),
        ("zh", "回顾潮汐，并在这方面注意到其第78/1号决议", "notes"),
        ("zh", "请秘书长通过第78/1号决议", "requests"),
        ("ar", "إذ تشير إلى المد، وإذ تؤكد من جديد قرارها", "reaffirms"),
        ("ar", "تقرر أن تنتظر وتطلب إلى المجلس قراره", "requests"),
        ("de", "unter Hinweis auf die Gezeiten und in Bekräftigung seiner Resolution", "reaffirms"),
        ("pt", "Recordando a maré, e notando a resolução", None),
    ],
)
def test_the_verb_that_governs_what_stands_at_the_end(language: str, text: str, verb: str | None) -> None:
    found = opening_of(text, language)
    assert Governors(text, found.text if found else None, language=language).at(len(text)) == verb


def test_the_opening_is_completed_by_the_text() -> None:
    # Slanted letters may end early: what is written behind them makes it another verb.
    assert Governors("Prie instamment les États", "pri", language="fr").at(20) == "urges"
    assert Governors("La marée", None, language="fr").at(3) is None
    assert Governors("Rappelant la marée, et notant sa résolution", "rappelant", language="fr").at(12) == "recalls"


RESOLUTIONS = {
    "fr": ("L’Assemblée générale,", "Rappelant sa résolution 79/1,", "Prie le Conseil de rappeler la résolution 79/2."),
    "es": ("La Asamblea General,", "Recordando su resolución 79/1,", "Solicita que se recuerde la resolución 79/2."),
    "ru": ("Генеральная Ассамблея,", "ссылаясь на свою резолюцию 79/1,", "просит напомнить о резолюции 79/2."),
    "zh": ("大会，", "回顾其第79/1号决议，", "请理事会回顾第79/2号决议。"),
    "ar": ("إن الجمعية العامة،", "إذ تشير إلى قرارها 79/1،", "تطلب إلى المجلس أن يشير إلى القرار 79/2."),
}


@pytest.mark.parametrize("number", ["1. ", ""])
@pytest.mark.parametrize("language", RESOLUTIONS)
def test_a_resolution_in_plain_text(language: str, number: str) -> None:
    body, preamble, operative = RESOLUTIONS[language]
    lines = ("A/RES/80/7", body, preamble, f"{number}{operative}")
    (record,) = records_of(Source("words.txt", "\n\n".join(lines).encode()))
    assert (record.symbol.id, record.language) == ("A/RES/80/7", language)
    cited = [c.fact for c in facts(record).contributions if isinstance(c.fact, Citation)]
    assert [(c.end_at.id, c.section, c.paragraph, c.verb) for c in cited] == [
        ("A/RES/79/1", "preamble", "PP1", "recalls"),
        ("A/RES/79/2", "operative", "OP1", "requests"),
    ]
    assert all(c.opening and c.openings == (f"{language}: {c.opening}",) for c in cited)


@pytest.fixture(scope="module")
def translated(corpus: Path) -> list[Record]:
    """Resolutions of the 79th session in six languages: those that there are in Spanish, too."""
    found = [item for item in items([corpus / "unxml"]) if "79session_" in item.path]
    number = re.compile(r"A_RES_79_(\d+[A-Z]?)-")
    in_spanish = {m[1] for item in found if "Spanish" in item.path and (m := number.search(item.name))}
    chosen = [item for item in found if (m := number.search(item.name)) and m[1] in in_spanish]
    return [record for item in chosen for record in records_of(item.read())]


@pytest.mark.parametrize(("language", "agree"), [("fr", 0.72), ("es", 0.93), ("ru", 0.8), ("zh", 0.9), ("ar", 0.87)])
def test_openings_of_real_paragraphs_are_those_in_slanted_letters(
    translated: list[Record], language: str, agree: float
) -> None:
    english = {
        (record.symbol.id, one.path): of_opening(one.opening)
        for record in translated if record.language == "en" for one in record.paragraphs if one.opening
    }  # fmt: skip
    seen: Counter[str] = Counter()
    for record in translated:
        if record.language != language:
            continue
        for one in record.paragraphs:
            if not one.opening or one.section not in ("preamble", "operative") or "(" in one.path:
                continue  # points have the opening of their paragraph
            seen["marked"] += 1
            found = opening_of(NUMBER.sub("", one.text), language)
            if found is None:
                continue
            seen["found"] += 1
            seen["same"] += found.text.startswith(one.opening) or one.opening.startswith(found.text)
            if found.operative is not None:
                seen["told"] += 1
                seen["right"] += found.operative == (one.section == "operative")
            if verb := english.get((record.symbol.id, one.path)):
                seen["in English"] += 1
                seen["agree"] += verb == found.verb
    assert seen["marked"] > 900
    assert seen["found"] > 0.97 * seen["marked"]
    assert seen["same"] > 0.98 * seen["found"]
    assert seen["right"] >= 0.998 * seen["told"]
    assert seen["agree"] > agree * seen["in English"]
