"""Small documents of our own in the shape of the United Nations' XML, one for each thing that a reader must survive."""

from __future__ import annotations

_PAGE = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement name="resolution"><meta>
<identification source="#x"><FRBRWork><FRBRuri value="/akn/un/statement/deliberation/unga/2025-10-01/{frbr}/"/>
<FRBRdate date="{adopted}" name="adoption"/></FRBRWork>
<FRBRExpression><FRBRlanguage language="{language}"/></FRBRExpression></identification><classification>
<keyword showAs="TIDES" dictionary="UNBIS Thesaurus" href="http://metadata.un.org/thesaurus/1000001"/>
<keyword showAs="tides" dictionary="EuroVoc"/></classification>
<workflow><step date="{adopted}" outcome="adopted" as="A/80/PV.9"/></workflow></meta>
<coverPage><p><docNumber refersTo="#symbol">{symbol}</docNumber></p>
<p><inline name="agenda item" title="12">Agenda item 12</inline></p></coverPage>
<preface><p><docNumber>80/1.</docNumber><docTitle refersTo="#resolutionTitle">	{title}</docTitle></p></preface>
<preamble><formula><p><span>The General Assembly</span>,</p></formula>{preamble}</preamble>
<mainBody>{body}</mainBody>{rest}</statement></akomaNtoso>"""


def page(symbol: str = "A/RES/80/1", preamble: str = "", body: str = "", rest: str = "", **other: str) -> bytes:
    """A document: its symbol, its preamble and body as markup, and what else is to be different."""
    known = {"frbr": "80-1", "adopted": "2025-10-01", "language": "eng", "title": "Tides", **other}
    return _PAGE.format(symbol=symbol, preamble=preamble, body=body, rest=rest, **known).encode()


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
