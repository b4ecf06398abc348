"""How a node and an edge are put into words for a person: in listings, tooltips and tables alike."""

from __future__ import annotations

from graph.model import Action, Adoption, Affiliation, Citation, Edge, Effect, Inclusion, Mention, Node, Ref, Relation
from graph.vocabulary import vocabulary

ATTRIBUTION = "Source of the documents: United Nations. Facts drawn from unofficial copies; check against the original."
"""Stands wherever the data is shown."""

_TITLES = ("title_en", "name_en", "title_fr", "name_fr", "title_es", "name_es", "title_ru", "title_zh", "title_ar")
_SECTIONS = {"preamble": "preamble", "operative": "operative part", "footnote": "footnote", "annex": "annex"}
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
    """What a person calls the node: the symbol as printed, an acronym, else the id."""
    known = node.properties
    acronyms = known.get("acronyms")
    if isinstance(acronyms, tuple):
        return acronyms[0]
    return str(known.get("symbol") or node.id)


def kind(node: Node) -> str:
    """The most specific label, for people: "presidential statement", "task force"."""
    label = node.label or node.base
    return "".join(f" {c.lower()}" if c.isupper() else c for c in label).strip().replace("u n document", "UN document")


def verb(edge: Edge, *, forward: bool = True) -> str:
    """The name of the edge's kind read from its start (or, backward, from its end): "cites", "cited by"."""
    term = vocabulary().edges[edge.kind]
    return term.forward if forward else term.reverse


def evidence(edge: Edge) -> str:
    """What an edge rests on, in one line: paragraph, words, and where that was read."""
    parts: list[str] = []
    if isinstance(edge, Citation):
        parts.append(_citation(edge))
    elif isinstance(edge, Mention | Effect):
        parts.append(edge.paragraph or "")
    elif isinstance(edge, Adoption | Action):
        parts.append(edge.on or "")
    elif isinstance(edge, Inclusion):
        parts.append(" ".join(p for p in (edge.role, edge.annex) if p))
    elif isinstance(edge, Affiliation):
        parts.append(_affiliation(edge))
    elif isinstance(edge, Relation):
        parts.append(edge.provision or edge.basis or "")
    source = getattr(edge, "source", None)
    origin = _ORIGINS.get(str(edge.properties.get("origin")), "")
    parts.append(f"source: {source}" if source else origin)
    return "; ".join(part for part in parts if part)


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


def _citation(edge: Citation) -> str:
    words = f"{edge.paragraph}"
    if edge.opening:
        words += f" “{edge.opening}”"
    if edge.verb and edge.verb != edge.opening:
        words += f" ({edge.verb})"
    if edge.as_written:
        words += f": {edge.as_written}"
    if edge.provision:
        words += f", {edge.provision}"
    return words


def _affiliation(edge: Affiliation) -> str:
    since = f"since {edge.since}" if edge.since else ""
    until = f"until {edge.until}" if edge.until else ""
    as_of = f"as of {edge.as_of}" if edge.as_of else ""
    count = f"{edge.count} in number" if edge.count else ""
    claim = f"({edge.standing})" if edge.standing != "fact" else ""
    return ", ".join(part for part in (since, until, as_of, count, claim) if part)


def url(ref: Ref, known: str | None) -> str | None:
    """The page of a node at its publisher, where one is known and is an ordinary web address."""
    return known if known and known.startswith(("https://", "http://")) else None
