"""What a text plainly does: amends, extends, ends, establishes, proclaims; and how bodies belong together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from graph.model import Edge, Node
from loaders.citations.effects.affiliations import affiliations
from loaders.citations.effects.definitions import definitions
from loaders.citations.effects.document import Document
from loaders.citations.effects.language import LANGUAGES
from loaders.citations.effects.operative import operative
from loaders.citations.effects.series import followed
from loaders.citations.mention import Mention
from loaders.records import Record

__all__ = ["LANGUAGES", "effects"]


def effects(
    record: Record,
    mentions: Sequence[Sequence[Mention]],
    annexed: Callable[[str], str | None] = lambda path: None,
) -> Iterator[Node | Edge]:
    """The effects and relations of a record, and the nodes that they lead to; `mentions` has a list a paragraph.

    `annexed` tells the id of the instrument that speaks in a paragraph of an annex, by its path.

    Their keys are paths and ordinals, so that languages agree on them. A draft has no effects, and what is no
    instrument has none. Texts in a language that is not read have none.
    """
    if record.language not in LANGUAGES or record.draft or record.symbol.base != "Instrument":
        return
    if record.symbol.label == "Draft":
        return
    document = Document(record, mentions)
    yield from operative(document)
    yield from affiliations(document)
    yield from definitions(document, annexed)
    yield from followed(document)
