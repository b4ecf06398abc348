"""Commands that look into the graph: show, cites, cited-by, path, search."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.output import note, print_json
from api.cli.session import Json, named, open_graph, two_names

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
    json: Json = False,
) -> None:
    """Show what is known about an instrument or a body."""
    from api.cli import listing
    from api.shapes import overview_json
    from graph.queries.node import overview
    from graph.queries.relations import relation_of

    with open_graph(context) as store:
        node = named(store, words)
        if relation is not None:
            listing.print_neighbours(store, node, relation_of(relation, node.base), as_json=json)
        elif json:
            print_json(overview_json(overview(store, node)))
        else:
            listing.print_overview(store, overview(store, node))


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
