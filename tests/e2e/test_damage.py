"""Damage to an embedded graph behind its back: each kind is noticed, and none is answered wrongly."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.loads import rebuild
from api.settings import Settings, read_settings
from api.wiring import open_store
from graph.engines import embedded_damage, embedded_stop, open_engine
from graph.errors import EngineBroken, RecallingError
from graph.library import Contribution, Library
from graph.model import Citation, Instrument, Ref
from graph.projection import library_digest
from graph.queries.search import search

COUNT = 150
BACKWARDS = "MATCH (n:Instrument {id: 'A/RES/1/1'})<-[c:CITES]-(m) RETURN count(m) AS count"


@dataclass(frozen=True)
class Place:
    """A library and a closed graph, its database and an older copy of that database."""

    settings: Settings
    graph: Path
    database: Path
    older: Path

    def file(self, pattern: str) -> Path:
        """The largest file of that kind: the engine allots them before it fills them."""
        found = [path for path in self.database.glob(pattern) if path.is_file()]
        return max(found, key=lambda path: (path.stat().st_blocks, path.name))


def some(*names: str) -> pytest.MarkDecorator:
    """These kinds of damage, which stand for the others; all of them where there is time (`make endurance`)."""
    if os.environ.get("RECALLING_ENDURANCE"):
        names = tuple(next(kinds for kinds in (DAMAGED, IN_DOUBT) if names[0] in kinds))
    return pytest.mark.parametrize("name", names)


def _facts(count: int) -> list[Contribution]:
    nodes = [
        Instrument(id=f"A/RES/1/{n}", label="Resolution", title_en=f"Question number {n} of the year", coverage="full")
        for n in range(1, count + 1)
    ]
    edges = [
        Citation(
            kind="CITES",
            start_at=Ref("Instrument", node.id),
            end_at=Ref("Instrument", "A/RES/1/1"),
            key="PP1.1",
            section="preamble",
            paragraph="PP1",
            position=1,
            verb="recalls",
            cited_as="symbol",
            origin="link",
            languages=("en",),
        )
        for node in nodes[1:]
    ]
    return [Contribution(fact, 50) for fact in (*nodes, *edges)]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of some hundred facts, closed cleanly, and beside it the database as it was half way."""
    folder = tmp_path_factory.mktemp("prepared")
    settings = _settings(folder)
    for count in (COUNT // 2, COUNT):
        with Library.open(settings.library) as library:
            library.replace("test", _facts(count), digest=str(count), rank=50)
        rebuild(settings)
        embedded_stop(folder / "graph")
        if count < COUNT:
            shutil.copytree(folder / "graph" / "arcadedb" / "databases" / "recalling", folder / "older")
    assert "files" in json.loads((folder / "graph" / "clean.json").read_bytes())
    return folder


@pytest.fixture
def place(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A copy of it."""
    monkeypatch.setenv("ARCADEDB_JVM_ARGS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    graph = tmp_path / "graph"
    yield Place(_settings(tmp_path), graph, graph / "arcadedb" / "databases" / "recalling", tmp_path / "older")
    embedded_stop(graph)


def _settings(folder: Path) -> Settings:
    return read_settings(graph=f"embedded:{folder / 'graph'}", library=folder / "library.sqlite", linger=30)


def _noise(path: Path, start: int = 64) -> None:
    """Up to 4 KB of it, from `start` on."""
    data = bytearray(path.read_bytes())
    length = min(4096, max(1, len(data) - start))
    start = min(start, len(data) - 1)
    data[start : start + length] = bytes((byte + 77) % 256 for byte in data[start : start + length])
    path.write_bytes(data)


def _swap(one: Path, other: Path) -> None:
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def _mark(place: Place, **values: object) -> None:
    """Change something in our own marker of a clean close."""
    file = place.graph / "clean.json"
    file.write_text(json.dumps(json.loads(file.read_bytes()) | values))


def _flip_one_bit(place: Place) -> None:
    path = place.file("CITES_0.*.bucket")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _restore_some(place: Place) -> None:
    for path in place.older.glob("*.bucket"):
        if (place.database / path.name).exists():
            shutil.copy(path, place.database / path.name)


def _restore_all(place: Place) -> None:
    shutil.rmtree(place.database)
    shutil.copytree(place.older, place.database)


def _linked(place: Place) -> None:
    path = place.file("CITES_0.*.bucket")
    path.rename(place.graph / "elsewhere")
    path.symlink_to("/dev/null")


DAMAGED: dict[str, Callable[[Place], object]] = {
    "noise in a bucket of edges": lambda p: _noise(p.file("CITES_0.*.bucket"), 30_000),
    "noise in a bucket of nodes": lambda p: _noise(p.file("Instrument%7EResolution_0.*.bucket")),
    "noise in the lists of incoming edges": lambda p: _noise(p.file("*in_edges*.bucket")),
    "noise in the index of ids": lambda p: _noise(p.file("*.umtidx")),
    "noise in the full-text index": lambda p: _noise(p.file("*.numtidx")),
    "noise in the dictionary": lambda p: _noise(p.file("dictionary*")),
    "noise in the schema": lambda p: _noise(p.file("schema.json")),
    "noise in the configuration": lambda p: _noise(p.file("configuration.json"), 2),
    "noise in the statistics": lambda p: _noise(p.file("statistics.json"), 0),
    "no limits in the configuration": lambda p: p.file("configuration.json").write_text('{"configuration":{}}'),
    "one bit": _flip_one_bit,
    "a truncated bucket": lambda p: os.truncate(p.file("CITES_0.*.bucket"), 40_000),
    "an empty bucket": lambda p: os.truncate(p.file("Instrument%7EResolution_0.*.bucket"), 0),
    "an empty index": lambda p: os.truncate(p.file("*.numtidx"), 0),
    "a truncated schema": lambda p: os.truncate(p.file("schema.json"), 500),
    "a truncated log of transactions": lambda p: os.truncate(p.file("last-tx-id.bin"), 3),
    "a deleted bucket": lambda p: p.file("CITES_0.*.bucket").unlink(),
    "a deleted index": lambda p: p.file("*.numtidx").unlink(),
    "a deleted schema": lambda p: p.file("schema.json").unlink(),
    "a deleted dictionary": lambda p: p.file("dictionary*").unlink(),
    "a deleted database": lambda p: shutil.rmtree(p.database),
    "a foreign file": lambda p: (p.database / "txlog_9.wal").write_bytes(b"\1" * 5000),
    "two buckets swapped": lambda p: _swap(p.file("CITES_0.*.bucket"), p.file("Instrument%7EResolution_0.*.bucket")),
    "a link in place of a bucket": _linked,
    "some files of an older copy": _restore_some,
    "an older copy": _restore_all,
}


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED.keys())
def test_damaged_files_are_noticed_before_anything_is_answered(place: Place, damage: Callable[[Place], object]) -> None:
    damage(place)
    with pytest.raises(EngineBroken):
        open_engine(place.settings.graph)
    assert embedded_damage(place.graph)


@some("noise in a bucket of edges", "noise in the full-text index", "a deleted schema", "an older copy")
def test_a_damaged_graph_is_made_anew(place: Place, name: str) -> None:
    DAMAGED[name](place)
    told = _answers_rightly(place)
    assert any("the graph is damaged" in line and "made anew from the library" in line for line in told), told


IN_DOUBT: dict[str, Callable[[Place], object]] = {
    "no marker": lambda p: (p.graph / "clean.json").unlink(),
    "half a marker": lambda p: os.truncate(p.graph / "clean.json", 100),
    "a marker of garbage": lambda p: (p.graph / "clean.json").write_bytes(os.urandom(300)),
    "a marker of another version": lambda p: _mark(p, version="1.0"),
    "a marker without a seal": lambda p: _mark(p, files=None),
    "no marker, and noise": lambda p: (DAMAGED["noise in a bucket of edges"](p), (p.graph / "clean.json").unlink()),
    "no marker, and noise in the full-text index": lambda p: (
        DAMAGED["noise in the full-text index"](p),
        (p.graph / "clean.json").unlink(),
    ),
    "no marker, and noise in the lists of incoming edges": lambda p: (
        DAMAGED["noise in the lists of incoming edges"](p),
        (p.graph / "clean.json").unlink(),
    ),
    "no marker, and a broken schema": lambda p: (DAMAGED["a truncated schema"](p), (p.graph / "clean.json").unlink()),
}


@some(
    "no marker, and noise",
    "no marker, and noise in the full-text index",
    "no marker, and noise in the lists of incoming edges",
    "no marker, and a broken schema",
)
def test_without_a_seal_the_graph_is_compared_with_the_library(place: Place, name: str) -> None:
    IN_DOUBT[name](place)
    told = _answers_rightly(place)
    assert any("not closed cleanly" in line or "the graph is damaged" in line for line in told), told


def _all_of_ours(place: Place) -> None:
    """Everything beside the database that one can spoil at once: none of it is needed to answer."""
    config = place.graph / "arcadedb" / "config"
    (config / "server-users.jsonl").write_bytes(b'{"name":"ro')
    (config / "server-groups.json").write_bytes(b"\0" * 50)
    (place.graph / "password").write_text("another one, and far too weak")
    (place.graph / "password").chmod(0o644)
    (place.graph / "linger").write_bytes(b"\xff\xfe nan")
    (place.graph / "schema.json").write_text('{"labels": 5}')
    (place.graph / "verified").write_text('{"started": 1}')
    running = {"pid": os.getpid(), "port": 9, "version": "1", "started": 1.0, "clean": True, "schema": None}
    (place.graph / "port.json").write_text(json.dumps(running))
    (place.graph / "owner.lock").write_text(str(os.getpid()))
    (place.database / ".DS_Store").write_bytes(b"a file manager's")


def _no_password(place: Place) -> None:
    (place.graph / "password").unlink()
    shutil.rmtree(place.graph / "arcadedb" / "config")


HARMLESS: dict[str, Callable[[Place], object]] = {
    "nothing": lambda p: None,
    "all of ours": _all_of_ours,
    "no password, no users": _no_password,
    "an empty password": lambda p: os.truncate(p.graph / "password", 0),
}


@pytest.mark.parametrize("damage", HARMLESS.values(), ids=HARMLESS.keys())
def test_what_is_not_the_database_harms_nothing(place: Place, damage: Callable[[Place], object]) -> None:
    damage(place)
    assert _answers_rightly(place) == []
    assert (place.graph / "password").stat().st_mode & 0o777 == 0o600


def test_damage_without_a_library_is_told_and_nothing_is_erased(place: Place) -> None:
    path = place.file("CITES_0.*.bucket")
    before = path.read_bytes()
    _noise(path)
    place.settings.library.rename(place.graph / "away")
    with pytest.raises(EngineBroken, match="no library") as broken, open_store(place.settings):
        pass
    assert path.name in str(broken.value)
    assert "RECALLING_LIBRARY" in str(broken.value)
    with Library.open(place.settings.library):
        pass
    with pytest.raises(EngineBroken, match="the library is empty"), open_store(place.settings):
        pass
    # Whoever puts the right file back is believed.
    path.write_bytes(before)
    (place.graph / "away").replace(place.settings.library)
    assert _answers_rightly(place) == []


def _answers_rightly(place: Place) -> list[str]:
    """Ask in every way that rests on other files: what was told meanwhile."""
    told: list[str] = []
    with (
        open_store(place.settings, progress=lambda phase, _done, _total, what: told.append(what)) as store,
        Library.open(place.settings.library) as library,
    ):
        assert store.engine.clean
        assert store.digest() == library_digest(library)
        assert store.read(BACKWARDS)[0]["count"] == COUNT - 1
        found = search(store, "question number 77")
        assert [hit.node.id for hit in found][:1] == ["A/RES/1/77"]
        with pytest.raises(RecallingError):  # the limits of the database are in force
            store.read("RETURN size(range(1, 2000000)) AS size")
    return [line for line in told if line]
