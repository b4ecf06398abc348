"""Damaged files of every format: each is read or refused with a reason, soon, and leaves nothing partial.

A thousand of each format, or some again: python tests/loaders/test_mutated_formats.py --mutations 1000 [--first SEED]
"""

from __future__ import annotations

import argparse
import io
import json
import random
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

if __name__ == "__main__":  # as a script the folders that tests share are not on the path
    sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parents[1] / "documents")]

from made_documents import ARTICLE, RESOLUTION, draft_fields, iso2709, marcxml, page, pdf, text, word

from loaders.reading import SECONDS, outcome_of
from loaders.sources import Item

MUTATIONS = 40
SLOW = 6
"""Mutations of formats for which each file takes a process of its own."""
FIRST = 20_270_000

_FACT = b'["Instrument","A/RES/80/%d",42,{"label":"Resolution","properties":{"title_en":"Tides","coverage":"full"}}]\n'
_EXTRACT = {"symbol": "A/RES/80/7", "title": "Tides", "adoption_date": "1 October 2025", "MS_in_favour": ["FIJI"]}

ORIGINALS: Mapping[str, Callable[[], bytes]] = {
    "text.txt": lambda: text(RESOLUTION),
    "text.md": lambda: b"# Lamps\n\n" + text(ARTICLE) + b"\n\n1. [one](https://undocs.org/A/RES/1/1)\n\n|a|b|\n|-|-|\n",
    "page.html": lambda: page(ARTICLE),
    "records.xml": lambda: marcxml([draft_fields(f"A/C.3/80/L.{number}") for number in range(1, 9)]),
    "records.mrc": lambda: iso2709([draft_fields(f"A/C.3/80/L.{number}") for number in range(1, 9)]),
    "extract.json": lambda: json.dumps(_EXTRACT).encode() * 6,
    "edges.csv": lambda: b"source,target,verb,paragraph\n" + b'A/RES/80/1,"S/RES/1325",recalls,PP1\n' * 20,
    "un_votes.csv": lambda: b"rcid,country,vote,unres\n" + b"1,Fiji,yes,A/RES/80/7\n" * 20,
    "18-12-a.csv": lambda: b'Participant,"Accession(a), Ratification"\nFiji,13 Jul 2011 a\nChad,2 Aug 2012\n',
    "facts.jsonl": lambda: b"".join(_FACT % number for number in range(20)),
    "article.docx": lambda: word(ARTICLE),
    "inside.docx": lambda: word(ARTICLE),
    "article.pdf": lambda: pdf(ARTICLE),
}
_SLOW = ("article.docx", "inside.docx", "article.pdf")
_SIGNS = (*(bytes([one]) for one in b'"\n,\x1d\x1e\x1f<>\0[{\\'), b"</", b"9" * 400, b"\xff\xfe")


def mutated(seed: int, original: bytes) -> bytes:
    """A file damaged in one to three ways; the same for the same seed."""
    chance = random.Random(seed)
    data = bytearray(original)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(data)) if data else 0
        way = chance.randrange(6)
        if way == 0:
            del data[at:]
        elif way == 1:
            del data[at : at + chance.randint(1, 300)]
        elif way == 2:
            for _ in range(chance.randint(1, 40)):
                if data:
                    data[chance.randrange(len(data))] = chance.randrange(256)
        elif way == 3:
            data[at:at] = data[at : at + chance.randint(1, 2000)] * chance.randint(1, 10)
        elif way == 4:
            data[at:at] = chance.choice(_SIGNS) * chance.choice((1, 1, 3, 500))
        else:
            data[:] = data[at:] + data[:at]
    return bytes(data)


def _mutated_inside(seed: int, original: bytes) -> bytes:
    """A Word file whose archive is whole, and the text in it damaged: damaged archives are never opened."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(original)) as whole, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as damaged:
        for name in whole.namelist():
            data = whole.read(name)
            damaged.writestr(name, mutated(seed, data) if name == "word/document.xml" else data)
    return made.getvalue()


def trial(seed: int, name: str, original: bytes, folder: Path) -> bool:
    """Read a damaged file; whether something was read. AssertionError, with the seed, for what must not be."""
    path = folder / name
    damage = _mutated_inside if name == "inside.docx" else mutated
    path.write_bytes(damage(seed, original) if seed % 20 else random.Random(seed).randbytes(3000))
    began = time.monotonic()
    outcome = outcome_of(Item(str(path)), None)
    assert time.monotonic() - began < 3 * SECONDS, f"mutation {seed} of {name} takes too long"
    if outcome.problem is None:
        assert outcome.records > 0 or outcome.nothing, f"mutation {seed} of {name} is read as nothing"
        return True
    assert outcome.contributions == (), f"mutation {seed} of {name} is rejected and has facts"
    ours = ("KeyError", "TypeError", "AttributeError", "IndexError", "Assertion", "Recursion", "UnicodeEncode", "Attr")
    assert not outcome.problem.startswith(ours), f"mutation {seed} of {name} is a fault of ours: {outcome.problem}"
    return False


@pytest.mark.parametrize("name", ORIGINALS)
def test_mutated_files_of_every_format(tmp_path: Path, name: str) -> None:
    original = ORIGINALS[name]()
    assert trial_whole(name, original, tmp_path)
    for seed in range(FIRST, FIRST + (SLOW if name in _SLOW else MUTATIONS)):
        trial(seed, name, original, tmp_path)


def trial_whole(name: str, original: bytes, folder: Path) -> bool:
    (folder / name).write_bytes(original)
    return outcome_of(Item(str(folder / name)), None).problem is None


def _main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Damages files of every format and reads them.")
    parser.add_argument("--mutations", type=int, default=1000)
    parser.add_argument("--first", type=int, default=FIRST)
    asked = parser.parse_args(arguments)
    for name, make in ORIGINALS.items():
        began, slowest, read = time.monotonic(), 0.0, 0
        with tempfile.TemporaryDirectory() as folder:
            for seed in range(asked.first, asked.first + asked.mutations):
                start = time.monotonic()
                read += trial(seed, name, make(), Path(folder))
                slowest = max(slowest, time.monotonic() - start)
        took = time.monotonic() - began
        print(f"{name}: {asked.mutations} mutations, {read} read, {took:.0f} s, the slowest {slowest:.1f} s")


if __name__ == "__main__":
    _main()
