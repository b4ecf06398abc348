"""The paragraphs of an Akoma Ntoso document of the United Nations: where each stands, its words, its links.

The markup as it is found: a preambular paragraph is a `container` in the `preamble` (within a section, a `crossHeading`
that refers to the preamble); an operative one is a numbered `paragraph` with nested `point`s; a footnote is an
`authorialNote` inside the words that it belongs to; numbers start again in a `section`, a `part` or behind a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from graph.model import Section
from graph.vocabulary import vocabulary
from loaders.readers.markup import AKN, Element, Text, name, single_spaced, words
from loaders.readers.numbering import ANNEX, ROMAN, Numbering, Place
from loaders.records import Paragraph

_PARENTHESES = re.compile(r"[\s().\u00a0\t]+")
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
        elif kind == "mainBody":
            walker.body(child, Place("operative"))
        elif kind == "attachments":
            walker.attachments(child)
    return walker.finish()


class _Walker:
    """Walks a statement and numbers what it meets."""

    def __init__(self) -> None:
        self._found: list[tuple[Paragraph, str]] = []
        self._sections = 0

    def finish(self) -> list[Paragraph]:
        """Paths that occur twice get their section in front; what is still alike is told apart by a running number."""
        seen: dict[str, int] = {}
        for paragraph, _ in self._found:
            seen[_host(paragraph.path)] = seen.get(_host(paragraph.path), 0) + ("@" not in paragraph.path)
        ambiguous = {_root(path) for path, times in seen.items() if times > 1}
        taken: dict[str, int] = {}
        renamed: list[Paragraph] = []
        current: dict[str, str] = {}
        for paragraph, section in self._found:
            own, _, host = paragraph.path.partition("@")
            base = host or own
            if section and _root(base) in ambiguous:
                base = f"{section}/{base}"
            if not host:
                taken[base] = taken.get(base, 0) + 1
                current[base] = base if taken[base] == 1 else f"{base}~{taken[base]}"
            unique = current.get(base, base)
            renamed.append(replace(paragraph, path=f"{own}@{unique}" if host else unique))
        return renamed

    # ------------------------------------------------------------------------------ parts of a statement

    def preamble(self, element: Element, place: Place, section: str = "") -> None:
        number = 0
        for child in element:
            kind = name(child)
            if kind == "formula":
                self._add(child, "title", "other", None, section)
            elif kind in ("container", "block", "p", "blockList"):
                number += 1
                self._preambular(child, place.path(f"PP{number}"), place.section, section)

    def _preambular(self, element: Element, path: str, kind: Section, section: str) -> None:
        opening = _opening(element)
        items = list(element.iter(f"{AKN}item"))
        if not items:
            self._add(element, path, kind, opening, section)
            return
        for child in element.iter(f"{AKN}listIntroduction", f"{AKN}p"):
            if (
                not any(name(a) == "item" for a in child.iterancestors())
                and name(child.getparent()) != "listIntroduction"
            ):  # type: ignore[arg-type]  # a child has a parent
                self._add(child, path, kind, opening, section)
        for item in items:
            self._add(item, f"{path}({_number(item)})", kind, opening, section)

    def body(self, element: Element, place: Place, section: str = "") -> None:
        """Numbered paragraphs; what stands between them without a number belongs to the one before."""
        state = Numbering(place, section)
        for child in element:
            kind = name(child)
            if kind in ("section", "part", "title"):
                self._sections += 1
                self.body(child, state.place, f"{section}/{self._label(child)}".strip("/"))
            elif kind == "crossHeading" and child.get("refersTo") == "#preamble":
                state.preambular += 1
                self._preambular(child, f"PP{state.preambular}", "preamble", state.section or section)
            elif kind in ("heading", "subheading", "crossHeading", "num"):
                state.heading(words(child))
                self._notes(child, state.place.path("title"), state.section)
            elif kind == "paragraph":
                self._paragraph(child, state)
            elif kind in _CONTENT:
                self._loose(child, state)

    def attachments(self, element: Element) -> None:
        bodies = list(element.iter(f"{AKN}mainBody"))
        for number, body in enumerate(bodies, 1):
            prefix = f"annex.{number}/" if len(bodies) > 1 else "annex/"
            self.body(body, Place("annex", prefix))

    def notes_only(self, element: Element, path: str) -> None:
        self._notes(element, path, "")

    # ------------------------------------------------------------------------------ paragraphs

    def _paragraph(self, element: Element, state: Numbering) -> None:
        heading = next((c for c in element if name(c) in ("heading", "subheading")), None)
        if heading is not None:
            state.heading(words(heading))
            self._notes(heading, state.place.path("title"), state.section)
            if all(name(c) in ("heading", "subheading") for c in element):
                return
        number = _number(element)
        path = state.numbered(number) if number else None
        body = " ".join(words(c) for c in element if name(c) not in ("num", "heading", "subheading")).strip()
        if not body and number:
            state.waiting = path  # the number stands alone, its words in the paragraph behind
            return
        if path is None:
            path, state.waiting = state.waiting or state.unnumbered(), None
        opening = _opening(element)
        self._nested(element, path, state, opening)

    def _nested(self, element: Element, path: str, state: Numbering, opening: str | None) -> None:
        """A paragraph's own words, then its points as paragraphs of their own: OP4, OP4(a), OP4(a)(i)."""
        points = [c for c in element.iter(f"{AKN}point") if _nearest_point(c, element)]
        if not points:
            self._add(element, path, state.place.section, opening, state.section)
            return
        for child in _own_blocks(element):
            self._add(child, path, state.place.section, opening, state.section)
        for point in points:
            self._nested(point, f"{path}({_number(point)})", state, opening)

    def _loose(self, element: Element, state: Numbering) -> None:
        """Tables and stray blocks: read, but no paragraph that a person could cite by a number."""
        if element.tag == f"{AKN}p" and (annex := ANNEX.match(words(element))) and len(words(element)) < 40:
            state.enter_annex(annex[1])
            return
        self._add(element, state.unnumbered(), state.place.section, _opening(element), state.section)

    def _label(self, element: Element) -> str:
        """The label of a section: its Roman number where it has one."""
        for child in element:
            if name(child) in ("num", "heading", "subheading") and (found := ROMAN.fullmatch(words(child).strip())):
                return f"sect.{found[1].upper()}"
        return f"sect.{self._sections}"

    def _add(self, element: Element, path: str, kind: Section, opening: str | None, section: str) -> None:
        text = Text()
        for child in [element] if name(element) not in ("paragraph", "point", "item") else list(element):
            if name(child) not in ("num", "heading", "subheading"):
                text.walk(child)
        found = text.finish()
        if found.text or found.links:
            self._found.append((Paragraph(path, kind, found.text, opening, found.links), section))
        for position, note in found.notes:
            self._note(note, path, opening, found.text[:position], section)

    def _notes(self, element: Element, path: str, section: str) -> None:
        for note in element.iter(f"{AKN}authorialNote"):
            self._note(note, path, None, "", section)

    def _note(self, note: Element, path: str, opening: str | None, before: str, section: str) -> None:
        text = Text()
        for child in note:
            text.walk(child)
        found = text.finish()
        marker = _PARENTHESES.sub("", note.get("marker") or "") or "0"
        footnote = Paragraph(f"fn.{marker}@{path}", "footnote", found.text, opening, found.links, before)
        self._found.append((footnote, section))


