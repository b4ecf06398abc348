"""Links to the UN's document services: the symbol inside, whatever the host, language and encoding."""

from __future__ import annotations

import re
from urllib.parse import unquote

from graph.symbols.characters import LOOKALIKE, plain

_LANGUAGES = "en|fr|es|ru|zh|ar|de|sp|ch|ot|english|french|spanish|russian|chinese|arabic"

# undocs.org/en/A/RES/78/265, docs.un.org/A/..., 'https://undocs/fr/...' as some French files have it
_SERVICE = re.compile(r"(?:https?:/{1,3})?(?:www\.)?(?:undocs(?:\.org)?|docs\.un\.org)(?::\d+)?/+(?P<symbol>.*)", re.I)
# undocs.org/Home/Mobile?FinalSymbol=..., un.org/ga/search/view_doc.asp?symbol=..., daccess-ods.un.org/...?...DS=...
_QUERY = re.compile(r"[?&](?:(?:final)?symbol|ds|s)=(?P<symbol>[^&]*)", re.I)
_UN_HOST = re.compile(r"https?://(?:[\w-]+\.){0,2}(?:un\.org|undocs\.org)/", re.I)
_OLD_SEARCH = re.compile(r"/view_doc\.asp\?(?P<symbol>[A-Z][^&=]*)$", re.I)
# un.org/en/A/RES/70/1: the UN's site forwards what looks like an adopted text
_SITE = re.compile(
    rf"https?://(?:www\.)?un\.org/(?:(?:{_LANGUAGES})/)?(?P<symbol>[ASE]/(?:HRC/)?(?:RES|PRST|DEC)/.*)", re.I
)
_LANGUAGE = re.compile(rf"(?:/*(?:{_LANGUAGES})/+)+", re.I)
_DOUBLED = re.compile(r"^A/RES/(?=[ASE]/)", re.I)  # 'A/RES/A/C.6/79/SR.37'
_PRINTABLE = re.compile(r"[^\x21-\x7e]")
_END = re.compile(r"[?#&]")
_SLASHES = re.compile(r"/{2,}")
_MAX_LENGTH = 2000


def symbol_in(href: str) -> str | None:
    """The text that stands for a symbol in a link to a UN document service, or None if it is no such link.

    It is not looked at further: 'S/RES/' of a broken link is returned too.
    """
    if len(href) > _MAX_LENGTH:
        return None
    address = unquote(unquote(href)).strip()
    found = _QUERY.search(address) or _OLD_SEARCH.search(address) if _UN_HOST.match(address) else None
    found = found or _SERVICE.match(address) or _SITE.match(address)
    if found is None:
        return None
    symbol = _END.split(found["symbol"], maxsplit=1)[0]
    symbol = _LANGUAGE.sub("", symbol, count=1) if _LANGUAGE.match(symbol) else symbol
    symbol = _PRINTABLE.sub("", plain(symbol).upper().translate(LOOKALIKE))  # an Arabic "and" got into some links
    return _DOUBLED.sub("", _SLASHES.sub("/", symbol).strip("/")) or None
