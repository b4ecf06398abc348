"""What the page carries inside itself: complete, unable to end its own element, allowed by its hash."""

from __future__ import annotations

import hashlib
from base64 import b64encode

import pytest

from viz.inlined import inlined, own, vis_network


def test_vis_network_comes_with_its_licence() -> None:
    text = vis_network().text

    assert "@version 9.1.2" in text
    assert "The MIT License" in text
    assert "Apache 2.0 License" in text
    assert "sourceMappingURL" not in text


@pytest.mark.parametrize("source", ["a = '</script>'", "a = '</SCRIPT >'", "/* <!-- */", "i { content: '</style>' }"])
def test_nothing_inlined_ends_its_element(source: str) -> None:
    text = inlined(source).text.lower()

    assert "</script" not in text
    assert "</style" not in text
    assert "<!--" not in text


def test_the_hash_is_that_of_the_text_as_a_browser_reads_it() -> None:
    made = inlined("one\r\ntwo\r")

    assert made.text == "\none\ntwo\n"
    assert made.allowed_by == f"'sha256-{b64encode(hashlib.sha256(made.text.encode()).digest()).decode()}'"


@pytest.mark.parametrize("name", ["page.js", "page.css"])
def test_our_own_files_ask_nobody(name: str) -> None:
    text = own(name).text

    for word in ("http://", "https://", "fetch(", "XMLHttpRequest", "@import", "innerHTML", "insertAdjacentHTML"):
        assert word not in text
