"""The paragraphs of a resolution in a text without markup: preamble, numbered paragraphs with points, footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from graph.symbols.characters import RAISED
from loaders.readers.blocks import Block, without
from loaders.readers.dates import first_date
from loaders.readers.notes import HEADING, Marks, numbered
from loaders.readers.numbering import ANNEX, Numbering, Place
from loaders.readers.parts import bare_number
from loaders.readers.paths import unique
from loaders.readers.plain.heads import body_alone
from loaders.readers.plain.openings import finite, is_operative, plain_opening
from loaders.readers.points import Points
from loaders.readers.section_labels import is_roman, section_label
from loaders.records import Link, Paragraph

_NUMBER = re.compile(r"(\d{1,3}|[iIl])\s?(?:[-.)．、]\s*(?=\S)|,\s(?=[A-Z]))")
_ALONE = re.compile(r"\d{1,3}\.|\([a-z]\)")
_POINT = re.compile(
    r"(?:\(\s?(?P<inner>(?P<letter>[a-zа-я\u0621-\u064a])(?P=letter)?|[ivx]{1,5}|\d{1,2})\s?\)|(?P<half>[a-z])\))\s+|"
    r"\(?(?P<enclosed>[㈠-㈩])\)?\s*"
)
"""A point by its letter or number: "(b)", behind "(z)" "(aa)", "(iii)", "(2)", "b)", "㈠"."""
_ADOPTED = re.compile(
    r"Ad[ao]pted\b.{0,80}\bmeet|Ad[ao]pted (?:unanimously|at the|by (?:\d|consensus)|without a vote)|"
    r"Approved unanimously at|"
    r"\d{1,4}(?:st|nd|rd|th)\s+(?:\(\w+\) )?plenary meeting\b.{0,40}$|"
    r"\d{1,4}(?:st|nd|rd|th)\s+meeting(?:,? \d.{0,30}|,)?$|\d+r?e séance plénière|\d+[ªa] sesión plenaria|"
    r"\d+[-‐-―][а-яe]{1,2} (?:\(\w+\) )?пленарное заседание|第 ?\d+ ?次全体会议|الجلسة العامة \d|"
    r"(?:Adoptée|Aprobada|Принята)\b.{0,80}(?:séance|sesión|заседани)",
)
_LONGEST_DATE = 40
_NOTES = r"\d{1,3}(?:/\s?|\s)(?:[If]bid|Official Records|Document|See|[SA]/)|\d{1,2}/ [A-Z]"
_ONLY_NOTES = re.compile(rf"{_NOTES}|[{RAISED}]{{1,3}} ?[^\s{RAISED}]")
_NEXT_NOTE = re.compile(rf"(?<=[.\d;)]) (?={_NOTES})")
"""Where the next note begins in notes that were joined: "18 Ibid., document S/16472. 19 Ibid., …"."""
_LETTER = re.compile(r"[A-Z]")
_MISREAD = str.maketrans("iIlSsOo", "1115500")
_SCANNED = re.compile(r"([\diIlSsOo]{1,3})\s?(?:[-.)]\s*|\s)(?=[A-Z])")
_RESOLVES = re.compile(
    r"(?:Now,? )?therefore\b|It is resolved|Resolves\b|"
    r"The (?:[A-Z]\w+ (?:and )?){1,4}(?:hereby )?(?:[a-z]+s|Resolves)\b",
    re.IGNORECASE,
)
"""How the operative part begins in the oldest texts, which have "Whereas" above it."""
_STOPPED = re.compile(r"[.;。；؛]\d*$")


class _Walker:
    """Walks the blocks of a resolution and numbers what it meets."""

    def __init__(self, language: str, *, counted: bool, signed: int) -> None:
        self._language = language
        self._counted = counted
        self._found: list[tuple[Paragraph, str]] = []
        self._marks = Marks(signed)
        self._state = Numbering(Place("operative"))
        self._points = Points(scanned=True)
        self._path = ""
        self._opening: str | None = None
        self._preambular = 0
        self._preamble = True
        self._ended = self._adopted = False
        self._next_letter = "AB"  # the A of two texts under one number stands above the name of the body

    def block(self, block: Block) -> None:
        """Take the next block."""
        text = block.text
        if block.note is not None:
            self._note(block)
            return
        if self._heading(block):
            return
        if self._ended and self._resumes(text):
            self._ended = False  # what stood above were notes below a table
        if not self._ended and _ADOPTED.match(text):
            self._ended = self._adopted = True
            self._put(block, "title", "other", None)
        elif self._state.place.section != "annex" and (self._ended or self._begins_notes(text)):
            self._ended = True
            for note in _NEXT_NOTE.split(text):
                self._note(_cut(block, note))
        elif self._found and body_alone(text) and self._state.place.section != "annex":
            # A second text under the same number, as in resolution 161 (1961) A and B.
            self._preamble, self._preambular, self._state.last, self._points = True, 0, "", Points(scanned=True)
        elif self._preamble and not self._operative(text):
            self._preambular_block(block)
        else:
            self._preamble = False
            self._operative_block(block)

    def finish(self) -> list[Paragraph]:
        """The paragraphs, each with a path of its own."""
        return unique(self._found)

    def _heading(self, block: Block) -> bool:
        text = block.text
        if len(text) >= 60 or not (block.heading or text.isupper() or ANNEX.fullmatch(text) or section_label(text)):
            return False
        if ANNEX.match(text):
            self._state.heading(text)
            self._points, self._preamble, self._path = Points(scanned=True), False, ""
            return True
        if _LETTER.fullmatch(text) and not self._ended and text in self._next_letter:
            self._next_letter = chr(ord(text) + 1)
            self._state.begin(text)
            return True
        if not self._ended and (label := section_label(text)) and is_roman(label):
            self._state.begin(label)
            return True
        return False

    def _operative(self, text: str) -> bool:
        """Whether a block begins the operative part: by its number 1, else by its verb, else by its full stop."""
        if self._counted:
            return self._number(text) is not None
        if self._language == "en" and _RESOLVES.match(text):
            return True
        opening = plain_opening(text, self._language)
        if opening is not None and (operative := is_operative(opening, self._language)) is not None:
            return operative
        return bool(_STOPPED.search(text))

    def _number(self, text: str) -> tuple[str, int] | None:
        """The number of a paragraph, which must go on from the last, and where its words begin."""
        last = re.fullmatch(r"(?:OP|para\.)(\d+)", self._state.last)
        before = int(last[1]) if last else 0
        found = _NUMBER.match(text)
        if found is None or not (found[1].isdecimal() or (found[1] in "iIl" and not before)):
            # "ll. Requests", "S. Appeals", "7 Calls upon": what scanning made of the number that comes next
            seen = _SCANNED.match(text)
            said = seen[1].translate(_MISREAD) if seen else ""
            ours = seen and said == str(before + 1) and before and finite(text[seen.end() :][:60].casefold())
            return (said, seen.end()) if seen and ours else None
        number = int(found[1]) if found[1].isdecimal() else 1
        if not found[1].isdecimal() and before:
            return None
        return (str(number), found.end()) if before < number <= before + 3 or number == 1 else None

    def _preambular_block(self, block: Block) -> None:
        found = _POINT.match(block.text)
        if found and self._preambular:
            point = self._points.path(bare_number(found[found.lastgroup or 0]))
            self._put(without(block, found.end()), f"PP{self._preambular}{point}", "preamble", self._opening)
            return
        self._preambular += 1
        self._points = Points(scanned=True)
        self._opening = plain_opening(block.text, self._language)
        self._put(block, f"PP{self._preambular}", "preamble", self._opening)

    def _operative_block(self, block: Block) -> None:
        section = self._state.place.section
        if number := self._number(block.text):
            self._path = self._state.numbered(number[0])
            self._points = Points(scanned=True)
            block = without(block, number[1])
            self._opening = plain_opening(block.text, self._language)
            self._put(block, self._path, section, self._opening)
        elif self._path and (found := _POINT.match(block.text)):
            path = self._path + self._points.path(bare_number(found[found.lastgroup or 0]))
            self._put(without(block, found.end()), path, section, self._opening)
        else:
            opening = plain_opening(block.text, self._language)
            path = self._state.unnumbered()
            if not self._path:
                self._path, self._opening = path, opening
            self._put(block, path, section, opening)

    def _resumes(self, text: str) -> bool:
        """Whether the operative part goes on behind notes: with its next number, and the verb of such a paragraph."""
        if self._adopted or (number := self._number(text)) is None or number[0] == "1":
            return False
        opening = plain_opening(text[number[1] :], self._language)
        return opening is not None and bool(is_operative(opening, self._language))

    def _begins_notes(self, text: str) -> bool:
        """Whether this is a footnote or stands over such, where no line tells that the text has ended.

        Notes at the end may be numbered as paragraphs are: from 1 again, where a mark tells that there is a note 1.
        """
        if not self._path:
            return False
        if _ONLY_NOTES.match(text) or HEADING.fullmatch(text):
            return True
        number = self._number(text)
        if number is None or number[0] != "1" or not self._state.last or not self._marks.known(1):
            return False
        opening = plain_opening(text[number[1] :], self._language)
        return numbered(text) is not None and (opening is None or not is_operative(opening, self._language))

    def _note(self, block: Block) -> None:
        """A footnote behind the text, with the paragraph in which its mark stands."""
        found = (block.note, 0) if block.note is not None else numbered(block.text)
        if found is None or (block.note is None and len(block.text) < _LONGEST_DATE and first_date(block.text)):
            self._put(block, "title", "other", None)
            return
        number, start = found
        mark = self._marks.of(number)
        if mark is None:
            self._put(without(block, start), f"fn.{number}@title", "footnote", None)
            return
        host, section = self._found[mark.paragraph]
        note = _paragraph(without(block, start), f"fn.{number}@{host.path}", "footnote", host.opening)
        self._found.append((replace(note, before=host.text[: mark.offset]), section))

    def _put(self, block: Block, path: str, section: str, opening: str | None) -> None:
        if block.text:
            paragraph = _paragraph(block, path, section, opening)
            if section in ("preamble", "operative", "annex"):
                self._marks.add(paragraph, len(self._found))
            self._found.append((paragraph, self._state.section))


def resolution(blocks: Sequence[Block], language: str) -> list[Paragraph]:
    """The paragraphs of the blocks behind the head of a resolution."""
    blocks = _with_numbers(blocks)
    own = takewhile(lambda block: not ANNEX.fullmatch(block.text), (block for block in blocks if block.note is None))
    counted = any((found := _NUMBER.match(block.text)) and found[1] in "1iIl" for block in own)
    walker = _Walker(language, counted=counted, signed=sum(block.note == 0 for block in blocks))
    for block in blocks:
        walker.block(block)
    return walker.finish()


def _with_numbers(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; a number that stands by itself, as in a cell of a table, stands before the words behind it."""
    found: list[Block] = []
    for block in blocks:
        if found and _ALONE.fullmatch(found[-1].text) and block.note is None:
            before = f"{found.pop().text} "
            shift = len(before)
            links = tuple(Link(one.start + shift, one.end + shift, one.href) for one in block.links)
            block = Block(before + block.text, links, block.heading)
        found.append(block)
    return found


def adoption_line(paragraphs: Sequence[Paragraph]) -> str | None:
    """The line that tells how and where it was adopted, below the text, with the date in the line behind it."""
    below = [one.text for one in paragraphs if one.section == "other"]
    at = next((place for place, text in enumerate(below) if _ADOPTED.match(text)), None)
    if at is None:
        return None
    return " ".join((below[at], *(text for text in below[at + 1 : at + 2] if len(text) < _LONGEST_DATE)))


def _paragraph(block: Block, path: str, section: str, opening: str | None) -> Paragraph:
    return Paragraph(path, section, block.text, opening, block.links)  # type: ignore[arg-type]


def _cut(block: Block, piece: str) -> Block:
    """A piece of a block, with the links in it."""
    start = block.text.index(piece)
    inside = (link for link in block.links if start <= link.start and link.end <= start + len(piece))
    return Block(piece, tuple(Link(link.start - start, link.end - start, link.href) for link in inside), block.heading)
