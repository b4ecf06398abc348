"""The roll-call in an Akoma Ntoso document: the counts as stated, and how each State voted."""

from __future__ import annotations

import re

from loaders.editorial.names import state_named
from loaders.readers.akn.steps import Step
from loaders.readers.markup import AKN, Element, words
from loaders.records import Position, Remark, RollCall

_POSITIONS: dict[str, Position] = {"infavour": "yes", "against": "no", "abstaining": "abstain", "absent": "absent"}
_ALWAYS: tuple[Position, ...] = ("yes", "no", "abstain")
_FIGURE = re.compile(r"[0-9]{1,4}")
_RESULT = re.compile(r"\b(\d{1,3})-(\d{1,3})-(\d{1,3})\b(?:, (\d{1,3}) absent)?")


def roll_call(scope: Element, found: list[Step], remarks: list[Remark]) -> RollCall | None:
    """The vote, None where there was none. Counts that are not those of the names are kept beside them, and told of.

    Counts stand in figures, in words ("Adopted 9-0-6") and follow from the names: of three the two that agree are
    believed, else the figures. 9 texts of the corpus have such a disagreement. Where only one side is told, the others
    have 0. A vote that is told in words alone has counts and no names.
    """
    named = _named(scope, remarks)
    stated = {position: count for position, (count, _) in named.items() if count is not None}
    told = _told(found)
    counts: dict[Position, int] = {}
    for position in dict.fromkeys((*named, *told)):
        names = len(named[position][1]) if position in named else 0
        ways = [n for n in (stated.get(position), told.get(position)) if n is not None]
        counts[position] = names if names in ways[1:] or not ways else ways[0]
        if len({*ways, names}) > 1 and (position in named or (named and ways != [0])):
            remarks.append(Remark("vote", f"{position}: {' and '.join(map(str, ways))} are counted, {names} are named"))
    if not counts:
        return None
    for position in _ALWAYS:
        counts.setdefault(position, 0)
    return RollCall(tuple(sorted(counts.items())), tuple(sorted(_cast(named, counts, remarks).items())))


def _named(scope: Element, remarks: list[Remark]) -> dict[Position, tuple[int | None, list[str]]]:
    """What is stated by position: the count (None where it is no number) and the names."""
    named: dict[Position, tuple[int | None, list[str]]] = {}
    for count in scope.iterfind(f"{AKN}meta//{AKN}voting/{AKN}count"):
        position = _POSITIONS.get((count.get("refersTo") or "").casefold())
        if position is None:
            remarks.append(Remark("vote", f"a roll-call with the unknown heading {count.get('refersTo')!r}"))
            continue
        figure = (count.get("value") or "").strip()
        names = [words(element).strip() for element in count.iter(f"{AKN}organization")]
        named[position] = (int(figure) if _FIGURE.fullmatch(figure) else None, names)
    return named


def _told(found: list[Step]) -> dict[Position, int]:
    """The counts as a step tells them: 'Adopted 14-0-0, 1 absent'."""
    told = next((m for step in found if (m := _RESULT.search(f"{step.by} {step.document}"))), None)
    if told is None:
        return {}
    counts: dict[Position, int] = {"yes": int(told[1]), "no": int(told[2]), "abstain": int(told[3])}
    return {**counts, "absent": int(told[4])} if told[4] else counts


def _cast(
    named: dict[Position, tuple[int | None, list[str]]], counts: dict[Position, int], remarks: list[Remark]
) -> dict[str, Position]:
    """How each State voted. One that is named twice is believed where the names are not too many."""
    votes: dict[str, Position] = {}
    for position, (_, names) in named.items():
        for name in names:
            state = state_named(name)
            if state is None:
                remarks.append(Remark("name", f"voted, but no State is called so: {name}"))
            elif (before := votes.setdefault(state, position)) != position:
                remarks.append(Remark("vote", f"{name} is named as {before} and as {position}"))
                if len(named[before][1]) > counts[before]:
                    votes[state] = position
    return votes
