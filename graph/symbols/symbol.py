"""Symbol: the identifier of a UN document as one value, with a renderer for each use."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache, total_ordering

from graph.errors import BadSymbol
from graph.symbols.characters import roman_numeral, roman_value
from graph.symbols.documents import printed_path
from graph.symbols.families import (
    GENERAL_ASSEMBLY,
    HUMAN_RIGHTS_COUNCIL,
    Base,
    Family,
    Label,
    body_of,
)
from graph.symbols.grammar import Fields, fields_of
from graph.symbols.links import symbol_in
from graph.symbols.sessions import (
    LAST_HUMAN_RIGHTS_NUMBER,
    LAST_HUMAN_RIGHTS_SESSION,
    LAST_ROMAN_SESSION,
    assembly_sessions,
    assembly_years,
    human_rights_years,
    most_resolutions,
    security_council_years,
)
from graph.symbols.suggestions import likely

_DIGITS = re.compile(r"(\d+)")
_YEAR = re.compile(r"/((?:19|20)\d\d)(?=/)")
_SESSION = re.compile(r"/((?:ES-|S-)?\d{1,3})/")
_TRAILER = re.compile(r"/(?:Add|Corr|Rev|Amend)\.\d+$")

_DECISIONS = {
    Family.ASSEMBLY_RESOLUTION: Family.ASSEMBLY_DECISION,
    Family.ECOSOC_RESOLUTION: Family.ECOSOC_DECISION,
    Family.HUMAN_RIGHTS_RESOLUTION: Family.HUMAN_RIGHTS_DECISION,
}


@total_ordering
@dataclass(frozen=True, slots=True, repr=False)
class Symbol:
    """A UN symbol. Equal symbols name the same text, however they were written.

    `series` is the session ('78', 'S-24', 'ES-10', 'XXV', 'S-VI', 'OS/13') or the year ('2021') that a text is
    numbered in, '' for the Security Council's resolutions; `part` is the letter of a part or ''. A draft, the record
    of a meeting and any other document have a `path` instead, which is the whole symbol. `written_year` is the year
    that stood beside a resolution of the Security Council: it takes no part in equality.

    `id` is the canonical id: 'A/RES/78/265', 'S/RES/1325', 'A/RES/217(III)A', 'A/75/6(Sect.3)/Add.1'.
    """

    family: Family
    series: str = ""
    number: int = 0
    part: str = ""
    path: str = ""
    written_year: int | None = field(default=None, compare=False)
    id: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", self._id())  # once: it is asked for far more often than symbols are made

    @classmethod
    def parse(cls, text: str) -> Symbol:
        """The symbol that `text` is, as an id or as the UN prints it: 'A/RES/75/251B', 's/res/1325 (2000)'.

        Case, spaces, dashes, other scripts' digits, look-alike letters, leading zeros and punctuation around it do
        not matter. Several parts ('A/RES/75/101 A-B') are the whole resolution: see `parse_many`. A document with
        two symbols ('A/77/481-S/2022/722') goes by the first. Raises BadSymbol for anything else.
        """
        said = _fields(text)
        return cls._of(said, said.parts[0] if len(said.parts) == 1 else "")

    @classmethod
    def parse_many(cls, text: str) -> tuple[Symbol, ...]:
        """The symbols that `text` names: one, or each part of 'A/RES/75/101 A-B'. Raises BadSymbol like `parse`."""
        said = _fields(text)
        return tuple(cls._of(said, part) for part in said.parts or ("",))

    @classmethod
    def from_href(cls, href: str) -> Symbol | None:
        """What a link to one of the UN's document services points at; None for any other link, or a broken one.

        The link is believed as it is: see `corrected` for decisions that are linked as resolutions.
        """
        said = _linked_fields(href)
        return None if said is None else cls._of(said, said.parts[0] if len(said.parts) == 1 else "")

    @classmethod
    def _of(cls, said: Fields, part: str) -> Symbol:
        return cls(said.family, said.series, said.number, part, said.path, said.year)

    @property
    def printed(self) -> str:
        """As the UN prints it: 'A/RES/75/251 B', 'S/RES/1325 (2000)', 'A/RES/217 (III) A', 'A/75/6 (Sect. 3)'."""
        if self.path:
            return printed_path(self.path)
        part = f" {self.part}" if self.part else ""
        if self.roman:
            return f"{self.family.value}/{self.number} ({self.series}){part}"
        if self.family is Family.SECURITY_COUNCIL_RESOLUTION:
            return f"{self.family.value}/{self.short}"
        return f"{self.family.value}/{self.series}/{self.number}{part}"

    @property
    def short(self) -> str:
        """As texts cite it beside the name of its body: '78/265', '217 A (III)', '1325 (2000)', 'S-24/2', '2021/5'."""
        part = f" {self.part}" if self.part else ""
        if self.path or self.family in (Family.PRESIDENTIAL_STATEMENT, Family.HUMAN_RIGHTS_STATEMENT):
            return self.printed
        if self.roman:
            return f"{self.number}{part} ({self.series})"
        if self.family is Family.SECURITY_COUNCIL_RESOLUTION:
            year = self.year
            return f"{self.number} ({year})" if year else str(self.number)
        return f"{self.series}/{self.number}{part}"

    @property
    def url(self) -> str:
        """Where people read it in English."""
        return self.url_in("en")

    def url_in(self, language: str) -> str:
        """Where people read it: `language` is en, fr, es, ru, zh, ar, or de. Parts of old resolutions share a page."""
        if self.roman:
            return f"https://docs.un.org/{language}/{self.whole.id}"
        return f"https://docs.un.org/{language}/{self.printed.replace(' ', '')}"

    def _id(self) -> str:
        if self.path:
            return self.path
        if self.roman:
            return f"{self.family.value}/{self.number}({self.series}){self.part}"
        return "/".join(filter(None, (self.family.value, self.series, f"{self.number}{self.part}")))

    def __str__(self) -> str:
        return self.id

    def __repr__(self) -> str:
        return f"Symbol({self.id!r})"

    def __lt__(self, other: object) -> bool:
        """Numbers in their order: A/RES/78/9 before A/RES/78/10."""
        return _natural(self.id) < _natural(other.id) if isinstance(other, Symbol) else NotImplemented

    @property
    def label(self) -> Label:
        """The specific label of its node: Resolution, Decision, PresidentialStatement, Draft, Meeting, UNDocument.

        S/2023/638 is a UNDocument: whether it is a draft is said by the record, not by the symbol.
        """
        return self.family.label

    @property
    def base(self) -> Base:
        """The base label of its node: Instrument, Document or Meeting."""
        return self.family.base

    @property
    def body(self) -> str:
        """Slug of the organ in whose series it stands, '' for the series of others (FCCC/, NPT/, A/CONF.)."""
        return body_of(self.id)

    @property
    def roman(self) -> bool:
        """Whether its session is in Roman numerals, as until 1976 (Assembly) or 1977 (Economic and Social Council)."""
        return bool(self.series) and self.series[-1].isalpha()

    @property
    def whole(self) -> Symbol:
        """The resolution or decision that it is a part of; itself if it is none."""
        return replace(self, part="") if self.part else self

    @property
    def principal(self) -> Symbol:
        """The document that it revises, corrects or adds to ('A/75/7/Add.1/Corr.1' -> 'A/75/7'); itself if none."""
        path = self.path
        while _TRAILER.search(path):
            path = _TRAILER.sub("", path)
        return Symbol.parse(path) if path != self.path else self

    def with_part(self, letter: str) -> Symbol:
        """That part of the same resolution or decision. The letter is one of A-Z."""
        return replace(self, part=letter)

    @property
    def session(self) -> str | None:
        """The session as written: '78', 'S-24', 'ES-10', 'XXV'; None where there is none or a year stands for it."""
        if self.path:
            found = _SESSION.search(self.path) if self.body in (GENERAL_ASSEMBLY, HUMAN_RIGHTS_COUNCIL) else None
            return found[1] if found else None
        return None if not self.series or (len(self.series) == 4 and self.series.isdigit()) else self.series

    @property
    def years(self) -> tuple[int, ...]:
        """The years in which it can have been adopted or issued, () where the symbol does not tell."""
        if self.family is Family.SECURITY_COUNCIL_RESOLUTION:
            return security_council_years(self.number)
        return _years_of_path(self.path) if self.path else _years_of_series(self.body, self.series)

    @property
    def year(self) -> int | None:
        """The year, where it is certain: from the symbol, from the Council's numbering, or else as it was written."""
        years = self.years
        return years[0] if len(years) == 1 else self.written_year

    @property
    def year_agrees(self) -> bool:
        """False if a year was written beside it in which the Council had not come to that number, or was past it."""
        return self.written_year is None or not self.years or self.written_year in self.years

    def as_then_numbered(self) -> Symbol:
        """A/RES/20/2131, as some write it, is A/RES/2131(XX): the Assembly numbered throughout for thirty sessions."""
        if self.family is not Family.ASSEMBLY_RESOLUTION or not self.series.isdigit():
            return self
        session = roman_numeral(int(self.series)) if int(self.series) <= LAST_ROMAN_SESSION else ""
        return replace(self, series=session) if session in assembly_sessions(self.number) else self

    def corrected(self) -> Symbol:
        """What this must mean if its body cannot have numbered a resolution so; else itself. Links need it.

        - Links call decisions resolutions: A/RES/76/564 is A/DEC/76/564. The Assembly numbers its decisions from 401
          in each session, before the 57th from 301; the Human Rights Council from 101; the Economic and Social
          Council from 201.
        - No session of the Human Rights Council came to 131, nor the Council to a 70th session: A/HRC/RES/60/251 is
          A/RES/60/251.
        - The Assembly has no Roman session above XXX, the Economic and Social Council has: A/RES/2008(LX) is
          E/RES/2008(LX).
        """
        if self.roman:
            beyond = self.family is Family.ASSEMBLY_RESOLUTION and roman_value(self.series) > LAST_ROMAN_SESSION
            return replace(self, family=Family.ECOSOC_RESOLUTION) if beyond else self
        family = self.family
        if family is Family.HUMAN_RIGHTS_RESOLUTION and self.series.isdigit():
            beyond = self.number > LAST_HUMAN_RIGHTS_NUMBER or int(self.series) > LAST_HUMAN_RIGHTS_SESSION
            family = Family.ASSEMBLY_RESOLUTION if beyond else family
        if family in _DECISIONS and self.number > most_resolutions(family, self.series):
            family = _DECISIONS[family]
        return self if family is self.family else replace(self, family=family)


