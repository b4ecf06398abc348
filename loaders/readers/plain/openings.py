"""The opening words of a paragraph in a text that has no slanted letters: the forms of known verbs tell them."""

from __future__ import annotations

import re
from functools import cache

from graph.vocabulary import vocabulary
from loaders.citations.openings import opening_of

_ADVERB = r"(?:also|again|further|once again|once more|\w+ly)"
_FEELING = r"(?:concern|alarm|appreciation|satisfaction|regret|interest|approval)"
_FURTHER = r"having (?:also )?\w+|being (?:\w+ly )?\w+|drawing attention|grieved|indignant|anxious|entrusts|addresses"
"""Openings of the oldest texts that govern no citation and so are in no vocabulary."""
_LOOKED_AT = 120
_SMALL = frozenset(("ru", "ar", "zh"))
"""Languages in which opening words have no capital letters. Of 2,618 preambular paragraphs in Russian, set in lines of
90 characters, 28 have such a line within them behind a comma."""


def plain_opening(text: str, language: str) -> str | None:
    """The opening words in lower case: 'recalling also', 'deeply concerned'; None where no known verb opens it."""
    if language != "en":
        found = opening_of(text, language)
        return found.text if found else None
    found = _opening().match(text[:_LOOKED_AT].lstrip(" \"'“‘"))
    return " ".join(found[1].casefold().split()) if found else None


def opens(line: str, language: str) -> bool:
    """Whether a line begins with opening words, written as at the beginning of a paragraph of that language."""
    return (language in _SMALL or line[:1].isupper()) and plain_opening(line, language) is not None


def is_operative(opening: str, language: str) -> bool | None:
    """Whether opening words are those of an operative paragraph: 'decides', 'calls upon'; 'expressing' is not.

    None where the language does not tell.
    """
    if language == "en":
        return finite(opening)
    found = opening_of(opening, language)
    return found.operative if found else None


def finite(opening: str) -> bool:
    """Whether English opening words are in the third person, as in an operative paragraph."""
    return any(word in _finite() or word in ("entrusts", "addresses") for word in opening.split()[:3])


@cache
def _opening() -> re.Pattern[str]:
    forms = sorted((form for forms in vocabulary().verbs.values() for form in forms), key=len, reverse=True)
    verb = "|".join(re.escape(form) for form in forms)
    known = rf"(?:{verb}|{_FURTHER})"
    return re.compile(
        rf"((?:{_ADVERB} ){{0,2}}{known}(?: {_ADVERB})?(?: with (?:\w+ )?{_FEELING})?)(?![\w-])",
        re.IGNORECASE,
    )


@cache
def _finite() -> frozenset[str]:
    """The first words of forms in the third person: those that end in -s, and have a form in -ing beside them."""
    found: set[str] = set()
    for forms in vocabulary().verbs.values():
        participles = any(form.split()[0].endswith("ing") for form in forms)
        found |= {word for form in forms if participles and (word := form.split()[0]).endswith("s") and len(word) > 4}
    return frozenset(found)
