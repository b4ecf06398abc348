"""What one file says, read within limits of time and memory; whatever a hostile file does, it costs only itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from graph.errors import BadSource
from graph.library import Contribution, Passage, Written, content_digest
from graph.merge import RANKS
from graph.model import Edge, Node
from loaders.cited import named
from loaders.detect import Format, detect
from loaders.facts import facts
from loaders.facts.texts import own_node
from loaders.records import Broken, Found, Record, Remark, Slug, Stated
from loaders.sources import Item, Source, reason
from loaders.time_limit import OutOfTimeError, lengthened, limited

READING = 22
"""Raise it when a reader gives other facts for the same file: sources are then read again although unchanged."""
_BROKEN = ":with rejects"
SECONDS = 10.0
"""The time of a processor that one file may take; the slowest of the United Nations' takes less than one second."""
SECONDS_A_BYTE, MOST_SECONDS = 10 / 1024 / 1024, 150.0
"""What a table or another file of many records may take beside that, by its size: a row is no document."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: its facts, or why there are none (`problem`), or nothing new since it was loaded.

    `format` is what the file is, `broken` its records that could not be read, `passages` the words that are kept,
    `nothing` why a file that is well known holds nothing to load. `odd` is what was odd and was survived: kind and
    details.
    """

    name: str
    digest: str = ""
    contributions: tuple[Written, ...] = ()
    records: int = 0
    odd: tuple[tuple[str, str], ...] = ()
    unchanged: bool = False
    problem: str | None = None
    format: str = ""
    broken: tuple[Broken, ...] = ()
    passages: tuple[Passage, ...] = ()
    nothing: str | None = None


@dataclass
class _Contents:
    """What the findings of a file add up to."""

    contributions: list[Contribution] = field(default_factory=list[Contribution])
    odd: list[Remark] = field(default_factory=list[Remark])
    records: int = 0
    broken: list[Broken] = field(default_factory=list[Broken])
    passages: list[Passage] = field(default_factory=list[Passage])
    nothing: str | None = None

    def add(self, found: Found) -> None:
        """Add one finding, with the facts of a record."""
        if isinstance(found, Record):
            reading = facts(found)
            self._state(reading.contributions, reading.remarks, 1)
            if found.kept:
                self.passages += _passages(found)
        elif isinstance(found, Stated):
            self._state((*found.contributions, *_unstated(found.contributions)), found.remarks, found.records)
        elif isinstance(found, Broken):
            self.broken.append(found)
        else:
            self.nothing = found.why

    def _state(self, contributions: tuple[Contribution, ...], odd: Sequence[Remark], records: int) -> None:
        self.contributions += contributions
        self.odd += odd
        self.records += records


def outcome_of(item: Item, known: str | None) -> Outcome:
    """Read a file and make its facts. `known` is the digest with which it was loaded. It raises nothing but an end."""
    try:
        with limited(SECONDS):
            return _outcome(item.read(), known)
    except OutOfTimeError as error:
        return Outcome(item.name, problem=str(error))
    except MemoryError:
        return Outcome(item.name, problem="it needs more memory than one file may take")
    except Exception as error:
        return Outcome(item.name, problem=reason(error))


def called_in(digest: str | None) -> str | None:
    """What a document is called whose source was loaded with a digest, where that is not the name of its file."""
    parts = (digest or "").removesuffix(_BROKEN).split(":")
    return parts[2] if len(parts) == 3 else None


def records_of(source: Source) -> list[Record]:
    """The records in one file that can be read. Raises BadSource for what is none of a known format."""
    return [found for found in _found(source)[1] if isinstance(found, Record)]


def _found(source: Source) -> tuple[Format, list[Found]]:
    """The format of a file, and all that its reader finds. Raises BadSource."""
    if source.problem:
        raise BadSource(source.problem)
    if not source.data.strip():
        raise BadSource("the file is empty")
    format = detect(source.data, source.name)
    if format.many:
        lengthened(min(len(source.data) * SECONDS_A_BYTE, MOST_SECONDS))
    found = [_called(one, source.called) for one in format.read(source.data, source.name)]
    broken = [one for one in found if isinstance(one, Broken)]
    if broken and len(broken) == len(found):
        first = broken[0]
        raise BadSource(f"none of its {len(broken):,} records can be read; number {first.record}: {first.reason}")
    return format, found


def _called(found: Found, called: str | None) -> Found:
    """What was found; a document that is called by the name of its file, by another that tells it from its like."""
    if called and isinstance(found, Record) and isinstance(found.symbol, Slug):
        return replace(found, symbol=replace(found.symbol, id=called))
    return found


def _outcome(source: Source, known: str | None) -> Outcome:
    digest = f"{READING}:{content_digest(source.data)}{f':{source.called}' if source.called else ''}"
    # One with records that are rejected is read each time, so that they are told each time.
    if not source.problem and digest == known:
        return Outcome(source.name, digest, unchanged=True)
    format, found = _found(source)
    contents = _Contents()
    for one in found:
        contents.add(one)
    if not (contents.records or contents.broken or contents.nothing):
        raise BadSource(f"{format.name}, with no record in it")
    return Outcome(
        source.name,
        f"{digest}{_BROKEN}" if contents.broken else digest,
        # As they are kept, and not as facts: so much less goes from process to process, and is left to do there.
        contributions=tuple(one.written for one in contents.contributions),
        records=contents.records,
        odd=tuple((remark.kind, remark.detail) for remark in contents.odd),
        format=format.name,
        broken=tuple(contents.broken),
        passages=tuple(contents.passages),
        nothing=contents.nothing,
    )


def _unstated(contributions: Sequence[Contribution]) -> Iterator[Contribution]:
    """The States and bodies at the ends of edges that a file says nothing of: without them the edges lead nowhere."""
    facts = [contribution.fact for contribution in contributions]
    stated = {fact.ref for fact in facts if isinstance(fact, Node)}
    ends = dict.fromkeys(ref for fact in facts if isinstance(fact, Edge) for ref in (fact.start_at, fact.end_at))
    for ref in ends:
        if ref.base in ("State", "Body") and ref not in stated:
            yield Contribution(named(ref.base, ref.id), RANKS["cited"])


def _passages(record: Record) -> list[Passage]:
    owner = str(own_node(record).ref)
    return [Passage(owner, at, one.path, one.text) for at, one in enumerate(record.paragraphs, 1)]
