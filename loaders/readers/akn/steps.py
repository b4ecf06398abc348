"""The steps of a text's way in an Akoma Ntoso document: draft, recommendation, vote, adoption, election."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.readers.dates import real_date
from loaders.readers.letters import single_spaced
from loaders.readers.markup import AKN, Element

_TERM = re.compile(r"(?:19|20)\d\d(?:-\d\d-\d\d)?")
_UN = "{http://un.org/akn4un}"


@dataclass(frozen=True, slots=True)
class Step:
    """One `step`: its attributes without white space around them, '' where they are missing.

    What `document`, `by` and `refers` hold differs from outcome to outcome and from year to year.
    """

    outcome: str
    on: str | None
    document: str
    by: str
    refers: str
    since: str | None
    until: str | None


def steps(scope: Element) -> list[Step]:
    """The steps in the `meta` of a statement or collection itself, not those of its parts, each told once."""
    found = (_step(step) for step in scope.iterfind(f"{AKN}meta/{AKN}workflow/{AKN}step"))
    return list(dict.fromkeys(found))


def _step(step: Element) -> Step:
    return Step(
        outcome=(step.get("outcome") or "").strip().casefold(),
        on=real_date(step.get("date")),
        document=_said(step, "as"),
        by=_said(step, "by"),
        refers=_said(step, "refersTo"),
        since=_term(step.get(f"{_UN}start")),
        until=_term(step.get(f"{_UN}end")),
    )


def _said(step: Element, name: str) -> str:
    return single_spaced(step.get(name) or "").strip()


def _term(text: str | None) -> str | None:
    """The begin or end of a term of office: a date or only a year."""
    text = (text or "").strip()
    return text if _TERM.fullmatch(text) else None
