"""Reads documents whose libraries can be led astray in a process of its own, with little time and memory.

A PDF or a Word file can unfold to any size and lead in circles. Whatever comes of that, only this process ends.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any, Literal

import orjson

from graph.errors import BadSource
from loaders.readers.blocks import Block, Pages
from loaders.records import Link

SECONDS = 8
"""Time of a processor, less than a file may take in all."""
PATIENCE = 3 * SECONDS
"""Seconds to wait for an answer, on a busy machine or where a process has no limit of its own."""
MEMORY = 1024 * 1024 * 1024
"""Bytes of address space, a tenth of which is Python and its libraries."""
LONGEST = 16 * 1024 * 1024
"""Characters of words that are taken from one document."""

Module = Literal["docx_pages", "pdf_pages"]


def pages(module: Module, data: bytes) -> Pages:
    """What `loaders.readers.MODULE.pages` makes of a document, in another process. Raises BadSource."""
    command = [sys.executable, "-P", "-m", "loaders.readers.apart", module]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        raise BadSource(f"it takes longer than {PATIENCE} seconds") from None
    if done.returncode == -getattr(signal, "SIGXCPU", 0) != 0:
        raise BadSource(f"it takes longer than {SECONDS} seconds")
    if done.returncode != 0:
        raise BadSource("it needs more memory than a document may take, or its reader has failed")
    said: dict[str, Any] = orjson.loads(done.stdout)
    if problem := said.get("problem"):
        raise BadSource(str(problem))
    blocks = [
        Block(text, tuple(Link(*link) for link in links), heading=heading, note=note)
        for text, links, heading, note in said["blocks"]
    ]
    return Pages(blocks, said["title"], said["language"])


def _main() -> None:
    """In the process of its own: a document on the standard input, JSON on the standard output."""
    _bound()
    try:
        read = import_module(f"loaders.readers.{sys.argv[1]}").pages(sys.stdin.buffer.read())
        answer = _answer(read)
    except BadSource as error:
        answer = {"problem": str(error)}
    except (MemoryError, RecursionError):
        answer = {"problem": "it needs more memory than a document may take, or leads in circles"}
    sys.stdout.buffer.write(orjson.dumps(answer))


def _answer(read: Pages) -> dict[str, Any]:
    if sum(len(block.text) for block in read.blocks) > LONGEST:
        return {"problem": f"it has more than {LONGEST:,} characters"}
    blocks = [
        (
            _sayable(block.text),
            [(link.start, link.end, _sayable(link.href)) for link in block.links],
            block.heading,
            block.note,
        )
        for block in read.blocks
    ]
    title = _sayable(read.title) if read.title else None
    return {"blocks": blocks, "title": title, "language": read.language}


def _sayable(text: str) -> str:
    """Halves of surrogate pairs, which damaged files have, cannot be written."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _bound() -> None:
    with suppress(ImportError, ValueError, OSError):  # Windows has no such limits
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        # In the second before the end the reader may say how far it has come.
        signal.signal(signal.SIGXCPU, _out_of_time)


def _out_of_time(_signal: int, _frame: object) -> None:
    raise BadSource(f"it takes longer than {SECONDS} seconds")


if __name__ == "__main__":
    _main()
