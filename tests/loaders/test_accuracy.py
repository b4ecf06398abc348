"""Our own measure of accuracy agrees with the independent one beside the corpus, figure by figure."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from loaders.accuracy.evaluation import Report, evaluated
from loaders.accuracy.extraction import extractions, number_of
from loaders.accuracy.extraction import key as document_of
from loaders.accuracy.gold import Key, Told, answers
from loaders.accuracy.lines import packed, unpacked
from loaders.accuracy.measure import held_out, judged, scored
from loaders.reading import records_of
from loaders.sources import items

ARCHIVES = (
    "ECOSOCresolutions/2022_English.zip",
    "GAdecisions/76_session_Arabic.zip",
    "GAresolutions/75session_Chinese.zip",
    "HRCresolutions/54session_French.zip",
    "HRCresolutions/55session_Russian.zip",
    "SCresolutions/2021_Spanish.zip",
    "SCresolutions/Not_adopted_English.zip",
)
"""Every body, six languages, resolutions and decisions and drafts: some 230 documents."""
SAME = {"precision": "precision", "recall": "recall", "opening": "verb", "section": "section", "number": "number"}
"""Our measures, and what the independent one calls them."""


@pytest.fixture(scope="module")
def score(corpus: Path, cannot_run: Callable[[str], NoReturn]) -> Path:
    """The folder of the independent measure."""
    found = corpus.parent / "score"
    if not (found / "score.py").is_file():
        cannot_run("no independent measure beside the corpus")
    return found


@pytest.fixture(scope="module")
def paths(corpus: Path) -> list[Path]:
    return [corpus / "unxml" / name for name in ARCHIVES]


@pytest.fixture(scope="module")
def gold(score: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The gold of these archives alone: a document that is missing would count as all missed."""
    kept = [one for one in unpacked(score / "gold-dev.jsonl.gz") if one["doc"].partition("!")[0] in ARCHIVES]
    path = tmp_path_factory.mktemp("gold") / "gold.jsonl.gz"
    path.write_bytes(packed((json.dumps(one, ensure_ascii=False) for one in kept), compress=True))
    return path


@pytest.fixture(scope="module")
def predictions(paths: list[Path], gold: Path) -> Path:
    """What the words say, as `recalling extract --ignore-links` writes it."""
    lines = [
        json.dumps({"doc": key, "citations": found.citations}, ensure_ascii=False)
        for key, found, _ in extractions(paths, links=False)
        if found.problem is None and not found.damaged
    ]
    path = gold.parent / "predictions.jsonl"
    path.write_bytes(packed(lines, compress=False))
    return path


@pytest.mark.parametrize("every", [False, True], ids=["strict", "all"])
def test_our_measure_gives_the_figures_of_the_independent_one(
    score: Path, paths: list[Path], gold: Path, predictions: Path, every: bool
) -> None:
    command = [sys.executable, score / "score.py", gold, predictions, "--json", *(["--all"] if every else [])]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    theirs = {(row["collection"], row["lang"]): row for row in told["rows"] if row["collection"] != "total"}
    ours = evaluated(paths, gold=gold, every=every).scores
    assert ours.keys() == theirs.keys()
    for group, row in theirs.items():
        mine = ours[group].as_json()
        assert (mine["documents"], mine["right"], mine["wrong"], mine["missed"]) == (
            *(row["docs"], row["tp"], row["fp"], row["fn"]),
        ), group
        assert {name: mine[name] for name in SAME} == {name: row[other] for name, other in SAME.items()}, group


def test_predictions_have_a_line_for_each_document_in_an_order_that_stays(paths: list[Path], gold: Path) -> None:
    one = [found for found in paths if "2022_English" in found.name]
    keys = [key for key, _, _ in extractions(one, links=False)]
    assert keys == [key for key, _, _ in extractions(one, links=False)] == sorted(keys)
    assert {key["doc"] for key in unpacked(gold) if "ECOSOC" in key["doc"]} == set(keys)


