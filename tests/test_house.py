"""The rules of the house that a program can check: locks, what files may name, imports, names and signs of modules."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import neo4j_maven
import pytest
import yaml
from importlinter.cli import lint_imports
from neo4j_release import LONG_TERM

PACKAGES = ("graph", "loaders", "viz", "api")
MEANINGLESS = {"base", "common", "helpers", "manager", "misc", "utils"}

# Put together here so that this file does not itself hold what it looks for.
HOSTS = [
    f"{name}.{domain}"
    for name, domain in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry.npmjs", "org"),
        ("repo1.maven", "org"),
        ("repo.maven.apache", "org"),
        ("deb.debian", "org"),
        ("proxy.golang", "org"),
        ("crates", "io"),
    )
]
SOMEBODYS_PATH = re.compile(r"(?<![\w.~$}])(?:/(?:home|root|Users|work)/|[A-Z]:\\+Users\\)")
REQUIREMENT = re.compile(r"^(?P<name>[a-z0-9][a-z0-9-]*)==(?P<version>\S+)(?P<marker> ; [^\\]+)? \\$", re.MULTILINE)


def _locked(path: Path) -> dict[str, str]:
    return {found["name"]: found["version"] for found in REQUIREMENT.finditer(path.read_text())}


def _normal(requirement: str) -> str:
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name is not None
    return re.sub(r"[-_.]+", "-", name[0]).lower()


@pytest.fixture(scope="module")
def project(repository: Path) -> dict[str, Any]:
    return tomllib.loads((repository / "pyproject.toml").read_text())["project"]


@pytest.fixture(scope="module")
def tracked(repository: Path, cannot_run: Callable[[str], NoReturn]) -> list[Path]:
    """The files of the checkout, those not yet added too."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        cannot_run("not a git checkout")
    return [path for name in listed.split("\0") if name and (path := repository / name).is_file()]


@pytest.fixture(scope="module")
def modules(repository: Path) -> list[Path]:
    return [path for package in PACKAGES for path in sorted((repository / package).rglob("*.py"))]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_no_host_and_pins_every_hash(repository: Path, name: str) -> None:
    text = (repository / name).read_text()
    assert "://" not in text
    assert not re.findall(r"^\s*--(?!hash=sha256:[0-9a-f]{64})\S+", text, re.MULTILINE)
    unhashed = re.findall(r"^[a-z0-9][^\n]*[^\\\n]$", text, re.MULTILINE)
    assert not unhashed


def test_the_locks_agree_and_hold_what_the_project_asks_for(repository: Path, project: dict[str, Any]) -> None:
    run, dev = _locked(repository / "requirements.lock"), _locked(repository / "requirements-dev.lock")
    assert run.items() <= dev.items()
    extras = project["optional-dependencies"]
    assert {_normal(item) for item in project["dependencies"] + extras["build"]} <= run.keys()
    assert {_normal(item) for item in extras["test"] + extras["dev"]} <= dev.keys()


def test_no_file_names_a_registry_or_somebodys_directory(repository: Path, tracked: list[Path]) -> None:
    found: list[str] = []
    for path in tracked:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # compressed data
        for number, line in enumerate(text.splitlines(), 1):
            if any(host in line for host in HOSTS) or SOMEBODYS_PATH.search(line):
                found.append(f"{path.relative_to(repository)}:{number}: {line.strip()[:120]}")
    assert not found


def test_imports_go_one_way(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = lint_imports(config_filename=str(repository / "pyproject.toml"), no_cache=True)
    assert code == 0, capsys.readouterr().out


def test_modules_say_what_they_are_for(repository: Path, modules: list[Path]) -> None:
    silent = [
        str(path.relative_to(repository))
        for path in modules
        if (text := path.read_text(encoding="utf-8")).strip() and not ast.get_docstring(ast.parse(text))
    ]
    assert not silent


def test_no_module_is_called_nothing_in_particular(repository: Path, modules: list[Path]) -> None:
    names = {str(path.relative_to(repository)): {path.stem, path.parent.name} for path in modules}
    assert not [path for path, used in names.items() if used & MEANINGLESS]


def test_one_release_of_neo4j_everywhere(repository: Path) -> None:
    compose = yaml.safe_load((repository / "docker-compose.yml").read_text())
    assert f"<neo4j.version>{LONG_TERM.version}</neo4j.version>" in neo4j_maven.POM.read_text()
    assert f"neo4j:{LONG_TERM.version.rpartition('.')[0]}-community" == LONG_TERM.image
    assert LONG_TERM.image == compose["services"]["neo4j"]["image"]


def test_the_citation_file_is_of_this_version(repository: Path, project: dict[str, Any]) -> None:
    citation = yaml.safe_load((repository / "CITATION.cff").read_text())
    assert citation["cff-version"] == "1.2.0"
    assert citation["version"] == project["version"]
    assert citation["license"] == project["license"]
    assert all(citation[name] for name in ("title", "message", "authors"))
