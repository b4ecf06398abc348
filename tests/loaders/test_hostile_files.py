"""Files that mean harm, or have met with it: each is refused with a reason, soon, in little memory, and alone."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from made_documents import (
    ARTICLE,
    RESOLUTION,
    draft_fields,
    iso2709,
    iso2709_record,
    marcxml,
    marcxml_record,
    page,
    pdf,
    pdf_of,
    text,
    word,
)

from graph.library import Library
from graph.model import Document, Node
from loaders.pipeline import load
from loaders.reading import SECONDS, Outcome, outcome_of
from loaders.sources import Item, items

GIB = 1024 * 1024 * 1024


def outcome(folder: Path, name: str, data: bytes) -> Outcome:
    (folder / name).write_bytes(data)
    began = time.monotonic()
    read = outcome_of(Item(str(folder / name)), None)
    assert time.monotonic() - began < 3 * SECONDS
    return read


def refused(folder: Path, name: str, data: bytes) -> str:
    read = outcome(folder, name, data)
    assert read.contributions == ()
    assert read.problem is not None
    return read.problem


def children_stay_small(folder: Path) -> None:
    """No process that is started to read the files of a folder has more than a gibibyte; none but it is counted."""
    if sys.platform != "linux":  # elsewhere it is told in other units
        return
    script = (
        "import resource, sys; from loaders.reading import outcome_of; from loaders.sources import Item; "
        "[outcome_of(Item(path), None) for path in sys.argv[1:]]; "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    paths = [str(path) for path in folder.iterdir()]
    done = subprocess.run([sys.executable, "-c", script, *paths], capture_output=True, text=True, check=True)
    assert 0 < int(done.stdout) * 1024 < GIB


# ------------------------------------------------------------------------------------------------ XML and HTML

ENTITIES = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd"><!ENTITY c "&b;&b;">]>'


@pytest.mark.parametrize("kind", ["akn", "marc"])
def test_document_types_and_entities(tmp_path: Path, kind: str) -> None:
    body = b"<akomaNtoso>&b;</akomaNtoso>" if kind == "akn" else marcxml([draft_fields("A/C.3/80/L.5")])[38:]
    assert "document type" in refused(tmp_path, "a.xml", b"<?xml version='1.0'?>" + ENTITIES + body)


def test_an_error_page_that_is_called_xml(tmp_path: Path) -> None:
    failed = b"<!DOCTYPE html><html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>"
    assert "the download has failed" in refused(tmp_path, "A_RES_80_1.xml", failed)
    assert "error page" in refused(tmp_path, "tides.html", failed)
    assert "neither" in refused(tmp_path, "b.xml", b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>")


def test_a_page_of_nothing_but_depth(tmp_path: Path) -> None:
    read = outcome(tmp_path, "deep.html", b"<html><body>" + b"<div>" * 100_000 + b"words" + b"</div>" * 100_000)
    assert read.problem is not None or read.records == 1


# ------------------------------------------------------------------------------------------------ archives


def zipped(members: dict[str, bytes], level: int = 1) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def test_archives_that_unfold_or_lead_elsewhere(tmp_path: Path) -> None:
    linked = zipfile.ZipInfo("link.txt")
    linked.external_attr = 0o120777 << 16
    archive = tmp_path / "all.zip"
    archive.write_bytes(
        zipped({
            "good.txt": text(RESOLUTION),
            "../../outside.txt": text(ARTICLE),
            "inner.zip": zipped({"a.txt": b"words"}),
            "bomb.xml": b"<akomaNtoso>" + bytes(65 * 1024 * 1024),
        })
    )  # fmt: skip
    with zipfile.ZipFile(archive, "a") as out:
        out.writestr(linked, "/etc/passwd")
    with Library.open(tmp_path / "library.sqlite") as library:
        report = load(library, [archive])
        kept = {source.name.rpartition("!")[2] for source in library.sources()}
    assert kept == {"good.txt", "../../outside.txt"}
    assert not (tmp_path.parent / "outside.txt").exists()
    reasons = {reject.source.rpartition("!")[2]: reject.reason for reject in report.rejects}
    assert set(reasons) == {"inner.zip", "bomb.xml"}
    assert "archive" in reasons["inner.zip"]
    assert "grows beyond" in reasons["bomb.xml"]


@pytest.mark.parametrize("name", ["inner.xml", "inner.txt", "inner.json", "inner.csv"])
def test_an_archive_under_another_name_is_not_opened(tmp_path: Path, name: str) -> None:
    archive = tmp_path / "all.zip"
    archive.write_bytes(zipped({name: zipped({"a.txt": text(RESOLUTION)}), "good.txt": text(ARTICLE)}))
    with Library.open(tmp_path / "library.sqlite") as library:
        report = load(library, [archive])
        assert [source.name.rpartition("!")[2] for source in library.sources()] == ["good.txt"]
    (reject,) = report.rejects
    assert reject.source.endswith(name)
    assert "archive" in reject.reason


def test_a_member_called_by_a_path_of_the_system_reads_nothing_there(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_bytes(text(RESOLUTION))
    archive = tmp_path / "all.zip"
    archive.write_bytes(zipped({str(secret): text(ARTICLE), "../secret.txt": text(ARTICLE)}))
    with Library.open(tmp_path / "library.sqlite") as library:
        assert load(library, [archive]).rejects == ()
        found = {fact.id for fact in library.facts() if isinstance(fact, Document)}
        assert found == {"all-secret", f"{tmp_path.name.casefold().replace('_', '-')}-secret"}
    assert secret.read_bytes() == text(RESOLUTION)


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="this system has no symbolic links")
def test_links_in_folders_are_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "good.txt").write_bytes(text(ARTICLE))
    (tmp_path / "secret.txt").write_bytes(text(ARTICLE))
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "around").symlink_to(tmp_path, target_is_directory=True)
    assert [Path(item.path).name for item in items([folder])] == ["good.txt"]


# ------------------------------------------------------------------------------------------------ Word


def test_a_word_file_that_grows_to_300_megabytes(tmp_path: Path) -> None:
    file = io.BytesIO(word(ARTICLE))
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    begin, _, end = members["word/document.xml"].partition(b"<w:body>")
    run = b"<w:p><w:r><w:t>" + b" " * 1000 + b"</w:t></w:r></w:p>"
    members["word/document.xml"] = begin + b"<w:body>" + run * 300_000 + end
    data = zipped(members, level=9)
    assert len(data) < 950_000
    assert "unfolds" in refused(tmp_path, "big.docx", data)
    size = len(members["word/document.xml"])
    assert data.count(size.to_bytes(4, "little")) == 2
    refused(tmp_path, "lying.docx", data.replace(size.to_bytes(4, "little"), (9000).to_bytes(4, "little")))
    children_stay_small(tmp_path)
    members["word/document.xml"] = ENTITIES + begin + b"<w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p>" + end
    read = outcome(tmp_path, "entities.docx", zipped(members))
    assert all("root:" not in passage.text for passage in read.passages)
    assert "damaged" in refused(tmp_path, "cut.docx", word(ARTICLE)[:9000])


# ------------------------------------------------------------------------------------------------ PDF


def flat(data: bytes) -> bytes:
    return zlib.compress(data, 9)


def nothing(size: int) -> bytes:
    """A compressed stream of so many zero bytes, put together from equal pieces."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packer.compress(bytes(1024 * 1024)) + packer.flush(zlib.Z_FULL_FLUSH)
    check = (size % 65521) << 16 | 1  # Adler-32 of zeros
    return b"\x78\xda" + piece * (size // 1024 // 1024) + b"\x03\x00" + check.to_bytes(4, "big")


def test_a_pdf_whose_streams_unfold_twice_to_2_gib(tmp_path: Path) -> None:
    twice = flat(nothing(2 * GIB))
    data = pdf_of([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << >> >>",
        b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(twice), twice),
    ])  # fmt: skip
    assert len(data) < 20_000
    refused(tmp_path, "bomb.pdf", data)
    children_stay_small(tmp_path)


