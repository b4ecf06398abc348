"""A Mention: one place at which a text names an instrument, a document or a meeting, before it becomes an edge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from graph.model import Ref
from graph.symbols import Symbol

CitedAs = Literal["symbol", "name", "unts", "link"]


@dataclass(frozen=True, slots=True)
class Mention:
    """What a paragraph names (`target`), where (offsets in characters into its text, as read), and in which words.

    `symbol` is the target's symbol, None for what has none (a treaty by name). `certain` is False where something
    speaks against it, or where it is one of several candidates: then it is a MAY_CITE. `by_context` tells that
    neighbouring words decided, as the body that is named before a list. `rule` names what found it, for people who
    ask why. `provision` is the part of the target that is meant ("art. 2(a)", "paras. 3-5").
    """

    target: Ref
    start: int
    end: int
    as_written: str
    origin: Literal["link", "text"]
    certain: bool = True
    symbol: Symbol | None = None
    cited_as: CitedAs = "symbol"
    by_context: bool = False
    rule: str = ""
    provision: str | None = None

    @classmethod
    def of(
        cls,
        symbol: Symbol,
        start: int,
        end: int,
        as_written: str,
        origin: Literal["link", "text"],
        certain: bool = True,
        *,
        by_context: bool = False,
        rule: str = "",
    ) -> Mention:
        """The mention of something by its symbol. Links that are not certain say so in `cited_as`."""
        cited_as: CitedAs = "symbol" if certain or origin == "text" else "link"
        target = Ref(symbol.base, symbol.id)
        return cls(target, start, end, as_written, origin, certain, symbol, cited_as, by_context, rule)

    def with_provision(self, provision: str) -> Mention:
        """The same mention, of a part of its target. `dataclasses.replace` takes four times as long."""
        return Mention(
            self.target, self.start, self.end, self.as_written, self.origin, self.certain,
            self.symbol, self.cited_as, self.by_context, self.rule, provision,
        )  # fmt: skip
