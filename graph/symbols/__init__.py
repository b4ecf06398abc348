"""Symbols of UN documents: every spelling that people use resolves to one Symbol with one id."""

from __future__ import annotations

from graph.symbols.anchors import anchor_part
from graph.symbols.confusions import confusions
from graph.symbols.families import Base, Family, Label
from graph.symbols.reading import read
from graph.symbols.suggestions import nearest
from graph.symbols.symbol import Symbol

__all__ = ["Base", "Family", "Label", "Symbol", "anchor_part", "confusions", "nearest", "read"]
