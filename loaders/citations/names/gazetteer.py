"""What instruments are called, in each language: the editorial titles and aliases, `gazetteer.yaml` for the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, cast

from graph import yaml_text
from graph.model import Instrument
from loaders.editorial import editorial_files

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)$|（[^（）]*）$")
_DATED = re.compile(r",? (?:of |de |от )?\d{4}(?: года)?$|^\d{4}年")
_SUBTITLE = re.compile(r"\s*[:：;；].*")
_ARTICLE = re.compile(r"^(?:The|Le|La|El) ")
_ACRONYM = re.compile(r"[A-ZА-Я][A-ZА-Я0-9-]+(?: FCTC)?")

_RANK = {"Resolution": 2}
"""A resolution may have the title of the treaty that it adopts: the name is the treaty's."""


@dataclass(frozen=True, slots=True)
class Name:
    """One way to name some instruments (ids; none where the words name something else), and how sure it is.

    Where two names are written alike the one with the lower `rank` counts. An `acronym` stands as it is written.
    """

    written: str
    ids: tuple[str, ...]
    rank: int

    @property
    def acronym(self) -> bool:
        return _ACRONYM.fullmatch(self.written) is not None


@cache
def instruments() -> dict[str, Instrument]:
    """The editorial instruments by their ids."""
    nodes = (node for file in editorial_files().values() for node in file.nodes)
    return {node.id: node for node in nodes if isinstance(node, Instrument)}


@cache
def protocols() -> dict[str, tuple[str, ...]]:
    """The protocols that "the Protocols thereto" means, by the id of their treaty."""
    found: dict[str, list[str]] = {}
    for file in editorial_files().values():
        for statement in file.statements:
            if statement.kind == "SUPPLEMENTS":
                protocol, treaty = (end.removeprefix("Instrument:") for end in (statement.start, statement.end))
                if "rotocol" in (instruments()[protocol].title_en or ""):
                    found.setdefault(treaty, []).append(protocol)
    stated = cast("dict[str, list[str]]", _said()["protocols"])
    return {treaty: tuple(sorted(ids)) for treaty, ids in found.items()} | {
        treaty: tuple(ids) for treaty, ids in stated.items()
    }


@cache
def named_with_part() -> frozenset[str]:
    """Acronyms that mean a committee as well as its treaty, which is meant where a part of it stands beside them."""
    return frozenset(
        one for acronyms in cast("dict[str, list[str]]", _said()["with_part"]).values() for one in acronyms
    )


def names(language: str) -> list[Name]:
    """Every name in a language: aliases count in all, as nobody says which language they are in."""
    said = _said()
    left_out = set(cast("list[str]", said["left_out"]))
    found = [*_stated(said, language), *(name for name in _editorial(language) if name.written not in left_out)]
    return [name for name in found if len(name.written) > 2]


def _stated(said: dict[str, Any], language: str) -> Iterator[Name]:
    for id_, acronyms in cast("dict[str, list[str]]", said["with_part"]).items():
        yield from (Name(acronym, (id_,), 0) for acronym in acronyms)
    for entry in cast("list[dict[str, Any]]", said["names"]):
        ids = cast("list[str]", entry["of"])
        for written in cast("list[str]", entry.get(language, [])):
            yield Name(written, tuple(ids), 0)


def _editorial(language: str) -> Iterator[Name]:
    for name, file in editorial_files().items():
        if name == "resolutions.yaml":
            continue  # their titles are those of agenda items as well
        for node in file.nodes:
            if isinstance(node, Instrument):
                yield from _names_of(
                    node, language, 3 if name == "deposited-treaties.yaml" else _RANK.get(node.label or "", 1)
                )


def _names_of(node: Instrument, language: str, rank: int) -> Iterator[Name]:
    title = cast("str | None", getattr(node, f"title_{language}"))
    if title:
        yield Name(title, (node.id,), rank)
        for shorter in _shorter(title):
            yield Name(shorter, (node.id,), rank + 3)
    for alias in node.aliases:
        yield Name(alias, (node.id,), rank)


def _shorter(title: str) -> Iterator[str]:
    """The title without subtitle, without brackets behind it, without its year: where a name of some length is left."""
    for pattern in (_SUBTITLE, _IN_BRACKETS, _DATED):
        shorter = pattern.sub("", title)
        if shorter != title and (len(shorter.split()) >= 4 or (not title.isascii() and len(shorter) >= 6)):
            yield _ARTICLE.sub("", shorter)


@cache
def _said() -> dict[str, Any]:
    text = files("loaders.citations.names").joinpath("gazetteer.yaml").read_text("utf-8")
    return cast("dict[str, Any]", yaml_text.read(text))
