"""Finds names in plain text with one expression for all of them, and tells which name it was.

That expression is tried only where the first words of some name stand, which a much smaller one finds: of an expression
for thousands of names that may begin anywhere, RE2 goes on to make states for as long as it reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar

import re2

from loaders.citations.names.expressions import Form
from loaders.citations.plain import byte_offsets
from loaders.citations.scanning import Scanner

T = TypeVar("T")
_MEMORY = 64 << 20
"""What RE2 may take for one expression: a third for searching backwards; of the rest the English program takes 8 MB,
and what remains is for states that it makes while it reads. A program that does not fit is an error when it is made
(English needs 48 MB here). Eight times as much reads no quicker, and makes each process 150 to 200 MB larger."""
_REMEMBERED = 1 << 14
_END = r"(?:[^\pL\pN]|\z)"
_MARKED = re.compile(r"(?<=[^\W\d_A-ZА-Я])\d{1,2}\Z")
"""A mark of a footnote that touches the last word of a name ("Crime1"); behind a capital it is another name (COP28)."""
_TOUCHED = Scanner(r"(?:[a-z]|[^\x00-\x7f])[0-9]{1,2}(?:[^0-9]|\z)")


class Matcher(Generic[T]):
    """Finds the longest of some names at each place; `meanings` has what each form of one means, with a rank.

    Forms ignore case, unless they say otherwise. Of several that match the same words the one with
    the lowest rank counts; several of that rank mean nothing for certain, and give nothing.
    """

    def __init__(self, forms: Sequence[Form], meanings: Sequence[tuple[int, T]], *, spaced: bool) -> None:
        options = re2.Options()
        options.longest_match = True
        options.max_mem = _MEMORY
        options.log_errors = False
        end = _END if spaced else ""
        self._spaced = spaced
        self._begins = Scanner(f"(?i)(?:{'|'.join(dict.fromkeys(form.begins for form in forms))})", options)
        self._whole = f"(?i)(?:{'|'.join(dict.fromkeys(form.whole for form in forms))})"
        self._options = options
        self._any = Scanner(f"{self._whole}{end}", options)
        self._each: Any = re2.Set.FullMatchSet(options)
        for form in forms:
            self._each.Add(f"(?i){form.whole}")
        self._each.Compile()
        self._meanings = meanings
        self._known: dict[str, T | None] = {}

    def found(self, text: str) -> Iterator[tuple[int, int, T]]:
        """What is named in a plain text: start, end (in characters) and meaning, in order."""
        data = text.encode("utf-8", "surrogatepass")
        spans = list(self._spans(data))
        flat = byte_offsets(text, data, [offset for span in spans for offset in span])
        for start, end in zip(flat[::2], flat[1::2], strict=True):
            if self._spaced:
                if not text[end - 1].isalnum():
                    end -= 1
                # Inside a longer word nothing is named. Prefixes of Arabic are part of the expression.
                if start and text[start - 1].isalnum():
                    continue
            meaning = self._meaning(text[start:end])
            if meaning is None and self._spaced and (mark := _MARKED.search(text, start, end)):
                end = mark.start()
                meaning = self._meaning(text[start:end])
            if meaning is not None:
                yield start, end, meaning

    def _spans(self, data: bytes) -> Iterator[tuple[int, int]]:
        """What matches, leftmost and longest, as `finditer` would give it."""
        at = 0
        touched = self._spaced and _TOUCHED.search(data) is not None
        begins, whole = self._begins.search, self._any.match
        while found := begins(data, at):
            start = found[0]
            if span := whole(data, start) or (touched and self._marked.match(data, start)):
                yield span
                at = span[1]
            else:
                at = start + _width(data, start)

    @cached_property
    def _marked(self) -> Scanner:
        """Finds names that the mark of a footnote touches; few texts have any."""
        return Scanner(f"{self._whole}[0-9]{{1,2}}{_END}", self._options)

    def _meaning(self, written: str) -> T | None:
        if written not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[written] = self._one(self._each.Match(written.encode("utf-8", "surrogatepass")) or ())
        return self._known[written]

    def _one(self, places: Iterable[int]) -> T | None:
        meant = [self._meanings[place] for place in places]
        best = min((rank for rank, _ in meant), default=0)
        different = {meaning for rank, meaning in meant if rank == best}
        return different.pop() if len(different) == 1 else None

    def meanings_of(self, written: str) -> list[tuple[int, T]]:
        """All that plain words can mean, for those who look after the data."""
        return [self._meanings[place] for place in self._each.Match(written.encode())]


def _width(data: bytes, at: int) -> int:
    """Bytes of the character that begins at a place of UTF-8."""
    lead = data[at]
    return 1 if lead < 0xC0 else 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4
