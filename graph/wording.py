"""How a node and an edge are put into words for a person: in listings, tooltips and tables alike."""

from __future__ import annotations

from collections.abc import Mapping

from graph.model import Action, Adoption, Affiliation, Citation, Edge, Effect, Inclusion, Node, Ref, Relation
from graph.vocabulary import vocabulary

ATTRIBUTION = "Source of the documents: United Nations. Facts drawn from unofficial copies; check against the original."
"""Stands wherever the data is shown."""

_TITLES = (
    *("title_en", "name_en", "title_fr", "name_fr", "title_es", "name_es", "title_ru", "title_zh", "title_ar"),
    *("title_de", "title"),
)
_COVERAGE = {
    "full": "text read",
    "partial": "text recovered from a damaged file: citations may be missing",
    "record": "metadata only: a missing citation means nothing",
    "cited": "known from citations alone: a missing citation means nothing",
}
_ORIGINS = {
    "link": "hyperlink in the UN document",
    "text": "words of the text",
    "record": "catalogue record",
    "editor": "editor",
}


def title(node: Node) -> str | None:
    """The title or name of a node, in English where it is known; None for a node known by its id alone."""
    known = node.properties
    return next((str(known[name]) for name in _TITLES if name in known), None)


def symbol(node: Node) -> str:
    """What a person calls the node: the symbol as printed, an acronym, a title or name, else the id."""
    known = node.properties
    acronyms = known.get("acronyms")
    if isinstance(acronyms, tuple):
        # Lists are sorted: of several acronyms, in several languages, the one that the id is made of.
        return next((a for a in acronyms if a.casefold() == node.id), acronyms[0])
    named = known.get("symbol") or (title(node) if "/" not in node.id else None)
    return str(named or node.id)


def kind(node: Node) -> str:
    """The most specific label, for people: "presidential statement", "task force"."""
    label = node.label or node.base
    return "".join(f" {c.lower()}" if c.isupper() else c for c in label).strip().replace("u n document", "UN document")


def coverage(node: Node) -> str:
    """How much of a node is known, in words; a person must not take what is not loaded for what is not there."""
    known = _COVERAGE[str(node.properties.get("coverage", "cited"))]
    # Bodies and States cite nothing.
    return known if node.base in ("Instrument", "Document") else known.partition(":")[0]


def one(base: str) -> str:
    """ "an instrument", "a body", and "a State", as the United Nations writes it."""
    word = base if base == "State" else base.lower()
    return f"an {word}" if word[0] in "aeio" else f"a {word}"


def verb(edge: Edge, *, forward: bool = True) -> str:
    """The name of the edge's kind read from its start (or, backward, from its end): "cites", "cited by"."""
    term = vocabulary().edges[edge.kind]
    return term.forward if forward else term.reverse


def evidence(edge: Edge) -> str:
    """What an edge rests on, in one line: paragraph, words, and where that was read."""
    path = edge.properties.get("paragraph")
    return "; ".join(part for part in (" ".join(p for p in (str(path or ""), words(edge)) if p), origin(edge)) if part)


def origin(edge: Edge) -> str:
    """Where an edge was read: a hyperlink, the text, a record, or an editor's source."""
    known = edge.properties
    return f"source: {known['source']}" if "source" in known else _ORIGINS[str(known["origin"])]


def words(edge: Edge) -> str:
    """The words of an edge without its paragraph and origin, which have columns of their own."""
    if isinstance(edge, Citation):
        opening = f"“{edge.opening}”" if edge.opening else ""
        verb = f"({edge.verb})" if edge.verb and edge.verb != edge.opening else ""
        said = " ".join(part for part in (opening, verb) if part)
        cited = ", ".join(part for part in (edge.as_written, edge.provision) if part)
        doubt = "understood from the words nearby" if edge.confidence == "context" else ""
        return "; ".join(part for part in (": ".join(p for p in (said, cited) if p), doubt) if part)
    known = edge.properties
    if isinstance(edge, Adoption | Action):
        return _joined(known, ("how", ""), ("on", "on "), ("on_behalf_of", "on behalf of "), ("as_of", "as of "))
    if isinstance(edge, Inclusion):
        return _joined(known, ("role", ""), ("annex", "annex "))
    if isinstance(edge, Affiliation):
        doubt = f" ({edge.standing})" if edge.standing != "fact" else ""
        dated = (("since", "since "), ("until", "until "), ("as_of", "as of "), ("count", "number: "))
        return _joined(known, *dated) + doubt
    if isinstance(edge, Effect):
        dated = (("effective_on", "from "), ("until", "until "), ("due", "due "), ("condition", "if "))
        return _joined(known, ("object", ""), ("provision", ""), *dated)
    if isinstance(edge, Relation):
        return _joined(known, ("basis", ""), ("provision", ""))
    return _joined(known, ("as_written", ""))


def _joined(known: Mapping[str, object], *named: tuple[str, str]) -> str:
    return ", ".join(f"{before}{known[name]}" for name, before in named if name in known)


def paragraph(path: str) -> str:
    """A paragraph path for a person: "PP3" -> "preambular paragraph 3", "fn.1@PP1" -> "footnote 1 to ... 1"."""
    head, _, host = path.partition("@")
    words = " / ".join(_step(step) for step in head.split("/"))
    return f"{words} to {paragraph(host)}" if host else words


def _step(step: str) -> str:
    for prefix, name in (("PP", "preambular paragraph "), ("OP", "operative paragraph "), ("P", "paragraph ")):
        if step.startswith(prefix) and step[len(prefix) :][:1].isdigit():
            return name + step.removeprefix(prefix)
    for prefix, name in (("fn.", "footnote "), ("sect.", "section "), ("art.", "article "), ("para.", "paragraph ")):
        if step.startswith(prefix):
            return name + step.removeprefix(prefix)
    return step


def url(ref: Ref, known: str | None) -> str | None:
    """The page of a node at its publisher, where one is known and is an ordinary web address."""
    return known if known and known.startswith(("https://", "http://")) else None
