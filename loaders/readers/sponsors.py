"""Who put a draft forward, from the words that say so.

A State speaks for itself or on behalf of a group; the group is not a State. A Chair, a President or a Bureau puts a
draft forward for its body: the State that its holder comes from has no part in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.symbols import Symbol
from loaders.editorial.names import states_named
from loaders.readers.bodies import body_named
from loaders.records import Remark, Sponsor

_FOR = re.compile(r",? ?\(?((?:on behalf of|in its capacity as)[^()]*(?:\([^()]*\)[^()]*)*)(?:\)|$)", re.IGNORECASE)
_MEMBERS = re.compile(
    r"^on behalf of (?:the )?(?:States Members of the United Nations that are members of (?:the )?)?", re.IGNORECASE
)
_OFFICE = re.compile(r"\b(Vice-Chairs?|Vice-President|Chair|President|Rapporteur|Bureau|Secretary-General)\b")
_NOT_SPONSORS = re.compile(r"(?:\.? ?Subsequently|\. ?-|;|\bThe amendment was|\bAnnex:).*$", re.DOTALL)
_SUBMITTED = re.compile(
    r"^(?:was )?(?:submitted|introduced|presented)\b|^(?:by )?the (?:representative|Secretary-General)\b", re.IGNORECASE
)
_BY_BODY = re.compile(r"^(?:was )?submitted by (?:the )?(.+?)(?: on the basis\b.*)?$", re.I)
_ALSO = re.compile(r"\bsponsored by\b", re.I)
_JOINT = re.compile(r"^[ ,]*(?:and|et|y|и) ")
_COMMITTEES = ("first", "second", "third", "fourth", "fifth", "sixth")
_SERIES = (
    (re.compile(r"A/C\.([1-6])/"), ""),
    (re.compile(r"A/HRC/"), "un-human-rights-council"),
    (re.compile(r"A/"), "un-general-assembly"),
    (re.compile(r"E/(?:\d{4})/"), "un-economic-and-social-council"),
    (re.compile(r"S/"), "un-security-council"),
)


def sponsors(text: str, draft: Symbol | None, committee: str | None, remarks: list[Remark]) -> Iterator[Sponsor]:
    """'Fiji and Peru', 'submitted by the Chair of the Committee', 'the representative of X, on behalf of the Bureau'"""
    if not text or text == "#":
        return
    if not _SUBMITTED.match(text):
        yield from states(text, remarks)
        return
    office = _OFFICE.search(text)
    by_body = _BY_BODY.match(text)
    if office is None and by_body and (body := body_named(by_body[1])):
        yield Sponsor("Body", body, "submitted")
    elif office is not None and (body := _body_of(office[1], text, draft, committee)):
        yield Sponsor("Body", body, office[1])
    else:
        remarks.append(Remark("name", f"a draft was put forward by nobody that is known: {text}"))
    if also := _ALSO.search(text):
        yield from states(text[also.end() :], remarks)


def _body_of(office: str, text: str, draft: Symbol | None, committee: str | None) -> str | None:
    """The body for which a Chair, a President or a Bureau speaks."""
    for name, body in (("General Assembly", "un-general-assembly"), ("the Council", "un-economic-and-social-council")):
        if f"{office} of {name}" in text or f"{office} of the {name}" in text:
            return body
    if office == "Secretary-General":
        return body_named("Secretary-General") or body_named("United Nations Secretariat")
    for form, body in _SERIES:
        if draft and (found := form.match(draft.id)):
            if not body:
                return body_named(f"{_COMMITTEES[int(found[1]) - 1]} committee")
            return committee if committee and body == "un-general-assembly" and "Committee" in text else body
    return committee


def states(text: str, remarks: list[Remark]) -> Iterator[Sponsor]:
    """The States in a list, each with the group that it speaks for; what is no State is told of."""
    text = _NOT_SPONSORS.sub("", text)
    at = 0
    for spoken in _FOR.finditer(text):
        names, left = states_named(_JOINT.sub("", text[at : spoken.start()]))
        at = spoken.end()
        yield from (Sponsor("State", name) for name in names[:-1])
        yield from _for_others(names[-1:], spoken[1], remarks)
        _tell(left, remarks)
    names, left = states_named(_JOINT.sub("", text[at:]))
    yield from (Sponsor("State", name) for name in names)
    _tell(left, remarks)


def _for_others(states: list[str], said: str, remarks: list[Remark]) -> Iterator[Sponsor]:
    """A State that speaks for a group is a sponsor; one that holds the chair of a body is not, the body is."""
    if said.casefold().startswith("in its capacity"):
        of = re.sub(r"^in its capacity as (?:the )?(?:Vice-)?Chair of (?:the )?", "", said, flags=re.I).strip()
        body = body_named(of)
        if body:
            yield Sponsor("Body", body, "Chair")
        else:
            remarks.append(Remark("name", f"a draft was put forward for no body that is known: {of}"))
        return
    group = _MEMBERS.sub("", said).strip(" ,.")
    yield from (Sponsor("State", state, on_behalf_of=group) for state in states)


def _tell(left: list[str], remarks: list[Remark]) -> None:
    for name in left:
        remarks.append(Remark("name", f"a sponsor, but no State is called so: {name}"))


def each_once(sponsors: list[Sponsor]) -> tuple[Sponsor, ...]:
    """A State or body that is named twice counts once, as it was named first."""
    first: dict[tuple[str, str], Sponsor] = {}
    for sponsor in sponsors:
        first.setdefault((sponsor.base, sponsor.id), sponsor)
    return tuple(first.values())
