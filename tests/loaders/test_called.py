"""What documents without a symbol are called, and that two of one name stay two."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from graph.library import Library
from graph.model import Citation, Document
from loaders.called import apart, slug
from loaders.pipeline import load
from loaders.sources import Item

WORDS = "The keeper of the lamp wrote of resolution 79/{} and of the tides that he saw from the tower in the night."


def made(folder: Path, *names: str) -> list[Path]:
    for number, name in enumerate(names, 1):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(WORDS.format(number))
    return [folder / name for name in names]


def documents(library: Library) -> dict[str, list[str]]:
    """The documents in a library, and what each cites."""
    found: dict[str, list[str]] = {}
    for fact in library.facts():
        if isinstance(fact, Document):
            found.setdefault(fact.id, [])
        elif isinstance(fact, Citation):
            found.setdefault(fact.start_at.id, []).append(fact.end_at.id)
    return {id_: sorted(cited) for id_, cited in found.items()}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("/a/Report.fr.pdf", "report"),
        ("/a/x.zip!b/Annual report.html", "annual-report"),
        ("", "document"),
        (None, "document"),
        ("/a/Доклад 2.docx", "доклад-2"),
    ],
)
def test_the_id_is_made_of_the_name(name: str | None, expected: str) -> None:
    assert slug(name) == expected


def test_one_name_in_two_folders_is_two_documents(tmp_path: Path) -> None:
    made(tmp_path, "2019/report.txt", "2020/report.txt", "2020/other.txt")
    with Library.open(tmp_path / "library.sqlite") as library:
        load(library, [tmp_path / "2019", tmp_path / "2020"])
        assert documents(library) == {
            "2019-report": ["A/RES/79/1"],
            "2020-report": ["A/RES/79/2"],
            "other": ["A/RES/79/3"],
        }
        again = load(library, [tmp_path / "2019", tmp_path / "2020"])
        assert (again.unchanged, again.changed_facts) == (3, 0)


def test_one_that_is_loaded_later_takes_nothing_from_the_first(tmp_path: Path) -> None:
    first, second = made(tmp_path, "a/report.txt", "b/report.txt")
    with Library.open(tmp_path / "library.sqlite") as library:
        load(library, [first])
        load(library, [second])
        found = documents(library)
        assert (found["report"], found["b-report"]) == (["A/RES/79/1"], ["A/RES/79/2"])
        both = load(library, [tmp_path])
        assert (both.unchanged, both.changed_facts) == (2, 0)
        second.unlink()
        first.write_text(WORDS.format(3))
        load(library, [tmp_path])
        found = documents(library)
        assert (found["report"], found["b-report"]) == (["A/RES/79/3"], ["A/RES/79/2"])


def test_a_document_keeps_what_it_is_called_when_the_other_goes(tmp_path: Path) -> None:
    first, second = made(tmp_path, "a/report.txt", "b/report.txt")
    with Library.open(tmp_path / "library.sqlite") as library:
        load(library, [tmp_path])
        first.unlink()
        library.remove(str(first))
        second.write_text(WORDS.format(4))
        load(library, [tmp_path])
        assert documents(library) == {"b-report": ["A/RES/79/4"]}


def test_a_file_that_was_moved_keeps_its_name(tmp_path: Path) -> None:
    (first,) = made(tmp_path, "a/report.txt")
    with Library.open(tmp_path / "library.sqlite") as library:
        load(library, [first])
        (tmp_path / "b").mkdir()
        load(library, [first.rename(tmp_path / "b" / "report.txt")])
        assert documents(library) == {"report": ["A/RES/79/1"]}


@pytest.mark.parametrize(
    ("names", "called"),
    [
        (("a/report.txt", "a/report.pdf"), (None, None)),  # two formats of one
        (("en/report.txt", "fr/report.txt"), (None, None)),  # two languages of one
        (("x/a/report.txt", "y/a/report.txt"), ("x-a-report", "y-a-report")),
        (("a/one.txt", "b/two.txt"), (None, None)),
        (("a/report.txt", "a/b/report.txt"), ("a-report", "b-report")),
    ],
)
def test_which_are_told_apart(tmp_path: Path, names: tuple[str, ...], called: tuple[str | None, ...]) -> None:
    items = [Item(str(path)) for path in made(tmp_path, *names)]
    assert tuple(item.called for item in apart(items, {})) == called


def test_an_archive_is_a_folder(tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("report.txt", WORDS.format(len(name)))
    items = [Item(str(tmp_path / name), "report.txt") for name in ("one.zip", "two.zip")]
    assert [item.called for item in apart(items, {})] == ["one-report", "two-report"]
