"""The list of instruments over HTTP: filters, order, pages."""

from __future__ import annotations

from typing import Any

import httpx
import pytest


def _ids(api: httpx.Client, **params: Any) -> list[str]:
    ids: list[str] = []
    token: str | None = None
    while True:
        asked = {**params, **({"next": token} if token else {})}
        answer = api.get("/v1/instruments", params={k.rstrip("_"): v for k, v in asked.items()})
        assert answer.status_code == 200, answer.text
        ids += [item["id"] for item in answer.json()["items"]]
        token = answer.json()["next"]
        if token is None:
            assert len(ids) == answer.json()["total"]
            return ids


def test_the_latest_first_and_unknown_dates_last(api: httpx.Client) -> None:
    items = api.get("/v1/instruments", params={"limit": 500}).json()["items"]
    keys = [(item.get("adopted_on", ""), item["id"]) for item in items]
    assert keys == sorted(sorted(keys, key=lambda k: k[1]), key=lambda k: k[0], reverse=True)
    assert keys[0][1] == "A/RES/99/1"
    assert "adopted_on" not in items[-1]
    assert "A/78/L.49" not in [item["id"] for item in items]


@pytest.mark.parametrize("limit", [1, 6, 50, 500])
def test_pages_are_complete(api: httpx.Client, limit: int) -> None:
    assert _ids(api, limit=limit) == _ids(api, limit=500)


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"body": "un-general-assembly"}, ["A/RES/78/311", "A/RES/78/265"]),
        ({"body": "UNGA", "to": "2024-03"}, ["A/RES/78/265"]),
        ({"body": "General Assembly", "subject": "artificial intelligence"}, ["A/RES/78/265"]),
        ({"subject": "1006229"}, ["A/RES/78/265"]),
        ({"kind": "treaty"}, ["palermo-convention", "trafficking-protocol"]),
        ({"kind": "Treaty", "coverage": "record"}, ["palermo-convention", "trafficking-protocol"]),
        ({"kind": "draft"}, ["A/78/L.49"]),
        ({"kind": "presidential-statement"}, []),
        ({"from_": "2024-03-21", "to": "2024-07-01"}, ["A/RES/78/311", "A/RES/78/265"]),
        ({"from_": "2024-03-11", "to": "2024-03-21", "drafts": True}, ["A/RES/78/265", "A/78/L.49"]),
        ({"from_": "2000", "to": "2000"}, ["S/RES/1325"]),
        ({"to": "2014"}, ["S/RES/2185", "S/RES/1325"]),
        ({"from_": "2044"}, ["A/RES/99/1"]),
    ],
)
def test_filters(api: httpx.Client, params: dict[str, Any], expected: list[str]) -> None:
    assert _ids(api, **params) == expected


@pytest.mark.parametrize(
    ("params", "status"),
    [
        ({"kind": "sonnet"}, 400),
        ({"from": "yesterday"}, 422),
        ({"to": "2024-13"}, 400),
        ({"body": "palermo-convention"}, 404),
        ({"body": "no such body at all"}, 400),
        ({"coverage": "some"}, 422),
        ({"limit": 0}, 422),
        ({"limit": 501}, 422),
        ({"next": "WzFd"}, 400),
        ({"next": "é" * 10}, 400),
        ({"next": "x" * 601}, 422),
        ({"next": "WyJcdWQ4MDAiLCJhIl0"}, 400),  # ["\ud800","a"]: a lone surrogate
    ],
)
def test_filters_that_are_none(api: httpx.Client, params: dict[str, Any], status: int) -> None:
    answer = api.get("/v1/instruments", params=params)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_another_lists_token_is_refused(api: httpx.Client) -> None:
    forward = api.get("/v1/instruments/A/RES/78/265/cites", params={"limit": 1}).json()["next"]
    assert api.get("/v1/instruments", params={"next": forward}).status_code == 400
