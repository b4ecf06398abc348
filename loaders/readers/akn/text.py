"""The paragraphs of an Akoma Ntoso document of the United Nations: where each stands, its words, its links.

The markup as it is found: a preambular paragraph is a `container` in the `preamble` (within a section, a `crossHeading`
that refers to the preamble); an operative one is a numbered `paragraph` with nested `point`s; a footnote is an
`authorialNote` inside the words that it belongs to; numbers start again in a `section`, a `part` or behind a heading.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.model import Section
from loaders.readers.akn.sections import Sections
from loaders.readers.markup import AKN, Element, Words, collected, name, words
from loaders.readers.numbering import ANNEX, Numbering, Place, is_ended, is_heading, is_mark
from loaders.readers.openings import opening
from loaders.readers.parts import Parts, bare_number
from loaders.readers.paths import unique
from loaders.readers.points import Points
from loaders.records import Paragraph

_CONTENT = {"paragraph", "container", "section", "part", "title", "p", "block", "blockList", "crossHeading", "table"}


# ------------------------------------------------------------------------------------- where things stand


def paragraphs(statement: Element) -> list[Paragraph]:
    """All paragraphs of one `statement` in the order of the text, footnotes behind the paragraph they stand in.

    Section names go into the paths of operative paragraphs only where their numbers start again.
    """
    walker = _Walker()
    for child in statement:
        kind = name(child)
        if kind == "preface":
            walker.notes_only(child, "title")
        elif kind == "preamble":
            walker.preamble(child, Place("preamble"))
        elif kind == "alinea":
            walker.introduction(child)
        elif kind == "mainBody":
            walker.body(child, Place("operative"))
        elif kind == "attachments":
            walker.attachments(child)
    return walker.finish()


class _Walker:
    """Walks a statement and numbers what it meets."""

    def __init__(self) -> None:
        self._found: list[tuple[Paragraph, str]] = []
        self._sections = Sections()

    def finish(self) -> list[Paragraph]:
        return unique(self._found)

    # ------------------------------------------------------------------------------ parts of a statement

    def preamble(self, element: Element, place: Place, section: str = "") -> None:
        number = 0
        children = list(element)
        for position, child in enumerate(children, 1):
            kind = name(child)
            read = collected([child])
            opens = opening(child, read)
            # What has neither an opening nor the end of a paragraph stands over the blocks that follow.
            if kind == "formula" or (position < len(children) and opens is None and is_heading(read.text)):
                self._add(read, "title", "other", None, section)
            elif kind in ("container", "block", "p", "blockList"):
                number += 1
                self._preambular(child, read, opens, place.path(f"PP{number}"), place.section, section)

    def _preambular(
        self, element: Element, read: Words, opens: str | None, path: str, kind: Section, section: str
    ) -> None:
        items = list(element.iter(f"{AKN}item")) if read.parted else []
        if not items:
            self._add(read, path, kind, opens, section)
            return
        for child in element.iter(f"{AKN}listIntroduction", f"{AKN}p"):
            above = [name(ancestor) for ancestor in child.iterancestors()]
            if "item" not in above and above[:1] != ["listIntroduction"]:
                self._add(collected([child]), path, kind, opens, section)
        for inner, _, place in _placed(items):
            self._add(collected(inner.own), path + place, kind, opens, section)

    def body(self, element: Element, place: Place, section: str = "", named: str | None = None) -> Numbering:
        """Numbered paragraphs; what stands between them without a number belongs to the one before.

        `named` is what stands over the section. How far the numbers have come is given back.
        """
        state = Numbering(place, section, named=named)
        for child in element:
            kind = name(child)
            if kind in ("section", "part", "title"):
                label = self._sections.label(child, state.section)
                inside = self._sections.enter(state.section, label)
                # Files close sections before their last paragraphs.
                state.go_on_from(self.body(child, state.place, inside, label))
            elif kind == "crossHeading" and child.get("refersTo") == "#preamble":
                state.preambular += 1
                read = collected([child])
                path = f"PP{state.preambular}"
                self._preambular(child, read, opening(child, read), path, "preamble", state.section or section)
            elif kind in ("heading", "subheading", "crossHeading", "num"):
                state.heading(words(child))
                self._notes(child, state.place.path("title"), state.section)
            elif kind == "paragraph":
                self._paragraph(child, state)
            elif kind == "alinea":
                self.introduction(child)
            elif kind in _CONTENT:
                self._loose(child, state)
        return state

    def attachments(self, element: Element) -> None:
        bodies = list(element.iter(f"{AKN}mainBody"))
        for number, body in enumerate(bodies, 1):
            prefix = f"annex.{number}/" if len(bodies) > 1 else "annex/"
            self.body(body, Place("annex", prefix))

    def introduction(self, element: Element) -> None:
        """What stands over a statement of the President: at which meeting, on which item, he made it."""
        self._add(collected([element]), "title", "other", None, "")

    def notes_only(self, element: Element, path: str) -> None:
        self._notes(element, path, "")

    # ------------------------------------------------------------------------------ paragraphs

    def _paragraph(self, element: Element, state: Numbering) -> None:
        parts = Parts.of(element)
        if parts.heading is not None:
            state.heading(words(parts.heading))
            self._notes(parts.heading, state.place.path("title"), state.section)
            if parts.only_headings:
                return
        read = collected(parts.own)
        if not parts.number and self._over_a_section(element, read, state):
            return
        number = parts.number or state.written(read.text)
        path = state.numbered(number) if number else None
        if not read.text and number:
            state.waiting = path  # the number stands alone, its words in the paragraph behind
            return
        if path is None:
            path, state.waiting = state.waiting or state.unnumbered(), None
        opens = opening(element, read)
        if points := _points(element) if read.parted else []:
            self._with_points(parts, points, path, state, opens)
        else:
            self._add(read, path, state.place.section, opens, state.section)

    def _with_points(self, parts: Parts, points: list[Element], path: str, state: Numbering, opens: str | None) -> None:
        """A paragraph's own words, then its points as paragraphs of their own: OP4, OP4(a), OP4(a)(i)."""
        for block in _own_blocks(parts):
            own = Parts.of(block).own if name(block) in ("paragraph", "item") else [block]
            self._add(collected(own), path, state.place.section, opens, state.section)
        for inner, point, place in _placed(points):
            deeper = path + place
            if inside := _points(point):
                self._with_points(inner, inside, deeper, state, opens)
            else:
                self._add(collected(inner.own), deeper, state.place.section, opens, state.section)

    def _loose(self, element: Element, state: Numbering) -> None:
        """Tables and stray blocks: read, but no paragraph that a person could cite by a number."""
        read = collected([element])
        if element.tag == f"{AKN}p" and len(read.text) < 40 and (annex := ANNEX.match(read.text)):
            state.enter_annex(annex[1])
            return
        if self._over_a_section(element, read, state):
            return
        self._add(read, state.unnumbered(), state.place.section, opening(element, read), state.section)

    def _over_a_section(self, element: Element, read: Words, state: Numbering) -> bool:
        """Whether a block without a number stands over a section, and is none of its paragraphs; then it is read so."""
        if is_mark(read.text):
            state.heading(read.text)
            return True
        first = state.place.section == "operative" and (state.headed or not (state.last or state.counted))
        if first and (_is_emphasized(read) or (is_heading(read.text) and opening(element, read) is None)):
            self._add(read, "title", "other", None, state.section)
            return True
        return False

    def _add(self, read: Words, path: str, kind: Section, opens: str | None, section: str) -> None:
        """A paragraph, unless it has neither words nor links, and behind it the footnotes that are marked in it."""
        if read.text or read.links:
            self._found.append((Paragraph(path, kind, read.text, opens, read.links), section))
        for position, note in read.notes:
            self._note(note, path, opens, read.text[:position], section)

    def _notes(self, element: Element, path: str, section: str) -> None:
        for note in element.iter(f"{AKN}authorialNote"):
            self._note(note, path, None, "", section)

    def _note(self, note: Element, path: str, opens: str | None, before: str, section: str) -> None:
        read = collected(note)
        marker = bare_number(note.get("marker") or "") or "0"
        footnote = Paragraph(f"fn.{marker}@{path}", "footnote", read.text, opens, read.links, before)
        self._found.append((footnote, section))


