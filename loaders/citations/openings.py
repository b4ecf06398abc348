"""How a paragraph opens in the languages other than English: its opening words, the verb they are, in which part."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, TypeAlias, cast

from graph import yaml_text
from graph.folding import words as folded_words

_LOOKED_AT = 120
_OPEN_ALONE = frozenset(("acts under", "adopts", "considers", "examines", "supports"))
"""Verbs that join on to no other: their forms are common words within a sentence (agissant, 通过, получив)."""
_BETWEEN = 3
"""Words between the first and the last of a feeling: "avec une très vive préoccupation"."""
_BEFORE = " \"'“‘«„"
_WORD = re.compile(r"[\u3400-\u9fff]|(?:[^\W_\u3400-\u9fff][\u064b-\u0652]*)+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_Words: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """Opening words in lower case, the verb of the vocabulary that they are, and whether they open an operative part.

    `verb` is None for words that open paragraphs and are none of its verbs, `operative` in a language that does not
    tell.
    """

    text: str
    verb: str | None
    operative: bool | None


@dataclass(frozen=True, slots=True)
class _Language:
    folded: Callable[[str], Sequence[str]]
    forms: Mapping[_Words, str | None]
    longest: int
    adverbs: Sequence[_Words]
    feelings: frozenset[tuple[str, str]]
    preamble: re.Pattern[str] | None
    joined: re.Pattern[str]
    written: Mapping[str, str]


def opening_of(text: str, language: str) -> Opening | None:
    """The opening of a paragraph; None where no known verb opens it, and in a language that has no table (English)."""
    known = _languages().get(language)
    if known is None:
        return None
    start = unicodedata.normalize("NFC", text[:_LOOKED_AT])
    begins = len(start) - len(start.lstrip(_BEFORE))
    seen = [(folded, match.end()) for match in _WORD.finditer(start, begins) for folded in known.folded(match[0])]
    read = [folded for folded, _ in seen]
    found = _form(known, read)
    if found is None:
        return None
    form, last = found
    end = seen[_behind(known, read, last) - 1][1]
    operative = None
    if known.preamble is not None:
        operative = not any(known.preamble.search(first) for first in (read[0], " ".join(form)))
    return Opening(" ".join(start[begins:end].casefold().split()), known.forms[form], operative)


@lru_cache(maxsize=4096)
def verb_of(opening: str, language: str) -> str | None:
    """The verb of a paragraph's opening words: "rappelant également" is recalls; None for words that are no verb's."""
    found = opening_of(opening, language)
    return found.verb if found else None


def joined(small: str, language: str, end: int) -> Iterator[tuple[int, str]]:
    """The verbs that are joined on to the first in a text in small letters up to an offset, with their own offsets.

    There are none in a language that has no table.
    """
    if known := _languages().get(language):
        for found in known.joined.finditer(small, 0, end):
            yield found.start("form"), known.written[found["form"]]


def forms(language: str) -> Mapping[_Words, str | None]:
    """The verbs of a language by their forms, which are folded words. KeyError for one that has no table."""
    return _languages()[language].forms


def _form(known: _Language, read: Sequence[str]) -> tuple[_Words, int] | None:
    """The longest form with which words begin, as they are or without adverbs, and how many words it takes."""
    best: tuple[_Words, int] | None = None
    for places in (list(range(len(read))), list(_without_adverbs(known, read))):
        for length in range(min(known.longest, len(places)), 0, -1):
            form = tuple(read[place] for place in places[:length])
            if form in known.forms:
                if best is None or length >= len(best[0]):
                    best = form, places[length - 1] + 1
                break
    return best


def _without_adverbs(known: _Language, read: Sequence[str]) -> Iterator[int]:
    at = 0
    while at < len(read):
        if length := _adverb(known, read, at):
            at += length
        else:
            yield at
            at += 1


def _adverb(known: _Language, read: Sequence[str], at: int) -> int:
    """How many words the adverb has that begins at a place; 0 for none."""
    return next((len(one) for one in known.adverbs if tuple(read[at : at + len(one)]) == one), 0)


def _behind(known: _Language, read: Sequence[str], at: int) -> int:
    """Where the adverbs and feelings end that stand behind a form; in Chinese they stand before it."""
    while known.feelings and at < len(read):
        if length := _adverb(known, read, at):
            at += length
            continue
        ends = range(at + 2, min(at + 2 + _BETWEEN, len(read)) + 1)
        felt = next((end for end in ends if (read[at], read[end - 1]) in known.feelings), None)
        if felt is None:
            break
        at = felt
    return at


@cache
def _languages() -> dict[str, _Language]:
    text = files("loaders.citations").joinpath("openings.yaml").read_text("utf-8")
    raw = cast("dict[str, Any]", yaml_text.read(text))
    return {language: _read(stated) for language, stated in raw.items()}


def _read(stated: Mapping[str, Any]) -> _Language:
    # In French an accent parts what is done ("crée") from what was ("créé").
    folded = _with_accents if stated["accents"] else folded_words

    def words(text: str) -> _Words:
        return tuple(word for found in _WORD.finditer(text) for word in folded(found[0]))

    forms: dict[_Words, str | None] = {words(form): None for form in stated["others"]}
    forms |= {words(form): verb for verb, written in stated["verbs"].items() for form in written}
    adverbs = sorted((words(adverb) for adverb in stated["adverbs"]), key=len, reverse=True)
    feelings = [words(feeling) for feeling in stated["feelings"]]
    preamble = re.compile(stated["preamble"]) if stated["preamble"] else None
    joining = {verb: said for verb, said in stated["verbs"].items() if verb not in _OPEN_ALONE}
    written = {form.casefold(): verb for verb, said in joining.items() for form in said}
    spaced = not any(map(_HAN.match, written))
    before = rf"(?:(?:{_any(stated['adverbs'])}){' ' if spaced else ''}){{0,4}}"
    end = r"(?!\w)" if spaced else ""
    return _Language(
        folded,
        forms,
        max(map(len, forms)),
        adverbs,
        frozenset((one[0], one[-1]) for one in feelings),
        preamble,
        re.compile(rf"{stated['joint']}{before}(?P<form>{_any(written)}){end}"),
        written,
    )


def _with_accents(text: str) -> list[str]:
    return [unicodedata.normalize("NFC", text).casefold()]


def _any(written: Iterable[str]) -> str:
    return "|".join(re.escape(one.casefold()) for one in sorted(written, key=len, reverse=True))
