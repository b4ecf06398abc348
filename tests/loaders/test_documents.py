"""The same words in every format that people have: the same facts, and the words are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from made_documents import ARTICLE, RESOLUTION, annotated_word, changed_word, numbered_word, page, pdf, text, word

from graph.errors import BadSource
from graph.library import Library
from graph.merge import decode
from graph.model import Citation, Edge, Mention, Ref
from loaders.citations.mentions import citations
from loaders.pipeline import load
from loaders.reading import Outcome, outcome_of, records_of
from loaders.sources import Item, Source

Make = Callable[[tuple[str, ...]], bytes]
FORMATS: dict[str, Make] = {
    "txt": text,
    "md": text,
    "html": page,
    "docx": word,
    "pdf": pdf,
    "two-columns.pdf": lambda paragraphs: pdf(paragraphs, columns=2),
    "hyphens.pdf": lambda paragraphs: pdf(paragraphs, hyphens=True),
}
DOCUMENTS = ("ai-transnational-crime-2025", "police-cooperation-day-2025")


def read(folder: Path, name: str, data: bytes) -> Outcome:
    (folder / name).write_bytes(data)
    outcome = outcome_of(Item(str(folder / name)), None)
    assert outcome.problem is None, outcome.problem
    return outcome


def edges(outcome: Outcome) -> Counter[Edge]:
    stated = (decode(one.kind, one.key, one.value) for one in outcome.contributions)
    return Counter(fact for fact in stated if isinstance(fact, (Citation, Mention)))


@pytest.mark.parametrize("ending", FORMATS)
def test_a_resolution_is_the_same_in_every_format(tmp_path: Path, ending: str) -> None:
    made = read(tmp_path, f"made.{ending}", FORMATS[ending](RESOLUTION))
    plain = read(tmp_path, "plain.txt", text(RESOLUTION))
    assert set(made.contributions) == set(plain.contributions)
    assert {(one.paragraph, one.text) for one in made.passages} == {(one.paragraph, one.text) for one in plain.passages}


@pytest.mark.parametrize("ending", FORMATS)
def test_an_article_is_a_document_that_cites_and_mentions(tmp_path: Path, ending: str) -> None:
    made = edges(read(tmp_path, f"lamps.{ending}", FORMATS[ending](ARTICLE)))
    targets = {(one.kind, one.end_at.id) for one in made}
    assert {("CITES", "A/RES/78/265"), ("CITES", "S/RES/1325"), ("CITES", "S/RES/2185")} <= targets
    assert {("CITES", "palermo-convention"), ("MENTIONS", "interpol"), ("MENTIONS", "unodc")} <= targets
    assert {one.start_at.base for one in made} == {"Document"}
    paths = {one.end_at.id: one.paragraph for one in made if isinstance(one, (Citation, Mention))}
    assert (paths["A/RES/78/265"], paths["S/RES/2185"], paths["palermo-convention"]) == ("para.2", "para.3", "para.4")


def test_no_document_of_the_corpus_is_left_out(corpus: Path) -> None:
    assert sorted(path.name for path in (corpus / "documents").glob("*.txt")) == [
        f"{name}.fr.txt" for name in DOCUMENTS
    ]


@pytest.mark.parametrize("ending", ["txt", "html", "docx", "pdf"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_real_documents_give_the_same_facts(corpus: Path, tmp_path: Path, name: str, ending: str) -> None:
    original = (corpus / "documents" / f"{name}.fr.txt").read_bytes()
    whole = tuple(" ".join(line.split()) for line in original.decode().splitlines() if line.strip())
    expected = edges(read(tmp_path, f"{name}.fr.txt", original))
    made = edges(read(tmp_path, f"{name}.fr.{ending}", original if ending == "txt" else FORMATS[ending](whole)))
    assert len(expected) > 30
    assert {one.start_at for one in made} == {Ref("Document", name)}
    assert what(made) == what(expected)
    assert ending == "pdf" or made == expected


def what(found: Counter[Edge]) -> Counter[tuple[str, str]]:
    """Facts without their places: where the pages of a PDF end, so may a paragraph."""
    return Counter({(one.kind, one.end_at.id): times for one, times in found.items()})


def test_what_every_page_repeats_is_no_text(tmp_path: Path) -> None:
    pages = read(tmp_path, "long.pdf", pdf(ARTICLE * 12, columns=2, head="A leaflet on lamps")).passages
    assert " ".join(one.text for one in pages) == " ".join(ARTICLE * 12)


def test_numbers_that_word_gives_by_itself(tmp_path: Path) -> None:
    data = numbered_word(RESOLUTION[:6], ("Decides to keep a lamp lit;", "Decides to remain seized of the matter."))
    passages = read(tmp_path, "draft.docx", data).passages
    assert [(one.paragraph, one.text) for one in passages][-2:] == [
        ("OP1", "Decides to keep a lamp lit;"),
        ("OP2", "Decides to remain seized of the matter."),
    ]


def test_a_draft_without_a_symbol_is_a_document_with_paragraphs(tmp_path: Path) -> None:
    outcome = read(tmp_path, "my draft.docx", word(("A draft on tides", *RESOLUTION[2:])))
    found = [one for one in edges(outcome) if isinstance(one, Citation)]
    assert {one.start_at for one in found} == {Ref("Document", "my-draft")}
    assert {one.paragraph for one in found} >= {"PP1", "OP1"}


def test_the_words_are_kept_until_the_document_goes(tmp_path: Path) -> None:
    (tmp_path / "lamps.txt").write_bytes(text(ARTICLE))
    own = Ref("Document", "lamps")
    with Library.open(tmp_path / "library.sqlite") as library:
        load(library, [tmp_path / "lamps.txt"])
        assert [one.text for one in library.passages(own)] == list(ARTICLE)
        (tmp_path / "lamps.txt").write_bytes(text(ARTICLE[:2]))
        load(library, [tmp_path / "lamps.txt"])
        assert [one.paragraph for one in library.passages(own)] == ["para.1", "para.2"]
        library.remove(str(tmp_path / "lamps.txt"))
        assert library.passages(own) == []


# --------------------------------------------------------------------------------------------- the heads of pages

OFFICIAL = (
    "United Nations", "General Assembly", "A/RES/80/199", "Distr.: General", "23 December 2025", "Eightieth session",
    "Resolution adopted by the General Assembly on 18 December 2025", "80/199. Tides and lamps",
    "The General Assembly,", "Recalling its resolution 70/1 of 25 September 2015,", "1. Decides to light the lamps;",
)  # fmt: skip
OFFICIELLE = (
    "Nations Unies", "Assemblée générale", "A/RES/80/199", "Distr. générale", "23 décembre 2025",
    "Résolution adoptée par l’Assemblée générale le 18 décembre 2025", "80/199. Marées", "L’Assemblée générale,",
    "Rappelant sa résolution 70/1 du 25 septembre 2015,", "1. Décide d’allumer les lampes ;",
)  # fmt: skip


@pytest.mark.parametrize(("lines", "title"), [(OFFICIAL, "Tides and lamps"), (OFFICIELLE, "Marées")])
@pytest.mark.parametrize("make", [text, page, word])
def test_the_name_of_the_body_over_a_page_is_no_formula(
    make: Callable[[tuple[str, ...]], bytes], lines: tuple[str, ...], title: str
) -> None:
    (record,) = records_of(Source("official", make(lines)))
    assert (record.symbol.id, record.title, record.adopted_on) == ("A/RES/80/199", title, "2025-12-18")
    assert [p.path for p in record.paragraphs] == ["PP1", "OP1"]


def test_a_page_about_a_resolution_is_not_the_resolution(tmp_path: Path) -> None:
    outcome = read(tmp_path, "list.html", page(["What to read", "S/RES/1325 (2000)", "S/RES/2242 (2015)"]))
    assert {(one.start_at.id, one.end_at.id) for one in edges(outcome) if isinstance(one, Citation)} == {
        ("list", "S/RES/1325"), ("list", "S/RES/2242"),
    }  # fmt: skip


def test_symbols_need_no_language(tmp_path: Path) -> None:
    outcome = read(tmp_path, "list.txt", b"Bibliographia\n\nVide A/RES/70/1, et resolutionem 71/1.\n")
    assert [one.end_at.id for one in edges(outcome)] == ["A/RES/70/1"]


def test_a_file_with_the_name_of_a_body_is_not_the_body(tmp_path: Path) -> None:
    outcome = read(tmp_path, "unodc.txt", b"On the Office\n\nSee A/RES/70/1, which all should read again today.\n")
    assert [one.start_at.id for one in edges(outcome) if isinstance(one, Citation)] == ["document-unodc"]


def test_word_shows_what_is_inserted_and_not_what_is_deleted() -> None:
    (record,) = records_of(Source("changed", changed_word()))
    words = [p.text for p in record.paragraphs]
    assert words == [
        "Recalling its resolutions 56/120 of 2001 and 57/1 of 2002, on all of these",
        "Within a control: resolution 58/4 of 2003 on the same matters",
        "Recalling resolution 59/2 of 2004",
    ]


def test_footnotes_fields_and_boxes_of_word(tmp_path: Path) -> None:
    (record,) = records_of(Source("annotated.docx", annotated_word()))
    assert record.symbol.id == "A/RES/80/7"
    found = {one.path: one for one in record.paragraphs}
    assert found["PP1"].text == "Recalling its resolution 56/120¹ and resolution 57/1,"
    assert [link.href for link in found["PP1"].links] == ["https://undocs.org/A/RES/57/1"]
    link = found["PP1"].links[0]
    assert found["PP1"].text[link.start : link.end] == "57/1"
    assert found["fn.1@PP1"].text == "See resolution 58/4."
    assert found["fn.1@PP1"].before == "Recalling its resolution 56/120"
    assert found["fn.2@PP2"].text == "See resolution 55/25, annex I."
    assert not any("Gone" in one.text for one in record.paragraphs)  # a footnote without a mark is on no page
    assert [one.text for one in record.paragraphs if "60/3" in one.text] == ["Decides to recall resolution 60/3"]
    outcome = read(tmp_path, "annotated.docx", annotated_word())
    cited = {(one.paragraph, one.end_at.id) for one in edges(outcome) if isinstance(one, Citation)}
    assert {("PP1", "A/RES/56/120"), ("PP1", "A/RES/57/1"), ("fn.1@PP1", "A/RES/58/4"), ("OP4", "A/RES/60/3")} <= cited
    assert [target for place, target in cited if place == "PP2"] == ["palermo-convention"]


@pytest.mark.parametrize(
    "words",
    [
        "the United Nations Convention against Transnational Organized Crime{}, and the tide",
        "the Convention on the Rights of the Child{} and resolution 78/265{}",
    ],
)
@pytest.mark.parametrize("mark", ["", "1", "12", "¹", "²³"])
def test_a_mark_of_a_footnote_hides_no_name(tmp_path: Path, words: str, mark: str) -> None:
    def cited(text: str) -> set[tuple[str, str | None]]:
        outcome = read(tmp_path, "words.txt", f"The keeper of the lamp wrote that he had read {text}.".encode())
        return {(one.end_at.id, one.as_written) for one in edges(outcome) if isinstance(one, Citation)}

    number = mark if mark not in ("1", "12") else ""  # digits that touch a number are that number
    bare = cited(words.format("", ""))
    assert bare
    assert cited(words.format(mark, number)) == bare


def test_digits_that_touch_an_acronym_are_part_of_it(tmp_path: Path) -> None:
    outcome = read(tmp_path, "words.txt", b"The keeper of the lamp wrote of UNCLOS28 and of nothing else that night.")
    assert not edges(outcome)


def test_what_a_page_hides_or_raises(tmp_path: Path) -> None:
    html = b"""<html><body><h1>On the tide</h1><p>He wrote of resolution 78/265<sup><a href='#n1'>[1]</a></sup> and of
    the Convention on the Rights of the Child <sup>2</sup>, and of <span style="display: none">resolution 79/1</span>
    the x<sup>th</sup> tide.</p><p hidden>And of resolution 79/2</p></body></html>"""
    outcome = read(tmp_path, "page.html", html)
    cited = {one.end_at.id for one in edges(outcome) if isinstance(one, Citation)}
    assert "A/RES/78/265" in cited
    assert not {"A/RES/79/1", "A/RES/79/2"} & cited
    (record,) = records_of(Source("page.html", html))
    assert "78/265¹ and" in record.paragraphs[1].text
    assert "Child², and of the xth tide" in record.paragraphs[1].text


def test_the_title_of_a_report_is_not_what_stands_on_every_cover() -> None:
    cover = ("United Nations A/78/123", "General Assembly Distr.: General", "3 May 2023", "Original: English",
             "Seventy-eighth session", "Item 109 of the preliminary list*", "The lamp and the tide",
             "Report of the Secretary-General", *ARTICLE)  # fmt: skip
    (record,) = records_of(Source("report.txt", text(cover)))
    assert record.title == "The lamp and the tide"
    (record,) = records_of(Source("report.txt", text(ARTICLE)))
    assert record.title == ARTICLE[0]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (rb"{\rtf1\ansi The keeper wrote of resolution 78/265}", "Rich Text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "before 2007"),
        (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text", "OpenDocument"),
        (b"PK\x03\x04" + bytes(26) + b"xl/workbook.xml", "workbook"),
    ],
)
def test_formats_that_are_not_read_are_named(data: bytes, what: str) -> None:
    with pytest.raises(BadSource, match=what):
        records_of(Source("words.txt", data))


ON_THE_SEAS = "<p>A/RES/78/300</p><p>78/300. Seas</p><p>The General Assembly,</p><p>Recalling the tide,<sup>1</sup></p>"


def found_in(name: str, data: str) -> dict[str, str]:
    (record,) = records_of(Source(name, data.encode()))
    return {one.path: one.text for one in record.paragraphs if one.section != "other"}


def test_raised_notes_and_numbered_lists_of_a_page() -> None:
    listed = "<ol><li>Decides to wait;</li><li>Requests:<ol type='a'><li>one;</li><li>two.</li></ol></li></ol>"
    found = found_in("page.html", f"<html><body>{ON_THE_SEAS}{listed}<p><sup>1</sup> See A/78/123.</p></body></html>")
    assert list(found) == ["PP1", "OP1", "OP2", "OP2(a)", "OP2(b)", "fn.1@PP1"]
    assert (found["OP2(b)"], found["fn.1@PP1"]) == ("two.", "See A/78/123.")


def test_empty_lines_and_numbers_in_cells_of_their_own() -> None:
    rows = "<table><tr><td>1.</td><td>Decides to wait;</td></tr><tr><td>2.</td><td>Decides to go.</td></tr></table>"
    assert list(found_in("page.html", f"<html><body>{ON_THE_SEAS}{rows}</body></html>")) == ["PP1", "OP1", "OP2"]
    broken = "A/RES/78/300<br><br>The General Assembly,<br><br>Recalling<br>the tide,<br><br>1. Decides to wait."
    found = found_in("page.html", f"<html><body><div>{broken}</div></body></html>")
    assert found == {"PP1": "Recalling the tide,", "OP1": "Decides to wait."}


def test_lines_that_a_page_keeps_as_they_were_typed() -> None:
    typed = text(("A/RES/44/7", "44/7. Lamps", "The General Assembly,", *RESOLUTION[3:9])).decode()
    record = found_in("page.html", f"<html><body><h1>Resolutions</h1><pre>\n{typed}\n</pre></body></html>")
    assert list(record) == ["PP1", "PP2", "PP3", "OP1", "OP2", "OP2(a)"]
    assert record["OP2(a)"] == "To count the waves;"


def test_several_marks_hide_no_number() -> None:
    html = "<html><body><h1>Tides</h1><p>Of resolutions 70/2<sup>3, 4</sup>, 70/4<sup>6–8</sup> and " \
           "70/1<span style='vertical-align:super'>2</span></p></body></html>"  # fmt: skip
    assert found_in("page.html", html) == {}
    (record,) = records_of(Source("page.html", html.encode()))
    assert record.paragraphs[1].text == "Of resolutions 70/2³ ⁴, 70/4⁶ ⁸ and 70/1²"


def test_notes_and_comments_of_markdown() -> None:
    found = found_in(
        "words.md",
        "---\ntitle: x\n---\n# A/RES/78/300\n\nThe General Assembly,\n\nRecalling the tide,[^1]\n\n"
        "<!-- resolution 75/1 -->\n\n1. Decides to **wait**.\n\n[^1]: See resolution 59/1.\n",
    )
    assert found == {"PP1": "Recalling the tide,¹", "OP1": "Decides to wait.", "fn.1@PP1": "See resolution 59/1."}


def test_a_note_of_markdown_is_no_address_of_a_link() -> None:
    (record,) = records_of(
        Source(
            "words.md", b"# Tides\n\nOf 70/1[^1] and the [Charter](x)[^b-c].\n\n[^1]: A/RES/71/5\n[^b-c]: And 55/25.\n"
        )
    )
    assert [one.text for one in record.paragraphs] == [
        "Tides",
        "Of 70/1\u00b9 and the Charter\u00b2.",
        "A/RES/71/5",
        "And 55/25.",
    ]


def test_addresses_that_are_written_out() -> None:
    found = (
        "See https://undocs.org/en/A/RES/60/1, (https://docs.un.org/A/78/123) and undocs.org/A/HRC/RES/32/18, not "
        "http://unfoo.org/A/RES/70/1 or https://undocs.org.example.com/A/RES/70/2."
    )
    (record,) = records_of(Source("words.txt", found.encode()))
    cited = {citation.end_at.id for citation, _ in citations(record, [])}
    assert cited == {"A/RES/60/1", "A/78/123", "A/HRC/RES/32/18"}


def test_a_page_of_many_pieces_is_read_in_one_go() -> None:
    pieces = "".join(f"<a href='x'>w{n}</a><sup>1</sup> <i>x</i> " for n in range(20_000))
    (record,) = records_of(Source("page.html", f"<html><body><p>{pieces}</p></body></html>".encode()))
    assert len(record.paragraphs[0].links) == 20_000
