"""The words of people's own documents: kept with their source, dropped with it, and there in libraries of old."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from graph.library import Contribution, Library, Passage
from graph.merge import RANKS
from graph.model import Document, Ref

OWN = Ref("Document", "lamps")
FACT = Contribution(Document(id="lamps", label="Page", coverage="full"), RANKS["text-en"])


def passage(position: int, text: str) -> Passage:
    return Passage(str(OWN), position, f"para.{position}", text)


def test_passages_come_and_go_with_their_source(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.sqlite") as library:
        library.replace("a", [FACT], digest="1", rank=40, passages=[passage(2, "go out"), passage(1, "Lamps")])
        assert [one.text for one in library.passages(OWN)] == ["Lamps", "go out"]
        library.replace("b", [FACT], digest="1", rank=40, passages=[passage(1, "the same in another file")])
        assert [one.text for one in library.passages(OWN)] == ["Lamps", "go out"]
        library.replace("a", [FACT], digest="2", rank=40)
        assert [one.text for one in library.passages(OWN)] == ["the same in another file"]
        library.remove("b")
        assert library.passages(OWN) == []
        assert library.passages(Ref("Document", "nothing")) == []


def test_a_library_of_the_second_format_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with Library.open(path) as library:
        library.replace("a", [FACT], digest="1", rank=40)
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE passage")
    connection.execute("UPDATE meta SET value = '2' WHERE name = 'format'")
    connection.commit()
    connection.close()
    with Library.open(path) as library:
        assert library.counts() == {"sources": 1, "claims": 1, "facts": 1}
        library.replace("b", [FACT], digest="1", rank=40, passages=[passage(1, "Lamps")])
        assert len(library.passages(OWN)) == 1
