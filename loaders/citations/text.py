"""Citations in plain English words that no hyperlink marks: only forms that leave no doubt about what is cited.

Full symbols (`S/PRST/2015/8`), resolutions of the Security Council by number and year (`1373 (2001)`), and numbers of
the Assembly and the Councils whose body is named beside them or is the adopting body's own ("its resolution 70/1").
Whatever else a text may cite is left out here rather than guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.errors import BadSymbol
from graph.symbols import Symbol
from loaders.citations.links import Mention

_SYMBOL = re.compile(
    r"(?<![\w/.])(?:A/HRC|A|S|E)/(?:RES|DEC|PRST)/[\w-]+(?:/\d+)?(?: ?\((?:\d{4}|[IVXL]+|E?S-[IVXL]+)\))?"
)
_COUNCIL = re.compile(r"(?<![\w/.-])(?P<number>\d{1,4}) ?\((?P<year>(?:19|20)\d\d)\)")
_ROMAN = re.compile(
    r"(?<![\w/.-])(?P<number>\d{1,4})(?: (?P<part>[A-Z]))? ?\((?P<session>(?:E?S-)?[IVXL]+)\)"
    r"(?: (?P<later>[A-Z])(?=[\s,;.)]))?"
)
_BARE = re.compile(
    r"(?<![\w/.-])(?P<series>(?:E?S-)?\d{1,4})/(?P<number>\d{1,3})(?: (?P<part>[A-Z])(?= of |[,;.)]|$))?(?![\w/])"
)
_NOUN = re.compile(
    r"\b(?P<noun>resolutions?|decisions?|statements?|comments?|recommendations?|reports?|documents?|opinions?|"
    r"directives?|regulations?|conclusions?|observations?|articles?|paragraphs?|sessions?|meetings?|supplements?|"
    r"volumes?|numbers?)\b",
    re.I,
)
_OWN = re.compile(r"\b(?:its|our|the present|this|the same)\b[^,;.()]{0,40}$", re.I)
_NAMELESS = re.compile(
    r"\b(?:Commission|Conference|Committee|Board|Congress|Union|League|Organization|World Health Assembly|"
    r"Environment Assembly|Agency|Fund|Programme|Authority|Parties|Group|Forum)\b"
)
"""Bodies whose resolutions are numbered alike but have no symbol of this kind."""
_BODIES = [
    ("A", re.compile(r"\bGeneral Assembly\b")),
    ("A/HRC", re.compile(r"\bHuman Rights Council\b")),
    ("E", re.compile(r"\bEconomic and Social Council\b")),
    ("S", re.compile(r"\bSecurity Council\b")),
    ("", _NAMELESS),
]
_DATE = re.compile(r"[^\d;]{0,12}\b\d{1,2} [A-Z][a-z]+ (?P<year>(?:19|20)\d\d)\b")
_SERIES = {"resolution": "RES", "decision": "DEC"}
_NEAR = 400
"""Characters before a number in which its noun and body are looked for: the longest lists in the corpus are longer,
but there every item is linked."""


@dataclass(frozen=True, slots=True)
class _Context:
    """What the words before a number say about it: the noun ("resolution"), the body's prefix ("A"), None if unsaid."""

    noun: str | None
    body: str | None


def written(text: str, own_body: str, taken: list[tuple[int, int]]) -> Iterator[Mention]:
    """The mentions in a text outside the spans that hyperlinks have taken, in order.

    `own_body` is the prefix of the adopting body's symbols (`A`, `S`, `E`, `A/HRC`): what "its resolution" means.
    """
    found = [*_symbols(text), *_numbered(text, own_body)]
    covered = list(taken)
    for mention in sorted(found, key=lambda one: (one.start, -one.end)):
        if not any(mention.start < end and start < mention.end for start, end in covered):
            covered.append((mention.start, mention.end))
            yield mention


def _symbols(text: str) -> Iterator[Mention]:
    for match in _SYMBOL.finditer(text):
        try:
            yield Mention(Symbol.parse(match[0]).corrected(), match.start(), match.end(), match[0], "text")
        except BadSymbol:
            continue


def _numbered(text: str, own_body: str) -> Iterator[Mention]:
    for pattern, spell in ((_COUNCIL, _council), (_ROMAN, _roman), (_BARE, _bare)):
        for match in pattern.finditer(text):
            spelled = spell(match, _context(text[max(0, match.start() - _NEAR) : match.start()], own_body))
            if not spelled:
                continue
            try:
                symbol = Symbol.parse(spelled).corrected()
            except BadSymbol:
                continue
            if _dated_right(symbol, text, match.end()):
                yield Mention(symbol, match.start(), match.end(), match[0], "text")


def _council(match: re.Match[str], context: _Context) -> str | None:
    """`1373 (2001)` is the Security Council's if it is called a resolution and nobody else is named."""
    if context.noun == "resolution" and context.body in ("S", None, "own:S"):
        symbol = Symbol.parse(f"S/RES/{match['number']} ({match['year']})")
        return symbol.printed if symbol.years and symbol.year_agrees else None
    return None


def _roman(match: re.Match[str], context: _Context) -> str | None:
    body = (context.body or "").removeprefix("own:")
    if context.noun == "resolution" and body in ("A", "E"):
        return f"{body}/RES/{match['number']}({match['session']}){match['part'] or match['later'] or ''}"
    return None


def _bare(match: re.Match[str], context: _Context) -> str | None:
    body = (context.body or "").removeprefix("own:")
    kind = _SERIES.get(context.noun or "")
    if not kind or body not in ("A", "A/HRC", "E"):
        return None
    year = len(match["series"]) == 4
    if year != (body == "E"):
        return None
    return f"{body}/{kind}/{match['series']}/{match['number']}{match['part'] or ''}"


def _context(before: str, own_body: str) -> _Context:
    """The nearest noun before a number, and the body that is named for it: beside it, or "its" for one's own."""
    nouns = list(_NOUN.finditer(before))
    if not nouns:
        return _Context(None, None)
    noun = nouns[-1]
    between = before[noun.end() :]
    if re.search(r"\bNos?\. ?$", between) or re.search(r"[.;] [A-Z]", between):
        return _Context(None, None)
    head = before[: noun.start()]
    named = [(m.start(), prefix) for prefix, pattern in _BODIES for m in pattern.finditer(head[-80:])]
    after = [(m.start(), prefix) for prefix, pattern in _BODIES for m in pattern.finditer(between)]
    word = noun["noun"].lower().rstrip("s")
    if after:
        return _Context(word, max(after)[1])
    if _OWN.search(head):
        return _Context(word, f"own:{own_body}")
    if named and not re.search(r"[.;]", head[-80:][max(named)[0] :]):
        return _Context(word, max(named)[1])
    return _Context(word, None)


def _dated_right(symbol: Symbol, text: str, end: int) -> bool:
    """Whether a date beside the number is one on which that body can have adopted it."""
    date = _DATE.match(text, end)
    return not date or not symbol.years or int(date["year"]) in symbol.years
