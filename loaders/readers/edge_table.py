"""Reads tables of citations: a row an edge, with `source` and `target`, and maybe `verb` and `paragraph`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal, cast

from graph.errors import BadInput, BadSource, BadSymbol
from graph.library import Contribution
from graph.merge import RANKS
from graph.model import Citation, Node, Ref, Section
from graph.symbols import Symbol
from graph.symbols import read as read_symbol
from graph.vocabulary import vocabulary
from loaders.citations.governing import of_opening
from loaders.citations.names import LANGUAGES as NAMED_IN
from loaders.citations.names import named as names_in
from loaders.citations.names.gazetteer import instruments
from loaders.citations.names.provisions import LANGUAGES as PARTS_IN
from loaders.citations.names.provisions import part_of
from loaders.cited import is_editors, known_by_citation, named
from loaders.readers.tables import Row, rows
from loaders.records import Broken, Found, Remark, Stated

_SPELLED = re.compile(
    r"(?<![^/@\s,])(?:(?P<pp>pp|preambular\s*par(?:a(?:graph)?)?|alinéa\s*du\s*préambule)|"
    r"(?P<op>op|operative\s*par(?:a(?:graph)?)?|paragraphe\s*du\s*dispositif)|(?P<art>art(?:icle)?)|"
    r"(?P<fn>footnote|fn)|(?P<para>para(?:graph)?|par|§))\.?\s*(?=\d)",
    re.IGNORECASE,
)
_POINT = re.compile(r"(\d),? (?:sub-?paragraph |point )?\(?([a-z]{1,2})\)?(?=\s|$)")
"""A point behind its paragraph: "3 a", "3, subparagraph (a)"."""
_SIGNS = {"pp": "PP", "op": "OP", "art": "art.", "fn": "fn."}
_PART = r"(?:draft|annex(?:\.[A-Z0-9]+)*|(?:sect|art)\.\w+)(?:~\d+)?"
_WHERE = r"(?:(?:OP|PP)(?:\d+[a-z]?|[a-z])?|(?:para|art)\.\w+|title|text)(?:[+~]\d+)?(?:\([^()\s/]+\))*(?:[+~]\d+)*"
_PATH = re.compile(rf"(?:{_PART}/)*(?:{_WHERE}|{_PART}|fn\.\w+@(?:{_PART}/)*{_WHERE}|fn\.\w+)")
"""Paths of paragraphs as our own readers make them."""
HEADINGS = frozenset(("source", "target"))
_COLUMNS = HEADINGS | {
    *("kind", "verb", "section", "paragraph", "opening", "as_written", "provision", "origin", "confidence"),
    *("how", "as_of"),
}
"""Those that are read, and others that `recalling export csv` writes."""
_LONGEST_OPENING, _LONGEST_PART, _LONGEST_WORDS = 200, 200, 2000
_ARTICLE = 4
"""Characters that may stand before a name: "the "."""
_YEAR = re.compile(r",?\s*(?:\(\s*|of\s+)?(?:\d{1,2}\s+\w+\s+)?(?P<year>(?:18|19|20)\d\d)\s*\)?\s*\Z")
"""The year of a treaty, as people put it behind its name."""
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SECTIONS: tuple[tuple[str, Section], ...] = (
    ("fn.", "footnote"),
    ("annex", "annex"),
    ("PP", "preamble"),
    ("OP", "operative"),
)


def read(data: bytes, name: str | None = None) -> Iterator[Found]:
    """The citations of a table, each with the rank of a record; rows that cannot be read are broken.

    A source or target is a symbol in any spelling of the United Nations, or a treaty or declaration by its id
    ("palermo-convention") or a name that editors know ("Palermo Convention"). The part of a target that is cited
    stands in a column `provision`, or with the target ("Palermo Convention, article 5"; "A/RES/70/1, annex").
    Columns `kind`, `opening` and `as_written` are as we export them: `kind` may say MAY_CITE; rows of other kinds are
    none of citations. A row that says the same once more is another mention. `name` plays no part.
    """
    times: Counter[tuple[Ref, Ref, str]] = Counter()
    unread: set[str] = set()
    facts: dict[Contribution, None] = {}
    remarks: list[Remark] = []
    read = 0
    for row in rows(data):
        if isinstance(row, Broken):
            yield row
            continue
        unread |= row.cells.keys() - _COLUMNS
        try:
            found = _citation(row, times, remarks)
        except (BadInput, ValueError) as error:
            yield Broken(str(row.line), str(error))
            continue
        read += 1
        for ref in (found.start_at, found.end_at):
            facts.setdefault(Contribution(_node(ref), RANKS["cited"]))
        facts.setdefault(Contribution(found, RANKS["record"]))
    remarks += (Remark("structure", f"the column {column!r} is not read") for column in sorted(filter(None, unread)))
    if read:
        yield Stated(tuple(facts), tuple(remarks), read)


def _citation(row: Row, times: Counter[tuple[Ref, Ref, str]], remarks: list[Remark]) -> Citation:
    kind = (row.cells.get("kind") or "CITES").upper().replace(" ", "_")
    if kind not in ("CITES", "MAY_CITE"):
        raise BadSource(f"a row of the kind {kind!r}; only citations are read from a table")
    start, (end, part) = _ref(row.cells.get("source", "")), _cited(row.cells.get("target", ""))
    if start == end:
        raise BadSource(f"{start.id} would cite itself")
    paragraph = _paragraph(row, start, remarks)
    times[start, end, paragraph] += 1
    own = paragraph.rpartition("/")[2]
    signs = _SECTIONS if _PATH.fullmatch(paragraph) else ()
    section = next((section for sign, section in signs if paragraph.startswith(sign) or own.startswith(sign)), None)
    if times[start, end, paragraph] > 1:
        remarks.append(
            Remark("structure", f"row {row.line}: {start.id} cites {end.id} once more in {paragraph or '?'}")
        )
    verb, opening = _verb(row, remarks)
    return Citation(
        kind=kind,
        start_at=start,
        end_at=end,
        key=f"{paragraph}#{times[start, end, paragraph]}",
        section=cast("Section", section or "other"),
        paragraph=paragraph,
        opening=opening,
        verb=verb,
        provision=_words(row, "provision", _LONGEST_PART, remarks) or part,
        as_written=_words(row, "as_written", _LONGEST_WORDS, remarks),
        cited_as=_cited_as(end),
        origin="record",
    )


def _verb(row: Row, remarks: list[Remark]) -> tuple[str | None, str | None]:
    """The verb of the vocabulary, and the opening words: those of a column of their own, else what is no such verb."""
    said = row.cells.get("verb", "").casefold()
    opening = (_words(row, "opening", _LONGEST_OPENING, remarks) or "").casefold() or None
    if said in vocabulary().verbs:
        return said, opening
    verb = next(filter(None, (of_opening(said or opening, language) for language in vocabulary().languages)), None)
    if said and verb is None:
        remarks.append(Remark("structure", f"row {row.line}: {said!r} is no verb that is known"))
    return verb, opening or said or None


def _words(row: Row, column: str, longest: int, remarks: list[Remark]) -> str | None:
    """What a column says, unless it is no such words at all, but a text."""
    said = row.cells.get(column) or None
    if said and len(said) > longest:
        remarks.append(Remark("structure", f"row {row.line}: {column} has {len(said):,} characters, and is left out"))
        return None
    return said


def _paragraph(row: Row, start: Ref, remarks: list[Remark]) -> str:
    """The paragraph as a path: "op 3 (a)" is OP3(a), "article 2" art.2. What is no path stays as it is written.

    "Paragraph 3" of an instrument is one of its operative paragraphs, that of a document the third of its own.
    """
    written = row.cells.get("paragraph", "")

    def sign(found: re.Match[str]) -> str:
        kind = found.lastgroup or ""
        return _SIGNS.get(kind) or ("OP" if start.base == "Instrument" and "/" in start.id else "para.")

    path = re.sub(r"\s+", "", _POINT.sub(r"\1(\2)", _SPELLED.sub(sign, written)))
    if written and not _PATH.fullmatch(path):
        remarks.append(Remark("structure", f"row {row.line}: {written!r} is no path of a paragraph, such as OP3(a)"))
        return written
    return path


def _cited_as(end: Ref) -> Literal["symbol", "name"]:
    return "symbol" if "/" in end.id else "name"


def _cited(written: str) -> tuple[Ref, str | None]:
    """What is cited, and the part of it that is, where one stands beside its symbol or name."""
    try:
        return _ref(written), None
    except BadInput:
        head, comma, behind = written.partition(",")
        for language in PARTS_IN if len(written) <= _LONGEST_OPENING else ():
            if comma and (part := part_of("", comma + behind, language)):
                return _ref(head), part
            (found,) = names_in([written], language)
            parts = {(one.target, part_of(written[: one.start], written[one.end :], language)) for one in found}
            if len(parts) == 1 and (cited := parts.pop())[1]:
                return cited
        raise


def _ref(written: str) -> Ref:
    if not written:
        raise BadSource("a row without source or target")
    if _SLUG.fullmatch(written) and not written.isdecimal() and is_editors(written):
        if named("Instrument", written).base != "Instrument":
            raise BadSource(f"{written!r} is no treaty or declaration")
        return Ref("Instrument", written)
    try:
        symbol = read_symbol(written)
    except BadSymbol:
        if (treaty := _by_name(written)) is None:
            raise
        return treaty
    return Ref(symbol.base, symbol.id)


def _by_name(written: str) -> Ref | None:
    """The one treaty, declaration or programme that words name from their beginning to their end, in some language.

    Its year may stand behind its name: "Vienna Convention on the Law of Treaties (1969)".
    """
    if len(written) > _LONGEST_OPENING:
        return None
    for language in NAMED_IN:
        (found,) = names_in([written], language)
        whole = {one.target for one in found if one.start <= _ARTICLE and _ends(written[one.end :], one.target.id)}
        if len(whole) == 1:
            return whole.pop()
    return None


def _ends(behind: str, id_: str) -> bool:
    """Whether nothing stands behind a name but the year in which what it names was adopted."""
    if not any(map(str.isalnum, behind)):
        return True
    year, known = _YEAR.fullmatch(behind), instruments().get(id_)
    return year is not None and known is not None and (known.adopted_on or "").startswith(year["year"])


def _node(ref: Ref) -> Node:
    return known_by_citation(Symbol.parse(ref.id)) if "/" in ref.id else named(ref.base, ref.id)
