"""A load that is killed loses nothing that it acknowledged, and the next one ends as if nothing had happened."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import NoReturn

import pytest
from kills import Trials
from neo4j_maven import UnavailableError
from neo4j_server import serving


@pytest.fixture(scope="module")
def trials(tmp_path_factory: pytest.TempPathFactory) -> Trials:
    """What the trials share, with a guess at how long a load takes: `make endurance` looks."""
    return Trials(tmp_path_factory.mktemp("kills"), None, usual=4.0)


@pytest.mark.parametrize("victim", ["loader", "child"])
def test_a_killed_load_is_resumed(trials: Trials, victim: str) -> None:
    trials.run(time.time_ns() % 100_000, victim)


def test_a_load_into_a_server_that_is_killed_is_resumed(trials: Trials, cannot_run: Callable[[str], NoReturn]) -> None:
    with ExitStack() as stack:
        try:
            trials.neo4j = stack.enter_context(serving())
        except UnavailableError as error:
            cannot_run(str(error))
        trials.run(time.time_ns() % 100_000, "neo4j")
