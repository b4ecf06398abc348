"""Reads Markdown: headings, paragraphs, lists and tables, with their links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from graph.errors import BadSource
from loaders.readers.blocks import Block, Pages, without
from loaders.readers.documents import documents
from loaders.readers.letters import raised, single_spaced
from loaders.readers.plain_text import LONGEST, decoded
from loaders.records import Found, Link

_MATTER = re.compile(r"\A---\n.{0,5000}?\n(?:---|\.\.\.)\n", re.DOTALL)
"""What stands above a page about it, and is no part of it."""
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_MARK = re.compile(r"(?P<begins>^ {0,3})?\[\^(?P<name>[^\]\s^]{1,40})\](?(begins):[ \t]*)", re.MULTILINE)
"""The mark of a footnote, `[^1]`, or at the beginning of a line `[^1]:`, behind which the note stands."""
_NOTE, _ENDS = "\ue000", "\ue001"
"""Around the number of a note, in place of `[^1]:`, which the parser would take for the address of a link."""
_LONGEST_NUMBER = 4
_SIGNS = re.compile(
    rb"^#{1,6} \S|\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)|^\*\*\S|^(?:\d{1,3}\. +)?([*_])[^\s*_][^*_\n]{1,80}\1(?:[ ,;]|$)",
    re.MULTILINE,
)


def recognizes(head: bytes) -> bool:
    """Whether a text has a heading, a link, strong words or, where a line begins, slanted ones as Markdown has them."""
    return bool(_SIGNS.search(head))


def read(data: bytes, name: str | None = None) -> Iterator[Found]:
    """The one document in a file of Markdown. Raises BadSource for what is no text."""
    text = decoded(data)
    if len(text) > LONGEST // 4:
        raise BadSource(f"the text has {len(text):,} characters; at most {LONGEST // 4:,} of Markdown are read")
    yield from documents(Pages(list(_blocks(_marked(_MATTER.sub("", _COMMENT.sub(" ", text)))))), name)


def _blocks(text: str) -> Iterator[Block]:
    """The blocks; the first of an item in a numbered list has the number before it."""
    number = ""
    heading = False
    for token in MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).parse(text):
        if token.type == "list_item_open":
            number = f"{token.info}. " if token.info else ""
        elif token.type == "heading_open":
            heading = True
        elif token.type == "heading_close":
            heading = False
        elif token.type == "inline":
            yield from _noted(_block(token.children or [], number, heading=heading))
            number = ""
        elif token.type in ("fence", "code_block"):
            yield Block(single_spaced(token.content).strip())


def _noted(block: Block) -> Iterator[Block]:
    """A block, or the footnotes that stand in it."""
    if not block.text.startswith(_NOTE):
        yield block
        return
    ends = block.text.index(_ENDS)
    yield replace(without(block, ends + 1), note=int(block.text[1:ends]))


def _marked(text: str) -> str:
    """A text with its footnotes marked as the parser leaves them alone: marks in raised digits, notes apart.

    Notes have their own numbers or, where any has a name, those of the order of their marks.
    """
    text = text.replace(_NOTE, "").replace(_ENDS, "")
    names = list(dict.fromkeys(found["name"] for found in _MARK.finditer(text) if found["begins"] is None))
    counted = all(name.isdecimal() and len(name) < _LONGEST_NUMBER for name in names)
    numbers = {name: int(name) if counted else place for place, name in enumerate(names, 1)}

    def put(found: re.Match[str]) -> str:
        number = numbers.get(found["name"])
        if number is None:  # a note that nothing leads to
            return found[0] if found["begins"] is None else f"\n\n{_NOTE}0{_ENDS}"
        return raised(str(number)) if found["begins"] is None else f"\n\n{_NOTE}{number}{_ENDS}"

    return _MARK.sub(put, text)


def _block(tokens: list[Token], number: str, *, heading: bool) -> Block:
    text, links, opened = number, list[Link](), list[tuple[int, str]]()
    struck = 0
    for token in tokens:
        struck += {"s_open": 1, "s_close": -1}.get(token.type, 0)
        if struck:
            continue
        if token.type == "link_open":
            opened.append((len(text), str(token.attrGet("href") or "")))
        elif token.type == "link_close" and opened:
            start, href = opened.pop()
            links.append(Link(start, len(text), href))
        else:
            text += " " if token.type in ("softbreak", "hardbreak") else token.content
    return Block(text, tuple(links), heading)
