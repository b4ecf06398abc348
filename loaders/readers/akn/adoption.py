"""When, where and how a text was adopted, or what else became of it, in an Akoma Ntoso document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.symbols import Symbol
from loaders.readers.akn.steps import Step, steps
from loaders.readers.dates import DATE, iso, real_date
from loaders.readers.markup import AKN, Element, words
from loaders.readers.meetings import meeting, record
from loaders.records import Fate, Occasion, Remark

_ORDINAL = re.compile(r"(\d{1,5})")
_IN_WORDS = re.compile(r"(\d{1,5})(?:st|nd|rd|th)\b.{0,25}?meeting", re.IGNORECASE)
_RECORD = re.compile(r"\b((?:[ASE]|A/HRC)/(?:(?:ES-|S-)?\d+/)?(?:PV|SR))\.?(\d+)(.*)")
_LETTER = re.compile(r"S/(?:19|20)\d\d/\d+")
_PRESIDENT = re.compile(r"At (?:its|the) (\d{4})(?:st|nd|rd|th) meeting.{0,60}?held on " + DATE)
_ISSUED = re.compile(rf"On {DATE}, in connection")
_HOW = (
    ("unanim", "unanimously"),
    ("acclamation", "by acclamation"),
    ("consensus", "by consensus"),
    ("silence", "under silence procedure"),
    ("without vote", "without a vote"),
    ("withoutvote", "without a vote"),
    ("recordedvote", "by vote"),
)
_COUNTED = re.compile(r"adopted \(?\d+-\d+-\d+")
_OUTCOMES: dict[str, Fate] = {"veto": "vetoed", "notadopted": "not adopted", "withdrawn": "withdrawn"}


def outcome(found: list[Step]) -> Fate | None:
    """What became of a draft; None where the file is about no vote on it."""
    return next((_OUTCOMES[step.outcome] for step in found if step.outcome in _OUTCOMES), None)


def occasions(scope: Element, symbol: Symbol, remarks: list[Remark]) -> tuple[Occasion, ...]:
    """Each date on which the text was adopted (or put to the vote), in order, with the meeting or letter.

    The date at the end of the text or on the cover is believed before that of a step: 70 files have the date of
    publication there. A decision may have been taken in steps at as many as eleven meetings.
    """
    taken = [step for step in steps(scope) if step.outcome in ("adopted", *_OUTCOMES)]
    printed: list[tuple[str, str]] = []
    for on, number in _printed(scope, symbol):
        if symbol.id.startswith("S/RES/") and symbol.years and int(on[:4]) not in symbol.years:
            remarks.append(Remark("date", f"adopted on {on} as printed, when no resolution had that number"))
        else:
            printed.append((on, number))
    if not printed:
        found = [Occasion(step.on, _meeting_of(step, symbol, remarks)) for step in taken]
        return tuple(one for one in found if one.on or one.at) or _told(scope, symbol)
    result: list[Occasion] = []
    for on, number in printed:
        step = _step_of(on, number, taken, len(printed))
        printed_at = record(symbol, number) if number else None
        at = (_meeting_of(step, symbol, remarks, printed_at) if step else None) or printed_at
        if at and number and not _LETTER.fullmatch(at) and not _numbered(at, number):
            remarks.append(Remark("adoption", f"adopted at {at} as a step says, at the {number}. meeting as printed"))
        if step and step.on and step.on != on:
            remarks.append(Remark("date", f"adopted on {on} as printed, on {step.on} as a step says; taken as {on}"))
        result.append(Occasion(on, at))
    return tuple(sorted(dict.fromkeys(result), key=lambda one: one.on or ""))


def how(scope: Element, found: list[Step], occasions: tuple[Occasion, ...]) -> str | None:
    """How it was adopted, in a word of the vocabulary."""
    voting = scope.find(f"{AKN}meta//{AKN}voting")
    said = [(voting.get("outcome") or "") if voting is not None else ""]
    for step in found:
        if step.outcome == "adopted":
            said += [step.by, step.document]
    text = " ".join(said).casefold()
    way = next((word for sign, word in _HOW if sign in text), None)
    if way is None and _COUNTED.search(text):
        way = "by vote"
    if "mail" in text or any(_LETTER.fullmatch(one.at or "") for one in occasions):
        return f"{way} by letter" if way and way != "by vote" else "by letter"
    return way


def acts_under(found: list[Step]) -> str | None:
    """'Chapter VII', where a step says that the Council acted under it."""
    return next((step.refers for step in found if step.refers.startswith("Chapter ")), None)


# ------------------------------------------------------------------------------------------------ where it is told


def _printed(scope: Element, symbol: Symbol) -> Iterator[tuple[str, str]]:
    """Dates of adoption on the cover or at the end, each with the number of the meeting beside it or ''."""
    numbers: list[str] = []
    dates: list[str] = []
    for part in (*scope.iterfind(f"{AKN}coverPage"), *scope.iterfind(f"{AKN}conclusions")):
        for element in part.iter(f"{AKN}docDate", f"{AKN}inline", f"{AKN}location"):
            if element.get("refersTo") == "#adoptionDate" and (on := real_date(element.get("date"))):
                dates.append(on)
            elif "adoptionMeeting" in (element.get("name"), (element.get("refersTo") or "").lstrip("#")):
                found = _ORDINAL.search(element.get("title") or words(element))
                numbers.append(found[1] if found else "")
    paired = len(numbers) == len(dates)
    for index, on in enumerate(dates):
        yield on, numbers[index] if paired else (numbers[0] if len(dates) == 1 and numbers else "")


def _told(scope: Element, symbol: Symbol) -> tuple[Occasion, ...]:
    """A presidential statement tells its meeting in its first words; 362 of 705 tell it nowhere else."""
    if "PRST" not in symbol.id:
        return ()
    body = words(scope.find(f"{AKN}mainBody"))[:1500]
    if found := _PRESIDENT.search(body):
        return (Occasion(iso(found[2], found[3], found[4]), f"S/PV.{found[1]}"),)
    date = _ISSUED.search(body)
    element = scope.find(f"{AKN}meta//{AKN}FRBRWork/{AKN}FRBRdate")
    on = iso(date[1], date[2], date[3]) if date else real_date(element.get("date") if element is not None else None)
    return (Occasion(on),) if on else ()


def _step_of(on: str, number: str, taken: list[Step], times: int) -> Step | None:
    """The step that belongs to a printed date: of that date, of that meeting, or the only one."""
    for step in taken:
        if step.on == on:
            return step
    for step in taken:
        if number and re.search(rf"(?<!\d){number}(?!\d)", f"{step.document} {step.by}"):
            return step
    return taken[0] if len(taken) == times == 1 else None


# ------------------------------------------------------------------------------------------------ meetings


def _meeting_of(step: Step, symbol: Symbol, remarks: list[Remark], printed: str | None = None) -> str | None:
    """The symbol of the record of the meeting, or of the letter, as a step says it.

    One of another session (5 files) gives way to what is printed, or has its number in the text's own session.
    """
    for text in (step.document, step.by):
        if found := _RECORD.search(text):
            at = meeting(f"{found[1]}.{found[2]}{found[3]}") or meeting(f"{found[1]}.{found[2]}")
            if at and symbol.session and at.session not in (symbol.session, None):
                right = printed or record(symbol, found[2])
                remarks.append(Remark("adoption", f"{symbol.id} was not adopted at {at.id}; taken as {right}"))
                return right
            return at.id if at else None
        if _LETTER.fullmatch(text):
            return text
    for text in (step.document, step.by):
        if found := _IN_WORDS.search(text):
            return record(symbol, found[1])
    if len(step.by) < 12 and (found := _ORDINAL.search(step.by)):
        return record(symbol, found[1])
    return None


def _numbered(at: str, number: str) -> bool:
    return bool(re.search(rf"\.{int(number)}(?!\d)", at))
