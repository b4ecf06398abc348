"""A file that ends the process that reads it. (In a module of its own: that process must be able to import it.)"""

from __future__ import annotations

import multiprocessing
import os

from loaders.sources import Item, Source


class Deadly(Item):
    """Ends the process that reads it at once, as a fault in a library would; never the one that runs the tests."""

    def read(self) -> Source:
        if multiprocessing.parent_process() is None:
            raise AssertionError("read in the process that asked")
        os._exit(3)
