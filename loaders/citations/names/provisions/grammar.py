"""How one language writes the parts of an instrument, as data beside this module, made into expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, cast

from graph import yaml_text
from graph.symbols.characters import roman_numeral, roman_value
from loaders.citations.names.provisions.pieces import UNITS, Piece, written
from loaders.citations.plain import Plain
from loaders.citations.scanning import Scanner
from loaders.time_limit import made_once

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
_NOT_NEEDED = re.compile(r"[،,]\?(?:\(\?: \w+,\?\)\?)?")
"""What an expression may begin with: without it it begins with a space, and is tried only where one stands."""
_WITHOUT_NUMBER = re.compile(r"\(\?: \{n\}\)\?| ?\??\{n\}")
_ENDING = re.compile(r" ?\??\{n\}\Z")
_COUNTED = re.compile(r"\([ivx]+\)$")
_LETTER = re.compile("[A-BE-H]")
"""What no Roman number is written with."""
_CHINESE_UNITS = ("条", "段", "款", "项")
_DIGIT = "[一二三四五六七八九]"
_CHINESE = f"(?:[一二三四]百(?:零{_DIGIT}|{_DIGIT}十{_DIGIT}?)?|[二三四五六七八九]?十{_DIGIT}?|{_DIGIT})"
"""The numbers that `_numbers` makes of Chinese ones: an expression with each of them takes two seconds to make."""
_ROMAN_UNITS = {"chap", "annex", "part", "sect"}
"""What is counted in Roman numerals wherever the language writes its numbers as words."""


@dataclass(frozen=True, eq=False)
class Grammar:
    """One language: `before` finds parts that end where a mention begins, `after` those that begin where it ends.

    `of_that` finds those of "that resolution", which has been named, and `that` only these words. `joins` finds what
    stands between a part and a mention: where it does not, there is no use in looking for the part.
    """

    joins: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    not_after: re.Pattern[str]
    that: re.Pattern[str]
    of_that: re.Pattern[str]
    _words: Scanner | None
    _piece: re.Pattern[str]
    _item: re.Pattern[str]
    _through: re.Pattern[str]
    _within: re.Pattern[str] | None
    _joint: re.Pattern[str]
    _numbers: dict[str, str]
    _letters: dict[str, str]

    def may_be_in(self, text: str) -> bool:
        """Whether a plain text has the word for some part: most that cite have none, and need no further look."""
        return self._words is None or self._words.search(text.encode("utf-8", "surrogatepass")) is not None

    def normal(self, parts: str) -> str:
        """Parts as they are kept: "paragraph 3 of article 2 (a)" is `art. 2(a), para. 3`."""
        return written(list(self._pieces(parts)))

    def without_last(self, parts: str) -> str:
        """Parts without the last of them, '' where there is but one."""
        *_, last = [0, *(match.start() for match in self._piece.finditer(parts))]
        return parts[:last].rstrip(" ,、，")

    def _pieces(self, parts: str) -> Iterator[Piece]:
        end = 0
        for match in self._piece.finditer(parts):
            unit = next(name for name, value in match.groupdict().items() if name in UNITS and value is not None)
            numbers = self._listed(match[0], unit)
            # In Russian a letter by itself is a paragraph too; "subparagraph 3 (b)" is one of a paragraph.
            if not numbers and unit in ("para", "sub"):
                continue
            if unit == "para" and numbers[0].startswith("("):
                unit = "sub"
            elif unit == "sub" and numbers[0][0].isdigit() and "(" in numbers[0]:
                unit = "para"
            gap = parts[end : match.start()] if end else ""
            of = self._within is not None and self._within.fullmatch(gap) is not None
            yield Piece(unit, numbers, match[0], of, self._joint.fullmatch(gap) is not None)
            end = match.end()

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
                letter = self._subs(match["letter"] or match["bare"])
                number = (_above(listed[-1], letter) if listed else "") + letter
                if listed and piece[behind : match.start()] in _CHINESE_UNITS:
                    listed[-1] += letter  # 第5段(c)
                    behind = match.end()
                    continue
            if listed and self._through.fullmatch(piece, behind, match.start()):
                # A letter goes on from no Roman number: it is a part of it.
                listed[-1] += f".{number}" if _LETTER.fullmatch(number) and roman_value(listed[-1]) else f"-{number}"
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


def _above(before: str, letter: str) -> str:
    """What a letter alone belongs to: "(c)" to the number before it, "(ii)" behind "3 (b) (i)" to the letter."""
    alike = _COUNTED.fullmatch(letter) and _COUNTED.search(before)
    return before[: before.rindex("(")] if alike and before.count("(") > 1 else before.partition("(")[0]


@made_once
def grammar(language: str) -> Grammar:
    """The grammar of a language. KeyError for one that has none."""
    if language not in LANGUAGES:
        raise KeyError(language)
    text = files("loaders.citations.names.provisions").joinpath(f"{language}.yaml").read_text("utf-8")
    said = cast("dict[str, Any]", yaml_text.read(text))
    numbers = _numbers(said["numbers"], chinese=language == "zh")
    in_words = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True))
    number = (
        r"(?:\d{1,3}(?!\d)(?:(?-i:[A-H])(?=[(, ]))?(?:\.(?:\d{1,2}|[a-z](?![a-z])))?(?: (?:bis|ter|quater)\b)?(?!/)"
    )
    number += r"|(?-i:[IVXLC]{1,6}(?![A-Za-z])|[A-H](?![\w/]))"
    number += (f"|{_CHINESE}" if language == "zh" else f"|(?:{in_words})(?!\\w)" if in_words else "") + ")"
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
    one = _one_of((_plain(form), letters if unit == "sub" else listed) for unit, form in said["units"].items())
    between = rf"(?:{_plain(said['within'])}|{_plain(said['beside'])})"
    with_more = rf"(?:{between}(?:{one})){{0,3}}"
    article = units["art"]
    # "Article 2, paragraph 7, and Article 51": several articles, each with its own paragraphs
    articles = rf"{article}{with_more}(?:{joint}{article}{with_more}){{1,3}}"
    parts = rf"(?:{articles}|(?:{one})(?:{between}(?:{one})){{0,4}})"
    never = "(?!)"
    stands = rf"(?:{_plain(said['of_whom'])})?" if "of_whom" in said else ""
    edge = {"zh": "", "ar": r"(?<!\w)[وف]?"}.get(language, r"(?<![\w/])")
    # In Chinese the number is within the word.
    wordless = [_WITHOUT_NUMBER.sub("", _plain(form)) for form in said["units"].values()] if language != "zh" else []
    return Grammar(
        _words=Scanner(f"(?i:{'|'.join(wordless)})") if wordless else None,
        joins=re.compile(rf"(?i){_NOT_NEEDED.sub('', _plain(said['before']), count=1)}\Z"),
        before=re.compile(rf"(?i){edge}(?P<parts>{parts}){_plain(said['before'])}\Z" if said["before"] else never),
        after=re.compile(rf"(?i)(?:{stands}(?:{_plain(said['after'])}))(?P<parts>{parts})(?!\d)"),
        that=re.compile(f"(?i){_plain(said['of_that']).replace('{parts}', '')}"),
        of_that=re.compile(f"(?i){_plain(said['of_that']).replace('{parts}', f'(?P<parts>{parts})')}"),
        not_after=re.compile(rf"(?:{_plain(said['not_after'])})"),
        _piece=re.compile("(?i)" + "|".join(f"(?P<{unit}>{form})" for unit, form in units.items())),
        _item=re.compile(rf"(?i){item}|(?<![^\W条段款项])\(?(?P<letter>{letter})\)|(?<!\w)(?P<bare>(?-i:[a-z]))(?!\w)"),
        _through=re.compile(rf"(?i){_plain(said['through'])}"),
        _within=re.compile(rf"(?i){_plain(said['within'])}") if said["within"] else None,
        _joint=re.compile(rf"(?i){_plain(said['joint'])}"),
        _numbers=numbers,
        _letters={str(letter): str(other) for letter, other in said.get("letters", {}).items()},
    )


def _one_of(forms: Iterable[tuple[str, str]]) -> str:
    """An expression for any of some units, each with what its numbers are written like.

    Units that end in the same numbers share them: the numbers are most of the expression, which takes a second or two
    to make where each unit has its own.
    """
    endings: dict[str, list[str]] = {}
    for form, numbers in forms:
        ending = _ENDING.search(form)
        words, rest = (form[: ending.start()], ending[0]) if ending else ("", form)
        endings.setdefault(rest.replace("{n}", numbers), []).append(words)
    return "|".join(f"(?:{'|'.join(words)}){rest}" for rest, words in endings.items())


def _numbers(said: dict[str, Any], *, chinese: bool) -> dict[str, str]:
    """Numbers written as words; of Chinese ones those below five hundred, which are made of others."""
    numbers = {_plain(str(word)): str(number) for word, number in said.items()}
    if chinese:
        digits = {int(number): word for word, number in numbers.items()}
        for value in range(11, 100):
            numbers[_chinese(value, digits, digits[value // 10] if value > 19 else "")] = str(value)
        for hundreds in range(1, 5):  # the Charter has 111 articles, the Convention on the Law of the Sea 320
            for rest in range(100):
                written = _chinese(rest, digits, digits[rest // 10]) if rest > 9 else digits.get(rest, "")
                zero = "零" if 0 < rest < 10 else ""
                numbers[f"{digits[hundreds]}百{zero}{written}"] = str(100 * hundreds + rest)
    return numbers


def _chinese(value: int, digits: dict[int, str], tens: str) -> str:
    """A number from 10 to 99 as it is written, with what stands for its tens."""
    return f"{tens}十{digits.get(value % 10, '')}"


def _plain(pattern: str) -> str:
    """A pattern as texts are folded."""
    return Plain(pattern).text
