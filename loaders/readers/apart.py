"""Reads documents whose libraries can be led astray in a process of its own, with little time and memory.

A PDF or a Word file can unfold to any size and lead in circles. Whatever comes of that, only this process ends.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any, Literal, cast

import orjson

from graph.errors import BadSource
from loaders.time_limit import charged_with_children

SECONDS = 8
"""Time of a processor, less than a file may take in all."""
PATIENCE = 3 * SECONDS
"""Seconds to wait for an answer, on a busy machine or where a process has no limit of its own."""
MEMORY = 1024 * 1024 * 1024
"""Bytes of address space, a tenth of which is Python and its libraries."""
LONGEST = 32 * 1024 * 1024
"""Bytes that are taken from one document: its words, and where they stand."""

Module = Literal["docx_shown", "pdf_shown"]


def shown(module: Module, data: bytes) -> dict[str, Any]:
    """What `loaders.readers.MODULE.shown` makes of a document, in another process, in values of JSON.

    Its time is charged to the file that is being read. Raises BadSource.
    """
    command = [sys.executable, "-P", "-m", "loaders.readers.apart", module]
    with charged_with_children():
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
    return said


def _main() -> None:
    """In the process of its own: a document on the standard input, JSON on the standard output."""
    _bound()
    try:
        answer = import_module(f"loaders.readers.{sys.argv[1]}").shown(sys.stdin.buffer.read())
    except BadSource as error:
        answer = {"problem": str(error)}
    except (MemoryError, RecursionError):
        answer = {"problem": "it needs more memory than a document may take, or leads in circles"}
    written = orjson.dumps(_sayable(answer))
    if len(written) > LONGEST:
        written = orjson.dumps({"problem": f"its words take more than {LONGEST:,} bytes"})
    sys.stdout.buffer.write(written)


def _sayable(value: Any) -> Any:
    """The same without halves of surrogate pairs, which damaged files have, and which cannot be written."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _sayable(one) for key, one in cast("dict[str, Any]", value).items()}
    if isinstance(value, list | tuple):
        return [_sayable(one) for one in cast("list[Any]", value)]
    return value


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
