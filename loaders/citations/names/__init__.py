"""Instruments by name: treaties, declarations and programmes, by their names, short names and Treaty Series numbers."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.citations.mention import Mention
from loaders.citations.names.document import Document
from loaders.citations.names.finding import found
from loaders.citations.names.gazetteer import LANGUAGES
from loaders.citations.names.goals import goals
from loaders.citations.names.language import language
from loaders.citations.names.others import others_named
from loaders.citations.names.terms import terms
from loaders.citations.names.treaty_series import treaty_series
from loaders.citations.plain import Plain

__all__ = ["LANGUAGES", "named", "others_named"]


def named(texts: Sequence[str], spoken: str, plains: Sequence[Plain] = ()) -> list[list[Mention]]:
    """The instruments that the paragraphs of a document name, in order; offsets are those of the paragraph as read.

    `spoken` is the language. Texts in a language that is not read name nothing. `plains` are the texts made plain,
    where somebody has done it.
    """
    mentions: list[list[Mention]] = [[] for _ in texts]
    if spoken not in LANGUAGES:
        return mentions
    words = language(spoken)
    document = Document(texts, plains)
    names = list(found(document.text, words))
    nouns = list(words.nouns(document.text))
    series = list(treaty_series(document.text, {id_ for name in names for id_ in name.ids}))
    for place, mention in (
        *document.mentions((name for name in names if name.ids), "name"),
        *document.mentions(terms(document.text, names, nouns, words), "name", by_context=True),
        *document.mentions(series, "unts"),
        *document.mentions(goals(document.text, words.goals, words.goal_words), "name"),
    ):
        mentions[place].append(mention)
    for one in mentions:
        one.sort(key=lambda mention: (mention.start, mention.target.id))
    return mentions
