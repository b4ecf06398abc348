"""The nearest symbols of a wrong one."""

from __future__ import annotations

import random
import time

import pytest

from graph.symbols import nearest

KNOWN = frozenset(
    [f"A/RES/{session}/{number}" for session in range(31, 80) for number in range(1, 320)]
    + [f"A/{session}/{number}" for session in range(50, 80) for number in range(1, 1200, 2)]
    + [f"A/HRC/RES/{session}/{number}" for session in range(1, 60) for number in range(1, 40)]
    + [f"S/RES/{number}" for number in range(1, 2780)]
    + [f"S/2023/{number}" for number in range(1, 10000)]
    + ["A/RES/1514(XV)", "A/RES/217(III)A", "A/RES/75/251A", "A/RES/75/251B", "A/DEC/77/568", "A/78/L.49"]
    + ["FCCC/CP/2015/10/Add.1", "palermo-convention", "kyoto-protocol", "E/RES/2021/5", "S/PRST/2015/8"]
)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("A/RSE/78/265", "A/RES/78/265"),
        ("A/REZ/78/265", "A/RES/78/265"),
        ("78/265", "A/RES/78/265"),
        ("A/78/266", "A/RES/78/266"),
        ("A/RES/265/78", "A/RES/78/265"),
        ("E/RES/78/265", "A/RES/78/265"),
        ("A/HRC/RES/78/265", "A/RES/78/265"),
        ("A/RES/78/2655", "A/RES/78/255"),
        ("A/RES/178/265", "A/RES/78/265"),
        ("A/RES/75/251C", "A/RES/75/251"),
        ("A/RES/217(III)", "A/RES/217(III)A"),
        ("A/RES/1514(XVI)", "A/RES/1514(XV)"),
        ("S/RES/1325 (2001)", "S/RES/1325"),
        ("S/RES/13255", "S/RES/1255"),
        ("A/RES/77/568", "A/DEC/77/568"),
        ("A/78/L.94", "A/78/L.49"),
        ("FCCC/CP/2015/10/Add.2", "FCCC/CP/2015/10/Add.1"),
        ("S/2023/10001", "S/2023/1001"),
        ("palermo", "palermo-convention"),
        ("Kyoto Protocol", "kyoto-protocol"),
        ("palermo-convntion", "palermo-convention"),
        ("S/PRST/2015/80", "S/PRST/2015/8"),
    ],
)
def test_the_first_suggestion(text: str, first: str) -> None:
    assert nearest(text, KNOWN)[0] == first


@pytest.mark.parametrize("text", ["", "x", "hello world", "((((", "A/RES/78/" + "9" * 5000])
def test_nothing_is_suggested_for_nonsense(text: str) -> None:
    assert nearest(text, KNOWN) == []


def test_the_answer_does_not_depend_on_the_order_of_the_ids() -> None:
    shuffled = sorted(KNOWN)
    random.Random(7).shuffle(shuffled)
    for text in ("A/RES/78/2655", "S/2023/10001", "kyoto", "A/RES/75/25"):
        assert nearest(text, iter(shuffled)) == nearest(text, KNOWN) == nearest(text, sorted(KNOWN))
        assert len(nearest(text, KNOWN, limit=2)) <= 2
    assert nearest("A/RES/78/265", KNOWN, limit=0) == []


def test_it_is_fast_among_sixty_thousand() -> None:
    known = KNOWN | {f"E/{year}/{number}" for year in range(1980, 2024) for number in range(1, 400)}
    assert len(known) > 60_000
    for text in ("A/RES/78/2655", "S/2023/100010", "A/78/L.94", "no such name"):
        # Of the processor's time, and the best of three: other work on the machine is not ours.
        assert min(_timed(text, known) for _ in range(3)) < 0.05


def _timed(text: str, known: frozenset[str]) -> float:
    start = time.process_time()
    nearest(text, known)
    return time.process_time() - start
