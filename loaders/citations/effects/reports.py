"""Reports that a text requests: from whom, and by when."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model import Edge, Effect, Node, Ref
from loaders.citations.effects.document import Document
from loaders.citations.effects.language import Language
from loaders.cited import named

_BEHIND = 420
_FREQUENCIES = {"twice_yearly": "every 6 months", "quarterly": "every 3 months", "monthly": "every month"}


def reports(document: Document, place: int) -> Iterator[Node | Edge]:
    """The reports that an operative paragraph requests from bodies."""
    text, language = document.texts[place], document.language
    path = document.record.paragraphs[place].path
    for request in language["requests"].finditer(text):
        addressed = language["asked"].match(text, request.end())
        body = document.bodies.at(place, addressed.end() if addressed else request.end())
        if body is None:
            continue
        behind = text[body.end : body.end + _BEHIND].partition(";")[0]
        asked = language["report"].search(behind)
        if asked is None or language["report_elsewhere"].search(behind, 0, asked.end()):
            continue  # "to provide, in his next report, information on": no report is asked for
        target = Ref("Body", body.id)
        yield named("Body", body.id)
        yield Effect(
            kind="REQUESTS_REPORT",
            start_at=document.own,
            end_at=target,
            key=document.key("REQUESTS_REPORT", path, target),
            paragraph=path,
            until=document.clock.due(behind),
            due=_due(behind, language, document.symbol.series),
            origin="text",
            confidence="certain" if body.sure else "context",
        )


def _due(words: str, language: Language, now: str) -> str | None:
    """When a report is due that has no date: "session 80", "every 90 days", "every year".

    A session before the present one (`now`) is that of an earlier report.
    """
    for session in language["session"].finditer(words):
        number = language.ordinals.get(session["ordinal"].lower())
        if number and not (now.isdigit() and len(now) < 4 and number < int(now)):
            return f"session {number}"
    every = language["every"].search(words)
    if every:
        number = language.number(every["number"]) if every["number"] else 1
        unit = language.units[every["unit"].lower()]
        return f"every {unit}" if number == 1 else f"every {number} {unit}s"
    for name, how_often in _FREQUENCIES.items():
        if language[name].search(words):
            return how_often
    return "every year" if language["yearly"].search(words) else None
