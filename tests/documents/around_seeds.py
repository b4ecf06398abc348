"""A part of the bundled dataset, small enough to be written to every engine: what is around a few instruments."""

from __future__ import annotations

from graph.library import Contribution, Library, Written
from graph.merge import RANKS
from loaders.dataset import PROCEEDINGS, TEXTS, bundled_facts
from loaders.editorial import editorial_facts

SEEDS = ("A/RES/78/265", "A/RES/78/241", "A/RES/77/241", "A/RES/79/243", "S/RES/1325", "S/RES/1373", "S/RES/2185")


def load_around_seeds(library: Library) -> None:
    """Load the facts of the seeds, of what they cite and of what cites them, and the editorial facts."""
    texts = list(bundled_facts(TEXTS))
    seeds = {f"Instrument:{seed}" for seed in SEEDS}
    owners = set(seeds)
    for fact in texts:
        start, tab, rest = fact.key.partition("\t")
        end = rest.partition("\t")[0]
        if tab and (start in seeds or end in seeds):
            owners |= {start, end}
    kept = [fact for fact in texts if fact.owner in owners]
    kept += [fact for fact in bundled_facts(PROCEEDINGS) if _end(fact) in seeds]
    named = {ref for fact in kept if "\t" in fact.key for ref in fact.key.split("\t")[:2]} - owners
    kept += [fact for fact in texts if "\t" not in fact.key and fact.owner in named]
    library.replace("dataset: a part of it", kept, digest="part", rank=RANKS["dataset"])
    editorial: list[Contribution] = editorial_facts()
    library.replace("dataset: editorial facts", editorial, digest="editorial", rank=RANKS["editor"])


def _end(fact: Written) -> str:
    return fact.key.partition("\t")[2].partition("\t")[0]
