"""How well citations are found: what is extracted, what the UN's own hyperlinks say, and the two compared."""

from __future__ import annotations
