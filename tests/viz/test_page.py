"""The page in a browser without a network: it calls nobody, runs nothing of the data, and does what it says."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html
from playwright.sync_api import ConsoleMessage, Dialog, Page, Request, expect

from graph.model import Ref
from graph.queries.results import Neighbourhood
from graph.wording import ATTRIBUTION
from viz import export
from viz.layout import place
from viz.picture import picture

DRAWN = """() => {
  const canvas = document.querySelector("#picture canvas");
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  const colours = new Set();
  for (let i = 0; i < pixels.length; i += 4) colours.add(pixels[i] << 16 | pixels[i + 1] << 8 | pixels[i + 2]);
  return colours.size;
}"""

HASH = """() => {
  const canvas = document.querySelector("#picture canvas");
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  return pixels.reduce((hash, value) => (hash * 31 + value) | 0, 7);
}"""


class Opened:
    """A page with the picture in it, and what it asked for and complained about."""

    def __init__(self, page: Page, path: Path, neighbourhood: Neighbourhood) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.context.set_offline(True)
        page.context.on("request", self._asked)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", self._interrupted)
        page.emulate_media(reduced_motion="reduce")
        file = path / "picture.html"
        file.write_bytes(export(neighbourhood, "html"))
        self.url = file.as_uri()
        page.goto(self.url)
        page.wait_for_selector("#picture canvas")
        self.positions = place(picture(neighbourhood))

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)

    def _interrupted(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _said(self, message: ConsoleMessage) -> None:
        self.complaints.append(message.text)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a position of the layout is on the screen, with the centre in the middle at full size."""
        self.page.click("#centre")
        self.page.evaluate("() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))")
        box = self.page.locator("#picture canvas").bounding_box()
        assert box is not None
        return box["x"] + box["width"] / 2 + x, box["y"] + box["height"] / 2 + y

    def tooltip_at(self, x: float, y: float) -> str:
        """What the tooltip says at a position of the layout."""
        left, top = self.point(x, y)
        self.page.mouse.move(left - 1, top)
        self.page.mouse.move(left, top)
        tooltip = self.page.locator(".vis-tooltip")
        tooltip.wait_for(state="visible")
        return tooltip.inner_text()


@pytest.fixture
def opened(page: Page, tmp_path: Path, neighbourhood: Neighbourhood) -> Opened:
    return Opened(page, tmp_path, neighbourhood)


def test_it_asks_nobody_and_complains_of_nothing(opened: Opened) -> None:
    opened.point(0, 0)

    assert opened.requests == [opened.url]
    assert opened.complaints == []


def test_it_opens_at_its_beginning(page: Page, tmp_path: Path, neighbourhood: Neighbourhood) -> None:
    page.set_viewport_size({"width": 1000, "height": 400})
    Opened(page, tmp_path, neighbourhood)
    page.wait_for_timeout(200)

    assert page.evaluate("[document.activeElement.tagName, scrollY]") == ["BODY", 0]


def test_the_picture_is_drawn(opened: Opened) -> None:
    assert opened.page.evaluate(DRAWN) > 50


def test_hostile_text_stays_text(page: Page, tmp_path: Path, hostile: Neighbourhood) -> None:
    opened = Opened(page, tmp_path, hostile)
    title = hostile.nodes[0].id

    assert opened.complaints == []
    assert opened.requests == [opened.url]
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 3
    assert page.locator("h1").text_content() == title
    assert page.title().startswith(title.split("\u2028")[0])
    assert page.locator("#nodes tbody th").first.text_content() == title
    assert title in (page.locator("#relations tbody tr").first.text_content() or "")
    assert title in (page.locator("#details").text_content() or "")
    tooltip = opened.tooltip_at(0, 0)
    assert "<img src=x onerror=alert(1)>" in tooltip
    assert page.locator(".vis-tooltip *:not(br)").count() == 0
    assert page.evaluate(DRAWN) > 20


def test_only_web_addresses_are_links(hostile: Neighbourhood, neighbourhood: Neighbourhood) -> None:
    for around in (hostile, neighbourhood):
        page = lxml_html.document_fromstring(export(around, "html").decode())
        outward = [link for link in page.iter("a") if not (link.get("href") or "").startswith("#")]
        assert outward
        for link in outward:
            assert (link.get("href") or "").startswith("https://")
            assert (link.get("rel"), link.get("target")) == ("noopener noreferrer", "_blank")
        content = json.loads(page.get_element_by_id("network").text or "")
        assert all(node["url"].startswith("https://") for node in content["nodes"] if "url" in node)


def test_the_policy_allows_nothing_but_what_is_inside(neighbourhood: Neighbourhood) -> None:
    page = lxml_html.document_fromstring(export(neighbourhood, "html").decode())
    [policy] = [meta.get("content") or "" for meta in page.iter("meta") if meta.get("http-equiv")]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))

    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data:"
    assert "unsafe" not in policy
    assert set(rules) == {"default-src", "script-src", "style-src", "img-src", "base-uri", "form-action"}
    assert [element.tag for element in page.iter() if element.get("style") or element.get("src")] == []


def test_a_click_on_a_node_opens_its_document(opened: Opened) -> None:
    opened.page.context.route("https://**", lambda route: route.fulfill(body="the document"))
    with opened.page.context.expect_page() as popup:
        opened.page.mouse.click(*opened.point(0, 0))
    popup.value.wait_for_load_state()

    assert opened.requests == [opened.url, "https://docs.un.org/en/A/RES/78/265"]
    assert popup.value.evaluate("window.opener") is None
    expect(opened.page.locator("#details h2")).to_have_text("A/RES/78/265")


