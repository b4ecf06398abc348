"""Small documents of our own in the shape of the United Nations' XML, one for each thing that a reader must survive."""

from __future__ import annotations

import re

_PAGE = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0" xmlns:akn4un="http://un.org/akn4un">
<statement name="{kind}"><meta>
<identification source="#x"><FRBRWork><FRBRuri value="/akn/un/statement/deliberation/{organ}/2025-10-01/{frbr}/"/>
<FRBRdate date="{adopted}" name="adoption"/></FRBRWork>
<FRBRExpression><FRBRlanguage language="{language}"/></FRBRExpression></identification><classification>
<keyword showAs="TIDES" dictionary="UNBIS Thesaurus" href="http://metadata.un.org/thesaurus/1000001"/>
<keyword showAs="tides" dictionary="EuroVoc"/></classification>
<workflow>{steps}</workflow><analysis><parliamentary>{voting}</parliamentary></analysis>
<presentation><docketNumber>{job}</docketNumber></presentation></meta>
<coverPage><p><docNumber refersTo="#symbol">{symbol}</docNumber></p>{cover}
<p><inline name="agenda item" title="12">Agenda item 12</inline>
<inline name="agenda item name">Oceans</inline></p></coverPage>
<preface><p>{number}<docTitle refersTo="#resolutionTitle">	{title}</docTitle></p>{preface}</preface>
<preamble><formula><p><span>The General Assembly</span>,</p></formula>{preamble}</preamble>
<mainBody>{body}</mainBody>{conclusions}{rest}</statement></akomaNtoso>"""

_ORGANS = (("A/HRC/", "unga-hrc"), ("A/", "unga"), ("S/", "unsc"), ("E/", "unecosoc"))
_MEETINGS = {"unga": "A/80/PV.9", "unga-hrc": "A/HRC/60/SR.9", "unsc": "S/PV.9999", "unecosoc": "E/2025/SR.9"}


def page(symbol: str = "A/RES/80/1", preamble: str = "", body: str = "", rest: str = "", **other: str) -> bytes:
    """A document: its symbol, its preamble and body as markup, and what else is to be different.

    Identifier and heading follow the symbol, and the way of a text is its adoption, where nothing else is said.
    """
    organ = next((organ for start, organ in _ORGANS if symbol.startswith(start)), "unga")
    adopted = other.get("adopted", "2025-10-01")
    known = {
        "kind": "resolution",
        "organ": organ,
        "frbr": _identifier(symbol),
        "adopted": adopted,
        "language": "eng",
        "title": "Tides",
        "steps": step("adopted", adopted, _MEETINGS[organ]),
        "voting": "",
        "job": "",
        "cover": "",
        "heading": _heading(symbol),
        "preface": "",
        "conclusions": "",
        **other,
    }
    number = f"<docNumber>{known.pop('heading')}</docNumber>"
    return _PAGE.format(symbol=symbol, preamble=preamble, body=body, rest=rest, number=number, **known).encode()


def _identifier(symbol: str) -> str:
    """'80-1' of A/RES/80/1, '2800-2025' of S/RES/2800 (2025), '2025-3' of S/PRST/2025/3."""
    return "-".join(re.findall(r"(?:ES-|S-)?\d+", symbol.partition("/")[2])[:2])


def _heading(symbol: str) -> str:
    found = re.search(r"/((?:ES-|S-)?\d+/\d+)", symbol)
    return f"{found[1]}." if found and not symbol.startswith("S/") else ""


def step(
    outcome: str, date: str = "0001-01-01", document: str = "", by: str = "", refers: str = "", **term: str
) -> str:
    """A step of a text's way; `start` and `end` are those of a term of office."""
    attributes = {"date": date, "outcome": outcome, "as": document, "by": by, "refersTo": refers}
    attributes |= {f"akn4un:{name}": value for name, value in term.items()}
    return "<step" + "".join(f' {name}="{value}"' for name, value in attributes.items() if value) + "/>"


def voting(outcome: str = "", **counts: tuple[str, list[str]]) -> str:
    """A roll-call: to each heading (`inFavour`) the count as stated and the names."""
    lists = "".join(
        f'<count value="{stated}" refersTo="{heading}"><akn4un:voters>'
        + "".join(f'<organization refersTo="memberState">{name}</organization>' for name in names)
        + "</akn4un:voters></count>"
        for heading, (stated, names) in counts.items()
    )
    return f'<voting outcome="{outcome}">{lists}</voting>'


def adopted_at(meeting: str, date: str) -> str:
    """The lines at the end of a text: "9th plenary meeting, 1 October 2025"."""
    return (
        f'<conclusions><p><inline name="adoptionMeeting" title="{meeting}">{meeting} plenary meeting</inline>'
        f'<docDate date="{date}" refersTo="#adoptionDate">{date}</docDate></p></conclusions>'
    )


def preambular(opening: str, words: str) -> str:
    """A preambular paragraph."""
    return f'<container name="{opening}"><p><span class="italic">{opening}</span> {words}</p></container>'


def operative(number: str, opening: str, words: str) -> str:
    """An operative paragraph; without a number where it is ''."""
    num = f"<num>{number}.</num>" if number else ""
    return f'<paragraph>{num}<content><p><span class="italic">{opening}</span> {words}</p></content></paragraph>'


def link(symbol: str, words: str) -> str:
    """A hyperlink to a document of the United Nations."""
    return f'<a href="https://undocs.org/en/{symbol}">{words}</a>'


def footnote(marker: str, words: str) -> str:
    """A footnote, where its mark stands."""
    return f'<authorialNote marker="{marker}"><p>{words}</p></authorialNote>'
