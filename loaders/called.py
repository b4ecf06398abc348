"""What documents without a symbol are called: by their file's name, and its folder's where another has the same."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from graph.vocabulary import vocabulary
from loaders.sources import Item

_ENDINGS = re.compile(r"\.(?:[a-z]{2}|pdf|docx|html?|xhtml|txt|text|md|markdown)$", re.IGNORECASE)
_LONGEST = 100


def slug(name: str | None) -> str:
    """A readable id from the name of a file, without its ending and language: 'report.fr.pdf' is report."""
    stem = PurePath((name or "").rpartition("!")[2] or "document").name
    while _ENDINGS.search(stem):
        stem = _ENDINGS.sub("", stem)
    return _plain(stem)[:_LONGEST] or "document"


def apart(items: Sequence[Item], loaded: Mapping[str, str | None]) -> list[Item]:
    """The files, those with what they are called whose name stands in another folder too: 2019/report is 2019-report.

    `loaded` are the names of sources in the library, each with what its document is called there where that is not its
    name: it keeps it, whatever comes beside it or goes. Those whose file is gone do not count. Files of one name in one
    folder are one document in several formats or languages, and so are those in folders named for languages.
    """
    folders: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for item in items:
        folders[slug(item.name)].add(_folder(item.name))
    for name in loaded:
        if (alike := folders.get(slug(name))) and _folder(name) not in alike and _is_there(name):
            alike.add(_folder(name))

    def called(item: Item) -> str | None:
        if item.name in loaded:
            return loaded[item.name]
        alike = folders[slug(item.name)]
        return _told_apart(item.name, alike) if len(alike) > 1 else None

    return [replace(item, called=name) if (name := called(item)) else item for item in items]


def _told_apart(name: str, folders: set[tuple[str, ...]]) -> str:
    """The name with as many of its folders before it as tell it from the same name in the others."""
    own = _folder(name)
    parts = next(
        (own[-length:] for length in range(1, len(own)) if sum(one[-length:] == own[-length:] for one in folders) == 1),
        own,
    )
    return _plain("-".join((*parts, slug(name))))


def _folder(name: str) -> tuple[str, ...]:
    """The folders that a file lies in, an archive as one of them, without those that are named for a language."""
    path, _, member = name.partition("!")
    above = PurePath(path).parent.parts
    if member:
        above = (*above, PurePath(path).stem, *PurePath(member).parent.parts)
    return tuple(part for part in above if _plain(part) and part.casefold() not in vocabulary().languages)


def _is_there(name: str) -> bool:
    path = Path(name.partition("!")[0])
    return path.is_absolute() and path.exists()


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "-", unicodedata.normalize("NFKC", text).casefold()).strip("-")
