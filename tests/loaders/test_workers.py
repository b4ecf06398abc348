"""Reading in a pool of processes: the same facts in the same order, and one file that kills its reader costs itself."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import textwrap
import time
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from akn_documents import link, page, preambular
from deadly_documents import Deadly

from graph.library import Library
from graph.projection import library_digest
from loaders import reading, workers
from loaders.pipeline import load
from loaders.readers import akn
from loaders.reading import outcome_of
from loaders.records import Nothing
from loaders.sources import Item, items
from loaders.time_limit import OutOfTimeError, lengthened, limited, off_the_clock

DOCUMENTS = 60


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "documents.zip"
    with zipfile.ZipFile(path, "w") as out:
        for number in range(1, DOCUMENTS + 1):
            words = f"its resolution {link(f'A/RES/79/{number}', f'79/{number}')},"
            out.writestr(f"A_RES_80_{number}_E.xml", page(f"A/RES/80/{number}", preambular("Recalling", words)))
        out.writestr("bad.xml", b"<html/>")
    return path


@pytest.fixture
def two_processes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(workers, "_processors", lambda: 2)
    yield
    assert not multiprocessing.active_children()


@pytest.mark.usefixtures("two_processes")
def test_a_pool_makes_the_same_library(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, int, str]] = []
    with Library.open(tmp_path / "a.sqlite") as pooled, Library.open(tmp_path / "b.sqlite") as alone:
        report = load(pooled, [archive], progress=lambda *told: seen.append(told))
        assert (report.read, len(report.rejects)) == (DOCUMENTS, 1)
        assert [done for done, _, _ in seen] == list(range(1, DOCUMENTS + 2))
        assert {total for _, total, _ in seen} == {DOCUMENTS + 1}
        monkeypatch.setattr(workers, "WORTH_A_POOL", 10_000)
        assert load(alone, [archive]) == report
        assert library_digest(pooled) == library_digest(alone)
        # The second time the pool finds nothing new.
        monkeypatch.setattr(workers, "WORTH_A_POOL", 1)
        again = load(pooled, [archive])
        assert (again.read, again.unchanged, again.changed_facts) == (0, DOCUMENTS, 0)


@pytest.mark.usefixtures("two_processes")
def test_outcomes_come_in_the_order_of_the_files(archive: Path) -> None:
    found = list(items([archive]))
    names = [outcome.name for outcome in workers.outcomes(found, len(found), lambda _: None)]
    assert names == [item.name for item in found]


@pytest.mark.usefixtures("two_processes")
def test_a_file_that_kills_its_reader_costs_only_itself(archive: Path) -> None:
    good = list(items([archive]))[:DOCUMENTS]
    found = [*good[:30], Deadly("deadly.xml"), *good[30:]]
    outcomes = list(workers.outcomes(found, len(found), lambda _: None))
    assert [outcome.name for outcome in outcomes] == [item.name for item in found]
    failed = [outcome for outcome in outcomes if outcome.problem and "A_RES" in outcome.name]
    assert failed == []
    assert "the process that read it died" in (outcomes[30].problem or "")


def test_a_file_that_takes_too_long(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def forever(_data: bytes, _name: str | None = None) -> list[object]:
        while True:
            with suppress(Exception):  # whatever a reader catches, its time is over
                "tide".upper()

    monkeypatch.setattr(reading, "SECONDS", 0.2)
    monkeypatch.setattr(akn, "read", forever)
    path = tmp_path / "one.xml"
    path.write_bytes(page())
    assert outcome_of(Item(str(path)), None).problem == "it takes longer than 0.2 seconds"


def test_a_file_that_was_given_more_time_is_told_all_that_it_had() -> None:
    with pytest.raises(OutOfTimeError, match=r"^it takes longer than 0\.3 seconds$"), limited(0.2):
        _lengthened_and_then_for_ever()
    with pytest.raises(OutOfTimeError, match=r"^it takes longer than 0\.2 seconds$"), limited(0.2):
        _compute(10)


def test_what_is_made_once_is_not_charged_to_a_file() -> None:
    begun = time.process_time()
    with pytest.raises(OutOfTimeError), limited(0.3):
        _made_once_and_then_for_ever()
    # The kernel's clock goes in steps of up to ten milliseconds.
    assert 0.7 <= time.process_time() - begun < 5


def _made_once_and_then_for_ever() -> None:
    with off_the_clock():
        _compute(0.5)
    _compute(10)


def _lengthened_and_then_for_ever() -> None:
    lengthened(0.1)
    _compute(10)


def _compute(seconds: float) -> None:
    over = time.process_time() + seconds
    while time.process_time() < over:
        "tide".upper()


def test_a_file_that_waits_for_a_busy_machine_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def late(_data: bytes, _name: str | None = None) -> list[object]:
        time.sleep(0.5)
        return [Nothing("it came late")]

    monkeypatch.setattr(reading, "SECONDS", 0.2)
    monkeypatch.setattr(akn, "read", late)
    path = tmp_path / "one.xml"
    path.write_bytes(page())
    assert outcome_of(Item(str(path)), None).problem is None


def test_a_file_that_needs_too_much_memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def greedy(_data: bytes, _name: str | None = None) -> list[object]:
        raise MemoryError

    monkeypatch.setattr(akn, "read", greedy)
    path = tmp_path / "one.xml"
    path.write_bytes(page())
    assert outcome_of(Item(str(path)), None).problem == "it needs more memory than one file may take"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the memory of a process")
def test_the_memory_of_a_reading_process_is_limited() -> None:
    program = textwrap.dedent("""
        from loaders.workers import _begin
        _begin(1 << 30)
        try:
            bytearray(2 << 30)
        except MemoryError:
            print("limited")
    """)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == "limited", done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is another thing on Windows")
def test_ctrl_c_ends_a_load_cleanly_and_leaves_no_process(archive: Path, tmp_path: Path) -> None:
    program = textwrap.dedent(f"""
        import os, signal
        from pathlib import Path
        from graph.library import Library
        from loaders import workers
        from loaders.pipeline import load
        workers._processors = lambda: 2
        def told(done, total, name):
            if done == 20:
                os.killpg(os.getpgrp(), signal.SIGINT)   # as a terminal does: to all that belong to it
        if __name__ == "__main__":
            with Library.open(Path({str(tmp_path / "library.sqlite")!r})) as library:
                try:
                    load(library, [Path({str(archive)!r})], progress=told)
                except KeyboardInterrupt:
                    print("interrupted", sum(1 for _ in library.sources()))
    """)
    script = tmp_path / "script.py"
    script.write_text(program)
    environment = {**os.environ, "PYTHONPATH": str(Path(workers.__file__).parent.parent)}
    # On a very busy machine the signal can come while processes are still being started, which ends in silence.
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, str(script)],
            capture_output=True, text=True, timeout=60, check=False, start_new_session=True, env=environment,
        )  # fmt: skip
        if done.stdout:
            break
    word, kept = done.stdout.split()
    # A few files are written together, and told when they are: all that were told are there.
    assert (word, int(kept) >= 20) == ("interrupted", True), done.stderr
    assert "Traceback" not in done.stderr
    with Library.open(tmp_path / "library.sqlite") as library:
        assert load(library, [archive]).unchanged == int(kept)
