"""The bodies, States and observances that a document names which is no instrument: MENTIONS, one edge a mention."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from graph.model import Mention, Node, Ref
from loaders.citations.names.others import others_named
from loaders.cited import named
from loaders.records import Record


def mentions(record: Record, own: Ref) -> Iterator[Node | Mention]:
    """Each body, State and observance that a document's paragraphs name, with the words and the paragraph."""
    if own.base != "Document":
        return
    texts = [paragraph.text for paragraph in record.paragraphs]
    times: Counter[tuple[str, Ref]] = Counter()
    for paragraph, found in zip(record.paragraphs, others_named(texts, record.language), strict=True):
        for one in found:
            times[paragraph.path, one.target] += 1
            yield named(one.target.base, one.target.id)
            yield Mention(
                kind="MENTIONS",
                start_at=own,
                end_at=one.target,
                key=f"{paragraph.path}#{times[paragraph.path, one.target]}",
                paragraph=paragraph.path,
                as_written=one.as_written,
                languages=(record.language,),
                origin="text",
            )
