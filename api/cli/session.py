"""What a command works with: the options before its name, the settings that they give, and the graph."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graph.errors import BadInput, NotFound

if TYPE_CHECKING:
    from api.settings import Settings
    from graph.model import Node
    from graph.store import Store

Json = Annotated[bool, typer.Option("--json", help="Print JSON, as the REST API has it.")]


@dataclass
class Session:
    """The options that stand before the command. One lives as long as the program."""

    debug: bool = False
    given: dict[str, Any] = field(default_factory=dict[str, Any])

    def settings(self, **more: Any) -> Settings:
        """The settings; what was given in options comes first. Raises BadSetting."""
        from api.settings import read_settings

        return read_settings(**self.given, **more)


def session(context: typer.Context) -> Session:
    """The session of the running program."""
    found = context.find_object(Session)
    return found if found is not None else Session()


@contextmanager
def open_graph(context: typer.Context) -> Generator[Store]:
    """The graph to read from, as the settings say."""
    settings = session(context).settings()
    from api.cli.output import note
    from api.cli.progress import progress
    from api.wiring import open_store

    with progress() as show, open_store(settings, progress=show, warn=note) as store:
        yield store


def named(store: Store, words: Sequence[str]) -> Node:
    """The node that words of the command line name: quotes around a symbol with spaces may be left out."""
    from graph.queries.search import resolve

    return resolve(store, " ".join(words))


def two_names(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """FROM and TO: two words, or several with "to" between. BadInput for anything else."""
    if len(words) == 2:
        return [words[0]], [words[1]]
    places = [place for place, word in enumerate(words) if word.lower() == "to"]
    if len(places) == 1 and 0 < places[0] < len(words) - 1:
        return list(words[: places[0]]), list(words[places[0] + 1 :])
    raise BadInput("FROM and TO are wanted", remedy="Put `to` between them: recalling path resolution 1325 to UNODC")


def library_file(settings: Settings) -> None:
    """Make sure that there is a library: looking into one must not make an empty one."""
    if not settings.library.is_file():
        raise NotFound("nothing is loaded yet: there is no library", remedy="Run `recalling load`")
