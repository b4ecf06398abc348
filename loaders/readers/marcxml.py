"""Reads MARCXML of the United Nations Digital Library: one Record for each catalogue record, the broken ones named."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, cast
from xml.sax import SAXException
from xml.sax.handler import feature_namespaces

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser
from pymarc import Record as Fields
from pymarc import XmlHandler
from pymarc.exceptions import PymarcException

from graph.errors import BadSource
from loaders.readers.marc import record
from loaders.records import Broken, Found

_DAMAGES = (BadSource, LookupError, ValueError, TypeError)
_BEGINNING = re.compile(rb"(?=<(?:\w+:)?record[\s>])")
_COLLECTION = re.compile(rb"<((?:\w+:)?collection)\b[^<>]*>")
_ENDING = re.compile(rb"</(?:\w+:)?record\s*>")
_DECLARED = re.compile(rb"<\?xml[^<>]*\?>")


def read(data: bytes, name: str | None = None) -> Iterator[Found]:
    """The records of a collection in order; each is parsed by itself, so that one which is broken costs no other.

    `name` is the file's and plays no part. Raises BadSource for a file with a DOCTYPE or entities, and for one
    without records.
    """
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise BadSource("the file declares a document type or entities, which MARCXML never does")
    before, *pieces = _BEGINNING.split(data)
    if not pieces:
        raise BadSource("the file holds no MARC record")
    declared = _DECLARED.search(before)
    collection = _COLLECTION.search(before)
    opening = (declared[0] if declared else b"") + (collection[0] if collection else b"<collection>")
    closing = b"</" + (collection[1] if collection else b"collection") + b">"
    for number, piece in enumerate(pieces, 1):
        ends = [found.end() for found in _ENDING.finditer(piece)]
        try:
            yield record(_parsed(opening + (piece[: ends[0]] if ends else piece) + closing))
        except (SAXException, DefusedXmlException, PymarcException, *_DAMAGES) as error:
            yield Broken(str(number), _why(error))


def _parsed(data: bytes) -> Fields:
    handler = XmlHandler()
    parser = cast("Any", make_parser())
    parser.forbid_dtd = True
    parser.setContentHandler(handler)
    parser.setFeature(feature_namespaces, True)
    parser.parse(io.BytesIO(data))
    (found,) = cast("list[Fields]", cast("Any", handler).records)
    return found


def _why(error: Exception) -> str:
    if isinstance(error, BadSource):
        return str(error)
    return f"not well-formed: {error}" if isinstance(error, SAXException) else f"no MARC record: {error}"
