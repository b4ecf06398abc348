"""Reads plain text: resolutions as people copy, scan or extract them, and any other document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.errors import BadSource
from loaders.readers.blocks import Block, Pages
from loaders.readers.documents import documents
from loaders.readers.lines import paragraphs
from loaders.readers.pages.joining import pages
from loaders.readers.pages.paged_text import LEADING, has_pages, lines_of
from loaders.readers.spoken import language_of
from loaders.records import Found

LONGEST = 16 * 1024 * 1024
"""Characters of a text that are read: a book has one million."""
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
_COMMON_HAN = frozenset("的一是不了在有和国國会會年大议議决決")
"""Characters of which every text in Chinese has some: bytes of other scripts read as Chinese make rare ones."""
_SCRIPTS = {"cp1256": re.compile("[\u0621-\u064a]{2,}"), "cp1251": re.compile("[\u0430-\u044f]{3,}")}


def read(data: bytes, name: str | None = None) -> Iterator[Found]:
    """The one document in a file of text. Raises BadSource for what is no text."""
    text = decoded(data)
    if len(text) > LONGEST:
        raise BadSource(f"the text has {len(text):,} characters; at most {LONGEST:,} are read")
    if has_pages(text):
        yield from documents(pages(list(lines_of(text)), leading=LEADING), name)
        return
    language = language_of(text)
    yield from documents(Pages([Block(one) for one in paragraphs(text.splitlines(), language)]), name)


def decoded(data: bytes) -> str:
    """The characters of a text: UTF-8 or what its first bytes say, else the code page whose letters make words.

    Raises BadSource for what is no text: where other than a character in a thousand is a control character.
    """
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode(_code_page(data), "replace")
    controls = len(_CONTROL.findall(text))
    if controls > len(text) // 1000 + 8:
        raise BadSource("the file is no text, and of no known format")
    return _CONTROL.sub("", text) if controls else text


def _code_page(data: bytes) -> str:
    """Chinese, Arabic or Cyrillic where most letters beyond ASCII make words in it, else that of western Europe."""
    sample = data[:20_000]
    for page in ("gb18030", "big5"):
        characters = [c for c in sample[: len(sample) // 2 * 2].decode(page, "ignore") if c > "\u3400"]
        if sum(c in _COMMON_HAN for c in characters) >= max(2, len(characters) // 50):
            return page
    foreign = sum(1 for byte in sample if byte >= 0xC0)
    for page, script in _SCRIPTS.items():
        read = sample.decode(page, "replace")
        if foreign and sum(map(len, script.findall(read))) > 0.6 * foreign and foreign > len(sample) // 5:
            return page
    return "cp1252"
