"""Every symbol, link and anchor of the real documents: what is read, and what is not with the reason."""

from __future__ import annotations

import html
import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from graph.errors import AmbiguousSymbol, BadSymbol
from graph.symbols import Family, Symbol, anchor_part, read

# Read with expressions, not with a parser: some of the files are not well-formed, and only links are wanted.
_NUMBER = re.compile(r'<docNumber\b[^>]*refersTo="#symbol"[^>]*>([^<]*)<')
_WORK = re.compile(r'<FRBRthis value="([^"]*)"')
_LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"[^>]*>(.*?)</a>([^<]{0,30})', re.S)
_TAG = re.compile(r"<[^>]*>")
_SERVICE = re.compile(r"https?://(?:www\.)?(?:undocs|docs\.un\.org)|[?&]symbol=", re.I)

NO_SYMBOL_IN_THE_LINK = {
    "https://undocs.org/S/RES/": "the number is missing",
    "http://undocs.org/75/291": "the organ is missing",
    "https://undocs.org/ar/B/RES/77/292": "there is no organ B",
    "https://undocs.org/fr/A/C.6A/C.6/78/SR.38": "two symbols run into one",
    "https://undocs.org/es/E.1": "a sales number",
    "https://docs.un.org/es/S.96.IV.13": "a sales number",
    "https://docs.un.org/es/S.95.XIII.18": "a sales number",
    "https://docs.un.org/es/S.02.II.A.7": "a sales number",
    "http://undocs.org/T/PCCs": "no number",
}
NUMBERS_THAT_ARE_NO_SYMBOLS = {"A/DEC/578/76": "session and number are turned round, in the FRBR too"}
FILES_WHOSE_IDENTIFIERS_DISAGREE = {
    "A/RES/78/226": "the French file's FRBR says 76/226",
    "S/RES/2588 (2021)": "the French file's FRBR has no number",
}


class Link(NamedTuple):
    """A link of a document: where to, its words, and what follows."""

    href: str
    anchor: str
    after: str


class Read(NamedTuple):
    """What a document says of itself, and its links."""

    path: str
    number: str
    work: str
    links: list[Link]


