"""Damaged files: whatever is wrong with one, it is read or rejected with a reason, soon, and leaves nothing partial.

Each mutation has a seed, which is printed when it fails. A thousand on the corpus, or one again:
python tests/loaders/test_mutated.py --mutations 1000 [--first SEED]
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from akn_documents import adopted_at, footnote, link, operative, page, preambular, step, voting

from graph.library import Library
from graph.merge import RANKS
from loaders.reading import SECONDS, Outcome, outcome_of
from loaders.sources import Item, items

MUTATIONS = 150
FIRST = 20_260_000
"""The seed of the first mutation; the others follow."""

OWN = (
    page(
        preamble=preambular("Recalling", f"its resolution {link('A/RES/79/1', '79/1')},"),
        body=operative("1", "Decides", "to wait" + footnote("1", f"See {link('A/80/2', 'A/80/2')}.")),
        steps=step("draftResolution", "2025-09-01", "A/C.3/80/L.1", "Fiji and Peru (on behalf of the Group of 77)")
        + step("recommendedForAdoption", "2025-09-20", "A/80/409")
        + step("adopted", "2025-10-01", "A/80/PV.9"),
        voting=voting("adoptedRecordedVote", inFavour=("2", ["Fiji", "Peru"]), against=("1", ["Chad"])),
        conclusions=adopted_at("9th", "2025-10-01"),
    ),
    page(symbol="S/RES/2800 (2025)", body=operative("", "Authorizes", "the tide (2024) and 1325 (2000);")),
    page(
        symbol="A/DEC/80/402",
        kind="decision",
        steps=step("adopted", by="9th") + step("composition", "2025-10-01", "Human Rights Council", refers="Fiji"),
    ),
)

Mutation = Callable[[bytes, random.Random], bytes]


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def without_a_piece(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randint(1, 400) :]


def noise(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 60)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def twice(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    piece = data[start : start + chance.randint(1, 4000)]
    return data[:start] + piece * chance.randint(2, 20) + data[start:]


def swapped(data: bytes, chance: random.Random) -> bytes:
    first, second = sorted((chance.randrange(len(data)), chance.randrange(len(data))))
    size = chance.randint(1, 300)
    return data[:first] + data[second : second + size] + data[first:second] + data[second + size :]


def deep(data: bytes, chance: random.Random) -> bytes:
    at = data.find(b"<mainBody") + len(b"<mainBody>")
    times = chance.choice((50, 255, 3000))
    return data[:at] + b"<list><point>" * times + b"deep" + b"</point></list>" * times + data[at:]


def wrong_values(data: bytes, chance: random.Random) -> bytes:
    """Attributes and text with values that no form allows: numbers beyond all measure, digits of other scripts."""
    values = (b"", b"\xd9\xa1\xd9\xa2", b"9" * 5000, b"-1", b"\xf0\x9d\x9f\x97", b"A/RES/", b"0001-01-01", b"&#0;")
    parts = data.split(b'"')
    for _ in range(chance.randint(1, 12)):
        parts[chance.randrange(len(parts) // 2) * 2 + 1 if len(parts) > 2 else 0] = chance.choice(values)
    return b'"'.join(parts)


def other_encoding(data: bytes, chance: random.Random) -> bytes:
    return data.decode("utf-8", "replace").encode(chance.choice(("utf-16", "latin-1", "utf-7")), "replace")


def wrong_tags(data: bytes, chance: random.Random) -> bytes:
    names = (b"paragraph", b"container", b"p", b"step", b"count", b"docNumber", b"statement", b"meta", b"num", b"a")
    old, new = chance.sample(names, 2)
    return data.replace(b"</" + old + b">", b"</" + new + b">", chance.randint(1, 5))


WAYS: Sequence[Mutation] = (
    cut, without_a_piece, noise, twice, swapped, deep, wrong_values, other_encoding, wrong_tags,
)  # fmt: skip


def mutated(seed: int, originals: Sequence[tuple[str, bytes]]) -> tuple[str, bytes]:
    """The name and the bytes of a file that is damaged in one to three ways; the same for the same seed."""
    chance = random.Random(seed)
    name, data = chance.choice(originals)
    for way in chance.choices(WAYS, k=chance.randint(1, 3)):
        data = way(data, chance) or b" "
    return name, data


def trial(seed: int, originals: Sequence[tuple[str, bytes]], folder: Path, library: Library) -> Outcome:
    """Read a damaged file and load what comes of it. AssertionError, with the seed, for what must not be."""
    name, data = mutated(seed, originals)
    path = folder / Path(name.rpartition("!")[2]).name
    path.write_bytes(data)
    began = time.monotonic()
    outcome = outcome_of(Item(str(path)), None)
    assert time.monotonic() - began < SECONDS, f"mutation {seed} of {name} takes too long"
    before = library.counts()
    if outcome.problem is None:
        library.replace(outcome.name, outcome.contributions, digest=outcome.digest, rank=RANKS["text"])
        assert outcome.records > 0, f"mutation {seed} of {name} is read as nothing"
        library.remove(outcome.name)
    else:
        assert outcome.contributions == (), f"mutation {seed} of {name} is rejected and has facts"
        expected = not outcome.problem.startswith(
            ("KeyError", "TypeError", "AttributeError", "IndexError", "Assertion")
        )
        assert expected, f"mutation {seed} of {name} is a fault of ours: {outcome.problem}"
    after = library.counts()
    assert (after["sources"], after["claims"]) == (before["sources"], before["claims"]), f"mutation {seed} of {name}"
    path.unlink()
    return outcome


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.sqlite") as library:
        yield library


def test_mutated_documents_of_our_own(tmp_path: Path, library: Library) -> None:
    originals = [("A_RES_80_1_E.xml", OWN[0]), ("S_RES_2800_E.xml", OWN[1]), ("GA decision 80_402_E.xml", OWN[2])]
    outcomes = [trial(FIRST + number, originals, tmp_path, library) for number in range(MUTATIONS)]
    assert 10 < sum(outcome.problem is None for outcome in outcomes) < MUTATIONS


def test_mutated_documents_of_the_united_nations(corpus: Path, tmp_path: Path, library: Library) -> None:
    originals = some(corpus, 60, FIRST)
    outcomes = [trial(FIRST + number, originals, tmp_path, library) for number in range(MUTATIONS)]
    assert 10 < sum(outcome.problem is None for outcome in outcomes) < MUTATIONS


def some(corpus: Path, number: int, seed: int) -> list[tuple[str, bytes]]:
    """Real files of every collection and language, of 300 KB at most, the same for the same seed."""
    chance = random.Random(seed)
    found: list[tuple[str, bytes]] = []
    archives = sorted((corpus / "unxml").rglob("*.zip"))
    for archive in chance.sample(archives, min(len(archives), number)):
        item = chance.choice(list(items([archive])))
        data = item.read().data
        if 0 < len(data) < 300_000:
            found.append((item.name, data))
    return found


def _main() -> None:
    parser = argparse.ArgumentParser(description="Damages real files and reads them.")
    parser.add_argument("--mutations", type=int, default=1000)
    parser.add_argument("--first", type=int, default=FIRST)
    parser.add_argument("--corpus", type=Path, default=Path(__file__).resolve().parents[3] / "shared" / "corpus")
    asked = parser.parse_args()
    originals = some(asked.corpus, 100, FIRST)
    began = time.monotonic()
    rejected = slowest = 0.0
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "library.sqlite") as library:
        for seed in range(asked.first, asked.first + asked.mutations):
            start = time.monotonic()
            rejected += trial(seed, originals, Path(folder), library).problem is not None
            slowest = max(slowest, time.monotonic() - start)
    took = time.monotonic() - began
    print(f"{asked.mutations} mutations: {rejected:.0f} rejected, {took:.0f} s, the slowest {slowest:.1f} s")


if __name__ == "__main__":
    _main()
