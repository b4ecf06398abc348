"""The OpenAPI description is what the API does: every example is its answer, and every answer fits its schema."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import positive_data_acceptance

from api.http.openapi import examples
from api.settings import read_settings
from graph.engines import embedded_stop
from graph.queries.relations import relations
from graph.vocabulary import vocabulary

Serving = Callable[..., AbstractContextManager[httpx.Client]]
REFRESH = "RECALLING_REFRESH_EXAMPLES"
"""Set it to 1 to write the examples anew from what the API answers on the bundled dataset."""


@pytest.fixture(scope="module")
def bundled(
    tmp_path_factory: pytest.TempPathFactory,
    whole_dataset: Path,
    serving: Serving,
    until: Callable[[Callable[[], bool], float], None],
) -> Iterator[httpx.Client]:
    """The API on the dataset that comes with Recalling."""
    home = tmp_path_factory.mktemp("bundled")
    shutil.copytree(whole_dataset, home, dirs_exist_ok=True)
    settings = read_settings(
        graph=f"embedded:{home / 'graph'}", library=home / "library.sqlite", linger=0, log_level="error"
    )
    with serving(settings) as client:
        until(lambda: client.get("/readyz").json().get("doing") == "answering", 240)
        yield client
    embedded_stop(home / "graph")


@pytest.fixture(scope="module")
def description(bundled: httpx.Client) -> dict[str, Any]:
    return bundled.get("/openapi.json").json()


def _ask(client: httpx.Client, request: str | dict[str, Any], path: str) -> Any:
    answer = client.get(request) if isinstance(request, str) else client.post(path, json=request)
    assert answer.status_code == 200, answer.text
    return answer.json()


def _operations(description: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in description["paths"].items():
        for operation in methods.values():
            yield path, operation


def _validator(description: dict[str, Any], schema: dict[str, Any]) -> Any:
    return jsonschema_rs.Draft202012Validator({**schema, "components": description["components"]})


def test_examples_are_what_the_api_answers(
    bundled: httpx.Client, description: dict[str, Any], repository: Path
) -> None:
    paths = {operation["operationId"]: path for path, operation in _operations(description)}
    now = {
        id_: {**example, "answer": _ask(bundled, example["request"], paths[id_])} for id_, example in examples().items()
    }
    if os.environ.get(REFRESH) == "1":
        text = json.dumps(now, ensure_ascii=False, indent=1) + "\n"
        (repository / "api" / "http" / "examples.json").write_text(text, encoding="utf-8")
        return
    assert now == examples(), f"{REFRESH}=1 writes api/http/examples.json anew"


def test_examples_fit_their_schemas(description: dict[str, Any]) -> None:
    shown = 0
    for _, operation in _operations(description):
        content = operation["responses"]["200"]["content"].get("application/json", {})
        if "example" in content:
            shown += 1
            _validator(description, content.get("schema", {})).validate(content["example"])
    assert shown >= 15


def test_every_operation_is_described(description: dict[str, Any]) -> None:
    tags = {tag["name"] for tag in description["tags"]}
    ids: list[str] = []
    for path, operation in _operations(description):
        ids.append(operation["operationId"])
        assert operation["summary"], path
        assert operation["description"], path
        assert set(operation["tags"]) <= tags
        for parameter in operation.get("parameters", ()):
            assert parameter["description"], f"{path}: {parameter['name']}"
        for status, response in operation["responses"].items():
            assert response["description"]
            if status not in ("200", "308"):
                assert list(response["content"]) == ["application/problem+json"], f"{path}: {status}"
    assert len(ids) == len(set(ids))


def test_schemas_have_every_property_of_the_vocabulary(description: dict[str, Any]) -> None:
    components = description["components"]["schemas"]
    for term in vocabulary().nodes.values():
        assert set(term.properties) <= set(components["Node"]["properties"])
        assert set(term.properties) <= set(components["Overview"]["properties"])
    for shape in vocabulary().shapes.values():
        assert set(shape) <= set(components["Edge"]["properties"])


def test_answers_on_the_bundled_dataset_fit_their_schemas(bundled: httpx.Client, description: dict[str, Any]) -> None:
    schemas = {
        operation["operationId"]: operation["responses"]["200"]["content"]["application/json"]["schema"]
        for _, operation in _operations(description)
        if "schema" in operation["responses"]["200"]["content"].get("application/json", {})
    }
    asked = {
        "instruments": "/v1/instruments?limit=500",
        "instrument_neighbours": "/v1/instruments/A/RES/79/243/cites?limit=500",
        "subject_neighbours": "/v1/subjects/unbis-thesaurus-police/subject-of",
        "search": "/v1/search?q=security&limit=200",
        "path": "/v1/path?from=A/RES/78/265&to=S/RES/1373",
    }
    for id_, address in asked.items():
        answer = bundled.get(address, follow_redirects=True)
        if answer.status_code == 200:
            _validator(description, schemas[id_]).validate(answer.json())


def test_relations_of_the_description_are_those_of_the_vocabulary(bundled: httpx.Client) -> None:
    text = bundled.get("/docs").text
    for slug in relations():
        assert f"<code>{slug}</code>" in text


def test_any_request_is_answered_as_described(api: httpx.Client) -> None:
    """Schemathesis makes requests of the description, valid ones and others, and checks each answer against it."""
    url = str(api.base_url.join("/openapi.json"))
    for found in schemathesis.openapi.from_url(url).get_all_operations():
        assert isinstance(found, Ok), found
        operation = found.ok()

        # The plugin's own parametrization wants a schema before there is a server.
        @hypothesis_settings(
            max_examples=10,
            deadline=None,
            derandomize=True,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        )
        @given(case=operation.as_strategy())
        def check(case: schemathesis.Case) -> None:
            # Which names, dates and queries mean something is not said by a schema.
            case.call_and_validate(excluded_checks=[positive_data_acceptance], allow_redirects=False)

        check()
