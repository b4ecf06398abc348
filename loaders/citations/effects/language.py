"""The words of one language that do something to an instrument or a body, from `languages/`, as expressions.

- `decides`: verbs behind which an infinitive (`to`) or a clause (`that`) says what is decided. `earlier` is another
  infinitive between them; only where the words between end as `chained` tells is the later one decided as well.
- `acts`: by kind of effect the verbs: `to` in the infinitive, `done` as participle behind `be`, `does` in the third
  person, both behind "decides that"; `says` as the paragraph's own verb.
- `not_decided`, `conditional`: words that make an act an intention or a condition.
- `objects`: what an act is about. `stop`: where its object ends. `source`, `history`: whether a resolution in it holds
  the mandate, or only changed it later. `holder`, `possessive`, `its`, `listed`: whose mandate it is.
- `until`, `from`, `by`, `at_once`, `period`, `from_adoption`, `of_paragraph`, `date`: times. `conditions`: what the
  text makes an act depend on, by the words that stand in the graph.
- `nouns`: what bodies are called that were named before, by what stands in their English names.
- `requests` ... `yearly`: reports. `report_elsewhere` ends what is to stand in a report that is asked for elsewhere.
- `observed` ... `first_in`: observances. `annexed`: texts in an annex.
- `established` ... `supplements`: how bodies and instruments belong together; `defines`: definitions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, cast

import re2  # pyright: ignore[reportMissingTypeStubs]

from graph import yaml_text
from loaders.time_limit import made_once

LANGUAGES = ("en", "fr")
_FLAT = {
    **dict.fromkeys("\u00a0\u202f\u2009\u2007\u2002\u2003\t\n\r", " "),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    **dict.fromkeys("\u2019\u2018\u02bc", "'"),
}


def flat(text: str) -> str:
    """A text with one kind of space, dash and apostrophe, of the same length: offsets go on to hold."""
    if text.isascii() and "\n" not in text:
        return text
    for other, plain in _FLAT.items():  # to look for each is five times as fast as `str.translate`
        if other in text:
            text = text.replace(other, plain)
    return text


@dataclass(frozen=True, eq=False)
class Verbs:
    """The verbs of one language: which kind of act each is, by named groups."""

    decides: re.Pattern[str]
    to: re.Pattern[str]
    that: re.Pattern[str]
    says: re.Pattern[str]
    hint: Any


@dataclass(frozen=True, eq=False)
class Language:
    """One language: verbs, and every other expression by its name in the data."""

    code: str
    verbs: Verbs
    objects: Mapping[str, re.Pattern[str]]
    conditions: Mapping[str, re.Pattern[str]]
    nouns: Mapping[str, re.Pattern[str]]
    months: Mapping[str, int]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    units: Mapping[str, str]
    belongs: Any
    _expressions: Mapping[str, re.Pattern[str]]

    def __getitem__(self, name: str) -> re.Pattern[str]:
        """An expression of the data by its name. KeyError for one that is not there."""
        return self._expressions[name]

    def number(self, written: str) -> int:
        """A number in digits or in a word of the data."""
        return int(written) if written.isdigit() else self.numbers[written.lower()]


# Names and nouns have capital letters; everything else is read in either case.
_EXACT = frozenset(
    "observed observance numbered annex_number dangling founded founding report report_elsewhere".split()  # noqa: SIM905
)


@made_once
def language(code: str) -> Language:
    """The words of a language. KeyError for one that has none."""
    if code not in LANGUAGES:
        raise KeyError(code)
    text = files("loaders.citations.effects").joinpath("languages", f"{code}.yaml").read_text("utf-8")
    said = cast("dict[str, Any]", yaml_text.read(text))
    months = {month.lower(): place for place, month in enumerate(said["months"], 1)}
    numbers = {str(word): int(number) for word, number in said["numbers"].items()}
    words = {
        "{months}": "|".join(said["months"]),
        "{numbers}": "|".join(sorted(numbers, key=len, reverse=True)),
    }
    patterns = {name: _with(value, words) for name, value in said.items() if isinstance(value, str)}
    return Language(
        code=code,
        verbs=_verbs(said),
        objects={name: re.compile(pattern, re.IGNORECASE) for name, pattern in said["objects"].items()},
        conditions={name: re.compile(pattern, re.IGNORECASE) for name, pattern in said["conditions"].items()},
        nouns={name: re.compile(rf"(?:{pattern})\b") for name, pattern in said["nouns"].items()},
        months=months,
        numbers=numbers,
        ordinals=_ordinals(said),
        units=said["units"],
        belongs=_hint([said["belongs"]]),
        _expressions={
            name: re.compile(pattern, 0 if name in _EXACT else re.IGNORECASE) for name, pattern in patterns.items()
        },
    )


def _with(pattern: str, words: Mapping[str, str]) -> str:
    for name, value in words.items():
        pattern = pattern.replace(name, value)
    return pattern


def _verbs(said: dict[str, Any]) -> Verbs:
    acts = cast("dict[str, dict[str, str]]", said["acts"])
    adverbs, to, that = said["adverbs"], said["to"], said["that"]
    joint = rf"(?:^|[;:,.“\"(] ?|\b{said['and']} )(?:{said['and']} )?(?:{said['speaker']} )?(?:{adverbs} )*"
    decides = rf"{joint}(?P<decides>{said['decides']})(?: {adverbs})*\b"
    begins = rf"(?:^|[;.“\"] ?)(?:{said['and']} )?(?:{said['speaker']} )?(?:{adverbs} )*"
    infinitives = _named(acts, "to")
    # "shall be extended" and "expires" stand behind their subject.
    passive = rf"(?:{said['be']} (?:{_named(acts, 'done')})|(?:{_named(acts, 'does', 'x')}))\b"
    return Verbs(
        decides=re.compile(decides, re.IGNORECASE),
        to=re.compile(rf"\b{to}(?:{adverbs} )*(?:{infinitives})\b", re.IGNORECASE),
        that=re.compile(rf"{that}(?P<subject>[^;]{{3,400}}?) {passive}", re.IGNORECASE),
        says=re.compile(rf"{begins}(?:{_named(acts, 'says')})(?: {adverbs})*\b", re.IGNORECASE),
        hint=_hint([*(word for act in acts.values() for word in act.values()), said["reporting"]]),
    )


def _hint(patterns: Iterable[str]) -> Any:
    """Whether any of some words can stand in a text as it was read: for most paragraphs all that is asked."""
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    # Its word boundaries know only the letters of ASCII.
    return cast("Any", re2).compile("|".join(pattern.replace("\\b", "") for pattern in patterns), options)


def _named(acts: Mapping[str, Mapping[str, str]], form: str, suffix: str = "") -> str:
    """The verbs of a form, each kind in a group of its name (with a suffix, where a kind stands twice)."""
    return "|".join(f"(?P<{kind}{suffix}>{act[form]})" for kind, act in acts.items() if form in act)


def kind_of(match: re.Match[str], acts: tuple[str, ...]) -> str:
    """The kind of act whose group has matched."""
    groups = match.groupdict()
    return next(kind for kind in acts if groups.get(kind) or groups.get(f"{kind}x"))


def _ordinals(said: dict[str, Any]) -> dict[str, int]:
    units = {word: number for number, word in enumerate(said["ordinal_units"], 1)}
    composed = {
        f"{ten}{joint}{word}": value + number
        for ten, value in said["tens"].items()
        for word, number in {**units, **said.get("ordinal_ones", {})}.items()
        for joint in said["tens_joint"]
    }
    return {**composed, **units, **said["ordinal_tens"]}
