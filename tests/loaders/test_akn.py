"""The reader of the United Nations' XML: where each paragraph stands, and what a file says about itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from akn_documents import footnote, link, operative, page, preambular

from graph.errors import BadSource
from loaders.readers import akn
from loaders.records import Paragraph, Record


def one(data: bytes) -> Record:
    (record,) = akn.read(data)
    return record


def paths(record: Record) -> list[str]:
    return [p.path for p in record.paragraphs if p.path != "title"]


def at(record: Record, path: str) -> Paragraph:
    (found,) = [p for p in record.paragraphs if p.path == path]
    return found


def test_what_a_file_says_about_itself() -> None:
    record = one(page(title="Tides and harbours "))
    assert record.symbol.id == "A/RES/80/1"
    assert (record.title, record.adopted_on, record.session) == ("Tides and harbours", "2025-10-01", "80")
    assert (record.meeting, record.agenda_item, record.language) == ("A/80/PV.9", "12", "en")
    # EuroVoc's terms were given by a machine.
    assert [(s.identifier, s.term) for s in record.subjects] == [("1000001", "TIDES")]
    assert record.remarks == ()


def test_preambular_operative_and_footnotes() -> None:
    record = one(
        page(
            preamble=preambular("Recalling", "the tide" + footnote("1", "See " + link("A/80/2", "A/80/2") + ".") + ",")
            + preambular("Noting with concern", "the ebb,"),
            body=operative("1", "Decides", "to wait;") + operative("2", "Requests", "a boat" + footnote("2", "Ibid.")),
        )
    )
    assert paths(record) == ["PP1", "fn.1@PP1", "PP2", "OP1", "OP2", "fn.2@OP2"]
    assert [p.section for p in record.paragraphs][1:] == [
        "preamble", "footnote", "preamble", "operative", "operative", "footnote",
    ]  # fmt: skip
    assert at(record, "PP2").opening == "noting with concern"
    assert at(record, "OP1").opening == "decides"
    note = at(record, "fn.1@PP1")
    assert (note.opening, note.before, note.text) == ("recalling", "Recalling the tide", "See A/80/2.")
    assert note.text[note.links[0].start : note.links[0].end] == "A/80/2"
    assert at(record, "PP1").text == "Recalling the tide,"


def test_points_and_their_points() -> None:
    inner = "<sublist><point><num>(i)</num><content><p>oars;</p></content></point></sublist>"
    body = (
        "<paragraph><num>3.</num><list><intro><p><span>Calls upon</span> all to bring:</p></intro>"
        f"<point><num>(a)</num><content><p>a boat;</p></content></point>"
        f"<point><num>(b)</num><content><p>tools:</p></content>{inner}</point></list></paragraph>"
    )
    record = one(page(body=body))
    assert paths(record) == ["OP3", "OP3(a)", "OP3(b)", "OP3(b)(i)"]
    assert {p.opening for p in record.paragraphs if p.path.startswith("OP")} == {"calls upon"}


def test_a_single_operative_paragraph_has_no_number() -> None:
    assert paths(one(page(body=operative("", "Decides", "to wait.")))) == ["OP1"]


def test_the_number_alone_belongs_to_the_words_behind() -> None:
    body = "<paragraph><num>1.</num><content><p></p></content></paragraph>" + operative("", "Authorizes", "the tide;")
    assert paths(one(page(body=body))) == ["OP1"]


def test_points_beside_their_paragraph_belong_to_it() -> None:
    points = operative("3", "Decides", "that all shall:") + operative("(a)", "Bring", "a boat;")
    assert paths(one(page(body=points + operative("4", "Asks", "all to wait.")))) == ["OP3", "OP3(a)", "OP4"]


def test_numbers_that_start_again_have_their_section_in_front() -> None:
    def section(label: str) -> str:
        opening = '<crossHeading refersTo="#preamble"><span>Recalling</span> the tide,</crossHeading>'
        return f"<section><subheading>{label}</subheading>{opening}{operative('1', 'Decides', 'to wait;')}</section>"

    record = one(page(body=section("I") + section("II")))
    assert paths(record) == ["sect.I/PP1", "sect.I/OP1", "sect.II/PP1", "sect.II/OP1"]
    assert at(record, "sect.II/PP1").section == "preamble"
    # A section whose numbers go on needs no name.
    assert paths(one(page(body=section("I")))) == ["PP1", "OP1"]


def test_an_annex_speaks_for_itself() -> None:
    rest = (
        "<attachments><attachment><doc><mainBody><paragraph><subheading>Annex</subheading></paragraph>"
        f"<paragraph><subheading>Article 2</subheading></paragraph>{operative('1', 'For', 'the purposes of this;')}"
        "</mainBody></doc></attachment></attachments>"
    )
    record = one(page(body=operative("1", "Adopts", "the annex."), rest=rest))
    assert paths(record) == ["OP1", "annex/art.2/para.1"]
    assert at(record, "annex/art.2/para.1").section == "annex"


def test_no_two_paragraphs_have_one_path() -> None:
    body = "".join(operative("1", "Decides", f"thing {i};") for i in range(3))
    found = paths(one(page(body=body)))
    assert len(found) == len(set(found)) == 3


def test_the_parts_of_one_file() -> None:
    def part(letter: str) -> str:
        return (
            f'<component><statement><preface><p><docNumber>{letter}</docNumber><docTitle refersTo="#resolutionTitle">'
            f"Part {letter}</docTitle></p></preface><mainBody>{operative('1', 'Decides', 'to wait;')}</mainBody>"
            "</statement></component>"
        )

    whole = page(symbol="A/RES/80/1 A-B").decode()
    head, tail = whole.split("<statement name", 1)[0], whole.split("<preface>", 1)[0]
    cover = tail.split("<meta>", 1)[1]
    data = (
        f"{head}<documentCollection><meta>{cover}<preface><p><docTitle refersTo='#resolutionTitle'>Both</docTitle></p>"
        f"</preface></documentCollection><components>{part('A')}{part('B')}</components></akomaNtoso>"
    ).encode()
    records = akn.read(data)
    assert [(r.symbol.id, r.title) for r in records] == [
        ("A/RES/80/1", "Both"), ("A/RES/80/1A", "Part A"), ("A/RES/80/1B", "Part B"),
    ]  # fmt: skip
    assert all(r.adopted_on == "2025-10-01" for r in records)


def test_invisible_characters_and_spaces() -> None:
    text = preambular("Recalling", "its\u00a0resolution\t 79\u2060/1\u200b  of\n2024,")
    assert at(one(page(preamble=text)), "PP1").text == "Recalling its resolution 79/1 of 2024,"


def test_a_file_that_contradicts_itself_says_so() -> None:
    record = one(page(symbol="A/RES/80/2", frbr="80-1"))
    assert [r.kind for r in record.remarks] == ["identity"]
    assert one(page(symbol="S/RES/2800 (2025)", frbr="2800-2025")).remarks == ()


def test_a_damaged_file_is_read_as_far_as_it_goes() -> None:
    data = page(preamble=preambular("Recalling", "the tide,")).replace(b"</mainBody>", b"</mainBdy>")
    record = one(data)
    assert record.damaged
    assert at(record, "PP1").text == "Recalling the tide,"
    assert record.remarks[0].kind == "markup"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<akomaNtoso", "does not say its symbol"),
        (b"<<<akomaNtoso", "not well-formed"),
        (page(symbol=""), "does not say its symbol"),
        (page(symbol="the tide"), "symbol cannot be read"),
        (b"<akomaNtoso/>", "does not say its symbol"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + page(), "document type"),
        (b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'>" + page(), "document type"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(BadSource, match=reason):
        akn.read(data)


# ------------------------------------------------------------------------------------------------ real documents


@pytest.mark.parametrize(
    ("name", "symbol", "title", "adopted_on", "meeting"),
    [
        ("A_RES_78_265-2405969E.xml", "A/RES/78/265", "Seizing the opportunities", "2024-03-21", "A/78/PV.63"),
        ("A_RES_77_241-2229150E.xml", "A/RES/77/241", "International Day of Police", "2022-12-16", "A/77/PV.55"),
        ("S_RES_1373_N0155743.xml", "S/RES/1373", None, "2001-09-28", "S/PV.4385"),
        ("S_RES_2535 (2020)-2009488E.xml", "S/RES/2535", None, "2020-07-14", "S/PV.8748"),
    ],
)
def test_real_documents(corpus: Path, name: str, symbol: str, title: str | None, adopted_on: str, meeting: str) -> None:
    record = one((corpus / "samples" / "English" / name).read_bytes())
    assert (record.symbol.id, record.adopted_on, record.meeting) == (symbol, adopted_on, meeting)
    assert (record.title or "").startswith(title or "")
    assert (record.title is None) == (title is None)
    assert len(set(paths(record))) == len(paths(record))


def test_every_sample_is_read_or_refused_with_a_reason(corpus: Path) -> None:
    read = 0
    for path in sorted((corpus / "samples").rglob("*.xml")):
        for record in akn.read(path.read_bytes()):
            found = [p.path for p in record.paragraphs if not p.path.startswith(("fn.", "title"))]
            assert len(found) == len(set(found)), path.name
            read += 1
    assert read > 100
