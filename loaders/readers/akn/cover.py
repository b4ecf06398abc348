"""What an Akoma Ntoso document says of itself beside its number: title, agenda item, committee, subjects."""

from __future__ import annotations

import re

from graph.errors import BadSymbol
from graph.symbols import Symbol
from loaders.readers.akn.steps import Step
from loaders.readers.bodies import body_named
from loaders.readers.markup import AKN, Element, words
from loaders.records import Remark, Subject

_TITLES = ("#resolutionTitle", "#decisionTitle")
_TITLE_END = re.compile(r"[\s.]+$")
_TITLE_LETTER = re.compile(r"^[A-Z]\. ")
_ITEM = re.compile(r"(\d{1,3})\s*(?:\(?([a-z])\)?)?\.?")
_ITEM_NAMED = re.compile(r"(?:agenda )?items? (.+)", re.IGNORECASE)
_ENTITLED = re.compile(r"consideration of the item entitled [“\"](.{3,300}?)[”\"]")
_REPORT = re.compile(r"\b[AE]/[\w./()-]*\d")
_RECOMMENDS = re.compile(r"(?:recommendation|report) of the (.+?)\s*\(")
_LIBRARIANS = ("UNBIS Thesaurus", "DHLAUTH")
"""Dictionaries whose terms librarians gave; those of other names were given by a machine and are often wrong."""


def title(scope: Element) -> str | None:
    """The title in the preface; a part with a title of its own has both. Texts of the Security Council have none."""
    preface = scope.find(f"{AKN}preface")
    found: list[str] = []
    for element in preface.iter(f"{AKN}docTitle") if preface is not None else ():
        if element.get("refersTo") in _TITLES:
            text = _TITLE_LETTER.sub("", _TITLE_END.sub("", words(element).strip()))
            if text and text not in found:
                found.append(text)
    return ": ".join(found) or None


def agenda(scope: Element, language: str) -> tuple[str | None, str | None]:
    """The number of the agenda item, and in an English text its title.

    Other languages number points with letters of their own: only '72 a)' is the same as '72 (a)'.
    """
    item = next((e for e in scope.iter(f"{AKN}inline") if e.get("name") == "agenda item"), None)
    said = ((item.get("title") or "").strip() or words(item).strip()) if item is not None else ""
    number = _ITEM.fullmatch(said)
    if number:
        said = f"{number[1]} ({number[2]})" if number[2] else number[1]
    elif language == "en" and (named := _ITEM_NAMED.fullmatch(said)):
        said = named[1]
    elif language != "en":
        said = ""
    return said or None, _agenda_title(scope) if language == "en" else None


def _agenda_title(scope: Element) -> str | None:
    name = next((e for e in scope.iter(f"{AKN}inline") if e.get("name") == "agenda item name"), None)
    if text := words(name).strip(" ."):
        return text
    for keyword in scope.iterfind(f"{AKN}meta//{AKN}keyword"):
        if keyword.get("refersTo") == "agenda" and (text := (keyword.get("showAs") or "").strip(" .")):
            return text
    entitled = _ENTITLED.search(words(scope.find(f"{AKN}mainBody"))[:1500])
    return entitled[1].strip() if entitled else None


def committee(scope: Element, found: list[Step], remarks: list[Remark]) -> str | None:
    """The id of the body on whose report or recommendation the text was adopted; None for a plenary."""
    names: list[str] = []
    for proponent in scope.iter(f"{AKN}docProponent"):
        refers = (proponent.get("refersTo") or "").lstrip("#")
        if refers in ("noMainCommittee", "plenaryMeeting"):
            return None
        if refers.endswith("Committee") and refers[:1].islower():
            return body_named(f"{refers.removesuffix('Committee')} committee")
        recommends = _RECOMMENDS.search(words(proponent))
        names += filter(None, (refers, recommends[1] if recommends else ""))
    names += [step.by for step in found if step.outcome == "recommendedforadoption" and step.by]
    for name in names:
        if body := body_named(name.replace("\u200b", "")):
            return body
    if names and not _REPORT.match(names[-1]) and "Plenary" not in names[-1]:
        remarks.append(Remark("name", f"recommended by no body that is known: {names[-1]}"))
    return None


def recommended(scope: Element, found: list[Step]) -> tuple[str | None, str | None]:
    """The date on which it was recommended, and the symbol of the report that recommends it."""
    for step in found:
        if step.outcome == "recommendedforadoption":
            report = _REPORT.match(step.document) or _REPORT.match(step.by)
            try:
                symbol = Symbol.parse(report[0]) if report else None
            except BadSymbol:
                symbol = None
            return (step.on, symbol.id) if symbol and symbol.base == "Document" else (None, None)
    return None, None


def subjects(scope: Element) -> tuple[Subject, ...]:
    """The terms that librarians gave."""
    found: dict[tuple[str, str], Subject] = {}
    for keyword in scope.iterfind(f"{AKN}meta//{AKN}keyword"):
        dictionary, term = keyword.get("dictionary") or "", (keyword.get("showAs") or "").strip()
        if term.islower():  # birth_reporting: the thesaurus is in capitals
            term = term.replace("_", " ").upper()
        if dictionary in _LIBRARIANS and term:
            number = re.search(r"/thesaurus/(\w+)$", keyword.get("href") or "")
            found.setdefault((dictionary, term), Subject(number[1] if number else None, term, dictionary))
    return tuple(found.values())
