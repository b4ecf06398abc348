"""What sources disagree about: the values of a fact, and what the texts of an instrument cite in one paragraph.

Texts in one language are compared with each other: a translation may leave a citation out, or have it elsewhere.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import orjson

from graph.merge import Claim, Disagreement, Stated, decode, disagreements, written
from graph.model import Ref

SEVERAL_CLAIMS = """
SELECT fact.id, fact.kind, fact.key FROM fact
WHERE (SELECT count(*) FROM claim WHERE claim.fact = fact.id) > 1 ORDER BY fact.kind, fact.key
"""
CLAIMS = """
SELECT claim.rank, claim.value, (
  SELECT json_group_array(name) FROM (
    SELECT source.name FROM contribution JOIN source ON source.id = contribution.source
    WHERE contribution.claim = claim.id ORDER BY source.name LIMIT ?
  )
) FROM claim WHERE fact = ?
"""
CITING = """
SELECT fact.owner FROM fact CROSS JOIN claim ON claim.fact = fact.id
CROSS JOIN contribution ON contribution.claim = claim.id
WHERE fact.kind IN ('CITES', 'MAY_CITE') GROUP BY fact.owner
HAVING min(contribution.source) <> max(contribution.source) ORDER BY fact.owner
"""
CITED = """
SELECT fact.key, claim.rank, claim.value, source.name FROM fact CROSS JOIN claim ON claim.fact = fact.id
CROSS JOIN contribution ON contribution.claim = claim.id CROSS JOIN source ON source.id = contribution.source
WHERE fact.owner = ? AND fact.kind IN ('CITES', 'MAY_CITE') ORDER BY source.name
"""
MOST_NAMED = 5
"""Sources that are named for one value: a thousand documents can name the same State."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A fact about which sources disagree, and in what."""

    kind: str
    key: str
    differences: tuple[Disagreement, ...]


class _Text(NamedTuple):
    """What one source has of a text, in one language: what each paragraph cites."""

    rank: int
    cited: dict[str, set[str]]


def differing_facts(db: sqlite3.Connection) -> Iterator[Conflict]:
    """The facts of which sources that read or stated them give different values, by kind and key."""
    for fact, kind, key in db.execute(SEVERAL_CLAIMS).fetchall():
        rows = db.execute(CLAIMS, (MOST_NAMED, fact))
        claims = [Claim(rank, decode(kind, key, value), tuple(orjson.loads(names))) for rank, value, names in rows]
        if differences := disagreements(claims):
            yield Conflict(kind, key, tuple(differences))


def differing_texts(db: sqlite3.Connection) -> Iterator[Conflict]:
    """The texts that cite other things in one source than in another that has them in the same language, by id.

    The citations of both are kept: which is the text that was adopted, a person must decide.
    """
    for (owner,) in db.execute(CITING).fetchall():
        texts: dict[str, dict[str, _Text]] = defaultdict(dict)
        for key, rank, value, source in db.execute(CITED, (owner,)):
            _, properties = written(value)
            _, end, _ = key.split("\t")
            for language in properties.get("languages", ()):
                text = texts[language].setdefault(source, _Text(rank, defaultdict(set)))
                text.cited[properties["paragraph"]].add(end.partition(":")[2])
        differences = [d for language, of in sorted(texts.items()) if len(of) > 1 for d in _differences(language, of)]
        if differences:
            ref = Ref.parse(owner)
            yield Conflict(ref.base, ref.id, tuple(differences))


def _differences(language: str, texts: dict[str, _Text]) -> Iterator[Disagreement]:
    for paragraph in dict.fromkeys(path for text in texts.values() for path in text.cited):
        stated: dict[str, Stated] = {}
        for source, text in sorted(texts.items(), key=lambda item: (-item[1].rank, item[0])):
            cited = ", ".join(sorted(text.cited.get(paragraph, ()))) or "nothing"
            before = stated.get(cited, Stated(cited, text.rank))
            stated[cited] = Stated(cited, before.rank, (*before.sources, source)[:MOST_NAMED])
        first, *others = stated.values()
        if others:
            yield Disagreement(f"cited in {paragraph} ({language})", first, tuple(others))
