from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.engines import GraphAddress
from graph.errors import BadSetting


@pytest.mark.parametrize("scheme", ["bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"])
def test_server_with_everything(scheme: str) -> None:
    address = GraphAddress.parse(f" {scheme}://db.example.org:7777?database=law ")
    assert address == GraphAddress(scheme=scheme, host="db.example.org", port=7777, database="law")
    assert address.url == f"{scheme}://db.example.org:7777"
    assert not address.embedded


def test_server_port_and_database_may_be_left_out() -> None:
    address = GraphAddress.parse("bolt://localhost/")
    assert (address.port, address.database) == (7687, None)
    assert str(address) == "bolt://localhost:7687"


def test_ipv6_host() -> None:
    assert GraphAddress.parse("bolt://[::1]:7688").url == "bolt://[::1]:7688"


def test_embedded_default_directory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("graph.engines.address.user_data_dir", lambda *_, **__: str(tmp_path))
    assert GraphAddress.parse("embedded:").path == tmp_path / "graph"


def test_embedded_path_is_made_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert GraphAddress.parse("embedded:~/law").path == tmp_path / "law"
    assert GraphAddress.parse("embedded:law").path == tmp_path / "law"
    assert GraphAddress.parse("embedded:/a?b#c d").path == Path("/a?b#c d")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "graph",
        "/var/lib/graph",
        "http://localhost:7474",
        "bolt+x://localhost",
        "bolt://",
        "bolt://:7687",
        "bolt://localhost:port",
        "bolt://localhost:70000",
        "bolt://[::1",
        "bolt://localhost/law",
        "bolt://localhost#law",
        "bolt://localhost?db=law",
        "bolt://localhost?database=",
        "bolt://localhost?database=a&database=b",
        "bolt://localhost?database=a/b",
        "embedded:~no-such-user-of-this-machine/graph",
        "embedded:a\0b",
    ],
)
def test_refused(text: str) -> None:
    with pytest.raises(BadSetting) as refused:
        GraphAddress.parse(text)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "text", ["bolt://neo4j:hunter2@localhost", "neo4j+s://:hunter2@h?database=x", "http://a:hunter2@localhost"]
)
def test_passwords_are_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(BadSetting) as refused:
        GraphAddress.parse(text)
    assert "hunter2" not in str(refused.value)


def test_userinfo_names_the_variables() -> None:
    with pytest.raises(BadSetting, match="RECALLING_USER and RECALLING_PASSWORD"):
        GraphAddress.parse("bolt://neo4j@localhost")


@given(
    st.sampled_from(["bolt", "neo4j+s"]),
    st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True),
    st.integers(1, 65535),
    st.none() | st.from_regex(r"[a-zA-Z][A-Za-z0-9.-]{0,20}", fullmatch=True),
)
def test_shown_and_read_again(scheme: str, host: str, port: int, database: str | None) -> None:
    address = GraphAddress(scheme=scheme, host=host, port=port, database=database)
    assert GraphAddress.parse(str(address)) == address


@given(st.text() | st.text().map("embedded:".__add__) | st.text().map("bolt://".__add__))
def test_any_text_is_an_address_or_a_bad_setting(text: str) -> None:
    try:
        address = GraphAddress.parse(text)
    except BadSetting as error:
        shown = str(error)
    else:
        shown = str(address)
        assert GraphAddress.parse(shown) == address
    assert "\n" not in shown or text.startswith("embedded:")