@pytest.fixture(scope="module")
def documents(corpus: Path) -> list[Read]:
    found: list[Read] = []
    for path in sorted((corpus / "unxml").glob("*/*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in sorted(n for n in archive.namelist() if n.endswith(".xml")):
                text = archive.read(name).decode("utf-8", "replace")
                number, work = _NUMBER.search(text), _WORK.search(text)
                links = [
                    Link(html.unescape(href), html.unescape(_TAG.sub("", anchor)), html.unescape(after))
                    for href, anchor, after in _LINK.findall(text)
                ]
                found.append(Read(name, number[1].strip() if number else "", work[1] if work else "", links))
    return found


@pytest.fixture(scope="module")
def joined(documents: list[Read]) -> Counter[Link]:
    """The links, those that one citation is split over joined again."""
    counted: Counter[Link] = Counter()
    for document in documents:
        pieces: list[Link] = []
        for link in document.links:
            if pieces and pieces[-1].href == link.href and not pieces[-1].after.strip():
                last = pieces.pop()
                link = Link(link.href, last.anchor + last.after + link.anchor, link.after)
            pieces.append(link)
        counted.update(pieces)
    return counted


def test_every_document_number_is_a_symbol(documents: list[Read]) -> None:
    numbers = [document.number for document in documents if document.number]
    assert len(numbers) == 6825
    assert [Path(d.path).name for d in documents if not d.number] == ["S_PRST_2000_27_Corr.1-0060049E.xml"]
    for number in NUMBERS_THAT_ARE_NO_SYMBOLS:
        with pytest.raises(BadSymbol):
            Symbol.parse(number)
    symbols = [Symbol.parse(number) for number in numbers if number not in NUMBERS_THAT_ARE_NO_SYMBOLS]
    assert all(Symbol.parse(symbol.printed) == symbol for symbol in symbols)
    families = Counter(symbol.family for symbol in symbols)
    assert families[Family.DOCUMENT] == 24  # the Council's drafts that were not adopted: S/2023/795
    assert families[Family.DRAFT] == families[Family.MEETING] == 0


def test_document_numbers_agree_with_the_frbr_work(documents: list[Read]) -> None:
    differ: set[str] = set()
    for document in documents:
        if not document.number or document.number in NUMBERS_THAT_ARE_NO_SYMBOLS:
            continue
        symbol = Symbol.parse(document.number)
        if symbol.path:
            number = symbol.path.split("/", 1)[1].replace("/", "-")
        elif symbol.family is Family.SECURITY_COUNCIL_RESOLUTION:
            number = f"{symbol.number}-{symbol.written_year}"
        else:
            number = f"{symbol.series}-{symbol.number}"
        written = re.search(r"/([^/]*)/!main", document.work)
        if written is None or re.sub(r"[A-Z](?:-[A-Z])?$", "", written[1]) != number:
            differ.add(document.number)
    assert differ == set(FILES_WHOSE_IDENTIFIERS_DISAGREE)


def test_every_link_to_the_document_services_is_read(documents: list[Read]) -> None:
    hrefs = Counter(link.href for document in documents for link in document.links)
    symbols = {href: symbol for href in hrefs if (symbol := Symbol.from_href(href))}
    assert {href for href in hrefs if href not in symbols and _SERVICE.match(href)} == set(NO_SYMBOL_IN_THE_LINK)
    assert (hrefs.total(), sum(hrefs[href] for href in symbols)) == (107_906, 107_366)
    for symbol in set(symbols.values()):
        assert Symbol.parse(symbol.id) == symbol
        assert Symbol.parse(symbol.printed) == symbol
        assert Symbol.from_href(symbol.url) in (symbol, symbol.whole)


def test_the_numbers_that_links_give_decisions(documents: list[Read]) -> None:
    symbols = [s for d in documents for link in d.links if (s := Symbol.from_href(link.href))]
    corrected = Counter((s.family, s.corrected().family) for s in symbols if s.corrected() != s)
    assert corrected == {
        (Family.ASSEMBLY_RESOLUTION, Family.ASSEMBLY_DECISION): 30,
        (Family.HUMAN_RIGHTS_RESOLUTION, Family.HUMAN_RIGHTS_DECISION): 19,
        (Family.HUMAN_RIGHTS_RESOLUTION, Family.ASSEMBLY_RESOLUTION): 19,
        (Family.ASSEMBLY_RESOLUTION, Family.ECOSOC_RESOLUTION): 5,
        (Family.ECOSOC_RESOLUTION, Family.ECOSOC_DECISION): 1,
    }


def test_the_years_of_the_council_are_those_of_its_documents(documents: list[Read]) -> None:
    dated = [s for d in documents if d.number.startswith("S/RES/") and (s := Symbol.parse(d.number)).written_year]
    assert len(dated) == 1827
    assert [(s.id, s.written_year) for s in dated if not s.year_agrees] == [("S/RES/2510", 2019)]
    links = [s for d in documents for link in d.links if (s := Symbol.from_href(link.href)) and s.written_year]
    wrong = Counter((s.number, s.written_year) for s in links if not s.year_agrees)
    assert (len(links), wrong.total()) == (26_432, 57)  # each a mistake: 2195 (2015), 2312 (2106), 203 (2012)


def test_the_years_of_sessions_are_those_of_their_documents(documents: list[Read]) -> None:
    for document in documents:
        if not document.number or document.number in NUMBERS_THAT_ARE_NO_SYMBOLS:
            continue
        symbol = Symbol.parse(document.number)
        date = re.search(r"/(\d{4})-\d\d-\d\d/", document.work)
        if symbol.session and date and date[1] != "0001":
            assert not symbol.years or int(date[1]) in symbol.years, document.path


def test_the_words_of_a_link_are_read_as_its_symbol(joined: Counter[Link]) -> None:
    outcome: Counter[str] = Counter()
    for link, times in list(joined.items())[::4]:  # a quarter will do
        target = Symbol.from_href(link.href)
        if target is None or not target.family.numbered or not re.search(r"\d", link.anchor):
            continue
        target = target.corrected()
        try:
            outcome["same" if read(link.anchor, context=target.body).whole == target.whole else "other"] += times
        except AmbiguousSymbol:
            outcome["ambiguous"] += times
        except BadSymbol:
            outcome["none"] += times
    assert outcome["same"] / outcome.total() > 0.99, outcome
    assert outcome["other"] / outcome.total() < 0.005, outcome
    assert outcome["ambiguous"] == 0


def test_parts_that_only_the_words_name(joined: Counter[Link]) -> None:
    recovered, agree, differ = 0, 0, []
    for link, times in joined.items():
        symbol = Symbol.from_href(link.href)
        if symbol is None or not symbol.family.numbered:
            continue
        found = anchor_part(link.anchor, symbol.whole, after=link.after)
        if symbol.part and found == symbol:
            agree += times
        elif symbol.part:
            differ.append((link.anchor, symbol.id))
        else:
            recovered += times if found.part else 0
    assert (agree, sorted(differ)) == (
        678,
        [("61/250", "A/RES/61/250B"), ("75/", "A/RES/75/290A"), ("75/29", "A/RES/75/290B")],
    )
    assert recovered == 4219
