"""Which point lies in which: (a), (i), (ii), (b), written one behind the other, are (a), (a)(i), (a)(ii), (b)."""

from __future__ import annotations

import re

from graph.symbols.characters import roman_numeral, roman_value

BULLET = "•"
_ROMAN = re.compile(r"[ivxlc]+")
_FIRSTS = {"a": "letter", "A": "capital", "i": "roman", "I": "Roman", "1": "number"}


class Points:
    """The points met so far in one paragraph. `scanned` texts have numbers where letters were misread."""

    def __init__(self, *, scanned: bool = False) -> None:
        self._levels: list[tuple[str, str]] = []
        self._scanned = scanned

    def path(self, written: str) -> str:
        """`(b)` or `(b)(ii)` for what stands in the brackets. What has no letter is counted: `(•1)`, `(b)(•2)`.

        A point goes on with the innermost list in which it is next, or else begins a list within the last point.
        """
        mark = self._mark(written)
        for depth in range(len(self._levels) - 1, -1, -1):
            kind, last = self._levels[depth]
            if mark == _following(kind, last):
                self._levels[depth:] = [(kind, mark)]
                return self._path()
        kind = self._kind(mark)
        kinds = [kind for kind, _ in self._levels]
        depth = kinds.index(kind) if kind in kinds else len(kinds) if mark in _FIRSTS or kind == "bullet" else 0
        self._levels[depth:] = [(kind, mark)]
        return self._path()

    def _path(self) -> str:
        return "".join(f"({mark})" for _, mark in self._levels)

    def _mark(self, written: str) -> str:
        if not any(character.isalnum() for character in written):
            bullets = [mark for kind, mark in self._levels if kind == "bullet"]
            return _following("bullet", bullets[-1]) if bullets else f"{BULLET}1"
        if self._scanned and written.isdigit():
            if not self._levels:
                return "a"
            return next((_following(*level) for level in self._levels if level[0] == "letter"), "") or written
        return written

    def _kind(self, mark: str) -> str:
        if mark.startswith(BULLET):
            return "bullet"
        if mark in _FIRSTS:
            return _FIRSTS[mark]
        if mark.isdigit():
            return "number"
        met = [kind for kind, _ in self._levels]
        if len(mark) > 1 or (mark in "vx" and "roman" in met):
            lower = _ROMAN.fullmatch(mark) and roman_value(mark.upper())
            return "roman" if lower else "Roman" if roman_value(mark) else "letter"
        return "capital" if mark.isupper() else "letter"


def _following(kind: str, mark: str) -> str:
    """What comes behind a mark in its list; '' behind the last."""
    if kind == "bullet":
        return f"{BULLET}{int(mark[1:]) + 1}"
    if kind == "number":
        return str(int(mark) + 1)
    if kind in ("roman", "Roman"):
        following = roman_numeral(roman_value(mark.upper()) + 1)
        return following if kind == "Roman" else following.lower()
    if mark in ("z", "Z"):
        return "aa" if mark == "z" else "AA"
    return chr(ord(mark[0]) + 1) * len(mark) if mark == mark[0] * len(mark) and mark[0] not in "zZ" else ""