def test_a_pdf_whose_pages_contain_themselves(tmp_path: Path) -> None:
    data = pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"])
    refused(tmp_path, "circle.pdf", data)
    data = pdf_of([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 2 /Parent 3 0 R >>",
        b"<< /Type /Pages /Kids [4 0 R 2 0 R] /Count 2 /Parent 2 0 R >>",
        b"<< /Type /Page /Parent 3 0 R /MediaBox [0 0 612 792] /Resources << >> >>",
    ])  # fmt: skip
    refused(tmp_path, "wide-circle.pdf", data)


def test_a_pdf_that_is_encrypted(tmp_path: Path) -> None:
    locked = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >> /ID [(a) (a)]" % (b"x" * 32, b"y" * 32)
    whole = pdf(ARTICLE)
    data = whole.replace(b"/Root 1 0 R", b"/Root 1 0 R " + locked)
    assert "encrypted" in refused(tmp_path, "locked.pdf", data)


def test_a_pdf_of_pictures_alone(tmp_path: Path) -> None:
    assert "no words" in refused(tmp_path, "scan.pdf", pdf([]) if pdf([]).count(b"/Page ") else pdf([" "]))


# ------------------------------------------------------------------------------------------------ the rest


def test_what_is_no_document_at_all(tmp_path: Path) -> None:
    assert "no text" in refused(tmp_path, "noise.txt", bytes(range(256)) * 40)
    assert "neither facts" in refused(tmp_path, "other.json", b'{"colour": "red"}')
    assert "279 bytes" in refused(tmp_path, "a.mrc", iso2709([draft_fields("A/C.3/80/L.5")])[:30] + b"\x1e\x1dxx")
    assert "empty" in refused(tmp_path, "empty.txt", b" \n")


