"""Eight processes read while another loads: none meets an error or an instrument with a part of its citations."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

from akn_documents import link, page, preambular

from graph.engines import embedded_start, embedded_stop
from graph.library import Library
from graph.model import Citation, Instrument
from loaders import pipeline

READERS, DOCUMENTS = 8, 30
PROGRAM = (sys.executable, "-c", "from api.cli.main import main; main()")


def write_documents(folder: Path, paragraphs: int) -> list[Path]:
    """Documents that each cite twenty others in each of some paragraphs; those of before are overwritten."""
    folder.mkdir(exist_ok=True)
    for number in range(1, DOCUMENTS + 1):
        words = " and ".join(link(f"A/RES/79/{one}", f"79/{one}") for one in range(number, number + 20))
        text = page(f"A/RES/80/{number}", preambular("Recalling", words) * paragraphs, frbr=f"80-{number}")
        (folder / f"A_RES_80_{number}.xml").write_bytes(text)
    return sorted(folder.iterdir())


def citations(path: Path, files: list[Path]) -> dict[str, int]:
    """How many citations each instrument of some files has."""
    with Library.open(path) as library:
        assert not pipeline.load(library, files).rejects
        facts = list(library.facts())
    read = {fact.id for fact in facts if isinstance(fact, Instrument) and fact.coverage == "full"}
    counted = Counter(fact.start_at.id for fact in facts if isinstance(fact, Citation))
    return {id_: counted[id_] for id_ in read}


def test_eight_readers_beside_a_loader(tmp_path: Path, repository: Path) -> None:
    documents = tmp_path / "documents"
    before = citations(tmp_path / "one.sqlite", write_documents(documents, 2))
    after = citations(tmp_path / "two.sqlite", write_documents(documents, 3))
    assert all(before[id_] == 40 and after[id_] == 60 for id_ in before)
    (tmp_path / "expected.json").write_text(json.dumps({id_: [before[id_], after[id_]] for id_ in before}))
    environment = {
        **os.environ,
        "RECALLING_LIBRARY": str(tmp_path / "library.sqlite"),
        "RECALLING_GRAPH": f"embedded:{tmp_path / 'graph'}",
        "PYTHONPATH": str(repository),
    }
    embedded_start(tmp_path / "graph")
    reader = [sys.executable, str(Path(__file__).with_name("reading.py")), environment["RECALLING_GRAPH"]]
    reader += [str(tmp_path / "expected.json"), str(tmp_path / "stop")]
    readers = [
        subprocess.Popen(reader, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(READERS)
    ]
    try:
        for paragraphs in (2, 3, 2):  # new to the graph, then more, then fewer
            write_documents(documents, paragraphs)
            load = subprocess.run([*PROGRAM, "load", str(documents)], env=environment, capture_output=True, check=False)
            assert load.returncode == 0, load.stderr.decode()
    finally:
        (tmp_path / "stop").touch()
        answers = [process.communicate(timeout=120) for process in readers]
        embedded_stop(tmp_path / "graph")
    assert [process.returncode for process in readers] == [0] * READERS, answers
    assert all(int(told) > DOCUMENTS for told, _ in answers), answers
