"""The blocks of paged text: its lines without what pages repeat, joined into paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, takewhile

from graph.symbols.characters import RAISED
from loaders.readers.blocks import Block, Pages
from loaders.readers.letters import single_spaced
from loaders.readers.lines import Growing, paragraphs
from loaders.readers.pages.lines import RULE, Line, usual_size
from loaders.readers.pages.notes import apart
from loaders.readers.plain.heads import is_symbol
from loaders.readers.plain.openings import opens
from loaders.readers.spoken import language_of

_OFTEN = 0.4
"""Part of the pages, even or odd, on which a running head stands."""
_APART = 1.35
"""Distances between lines, in terms of the usual one, from which on a new paragraph begins."""
_SHORT = 8
"""Characters that a title has more than."""
_LONGEST_NUMBER = 9
_TITLE = re.compile(r"\b\d{1,4}/\d{1,3}\. (.{9,200})")
"""The title of a resolution behind its number."""
_LOOKED_AT = 100
"""Lines by which the language is told."""
_LARGER = 1.15
"""Size of the letters of headings, in terms of the usual one."""
_DIGITS = re.compile(r"\d+")
_SIGNS = r"[\s\d()\[\]|/.·•*‐-―-]*"
_NUMBER_OF_A_PAGE = re.compile(rf"{_SIGNS}(?:page)?{_SIGNS}(?:of)?{_SIGNS}(?:\([A-Z]\))?{_SIGNS}", re.IGNORECASE)
_COUNTED = 0.9
"""Part of the lines that differ in their numbers alone in which one counts the pages, where they are running heads."""
_STOPPED = re.compile(rf"[.;:!?…»”\")。；：！？）》」؛؟][\d{RAISED}]*$")
_COMMA = re.compile(rf"[,，、،][\d{RAISED}]*$")


def pages(lines: Sequence[Line], title: str | None = None, *, leading: float | None = None) -> Pages:
    """The blocks of a document, from what its pages show and the title that it declares.

    `leading` is the distance between lines of a paragraph, where it is known.
    """
    lines, notes = apart(_without_repeated(lines, joined=leading is not None))
    titles = frozenset(_headings(lines))
    language = language_of(" ".join(line.text for line in lines[:_LOOKED_AT]))
    texts = paragraphs(list(_parted(lines, titles, language, leading)), language, broken=True)
    blocks = [Block(text, heading=text in titles) for text in texts]
    blocks += (Block(_whole(note.lines), note=note.number) for note in notes)
    return Pages(blocks, title)


def _whole(lines: Sequence[str]) -> str:
    """The lines of a note as one."""
    note = Growing(lines[0])
    for line in lines[1:]:
        note.add(line)
    return note.text.strip()


def _without_repeated(lines: Sequence[Line], *, joined: bool = False) -> list[Line]:
    """The lines without running heads and feet: what stands at the edge of most pages, and numbers of pages.

    Heads of even and odd pages differ, so they are counted apart, too; one that is the symbol of the document beside
    words of its first page need not come twice. `joined` tells that margins are only lines: what is dropped then
    stands together, from the first or last line of a page on.
    """
    pages = {line.page for line in lines}
    cover = [line for line in lines if line.page == lines[0].page]
    edges = [
        (line, f"{'above' if line.level > 0.5 else 'below'} {_DIGITS.sub('#', line.text)}")
        for line in lines
        if line.at_edge and not RULE.fullmatch(line.text)
    ]
    heads = {(line.page, text) for line, text in edges}
    times = Counter(text for _, text in heads)
    alike = Counter((page % 2, text) for page, text in heads)
    sides = Counter(page % 2 for page in pages)
    counting = _counting(edges)
    titles = {line.text.casefold() for line in cover if len(line.text) > _SHORT and not line.text[0].islower()}
    first = single_spaced(" ".join(line.text for line in cover)).casefold()
    title = titled[1] if (titled := _TITLE.search(first)) else ""
    highest: dict[str, float] = {}
    lowest: dict[str, float] = {}
    for line, text in edges:
        highest[text] = max(line.y, highest.get(text, line.y))
        lowest[text] = min(line.y, lowest.get(text, line.y))

    def repeated(line: Line, text: str) -> bool:
        often = times[text] > max(1, _OFTEN * len(pages)) and (len(pages) > 2 or highest[text] - lowest[text] < 1)
        side = line.page % 2
        alternating = alike[side, text] > max(1, _OFTEN * sides[side])
        if (often or alternating) and text in counting:
            return True
        return bool(_NUMBER_OF_A_PAGE.fullmatch(line.text)) or _is_own_head(line, first, titles, title)

    dropped = {id(line) for line, text in edges if repeated(line, text)}
    if joined:
        dropped &= _together(lines, dropped)
    symbols = [id(line) for line in cover if is_symbol(line.text)]
    if dropped.issuperset(symbols):  # the symbol of the document stands nowhere but in the head of its pages
        dropped.difference_update(symbols[-1:])
    return [line for line in lines if id(line) not in dropped]


def _together(lines: Sequence[Line], dropped: set[int]) -> set[int]:
    """Those lines of some that reach to the first or last line of their page without a gap."""
    found: set[int] = set()
    for _, page in groupby(lines, key=lambda line: line.page):
        on_page = list(page)
        for side in (on_page, on_page[::-1]):
            found |= {id(line) for line in takewhile(lambda line: id(line) in dropped, side)}
    return found


def _counting(edges: Sequence[tuple[Line, str]]) -> set[str]:
    """Those texts at the edges of pages that are the same on each, or differ by the numbers of the pages.

    "Article 5" and "Article 14" at the heads of pages are no running heads.
    """
    groups: dict[str, list[Line]] = {}
    for line, text in edges:
        groups.setdefault(text, []).append(line)
    found: set[str] = set()
    for text, lines in groups.items():
        numbers = [[int(number[:_LONGEST_NUMBER]) for number in _DIGITS.findall(line.text)] for line in lines]
        columns = [Counter(column) for column in zip(*numbers, strict=True)]
        same = [max(column.values()) >= _COUNTED * len(lines) for column in columns]
        counted = any(
            max(Counter(row[place] - line.page for row, line in zip(numbers, lines, strict=True)).values())
            >= _COUNTED * len(lines)
            and all(same[:place] + same[place + 1 :])
            for place in range(len(columns))
        )
        if (counted and len({line.page for line in lines}) == len(lines)) or len({line.text for line in lines}) == 1:
            found.add(text)
    return found


def _is_own_head(line: Line, first: str, titles: set[str], title: str) -> bool:
    """Whether a line above a page is the document's title, or its symbol, alone or beside words of the first page."""
    if line.level < 0.5:
        return False
    whole = line.text.casefold()
    if line.page and (whole in titles or (len(whole) > _SHORT and title.startswith(whole))):
        return True
    words, own = whole.split(), line.page == 0  # which holds what stands in the line itself once
    for count in (1, 2):
        for symbol, rest in ((words[:count], words[count:]), (words[-count:], words[:-count])):
            said, beside = " ".join(symbol), " ".join(rest).rstrip(" .…")
            if "/" in said and is_symbol(said.upper()) and first.count(said) > own and first.count(beside) > own:
                return True
    return False


