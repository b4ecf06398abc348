"""The opaque `next` of a page: where a sorted list goes on, safe to take back from anybody."""

from __future__ import annotations

import base64
import binascii
import json

from graph.errors import BadInput

MAX_LENGTH = 600


def token(sort: str | int, id_: str) -> str:
    """The token of the last item of a page: its sort key and its id."""
    return base64.urlsafe_b64encode(json.dumps([sort, id_]).encode()).decode().rstrip("=")


def text_position(text: str | None, *, before_all: str) -> tuple[str, str]:
    """Sort key and id behind which a list sorted by text goes on. BadInput for a token that is none."""
    if text is None:
        return before_all, ""
    sort, id_ = _read(text)
    if not isinstance(sort, str):
        raise _refused(text)
    return sort, id_


def number_position(text: str | None) -> tuple[int, str]:
    """Sort key and id behind which a list sorted by position goes on. BadInput for a token that is none."""
    if text is None:
        return -1, ""
    sort, id_ = _read(text)
    if type(sort) is not int or not -1 <= sort < 2**31:
        raise _refused(text)
    return sort, id_


def _read(text: str) -> tuple[object, str]:
    if len(text) <= MAX_LENGTH:
        try:
            sort, id_ = json.loads(base64.urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4)))
            if isinstance(id_, str) and (id_ + str(sort)).encode():
                return sort, id_
        except (ValueError, TypeError, RecursionError, binascii.Error):
            pass
    raise _refused(text)


def _refused(text: str) -> BadInput:
    return BadInput(f"{text[:40]!r} is not the `next` of a page of this list")
