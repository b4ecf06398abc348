"""Settings: where they are read from, what comes first, and what a wrong one is answered with."""

from __future__ import annotations

import math
import os
from pathlib import Path

import pytest

from api.settings import Settings, read_settings
from api.variables import VARIABLES, environment_name
from graph.errors import BadSetting


@pytest.fixture(autouse=True)
def nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty working directory and no variables of ours."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("RECALLING_")]:
        monkeypatch.delenv(name)


def test_without_anything_set_all_is_local():
    settings = read_settings()
    assert settings.graph.embedded
    assert settings.graph.path == settings.library.parent / "graph"
    assert (settings.host, settings.port, settings.linger) == ("127.0.0.1", 8000, 60)
    assert settings.user is None
    assert settings.password is None


def test_every_setting_has_words_for_people_and_the_other_way_round():
    assert set(Settings.model_fields) == set(VARIABLES)
    for name, field in Settings.model_fields.items():
        assert field.description == str(VARIABLES[name])


@pytest.mark.parametrize("name", ["host", "port", "linger", "log_level", "log_format"])
def test_the_default_told_is_the_default(name: str):
    assert VARIABLES[name].default == f"{getattr(read_settings(), name):{'g' if name == 'linger' else ''}}"


def test_order_is_option_then_environment_then_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / ".env").write_text("RECALLING_PORT=1\nRECALLING_HOST=one\nRECALLING_USER=один\nOTHER=1\n", "utf-8")
    monkeypatch.setenv("RECALLING_PORT", "2")
    monkeypatch.setenv("RECALLING_HOST", "two")
    settings = read_settings(port=3, host=None)
    assert (settings.port, settings.host, settings.user) == (3, "two", "один")


def test_an_empty_variable_is_one_that_is_not_set(monkeypatch: pytest.MonkeyPatch):
    for name in VARIABLES:
        monkeypatch.setenv(environment_name(name), "")
    assert read_settings() == read_settings()
    assert read_settings().password is None


def test_a_password_shows_nowhere(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("RECALLING_PASSWORD", "very secret")
    settings = read_settings()
    assert settings.password is not None
    assert settings.password.get_secret_value() == "very secret"
    assert "very secret" not in f"{settings!r} {settings} {settings.model_dump_json(exclude={'graph'})}"


@pytest.mark.parametrize(("text", "seconds"), [("0", 0), ("2.5", 2.5), ("forever", math.inf), ("inf", math.inf)])
def test_linger(monkeypatch: pytest.MonkeyPatch, text: str, seconds: float):
    monkeypatch.setenv("RECALLING_LINGER", text)
    assert read_settings().linger == seconds


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("graph", "http://localhost"),
        ("graph", "bolt://neo4j:hidden@localhost"),
        ("graph", "bolt://localhost:x"),
        ("library", "~nobody-of-that-name/library.sqlite"),
        ("port", "eighty"),
        ("port", "65536"),
        ("linger", "-1"),
        ("linger", "nan"),
        ("log_level", "loud"),
        ("autoload", "perhaps"),
    ],
)
def test_a_wrong_value_is_one_line_that_names_the_variable(monkeypatch: pytest.MonkeyPatch, name: str, value: str):
    monkeypatch.setenv(environment_name(name), value)
    with pytest.raises(BadSetting) as caught:
        read_settings()
    said = str(caught.value)
    assert said.startswith(environment_name(name))
    assert "\n" not in said
    assert "hidden" not in said
    assert "input" not in said.lower()
    assert "parse" not in said


def test_a_wrong_value_is_told_in_plain_words():
    with pytest.raises(BadSetting, match=r"^RECALLING_PORT='65536': a whole number from 0 to 65535 is wanted\. "):
        read_settings(port="65536")


def test_a_file_that_is_no_text(tmp_path: Path):
    (tmp_path / ".env").write_bytes(b"RECALLING_PORT=\xff\xfe\n")
    with pytest.raises(BadSetting, match=r"\.env: the settings cannot be read"):
        read_settings()