def _edges(numbers: range) -> list[bytes]:
    return [b"S/RES/%d,S/RES/1325,recalling,PP1\n" % number for number in numbers]


def _lines(numbers: range) -> list[bytes]:
    value = b'{"label":"Resolution","properties":{"title_en":"Tides","coverage":"full"}}'
    return [b'["Instrument","A/RES/80/%d",42,%s]\n' % (number, value) for number in numbers]


def _extracts(numbers: range) -> list[bytes]:
    return [b'{"symbol": "A/RES/80/%d", "title": "Tides", "adoption_date": "1 October 2025"}\n' % n for n in numbers]


def _drafts(numbers: range) -> list[bytes]:
    return [marcxml_record(draft_fields(f"A/C.3/80/L.{number}")).encode() + b"\n" for number in numbers]


def _exchanged(numbers: range) -> list[bytes]:
    return [iso2709_record(draft_fields(f"A/C.3/80/L.{number}")) for number in numbers]


THOUSANDS: dict[str, tuple[bytes, Callable[[range], list[bytes]], bytes, str]] = {
    "edges.csv": (b"source,target,verb,paragraph\n", _edges, b"S/RES/500,nothing that is known,,\n", "501"),
    "quote.csv": (b"source,target,verb,paragraph\n", _edges, b'S/RES/500,"S/RES/1325,recalling,PP1\n', "501"),
    "facts.jsonl": (b"", _lines, b'["Instrument","A/RES/80/500",42,{"label":\n', "500"),
    "extract.json": (b"", _extracts, b'{"symbol": "A/RES/80/500", "title": }\n', "500"),
    "records.xml": (b"<collection>", _drafts, b"<record><datafield></record>\n", "500"),
    "records.mrc": (b"", _exchanged, b"99999" + _exchanged(range(500, 501))[0][5:], "500"),
}
"""A heading, what makes records of it, a broken record, and the number under which that is to be told."""


@pytest.mark.parametrize("name", THOUSANDS)
def test_of_a_thousand_records_999_are_loaded_and_one_is_told(tmp_path: Path, name: str) -> None:
    head, made, broken, told = THOUSANDS[name]
    records = made(range(1, 1001))
    records[499] = broken
    file = tmp_path / name
    file.write_bytes(head + b"".join(records) + (b"</collection>" if head.startswith(b"<") else b""))
    with Library.open(tmp_path / "library.sqlite") as library:
        report = load(library, [file])
        assert report.read == 999
        assert [(reject.source, reject.record) for reject in report.rejects] == [(str(file), told)]
        assert report.rejects[0].reason
        numbered = re.compile(r"(?:A/RES/80/|A/C\.3/80/L\.|S/RES/)(\d+)")
        nodes = [fact.id for fact in library.facts() if isinstance(fact, Node)]
    found = {int(one[1]) for one in map(numbered.fullmatch, nodes) if one} - {1325}
    assert found == set(range(1, 1001)) - {500}


def test_nesting_beyond_all_measure(tmp_path: Path) -> None:
    refused(tmp_path, "deep.json", b'[{"symbol": ' + b"[" * 200_000)
    outcome(tmp_path, "deep.md", b"# a\n" + b">" * 50_000 + b" words of a text\n" + b"[" * 50_000)


def test_one_page_costs_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page(ARTICLE))
    (tmp_path / "b.pdf").write_bytes(pdf(ARTICLE)[:700])
    (tmp_path / "c.csv").write_bytes(b"varname,description\na,b\n")
    with Library.open(tmp_path / "library.sqlite") as library:
        report = load(library, [tmp_path / "a.html", tmp_path / "b.pdf", tmp_path / "c.csv"])
        assert (report.read, len(report.rejects), len(report.nothing)) == (1, 1, 1)
        assert report.formats == (("HTML", 1),)
        dry = load(library, [tmp_path / "a.html"], dry_run=True)
        assert (dry.unchanged, dry.changed_facts) == (1, 0)
