"""What stands above a resolution in a text without markup: symbol, date and title, up to "The Security Council,"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from graph.errors import BadSymbol
from graph.folding import words
from graph.symbols import Symbol
from loaders.readers.blocks import Block
from loaders.readers.dates import first_date
from loaders.readers.numbering import ANNEX
from loaders.readers.plain.openings import plain_opening

_BODIES = {
    "un-general-assembly": (
        "General Assembly", "L’Assemblée générale", "La Asamblea General", "Генеральная Ассамблея", "大会",
        "إن الجمعية العامة", "Die Generalversammlung",
    ),
    "un-security-council": (
        "Security Council", "Le Conseil de sécurité", "El Consejo de Seguridad", "Совет Безопасности", "安全理事会",
        "إن مجلس الأمن", "Der Sicherheitsrat",
    ),
    "un-economic-and-social-council": (
        "Economic and Social Council", "Le Conseil économique et social", "El Consejo Económico y Social",
        "Экономический и Социальный Совет", "经济及社会理事会", "إن المجلس الاقتصادي والاجتماعي",
        "Der Wirtschafts- und Sozialrat",
    ),
    "un-human-rights-council": (
        "Human Rights Council", "Le Conseil des droits de l’homme", "El Consejo de Derechos Humanos",
        "Совет по правам человека", "人权理事会", "إن مجلس حقوق الإنسان", "Der Menschenrechtsrat",
    ),
}  # fmt: skip
_PREFIXES = {
    "un-general-assembly": "A/RES/",
    "un-security-council": "S/RES/",
    "un-economic-and-social-council": "E/RES/",
    "un-human-rights-council": "A/HRC/RES/",
}
_ORGANIZATION = r"(?:United Nations|Nations Unies|Naciones Unidas|Организация Объединенных Наций|联合国|الأمم المتحدة)?"
_ALONE = re.compile(rf"{_ORGANIZATION}\s*((?:A|S|E)/[\w./()\u2011 -]{{3,40}}?)\s*\*?", re.IGNORECASE)
_NOUN = r"(?:resolution|résolution|resolución|резолюция|القرار|第)?\s*"
_COUNCIL = re.compile(rf"{_NOUN}(\d{{1,4}}) ?\(((?:19|20)[\d -]{{1,6}})\)(?![A-Za-z0-9_/])", re.IGNORECASE)
_COUNCIL_ALONE = re.compile(
    rf"{_COUNCIL.pattern}[\s.,*]*(?:{_NOUN[:-3]}\s*)?(?P<day>(?:of|du|de|от|\()\s*\d{{1,2}}\D{{2,24}}\d{{4}}\)?[\s.]*)?(?:\[\S.{{0,40}})?",
    re.IGNORECASE,
)
_SESSION = re.compile(
    rf"{_NOUN}((?:E?S-)?\d{{1,4}}/\d{{1,3}})(?: ?([A-Z]))?(?:\.\s*|\s+-?\s*|$)(.*)", re.IGNORECASE | re.DOTALL
)
_ROMAN = re.compile(rf"{_NOUN}(\d{{1,4}}(?: ?[A-Z])? \([IVXLC]+\)(?: ?[A-Z])?)\.?\s*(.*)", re.IGNORECASE | re.DOTALL)
_ADOPTED = re.compile(r"\b(?:adopted|adoptée?|aprobad[ao]|принят(?:а|о|ая|ое))\b|通过|اتخذ|اعتمد", re.IGNORECASE)
"""What tells of the adoption, beside days of distribution and of meetings."""
_DISTRIBUTED = re.compile(r"\bDistr\b|分发|التوزيع", re.IGNORECASE)
_LONGEST_DAY = 80
_REPORTS = re.compile(
    r"(?:Identical )?letters? dated|Note verbale|Note by|Report of|Lettres? (?:identiques )?dat|Rapport d|Note d|Carta|"
    r"Informe d|Nota d|Письмо|Доклад|تقرير|رسالة|[^\d.]{0,40}(?:报告|的信)$",
    re.IGNORECASE,
)
_LONGEST_LINE = 60
_COUNTED = re.compile(r"\d{1,3}\s?[.．、]\s")
_COMMAS = (",", "،", "，", "、")
_FIRST_BLOCKS = 60
_LONGEST_HEAD = 8
"""Blocks above a resolution that stands behind another: its symbol, number and title, its day."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a resolution: what its text is called, and the number of its blocks; the text follows them.

    `adoption` are the words that tell of it ("Adopted by the Security Council at its 3137th meeting,"), `on` the day
    that they give. `dated` is the day that stands by itself where no day of distribution does.
    """

    symbol: Symbol | None
    blocks: int
    body: str | None
    title: str | None = None
    on: str | None = None
    adoption: str | None = None
    dated: str | None = None


def head(blocks: Sequence[Block]) -> Head | None:
    """The head of a resolution; None for a document that is none.

    A resolution has the name of its body alone on a line ("The General Assembly,"); without it only a text that has
    a number of the Security Council and nothing but its day above it ("7 (1946). Resolution of 26 June 1946") is
    believed to be one; without the day where a paragraph begins as those of resolutions do.
    """
    named = ((at, body_alone(block.text)) for at, block in enumerate(blocks[:_FIRST_BLOCKS]))
    formula = next(((at, body) for at, body in named if body), None)
    if formula is not None and not _is_above_a_resolution(blocks[: formula[0]]):
        return None
    if formula is None:
        above = next((at for at, block in enumerate(blocks[:2]) if _COUNCIL_ALONE.fullmatch(block.text)), None)
        if above is None or not _is_dated_or_begins_one(blocks[above:]):
            return None
        cover = 1 + max(at for at, block in enumerate(blocks[: above + 3]) if at == above or _is_cover(block))
        return _head(blocks[:cover], cover, "un-security-council")
    return _head(blocks[: formula[0]], formula[0] + 1, formula[1])


def further_heads(blocks: Sequence[Block]) -> list[int]:
    """Where further resolutions begin behind the first: with another number above "The General Assembly,".

    A text that stands in another, as a draft that one body recommends to another, has no number above it.
    """
    formulas = [(at, body) for at, block in enumerate(blocks) if (body := body_alone(block.text))]
    found: list[int] = []
    seen: set[Symbol] = set()
    for (before, _), (at, body) in zip([(-1, ""), *formulas], formulas, strict=False):
        named = {
            place: symbol
            for place in range(max(before + 1, at - _LONGEST_HEAD), at)
            if (symbol := _numbered(blocks[place].text, body)[0] or symbol_alone([blocks[place]]))
        }
        if before >= 0 and seen and named and seen.isdisjoint(named.values()):
            found.append(min(named))
        seen.update(named.values())
    return found


def symbol_alone(blocks: Sequence[Block]) -> Symbol | None:
    """The symbol of a document that stands alone on a line above it, as "A/78/123" or "United Nations A/78/123"."""
    for block in blocks:
        if (found := _ALONE.fullmatch(block.text)) and (symbol := _parsed(found[1])):
            return symbol
    return None


def is_symbol(line: str) -> bool:
    """Whether a line is a symbol and nothing else, as in the head of a page."""
    return symbol_alone([Block(line)]) is not None


def body_alone(text: str) -> str | None:
    """The body whose name is all that a line says, as above every resolution: "The Security Council,".

    Without article and comma it is the name of the body in the head of the page.
    """
    if len(text) >= 60 or text[:1].islower():  # "adopted by / the General Assembly," is the end of a line
        return None
    said = "".join(words(text))
    acts = said.startswith("the") or said in _with_an_article() or text.rstrip().endswith(_COMMAS)
    return _formulas().get(said.removeprefix("the")) if acts else None


def _head(cover: Sequence[Block], blocks: int, body: str) -> Head:
    symbol = symbol_alone(cover)
    title = None
    for block in cover:
        named, called = _numbered(block.text, body)
        if named and (symbol is None or named == symbol):
            symbol, title = named, called or title
    told = _adoption(cover)
    return Head(symbol, blocks, body, title, first_date(told), told or None, _dated(cover))


def _is_dated_or_begins_one(blocks: Sequence[Block]) -> bool:
    """Whether a day stands beside the number in the first block, or a paragraph below begins as in resolutions."""
    alone = _COUNCIL_ALONE.fullmatch(blocks[0].text)
    if alone and alone["day"]:
        return True
    return any(plain_opening(block.text, "en") for block in blocks[1:_FIRST_BLOCKS])


def _is_above_a_resolution(cover: Sequence[Block]) -> bool:
    """Whether a formula stands below the head of a resolution, and not in a report or letter that holds one.

    What is called a report and has the symbol of a resolution is a resolution on a report.
    """
    symbol = symbol_alone(cover)
    own = symbol is not None and symbol.base == "Instrument" and symbol.label != "Draft"
    sentences = any(len(block.text) > _LONGEST_LINE and block.text.endswith(".") for block in cover)
    if symbol is None and sentences and not cover[0].text[:1].islower():
        return False  # a text that quotes a resolution; the end of a page begins within a sentence
    return not any(
        (_REPORTS.match(block.text) and not own)
        or ANNEX.fullmatch(block.text)
        or (len(block.text) > _LONGEST_LINE and _COUNTED.match(block.text))
        for block in cover
    )


def _adoption(cover: Sequence[Block]) -> str:
    """The words that tell of the adoption, with the day in the line behind them: "…, / on 16 November 1992"."""
    said: list[str] = []
    for before, block in zip([None, *cover], cover, strict=False):
        if _ADOPTED.search(block.text) or (
            before is not None
            and said[-1:] == [before.text]
            and (before.text.endswith(_COMMAS) or block.text[:1].islower())
        ):
            said.append(block.text)
    return " ".join(said)


def _dated(cover: Sequence[Block]) -> str | None:
    """The day in a short line above the text ("Resolution of 4 April 1946"); none where days of distribution stand."""
    if any(_DISTRIBUTED.search(block.text) for block in cover):
        return None
    short = (block.text for block in cover if len(block.text) < _LONGEST_DAY and not _SESSION.fullmatch(block.text))
    return next(filter(None, map(first_date, short)), None)


def _numbered(text: str, body: str) -> tuple[Symbol | None, str | None]:
    """The symbol in a heading ("78/265. Tides", "Resolution 787 (1992)") and the title behind it."""
    if body == "un-security-council":
        found = _COUNCIL.match(text)
        if found is None:
            return None, None
        year = found[2][:4]  # scanning makes 197-4 of 1974, and a series runs through 1976-77
        return _parsed(f"S/RES/{found[1]} ({year})" if year.isdecimal() else f"S/RES/{found[1]}"), None
    for form in (_SESSION, _ROMAN):
        if found := form.fullmatch(text):
            groups = found.groups()
            letter = groups[1] if len(groups) == 3 and groups[1] else ""
            title = groups[-1].strip(" .")
            return _parsed(f"{_PREFIXES[body]}{groups[0]}{letter}"), title or None
    return None, None


def _parsed(text: str) -> Symbol | None:
    try:
        return Symbol.parse(" ".join(text.split()))
    except BadSymbol:
        return None


def _is_cover(block: Block) -> bool:
    return len(block.text) < 120 and bool(re.match(r"adopted by|of \d|\[S/", block.text, re.IGNORECASE))


@cache
def _formulas() -> dict[str, str]:
    return {"".join(words(name)).removeprefix("the"): body for body, names in _BODIES.items() for name in names}


@cache
def _with_an_article() -> frozenset[str]:
    articles = ("L’", "La ", "Le ", "El ", "Die ", "Der ", "إن ")
    return frozenset("".join(words(name)) for names in _BODIES.values() for name in names if name.startswith(articles))