def _is_emphasized(read: Words) -> bool:
    """Whether a text is in slanted or bold letters from its first to its last word: a heading, and no opening."""
    text = read.text.strip()
    return bool(text) and read.slanted.strip() == text and not is_ended(text)


# ------------------------------------------------------------------------------------- points


def _points(element: Element) -> list[Element]:
    """The points of a paragraph or point, without those that stand inside another of them."""
    return [point for point in element.iter(f"{AKN}point") if _nearest_point(point, element)]


def _placed(points: list[Element]) -> Iterator[tuple[Parts, Element, str]]:
    """Points with their parts and their own paths below the paragraph: (a), (a)(i), (•1)."""
    places = Points()
    for point in points:
        inner = Parts.of(point)
        yield inner, point, places.path(inner.number)


def _nearest_point(point: Element, ancestor: Element) -> bool:
    """Whether no other point stands between a point and the paragraph (or point) that is being read.

    A point of another text that is quoted in the words of this one is none of its own.
    """
    for parent in point.iterancestors():
        if parent is ancestor:
            return True
        if name(parent) in ("point", "quotedStructure"):
            return False
    return False


def _own_blocks(parts: Parts) -> Iterator[Element]:
    """The blocks of a paragraph that are not inside one of its points."""
    for child in parts.own:
        if name(child) in ("list", "sublist"):
            yield from _own_blocks(Parts.of(child))
        elif name(child) != "point":
            yield child
