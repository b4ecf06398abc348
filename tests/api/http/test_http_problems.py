"""Whatever is asked, the answer is what was asked for or a problem document, and nothing of what is inside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import httpx
import pytest

from api.http import problem_types
from api.http.guard import is_loopback
from api.http.keeper import Keeper
from api.http.limits import MAX_BODY
from api.settings import Settings
from graph import errors
from graph.store import Store

Serving = Callable[..., AbstractContextManager[httpx.Client]]

HOSTILE = [
    "/v1/instruments/" + "A" * 5000,
    "/v1/instruments/" + "%F0%9F%92%A9" * 400,
    "/v1/instruments/" + "/" * 300,
    "/v1/instruments/%00",
    "/v1/instruments/A/RES/78/265%00/cites",
    "/v1/instruments/%0d%0aSet-Cookie:x=1",
    "/v1/instruments/%ff%fe",
    "/v1/instruments/%ED%A0%80",
    "/v1/instruments/..%2F..%2Fetc%2Fpasswd",
    "/v1/instruments/../../../etc/passwd/cites",
    "/v1/instruments/%2F%2Fexample.org/cites",
    "/v1/instruments//example.org",
    "/v1/instruments/' OR 1=1 //",
    "/v1/instruments/`) DETACH DELETE n //",
    "/v1/instruments/cites",
    "/v1/instruments//cites",
    "/v1/instruments/?next=" + "x" * 700,
    "/v1/instruments/A/RES/78/265/cites?next=" + "W" * 600,
    "/v1/instruments/A/RES/78/265/cites?next=WzEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MCwieCJd",
    "/v1/instruments/A/RES/78/265/cites?next=WzEsIlx1ZDgwMCJd",
    "/v1/instruments/A/RES/78/265/cites?limit=99999999999999999999999",
    "/v1/instruments/A/RES/78/265/cites?limit=-1",
    "/v1/instruments/A/RES/78/265/cites?drafts=perhaps",
    "/v1/bodies/",
    "/v1/bodies/%20",
    "/v1/documents/..",
    "/v1/states/X%20Y%20Z/parties",
    "/v1/search",
    "/v1/search?q=",
    "/v1/search?q=%00",
    "/v1/search?q=" + "a" * 501,
    "/v1/search?q=" + "+".join(["a"] * 240),
    "/v1/search?q=%2B-%26%26%7C%7C!()%7B%7D%5B%5D%5E%22~*%3F%3A%5C%2F",
    "/v1/search?q=%ED%A0%80",
    "/v1/search?q=%E5%86%B3%E8%AE%AE",
    "/v1/search?q=<script>alert(1)</script>",
    "/v1/search?q=a&limit=0",
    "/v1/path",
    "/v1/path?from=&to=",
    "/v1/path?from=A/RES/78/265&to=%00",
    "/v1/path?from=A/RES/78/265&to=S/RES/9999",
    "/v1/path?from=A/RES/78/265&to=A/RES/70/1&max_steps=9",
    "/v1/path?from=A/RES/78/265&to=55/17",
    "/v1/graph",
    "/v1/graph?around=A/RES/1/1",
    "/v1/graph?around=A/RES/78/265&depth=5",
    "/v1/graph?around=A/RES/78/265&format=exe",
    "/v1/instruments?body=%00",
    "/v1/instruments?from=%E0%A5%A7%E0%A5%A7%E0%A5%A7%E0%A5%A7",
    "/v1/nothing",
    "/v2/instruments",
    "/problems/nothing",
    "/assets/..%2Fhome.html",
    "/assets/%2e%2e%2fapp.py",
    "//example.org/",
    "/redoc",
]


def _check(answer: httpx.Response) -> None:
    assert answer.status_code < 500, answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    if answer.status_code == 308:
        assert answer.headers["location"].startswith("/v1/")
        assert not answer.headers["location"].startswith("//")
    elif answer.status_code != 200:
        assert answer.headers["content-type"] == "application/problem+json"
        problem = answer.json()
        assert problem["status"] == answer.status_code
        assert problem["title"]
        assert (
            problem["type"] == "about:blank"
            or problem["type"].removeprefix("/problems/") in problem_types.PROBLEM_TYPES
        )
        assert not {"Traceback", "neo4j", "arcadedb"} & set(answer.text.split())


@pytest.mark.parametrize("address", HOSTILE)
def test_hostile_addresses(api: httpx.Client, address: str) -> None:
    _check(api.get(address))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"MATCH (n) RETURN n"',
        b'{"query": ""}',
        b'{"query": 1}',
        b'{"query": "RETURN 1", "params": []}',
        b'{"query": "RETURN 1", "limit": 0}',
        b'{"query": "RETURN 1", "surprise": true}',
        b"\xff\xfe",
        b'{"query": "RETURN $x AS x", "params": {"x": ' + b"[" * 20_000 + b"]" * 20_000 + b"}}",
    ],
)
def test_bodies_that_are_no_question(api: httpx.Client, body: bytes) -> None:
    answer = api.post("/v1/cypher", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422)
    _check(answer)


def test_another_type_of_body_is_refused(api: httpx.Client) -> None:
    body = b'{"query": "RETURN 1 AS one"}'
    _check(answer := api.post("/v1/cypher", content=body, headers={"Content-Type": "text/plain"}))
    assert answer.status_code == 422


def test_a_body_that_is_too_large(api: httpx.Client) -> None:
    body = b'{"query": "' + b"x" * MAX_BODY + b'"}'
    for content in (body, iter([body])):  # with its length said beforehand, and without
        answer = api.post("/v1/cypher", content=content, headers={"Content-Type": "application/json"})
        assert answer.status_code == 413
        _check(answer)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods(api: httpx.Client, method: str) -> None:
    answer = api.request(method, "/v1/instruments/A/RES/78/265")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET"
    _check(answer)


def test_head_answers_like_get_without_a_body(api: httpx.Client) -> None:
    for address in ("/v1/instruments/A/RES/78/265", "/", "/healthz", "/v1/instruments/A/RES/1/1"):
        get, head = api.get(address), api.head(address)
        assert head.status_code == get.status_code
        assert head.headers["content-length"] == get.headers["content-length"]
        assert head.content == b""


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "", "192.0.2.1"])
def test_a_rebound_name_is_refused(api: httpx.Client, host: str) -> None:
    answer = api.get("/v1/dataset", headers={"Host": host})
    assert answer.status_code == 421
    _check(answer)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1", "[::1]", "[::1]:8000"])
def test_own_names_are_welcome(api: httpx.Client, host: str) -> None:
    assert api.get("/healthz", headers={"Host": host}).status_code == 200


def test_what_listens_to_all_answers_all() -> None:
    assert is_loopback("127.0.0.1")
    assert is_loopback("::1")
    assert is_loopback("localhost")
    assert not is_loopback("0.0.0.0")
    assert not is_loopback("graph.example.org")


def test_other_sites_may_not_read(api: httpx.Client) -> None:
    answer = api.get("/v1/dataset", headers={"Origin": "https://example.org"})
    assert not [name for name in answer.headers if name.startswith("access-control-")]
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_every_problem_type_has_its_page(api: httpx.Client) -> None:
    for kind in problem_types.PROBLEM_TYPES.values():
        page = api.get(kind.uri)
        assert page.status_code == 200
        assert kind.title in page.text


def _errors(of: type[errors.RecallingError]) -> Iterator[type[errors.RecallingError]]:
    yield of
    for subclass in of.__subclasses__():
        yield from _errors(subclass)


@pytest.mark.parametrize("kind", list(_errors(errors.RecallingError)))
def test_statuses_are_those_of_the_tree(kind: type[errors.RecallingError]) -> None:
    error = errors.AmbiguousSymbol("x", candidates=[]) if kind is errors.AmbiguousSymbol else kind("x")
    assert problem_types.type_of(error).status == error.status


class _Broken(Keeper):
    """Has a mistake in it."""

    def store(self) -> Store:
        raise RuntimeError("a secret of the house")


@contextmanager
def _nothing(*_: object, **__: object) -> Iterator[Store]:
    raise errors.EngineUnavailable("nobody answers", where="bolt://inside.example:7687", remedy="/var/lib/inside")
    yield


def test_a_mistake_of_ours_is_a_problem_too(
    empty_home: Settings, serving: Serving, capfd: pytest.CaptureFixture[str]
) -> None:
    with serving(empty_home, _Broken(empty_home, prepare=_nothing, opened=_nothing)) as client:
        answer = client.get("/v1/dataset")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "secret" not in answer.text
    logged = capfd.readouterr().err
    assert "a secret of the house" in logged
    assert answer.json()["id"] in logged


@pytest.mark.parametrize(("host", "told"), [("127.0.0.1", True), ("0.0.0.0", False)])
def test_where_the_engine_is_is_told_on_this_machine_alone(
    empty_home: Settings, serving: Serving, host: str, told: bool
) -> None:
    class Gone(Keeper):
        def store(self) -> Store:
            raise errors.EngineRefused("wrong user or password", where="bolt://inside.example:7687")

    settings = empty_home.model_copy(update={"host": host})
    with serving(settings, Gone(settings, prepare=_nothing, opened=_nothing)) as client:
        answer = client.get("/v1/dataset")
    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    assert ("inside.example" in answer.text) is told


@pytest.mark.parametrize(
    "value",
    ["1000000000000000000000000000000", '"\\ud800"', "[" * 300 + "]" * 300, "1e400", "NaN", '{"": null}', "null"],
)
def test_parameters_that_an_engine_cannot_take(api: httpx.Client, value: str) -> None:
    body = f'{{"query": "RETURN $x AS x", "params": {{"x": {value}}}}}'
    _check(api.post("/v1/cypher", content=body, headers={"Content-Type": "application/json"}))
