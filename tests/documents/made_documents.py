"""Documents of our own in the formats that people have: text, HTML, Word, PDF, MARC, made from the same paragraphs."""

from __future__ import annotations

import html
import io
import textwrap
from collections.abc import Sequence
from typing import Any, cast

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Pt

RESOLUTION = (
    "Resolution 2790 (2025)",
    "Adopted by the Security Council at its 9999th meeting, on 3 June 2025",
    "The Security Council,",
    "Recalling its resolution 1325 (2000) of 31 October 2000, and reaffirming resolution 2185 (2014),",
    "Deeply concerned by the tides, 1/ which rise,",
    "Noting with appreciation the report of the keeper of the lighthouse,",
    "1. Decides to keep a lamp lit, in accordance with resolution 1373 (2001);",
    "2. Requests the Secretary-General:",
    "(a) To count the waves;",
    "(b) To report, in particular:",
    "(i) On those that are high;",
    "(ii) On those that are low;",
    "3. Decides to remain seized of the matter.",
    "Adopted unanimously at the 9999th meeting.",
    "1/ See General Assembly resolution 78/265.",
)
"""A resolution of our own invention; no sentence of it was ever adopted."""

ARTICLE = (
    "On the keeping of lamps at sea",
    "In 2024 the General Assembly adopted resolution 78/265, and the United Nations Office on Drugs and Crime took "
    "note of it; so did INTERPOL, whose members keep lamps of their own.",
    "Nobody who has read resolution 1325 (2000) of the Security Council will be astonished that lamps are kept by "
    "women at least as well; resolution 2185 (2014) says as much of the police.",
    "The United Nations Convention against Transnational Organized Crime has nothing on lamps.",
)


def text(paragraphs: Sequence[str], width: int = 60) -> bytes:
    """Plain text, its paragraphs broken into lines and parted by empty ones."""
    return "\n\n".join(textwrap.fill(one, width, break_on_hyphens=False) for one in paragraphs).encode()


def page(paragraphs: Sequence[str]) -> bytes:
    """A web page, with what stands around the words on real ones."""
    body = "".join(f"<p>{html.escape(one)}</p>" for one in paragraphs)
    menu = "<nav><a href='/'>Home</a></nav><script>var x = 'A/RES/1/1';</script>"
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{menu}{body}</body></html>".encode()


def word(paragraphs: Sequence[str]) -> bytes:
    """A Word file."""
    document = docx.Document()
    for one in paragraphs:
        document.add_paragraph(one)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def numbered_word(paragraphs: Sequence[str], numbered: Sequence[str]) -> bytes:
    """A Word file whose last paragraphs have automatic numbers, which are in no word of it."""
    document = docx.Document()
    for one in paragraphs:
        document.add_paragraph(one).paragraph_format.space_after = Pt(6)
    for one in numbered:
        document.add_paragraph(one, style="List Number")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def styled_word(before: str, raised: str, behind: str) -> bytes:
    """A Word file in which words stand raised by the style that the style of their letters is based on."""
    document = docx.Document()
    base = document.styles.add_style("Anchor", WD_STYLE_TYPE.CHARACTER)
    cast("Any", base).font.superscript = True
    style = document.styles.add_style("Footnote anchor", WD_STYLE_TYPE.CHARACTER)
    cast("Any", style).base_style = base
    paragraph = document.add_paragraph(before)
    paragraph.add_run(raised, style="Footnote anchor")
    paragraph.add_run(behind)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def changed_word() -> bytes:
    """A Word file with tracked changes, a content control and a field."""
    document = docx.Document()
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

    def run(words: str, tag: str = "t") -> str:
        return f'<w:r><w:{tag} xml:space="preserve">{words}</w:{tag}></w:r>'

    inserted = f"<w:ins>{run('56/120 of 2001 and ')}</w:ins><w:del>{run('99/9 of 1999', 'delText')}</w:del>"
    control = f"<w:p>{run('Within a control: resolution 58/4 of 2003 on the same matters')}</w:p>"
    field = f"<w:fldSimple w:instr='REF x'>{run('resolution 59/2 of 2004')}</w:fldSimple>"
    paragraphs = (
        f"<w:p {space}>{run('Recalling its resolutions ')}{inserted}{run('57/1 of 2002, on all of these')}</w:p>",
        f"<w:sdt {space}><w:sdtPr/><w:sdtContent>{control}</w:sdtContent></w:sdt>",
        f"<w:p {space}>{run('Recalling ')}{field}</w:p>",
    )
    body = cast("Any", document.element).body
    for place, one in enumerate(paragraphs):
        body.insert(place, parse_xml(one))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def annotated_word() -> bytes:
    """A resolution as a Word file with two footnotes, whose identifiers are not in order, a field and a text box."""
    document = docx.Document()
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"

    def run(words: str, tag: str = "t") -> str:
        return f'<w:r><w:{tag} xml:space="preserve">{words}</w:{tag}></w:r>'

    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    def note(number: int) -> str:
        return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'

    code = run(' HYPERLINK "https://undocs.org/A/RES/57/1" \\o "the text" ', "instrText")
    field = f"{mark('begin')}{code}{mark('separate')}{run('57/1')}{mark('end')}"
    box = f"<w:txbxContent><w:p>{run('4. Decides to recall resolution 60/3')}</w:p></w:txbxContent>"
    both = f'<mc:AlternateContent xmlns:mc="{mc}"><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>'
    paragraphs = (
        run("A/RES/80/7"),
        run("The General Assembly,"),
        f"{run('Recalling its resolution 56/120')}{note(7)}{run(' and resolution ')}{field}{run(',')}",
        f"{run('Recalling the United Nations Convention against Transnational Organized Crime')}{note(2)}{run(',')}",
        run("1. Decides to wait;"),
        f"{run('3. Decides to go.')}<w:r>{both}</mc:AlternateContent></w:r>",
        run("Adopted at the 9th plenary meeting, 1 October 2025"),
    )
    body = cast("Any", document.element).body
    for place, one in enumerate(paragraphs):
        body.insert(place, parse_xml(f"<w:p {space}>{one}</w:p>"))
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p>{run(words)}</w:p></w:footnote>'
        for number, words in ((0, ""), (2, "See resolution 55/25, annex I."), (7, "See resolution 58/4."), (9, "Gone."))
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    blob = f"<w:footnotes {space}>{notes}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), kind, blob, document.part.package)
    document.part.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


