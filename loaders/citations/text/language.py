"""The words of one language around the number of a resolution, as data in `languages/`, made into expressions.

- `resolution`, `decision`: the nouns. `own_resolution`, `own_decision`: with a suffix that says "its" (Arabic).
- `council_resolution`: words that mean one of the Security Council by themselves ("UNSCR"). `statement`: one of its
  President.
- `other`: nouns whose numbers look like those of resolutions, as general comment No. 21 (1992). `act`: words whose own
  number stands right behind them, as in Law 1540 (2004).
- `own`: words that make a resolution the speaker's ("its"). `nothing`: words that only begin like others.
- `bodies`: by the prefix of their symbols; `other` are the bodies whose resolutions have no symbol of that kind.
  `short` names mean the body that was named in full before.
- `of`: what stands between a number and the body whose it is. `subject`: the article of the body that acts in its own
  text ("in its resolution 54/12, the Council"), in languages that have one. `through`: what makes two numbers a range.
  `and`: what stands between the items of a list.
- `end`: where a sentence ends. `noun`: whether it stands `first` or, as in Chinese, `last`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, Literal, NamedTuple, TypeAlias, cast

import re2  # pyright: ignore[reportMissingTypeStubs]

from graph import yaml_text
from loaders.citations.plain import Plain
from loaders.citations.scanning import Scanner
from loaders.citations.text.numbers import NUMBERS, Number, is_number, number
from loaders.time_limit import made_once

LANGUAGES = ("ar", "de", "en", "es", "fr", "ru", "zh")
Kind: TypeAlias = Literal["noun", "other", "act", "own", "body", "short", "end", "nothing"]
_NUMBER = r"第|号|№|ذات الارقام|رقمي?|(?:nos?|núms?|n[oº°])[.]? ?"
"""What may stand before a number and means "number", in any of the languages."""
_MOST = 16_384
"""Tokens whose meanings are kept: there are some thousands, but a hostile text could have more."""
_UNICODE = re2.Options()
_UNICODE.longest_match = True
_UNICODE.log_errors = False


class Word(NamedTuple):
    """What a word means: a noun (`RES`, `DEC`, `PRST`; its own where `own`), a body by its prefix, and so on."""

    kind: Kind
    value: str = ""
    own: bool = False
    body: str = ""


@dataclass(frozen=True, eq=False)
class Language:
    """One language: `tokens` finds words and numbers in plain UTF-8, `hint` whether a paragraph can cite at all."""

    code: str
    tokens: Scanner
    hint: Scanner
    of: re.Pattern[str]
    subject: re.Pattern[str] | None
    through: re.Pattern[str]
    joined: re.Pattern[str]
    noun_last: bool
    _kinds: tuple[tuple[Any, Word], ...] = field(repr=False)
    meanings: dict[str, Word | Number | None] = field(default_factory=dict[str, "Word | Number | None"], repr=False)

    def meaning(self, written: str) -> Word | Number | None:
        """What a token means; None for what only looks like one. It is kept in `meanings`: texts repeat themselves."""
        if len(self.meanings) > _MOST:
            self.meanings.clear()
        bare = written.rstrip(".,-")
        if is_number(bare):
            self.meanings[written] = number(bare)
        else:
            found = (word for expression, word in self._kinds if expression.fullmatch(written))
            self.meanings[written] = next(found, None)
        return self.meanings[written]


@made_once
def language(code: str) -> Language:
    """The words of a language. KeyError for one that has none."""
    if code not in LANGUAGES:
        raise KeyError(code)
    text = files("loaders.citations.text").joinpath("languages", f"{code}.yaml").read_text("utf-8")
    said = cast("dict[str, Any]", yaml_text.read(text))
    words = list(_words(said))
    nouns = "|".join(pattern for pattern, word in words if word.kind == "noun")
    # Where a number stands alone, the body that numbers throughout may stand before it, behind the noun.
    before = "|".join(pattern for pattern, word in words if word.kind == "noun" or word.value in ("A", "S"))
    before = before.replace("ا", "[اأإآ]")  # the hint is looked for before the alefs are made one
    either = "|".join(pattern for pattern, word in words if word.kind != "end")
    return Language(
        code=code,
        tokens=_scanner(f"(?i:{either})|{_plain(said['end'])}|{NUMBERS}"),
        # Raw text: other digits, spaces and brackets, and marks that nobody sees.
        hint=_scanner(
            rf"\p{{Nd}}[\p{{Zs}}\p{{L}}\p{{Cf}}.\-]{{0,8}}[/(（〔／]|[A-Z]/[A-Z\p{{Nd}}]|(?i:{before})[^\p{{Nd}}]{{0,8}}\p{{Nd}}"
            + (rf"|\p{{Nd}}[^\p{{Nd}}]{{0,4}}(?:{nouns})" if said["noun"] == "last" else "")
        ),
        of=re.compile(_plain(said["of"]), re.IGNORECASE),
        subject=re.compile(rf", (?:{_plain(said['subject'])})", re.IGNORECASE) if "subject" in said else None,
        through=re.compile(rf"\s?(?:{_plain(said['through'])}|-)\s?", re.IGNORECASE),
        joined=re.compile(
            rf"\)?[\s,、/]*(?:{_plain(said['and'])}|&)?[\s,、]*(?:{_NUMBER})*\s*",
            re.IGNORECASE,
        ),
        noun_last=said["noun"] == "last",
        _kinds=tuple((_compiled(f"(?i:{pattern})"), word) for pattern, word in words),
    )


def _words(said: dict[str, Any]) -> list[tuple[str, Word]]:
    found = [(pattern, Word("noun", "RES", own=True)) for pattern in said.get("own_resolution", ())]
    found += [(pattern, Word("noun", "DEC", own=True)) for pattern in said.get("own_decision", ())]
    found += [(pattern, Word("noun", "RES", body="S")) for pattern in said.get("council_resolution", ())]
    found += [(pattern, Word("noun", "PRST", body="S")) for pattern in said.get("statement", ())]
    found += [(pattern, Word("act")) for pattern in said.get("act", ())]
    found += [(pattern, Word("noun", "RES")) for pattern in said["resolution"]]
    found += [(pattern, Word("noun", "DEC")) for pattern in said["decision"]]
    found += [(pattern, Word("other")) for pattern in said["other"]]
    found += [(pattern, Word("nothing")) for pattern in said.get("nothing", ())]
    found += [(pattern, Word("own")) for pattern in said["own"]]
    for body, patterns in said["bodies"].items():
        found += [(pattern, Word("body", body)) for pattern in patterns]
    for short, patterns in said["short"].items():
        found += [(pattern, Word("short", short)) for pattern in patterns]
    found.append((said["end"], Word("end")))
    return [(_plain(pattern), word) for pattern, word in found]


def _plain(pattern: str) -> str:
    """A pattern as texts are folded: Arabic without hamza on its alefs."""
    return Plain(pattern).text


def _scanner(pattern: str) -> Scanner:
    return Scanner(pattern, _UNICODE)


def _compiled(pattern: str) -> Any:
    return cast("Any", re2).compile(pattern, _UNICODE)
