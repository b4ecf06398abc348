"""Commands that look into the graph: show, cites, cited-by, mandate, path, search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.output import line, note, print_json
from api.cli.session import Json, named, open_graph, session, two_names

if TYPE_CHECKING:
    from graph.model import Node

Words = Annotated[
    list[str], typer.Argument(metavar="ID", help="A symbol in any spelling, a name or an acronym; spaces are allowed.")
]
Limit = Annotated[int | None, typer.Option("--limit", min=1, help="At most so many rows; all without it.")]
After = Annotated[
    str | None, typer.Option("--after", metavar="TOKEN", help="Go on behind a list that --limit cut: its `next`.")
]
NoParts = Annotated[bool, typer.Option("--no-parts", help="Leave out what concerns a part of it alone.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    shown = ("show A/RES/78/265", "show UNODC", "show palermo-convention --relation protocols")
    app.command(epilog=_examples(*shown))(show)
    app.command(epilog=_examples("cites A/RES/78/265", "cites S/RES/1373 --json"))(cites)
    app.command("cited-by", epilog=_examples("cited-by A/RES/70/1", "cited-by resolution 1325 --limit 10"))(cited_by)
    app.command(epilog=_examples("mandate UNMISS", "mandate sc-committee-1540 --json"))(mandate)
    app.command(epilog=_examples("path A/RES/78/265 A/RES/70/1", "path A/RES/77/241 to palermo convention"))(path)
    app.command(epilog=_examples("search artificial intelligence", "search 77/241"))(search)


def _examples(*lines: str) -> str:
    return "\b\nExamples:\n" + "\n".join(f"  recalling {line}" for line in lines)


def show(
    context: typer.Context,
    words: Words,
    relation: Annotated[
        str | None, typer.Option("--relation", metavar="NAME", help='Only these neighbours, all of them: "protocols".')
    ] = None,
    paragraph: Annotated[
        str | None,
        typer.Option("--paragraph", metavar="PATH", help="The words of a paragraph of your own document: OP3, para.4."),
    ] = None,
    json: Json = False,
) -> None:
    """Show what is known about an instrument or a body."""
    from api.cli import listing
    from api.shapes import overview_json
    from graph.queries.node import overview
    from graph.queries.relations import relation_of

    with open_graph(context) as store:
        node = named(store, words)
        if paragraph is not None:
            _print_paragraph(context, node, paragraph, as_json=json)
            return
        if relation is not None:
            listing.print_neighbours(store, node, relation_of(relation, node.base), as_json=json)
        elif json:
            print_json(overview_json(overview(store, node)))
        else:
            listing.print_overview(store, overview(store, node))


def _print_paragraph(context: typer.Context, node: Node, paragraph: str, *, as_json: bool) -> None:
    """Print what the library keeps of a document: the words of one paragraph."""
    from api.wiring import open_library
    from graph.errors import NotFound

    with open_library(session(context).settings()) as library:
        kept = library.passages(node.ref)
    found = [passage for passage in kept if passage.paragraph == paragraph]
    if not found:
        elsewhere = node.properties.get("url", "its source")
        where = f"It has {kept[0].paragraph} to {kept[-1].paragraph}." if kept else f"Read it at {elsewhere}."
        raise NotFound(f"the library keeps no words of {node.id} {paragraph}", remedy=where)
    if as_json:
        print_json([{"paragraph": one.paragraph, "text": one.text} for one in found])
    for one in () if as_json else found:
        line(one.text)


def cites(
    context: typer.Context,
    words: Words,
    limit: Limit = None,
    after: After = None,
    no_parts: NoParts = False,
    json: Json = False,
) -> None:
    """List what an instrument cites, with paragraph and words.

    In the order of its text. What the list can say depends on how much of the instrument is loaded: see "coverage".
    """
    from api.cli import listing
    from graph.queries.relations import relation

    with open_graph(context) as store:
        node = named(store, words)
        listing.print_neighbours(
            store, node, relation("cites"), limit=limit, after=after, roll_up=not no_parts, as_json=json
        )


def cited_by(
    context: typer.Context,
    words: Words,
    limit: Limit = None,
    after: After = None,
    drafts: Annotated[bool, typer.Option("--drafts", help="Also citing drafts.")] = False,
    no_parts: NoParts = False,
    json: Json = False,
) -> None:
    """List what cites an instrument, with paragraph and words.

    The latest first. Citations of a part of it count as citations of it.
    """
    from api.cli import listing
    from graph.queries.relations import relation

    with open_graph(context) as store:
        node = named(store, words)
        listing.print_neighbours(
            store,
            node,
            relation("cited-by"),
            limit=limit,
            after=after,
            drafts=drafts,
            roll_up=not no_parts,
            as_json=json,
        )


def mandate(context: typer.Context, words: Words, json: Json = False) -> None:
    """List what established, extended, changed and ended the mandate of a body, the earliest first.

    With dates and paragraphs, as the loaded texts say it; the exit code is 1 when they say nothing.
    """
    from api.cli import listing
    from api.shapes import list_json, step_json
    from graph.queries.mandate import mandate as find

    with open_graph(context) as store:
        node = named(store, words)
        steps = find(store, node)
    if json:
        print_json(list_json(steps, step_json))
    elif steps:
        listing.print_mandate(steps)
    if not steps:
        note(f"Nothing that is loaded establishes, extends or ends {node.id}")
        raise typer.Exit(1)


def path(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="FROM TO", help='Two ids; with spaces: FROM "to" TO.')],
    max_steps: Annotated[int, typer.Option("--max-steps", help="At most so many steps, up to 8.")] = 6,
    json: Json = False,
) -> None:
    """Show how two instruments or bodies connect.

    The shortest way, with the evidence for each step; the exit code is 1 when there is none.
    """
    from api.cli import listing
    from api.shapes import path_json
    from graph.queries.path import path as find

    start, end = two_names(words)
    with open_graph(context) as store:
        found = find(store, named(store, start), named(store, end), max_steps=max_steps)
    if json:
        print_json(path_json(found))
    else:
        listing.print_path(found)


def search(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="A symbol, or words of a title or name.")],
    limit: Annotated[int, typer.Option("--limit", help="At most so many rows, up to 200.")] = 20,
    json: Json = False,
) -> None:
    """Find instruments, documents and bodies.

    By a symbol in any spelling, or by words of titles and names; the last word may be incomplete. The exit code is 1
    when nothing is found.
    """
    from api.cli import listing
    from api.shapes import hit_json, list_json
    from graph.queries.search import search as find

    text = " ".join(words)
    with open_graph(context) as store:
        hits = find(store, text, limit=limit)
    if json:
        print_json(list_json(hits, hit_json))
    elif hits:
        listing.print_hits(hits)
    if not hits:
        note(f"Nothing that is loaded has all of these words: {text}")
        raise typer.Exit(1)
