"""From the blocks of a document, whatever its format, to a Record: of a resolution, or of any other document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.errors import BadSource
from graph.symbols import Symbol
from graph.vocabulary import vocabulary
from loaders.called import slug
from loaders.cited import is_editors
from loaders.readers.blocks import Block, Pages, with_addresses
from loaders.readers.covers import is_furniture
from loaders.readers.dates import first_date
from loaders.readers.plain.adoption import adopted
from loaders.readers.plain.heads import Head, further_heads, head, symbol_alone
from loaders.readers.plain.openings import plain_opening
from loaders.readers.plain.resolution import adoption_line, resolution
from loaders.readers.spoken import language_of
from loaders.records import Paragraph, Proceedings, Record, Remark, Slug

_LONGEST_TITLE = 200
_FIRST_BLOCKS = 8


def documents(pages: Pages, name: str | None, *, kept: bool = True) -> Iterator[Record]:
    """The Records of a file: of one document, or of each of several resolutions that stand one behind the other.

    Raises BadSource for one without words.
    """
    begins = [0, *further_heads(pages.blocks)]
    ends = [*begins[1:], len(pages.blocks)]
    for begin, end in zip(begins, ends, strict=True):
        title = pages.title if len(begins) == 1 else None
        yield document(replace(pages, blocks=pages.blocks[begin:end], title=title), name, kept=kept)


def document(pages: Pages, name: str | None, *, kept: bool = True) -> Record:
    """The Record of one document. Raises BadSource for one without words.

    With "The General Assembly," or the like alone on a line it is read as a resolution, with preambular and operative
    paragraphs; with a symbol above it is that instrument. Without a symbol the id is made of the file's name: never one
    that looks like a symbol. `kept` tells whether its words are kept in the library.
    """
    blocks = [with_addresses(block) for block in pages.blocks if any(map(str.isalnum, block.text))]
    if not blocks:
        raise BadSource("the document holds no words: perhaps it is a scan, of which only a picture is left")
    remarks: list[Remark] = []
    language = _language(pages, blocks, remarks)
    above = head(blocks)
    if above is None:
        return _other(pages, blocks, name, language, remarks, kept=kept)
    return _resolution(above, pages, blocks, name, language, remarks, kept=kept)


def _resolution(
    above: Head,
    pages: Pages,
    blocks: Sequence[Block],
    name: str | None,
    language: str,
    remarks: list[Remark],
    *,
    kept: bool,
) -> Record:
    paragraphs = tuple(resolution(blocks[above.blocks :], language))
    symbol = above.symbol
    if symbol is None:
        title = above.title or _title(pages, blocks[: above.blocks - 1])
        return Record(
            symbol=_slug(name),
            language=language,
            title=title,
            kept=kept,
            speaks=above.body,
            paragraphs=paragraphs,
            remarks=tuple(remarks),
        )
    told = adoption_line(paragraphs)
    on = above.on or first_date(told or "") or above.dated
    if on and symbol.years and int(on[:4]) not in symbol.years:
        remarks.append(Remark("date", f"{on} stands above {symbol.id}, which cannot be of that year"))
        on = None
    drafted = symbol.label == "Draft" or symbol.base != "Instrument"
    done = Proceedings() if drafted else adopted(symbol, on, above.adoption, told)
    return Record(
        symbol=symbol,
        language=language,
        title=above.title,
        adopted_on=None if drafted else on,
        session=symbol.session,
        meeting=done.occasions[0].at if done.occasions else None,
        draft=symbol.base != "Instrument",
        kept=kept,
        proceedings=done,
        paragraphs=paragraphs,
        remarks=tuple(remarks),
    )


def _other(
    pages: Pages, blocks: Sequence[Block], name: str | None, language: str, remarks: list[Remark], *, kept: bool
) -> Record:
    """Any other document: a paragraph of it is known by its number among them."""
    found = symbol_alone(blocks[:_FIRST_BLOCKS])
    # A page that has the symbol of a resolution on a line is about it.
    symbol: Symbol | Slug = found if found and found.base == "Document" else _slug(name)
    paragraphs = tuple(
        Paragraph(f"para.{number}", "other", block.text, _opening(block.text, language), block.links)
        for number, block in enumerate(blocks, 1)
    )
    return Record(
        symbol=symbol,
        language=language,
        title=_title(pages, blocks),
        session=symbol.session,
        kept=kept,
        paragraphs=paragraphs,
        remarks=tuple(remarks),
    )


def _opening(text: str, language: str) -> str | None:
    """Opening words in English: in other languages they are common nouns as well, outside of resolutions."""
    return plain_opening(text, language) if language == "en" else None


def _language(pages: Pages, blocks: Sequence[Block], remarks: list[Remark]) -> str:
    """The language of the words. One that is declared is only held against them: templates declare any."""
    words = " ".join(block.text for block in sorted(blocks, key=lambda one: -len(one.text))[:20])
    language = language_of(words)
    declared = (pages.language or "").strip().casefold()[:2]
    if declared and declared != language:
        remarks.append(Remark("language", f"the document says {declared}, the words are of {language}"))
    if language not in vocabulary().languages:
        remarks.append(Remark("language", f"of citations in {language} only whole symbols are read"))
    return language


def _title(pages: Pages, blocks: Sequence[Block]) -> str | None:
    """The title that the document declares, else its first heading, else its first line where that is short.

    What stands in the head of every page of the United Nations ("Distr.: General", "Item 5 of the agenda") is none.
    """
    if pages.title and len(pages.title) <= _LONGEST_TITLE and not is_furniture(pages.title):
        return pages.title
    own = [block for block in blocks if not is_furniture(block.text)]
    first = next((block.text for block in own if block.heading), own[0].text if own else "")
    return first if 0 < len(first) <= _LONGEST_TITLE else None


def _slug(name: str | None) -> Slug:
    called = slug(name)
    return Slug(f"document-{called}" if is_editors(called) else called)  # unodc.txt is not the Office