# ------------------------------------------------------------------------------------- small readings


def _number(element: Element) -> str:
    """The number of a paragraph or point without its brackets and stops; '' where there is none."""
    found = next((c for c in element if name(c) == "num"), None)
    return _PARENTHESES.sub("", words(found)) if found is not None else ""


def _nearest_point(point: Element, ancestor: Element) -> bool:
    """Whether no other point stands between a point and the paragraph (or point) that is being read."""
    for parent in point.iterancestors():
        if parent is ancestor:
            return True
        if name(parent) == "point":
            return False
    return False


def _own_blocks(element: Element) -> Iterator[Element]:
    """The blocks of a paragraph that are not inside one of its points."""
    for child in element:
        kind = name(child)
        if kind in ("point", "num", "heading", "subheading", ""):
            continue
        if kind in ("list", "sublist"):
            yield from _own_blocks(child)
        else:
            yield child


def _opening(element: Element) -> str | None:
    """The opening words in lower case: the container's name if the words do begin with it, else the slanted words."""
    body = [c for c in element if name(c) not in ("num", "heading", "subheading", "")]
    numbered = name(element) in ("paragraph", "point", "item")
    text = (" ".join(words(c) for c in body) if numbered else words(element)).lstrip(" (").casefold()
    declared = single_spaced(element.get("name") or "").strip(" ,.;:").casefold()
    if declared and text.startswith(declared):
        return declared
    spans = (span for part in (body if numbered else [element]) for span in part.iter(f"{AKN}span"))
    span = next(spans, None)
    slanted = words(span).strip(" ,.;:").casefold() if span is not None else ""
    if slanted and text.startswith(slanted) and len(slanted) <= 60:
        return _completed(slanted, text)
    return None


def _completed(slanted: str, text: str) -> str:
    """Opening words of which only the first is slanted: "Calls" upon all States is "calls upon"."""
    forms = (form for forms in vocabulary().verbs.values() for form in forms)
    longer = [form for form in forms if form.startswith(f"{slanted} ") and text.startswith(f"{form} ")]
    return max(longer, key=len, default=slanted)


def _host(path: str) -> str:
    return path.partition("@")[2] or path


def _root(path: str) -> str:
    """OP4 of OP4(a): what must be unique for its points to be."""
    return path.partition("(")[0]