_known = lru_cache(maxsize=65536)(fields_of)
"""A document names the same symbols again and again, and links to one differ by language."""


def _fields(text: str) -> Fields:
    said = _known(text)
    if said is None:
        shown = text if len(text) <= 60 else text[:57] + "..."
        raise BadSymbol(f"{shown!r} is not a UN symbol", nearest=likely(text))
    return said


@lru_cache(maxsize=65536)
def _linked_fields(href: str) -> Fields | None:
    text = symbol_in(href)
    return _known(text) if text else None


@lru_cache(maxsize=4096)
def _years_of_series(body: str, series: str) -> tuple[int, ...]:
    """The years of a session, or the year that stands for one."""
    if len(series) == 4 and series.isdigit():
        return (int(series),)
    if body == GENERAL_ASSEMBLY:
        return assembly_years(roman_value(series) if series[-1:].isalpha() else series)
    return human_rights_years(series) if body == HUMAN_RIGHTS_COUNCIL else ()


@lru_cache(maxsize=65536)
def _years_of_path(path: str) -> tuple[int, ...]:
    """The year in a path: A/CONF.234/2021/1."""
    found = _YEAR.search(path + "/")
    return (int(found[1]),) if found else ()


def _natural(symbol_id: str) -> list[str | int]:
    return [int(piece) if piece.isdigit() else piece for piece in _DIGITS.split(symbol_id)]
