"""What stands before a body in its sentence: "Established in 2021 by X and co-chaired by Y and Z, the body"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model import Affiliation, Edge, Node, Ref
from loaders.citations.effects.bodies import Named, behind_acronym
from loaders.citations.effects.document import Document
from loaders.cited import named

_COMMA = re.compile(r", (?:the |la |le |l')?$")


def ahead(document: Document, place: int) -> Iterator[Node | Edge]:
    """The body that established another and those that co-chair it, where both are told before its name."""
    text, language = document.texts[place], document.language
    for begins in language["founded_ahead"].finditer(text):
        founder = document.bodies.at(place, begins.end())
        if founder is None or not founder.sure:
            continue
        offset = behind_acronym(text, founder.end)
        chairs: list[Named] = []
        if together := language["co_chaired_ahead"].match(text, offset):
            # The body itself stands behind the last comma, and is read as the last of the list.
            chairs = list(document.bodies.listed(place, together.end()))
            body = chairs.pop() if chairs else None
            if body and not _COMMA.search(text[: body.start]):
                body = None
        else:
            body = document.bodies.at(place, offset + 2) if text[offset : offset + 2] == ", " else None
        if body is None or not body.sure or body.id in (founder.id, *(chair.id for chair in chairs)):
            continue
        own = Ref("Body", body.id)
        for one in (body, founder, *chairs):
            yield named("Body", one.id)
        since = begins["year"]
        founded_by = Ref("Body", founder.id)
        yield Affiliation(kind="ESTABLISHED_BY", start_at=own, end_at=founded_by, since=since, origin="text")
        as_of = document.record.adopted_on
        for chair in chairs:
            start = Ref("Body", chair.id)
            yield Affiliation(kind="CO_CHAIRS", start_at=start, end_at=own, as_of=as_of, origin="text")
