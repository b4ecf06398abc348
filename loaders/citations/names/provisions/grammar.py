"""How one language writes the parts of an instrument, as data beside this module, made into expressions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, cast

from graph import yaml_text
from graph.symbols.characters import roman_numeral, roman_value
from loaders.citations.plain import Plain
from loaders.time_limit import made_once

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
_UNITS = ("annex", "appendix", "part", "chap", "sect", "goal", "target", "art", "rule", "principle", "para", "sub")
"""The larger before the smaller."""
_NAMES = {
    "annex": ("annex", "annexes"),
    "art": ("art.", "arts."),
    "para": ("para.", "paras."),
    "sect": ("sect.", "sects."),
    "chap": ("chap.", "chaps."),
}
_NOT_NEEDED = re.compile(r"[،,]\?(?:\(\?: \w+,\?\)\?)?")
"""What an expression may begin with: without it it begins with a space, and is tried only where one stands."""
_ROMAN_UNITS = {"chap", "annex", "part", "sect"}
"""What is counted in Roman numerals wherever the language writes its numbers as words."""


@dataclass(frozen=True, eq=False)
class Grammar:
    """One language: `before` finds parts that end where a mention begins, `after` those that begin where it ends.

    `joins` finds what stands between a part and a mention: where it does not, there is no use in looking for the part.
    """

    joins: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    not_after: re.Pattern[str]
    _piece: re.Pattern[str]
    _item: re.Pattern[str]
    _through: re.Pattern[str]
    _numbers: dict[str, str]
    _letters: dict[str, str]

    def normal(self, parts: str) -> str:
        """Parts as they are kept: "paragraph 3 of article 2 (a)" is `art. 2(a), para. 3`."""
        found: dict[str, list[str]] = {}
        for match in self._piece.finditer(parts):
            unit = next(name for name, value in match.groupdict().items() if name in _UNITS and value is not None)
            numbers = self._listed(match[0], unit)
            # In Russian a letter by itself is a paragraph too.
            unit = "sub" if unit == "para" and numbers[0].startswith("(") else unit
            found.setdefault(unit, []).extend(numbers)
        written: list[str] = []
        for unit, numbers in sorted(found.items(), key=lambda piece: _UNITS.index(piece[0])):
            if unit == "sub":
                inside = "".join(f"({number.strip('()')})" for number in numbers[:1])
                written = [*written[:-1], "".join(written[-1:]) + inside]
            else:
                written.append(_written(unit, numbers))
        return ", ".join(written)

    def _listed(self, piece: str, unit: str) -> list[str]:
        listed: list[str] = []
        behind = 0
        for match in self._item.finditer(piece):
            if match["bare"] and unit != "sub":
                continue
            if match["number"]:
                number = self._number(match["number"], unit) + self._subs(match["subs"])
            else:
                # "paragraph 3 (a) and (c)": the letter alone is of the number before it.
                last = listed[-1].partition("(")[0] if listed else ""
                number = last + self._subs(match["letter"] or match["bare"])
            if listed and self._through.fullmatch(piece, behind, match.start()):
                listed[-1] += f"-{number}"
            else:
                listed.append(number)
            behind = match.end()
        return listed

    def _number(self, written: str, unit: str) -> str:
        number = self._numbers.get(written.lower(), written)
        if written.lower() in self._numbers and number.isdigit() and unit in _ROMAN_UNITS:
            return roman_numeral(int(number))
        return number.upper() if roman_value(number.upper()) and len(number) < 5 and not number.islower() else number

    def _subs(self, written: str) -> str:
        marks = re.findall(r"\w+", written.replace("ـ", ""))
        return "".join(f"({self._letters.get(mark, mark)})" for mark in marks)


def _written(unit: str, numbers: list[str]) -> str:
    several = len(numbers) > 1 or any("-" in number for number in numbers)
    one, more = _NAMES.get(unit, (unit, f"{unit}s"))
    return " ".join([more if several else one, ", ".join(numbers)]).strip()


@made_once
def grammar(language: str) -> Grammar:
    """The grammar of a language. KeyError for one that has none."""
    if language not in LANGUAGES:
        raise KeyError(language)
    text = files("loaders.citations.names.provisions").joinpath(f"{language}.yaml").read_text("utf-8")
    said = cast("dict[str, Any]", yaml_text.read(text))
    numbers = _numbers(said["numbers"], chinese=language == "zh")
    words = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True))
    number = r"(?:\d{1,4}(?:\.(?:\d{1,2}|[a-z](?![a-z])))?(?: (?:bis|ter|quater)\b)?(?!/)"
    number += r"|(?-i:[IVXLC]{1,6}(?![A-Za-z])|[A-H](?![\w/]))"
    number += (f"|(?:{words})(?!\\w)" if words and language != "zh" else f"|(?:{words})" if words else "") + ")"
    sub = _plain(said["sub"])
    letter = "|".join(["[a-z]{1,3}", *said.get("letters", {})])
    item = rf"(?P<number>{number})(?P<subs>(?:{sub}){{0,4}})"
    bare = rf"(?:{number}(?:{sub}){{0,4}}|\(?[a-z]{{1,3}}\))" if language != "zh" else rf"{number}(?:{sub}){{0,4}}"
    joint = rf"(?:{_plain(said['joint'])}|{_plain(said['through'])})"
    listed = rf"(?:{bare}(?:{joint}(?:{bare}|{sub})){{0,30}})"
    letters = rf"(?:{listed}|(?-i:[a-z])(?!\w)|\((?:{letter})\))"
    units = {
        unit: _plain(form).replace("{n}", letters if unit == "sub" else listed) for unit, form in said["units"].items()
    }
    one = "|".join(units.values())
    between = rf"(?:{_plain(said['within'])}|{_plain(said['beside'])})"
    parts = rf"(?:{one})(?:{between}(?:{one})){{0,4}}"
    never = "(?!)"
    edge = {"zh": "", "ar": r"(?<!\w)[وف]?"}.get(language, r"(?<!\w)")
    return Grammar(
        joins=re.compile(rf"(?i){_NOT_NEEDED.sub('', _plain(said['before']), count=1)}\Z"),
        before=re.compile(rf"(?i){edge}(?P<parts>{parts}){_plain(said['before'])}\Z" if said["before"] else never),
        after=re.compile(rf"(?i)(?:{_plain(said['after'])})(?P<parts>{parts})(?!\d)"),
        not_after=re.compile(rf"(?:{_plain(said['not_after'])})"),
        _piece=re.compile("(?i)" + "|".join(f"(?P<{unit}>{form})" for unit, form in units.items())),
        _item=re.compile(rf"(?i){item}|(?<![^\W条])\(?(?P<letter>{letter})\)|(?<!\w)(?P<bare>(?-i:[a-z]))(?!\w)"),
        _through=re.compile(rf"(?i){_plain(said['through'])}"),
        _numbers=numbers,
        _letters={str(letter): str(other) for letter, other in said.get("letters", {}).items()},
    )


def _numbers(said: dict[str, Any], *, chinese: bool) -> dict[str, str]:
    """Numbers written as words; of Chinese ones those below a hundred, which are made of others."""
    numbers = {_plain(str(word)): str(number) for word, number in said.items()}
    if chinese:
        digits = {int(number): word for word, number in numbers.items()}
        for value in range(11, 100):
            tens, ones = divmod(value, 10)
            numbers[(digits[tens] if tens > 1 else "") + "十" + digits.get(ones, "")] = str(value)
    return numbers


def _plain(pattern: str) -> str:
    """A pattern as texts are folded."""
    return Plain(pattern).text
