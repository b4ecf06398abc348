"""Which text an Akoma Ntoso document is: agreed among its cover, its identifier, its heading and the file's name.

Cover and identifier are filled in from one form, often that of the document before: where they agree they are one
witness. A file's name counts double where the job number in it is the document's own. In the corpus
it mends 8 files (S_PRST_2007_22, which calls itself S/RES/1626; four German ones that kept the number of another); 2
hold another document than their name says (HRC 55/16 in English and French), 4 more disagree in one witness, and 18
have the letter of their part in the heading or the name alone. Each is told of.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from graph.errors import BadSource, BadSymbol
from graph.symbols import Symbol
from loaders.readers.akn.names import Named, named
from loaders.readers.markup import AKN, Element, words
from loaders.records import Remark

_FRBR = re.compile(r"/un(sc|ga|-hrc|ga-hrc|ecosoc)/[^/]*/((?:ES-|S-)?\d+)-(\d+)[A-Z-]*/")
_HEADING = re.compile(r"((?:ES-|S-)?\d{1,4}/\d{1,4})(?!\d)")
_COUNCIL = re.compile(r"(\d{3,4})\s*\(\d{4}\)")
_LETTER = re.compile(r"[A-Z]")
_HEADING_LETTER = re.compile(r"\d\s([A-Z])\.?$")
_NUMBER = re.compile(r"^(.*/)(\d+)/(\d+)$")


@dataclass(frozen=True, slots=True)
class Identity:
    """The symbol of a document, or of each part in it, and where its witnesses disagree."""

    symbols: tuple[Symbol, ...]
    remarks: tuple[Remark, ...]


def identified(root: Element, name: str | None) -> Identity:
    """The symbol that the witnesses agree on. Raises BadSource where there is none, or no agreement."""
    printed = _printed(root)
    cover, problem = _cover(root, printed)
    file = named(name) if name else None
    said = _said(root, cover, file)
    if not said:
        what = f"its symbol cannot be read: {problem}" if problem else "the file does not say its symbol"
        raise BadSource(what)
    number = _agreed(said)
    disagree = [f"{who} {what}" for who, what in said.items() if what != number]
    remarks = [Remark("identity", f"{', '.join(disagree)}; taken as {number}")] if disagree else []
    if not cover:
        remarks.append(Remark("identity", f"the cover says {printed.strip() or 'no symbol'}; taken as {number}"))
    if cover and _number(cover[0]) == number:
        symbols = cover
    elif file and _number(file.symbol) == number:
        symbols = (file.symbol,)
    else:
        symbols = (_renumbered(cover, number),)
    return _with_letter(root, symbols, file, remarks)


def _said(root: Element, cover: tuple[Symbol, ...], file: Named | None) -> dict[str, str]:
    """Who says which number, without the letter of a part."""
    said = {
        "the cover": _number(cover[0]) if cover else "",
        "the identifier": _frbr(root),
        "the heading": _heading(root, cover),
        "the file's name": _number(file.symbol) if file else "",
    }
    if file and file.job and file.job == _job(root):
        said["the job number"] = said["the file's name"]
    return {who: number for who, number in said.items() if number}


def _agreed(said: dict[str, str]) -> str:
    """The number that most say, who are two at least or the only ones."""
    voices = Counter(number for who, number in said.items() if who != "the identifier")
    if said.get("the identifier") != said.get("the cover") and "the identifier" in said:
        voices[said["the identifier"]] += 1
    ranked = voices.most_common()
    if len(ranked) == 1 or ranked[0][1] > ranked[1][1]:
        return ranked[0][0]
    tied = [number for number, times in ranked if times == ranked[0][1]]
    longest = max(tied, key=len)
    if all(longest.startswith(number) for number in tied) and said.get("the job number") == longest:
        return longest  # the others have lost the last digit, as the heading of 78/60 has in French
    raise BadSource(
        "it is doubtful which document this is: " + ", ".join(f"{who} says {what}" for who, what in said.items()),
        remedy="Name the file after the symbol, as the United Nations does (A_RES_78_241).",
    )


# ------------------------------------------------------------------------------------------------ the witnesses


def _printed(root: Element) -> str:
    return words(next((e for e in root.iter(f"{AKN}docNumber") if e.get("refersTo") == "#symbol"), None))


def _cover(root: Element, printed: str) -> tuple[tuple[Symbol, ...], str]:
    """The symbols on the cover, or why there are none. One in Arabic has its numbers the wrong way round."""
    if not printed.strip():
        return (), ""
    try:
        return Symbol.parse_many(printed), ""
    except BadSymbol as error:
        session = next((e.get("value") for e in root.iter(f"{AKN}session")), None)
        turned = _NUMBER.match(printed.strip())
        if turned and turned[3] == session:
            return Symbol.parse_many(f"{turned[1]}{turned[3]}/{turned[2]}"), ""
        return (), error.what


def _frbr(root: Element) -> str:
    element = root.find(f".//{AKN}FRBRWork/{AKN}FRBRuri")
    found = _FRBR.search((element.get("value") or "") if element is not None else "")
    if not found:
        return ""
    resolution = found[1] == "sc" and len(found[3]) == 4 and found[3].startswith(("19", "20"))
    return found[2] if resolution else f"{found[2]}/{found[3]}"


def _heading(root: Element, cover: tuple[Symbol, ...]) -> str:
    """The number in the heading of the text: '78/241.', 'Resolution 1330 (2000)'. Other documents have none."""
    for title in root.iter(f"{AKN}docTitle"):
        if title.get("refersTo") == "#resolutionNumber" and (found := _COUNCIL.search(words(title))):
            return found[1]
    number = words(root.find(f".//{AKN}preface//{AKN}docNumber"))
    found = _HEADING.search(number)
    if not found:
        return ""
    first, _, second = found[1].partition("/")
    turned = f"{second}/{first}"  # in Arabic, as on the cover
    return turned if cover and turned == _number(cover[0]) else found[1]


def _job(root: Element) -> str:
    """The job number of the document, '0739405' of '07-39405 (E)'."""
    element = next(iter(root.iter(f"{AKN}docketNumber")), None)
    return re.sub(r"\D", "", words(element).partition("(")[0])


def _number(symbol: Symbol) -> str:
    """What witnesses are compared by: '78/241', '1325', '2007/22'."""
    if symbol.path:
        return symbol.path.partition("/")[2]
    return f"{symbol.series}/{symbol.number}" if symbol.series else str(symbol.number)


def _renumbered(cover: tuple[Symbol, ...], number: str) -> Symbol:
    """The symbol on the cover with the number that heading and identifier agree on."""
    if not cover or cover[0].path:
        raise BadSource(f"it is doubtful which document this is: no cover and no name, only {number}")
    series, _, own = number.rpartition("/")
    return replace(cover[0], series=series, number=int(own), part="", written_year=None)


def _with_letter(root: Element, symbols: tuple[Symbol, ...], file: Named | None, remarks: list[Remark]) -> Identity:
    """The letter of a part may stand in the heading alone, as of decision 77/512 B."""
    own = symbols[0]
    if len(symbols) == 1 and not own.path and root.find(f"{AKN}documentCollection") is None:
        letter = _letter(root)
        if letter and letter != own.part:
            remarks.append(Remark("identity", f"the heading has the letter {letter}, the cover {own.part or 'none'}"))
            symbols = (own.with_part(letter),)
        elif file and len(file.letters) == 1 and file.letters != own.part:  # in Arabic the heading's is no Latin one
            remarks.append(Remark("identity", f"only the file's name has the letter {file.letters}"))
            symbols = (own.with_part(file.letters),)
    return Identity(symbols, tuple(remarks))


def _letter(root: Element) -> str:
    for number in root.iterfind(f".//{AKN}preface//{AKN}docNumber"):
        text = words(number).strip(" .\t")
        if number.get("refersTo") == "#letter" and _LETTER.fullmatch(text):
            return text
        if found := _HEADING_LETTER.search(text):
            return found[1]
    return ""
