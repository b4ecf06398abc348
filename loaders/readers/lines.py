"""The paragraphs of a text that was broken into lines: what belongs together, and what begins anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from graph.symbols.characters import RAISED
from loaders.readers.letters import single_spaced
from loaders.readers.plain.heads import body_alone, is_symbol
from loaders.readers.plain.openings import opens, plain_opening

_NUMBERED = re.compile(r"(?:\d{1,3}|[iIl])\s?[.)]\s+\S|\((?:[a-z]|[ivx]{1,5}|\d{1,2})\)\s")
_ENDED = re.compile(rf"[.;:,!?…»”\"')\]。；：，、！？）》」،؛؟](?: ?[\d{RAISED}]{{1,3}})?$|\b(?:and|or)$")
_STOPPED = re.compile(rf"[.,;:!?…»”\"')\]。；：，、！？）》」،؛؟][\d{RAISED}]*$")
_HYPHENATED = re.compile(r"[^\W\d_][-\u00ad\u2010]$")
_PREFIXED = re.compile(
    r"\b(?:non|self|anti|post|pre|multi|inter|socio|co|cross|vice|sub|counter|long|short|well|high|low|gender|follow|"
    r"bien|lui|elle|eux|elles|nous|vous|soi|après|avant|contre|sous|quasi|социально|торгово|научно|военно)-$",
    re.IGNORECASE,
)
_SUFFIXED = re.compile(
    r"(?:based|owned|led|related|wide|term|making|building|keeping|locked|like|free|level|day|up|term|range|scale|income|"
    r"being|terrorism|economic|cadre|être|même|mêmes|dire|clés?|là|ci|je|il|elle|on|Unis|экономическ\w+)\b"
)
"""Words that keep their hyphen where it stands at the end of a line; most others there were parted by who set them."""
_LIST = re.compile(r"(?:and|or|et|ou|y|o|und|oder|и|или)\b", re.IGNORECASE)
"""What stands behind a hyphen that stands for a word: "inter- and intra-State"."""
_UNSPACED = re.compile("[\u3000-\u9fff\uff00-\uffef]{2}")
"""Chinese, which has no spaces between its words."""
_LETTERS_APART = re.compile(r"(?<!\S)(?:[^\W\d_] ){3,}[^\W\d_](?!\S)")
_SIGNS_APART = re.compile(r"(?<!\S)(?:[^\W_] )+[^\W_](?!\S)")
_ENOUGH = 40
"""Characters from which on a line is taken for one that could have gone on, unless all are shorter."""
_NOT_YET = re.compile(r"\b(?:at|by|the|to|with)$")
_LEADS_ON = re.compile(r"(?<!\w)(?:the|of|by|to|and|in|from|with|for|its|de|la|del|du|des|le|et|y|à)$")
"""Words after which the name of a body that fills a line is one within a sentence."""
_LONG = 200
_END = 24
"""Characters at its end by which it is told how a line ends."""
_SEEN = 500
"""Characters at both ends of a paragraph in which it is seen what it is and whether it has ended."""
_GLUED = re.compile(r"(\d{1,3})(?=[^\W\d_a-zа-я][a-zà-ÿа-я]{2,} )")
"""The number of a note that touches its first word, as it does where it was raised: "7Human Rights Council"."""
_PLAIN = str.maketrans({"\u00a0": " ", "\t": "  ", "\f": " ", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})
"""Spaces, and letters that were printed as one."""
ADOPTED = re.compile(r"Ad[ao]pted (?:unanimously|at the|by |without a vote)|Approved unanimously at")
"""How the line below a resolution begins, which tells how it was adopted; "Adapted" is what scanning made of it."""


def paragraphs(lines: Sequence[str], language: str = "en", *, broken: bool | None = None) -> list[str]:
    """The paragraphs of a text, each in one line.

    Empty lines part them. Where the lines are not `broken` (None: most long ones end with a stop, or most words stand
    in very long ones), each is a paragraph. A line that begins with a number, a letter in brackets or opening words,
    behind one that has ended, is a new one, and so is the name of a body that stands alone. What an empty line parts
    in the middle of a sentence, as the end of a page does, is one.
    """
    clean = [_clean(line) for line in lines]
    if not (_broken(clean) if broken is None else broken):
        return [line for line in clean if line]
    found: list[Growing] = []
    for group in _groups(clean):
        at = len(found)
        for line in group:
            first = len(found) == at and not (found and _goes_on(line, found[-1].seen, language))
            if first or (len(found) > at and _begins(line, found[-1].seen, language)):
                found.append(Growing(line))
            else:
                found[-1].add(line)
    return [one.text for one in found]


class Growing:
    """A paragraph to which lines are added; `seen` is all that is asked of it: its beginning and its end.

    A text without stops is one paragraph of a hundred thousand lines, which nobody may copy for each of them.
    """

    def __init__(self, line: str) -> None:
        self.seen = line
        self._lines = [line]

    def add(self, line: str) -> None:
        """Add a line; it is not empty."""
        last = self._lines[-1]
        self._lines[-1:] = [joined(last, line)[: -len(line)], line]
        self.seen = joined(self.seen, line)
        if len(self.seen) > 4 * _SEEN:
            self.seen = f"{self.seen[:_SEEN]} {self.seen[-_SEEN:]}"

    @property
    def text(self) -> str:
        """All of it, in one line."""
        return "".join(self._lines)


def joined(before: str, line: str) -> str:
    """Two lines as one; a word that was parted at their border is whole again, "gender-based" with its own hyphen."""
    if _at_end(_HYPHENATED, before) and line[:1].isalpha() and not _LIST.match(line):
        own = line[:1].isupper() or _at_end(_PREFIXED, before) or _SUFFIXED.match(line)
        return before + line if own else before[:-1] + line
    return before + line if _UNSPACED.fullmatch(before[-1:] + line[:1]) else f"{before} {line}"


def _at_end(form: re.Pattern[str], text: str) -> bool:
    return form.search(text, max(0, len(text) - _END)) is not None


def together(spaced: str) -> str:
    """Letters that were set apart are words again: 'R E S O L U T I O N  7 8 7'; two spaces part the words."""
    apart = _SIGNS_APART if _LETTERS_APART.search(spaced) else _LETTERS_APART
    return " ".join(apart.sub(lambda m: m[0].replace(" ", ""), part) for part in re.split(r" {2,}", spaced))


def _clean(line: str) -> str:
    line = line.translate(_PLAIN).strip()
    if glued := _GLUED.match(line):
        line = f"{glued[1]} {line[glued.end() :]}"
    return single_spaced(together(line) if "  " in line or _LETTERS_APART.search(line) else line).strip()


def _broken(lines: Sequence[str]) -> bool:
    """Whether paragraphs were broken into lines, by the long lines that another follows at once."""
    enough = min(_ENOUGH, 0.6 * max(map(len, lines), default=0))
    followed = [line for line, behind in pairwise(lines) if len(line) > enough and behind]
    if not followed:
        return False
    if 2 * sum(len(line) for line in lines if len(line) > _LONG) > sum(map(len, lines)):
        return False
    ended = sum(1 for line in followed if _STOPPED.search(line))
    return ended < 0.6 * len(followed)


def _groups(lines: Sequence[str]) -> Iterator[list[str]]:
    group: list[str] = []
    for line in lines:
        if line:
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _begins(line: str, before: str, language: str) -> bool:
    if body_alone(line):
        return not _at_end(_LEADS_ON, before)
    if body_alone(before) or is_symbol(before):
        return True
    if not _at_end(_ENDED, before):
        return False
    if _NUMBERED.match(line) or ADOPTED.match(line):
        return True
    # Behind a number others come with numbers, and small letters begin nothing.
    return opens(line, language) and (line[:1].isupper() or not _NUMBERED.match(before))


def _goes_on(line: str, before: str, language: str) -> bool:
    """Whether a line behind an empty one goes on with a sentence of the paragraph before it."""
    if ADOPTED.match(before) and _at_end(_NOT_YET, before):
        return True
    if len(before) < _ENOUGH or _at_end(_ENDED, before) or _NUMBERED.match(line) or body_alone(line):
        return False
    if line[:1].islower():
        return True
    # A capital begins a name as well as a sentence: only behind what is surely a paragraph of a resolution.
    own = _NUMBERED.match(before) or plain_opening(before, language)
    return bool(own) and not line.isupper() and plain_opening(line, language) is None and not ADOPTED.match(line)
