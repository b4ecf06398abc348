"""Commands that change what is loaded, or ask about it: load, unload, conflicts."""

from __future__ import annotations

import json as jsonlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.output import count, facts, line, note, print_json
from api.cli.session import Json, library_file, session

if TYPE_CHECKING:
    from api.loads import Loaded
    from graph.merge import Stated
    from loaders.rejects import LoadReport, Reject

SHOWN = 20
"""Rejects and oddities that are told one by one; the others are in the files of --rejects and --remarks."""
_SOURCE = "A name that `recalling dataset sources` lists, or a file, folder or archive that was loaded."


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    examples = (
        "\b\nExamples:\n  recalling load\n  recalling load resolutions/ draft.docx more.zip --rejects rejects.jsonl"
    )
    app.command(epilog=examples)(load)
    app.command(epilog="\b\nExample:\n  recalling dataset sources\n  recalling unload NAME")(unload)
    app.command(epilog="\b\nExample:\n  recalling conflicts --json")(conflicts)


def load(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Files, folders or zips; without one the bundled dataset."),
    ] = None,
    rejects: Annotated[
        Path | None, typer.Option("--rejects", metavar="FILE", help="Write what was rejected to FILE (JSON Lines).")
    ] = None,
    remarks: Annotated[
        Path | None,
        typer.Option("--remarks", metavar="FILE", help="Write what was odd and was survived to FILE (JSON Lines)."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read, and tell what would be loaded; change nothing.")
    ] = False,
    json: Json = False,
) -> None:
    """Load documents into the library and the graph.

    Resolutions and other documents as XML, PDF, Word, HTML, Markdown or text; records of libraries (MARC); votes,
    treaty tables, citations as CSV; facts of ours. What a file is, is seen in it and not in its name.

    The same files again change nothing. What cannot be read is rejected with its reason, and the rest loads. The
    exit code is 1 when something was rejected, 2 when nothing could be read.
    """
    from api.cli.files import replaced
    from api.cli.progress import progress
    from api.loads import Loaded, load_dataset, load_paths, try_paths
    from graph.errors import BadInput
    from graph.projection import Projected

    settings = session(context).settings()
    if dry_run and not paths:
        raise BadInput("--dry-run needs files to read", remedy="Name files, folders or zips.")
    with replaced(rejects) as write_rejects, replaced(remarks) as write_remarks:
        with progress() as show:
            if dry_run and paths:
                loaded = Loaded(try_paths(settings, paths, progress=show), Projected(0, rebuilt=False))
            else:
                loaded = load_paths(settings, paths, progress=show) if paths else load_dataset(settings, progress=show)
        report = loaded.report
        assert report is not None  # only `ensure_dataset` may have had nothing to read
        write_rejects(_json_lines(map(_reject_json, report.rejects)))
        write_remarks(_json_lines(map(asdict, report.odd)))
    if json:
        print_json(_loaded_json(loaded, report))
    else:
        _print_loaded(loaded, report)
    _tell_odd(report, remarks)
    _tell_rejects(report, rejects)
    _tell_gone(report)
    _tell_passed_over(paths or [])
    if not paths:
        note("Now, for example: recalling cites A/RES/78/265")
    if report.rejects:
        raise typer.Exit(1 if report.read or report.unchanged else 2)


def _print_loaded(loaded: Loaded, report: LoadReport) -> None:
    again = " (made anew)" if loaded.projected.rebuilt else ""
    facts(
        [
            ("read", f"{report.read:,}"),
            *((f"  {format}", f"{times:,}") for format, times in report.formats),
            ("unchanged", f"{report.unchanged:,}"),
            ("nothing to load", f"{len(report.nothing):,}"),
            ("rejected", f"{len(report.rejects):,}"),
            ("facts changed", f"{report.changed_facts:,}"),
            ("nodes written", f"{loaded.projected.owners:,}{again}"),
        ]
    )


