"""Commands about what texts say, without a library: extract, effects, evaluate."""

from __future__ import annotations

import json as jsonlib
from pathlib import Path
from typing import Annotated

import typer

from api.cli.output import count, note, print_json, table
from api.cli.session import Json

SHOWN = 20
"""Files that cannot be read and are told one by one."""


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command(
        epilog="\b\nExamples:\n  recalling extract resolutions/ -o citations.jsonl\n"
        "  recalling extract 78session_English.zip -o citations.jsonl.gz --ignore-links"
    )(extract)
    app.command(
        epilog="\b\nExamples:\n  recalling effects resolutions/ -o effects.csv\n"
        "  recalling effects resolutions/ -o drawn.csv --draw 100 --seed 6"
    )(effects)
    app.command(
        epilog="\b\nExamples:\n  recalling evaluate resolutions/\n"
        "  recalling evaluate resolutions/ --gold gold.jsonl.gz --all\n"
        "  recalling evaluate resolutions/ --write accuracy.md\n"
        "  recalling evaluate resolutions/ --wrong-links wrong-links.csv"
    )(evaluate)


def extract(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, folders or zips.")],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="Write to FILE; compressed where it ends in .gz.")
    ],
    ignore_links: Annotated[
        bool, typer.Option("--ignore-links", help="Read the words alone, as if there were no hyperlinks.")
    ] = False,
    damaged: Annotated[
        bool, typer.Option("--damaged", help="Include files that are not well-formed, as far as they can be recovered.")
    ] = False,
) -> None:
    """Write the citations of documents as JSON Lines, one line a document.

    Each has the document's key and its citations: target, opening words (verb), section, number of the operative
    paragraph, and the evidence; what is cited by name alone stands apart. Nothing is loaded. The exit code is 1 when a
    file could not be read or was left out, 2 when no document is written.
    """
    from api.cli.files import replaced
    from api.cli.progress import progress
    from loaders.accuracy.extraction import extractions
    from loaders.accuracy.lines import packed

    problems: list[tuple[str, str]] = []
    lines: list[str] = []
    cited = left = 0
    with replaced(output) as write:
        with progress() as show:
            for done, (key, found, total) in enumerate(extractions(paths, links=not ignore_links), 1):
                show("reading", done, total, key)
                if found.problem is not None:
                    problems.append((key, found.problem))
                    continue
                if found.damaged and not damaged:
                    left += 1
                    continue
                cited += len(found.citations) + len(found.by_name)
                line = {"doc": key, "citations": found.citations, "by_name": found.by_name}
                lines.append(jsonlib.dumps(line, ensure_ascii=False))
        write(packed(lines, compress=output.name.endswith(".gz")))
    note(f"{count(cited, 'citation')} in {count(len(lines), 'document')}: {output}")
    if left:
        note(f"{count(left, 'file')} not well-formed and left out: --damaged includes them")
    _tell(problems)
    if problems or left:
        raise typer.Exit(1 if lines else 2)


def effects(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, folders or zips.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Write CSV to FILE.")],
    draw: Annotated[
        int | None, typer.Option("--draw", metavar="N", min=1, help="Only N of them, drawn at random, to be judged.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="What the draw begins with.")] = 0,
) -> None:
    """Write what documents do: extend, end, amend, establish, proclaim, request reports; one line an effect.

    English and French texts are read. Nothing is loaded. The exit code is 1 when a file could not be read, 2 when
    nothing is left to write.
    """
    from api.cli.files import replaced
    from api.cli.progress import progress
    from loaders.accuracy.effects import as_csv, drawn, stated

    problems: list[tuple[str, str]] = []
    rows: list[tuple[str, ...]] = []
    with replaced(output) as write:
        with progress() as show:
            for done, (found, total) in enumerate(stated(paths), 1):
                show("reading", done, total, found.name)
                rows += found.rows
                if found.problem is not None:
                    problems.append((found.name, found.problem))
        chosen = drawn(rows, draw, seed) if draw else sorted(rows)
        write(as_csv(chosen, ("judgement", "remark") if draw else ()))
    note(f"{count(len(chosen), 'effect')} of {len(rows):,}: {output}")
    _tell(problems)
    if problems:
        raise typer.Exit(1 if chosen else 2)


def evaluate(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, folders or zips with hyperlinks.")],
    gold: Annotated[
        Path | None, typer.Option("--gold", metavar="FILE", help="Compare with this gold instead of the links.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Score every document, not only those whose links leave no doubt.")
    ] = False,
    errors: Annotated[int, typer.Option("--errors", metavar="N", help="Tell up to N errors, by document.")] = 0,
    write: Annotated[
        Path | None, typer.Option("--write", metavar="FILE", help="Write the report to FILE, in Markdown.")
    ] = None,
    wrong: Annotated[
        Path | None,
        typer.Option("--wrong-links", metavar="FILE", help="Instead, list the links that are wrong to FILE, in CSV."),
    ] = None,
    json: Json = False,
) -> None:
    """Measure the citations read from the words alone against the documents' own hyperlinks.

    Precision and recall are over distinct pairs of document and target. Opening, section and number are, of the
    targets that were found, the share of citations for which they are right. The exit code is 1 when a file could not
    be read or a wrong link was found.
    """
    from api.cli.progress import progress
    from loaders.accuracy.evaluation import evaluated

    if wrong:
        _wrong_links(paths, wrong, json=json)
        return

    with progress() as show:
        report = evaluated(paths, gold=gold, every=every, progress=lambda done, total: show("reading", done, total, ""))
    if write:
        from api.cli.files import replaced
        from loaders.accuracy.report import markdown

        with replaced(write) as put:
            put(markdown(report, strict=not every, gold=gold.name if gold else None).encode())
    elif json:
        print_json(report.as_json(errors))
    else:
        table(report.COLUMNS, report.rows())
        for error in report.errors[:errors]:
            note(f"{error.kind}: {error.document} {error.target}")
    _tell(list(report.problems))
    if report.problems:
        raise typer.Exit(1 if report.scores else 2)


def _wrong_links(paths: list[Path], output: Path, *, json: bool) -> None:
    """The report of links that are wrong, and how many there are in which texts."""
    from api.cli.files import replaced
    from api.cli.progress import progress
    from loaders.accuracy.wrong_links import as_csv, wrong_links

    with replaced(output) as put:
        with progress() as show:
            found = wrong_links(paths, progress=lambda done, total: show("reading", done, total, ""))
        put(as_csv(found.wrong).encode())
    if json:
        columns = ("texts", "language", "links", "wrong")
        print_json([dict(zip(columns, row, strict=True)) for row in found.rows()])
    elif str(output) != "-":
        table(("texts", "language", "links", "wrong"), found.rows())
    note(f"{count(len(found.wrong), 'wrong link')}: {output}")
    _tell(list(found.problems))
    if found.problems or found.wrong:
        raise typer.Exit(2 if found.problems and not found.judged else 1)


def _tell(problems: list[tuple[str, str]]) -> None:
    for key, problem in problems[:SHOWN]:
        note(f"not read: {key}: {problem}")
    if len(problems) > SHOWN:
        note(f"and {len(problems) - SHOWN:,} more")