def test_a_folder_gives_the_way_within_it(tmp_path: Path, corpus: Path) -> None:
    whole = sorted((corpus / "samples" / "French").glob("*.xml"))[:2]
    (tmp_path / "deep").mkdir()
    for path in whole:
        (tmp_path / "deep" / path.name).write_bytes(path.read_bytes())
    assert [key for key, _, _ in extractions([tmp_path], links=True)] == [f"deep/{path.name}" for path in whole]
    assert [key for key, _, _ in extractions(whole, links=True)] == [path.name for path in whole]


def test_our_own_answer_key_and_the_independent_one_are_of_one_mind(paths: list[Path], gold: Path) -> None:
    """Where both trust a document, they tell the same targets: the two are made apart."""
    known = {one["doc"]: one for one in unpacked(gold)}
    trusted = same = 0
    for item in items(paths):
        (key, *more) = [answers(record, document_of(item, paths)) for record in records_of(item.read())]
        theirs = known[key.document]
        if theirs["strict"] and not theirs["borrowed"] and key.strict and not more:
            trusted += 1
            same += {one.target for one in key.citations} == set(theirs["targets"])
    assert trusted > 60
    assert same >= 0.98 * trusted


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("OP3", "3"),
        ("OP3(a)", "3"),
        ("sect.XVII/OP4", "4"),
        ("PP3", None),
        ("annex/art.2", None),
        ("OP12(b)(ii)", "12"),
    ],
)
def test_the_number_of_an_operative_paragraph(path: str, number: str | None) -> None:
    assert number_of(path) == number


@pytest.mark.parametrize(
    ("target", "known"),
    [
        ("S/RES/1325 (2000)", "S/RES/1325"),
        ("A/RES/217A(III)", "A/RES/217(III)"),
        ("A/RES/75/251B", "A/RES/75/251"),
        ("A/DEC/76/567", "A/DEC/76/567"),
        ("A/78/265", None),
        ("palermo-convention", None),
    ],
)
def test_what_answer_keys_know(target: str, known: str | None) -> None:
    assert judged(target) == known


def test_a_document_is_counted_by_its_distinct_targets() -> None:
    key = Key(
        *("folder/1.xml", "GA", "A/RES/80/1", "en"),
        (
            Told("A/RES/70/1", "preamble", "recalling", None),
            Told("A/RES/70/1", "operative", None, "3"),
            Told("S/RES/1325", "preamble", "noting", None),
        ),
    )
    found = [
        {"target": "A/RES/70/1", "section": "preamble", "verb": "Recalling,", "number": None},
        {"target": "A/RES/70/1", "section": "operative", "verb": None, "number": "4"},
        {"target": "A/RES/70/2", "section": "operative", "verb": None, "number": "4"},
        {"target": "A/RES/80/1", "section": "operative", "verb": None, "number": "4"},
        {"target": "A/78/265", "section": "operative", "verb": None, "number": "4"},
    ]
    score, errors = scored(key, found)
    assert (score.right, score.wrong, score.missed) == (1, 1, 1)
    assert (score.openings, score.sections, score.numbers) == ([1, 1], [2, 2], [0, 1])
    assert [(error.kind, error.target) for error in errors] == [("wrong", "A/RES/70/2"), ("missed", "S/RES/1325")]


def test_what_is_unsure_in_the_key_is_not_judged() -> None:
    key = Key("1.xml", "HRC", "A/HRC/RES/54/1", "en", (), frozenset({"46/14"}))
    found = [{"target": "A/RES/46/14"}, {"target": "A/HRC/RES/46/14"}, {"target": "A/RES/46/15"}]
    score, _ = scored(key, found)
    assert not key.strict
    assert (score.right, score.wrong, score.missed) == (0, 1, 0)


def test_works_are_held_out_by_their_symbols() -> None:
    share = sum(held_out(f"A/RES/{session}/{number}") for session in range(60, 80) for number in range(1, 301)) / 6000
    assert 0.28 < share < 0.32


def test_a_report_tells_the_held_out_works_apart(paths: list[Path], gold: Path) -> None:
    report: Report = evaluated(paths[:1], gold=gold, every=True)
    whole, held = report.scores["all", "en"], report.held_out["all", "en"]
    assert 0 < held.documents < whole.documents
