"""The program as a whole: help, exit codes, what is loaded before the first line, interrupted pipes and keys."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from api.variables import VARIABLES, environment_name

COMMANDS = [
    ["load"], ["serve"], ["show"], ["cites"], ["cited-by"], ["mandate"], ["path"], ["search"], ["export"], ["query"],
    ["conflicts"], ["extract"], ["effects"], ["evaluate"],
    ["unload"], ["dataset", "info"], ["dataset", "sources"],
    ["db", "start"], ["db", "status"], ["db", "stop"], ["db", "rebuild"], ["db", "digest"],
]  # fmt: skip
PROGRAM = "from api.cli.main import main; main()"


def test_help_lists_commands_settings_and_exit_codes(recalling):
    result = recalling("--help")
    assert (result.code, result.err) == (0, "")
    for name in VARIABLES:
        assert environment_name(name) in result.out
    for command in COMMANDS:
        assert f"\n  {command[0]} " in result.out
    assert "Exit codes:" in result.out


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_each_command_has_an_example(recalling, command):
    result = recalling(*command, "--help")
    assert result.code == 0
    assert f"\n    recalling {' '.join(command)}" in result.out


@pytest.mark.parametrize(
    "words",
    [["shwo"], ["show"], ["search"], ["export", "png"], ["load", "--nonsense"], ["serve", "--port", "x"], ["db"]],
)
def test_wrong_use_is_exit_code_2_on_standard_error(recalling, words):
    result = recalling(*words)
    assert (result.code, result.out) == (2, "")
    assert "recalling" in result.err


def test_an_unknown_error_is_one_line_and_says_how_to_see_more(recalling, filled, monkeypatch):
    def broken(*_: object) -> None:
        raise KeyError("oh")

    monkeypatch.setattr("graph.queries.search.resolve", broken)
    result = recalling("show", "x", settings=filled)
    assert (result.code, result.out) == (2, "")
    assert result.err == "recalling: internal error, KeyError: 'oh'. See where with: recalling --debug show x\n"
    with pytest.raises(KeyError):
        recalling("--debug", "show", "x", settings=filled)


def test_an_interrupt_is_exit_code_130(recalling, filled, monkeypatch):
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("graph.queries.search.resolve", interrupted)
    result = recalling("show", "x", settings=filled)
    assert (result.code, result.out) == (130, "")
    assert "Traceback" not in result.err


def _python(repository: Path, code: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=repository,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_help_loads_nothing_that_is_slow(repository: Path):
    code = (
        "import sys; from api.cli.main import run; run(['--help'])\n"
        "print(*sorted({'pydantic', 'neo4j', 'rich', 'fastapi', 'yaml', 'lxml'} & set(sys.modules)), file=sys.stderr)"
    )
    assert _python(repository, code).stderr.strip() == ""


def test_show_loads_no_server_and_no_pictures(repository: Path, filled):
    code = (
        "import sys; from api.cli.main import run; run(['show', 'UNODC'])\n"
        "unwanted = {'fastapi', 'uvicorn', 'lxml', 'networkx', 'pyvis', 'jinja2', 'rich'}\n"
        "print(*sorted(unwanted & set(sys.modules)), file=sys.stderr)"
    )
    done = _python(repository, code, RECALLING_GRAPH=str(filled.graph), RECALLING_LIBRARY=str(filled.library))
    assert "task-force-on-policing" in done.stdout
    assert done.stderr.strip() == ""


def test_a_reader_that_goes_away_is_no_error(repository: Path, filled):
    variables = os.environ | {"RECALLING_GRAPH": str(filled.graph), "RECALLING_LIBRARY": str(filled.library)}
    command = [sys.executable, "-c", PROGRAM, "show", "UNODC"]
    with subprocess.Popen(
        command, cwd=repository, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(timeout=60) == 141


def test_a_terminal_without_unicode_gets_what_it_can_show(repository: Path, filled):
    done = _python(
        repository,
        PROGRAM,
        "show",
        "A/RES/77/241",
        "--json",
        RECALLING_GRAPH=str(filled.graph),
        RECALLING_LIBRARY=str(filled.library),
        PYTHONIOENCODING="ascii",
    )
    assert "polic\\u00eda" in done.stdout


def test_the_help_says_when_nothing_could_be_read(recalling):
    assert "nothing could be read" in recalling("--help").out
    assert "2 when nothing could be read" in " ".join(recalling("load", "--help").out.split())
