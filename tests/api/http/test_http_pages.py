"""Pages for people: nothing from elsewhere, nothing run, whatever a title or a search holds."""

from __future__ import annotations

import re

import httpx
import pytest
from playwright.sync_api import Page, Request

from graph.wording import ATTRIBUTION

PAGES = [
    "/",
    "/?q=artificial+intelligence",
    "/?q=%3Cscript%3Ealert(1)%3C/script%3E",
    "/?q=title",
    "/docs",
    "/problems/not-found",
]
_ADDRESS = re.compile(r'(?:src|href|action)="([^"]*)"')


@pytest.mark.parametrize("address", PAGES)
def test_pages_ask_this_server_alone_and_run_nothing(api: httpx.Client, address: str) -> None:
    answer = api.get(address)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert "<script" not in answer.text
    assert " style=" not in answer.text
    for target in _ADDRESS.findall(answer.text):
        assert target.startswith(("/", "#", "https://docs.un.org/")), target
    assert ATTRIBUTION in answer.text


def test_what_is_searched_for_and_found_stays_text(api: httpx.Client) -> None:
    text = api.get("/", params={"q": '"><img src=x onerror=alert(1)>'}).text
    assert "<img" not in text
    assert "&lt;img src=x onerror=alert(1)&gt;" in text


def test_the_first_page_says_what_is_loaded_and_where_to_go(api: httpx.Client) -> None:
    text = api.get("/").text
    assert re.search(r"<dt>citations</dt><dd>\d+</dd>", text)
    for target in (
        "/v1/instruments/A/RES/78/265/cites",
        "/v1/bodies/inter-agency-task-force-on-policing/co-chairs",
        "/v1/instruments/palermo-convention/protocols",
        "/v1/path?from=S/RES/2185&amp;to=S/RES/1325",
        "/v1/graph?around=A/RES/78/265&amp;format=html",
        "/docs",
        "/openapi.json",
    ):
        assert f'href="{target}"' in text
        assert api.get(target.replace("&amp;", "&")).status_code == 200


def test_results_are_links(api: httpx.Client) -> None:
    text = api.get("/", params={"q": "artificial intelligence"}).text
    assert 'href="/v1/instruments/A/RES/78/265"' in text
    assert 'href="/v1/instruments/A/RES/78/265/cited-by"' in text
    assert "Nothing found" in api.get("/", params={"q": "no such words at all"}).text


def test_the_documentation_has_every_address_and_problem(api: httpx.Client) -> None:
    text = api.get("/docs").text
    for path, methods in api.get("/openapi.json").json()["paths"].items():
        for method, operation in methods.items():
            assert f"{method.upper()}</span><code>{path}</code>" in text
            assert operation["summary"] in text
    assert 'href="/problems/not-found"' in text
    assert "<code>cited-by</code>" in text


@pytest.mark.parametrize("width", [390, 1200])
@pytest.mark.parametrize("address", ["/", "/?q=artificial", "/docs"])
def test_pages_in_a_browser(api: httpx.Client, page: Page, address: str, width: int) -> None:
    home = str(api.base_url).rstrip("/")
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(_url(request)))
    page.on("console", lambda message: said.append(message.text))
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(home + address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1
    assert all(url.startswith(home) for url in asked), asked
    assert said == []


def test_searching_with_the_keyboard(api: httpx.Client, page: Page) -> None:
    page.goto(str(api.base_url))
    page.get_by_label("A symbol, a name or words").fill("S/RES/1325 (2000)")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="S/RES/1325").first.wait_for()
    assert "1 result" in page.get_by_role("heading", level=2).inner_text()


def _url(request: Request) -> str:
    return request.url
