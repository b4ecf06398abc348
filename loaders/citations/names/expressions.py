"""A name as an expression that finds it in running text: inflected, with or without articles, accents and prefixes."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from loaders.citations.plain import Plain

# Between two words: a comma more or less, a line break, a hyphen for a space change no name.
_GAP = "[ ,،.°'\"/:;()-]{1,3}"
_CLOSE = "[ '-]{1,2}"
_WORD = re.compile(r"\w+")
_HAN = re.compile(r"[\u3400-\u9fff]")

_OPTIONAL = {
    "en": {"the", "an", "a"},
    "fr": {"le", "la", "les", "l"},
    "es": {"el", "la", "los", "las"},
}
"""Articles: `a` stands before them or not."""
_SAME: dict[str, dict[str, str]] = {
    "fr": dict.fromkeys(("de", "du", "des", "d", "au", "aux", "à"), "(?:de|du|des|d|au|aux|à)"),
    "es": dict.fromkeys(("de", "del", "a", "al", "en"), "(?:del?|al?|en)"),
    "en": {
        "programme": "programm?e?",
        "cooperation": "co-?operation",
        "defence": "defen[cs]e",
        "labour": "labou?r",
        "and": "(?:and|or)",
        "relating": "(?:relating|relative)",
    },
}
"""Words that people write for one another."""
_ACCENTS = {
    **{
        letter: f"[{letter}{plain}]"
        for letter, plain in zip("éèêëàâäîïôöûùüçñíóúá", "eeeeaaaiioouuucnioua", strict=True)
    },
    "œ": "(?:œ|oe)",
    "ё": "[ёе]",
    "е": "[её]",
    "ة": "[ةه]",
}
# What a Russian word may end in; what is left is its stem. Only the head of a name is declined in running text, but
# which word that is need not be known: the others find their own form too.
_RUSSIAN_ENDING = re.compile(
    r"(?:ого|его|ому|ему|ыми|ими|ями|ами|иями|иях|иям|ией|ием|ия|ии|ию|ие|ий|ов|ев|ей|ой|ый|ая|яя|ое|ее|ые|ых|их|ым|им"
    r"|ом|ем|ам|ям|ах|ях|ую|юю|а|я|о|е|у|ю|ы|и|ь|й)$"
    r"|(?:ий|ие|их|им|ая|ей|ую|ее|его|ему)ся$"  # participles: "касающиеся", "касающихся"
)
_RUSSIAN_PLURALS = {
    "ие": "(?:ие|их|им|ими)",
    "ые": "(?:ые|ых|ым|ыми)",
    "ии": "(?:ии|ий|иям|иями|иях)",
    "ы": "(?:ы|ов|ам|ами|ах)",
}
"""What the words of a name in the plural may end in, by the ending of their nominative."""
_ARABIC_PREFIX = "(?:[وف]?(?:[بكل]?(?:ال)?|لل))"
_ARABIC_ARTICLE = re.compile(r"^(?:ال|لل)(?=\w{3})")
_OF_THE_UNITED_NATIONS = {
    "en": re.compile(r"^(?:united nations|international) "),
    "fr": re.compile(r" des nations unies(?= )| internationale?(?= )"),
    "es": re.compile(r" de las naciones unidas(?= )| internacional(?= )"),
    "ru": re.compile(r" организации объединенных наций(?= )|^международн[а-я]+ (?=конвенци)"),
    "zh": re.compile(r"^联合国"),
    "ar": re.compile(r" الامم المتحدة(?= )| الدولية(?= )"),
}
"""What may be left out of a long name, because the name says enough without it."""
_ACRONYM = {
    "en": ("united nations", "un"),
    "fr": ("des nations unies", "de l'onu"),
    "es": ("de las naciones unidas", "de la onu"),
    "ru": ("организации объединенных наций", "оон"),
}
"""What people write for "United Nations" in a name."""
_FIRST = 3
"""Words of a name by which its beginning is found: "United Nations" alone stands everywhere."""
_LONG = 4
"""Words of a name that is long enough to be known when something is left out of it."""


class Form(NamedTuple):
    """RE2 expressions of a name (`whole`) and of its first words (`begins`), with which every match begins."""

    whole: str
    begins: str


def literal(written: str) -> Form:
    """A name that is written in this way alone: an acronym."""
    first = " ".join(written.split(" ")[:_FIRST])
    return Form(*(f"(?-i:{re.escape(text)})" for text in (written, first)))


def expressions(name: str, language: str, *, several: bool = False) -> list[Form]:
    """Expressions, over plain text in small letters, of which one matches the name as it stands in a sentence.

    The name of `several` things is in the plural: "Geneva Convention" names none of the four.
    """
    plain = " ".join(Plain(name).text.lower().replace("·", " ").split())
    if language == "zh" and _HAN.search(plain):
        return [_chinese(form) for form in _shortened(plain, language)]
    return [_spaced(form, language, several=several) for form in _shortened(plain, language)]


def _shortened(plain: str, language: str) -> list[str]:
    """The name, the name without "United Nations" or "International" where enough is left, and with "UN" for it."""
    short = _OF_THE_UNITED_NATIONS[language].sub("", plain, count=1)
    enough = len(short) >= 8 if language == "zh" else len(_WORD.findall(short)) >= _LONG
    full, acronym = _ACRONYM.get(language, ("", ""))
    briefly = plain.replace(full, acronym, 1) if full else plain
    return list(dict.fromkeys([plain, *([short] if enough else []), briefly]))


def _chinese(plain: str) -> Form:
    """Chinese has no spaces, but marks of books and dots stand inside names or do not."""
    letters = [re.escape(letter) for letter in re.sub(r"[\s《》〈〉·、,()\"'-]", "", plain)]
    marks = "[《》〈〉·、, ()-]{0,2}"
    return Form(marks.join(letters), marks.join(letters[:2]))


def _spaced(plain: str, language: str, *, several: bool = False) -> Form:
    words = _WORD.findall(plain)
    while len(words) > 1 and words[0] in _OPTIONAL.get(language, ()):
        words.pop(0)
    # In a name of two words everything counts.
    gap = _GAP if len(words) > 2 else _CLOSE
    written = _PLURAL.get(language, partial(_latin, language, several=True)) if several else None
    written = written or _INFLECTED.get(language, partial(_latin, language))
    optional = _OPTIONAL.get(language, set[str]()) if len(words) > 2 else set[str]()
    pieces: list[str] = []
    for place, word in enumerate(words):
        if word in optional:
            pieces.append(f"(?:{re.escape(word)}{gap})?")
            continue
        pieces.append(written(word) + (gap if place < len(words) - 1 else ""))
        # An article may also stand where the name has none.
        if (
            optional
            and word in _TAKES_ARTICLE.get(language, ())
            and words[place + 1 : place + 2]
            and words[place + 1] not in optional
        ):
            pieces.append(f"(?:(?:{'|'.join(sorted(optional, key=len, reverse=True))}){gap})?")
    begins = written(words[0])
    for before, word in pairwise(words[:_FIRST]):
        if word in optional or (optional and before in _TAKES_ARTICLE.get(language, ())):
            break
        begins += gap + written(word)
    return Form("".join(pieces), begins)


_TAKES_ARTICLE = {
    "en": {"and", "on", "of", "for", "against", "to", "in"},
    "fr": {"et", "sur", "contre", "pour", "de", "à", "dans", "des"},
    "es": {"y", "sobre", "contra", "para", "de", "en", "a"},
}


def _latin(language: str, word: str, *, several: bool = False) -> str:
    if word in (same := _SAME.get(language, {})):
        return same[word]
    letters = "".join(_ACCENTS.get(letter, letter) for letter in word)
    if language == "en":
        return re.sub(r"(?<=[a-z])i[zs](?=[ei])|(?<=[a-z])i[zs](?=ation)", "i[sz]", letters)
    return letters + "?" if word.endswith("s") and len(word) > 4 and not several else letters


def _russian(word: str) -> str:
    stem = _RUSSIAN_ENDING.sub("", word) if len(word) > 3 else word
    if len(word) <= 3 or len(stem) < 3 or not word.isalpha():
        return re.escape(word)
    return "".join(_ACCENTS.get(letter, letter) for letter in stem) + "[а-яё]{0,4}"


def _russian_plural(word: str) -> str:
    for nominative, endings in _RUSSIAN_PLURALS.items():
        if len(word) > 4 and word.endswith(nominative):
            stem = word.removesuffix(nominative)
            return "".join(_ACCENTS.get(letter, letter) for letter in stem) + endings
    return _russian(word)


def _arabic(word: str) -> str:
    if not word.isalpha() or word.isascii():
        return re.escape(word)
    stem = _ARABIC_ARTICLE.sub("", word)
    return _ARABIC_PREFIX + "".join(_ACCENTS.get(letter, letter) for letter in stem)


_INFLECTED: dict[str, Callable[[str], str]] = {"ru": _russian, "ar": _arabic}
_PLURAL: dict[str, Callable[[str], str]] = {"ru": _russian_plural, "ar": _arabic}
