"""Facts to pictures and to files that other programs read: `export` is the way in."""

from __future__ import annotations

from viz.formats import MEDIA_TYPES, Format, export

__all__ = ["MEDIA_TYPES", "Format", "export"]
