"""Treaties by volume and number in the Treaty Series: "vols. 2225 and 2237, No. 39574", "Ibid., vol. 1249"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from loaders.citations.names.document import Named
from loaders.citations.names.gazetteer import instruments, protocols
from loaders.citations.plain import byte_offsets
from loaders.citations.scanning import Scanner

_SERIES = Scanner(
    r"(?i:United Nations|Nations Unies|Naciones Unidas|Объединенных Наций|ООН|联合国|الأمم المتحدة)[\s,،《(\"]{0,4}"
    r"(?i:Treaty Series|Recueil des trait[ée]s|Сборник договоров|Серия договоров|条约汇编|条约集"
    r"|مجموعة المعاهدات|سلسلة المعاهدات)".replace("أ", "ا")
)
"""Only with the organization before it: the League of Nations and the Council of Europe have series of their own."""
_IBID = Scanner("(?:Ibid|Ib[íi]dem|Там же|同上|المرجع نفسه)".replace("أ", "ا"))
"""The same work as in the note before: where a text cites the series, its notes go on with it."""
_LIST = r"\d+(?:(?:\s?[,،、;]\s?|\s?(?:and|et|y|и|和|و|to|à|a|至|إلى|-|–|ال)\s?|\s)+\d+){0,40}"
_VOLUMES = re.compile(
    r"[\s.,،》\"]{0,4}(?:(?i:vols?\.?|tomes?|том(?:а|ах)?|тт?\.)|(?:ال)?مجلد\w*|第)\s?(?P<volumes>" + _LIST + r")\s?卷?"
)
_NUMBERS = re.compile(
    r"[\s,，،]{0,3}(?:(?i:nos?\.?|n[oº°]s?\.?|núms?\.?|№№?)|(?:ال)?(?:رقم|ارقام)\w*|第)"
    r"\s?(?P<numbers>" + _LIST + r")\s?号?"
)
_NUMBER = re.compile(r"\d+")
_THROUGH = re.compile(r"\s?(?:to|à|a|至|إلى|الى|-|–)\s?")
_MANY = 60


def treaty_series(text: str, named: set[str]) -> Iterator[Named]:
    """The treaties that a plain text cites by volume and number, in order; `named` are those that it names.

    Where several stand under one number of a volume it is the one that the text names, else the treaty itself rather
    than its protocol.
    """
    data = text.encode("utf-8", "surrogatepass")
    spans = _SERIES.spans(data)
    if spans:
        spans = sorted([*spans, *_IBID.spans(data)])
    flat = byte_offsets(text, data, [offset for span in spans for offset in span])
    for start, end in zip(flat[::2], flat[1::2], strict=True):
        volumes = _VOLUMES.match(text, end)
        numbers = _NUMBERS.match(text, volumes.end()) if volumes else None
        if not volumes or not numbers:
            continue
        in_volumes = _listed(volumes, "volumes")
        under = _listed(numbers, "numbers")
        pairs = [(volume, number) for volume in in_volumes for number in under]
        for (volume, v_start, v_end), (number, n_start, n_end) in pairs[:_MANY]:
            ids = _treaties(volume, number, named)
            if not ids:
                continue
            if len(pairs) == 1:
                yield Named(start, numbers.end(), ids, "unts")
            elif len(in_volumes) > 1:
                yield Named(v_start, v_end, ids, "unts")
            else:
                yield Named(n_start, n_end, ids, "unts")


def _listed(match: re.Match[str], group: str) -> list[tuple[int, int, int]]:
    """The numbers of a list, with where they stand; a range has those between at its end."""
    listed: list[tuple[int, int, int]] = []
    last = 0
    for found in _NUMBER.finditer(match.string, match.start(group), match.end(group)):
        value = int(found[0][:9])
        if listed and _THROUGH.fullmatch(match.string, last, found.start()):
            between = range(listed[-1][0] + 1, value)
            if len(between) <= _MANY:
                listed += [(number, found.start(), found.end()) for number in between]
        listed.append((value, found.start(), found.end()))
        last = found.end()
    return listed


@cache
def _by_number() -> dict[tuple[int, int], tuple[str, ...]]:
    found: dict[tuple[int, int], list[str]] = {}
    for id_, instrument in instruments().items():
        for place in instrument.unts:
            volume, _, number = place.partition("/")
            found.setdefault((int(volume), int(number)), []).append(id_)
    return {place: tuple(sorted(ids)) for place, ids in found.items()}


def _treaties(volume: int, number: int, named: set[str]) -> tuple[str, ...]:
    candidates = _by_number().get((volume, number), ())
    if len(candidates) < 2:
        return candidates
    if len(spoken := tuple(id_ for id_ in candidates if id_ in named)) == 1:
        return spoken
    further = {protocol for treaty in candidates for protocol in protocols().get(treaty, ())}
    return tuple(id_ for id_ in candidates if id_ not in further) or candidates
