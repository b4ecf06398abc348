"""Nodes and their neighbours over HTTP: addresses, redirects, evidence, pages."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from graph.vocabulary import vocabulary

AI = "/v1/instruments/A/RES/78/265"


def _all_pages(api: httpx.Client, address: str, limit: int) -> list[list[dict[str, Any]]]:
    pages: list[list[dict[str, Any]]] = []
    token: str | None = None
    while True:
        answer = api.get(address, params={"limit": limit, **({"next": token} if token else {})}).json()
        pages.append(answer["items"])
        token = answer["next"]
        if token is None:
            return pages


def test_an_instrument_with_its_relations_and_links(api: httpx.Client) -> None:
    answer = api.get(AI).json()
    assert answer["id"] == "A/RES/78/265"
    assert answer["label"] == "Resolution"
    assert answer["coverage"] == "full"
    assert answer["coverage_means"]
    relations = {r["relation"]: r for r in answer["relations"]}
    assert relations["cites"]["nodes"] == 4
    assert relations["cites"]["edges"] == 5
    assert answer["links"] == {
        "self": AI,
        "picture": "/v1/graph?around=A/RES/78/265&format=html",
        "published": "https://docs.un.org/en/A/RES/78/265",
    }
    for relation in relations.values():
        assert api.get(relation["href"]).status_code == 200


def test_every_relation_lists_as_many_as_the_node_says(api: httpx.Client) -> None:
    for address in (AI, "/v1/instruments/A/RES/75/251", "/v1/instruments/A/RES/70/1"):
        for relation in api.get(address).json()["relations"]:
            assert api.get(relation["href"]).json()["total"] == relation["nodes"], relation


def test_citations_in_the_order_of_the_text_with_their_evidence(api: httpx.Client) -> None:
    answer = api.get(f"{AI}/cites").json()
    assert [item["node"]["id"] for item in answer["items"]] == [
        "A/RES/70/1",
        "A/RES/217(III)A",
        "A/RES/77/320",
        "A/HRC/17/31",
    ]
    first, second = answer["items"][0]["edges"]
    assert (first["paragraph"], first["verb"], first["as_written"]) == ("PP1", "reaffirms", "70/1")
    assert (second["paragraph"], second["section"]) == ("OP6(k)", "operative")
    assert (first["from"], first["to"]) == ("A/RES/78/265", "A/RES/70/1")
    assert answer["of"]["coverage"] == "full"
    assert answer["next"] is None
    assert answer["total"] == 4


def test_direction_is_kept(api: httpx.Client) -> None:
    items = api.get("/v1/instruments/A/RES/70/1/cited-by").json()["items"]
    assert all(edge["to"] == "A/RES/70/1" for item in items for edge in item["edges"])
    assert all(edge["from"] == item["node"]["id"] for item in items for edge in item["edges"])


def test_drafts_only_when_asked_for(api: httpx.Client) -> None:
    def citing(**params: str) -> list[str]:
        return [item["node"]["id"] for item in api.get(f"{AI}/cited-by", params=params).json()["items"]]

    assert citing() == ["A/RES/78/311"]
    assert citing(drafts="true") == ["A/RES/78/311", "A/78/L.49"]


def test_what_cites_a_part_cites_the_whole_unless_not_asked_for(api: httpx.Client) -> None:
    whole = "/v1/instruments/A/RES/75/251/cited-by"
    (item,) = api.get(whole).json()["items"]
    assert item["edges"][0]["to"] == "A/RES/75/251B"
    assert api.get(whole, params={"parts": "false"}).json()["items"] == []


def test_bodies(api: httpx.Client) -> None:
    answer = api.get("/v1/bodies/inter-agency-task-force-on-policing/co-chairs").json()
    assert [item["node"]["id"] for item in answer["items"]] == ["dpo", "unodc"]
    assert {edge["as_of"] for item in answer["items"] for edge in item["edges"]} == {"2022-12-16"}


@pytest.mark.parametrize("limit", [1, 7, 20, 41, 500])
def test_pages_are_complete_and_stable(api: httpx.Client, limit: int) -> None:
    address = "/v1/instruments/A/RES/70/1/cited-by"
    pages = _all_pages(api, address, limit)
    ids = [item["node"]["id"] for page in pages for item in page]
    assert len(ids) == len(set(ids)) == 41
    assert all(len(page) == limit for page in pages[:-1])
    whole = api.get(address, params={"limit": 500}).json()["items"]
    assert [item for page in pages for item in page] == whole
    dates = [item["node"].get("adopted_on", "") for item in whole]
    assert dates == sorted(dates, reverse=True)


def test_the_next_page_is_linked_to(api: httpx.Client) -> None:
    answer = api.get("/v1/instruments/A/RES/70/1/cited-by", params={"limit": 40})
    following = api.get(answer.links["next"]["url"]).json()
    assert len(following["items"]) == 1
    assert following["next"] is None


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/v1/instruments/a/res/78/265", AI),
        ("/v1/instruments/A/RES/78/265/", AI),
        ("/v1/instruments/78/265", AI),
        ("/v1/instruments/A%2Fres%2F78%2F265?x=1&y=a%20b", f"{AI}?x=1&y=a%20b"),
        ("/v1/instruments/S/RES/1325%20(2000)", "/v1/instruments/S/RES/1325"),
        ("/v1/instruments/S/RES/1325(2000)/cited-by?limit=3", "/v1/instruments/S/RES/1325/cited-by?limit=3"),
        ("/v1/instruments/2030%20Agenda/cited-by", "/v1/instruments/A/RES/70/1/cited-by"),
        ("/v1/instruments/A/RES/217(III)%20A", "/v1/instruments/A/RES/217(III)A"),
        ("/v1/instruments/A/HRC/17/31/cited-by", "/v1/documents/A/HRC/17/31/cited-by"),
        ("/v1/instruments/unodc", "/v1/bodies/unodc"),
        ("/v1/bodies/UNODC", "/v1/bodies/unodc"),
        ("/v1/instruments/%E5%86%B3%E8%AE%AE1325(2000)", "/v1/instruments/S/RES/1325"),
    ],
)
def test_any_spelling_leads_to_the_canonical_address(api: httpx.Client, address: str, canonical: str) -> None:
    answer = api.get(address)
    assert answer.status_code == 308
    assert answer.headers["location"] == canonical
    assert api.get(canonical).status_code == 200


@pytest.mark.parametrize(
    "address",
    [AI, AI.replace("/RES/", "%2FRES%2F"), "/v1/instruments/A/RES/217(III)A", "/v1/instruments/A/RES/217%28III%29A"],
)
def test_the_canonical_address_does_not_redirect(api: httpx.Client, address: str) -> None:
    assert api.get(address).status_code == 200


def test_an_ambiguous_name_is_answered_with_what_it_can_be(api: httpx.Client) -> None:
    answer = api.get("/v1/instruments/55/17/cites")
    assert answer.status_code == 300
    assert answer.headers["content-type"] == "application/problem+json"
    candidates = answer.json()["candidates"]
    assert [c["id"] for c in candidates] == ["A/RES/55/17", "A/HRC/RES/55/17"]
    assert all(api.get(c["href"]).status_code == 200 for c in candidates)
    assert f'<{candidates[0]["href"]}>; rel="alternate"' in answer.headers["link"]


def test_an_unknown_symbol_is_answered_with_the_nearest(api: httpx.Client) -> None:
    answer = api.get("/v1/instruments/A/RES/78/256")
    assert answer.status_code == 404
    problem = answer.json()
    assert problem["type"] == "/problems/not-found"
    assert "A/RES/78/265" in problem["nearest"]


def test_a_misspelt_relation_is_not_taken_for_an_unknown_instrument(api: httpx.Client) -> None:
    problem = api.get(f"{AI}/citse").json()
    assert problem["status"] == 404
    assert problem["nearest"][0] == "cites"


@pytest.mark.parametrize(
    ("address", "said", "theirs"),
    [
        (f"{AI}/co-chairs", "An instrument has no 'co-chairs'", "protocols"),
        ("/v1/bodies/unodc/cites", "A body has no 'cites'", "co-chairs"),
    ],
)
def test_a_relation_that_such_a_node_cannot_have(api: httpx.Client, address: str, said: str, theirs: str) -> None:
    answer = api.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert said in answer.json()["detail"]
    assert theirs in answer.json()["remedy"]
    assert "Relations of" in answer.json()["remedy"]


def test_answers_hold_nothing_but_the_vocabulary(api: httpx.Client) -> None:
    def check_node(node: dict[str, Any]) -> None:
        known = set(vocabulary().nodes[node["base"]].properties)
        assert set(node) <= known | {"id", "base", "label", "coverage_means", "relations", "links"}

    def check_edge(edge: dict[str, Any]) -> None:
        shape = vocabulary().shapes[vocabulary().edges[edge["kind"]].shape]
        assert set(edge) <= set(shape) | {"kind", "from", "to"}

    for relation in api.get(AI).json()["relations"]:
        for item in api.get(relation["href"]).json()["items"]:
            check_node(item["node"])
            for edge in item["edges"]:
                check_edge(edge)
    check_node(api.get(AI).json())