def _leading(lines: Sequence[Line]) -> float:
    """The distance between lines of one paragraph: the least that is usual, and no less than letters are high."""
    steps = [
        round(one.y - other.y, 1)
        for one, other in pairwise(lines)
        if one.page == other.page and 0 < one.y - other.y < 60
    ]
    usual = usual_size(lines)
    counted = Counter(step for step in steps if step >= 0.9 * usual)
    return min((step for step, times in counted.items() if times >= len(steps) / 20), default=1.2 * usual)


def _headings(lines: Sequence[Line]) -> Iterator[str]:
    usual = usual_size(lines)
    yield from (line.text for line in lines if line.size > _LARGER * usual and len(line.text) < 200)


def _parted(
    lines: Sequence[Line], titles: frozenset[str], language: str, leading: float | None = None
) -> Iterator[str]:
    """The lines with an empty one where a paragraph ends: at a wider distance, at a heading, before a note's number.

    At the head of a page or column a paragraph goes on, unless the one before it has stopped, or has come to a comma
    and the line has opening words.
    """
    leading = leading or _leading(lines)
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None:
            step = before.y - line.y
            if before.page != line.page or step < -leading / 2:
                begun = _COMMA.search(before.text) and opens(line.text, language)
                apart = bool(_STOPPED.search(before.text) or begun)
            else:
                apart = step > _APART * leading or line.text[0] in RAISED
            if apart or (line.text in titles) != (before.text in titles):
                yield ""
        yield line.text
