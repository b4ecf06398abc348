"""Surveys a corpus, file by file in several processes: the works in each file, and what became of its hyperlinks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graph.model import Instrument
from loaders.coverage.links import FOLLOWED, Traced, traced
from loaders.facts.texts import own_node
from loaders.readers.akn.names import named
from loaders.reading import records_of
from loaders.sources import Item, items, reason
from loaders.workers import worked

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Work:
    """A text in a file: its symbol, what it is, when it was adopted or voted on, and whether it was recovered."""

    id: str
    label: str
    year: str
    damaged: bool


@dataclass(frozen=True, slots=True)
class Surveyed:
    """A file: the collection that it lies in, its language, the symbol in its name, its texts, its hyperlinks."""

    name: str
    collection: str
    named: str
    language: str = ""
    works: tuple[Work, ...] = ()
    fates: tuple[tuple[str, int], ...] = ()
    noted: tuple[Traced, ...] = ()
    elsewhere: int = 0
    problem: str = ""


@dataclass
class Survey:
    """All files of a corpus."""

    files: list[Surveyed] = field(default_factory=list[Surveyed])

    def works(self) -> dict[str, Work]:
        """Each work once, by its symbol: as its English text has it, where there is one."""
        found: dict[str, Work] = {}
        for file in sorted(self.files, key=lambda one: (one.language != "en", one.name)):
            for work in file.works:
                known = found.get(work.id)
                if known is None or (known.year == "unknown" and work.year != "unknown"):
                    found[work.id] = work
        return found

    def fates(self) -> dict[str, Counter[str]]:
        """How many hyperlinks to a symbol came to which end, by language."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for file in self.files:
            found[file.language].update(dict(file.fates))
        return dict(sorted(found.items()))


def survey(paths: Sequence[Path], *, progress: Progress | None = None) -> Survey:
    """Read all files of a corpus. Raises BadSource like `loaders.sources.items`."""
    found = list(items(paths))
    result = Survey()
    for done, file in enumerate(worked(found, len(found), surveyed, _lost), 1):
        result.files.append(file)
        if progress:
            progress(done, len(found), file.name)
    return result


def surveyed(item: Item) -> Surveyed:
    """Read one file. It raises nothing but an end."""
    try:
        source = item.read()
        records = records_of(source)
        links, elsewhere = traced(source.data, records)
    except Exception as error:
        return _lost(item, reason(error))
    nodes = [own_node(record) for record in records]
    return Surveyed(
        name=_short(item),
        collection=_collection(item),
        named=_named(item),
        language=records[0].language,
        works=tuple(
            Work(node.id, node.label or "", _year(node), record.damaged)
            for node, record in zip(nodes, records, strict=True)
        ),
        fates=tuple(Counter(link.fate for link in links).items()),
        noted=tuple(link for link in links if link.fate not in FOLLOWED),
        elsewhere=elsewhere,
    )


def _year(node: object) -> str:
    year = node.year if isinstance(node, Instrument) else None
    return str(year) if year else "unknown"


def _lost(item: Item, problem: str) -> Surveyed:
    return Surveyed(_short(item), _collection(item), _named(item), problem=problem)


def _named(item: Item) -> str:
    """The symbol in the name of a file, with the letter of a part where it has one."""
    said = named(item.name)
    if said is None:
        return ""
    return said.symbol.with_part(said.letters).id if len(said.letters) == 1 else said.symbol.id


def _short(item: Item) -> str:
    """The name of a file without the place of the corpus."""
    return (item.member or item.path).rpartition("/")[2]


def _collection(item: Item) -> str:
    """The folder and the session or years of an archive, without its language: `GAresolutions 75session`."""
    path = Path(item.path)
    return f"{path.parent.name} {path.stem.rpartition('_')[0]}" if item.member else path.parent.name


def odd_files(files: Iterable[Surveyed]) -> list[tuple[str, str]]:
    """The files that are not one text of the symbol in their name, each with what it is instead."""
    found: list[tuple[str, str]] = []
    seen: dict[tuple[str, str], str] = {}
    for file in files:
        ids = [work.id for work in file.works]
        if file.problem:
            found.append((file.name, f"rejected: {file.problem}"))
        elif len(ids) > 1:
            found.append((file.name, f"{ids[0]} in {len(ids) - 1} parts"))
        elif not file.named:
            found.append((file.name, f"no symbol in its name; holds {ids[0]}"))
        elif ids[0] != file.named:
            found.append((file.name, f"named {file.named}, holds {ids[0]}"))
        for id_ in ids:
            if other := seen.get((file.language, id_)):
                found.append((file.name, f"{id_} in {file.language} once more, as in {other}"))
            seen.setdefault((file.language, id_), file.name)
    return found
