"""Neighbourhoods to draw: a small real one, a hostile one, and large ones made by rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from graph.model import Adoption, Affiliation, Body, Citation, Document, Effect, Inclusion, Instrument, Mention, Ref
from graph.queries.results import Neighbourhood

HOSTILE = "\"><img src=x onerror=alert(1)></script><script>alert(2)</script>&lt;b&gt;'\u2028<!--"


def _cites(start_at: Ref, end_at: Ref, paragraph: str, position: int, **more: Any) -> Citation:
    known: dict[str, Any] = {
        "section": "footnote" if paragraph.startswith("fn.") else "preamble" if "PP" in paragraph else "operative",
        "opening": "recalling",
        "verb": "recalls",
        "cited_as": "link",
        "as_written": end_at.id.removeprefix("A/RES/"),
        "origin": "link",
        "languages": ("en", "fr"),
    }
    return Citation(
        kind="CITES",
        start_at=start_at,
        end_at=end_at,
        key=f"{paragraph}#{position}",
        paragraph=paragraph,
        position=position,
        **known | more,
    )


@pytest.fixture
def cites() -> Callable[..., Citation]:
    """Makes a citation between two nodes."""
    return _cites


@pytest.fixture
def neighbourhood() -> Neighbourhood:
    """Around A/RES/78/265: the 2030 Agenda twice, a resolution both ways, a document, a body, a declaration."""
    centre = Instrument(
        id="A/RES/78/265",
        label="Resolution",
        symbol="A/RES/78/265",
        title_en="Seizing the opportunities of safe, secure and trustworthy artificial intelligence systems",
        adopted_on="2024-03-21",
        year=2024,
        url="https://docs.un.org/en/A/RES/78/265",
        languages=("en", "fr"),
        coverage="full",
    )
    agenda = Instrument(
        id="A/RES/70/1",
        label="Resolution",
        symbol="A/RES/70/1",
        title_en="Transforming our world: the 2030 Agenda for Sustainable Development",
        url="https://docs.un.org/en/A/RES/70/1",
    )
    citing = Instrument(
        id="A/RES/78/311", label="Resolution", symbol="A/RES/78/311", coverage="full", url="javascript:alert(3)"
    )
    old = Instrument(id="A/RES/217(III)", label="Resolution", symbol="A/RES/217(III)")
    declaration = Instrument(
        id="A/RES/217(III)A", label="Declaration", title_en="Universal Declaration of Human Rights", aliases=("UDHR",)
    )
    document = Document(id="A/60/687", label="UNDocument", symbol="A/60/687", url="https://docs.un.org/en/A/60/687")
    assembly = Body(
        id="un-general-assembly", label="Organ", name_en="General Assembly", acronyms=("UNGA",), members=193
    )
    edges = (
        _cites(centre.ref, agenda.ref, "PP2", 1, opening="reaffirming also", verb="reaffirms"),
        _cites(centre.ref, document.ref, "fn.4@PP3", 2),
        _cites(centre.ref, agenda.ref, "OP2", 3, opening="resolves", start=10, end=14),
        _cites(citing.ref, centre.ref, "PP3", 1, opening="reaffirming", verb="reaffirms"),
        _cites(centre.ref, citing.ref, "PP9", 4),
        Adoption(kind="ADOPTED_BY", start_at=centre.ref, end_at=assembly.ref, on="2024-03-21", origin="record"),
        Mention(kind="MENTIONS", start_at=centre.ref, end_at=assembly.ref, key="1", paragraph="OP1", origin="text"),
        Inclusion(
            kind="TEXT_IN",
            start_at=declaration.ref,
            end_at=old.ref,
            annex="A",
            role="adopts",
            origin="editor",
            source="https://www.un.org/en/about-us/universal-declaration-of-human-rights",
        ),
        _cites(centre.ref, declaration.ref, "PP1", 5, cited_as="name", origin="text", as_written="=1+1"),
    )
    nodes = (centre, agenda, citing, document, assembly, declaration, old)
    return Neighbourhood(centre=centre.ref, depth=1, nodes=nodes, edges=edges, total=456)


@pytest.fixture
def hostile() -> Neighbourhood:
    """Markup and script in every property that takes any text."""
    centre = Instrument(
        id=HOSTILE, label="Treaty", symbol=HOSTILE, title_en=HOSTILE, adopted_on=HOSTILE, url="javascript:alert(4)"
    )
    other = Body(
        id="b" + HOSTILE, label="Office", name_en=HOSTILE, acronyms=(HOSTILE,), url=f"https://un.org/{HOSTILE}"
    )
    third = Document(id="c" + HOSTILE, title_en=HOSTILE, published_on=HOSTILE, source=HOSTILE, url=HOSTILE)
    said: dict[str, Any] = {"paragraph": HOSTILE, "origin": "editor", "source": HOSTILE}
    edges = (
        _cites(centre.ref, third.ref, HOSTILE, 1, opening=HOSTILE, verb=HOSTILE, as_written=HOSTILE, provision=HOSTILE),
        _cites(centre.ref, third.ref, HOSTILE, 2, source="javascript:alert(5)"),
        Effect(
            kind="ENDORSES", start_at=centre.ref, end_at=other.ref, key="1", condition=HOSTILE, until=HOSTILE, **said
        ),
        Mention(kind="MENTIONS", start_at=third.ref, end_at=other.ref, key="1", as_written=HOSTILE, **said),
        Affiliation(
            kind="SECRETARIAT_OF",
            start_at=other.ref,
            end_at=centre.ref,
            since=HOSTILE,
            as_of=HOSTILE,
            origin="editor",
            source=f"https://un.org/{HOSTILE}",
        ),
    )
    return Neighbourhood(centre=centre.ref, depth=2, nodes=(centre, other, third), edges=edges, total=3)


@pytest.fixture
def many() -> Callable[[int], Neighbourhood]:
    """Makes a neighbourhood of so many nodes: two hubs, two distances, lines across."""

    def made(size: int) -> Neighbourhood:
        nodes = [
            Instrument(id=f"A/RES/{50 + i // 300}/{i % 300 + 1}", label="Resolution", title_en=f"Question number {i}")
            for i in range(size)
        ]
        near = max(1, size // 5)
        edges = [_cites(nodes[i].ref, nodes[0].ref, "PP1", 1) for i in range(1, near, 2)]
        edges += [_cites(nodes[0].ref, nodes[i].ref, "PP1", i) for i in range(2, near, 2)]
        edges += [_cites(nodes[i].ref, nodes[1 + i * i % (near - 1)].ref, "PP2", 1) for i in range(near, size)]
        edges += [_cites(nodes[i].ref, nodes[i - 1].ref, "OP2", 2) for i in range(near, size, 3)]
        return Neighbourhood(centre=nodes[0].ref, depth=2, nodes=tuple(nodes), edges=tuple(edges), total=size)

    return made