def test_a_double_click_opens_it_once(opened: Opened) -> None:
    opened.page.context.route("https://**", lambda route: route.fulfill(body="the document"))
    with opened.page.context.expect_page():
        opened.page.mouse.dblclick(*opened.point(0, 0))
    opened.page.wait_for_timeout(300)

    assert len(opened.page.context.pages) == 2


def test_dragging_opens_nothing(opened: Opened) -> None:
    left, top = opened.point(0, 0)
    opened.page.mouse.move(left, top)
    opened.page.mouse.down()
    opened.page.mouse.move(left + 60, top + 40, steps=5)
    opened.page.mouse.up()
    opened.page.wait_for_timeout(300)

    assert len(opened.page.context.pages) == 1


def test_a_node_without_a_web_address_opens_nothing(opened: Opened) -> None:
    left, top = opened.point(*opened.positions[Ref("Instrument", "A/RES/78/311")])
    opened.page.mouse.click(left, top)
    opened.page.wait_for_timeout(300)

    assert len(opened.page.context.pages) == 1
    expect(opened.page.locator("#details h2")).to_have_text("A/RES/78/311")


def test_the_tooltip_of_a_node_says_what_it_is(opened: Opened) -> None:
    assert opened.tooltip_at(*opened.positions[Ref("Instrument", "A/RES/70/1")]).split("\n")[:3] == [
        "A/RES/70/1",
        "Transforming our world: the 2030 Agenda for Sustainable Development",
        "resolution",
    ]


def test_the_tooltip_of_a_line_says_each_mention(opened: Opened) -> None:
    x, y = opened.positions[Ref("Instrument", "A/RES/70/1")]

    tooltip = opened.tooltip_at(x * 0.75, y * 0.75)
    assert "A/RES/78/265 cites A/RES/70/1, 2 times" in tooltip
    assert "PP2 “reaffirming also” (reaffirms): 70/1; hyperlink in the UN document" in tooltip
    assert "OP2 “resolves”" in tooltip


def test_the_table_holds_every_edge(opened: Opened, neighbourhood: Neighbourhood) -> None:
    rows = opened.page.locator("#relations tbody tr")

    assert rows.count() == len(neighbourhood.edges)
    assert opened.page.locator("#relations caption").count() == 1
    assert opened.page.locator("#relations tbody th[scope=row]").count() == len(neighbourhood.edges)
    assert rows.first.locator("td").nth(2).inner_text() == "PP2\npreambular paragraph 2"
    assert rows.first.locator("a").nth(1).get_attribute("href") == "https://docs.un.org/en/A/RES/70/1"
    assert opened.page.locator("#nodes tbody tr").count() == len(neighbourhood.nodes)


def test_the_filter_shows_the_rows_that_hold_every_word(opened: Opened) -> None:
    opened.page.fill("#filter", "2030 op2")

    expect(opened.page.locator("#shown")).to_have_text("1 of 9 rows")
    assert opened.page.locator("#relations tbody tr:visible").count() == 1
    opened.page.fill("#filter", "")
    expect(opened.page.locator("#relations tbody tr:visible")).to_have_count(9)


def test_it_says_what_is_not_shown_and_who_is_the_source(opened: Opened) -> None:
    text = opened.page.locator("body").inner_text()

    assert "7 of 456 nodes shown" in text
    assert "has no lines of its own, because its text is not loaded" in text
    assert ATTRIBUTION in text
    assert opened.page.locator("html").get_attribute("lang") == "en"


def test_the_legend_names_kinds_and_lines_of_this_picture(opened: Opened) -> None:
    legend = opened.page.locator(".legend").inner_text()

    for words in ("resolution", "organ", "UN document", "declaration", "operative part", "footnote", "citations alone"):
        assert words in legend
    assert "treaty" not in legend


def test_it_fits_a_telephone(page: Page, tmp_path: Path, neighbourhood: Neighbourhood) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened = Opened(page, tmp_path, neighbourhood)

    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate(DRAWN) > 50
    assert opened.complaints == []


def test_the_wheel_scrolls_the_page_and_zooms_only_with_a_key(opened: Opened) -> None:
    page = opened.page
    page.set_viewport_size({"width": 1000, "height": 500})
    canvas = page.locator("#picture canvas").bounding_box()
    assert canvas is not None
    page.mouse.move(canvas["x"] + 300, canvas["y"] + 80)
    before = page.evaluate(HASH)
    page.keyboard.down("Control")
    page.mouse.wheel(0, 200)
    page.keyboard.up("Control")
    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") == 0
    zoomed = page.evaluate(HASH)
    assert zoomed != before

    page.mouse.wheel(0, 200)
    page.wait_for_timeout(500)
    assert page.evaluate("scrollY") > 100
    assert page.evaluate(HASH) == zoomed


def test_long_tables_come_in_full_when_asked_for(
    page: Page, tmp_path: Path, many: Callable[[int], Neighbourhood]
) -> None:
    around = many(700)
    opened = Opened(page, tmp_path, around)
    rows = page.locator("#relations tbody tr")

    assert rows.count() == len(around.edges)
    expect(page.locator("#relations tbody tr:visible")).to_have_count(500)
    page.click("text=Show all 886 rows")
    expect(page.locator("#relations tbody tr:visible")).to_have_count(len(around.edges))
    assert opened.complaints == []


def test_an_empty_neighbourhood_is_drawn(page: Page, tmp_path: Path, neighbourhood: Neighbourhood) -> None:
    alone: Any = replace(neighbourhood, nodes=neighbourhood.nodes[:1], edges=(), total=1)
    opened = Opened(page, tmp_path, alone)

    assert opened.complaints == []
    assert "1 node, 0 relations" in page.locator(".facts").inner_text()
    assert page.evaluate(DRAWN) > 10
