"""Reads the Akoma Ntoso XML of United Nations documents: a file is one Record, or one for each of its parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graph.errors import BadSource
from graph.symbols import Symbol
from loaders.readers.akn.adoption import acts_under, how, occasions, outcome
from loaders.readers.akn.cover import agenda, committee, recommended, subjects, title
from loaders.readers.akn.drafts import proposals
from loaders.readers.akn.elections import seats
from loaders.readers.akn.identity import identified
from loaders.readers.akn.language import language
from loaders.readers.akn.parts import collected, earlier_part, letter, main_statement, text_of
from loaders.readers.akn.steps import steps
from loaders.readers.akn.votes import roll_call
from loaders.readers.markup import AKN, Element, parsed
from loaders.records import Proceedings, Record, Remark


def recognizes(data: bytes) -> bool:
    """Whether a file looks like Akoma Ntoso: by what it begins with, not by its name."""
    return b"<akomaNtoso" in data[:4096]


def read(data: bytes, name: str | None = None) -> list[Record]:
    """The records in one file, in order; of a resolution in several parts one each, and one for the whole.

    `name` is the file's, in the United Nations' way (`A_RES_78_241-2326252E.xml`): a witness for the symbol. A file
    that is not well-formed is recovered as far as it goes, and its records are marked as damaged. Raises BadSource for
    a file with a DOCTYPE, without a symbol or with doubtful ones, of no known language, or without any text.
    """
    root, problem = parsed(data)
    remarks = [Remark("markup", problem)] if problem else []
    identity = identified(root, name)
    remarks += identity.remarks
    symbol = identity.symbols[0] if len(identity.symbols) == 1 else identity.symbols[0].whole
    statement = main_statement(root)
    if statement is None:
        raise BadSource("the file holds no text of a resolution, decision or statement")
    spoken, odd = language(root)
    remarks += odd
    collection = root.find(f"{AKN}documentCollection")
    if collection is not None:
        return list(_collection(collection, collected(root), symbol.whole, spoken, remarks, damaged=bool(problem)))
    return [_record(statement, symbol, spoken, remarks, damaged=bool(problem))]


def _collection(
    collection: Element, parts: list[Element], whole: Symbol, spoken: str, remarks: list[Remark], *, damaged: bool
) -> Iterator[Record]:
    """The whole, with no text of its own, and each part under the letter that its preface gives."""
    if not parts:
        raise BadSource("the file is a collection of parts, and holds none")
    yield _record(collection, whole, spoken, remarks, damaged=damaged)
    for number, part in enumerate(parts):
        symbol = whole.with_part(letter(part, number))
        yield _record(part, symbol, spoken, [], damaged=damaged, collection=collection)


def _record(
    scope: Element,
    symbol: Symbol,
    spoken: str,
    remarks: list[Remark],
    *,
    damaged: bool,
    collection: Element | None = None,
) -> Record:
    """What one statement or collection says; what a part does not say is said by its collection."""
    remarks = list(remarks)
    paragraphs = tuple(text_of(scope))
    done = replace(_proceedings(scope, symbol, remarks, collection), earlier_part=earlier_part(symbol, paragraphs))
    draft = scope.get("name") == "draftResolution" or done.outcome is not None
    first = done.occasions[0] if done.occasions else None
    cover = scope if collection is None else collection
    item, item_title = agenda(cover, spoken)
    return Record(
        symbol=symbol,
        language=spoken,
        title=title(scope) or title(cover),
        adopted_on=first.on if first and not draft else None,
        session=symbol.session,
        meeting=first.at if first else None,
        agenda_item=item,
        agenda_title=item_title,
        draft=draft,
        proceedings=done,
        subjects=subjects(scope) or subjects(cover),
        paragraphs=paragraphs,
        damaged=damaged,
        remarks=tuple(remarks),
    )


def _proceedings(scope: Element, symbol: Symbol, remarks: list[Remark], collection: Element | None) -> Proceedings:
    own = scope if collection is None or steps(scope) else collection
    found = steps(own)
    cover = scope if collection is None else collection
    recommending = committee(cover, found, remarks)
    on, report = recommended(own, found)
    ended = outcome(found)
    taken = occasions(scope, symbol, remarks) or (occasions(collection, symbol, []) if collection is not None else ())
    return Proceedings(
        occasions=taken,
        how=None if ended else how(own, found, taken),
        outcome=ended,
        acts_under=acts_under(found),
        committee=recommending,
        recommended_on=on,
        report=report,
        roll_call=roll_call(own, found, remarks),
        proposals=proposals(found, symbol if ended else None, recommending, remarks),
        seats=seats(found, remarks),
    )
