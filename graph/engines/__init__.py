"""Where the graph lives: an embedded ArcadeDB or a Neo4j server, behind one driver and one dialect.

Names are imported when they are first asked for: the embedded child imports this package too, and the driver alone
would add half a second to its start.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.engines.address import GraphAddress
    from graph.engines.dialect import Schema, search
    from graph.engines.embedded import (
        EmbeddedStatus,
        embedded_check,
        embedded_damage,
        embedded_disk_trouble,
        embedded_erase,
        embedded_start,
        embedded_status,
        embedded_stop,
        embedded_turn,
    )
    from graph.engines.engine import Engine, open_engine
    from graph.engines.line import Line
    from graph.engines.translation import translate, translated

__all__ = [
    "EmbeddedStatus",
    "Engine",
    "GraphAddress",
    "Line",
    "Schema",
    "embedded_check",
    "embedded_damage",
    "embedded_disk_trouble",
    "embedded_erase",
    "embedded_start",
    "embedded_status",
    "embedded_stop",
    "embedded_turn",
    "open_engine",
    "search",
    "translate",
    "translated",
]

_HOME = {
    "GraphAddress": "address",
    "Line": "line",
    "Schema": "dialect",
    "search": "dialect",
    "Engine": "engine",
    "open_engine": "engine",
    "translate": "translation",
    "translated": "translation",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"graph.engines.{_HOME.get(name, 'embedded')}"), name)
