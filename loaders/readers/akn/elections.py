"""The States that a decision elects or appoints to a body, in an Akoma Ntoso document. Persons are left out."""

from __future__ import annotations

from loaders.editorial.names import state_named
from loaders.readers.akn.steps import Step
from loaders.readers.bodies import body_named
from loaders.records import Remark, Seat

_OUTCOMES = ("composition", "election", "appointment")


def seats(found: list[Step], remarks: list[Remark]) -> tuple[Seat, ...]:
    """Who sits in the body as it is composed by the decision, with the term where it is told.

    The State stands in `refersTo`, in one decision in `by`, where otherwise a person's name is: a seat of a person is
    the person's and not that of the State beside it.
    """
    result: list[Seat] = []
    told: set[str] = set()
    for step in found:
        if step.outcome not in _OUTCOMES:
            continue
        state = state_named(step.by) if step.by else state_named(step.refers)
        if step.by and state is None:
            continue  # a person
        body = body_named(step.document)
        if body is None and step.document not in told:
            told.add(step.document)
            remarks.append(Remark("name", f"elected to no body that is known: {step.document}"))
        if state is None:
            remarks.append(Remark("name", f"elected, but no State is called so: {step.refers or step.by}"))
        elif body is not None:
            result.append(Seat(state, body, step.since, step.until))
    return tuple(result)
