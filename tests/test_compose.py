"""docker-compose.yml: the compose specification accepts it, and nothing in it is open that should not be."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest
import yaml

Config = Callable[..., "subprocess.CompletedProcess[str]"]


def _answers(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="module")
def services(repository: Path) -> dict[str, dict[str, Any]]:
    return yaml.safe_load((repository / "docker-compose.yml").read_text())["services"]


@pytest.fixture
def config(repository: Path, tmp_path: Path, cannot_run: Callable[[str], NoReturn]) -> Config:
    """Runs `config` of the Compose that is there. It needs no engine, and checks against the specification's schema."""
    if program := shutil.which("docker-compose"):
        command = [program]
    elif (docker := shutil.which("docker")) and _answers([docker, "compose", "version"]):
        command = [docker, "compose"]
    else:
        cannot_run("no Docker Compose to check docker-compose.yml with (Debian: apt install docker-compose)")

    def run(password: str | None = "for-the-tests", text: str | None = None) -> subprocess.CompletedProcess[str]:
        # Away from the checkout, where a person's own .env would fill in the password.
        (tmp_path / "docker-compose.yml").write_text(text or (repository / "docker-compose.yml").read_text())
        environment = {name: value for name, value in os.environ.items() if not name.startswith("RECALLING_")}
        if password is not None:
            environment["RECALLING_PASSWORD"] = password
        return subprocess.run(
            [*command, "config"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    return run


def test_compose_accepts_it(config: Config) -> None:
    done = config()
    assert done.returncode == 0, done.stderr
    parsed = yaml.safe_load(done.stdout)
    assert parsed["services"].keys() == {"neo4j", "api"}
    assert parsed["services"]["neo4j"]["environment"]["NEO4J_AUTH"] == "neo4j/for-the-tests"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("healthcheck:", "healthchecks:"),
        ("condition: service_healthy", "condition: healthy"),
        ("mem_limit: 2g", "mem_limit: []"),
    ],
)
def test_compose_would_notice_a_mistake(repository: Path, config: Config, right: str, wrong: str) -> None:
    text = (repository / "docker-compose.yml").read_text()
    assert right in text
    assert config(text=text.replace(right, wrong)).returncode != 0


@pytest.mark.parametrize("password", [None, ""])
def test_without_a_password_nothing_starts_and_one_is_asked_for(config: Config, password: str | None) -> None:
    done = config(password)
    assert done.returncode != 0
    assert "set RECALLING_PASSWORD" in done.stderr


def test_every_port_is_published_on_loopback_alone(services: dict[str, dict[str, Any]]) -> None:
    for service in services.values():
        assert service["ports"]
        assert all(re.fullmatch(r"127\.0\.0\.1:\d+:\d+", port) for port in service["ports"])
        assert service.get("network_mode") != "host"


def test_no_password_is_written_down(services: dict[str, dict[str, Any]]) -> None:
    secrets = [
        value
        for service in services.values()
        for name, value in service["environment"].items()
        if re.search("AUTH|PASSWORD|SECRET|TOKEN", name)
    ]
    assert len(secrets) == 2
    assert all(re.fullmatch(r"(neo4j/)?\$\{RECALLING_PASSWORD:\?[^}]+\}", value) for value in secrets)


def test_each_service_is_bounded_watched_and_unprivileged(services: dict[str, dict[str, Any]]) -> None:
    for service in services.values():
        assert re.fullmatch(r"\d+[mg]", service["mem_limit"])
        assert service["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}
        assert "no-new-privileges:true" in service["security_opt"]
        assert not service.get("privileged")
        assert not [volume for volume in service["volumes"] if volume.startswith(("/", ".", "~"))]


def test_neo4j_fits_its_memory_limit(services: dict[str, dict[str, Any]]) -> None:
    settings, units = services["neo4j"]["environment"], {"m": 1, "g": 1024}
    heap, pages, limit = (
        int(size[:-1]) * units[size[-1]]
        for size in (
            settings["NEO4J_server_memory_heap_max__size"],
            settings["NEO4J_server_memory_pagecache_size"],
            services["neo4j"]["mem_limit"],
        )
    )
    # The virtual machine itself, its threads and Lucene want a quarter besides.
    assert heap + pages <= limit * 3 / 4


def test_the_api_waits_for_the_database_and_writes_only_to_its_volume(services: dict[str, dict[str, Any]]) -> None:
    api = services["api"]
    assert api["depends_on"]["neo4j"]["condition"] == "service_healthy"
    assert api["read_only"] is True
    assert api["cap_drop"] == ["ALL"]
    assert api["environment"]["RECALLING_LIBRARY"].startswith(api["volumes"][0].partition(":")[2])


def test_the_image_installs_from_the_lock_and_does_not_run_as_root(repository: Path) -> None:
    lines = (repository / "Dockerfile").read_text().splitlines()
    installs = [line for line in lines if "pip install" in line]
    assert installs == [
        "RUN pip install --require-hashes -r requirements.lock",
        "RUN pip install --no-build-isolation --no-deps .",
    ]
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users == ["10001"]
    assert max(map(lines.index, installs)) < lines.index("USER 10001")


def test_what_the_image_copies_is_not_ignored(repository: Path) -> None:
    kept = {line[1:] for line in (repository / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = {
        source
        for line in (repository / "Dockerfile").read_text().splitlines()
        if line.startswith("COPY ")
        for source in line.split()[1:-1]
    }
    assert copied == kept