# ------------------------------------------------------------------------------------------------ PDF


def pdf(paragraphs: Sequence[str], *, columns: int = 1, head: str = "", hyphens: bool = False) -> bytes:
    """A PDF in one or two columns, with a running head and the number of each page below."""
    width = 82 // columns - (0 if columns == 1 else 3)
    lines: list[str] = []
    for one in paragraphs:
        lines += [*(_hyphenated(one, width) if hyphens else textwrap.wrap(one, width, break_on_hyphens=False)), ""]
    rows = 40
    filled = [lines[at : at + rows] for at in range(0, len(lines), rows)]
    places = [(72 if at % columns == 0 else 320, column) for at, column in enumerate(filled)]
    contents: list[bytes] = []
    for at in range(0, len(places), columns):
        shown = [_shown(72, 760, head)] if head else []
        for x, column in places[at : at + columns]:
            shown += [_shown(x, 700 - 13 * row, line) for row, line in enumerate(column) if line]
        shown.append(_shown(300, 30, str(len(contents) + 1)))
        contents.append(b"\n".join(shown))
    return _file(contents)


Piece = tuple[int, int, int, str]
"""What is shown on a page at once: how far from its left and from its foot, the size of the letters, the words."""


def set_pdf(pages: Sequence[Sequence[Piece]]) -> bytes:
    """A PDF with words exactly where they are put."""
    return _file([b"\n".join(_shown(x, y, words, size) for x, y, size, words in page) for page in pages])


def _shown(x: int, y: int, line: str, size: int = 11) -> bytes:
    words = line.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F1 %d Tf 1 0 0 1 %d %d Tm (%s) Tj ET" % (size, x, y, words)


def _hyphenated(paragraph: str, width: int) -> list[str]:
    lines, line = [], ""
    for one in paragraph.split():
        if len(line) + len(one) + 1 <= width:
            line = f"{line} {one}".strip()
            continue
        room = width - len(line) - 2
        if room > 2 and len(one) - room > 2 and one.isalpha():
            line, one = f"{line} {one[:room]}-", one[room:]
        lines.append(line)
        line = one
    return [*lines, line]


def _file(contents: Sequence[bytes]) -> bytes:
    count = len(contents)
    kids = b" ".join(b"%d 0 R" % (4 + 2 * at) for at in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for at, content in enumerate(contents):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * at)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return pdf_of(objects)


def pdf_of(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1, of which the first is the catalogue."""
    data, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


# ------------------------------------------------------------------------------------------------ MARC

Fields = Sequence[tuple[str, Sequence[tuple[str, str]]]]
"""Fields of a catalogue record: the tag, and the subfields by their codes."""


def draft_fields(symbol: str, *more: tuple[str, Sequence[tuple[str, str]]], kind: str = "draft resolution /") -> Fields:
    """A catalogue record of a draft."""
    return (
        ("191", [("a", symbol), ("c", "80")]),
        ("245", [("a", "Tides :"), ("b", kind), ("c", "Fiji [on behalf of the Group of 77] and Peru")]),
        ("269", [("a", "2025-10-01")]),
        ("650", [("a", "TIDES")]),
        ("981", [("a", "General Assembly"), ("b", "3rd Committee")]),
        ("991", [("a", "A/80/251"), ("b", "71b[3]")]),
        *more,
    )


def marcxml(records: Sequence[Fields]) -> bytes:
    """A collection of records as XML."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><collection xmlns="http://www.loc.gov/MARC21/slim">'
        + "\n".join(map(marcxml_record, records))
        + "</collection>"
    ).encode()


def marcxml_record(fields: Fields) -> str:
    """One record as XML."""
    inner = "".join(
        f'<datafield tag="{tag}" ind1=" " ind2=" ">'
        + "".join(f'<subfield code="{code}">{html.escape(value)}</subfield>' for code, value in subfields)
        + "</datafield>"
        for tag, subfields in fields
    )
    return f"<record><leader>00000nam a2200025#a 4500</leader>{inner}</record>"


def iso2709(records: Sequence[Fields]) -> bytes:
    """Records in the format in which libraries exchange them."""
    return b"".join(map(iso2709_record, records))


def iso2709_record(fields: Fields) -> bytes:
    """One record, with the length that it has."""
    directory, data = b"", b""
    for tag, subfields in fields:
        field = b"  " + b"".join(b"\x1f" + code.encode() + value.encode() for code, value in subfields) + b"\x1e"
        directory += b"%s%04d%05d" % (tag.encode(), len(field), len(data))
        data += field
    base = 24 + len(directory) + 1
    length = base + len(data) + 1
    return b"%05dnam a22%05d   4500" % (length, base) + directory + b"\x1e" + data + b"\x1d"
