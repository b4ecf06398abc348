"""The drafts of a text and who put them forward, in an Akoma Ntoso document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.errors import BadSymbol
from graph.symbols import Symbol
from loaders.readers.akn.steps import Step
from loaders.readers.sponsors import each_once, sponsors, states
from loaders.records import Proposal, Remark, Sponsor

_DRAFTS = ("draftresolution", "draftdecision")
_MORE = tuple(f"{draft}additionalsponsors" for draft in _DRAFTS)
_SYMBOL = re.compile(r"[ASE]/[\w.()/-]*\d[\w.()/-]*")


def proposals(
    found: list[Step], own: Symbol | None, committee: str | None, remarks: list[Remark]
) -> tuple[Proposal, ...]:
    """The drafts, each with its sponsors; `own` is the symbol of a text that is itself the draft.

    `committee` is the id of the body that recommended the text, for whose Chair or Bureau a draft may be.
    """
    more = [sponsor for step in found if step.outcome in _MORE for sponsor in _additional(step, remarks)]
    result: list[Proposal] = []
    for step in found:
        if step.outcome in _DRAFTS:
            symbol = own or _symbol(step.document, remarks)
            named = [*sponsors(step.by, symbol, committee, remarks), *(more if not result else [])]
            if symbol or named:
                result.append(Proposal(symbol, step.on, each_once(named)))
    return tuple(result)


def _symbol(text: str, remarks: list[Remark]) -> Symbol | None:
    """The symbol of a draft, without what was changed in it: 'A/75/L.5/Rev.1 (as amended in A/75/L.9)'."""
    if not text or text == "#":
        return None
    found = _SYMBOL.match(text)
    try:
        return Symbol.parse(found[0].rstrip(".,;(")) if found else None
    except BadSymbol:
        remarks.append(Remark("name", f"a draft whose symbol cannot be read: {text}"))
        return None
    finally:
        if not found:
            remarks.append(Remark("name", f"a draft without a symbol: {text}"))


def _additional(step: Step, remarks: list[Remark]) -> Iterator[Sponsor]:
    for sponsor in states(step.by, remarks):
        yield Sponsor(sponsor.base, sponsor.id, "additional sponsor", sponsor.on_behalf_of)
