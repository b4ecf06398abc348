"""Effects and relations: the examples beside the patterns, and what always holds of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
import yaml

from graph.model import Affiliation, Body, Edge, Effect, Inclusion, Node, Relation
from graph.symbols import Symbol
from loaders.citations.effects import LANGUAGES, effects
from loaders.citations.mentions import mentions
from loaders.records import Paragraph, Record

FOLDER = files("loaders.citations.effects").joinpath("examples")


def examples() -> list[Any]:
    return [
        pytest.param(code, example, id=f"{code} {place}")
        for code in LANGUAGES
        for place, example in enumerate(yaml.safe_load(FOLDER.joinpath(f"{code}.yaml").read_text("utf-8")), 1)
    ]


def record(language: str, example: dict[str, Any], *, draft: bool = False) -> Record:
    texts = [example["text"]] if isinstance(example["text"], str) else example["text"]
    return Record(
        symbol=Symbol.parse(example.get("own", "S/RES/2760")),
        language=language,
        title=example.get("title"),
        adopted_on=example.get("adopted", "2024-01-30"),
        draft=draft,
        paragraphs=tuple(_paragraphs(texts)),
    )


def _paragraphs(texts: list[str]) -> Iterator[Paragraph]:
    operative = preambular = 0
    for text in texts:
        if text.startswith("PP "):
            preambular += 1
            yield Paragraph(f"PP{preambular}", "preamble", text[3:])
        elif text.startswith("annex"):
            path, _, words = text.partition(" ")
            yield Paragraph(path, "annex", words)
        elif letter := re.match(r"\((\w)\) ", text):
            yield Paragraph(f"OP{operative}({letter[1]})", "operative", text[letter.end() :])
        else:
            operative += 1
            yield Paragraph(f"OP{operative}", "operative", text)


def said(fact: Node | Edge, own: str) -> str | None:
    """A fact as the examples write it; None for a node that is only named."""
    if isinstance(fact, Body):
        return f"{fact.id} has {fact.members} members" if fact.members else None
    if isinstance(fact, Node):
        return None
    start, end = (("itself" if ref.id == own else ref.id) for ref in (fact.start_at, fact.end_at))
    if isinstance(fact, Effect):
        words = [f"[{fact.provision}]" if fact.provision else "", fact.object]
        dated = {"from": fact.effective_on, "until": fact.until, "due": fact.due, "if": fact.condition}
        words += [f"{name} {value}" for name, value in dated.items() if value]
        doubt = "~" if fact.confidence == "context" else ""
        return doubt + " ".join(word for word in (fact.kind, end, *words) if word)
    if isinstance(fact, Affiliation):
        return f"{start} {fact.kind} {end}" + (f" since {fact.since}" if fact.since else "")
    if isinstance(fact, Inclusion):
        return f"{start} {fact.kind} {end} {fact.annex} {fact.role}"
    assert isinstance(fact, Relation)
    detail = fact.provision if fact.kind == "DEFINES" else fact.basis
    return " ".join(word for word in ("" if start == "itself" else start, fact.kind, end, detail) if word)


@pytest.mark.parametrize(("language", "example"), examples())
def test_an_example(language: str, example: dict[str, Any]) -> None:
    read = record(language, example)
    found = [said(fact, read.symbol.id) for fact in effects(read, mentions(read, []))]
    assert [one for one in found if one] == example["does"]


@pytest.mark.parametrize(("language", "example"), examples())
def test_a_draft_has_none(language: str, example: dict[str, Any]) -> None:
    read = record(language, example, draft=True)
    assert not list(effects(read, mentions(read, [])))
