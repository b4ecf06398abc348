"""What stands over a section, in any language: `II`, 二, ثانيا, `B`, باء; and how sections lie in one another."""

from __future__ import annotations

import re

from graph.symbols.characters import BARE_ARABIC_PART, LOOKALIKE, bare, chinese_value, roman_numeral, roman_value
from loaders.citations.plain import Plain

_LATIN = re.compile(r"(?:(?i:section|part|chapter)\s+)?((?i:[IVXLC]{2,})|[A-Z])\.?")
_BEFORE_A_TITLE = re.compile(r"([A-Z]|[IVXLC]{2,})(?:\. +| +(?=[A-ZÁÉÍÓÚÀÈ]))")
_CHINESE = re.compile(r"([一二三四五六七八九十]{1,4})(?:[、 .]|$)")
_ARABIC = ("اولا", "ثانيا", "ثالثا", "رابعا", "خامسا", "سادسا", "سابعا", "ثامنا", "تاسعا", "عاشرا",
           "حادي عشر", "ثاني عشر", "ثالث عشر", "رابع عشر", "خامس عشر", "سادس عشر", "سابع عشر", "ثامن عشر", "تاسع عشر",
           "عشرون", "حادي وعشرون", "ثاني وعشرون", "ثالث وعشرون", "رابع وعشرون", "خامس وعشرون", "سادس وعشرون",
           "سابع وعشرون", "ثامن وعشرون", "تاسع وعشرون", "ثلاثون")  # fmt: skip
"""As they stand over sections: first, second and so on."""
_ORDINALS = {word: number for number, word in enumerate(_ARABIC, 1)}
_LONGEST = 100
"""Characters, with many to spare: whole paragraphs are asked about too, and would be made plain for nothing."""
_IDENTIFIER = re.compile(r"(?:sec|part)_([IVXLC]+)")


def section_label(text: str) -> str | None:
    """The Roman number or the letter that a text consists of, in capitals; None for any other text.

    Chinese and Arabic write words where English has Roman numbers: 二 and ثانيا are II.
    """
    if len(text) > _LONGEST:
        return None
    text = " ".join(Plain(text).text.translate(LOOKALIKE).split())
    if found := _LATIN.fullmatch(text):
        return found[1].upper() if len(found[1]) == 1 or roman_value(found[1].upper()) else None
    if (found := _CHINESE.fullmatch(text)) and (value := chinese_value(found[1])):
        return roman_numeral(value)
    text = bare(text).rstrip(".:- ")
    if text in _ORDINALS:
        return roman_numeral(_ORDINALS[text])
    return BARE_ARABIC_PART.get(text)


def label_before_a_title(text: str) -> str | None:
    """The label that a title begins with: `B. Office of Investment Management`, 二 支助账户. None where it has none."""
    if found := _BEFORE_A_TITLE.match(" ".join(Plain(text).text.translate(LOOKALIKE).split())):
        return found[1]
    found = _CHINESE.match(" ".join(text.split()))
    value = chinese_value(found[1]) if found else 0
    return roman_numeral(value) if value else None


def label_of_identifier(identifier: str) -> str | None:
    """The Roman number in the identifier of a section: `sec_XII`, `part_II`."""
    found = _IDENTIFIER.fullmatch(identifier)
    return found[1] if found and roman_value(found[1]) else None


def is_roman(label: str) -> bool:
    """Whether a label is a Roman number, or can be one: I, V and X are letters only in a row of letters."""
    return len(label) > 1 or label in "IVX"


def within(section: str, label: str) -> str:
    """The path of a section that begins in another: `sect.I` and B are `sect.I/sect.B`; B and C, or I and II, follow.

    Files nest sections that the text has one behind the other.
    """
    around = section.split("/") if section else []
    if around and around[-1].removeprefix("sect.").isdigit():
        around.pop()  # one that was only counted: this is its label
    kind = _kind(label, around)
    for place, one in enumerate(around):
        if _kind(one.removeprefix("sect."), around[:place]) == kind:
            around = around[:place]
            break
    return "/".join([*around, f"sect.{label}"])


def following(label: str, around: str) -> str:
    """The label behind another, for a section that has that of its neighbour by a slip. `around` is where it lies."""
    kind = _kind(label, around.split("/"))
    if kind == "number":
        return str(int(label) + 1)
    return roman_numeral(roman_value(label) + 1) if kind == "roman" else chr(ord(label) + 1)


def _kind(label: str, around: list[str]) -> str:
    """Whether a label is a number, a Roman number or a letter, which C, D, and I behind H may be as well."""
    if label.isdigit():
        return "number"
    follows = len(label) == 1 and f"sect.{chr(ord(label) - 1)}" in around
    return "roman" if is_roman(label) and not follows else "letter"
