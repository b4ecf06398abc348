"""The instruments that are loaded: a list with filters, in pages, and how many there are of each kind and coverage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, LiteralString

from graph.errors import BadInput
from graph.model import Node, Ref
from graph.queries.results import Page, check_limit
from graph.queries.rows import node_of
from graph.queries.tokens import text_position, token
from graph.store import Store
from graph.vocabulary import DATE, vocabulary

# A filter that is not asked for is an empty text: null parameters are compared differently on the two engines.
# A list that starts at a body or a subject starts at its index, not at all instruments.
_ALL: LiteralString = "MATCH (n:Instrument)"
_OF_BODY: LiteralString = "MATCH (:Body {id: $body})<-[:ADOPTED_BY]-(n:Instrument)"
_ON_SUBJECT: LiteralString = "MATCH (:Subject {id: $subject})<-[:ABOUT]-(n:Instrument)"
_OF_BODY_ON_SUBJECT: LiteralString = (
    "MATCH (:Body {id: $body})<-[:ADOPTED_BY]-(n:Instrument)-[:ABOUT]->(:Subject {id: $subject})"
)
_FILTERS: LiteralString = """
WHERE n.coverage IS NOT NULL
  AND ($label = '' OR $label IN labels(n))
  AND ($drafts OR NOT n:Draft)
  AND ($coverage = '' OR n.coverage = $coverage)
  AND ($earliest = '' OR n.adopted_on >= $earliest)
  AND ($latest = '' OR n.adopted_on <= $latest)
WITH DISTINCT n, coalesce(n.adopted_on, '') AS sort
"""
_PAGE: LiteralString = """
WHERE sort < $after_sort OR (sort = $after_sort AND n.id > $after_id)
RETURN labels(n) AS labels, properties(n) AS properties, sort
ORDER BY sort DESC, n.id LIMIT $limit
"""
_TOTAL: LiteralString = "RETURN count(n) AS total"

COVERAGE: LiteralString = """
MATCH (n:Instrument) WHERE n.coverage IS NOT NULL
RETURN labels(n) AS labels, n.coverage AS coverage, count(n) AS count
"""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which instruments a list holds; what is None does not matter.

    `body` adopted them and `subject` is what they are about, both as nodes of the graph. `label` is a specific label.
    `earliest` and `latest` are dates of adoption, both included, or only a year or a month ("2000", "2000-10").
    Drafts are left out unless `drafts` is true or `label` is Draft.
    """

    body: Ref | None = None
    subject: Ref | None = None
    label: str | None = None
    coverage: str | None = None
    earliest: str | None = None
    latest: str | None = None
    drafts: bool = False

    def __post_init__(self) -> None:
        labels = vocabulary().nodes["Instrument"].labels
        if self.label is not None and self.label not in labels:
            raise BadInput(f"no instrument is a {self.label!r}", remedy=f"Kinds: {', '.join(labels)}")
        if self.coverage is not None and self.coverage not in vocabulary().coverage:
            remedy = f"Coverage is one of {', '.join(vocabulary().coverage)}"
            raise BadInput(f"{self.coverage!r} is no coverage", remedy=remedy)
        for date in (self.earliest, self.latest):
            if date is not None and not DATE.fullmatch(date):
                raise BadInput(f"{date[:40]!r} is no date", remedy="Write 2024-03-21, 2024-03 or 2024")


def listing(store: Store, filters: Filters, *, limit: int = 100, after: str | None = None) -> Page[Node]:
    """The instruments that pass the filters, the latest adopted first, those of unknown date last.

    `after` is the `next` of the page before. Raises BadInput for a limit or token that is none.
    """
    check_limit(limit)
    sort, last = text_position(after, before_all="9999")
    asked = _parameters(filters)
    start = _start(filters)
    rows = store.read(start + _FILTERS + _PAGE, after_sort=sort, after_id=last, limit=limit + 1, **asked)
    total = store.read(start + _FILTERS + _TOTAL, **asked)[0]["total"]
    items = tuple(node_of(row["labels"], row["properties"]) for row in rows[:limit])
    more = len(rows) > limit
    return Page(items, token(rows[limit - 1]["sort"], items[-1].id) if more else None, total)


def coverage_counts(store: Store) -> dict[str, dict[str, int]]:
    """How many instruments there are, by specific label ("Instrument" for those without one), then by coverage."""
    counts: dict[str, dict[str, int]] = {}
    for row in store.read(COVERAGE):
        label = next((name for name in row["labels"] if name != "Instrument"), "Instrument")
        counts.setdefault(label, dict.fromkeys(reversed(list(vocabulary().coverage)), 0))[row["coverage"]] += row[
            "count"
        ]
    return dict(sorted(counts.items()))


def _start(filters: Filters) -> LiteralString:
    if filters.body is not None:
        return _OF_BODY_ON_SUBJECT if filters.subject is not None else _OF_BODY
    return _ON_SUBJECT if filters.subject is not None else _ALL


def _parameters(filters: Filters) -> dict[str, Any]:
    return {
        "body": filters.body.id if filters.body else "",
        "subject": filters.subject.id if filters.subject else "",
        "label": filters.label or "",
        "coverage": filters.coverage or "",
        "earliest": filters.earliest or "",
        # "2000" includes every day of the year: "~" comes after "-" and all digits.
        "latest": f"{filters.latest}~" if filters.latest else "",
        "drafts": filters.drafts or filters.label == "Draft",
    }
