"""The pieces of a provision put together: points into their paragraph, paragraphs into one of several articles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

UNITS = (
    *("annex", "appendix", "part", "chap", "sect", "goal", "target", "art", "rule", "principle", "preambular", "para"),
    "sub",
)
"""The larger before the smaller."""
_NAMES = {
    "annex": ("annex", "annexes"),
    "art": ("art.", "arts."),
    "para": ("para.", "paras."),
    "sect": ("sect.", "sects."),
    "chap": ("chap.", "chaps."),
    "preambular": ("preambular para.", "preambular paras."),
}
_ONE_PARAGRAPH = re.compile(r"(?:para(?:graphe?|\.)?|par\.|párrafo|párr\.|пункт\w{0,2}|п\.) ", re.IGNORECASE)


@dataclass(slots=True)
class Piece:
    """One unit with its numbers.

    It is `of_it` where the one before it is a part of it, as in "point (a) of paragraph 3", and `beside` where the one
    before it is another of its kind, as in "point (a) and point (b)".
    """

    unit: str
    numbers: list[str]
    words: str
    of_it: bool = False
    beside: bool = False


def _put_together(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without those that are points of others, whose numbers have them in brackets.

    A point is of the piece behind it where words say so, else of the one before it. Where there are several articles,
    a paragraph is a point of its own article.
    """
    pieces = _by_articles(pieces)
    whole: list[Piece] = []
    waiting: list[Piece] = []
    for place, piece in enumerate(pieces):
        if piece.unit != "sub":
            for point in reversed(waiting):
                _point_of(piece, point)
            waiting.clear()
            whole.append(piece)
        elif (place + 1 < len(pieces) and pieces[place + 1].of_it) or waiting:
            waiting.append(piece)
        elif whole and piece.beside and whole[-1].numbers and whole[-1].numbers[-1].endswith(")"):
            above = whole[-1].numbers[-1].rpartition("(")[0]
            whole[-1].numbers += [f"{above}{_bracketed(number)}" for number in piece.numbers]
        elif whole:
            _point_of(whole[-1], piece)
        else:
            waiting.append(piece)
    for point in reversed(waiting):
        if whole:
            _point_of(whole[-1], point)
        else:
            # "apartado 4" of a resolution is its paragraph; a letter by itself is a point of who knows which.
            counted = all(number.isdigit() for number in point.numbers)
            numbers = point.numbers if counted else [_bracketed(number) for number in point.numbers]
            whole.append(Piece("para" if counted else "sub", numbers, point.words))
    return whole


def _by_articles(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Of several articles each with its paragraphs as points; else the pieces as they are."""
    if sum(piece.unit == "art" for piece in pieces) < 2:
        return pieces
    return [
        replace(piece, unit="sub") if piece.unit == "para" and before and before.unit == "art" else piece
        for before, piece in zip([None, *pieces], pieces, strict=False)
    ]


def _point_of(piece: Piece, point: Piece) -> None:
    """Put a point, or several, into the brackets of the last number of a piece."""
    last = piece.numbers[-1] if piece.numbers else ""
    piece.numbers[-1:] = [f"{last}{_bracketed(number)}" for number in point.numbers]


def _bracketed(number: str) -> str:
    """The number of a point in brackets: "a" and "(a)" are (a), "1(b)" is (1)(b)."""
    if number.startswith("("):
        return number
    first, bracket, more = number.partition("(")
    return f"({first}){bracket}{more}"


def written(pieces: Sequence[Piece]) -> str:
    """The provision that pieces make, as it is kept: `art. 2(a), para. 3`."""
    found: dict[str, list[str]] = {}
    for piece in _put_together(pieces):
        if len(piece.numbers) > 1 and found.get("art") and _ONE_PARAGRAPH.match(piece.words):
            # "articles 46, paragraph 4, and 56"
            found["art"][-1] += f"({piece.numbers[0]})"
            found["art"] += piece.numbers[1:]
        else:
            found.setdefault(piece.unit, []).extend(piece.numbers)
    ordered = sorted(found.items(), key=lambda unit: UNITS.index(unit[0]))
    return ", ".join(_written(unit, numbers) for unit, numbers in ordered)


def _written(unit: str, numbers: list[str]) -> str:
    if unit == "sub":
        return ", ".join(numbers)
    several = len(numbers) > 1 or any("-" in number for number in numbers)
    one, more = _NAMES.get(unit, (unit, f"{unit}s"))
    return " ".join([more if several else one, ", ".join(numbers)]).strip()
