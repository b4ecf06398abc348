"""Reads the Akoma Ntoso XML of United Nations documents: a file is one Record, or one for each of its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from graph.errors import BadSource, BadSymbol
from graph.symbols import Symbol
from loaders.readers.akn_text import paragraphs
from loaders.readers.markup import AKN, Element, parsed, words
from loaders.records import Record, Remark, Subject

_LANGUAGES = {
    "eng": "en",
    "fra": "fr",
    "fre": "fr",
    "spa": "es",
    "rus": "ru",
    "zho": "zh",
    "chi": "zh",
    "ara": "ar",
} | {
    "deu": "de",
    "ger": "de",
}
_DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
_FRBR = re.compile(r"/un(sc|ga|hrc|ecosoc)/[^/]*/([^/]+)/")
_LIBRARIANS = ("UNBIS Thesaurus", "DHLAUTH")
"""Dictionaries whose terms librarians gave; those of other names were given by a machine and are often wrong."""

_TITLE_END = re.compile(r"[\s.]+$")


def recognizes(data: bytes) -> bool:
    """Whether a file looks like Akoma Ntoso: by what it begins with, not by its name."""
    return b"<akomaNtoso" in data[:4096]


def read(data: bytes) -> list[Record]:
    """The records in one file, in order; of a resolution in several parts one each, and one for the whole.

    A file that is not well-formed is recovered as far as it goes, and its records are marked as damaged. Raises
    BadSource for a file with a DOCTYPE, without a symbol, or of which nothing can be recovered.
    """
    root, problem = parsed(data)
    meta = _Meta(root)
    if problem:
        meta.remarks.append(Remark("markup", problem))
    symbols = meta.symbols()
    statements = list(root.iter(f"{AKN}statement"))
    if not statements:
        raise BadSource("the file holds no text of a resolution, decision or statement")
    if len(statements) == 1:
        symbol = symbols[0] if len(symbols) == 1 else symbols[0].whole
        return [_record(meta, statements[0], symbol, damaged=bool(problem))]
    return list(_parts(meta, statements, symbols[0].whole, damaged=bool(problem)))


def _parts(meta: _Meta, statements: list[Element], whole: Symbol, *, damaged: bool) -> Iterator[Record]:
    """The whole, with no text of its own, and each part under the letter that its preface gives."""
    yield Record(
        symbol=whole,
        language=meta.language,
        title=meta.title(meta.root.find(f".//{AKN}documentCollection")),
        adopted_on=meta.adopted_on(),
        session=whole.session,
        meeting=meta.meeting(),
        agenda_item=meta.agenda_item(),
        subjects=meta.subjects(),
        damaged=damaged,
        remarks=tuple(meta.remarks),
    )
    for number, statement in enumerate(statements):
        letter = words(statement.find(f"{AKN}preface//{AKN}docNumber")).strip(" .\t")
        if not re.fullmatch(r"[A-Z]", letter):
            letter = chr(ord("A") + number)
        yield _record(meta, statement, whole.with_part(letter), damaged=damaged)


def _record(meta: _Meta, statement: Element, symbol: Symbol, *, damaged: bool) -> Record:
    own = _Meta(statement) if statement.find(f"{AKN}meta") is not None else meta
    return Record(
        symbol=symbol,
        language=meta.language,
        title=meta.title(statement),
        adopted_on=own.adopted_on() or meta.adopted_on(),
        session=symbol.session,
        meeting=own.meeting() or meta.meeting(),
        agenda_item=meta.agenda_item(),
        subjects=own.subjects() or meta.subjects(),
        paragraphs=tuple(paragraphs(statement)),
        damaged=damaged,
        remarks=tuple(meta.remarks),
    )


@dataclass
class _Meta:
    """What a file says about itself in its head and on its cover."""

    root: Element
    remarks: list[Remark] = field(default_factory=list[Remark])

    @property
    def language(self) -> str:
        element = self.root.find(f".//{AKN}FRBRlanguage")
        return _LANGUAGES.get((element.get("language") or "") if element is not None else "", "en")

    def symbols(self) -> tuple[Symbol, ...]:
        """The symbol on the cover, held against the FRBR identifier; where they differ a remark says so."""
        number = next((e for e in self.root.iter(f"{AKN}docNumber") if e.get("refersTo") == "#symbol"), None)
        printed = words(number)
        if not printed.strip():
            raise BadSource("the file does not say its symbol")
        try:
            found = Symbol.parse_many(printed)
        except BadSymbol as error:
            raise BadSource(f"its symbol cannot be read: {error.what}") from error
        if (stated := self._frbr_number()) and not _agree(found[0], stated):
            self.remarks.append(Remark("identity", f"the cover says {printed.strip()}, the identifier {stated}"))
        return found

    def _frbr_number(self) -> str | None:
        element = self.root.find(f".//{AKN}FRBRWork/{AKN}FRBRuri")
        match = _FRBR.search((element.get("value") or "") if element is not None else "")
        return match[2] if match else None

    def title(self, element: Element | None) -> str | None:
        """The title in the preface; resolutions of the Security Council have none."""
        if element is None:
            return None
        for path in (f"{AKN}preface", f"{AKN}coverPage"):
            found = element.find(path)
            for title in found.iter(f"{AKN}docTitle") if found is not None else ():
                if title.get("refersTo") == "#resolutionTitle" and (text := words(title).strip()):
                    return _TITLE_END.sub("", text)
        return None

    def adopted_on(self) -> str | None:
        """The date of adoption, ISO 8601: from the cover or the end, else from the identifier. 0001-01-01 is none."""
        for element in self.root.iter(f"{AKN}docDate"):
            if element.get("refersTo") == "#adoptionDate" and _DATE.fullmatch(element.get("date") or ""):
                return element.get("date")
        for element in self.root.iter(f"{AKN}FRBRdate"):
            if element.get("name") == "adoption" and _DATE.fullmatch(element.get("date") or ""):
                return element.get("date")
        return None

    def meeting(self) -> str | None:
        """The symbol of the record of the meeting at which it was adopted, where the file gives it."""
        for step in self.root.iter(f"{AKN}step"):
            if step.get("outcome") == "adopted" and "PV." in (step.get("as") or ""):
                return step.get("as")
        for element in self.root.iter(f"{AKN}inline"):
            if element.get("name") == "adoptionMeeting" and (number := re.match(r"\d+", element.get("title") or "")):
                return f"S/PV.{number[0]}"
        return None

    def agenda_item(self) -> str | None:
        for element in self.root.iter(f"{AKN}inline"):
            if element.get("name") == "agenda item":
                return (element.get("title") or "").strip() or None
        return None

    def subjects(self) -> tuple[Subject, ...]:
        """The terms that librarians gave."""
        found: dict[tuple[str, str], Subject] = {}
        for keyword in self.root.iter(f"{AKN}keyword"):
            dictionary, term = keyword.get("dictionary") or "", (keyword.get("showAs") or "").strip()
            if dictionary in _LIBRARIANS and term:
                number = re.search(r"/thesaurus/(\w+)$", keyword.get("href") or "")
                found[dictionary, term] = Subject(number[1] if number else None, term, dictionary)
        return tuple(found.values())


def _agree(symbol: Symbol, frbr: str) -> bool:
    """Whether an FRBR number like 78-265 or 1373-2001 can be the symbol's: every number of the symbol stands in it."""
    have = set(re.findall(r"\d+", frbr))
    return set(re.findall(r"\d+", symbol.short.partition("(")[0])) <= have