def _loaded_json(loaded: Loaded, report: LoadReport) -> dict[str, object]:
    return {
        "read": report.read,
        "unchanged": report.unchanged,
        "changed_facts": report.changed_facts,
        "nodes_written": loaded.projected.owners,
        "rebuilt": loaded.projected.rebuilt,
        "rejects": [_reject_json(reject) for reject in report.rejects],
        "remarks": dict(report.remarks),
        "formats": dict(report.formats),
        "reasons": dict(report.reasons),
        "nothing": [_reject_json(one) for one in report.nothing],
        "gone": list(report.gone),
    }


def _reject_json(reject: Reject) -> dict[str, str | None]:
    return {"source": reject.source, "record": reject.record, "reason": reject.reason}


def _json_lines(rows: Iterable[Mapping[str, object]]) -> bytes:
    return "".join(jsonlib.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode("utf-8", "surrogatepass")


def _tell_odd(report: LoadReport, file: Path | None) -> None:
    if len(report.odd) <= SHOWN:
        for one in report.odd:
            note(f"odd, and survived: {one.source}: {one.detail}")
        return
    for kind, times in report.remarks:
        note(f"odd, and survived: {kind} ({times:,} times)")
    note(f"each of them: {f'in {file}' if file else 'write them to a file with --remarks FILE'}")


def _tell_rejects(report: LoadReport, file: Path | None) -> None:
    for one in report.nothing[:SHOWN]:
        note(f"nothing to load: {one.source}: {one.reason}")
    for reject in report.rejects[:SHOWN]:
        note(f"rejected: {reject.source}{f' ({reject.record})' if reject.record else ''}: {reject.reason}")
    if len(report.rejects) > SHOWN:
        for reason, times in report.reasons[:SHOWN]:
            note(f"{times:,} times in all: {reason}")
        where = f"in {file}" if file else "write them to a file with --rejects FILE"
        note(f"and {len(report.rejects) - SHOWN:,} more: {where}")


def _tell_gone(report: LoadReport) -> None:
    for name in report.gone[:SHOWN]:
        note(f"no longer there, and still loaded: {name}; `recalling unload` withdraws it")
    if len(report.gone) > SHOWN:
        note(f"and {len(report.gone) - SHOWN:,} more")


def _tell_passed_over(paths: list[Path]) -> None:
    from loaders.sources import passed_over

    left = passed_over(paths)
    if left:
        endings = sorted({path.suffix.lower() or "no ending" for path in left})
        more = ", …" if len(endings) > SHOWN else ""
        note(
            f"passed over: {count(len(left), 'file')} with other endings ({', '.join(endings[:SHOWN])}{more}); "
            "name one by one what is to be read"
        )


def unload(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help=_SOURCE)],
) -> None:
    """Withdraw a source and what it alone states, or all that were read from a folder or an archive."""
    from api.cli.progress import progress
    from api.loads import unload as withdraw

    settings = session(context).settings()
    library_file(settings)
    with progress() as show:
        done = withdraw(settings, source, progress=show)
    what = f"{source} is" if len(done.sources) == 1 else f"{count(len(done.sources), 'source')} of {source} are"
    line(f"{what} withdrawn: {count(done.changed, 'fact')} changed, {count(done.projected.owners, 'node')} written")


def conflicts(context: typer.Context, json: Json = False) -> None:
    """List where sources disagree.

    Of a fact the first value is taken. Of two texts of one instrument, in one language, the citations of both are kept.

    The exit code is 1 when they disagree anywhere.
    """
    from api.shapes import conflict_json, list_json
    from api.wiring import open_library

    settings = session(context).settings()
    library_file(settings)
    with open_library(settings) as library:
        facts, texts = list(library.conflicts()), list(library.differing_texts())
    if json:
        print_json(list_json([*facts, *texts], conflict_json))
    for conflict in () if json else (*facts, *texts):
        line(f"{conflict.kind} {' '.join(conflict.key.split())}")
        for difference in conflict.differences:
            line(f"  {difference.property}: {_told(difference.taken)}")
            for other in difference.others:
                line(f"    against {_told(other)}")
    note(f"{count(len(facts), 'fact')} and {count(len(texts), 'text')} on which sources disagree")
    if facts or texts:
        raise typer.Exit(1)


def _told(stated: Stated) -> str:
    """A value and who states it: 2024 (one.xml)."""
    return f"{stated.value} ({', '.join(stated.sources)})" if stated.sources else str(stated.value)
