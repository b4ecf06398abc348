"""The report on accuracy as a page of Markdown: what was measured, the figures, and every error that is left."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files

from loaders.accuracy.evaluation import Report
from loaders.accuracy.measure import HELD_OUT, Error, Score

_MEASURES = ("precision", "recall", "opening", "section", "number")


def markdown(report: Report, *, strict: bool, gold: str | None) -> str:
    """The page. `strict` tells which documents were scored, `gold` the name of a file that was the answer key."""
    known = _known_errors()
    lines = [
        "## " + ("Against the answer key " + gold if gold else "Against the documents' own hyperlinks"),
        "",
        "Documents whose links leave no doubt." if strict else "Every document, the harder ones included.",
        "",
        *_table(report.scores),
        "",
        f"Of these, the works that are held out ({HELD_OUT} % by a digest of the symbol, all languages of a work):",
        "",
        *_table({group: score for group, score in report.held_out.items() if group[0] == "all"}),
        "",
        *_corrected(report, known),
        "### What is left",
        "",
        "`wrong` was found and is not in the answer key, `missed` the other way round. A reason is given where the "
        "answer key is in error and that can be shown.",
        "",
        "| | document | target | the answer key is in error, because |",
        "|---|---|---|---|",
        *(_error(error, known) for error in report.errors),
        "",
    ]
    return "\n".join(lines)


def _table(scores: dict[tuple[str, ...], Score]) -> Iterator[str]:
    yield f"| texts | language | documents | targets | {' | '.join(_MEASURES)} |"
    yield "|---" * (4 + len(_MEASURES)) + "|"
    for group, score in sorted(scores.items(), key=lambda one: (one[0][0] == "all", one[0])):
        told = score.as_json()
        shares = ("" if told[name] is None else f"{told[name]:.4f}" for name in _MEASURES)
        cells = (*group, f"{score.documents:,}", f"{score.right + score.missed:,}", *shares)
        yield f"| {' | '.join(cells)} |"


def _corrected(report: Report, known: dict[tuple[str, str], str]) -> list[str]:
    """The figures by language without the errors that are the answer key's: both stand side by side."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: {"wrong": 0, "missed": 0})
    for error in report.errors:
        if _reason(error, known):
            found[error.language][error.kind] += 1
    if not found:
        return []
    lines = [
        "With the answer key's own errors taken out (each is listed below):",
        "",
        "| language | precision | recall |",
        "|---|---|---|",
    ]
    for group, score in sorted(report.scores.items()):
        if group[0] == "all":
            wrong = score.wrong - found[group[1]]["wrong"]
            missed = score.missed - found[group[1]]["missed"]
            right = score.right + found[group[1]]["wrong"]
            shares = (right / max(1, right + wrong), right / max(1, right + missed))
            lines.append(f"| {group[1]} | {shares[0]:.4f} | {shares[1]:.4f} |")
    return [*lines, ""]


def _error(error: Error, known: dict[tuple[str, str], str]) -> str:
    name = error.document.rpartition("/")[2].replace("|", "")
    return f"| {error.kind} | {name} | {error.target} | {_reason(error, known) or ''} |"


def _reason(error: Error, known: dict[tuple[str, str], str]) -> str | None:
    """Why the answer key is in error: by the document and target, or by a rule that holds for any document."""
    told = known.get((error.document.rpartition("/")[2], error.target))
    if told or error.kind == "missed":
        return told
    if error.language == "ar" and error.target.endswith(")"):
        return "the session is written in Arabic, as د-16, and Arabic files do not link it"
    return None


def _known_errors() -> dict[tuple[str, str], str]:
    """Errors of answer keys that were looked into one by one: file, target, what shows it."""
    text = files("loaders.accuracy").joinpath("answer-key-errors.csv").read_text("utf-8")
    return {(row["file"], row["target"]): row["because"] for row in csv.DictReader(text.splitlines())}
