"""What is drawn: lines for mentions, directions, looks that everybody can tell apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from graph.model import Citation, Instrument, Ref
from graph.queries.results import Neighbourhood
from graph.vocabulary import vocabulary
from viz.looks import BACKGROUND, LOOKS, strokes
from viz.picture import Line, picture
from viz.table import rows

CENTRE, AGENDA = Ref("Instrument", "A/RES/78/265"), Ref("Instrument", "A/RES/70/1")


def _line(neighbourhood: Neighbourhood, source: Ref, target: Ref, kind: str = "CITES") -> Line:
    drawn = picture(neighbourhood).lines
    [line] = [line for line in drawn if (line.start_at, line.end_at, line.edges[0].kind) == (source, target, kind)]
    return line


def test_parallel_mentions_are_one_line_with_their_number(neighbourhood: Neighbourhood) -> None:
    line = _line(neighbourhood, CENTRE, AGENDA)

    assert line.caption == "×2"
    assert [edge.properties["paragraph"] for edge in line.edges] == ["PP2", "OP2"]
    assert line.tooltip.split("\n") == [
        "A/RES/78/265 cites A/RES/70/1, 2 times",
        "PP2 “reaffirming also” (reaffirms): 70/1; hyperlink in the UN document",
        "OP2 “resolves” (recalls): 70/1; hyperlink in the UN document",
    ]


def test_a_line_is_drawn_as_the_weightiest_part_of_the_text(neighbourhood: Neighbourhood) -> None:
    assert _line(neighbourhood, CENTRE, AGENDA).stroke.means == "cited in the operative part"
    document = Ref("Document", "A/60/687")
    assert _line(neighbourhood, CENTRE, document).stroke.means == "cited in a footnote"
    assert _line(neighbourhood, CENTRE, document).stroke.dashes == (2, 4)


def test_both_directions_between_two_nodes_can_be_seen(neighbourhood: Neighbourhood) -> None:
    other = Ref("Instrument", "A/RES/78/311")
    there, back = _line(neighbourhood, CENTRE, other), _line(neighbourhood, other, CENTRE)

    assert there.curve == 1
    assert back.curve == 1
    assert _line(neighbourhood, CENTRE, AGENDA).curve == 0


def test_several_relations_between_two_nodes_do_not_cover_each_other(neighbourhood: Neighbourhood) -> None:
    assembly = Ref("Body", "un-general-assembly")
    adopted = _line(neighbourhood, CENTRE, assembly, "ADOPTED_BY")
    named = _line(neighbourhood, CENTRE, assembly, "MENTIONS")

    assert {adopted.curve, named.curve} == {1, 2}
    assert (adopted.caption, named.caption) == ("adopted by", "mentions")


def test_lines_among_the_neighbours_stand_aside(neighbourhood: Neighbourhood) -> None:
    declaration, old = Ref("Instrument", "A/RES/217(III)A"), Ref("Instrument", "A/RES/217(III)")

    assert _line(neighbourhood, declaration, old, "TEXT_IN").aside
    assert not _line(neighbourhood, CENTRE, AGENDA).aside


def test_what_is_left_out_is_said(neighbourhood: Neighbourhood) -> None:
    assert (picture(neighbourhood).left_out or "").startswith("7 of 456 nodes shown")
    assert picture(replace(neighbourhood, total=7)).left_out is None


def test_the_centre_is_drawn_first_wherever_it_stands(neighbourhood: Neighbourhood) -> None:
    drawn = picture(replace(neighbourhood, nodes=tuple(reversed(neighbourhood.nodes)))).nodes

    assert [node.centre for node in drawn] == [True] + [False] * 6
    assert drawn[0].ref == CENTRE
    assert drawn[0].size > max(node.size for node in drawn[1:])


def test_coverage_is_drawn_and_said(neighbourhood: Neighbourhood) -> None:
    drawn = {node.ref: node for node in picture(neighbourhood).nodes}

    assert not drawn[CENTRE].hollow
    assert drawn[AGENDA].hollow
    assert "known from citations alone" in drawn[AGENDA].tooltip
    assert drawn[CENTRE].tooltip.split("\n")[2:4] == ["resolution, 2024-03-21", "text read"]


def test_only_web_addresses_open(neighbourhood: Neighbourhood) -> None:
    drawn = {node.symbol: node.url for node in picture(neighbourhood).nodes}

    assert drawn["A/RES/78/265"] == "https://docs.un.org/en/A/RES/78/265"
    assert drawn["A/RES/78/311"] is None


def test_a_row_of_the_table_is_an_edge(neighbourhood: Neighbourhood) -> None:
    table = rows(picture(neighbourhood))

    assert len(table) == len(neighbourhood.edges)
    first = table[0]
    assert (first.source.symbol, first.relation, first.target.symbol) == ("A/RES/78/265", "cites", "A/RES/70/1")
    assert (first.paragraph, first.paragraph_in_words) == ("PP2", "preambular paragraph 2")
    assert first.words == "“reaffirming also” (reaffirms): 70/1"
    assert first.origin == "hyperlink in the UN document"
    last = table[-1]
    assert (last.relation, last.words) == ("text in", "adopts, annex A")
    assert last.evidence_url == "https://www.un.org/en/about-us/universal-declaration-of-human-rights"


def test_titles_are_shown_while_there_is_room(many: Callable[[int], Neighbourhood]) -> None:
    assert all("\n" in node.caption for node in picture(many(60)).nodes)
    assert [node for node in picture(many(61)).nodes if "\n" in node.caption] == [picture(many(61)).nodes[0]]


def test_an_ambiguous_citation_looks_and_reads_like_one(cites: Callable[..., Citation]) -> None:
    one, other = Instrument(id="A/RES/1/1"), Instrument(id="A/RES/2/2")
    edge = replace(cites(one.ref, other.ref, "PP1", 1), kind="MAY_CITE")
    around = Neighbourhood(centre=one.ref, depth=1, nodes=(one, other), edges=(edge,), total=2)

    assert _line(around, one.ref, other.ref, "MAY_CITE").caption == "may cite"
    assert (
        _line(around, one.ref, other.ref, "MAY_CITE").stroke
        != _line(replace(around, edges=(cites(one.ref, other.ref, "PP1", 1),)), one.ref, other.ref).stroke
    )


# ------------------------------------------------------------------------------------------------ looks


def test_every_kind_has_a_look_and_no_two_bases_share_one() -> None:
    labels = {label: base for base, term in vocabulary().nodes.items() for label in [base, *term.labels]}

    assert set(LOOKS) == set(labels)
    bases: dict[object, set[str]] = {}
    for label, base in labels.items():
        bases.setdefault(LOOKS[label], set()).add(base)
    assert [shared for shared in bases.values() if len(shared) > 1] == []


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", sorted({look.border for look in LOOKS.values()} | {s.color for s in strokes()}))
def test_borders_and_lines_stand_out_from_the_paper(colour: str) -> None:
    assert (_luminance(BACKGROUND) + 0.05) / (_luminance(colour) + 0.05) >= 3
