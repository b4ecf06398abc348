"""From files to the library: files, folders and zips, in any order; what cannot be read costs no other."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from akn_documents import link, page, preambular

from graph.errors import BadSource
from graph.library import Library
from graph.model import Instrument
from graph.projection import library_digest
from loaders import sources
from loaders.pipeline import load

DOCUMENTS = {
    "one.xml": page("A/RES/80/1", preambular("Recalling", f"its resolution {link('A/RES/80/2', '80/2')},")),
    "two.xml": page("A/RES/80/2", preambular("Noting", f"its resolution {link('A/RES/79/1', '79/1')},"), frbr="80-2"),
    "three.xml": page("S/RES/2800 (2025)", preambular("Noting", "resolution 1325 (2000),"), frbr="2800-2025"),
}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library" / "library.sqlite") as library:
        yield library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    for name, data in DOCUMENTS.items():
        (folder / name).write_bytes(data)
    return folder


def read_instruments(library: Library) -> list[str]:
    return [f.id for f in library.facts() if isinstance(f, Instrument) and f.coverage != "cited"]


def test_a_folder_a_file_and_a_zip_give_the_same_facts(library: Library, folder: Path, tmp_path: Path) -> None:
    archive = tmp_path / "documents.zip"
    with zipfile.ZipFile(archive, "w") as out:
        for name, data in DOCUMENTS.items():
            out.writestr(f"inside/{name}", data)
    report = load(library, [folder])
    assert (report.read, report.unchanged, report.rejects) == (3, 0, ())
    with Library.open(tmp_path / "b.sqlite") as zipped, Library.open(tmp_path / "c.sqlite") as one_by_one:
        load(zipped, [archive])
        for name in sorted(DOCUMENTS, reverse=True):
            load(one_by_one, [folder / name])
        assert library_digest(library) == library_digest(zipped) == library_digest(one_by_one)


def test_what_was_loaded_before_an_end_stays_and_the_next_load_goes_on(tmp_path: Path) -> None:
    names = [f"A_RES_80_{number}_E.xml" for number in range(1, 40)]
    for number, name in enumerate(names, 1):
        words = f"its resolution {link('A/RES/79/1', '79/1')},"
        (tmp_path / name).write_bytes(page(f"A/RES/80/{number}", preambular("Noting", words)))

    def end(done: int, _: int, __: str) -> None:
        if done == 20:
            raise KeyboardInterrupt

    with Library.open(tmp_path / "library.sqlite") as library:
        with pytest.raises(KeyboardInterrupt):
            load(library, [tmp_path], progress=end)
        kept = [Path(source.name).name for source in library.sources()]
        assert len(kept) >= 20
        report = load(library, [tmp_path])
        assert (report.unchanged, report.read) == (len(kept), len(names) - len(kept))
        last = library.last_change()
        load(library, [tmp_path])
        assert library.last_change() == last


def test_the_second_time_nothing_is_read_and_nothing_changes(library: Library, folder: Path) -> None:
    load(library, [folder])
    before = library_digest(library)
    report = load(library, [folder])
    assert (report.read, report.unchanged, report.changed_facts) == (0, 3, 0)
    assert library_digest(library) == before


def test_a_corrected_file_replaces_what_it_said(library: Library, folder: Path) -> None:
    load(library, [folder])
    (folder / "one.xml").write_bytes(page("A/RES/80/1", preambular("Recalling", "the tide,"), title="Ebbs"))
    report = load(library, [folder])
    assert (report.read, report.unchanged) == (1, 2)
    titles = [f.title_en for f in library.facts() if isinstance(f, Instrument) and f.id == "A/RES/80/1"]
    assert titles == ["Ebbs"]
    # A/RES/80/1 cites it no longer, but it has a text of its own.
    assert "A/RES/80/2" in read_instruments(library)


def test_what_is_named_twice_is_loaded_once(library: Library, folder: Path) -> None:
    report = load(library, [folder, folder / "one.xml", folder])
    assert (report.read, report.unchanged) == (3, 0)


def test_two_files_of_one_text_make_one_work(library: Library, tmp_path: Path) -> None:
    for name in ("a.xml", "b.xml"):
        (tmp_path / name).write_bytes(DOCUMENTS["one.xml"])
    report = load(library, [tmp_path / "a.xml", tmp_path / "b.xml"])
    assert report.read == 2
    assert read_instruments(library) == ["A/RES/80/1"]
    assert list(library.conflicts()) == []


def test_one_bad_file_costs_no_other(library: Library, folder: Path) -> None:
    (folder / "bad.xml").write_text("<html><body>404</body></html>")
    (folder / "empty.xml").write_bytes(b"")
    (folder / "cut.zip").write_bytes(b"PK\x03\x04 cut off")
    (folder / "notes.txt").write_text("not a document of any kind that is read")
    report = load(library, [folder])
    assert report.formats == (("Akoma Ntoso XML", 3), ("text", 1))
    assert {Path(r.source).name: bool(r.reason) for r in report.rejects} == {
        "bad.xml": True, "empty.xml": True, "cut.zip": True,
    }  # fmt: skip
    assert len(read_instruments(library)) == 3


def test_a_file_that_goes_bad_leaves_what_it_said_before(library: Library, folder: Path) -> None:
    load(library, [folder])
    before = library_digest(library)
    (folder / "one.xml").write_bytes(b"<akomaNtoso")
    assert len(load(library, [folder]).rejects) == 1
    assert library_digest(library) == before


def test_paths_that_hold_nothing(library: Library, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadSource, match="no file of a known format"):
        load(library, [tmp_path / "empty"])
    with pytest.raises(BadSource, match="no such file"):
        load(library, [tmp_path / "missing"])


def test_a_zip_that_unpacks_to_more_than_it_may(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "MAX_FILE", 100_000)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("a.xml", b" " * 5_000_000)
        out.writestr("../../outside.xml", DOCUMENTS["one.xml"])
    report = load(library, [tmp_path / "bomb.zip"])
    # A name that leads outside is only a name: nothing is ever unpacked to disk.
    assert (report.read, len(report.rejects)) == (1, 1)
    assert "grows beyond" in report.rejects[0].reason
    assert not (tmp_path.parent / "outside.xml").exists()


def test_links_out_of_a_folder_are_not_followed(library: Library, folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.xml"
    outside.write_bytes(page("A/RES/80/9", frbr="80-9"))
    (folder / "inside.xml").symlink_to(outside)
    load(library, [folder])
    assert "A/RES/80/9" not in read_instruments(library)


def test_the_samples_of_the_corpus(library: Library, corpus: Path) -> None:
    report = load(library, [corpus / "samples" / "English"])
    assert report.read == 40
    assert report.rejects == ()
    assert {"A/RES/78/265", "S/RES/1373", "A/RES/79/258B"} <= set(read_instruments(library))


def test_what_is_no_longer_there_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for name in ("one.txt", "two.txt"):
        (folder / name).write_text(f"The keeper of the lamp wrote of resolution 79/1 and of the tide in {name}.")
    with Library.open(tmp_path / "library.sqlite") as library:
        assert load(library, [folder]).gone == ()
        (folder / "two.txt").unlink()
        assert load(library, [folder]).gone == (str(folder / "two.txt"),)
        assert load(library, [folder / "one.txt"]).gone == ()
