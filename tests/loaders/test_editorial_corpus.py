"""What editors state, against the corpus: titles and dates of treaties, adopting resolutions, names of bodies."""

from __future__ import annotations

import csv
import re
import unicodedata
from datetime import datetime
from pathlib import Path

import pytest

from graph.library import Written
from graph.merge import decode
from graph.model import Body, Edge, Fact, Instrument
from loaders.dataset import bundled_facts
from loaders.editorial import editorial_facts, treaties_by_number

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(rf"\d{{1,2}} (?:{MONTHS}) \d{{4}}")

# The list gives the day of opening for signature, and of the Statute that of entry into force; we the day of adoption.
ADOPTED_BEFORE = {
    "I-3": ("1945-06-26", "1945-10-24"),
    "IV-2": ("1965-12-21", "1966-03-07"),
    "VII-11-a": ("1949-12-02", "1950-03-21"),
    "XVI-1": ("1952-12-20", "1953-03-31"),
    "XVI-3": ("1962-11-07", "1962-12-10"),
    "XXVII-8": ("1992-05-22", "1992-06-05"),
    "XXVII-10": ("1994-06-17", "1994-10-14"),
}
# Named after the year in running text, and after another word in the list.
NAMED_OTHERWISE = {"VI-16", "VI-18"}
WITHOUT_A_DATE = 1


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", text).lower())


@pytest.fixture(scope="module")
def stated() -> list[Fact]:
    return [contribution.fact for contribution in editorial_facts()]


@pytest.fixture(scope="module")
def listed(corpus: Path) -> dict[str, tuple[str, list[str]]]:
    """Names and dates of the 401 treaties, by number; those on transport (XI-A) have theirs without the letter here."""
    found: dict[str, tuple[str, list[str]]] = {}
    with (corpus / "treaties" / "index.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            number = re.findall(r"mtdsg_no=([^&]+)", row["url"])[0]
            dates = [
                datetime.strptime(date, "%d %B %Y").date().isoformat() for date in DATE.findall(row["treaty_name"])
            ]
            found[number] = (row["treaty_name"], dates)
    return found


def test_titles_of_treaties(listed: dict[str, tuple[str, list[str]]]) -> None:
    ours = treaties_by_number()
    assert len(listed) == 401
    assert set(listed) <= set(ours)
    other = {n for n, (name, _) in listed.items() if _letters(ours[n].title_en or "?")[:40] not in _letters(name)}
    assert other == NAMED_OTHERWISE


def test_dates_of_treaties(listed: dict[str, tuple[str, list[str]]]) -> None:
    ours = treaties_by_number()
    assert sum(not dates for _, dates in listed.values()) == WITHOUT_A_DATE
    other = {
        number: (adopted, dates[0])
        for number, (_, dates) in listed.items()
        if dates and (adopted := ours[number].adopted_on) and adopted not in dates
    }
    assert other == ADOPTED_BEFORE


def test_adopting_resolutions_are_there_with_that_title(stated: list[Fact]) -> None:
    titles = {fact.id: fact.title_en or "" for fact in stated if isinstance(fact, Instrument)}
    texts = {fact.id: fact for fact in map(_decoded, bundled_facts("texts")) if isinstance(fact, Instrument)}
    held = [f for f in stated if isinstance(f, Edge) and f.kind == "TEXT_IN"]
    assert len(held) > 50
    read = [f for f in held if f.end_at.id in texts and texts[f.end_at.id].coverage in ("partial", "full")]
    assert {f.end_at.id for f in read} >= {"A/RES/79/243", "A/RES/76/181"}
    for fact in read:
        title, resolution = _letters(titles[fact.start_at.id]), _letters(texts[fact.end_at.id].title_en or "")
        # The Kyoto Declaration is in the resolution on the Congress that adopted it.
        assert title[:40] in resolution or "congressoncrimeprevention" in resolution, fact


def test_bodies_of_the_list_of_entities(stated: list[Fact], corpus: Path) -> None:
    names: dict[str, set[str]] = {}
    for body in stated:
        if isinstance(body, Body):
            for name in (body.name_en, *body.acronyms, *body.aliases):
                names.setdefault(_letters(name or ""), set()).add(body.id)
    with (corpus / "bodies" / "un-entities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 169
    for row in rows:
        short, long = names.get(_letters(row["entity"]), set()), names.get(_letters(row["entity_long"]), set())
        assert short or long, row["entity"]
        assert not (short and long) or short & long, (row["entity"], short, long)


def _decoded(fact: Written) -> Fact:
    return decode(fact.kind, fact.key, fact.value)
