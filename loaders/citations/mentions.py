"""The citations of a Record: every mention of another instrument or document, by its links and in its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from graph.model import Citation, Ref
from loaders.citations.governing import Governors
from loaders.citations.links import linked
from loaders.citations.mention import Mention
from loaders.citations.merging import merged
from loaders.citations.names import named
from loaders.citations.names.provisions import with_provisions
from loaders.citations.plain import Plain
from loaders.citations.spans import Spans
from loaders.citations.speaking import Speaking
from loaders.citations.statements import dated
from loaders.citations.text import written
from loaders.records import Paragraph, Record, Remark

OWN_PREFIX = {
    "un-general-assembly": "A",
    "un-security-council": "S",
    "un-economic-and-social-council": "E",
    "un-human-rights-council": "A/HRC",
}


def citations(
    record: Record, remarks: list[Remark], *, own: Ref | None = None, links: bool = True, words: bool = True
) -> Iterator[tuple[Citation, Mention]]:
    """Every mention of another instrument or document, in the order of the text; what is odd goes to `remarks`.

    They start from `own`, the text's own node: a corrigendum, or whatever else is no instrument, cites as a document.
    Without `links` the words alone are read, as if the text had no hyperlinks; without `words` the links alone.
    Mentions by number and by name are counted apart in the keys: languages put the two in different order, and still
    mean the same mentions.
    """
    times: Counter[tuple[str, str, Ref]] = Counter()
    position = 0
    each = mentions(record, remarks, links=links) if words else _linked(record, remarks)
    for paragraph, found in zip(record.paragraphs, each, strict=True):
        for mention, verb in zip(found, _verbs(paragraph, found, record.language), strict=True):
            position += 1
            way = f"{mention.cited_as}." if mention.cited_as in ("name", "unts") else ""
            place = _place(paragraph)
            times[place, way, mention.target] += 1
            key = f"{place}#{way}{times[place, way, mention.target]}"
            yield _citation(record, own, paragraph, mention, key, position, verb), mention


def _place(paragraph: Paragraph) -> str:
    """A paragraph as keys have it: footnotes by the paragraph they stand in, because their marks differ by language."""
    return f"fn@{paragraph.path.partition('@')[2]}" if paragraph.section == "footnote" else paragraph.path


def mentions(record: Record, remarks: list[Remark], *, links: bool = True) -> list[list[Mention]]:
    """What each paragraph of a record names, in order. A text that gives its own number cites nothing."""
    speaking = Speaking(record)
    texts = [paragraph.text for paragraph in record.paragraphs]
    plains = [Plain(text) for text in texts]
    prefix = OWN_PREFIX.get(record.symbol.body or record.speaks or "", "")
    by_symbol = written(texts, record.language, prefix, plains)
    by_name = named(texts, record.language, plains)
    about = " ".join(filter(None, (record.title, record.agenda_title)))
    by_day = dated(texts, record.language, prefix, about, plains)
    found: list[list[Mention]] = []
    for paragraph, plain, symbols, names, days in zip(
        record.paragraphs, plains, by_symbol, by_name, by_day, strict=True
    ):
        read, has_links = symbols, links and bool(paragraph.links)
        if not (symbols or names or days or has_links):
            found.append([])
            continue
        if has_links:
            leading, odd = linked(paragraph)
            read, different = merged(leading, symbols, paragraph.path)
            remarks += [*odd, *different]
        all_ = _with_names(read, [*names, *days]) if names or days else read
        others = [speaking.settled(one) for one in all_ if not (speaking.is_own(one) or speaking.is_to_come(one))]
        if later := [one for one in others if speaking.is_later(one)]:
            remarks += [Remark("date", f"{paragraph.path} names {one.target.id}, which came later") for one in later]
            others = [one for one in others if one not in later]
        found.append(with_provisions(paragraph.text, others, record.language, plain))
    return found


def _linked(record: Record, remarks: list[Remark]) -> list[list[Mention]]:
    """What the hyperlinks of each paragraph lead to, whatever its words say."""
    speaking = Speaking(record)
    found: list[list[Mention]] = []
    for paragraph in record.paragraphs:
        mentions, odd = linked(paragraph) if paragraph.links else ([], [])
        remarks += odd
        found.append([one for one in mentions if not speaking.is_own(one)])
    return found


def _with_names(read: Sequence[Mention], names: Sequence[Mention]) -> list[Mention]:
    """Names stand beside numbers; one that a number or a link has taken is that mention already."""
    taken = Spans((one.start, one.end) for one in read)
    free = [one for one in names if not taken.touch(one.start, one.end)]
    return sorted([*read, *free], key=lambda one: (one.start, one.end, one.target))


def _verbs(paragraph: Paragraph, found: list[Mention], language: str) -> list[str | None]:
    """The verb that governs each mention; in a footnote that is the verb where its mark stands."""
    if not found:
        return []
    if paragraph.before is not None:
        offset = len(paragraph.before)
        return [Governors(paragraph.before, paragraph.opening, offset, language).at(offset)] * len(found)
    governors = Governors(paragraph.text, paragraph.opening, found[-1].start, language)
    return [governors.at(mention.start) for mention in found]


def _citation(
    record: Record,
    own: Ref | None,
    paragraph: Paragraph,
    mention: Mention,
    key: str,
    position: int,
    verb: str | None,
) -> Citation:
    """A link that its words contradict is no more than a candidate: MAY_CITE.

    It has the opening words of its language, which stay when those of English come before them.
    """
    return Citation(
        kind="CITES" if mention.certain else "MAY_CITE",
        start_at=own or Ref("Instrument", record.symbol.id),
        end_at=mention.target,
        key=key,
        section=paragraph.section,
        paragraph=paragraph.path,
        position=position,
        opening=paragraph.opening,
        openings=(f"{record.language}: {paragraph.opening}",) if paragraph.opening else (),
        verb=verb,
        provision=mention.provision,
        cited_as=mention.cited_as,
        as_written=mention.as_written,
        origin=mention.origin,
        confidence="context" if mention.by_context or not mention.certain else "certain",
        languages=(record.language,),
        start=mention.start,
        end=mention.end,
    )
