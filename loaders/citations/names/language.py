"""The words of one language around names, as data in `languages/`: what makes a name another thing, and short names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, cast

import re2

from graph import yaml_text
from loaders.citations.names.expressions import Form, expressions, literal
from loaders.citations.names.gazetteer import LANGUAGES, names
from loaders.citations.names.goals import NUMBERS
from loaders.citations.names.matcher import Matcher
from loaders.citations.plain import Plain, byte_offsets
from loaders.citations.scanning import Scanner
from loaders.time_limit import made_once

_AROUND = 120
"""Characters before and after a name in which it is seen what it belongs to."""
_LONGEST_ORDINAL = 16


class Noun(NamedTuple):
    """A noun of those that make short names ("Convention"), where it stands, and its kind."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, eq=False)
class Language:
    """One language: `matcher` finds names, `nouns` what short names are made of, `terms` the nouns used alone."""

    code: str
    matcher: Matcher[tuple[str, ...]]
    protocol_to: re.Pattern[str]
    protocols: re.Pattern[str]
    ordinals: tuple[re.Pattern[str], ...]
    kinds: dict[str, re.Pattern[str]]
    terms: dict[str, re.Pattern[str]]
    itself: re.Pattern[str]
    defines: re.Pattern[str]
    goals: re.Pattern[str]
    goal_words: tuple[str, ...]
    _nouns: Scanner
    _behind: Scanner
    _ahead: Scanner

    def nouns(self, text: str) -> Iterator[Noun]:
        """Every noun of a plain text that short names are made of."""
        data = text.encode("utf-8", "surrogatepass")
        spans = self._nouns.spans(data)
        flat = byte_offsets(text, data, [offset for span in spans for offset in span])
        for start, end in zip(flat[::2], flat[1::2], strict=True):
            kind = next(kind for kind, noun in self.kinds.items() if noun.fullmatch(text, start, end))
            yield Noun(start, end, kind)

    def counted(self, text: str, end: int) -> tuple[int, int] | None:
        """Where "first", "second" or "third" begins that ends at a place, and which it is, from 0; None for others."""
        for place, ordinal in enumerate(self.ordinals):
            if found := ordinal.search(text, max(0, end - _LONGEST_ORDINAL), end):
                return found.start(), place
        return None

    def something_else(self, text: str, start: int, end: int) -> bool:
        """Whether the words around a name make it the name of a body, or of another text."""
        before = text[max(0, start - _AROUND) : start].encode("utf-8", "surrogatepass")
        after = text[end : end + _AROUND].encode("utf-8", "surrogatepass")
        return self._behind.search(before) is not None or self._ahead.match(after) is not None


@made_once
def language(code: str) -> Language:
    """The words of a language. KeyError for one that is not read."""
    if code not in LANGUAGES:
        raise KeyError(code)
    said = said_in(code)
    nouns = {kind: Plain(words["noun"]).text for kind, words in said["terms"].items()}
    return Language(
        code=code,
        matcher=_matcher(code),
        protocol_to=_compiled(rf"(?i:{said['protocol_to']})\Z"),
        protocols=_compiled(f"(?i:{said['protocols']})"),
        ordinals=tuple(_compiled(rf"(?i:\b{word} )\Z") for word in said.get("ordinals", ())),
        kinds={kind: re.compile(noun) for kind, noun in nouns.items()},
        terms={kind: _compiled(words["term"]) for kind, words in said["terms"].items()},
        itself=_compiled(said["itself"]),
        defines=_compiled(said["defines"]),
        goals=_compiled(said["goals"].replace("{n}", NUMBERS)),
        goal_words=tuple(Plain(words).text for words in said["goal_words"]),
        _nouns=Scanner("|".join(nouns.values()), _longest()),
        _behind=Scanner(rf"(?i)(?:{Plain(said['behind']).text})\z", _longest()),
        _ahead=Scanner(f"(?i)(?:{Plain(said['ahead']).text})", _longest()),
    )


@cache
def said_in(code: str) -> dict[str, Any]:
    """The file of a language."""
    text = files("loaders.citations.names").joinpath("languages", f"{code}.yaml").read_text("utf-8")
    return cast("dict[str, Any]", yaml_text.read(text))


def _matcher(code: str) -> Matcher[tuple[str, ...]]:
    found: list[Form] = []
    meanings: list[tuple[int, tuple[str, ...]]] = []
    for name in names(code):
        forms = [literal(name.written)] if name.acronym else expressions(name.written, code, several=len(name.ids) > 1)
        for further, form in enumerate(forms):
            found.append(form)
            meanings.append((name.rank + further, name.ids))
    return Matcher(found, meanings, spaced=code != "zh")


def _longest() -> Any:
    options = re2.Options()
    options.longest_match = True
    options.max_mem = 8 << 20  # A few hundred words; more would only be kept states (see the matcher).
    options.log_errors = False
    return options


def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern as texts are folded: Arabic without hamza on its alefs, straight apostrophes."""
    return re.compile(Plain(pattern).text)
