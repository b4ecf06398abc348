"""The directory of an embedded graph: its files, its two locks, and what the running child has published there."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, cast

from graph.errors import EngineBroken

if sys.platform == "win32":
    # Everything here rests on flock, which the kernel releases however a process dies.
    raise EngineBroken(
        "the embedded graph engine does not run on Windows",
        remedy="Use Neo4j: set RECALLING_GRAPH=bolt://HOST:PORT",
    )

import fcntl

HOST = "127.0.0.1"
USER = "root"
DATABASE = "recalling"
LOST_RACE = 75
"""Exit code of a child that finds the directory owned by another."""
DAMAGED = 76
"""Exit code of a child that did not open the database, because its files are damaged."""
LOG_LIMIT = 5 * 1024 * 1024
"""Bytes of `child.log` before it is moved aside."""


STARTING = "recalling: starting"
"""The first line of each child in the log."""
DISK_TROUBLE = re.compile(rb"No space left on device|Disk quota exceeded|File too large|Input/output error")
_SAYS = re.compile(r"(?:[\w.]+(?:Error|Exception)\b|Caused by: |SEVER|FATAL)")
_LOG_END, _SAID = 64_000, 150


@dataclass(frozen=True)
class Published:
    """What a child says of itself once it is ready."""

    pid: int
    port: int
    version: str
    started: float
    clean: bool
    schema: dict[str, list[str]] | None = field(default=None)
    """The schema that it has made (`Schema.as_json`); None until a client has asked for one."""
    refused: dict[str, list[str]] | None = field(default=None)
    """The schema that it could not make."""

    @property
    def bolt_url(self) -> str:
        """Where the driver connects."""
        return f"bolt://{HOST}:{self.port}"


class GraphDirectory:
    """File names in one place, for the client and for the child."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lease_lock = path / "lease.lock"  # shared by every client, exclusive for a child that goes
        self.owner_lock = path / "owner.lock"  # exclusive for the child while it lives
        self.turn_lock = path / "turn.lock"  # exclusive for the client that verifies or mends
        self.port_file = path / "port.json"
        self.password_file = path / "password"
        self.schema_file = path / "schema.json"  # what clients want; the child makes it and says so in port.json
        self.stay_file = path / "linger"  # overrides the child's own linger: seconds or "forever"
        self.clean_file = path / "clean.json"
        self.verified_file = path / "verified"
        self.damaged_file = path / "damaged"  # why the last child did not open the database, in a few words
        self.log_file = path / "child.log"
        self.old_log_file = path / "child.log.1"
        self.engine = path / "arcadedb"  # everything the engine itself writes, its log directory included
        self.config = self.engine / "config"
        self.logging_file = self.config / "logging.properties"
        self.database = self.engine / "databases" / DATABASE

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file of ours but the locks, which stay: whoever waits for a lock has it open."""
        told = (self.port_file, self.password_file, self.schema_file, self.stay_file, self.clean_file)
        return (*told, self.verified_file, self.damaged_file, self.log_file, self.old_log_file)

    def is_ours(self) -> bool:
        """Whether a child has ever owned this directory."""
        return self.owner_lock.is_file() and self.lease_lock.is_file()

    def owner(self) -> int | None:
        """The process id of the child that owns the directory (0 while it is not written yet), None without one."""
        try:
            lock = os.open(self.owner_lock, os.O_RDONLY | os.O_CLOEXEC)
        except (FileNotFoundError, NotADirectoryError):
            return None
        try:
            # Shared, so that two who ask do not take each other for the owner; a child that comes tries again.
            if try_lock(lock, exclusive=False):
                return None
            return int(os.read(lock, 20) or b"0")
        except ValueError:
            return 0
        finally:
            os.close(lock)

    def published(self) -> Published | None:
        """What the living child has published; a dead child's file counts for nothing."""
        value = read_json(self.port_file)
        try:
            published = Published(**value) if value is not None else None
        except TypeError:
            return None
        # A child that has just taken the lock has not yet taken away what the last one, which was killed, left behind.
        alive = published is not None and published.pid == self.owner() and _alive(published.pid)
        return published if alive else None

    def damage(self) -> str | None:
        """Why the last child that tried did not open the database; None when it did, or failed for another reason."""
        try:
            return self.damaged_file.read_text(encoding="utf-8", errors="replace").strip() or None
        except OSError:
            return None

    def verified_since(self, started: float) -> bool:
        """Whether a client has verified the graph in the life of the child that started then."""
        return read_json(self.verified_file) == {"started": started}

    def met_full_disk(self) -> bool:
        """Whether the end of the child's log tells of a disk that is full or broken."""
        return DISK_TROUBLE.search(self._log_end()) is not None

    def last_said(self) -> str:
        """The last line of the child's log that says what went wrong, cut short; '' where none does."""
        text = self._log_end().decode("utf-8", "replace")
        said = [line.strip() for line in text.splitlines() if _SAYS.match(line.strip())]
        return said[-1][:_SAID] if said else ""

    def _log_end(self) -> bytes:
        """The end of what the child has said since it started."""
        try:
            return self.log_file.read_bytes()[-_LOG_END:].rpartition(STARTING.encode())[2]
        except OSError:
            return b""


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True


def open_lock(path: Path) -> int:
    """A descriptor of a lock file, made if missing, that no child process inherits."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)


def try_lock(lock: int, *, exclusive: bool) -> bool:
    """Take the lock if that is possible at once."""
    try:
        fcntl.flock(lock, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def wait_lock(lock: int, *, exclusive: bool, seconds: float, every: float = 0.02) -> bool:
    """Take the lock within `seconds`. Polled, because a blocked flock cannot be given up."""
    deadline = time.monotonic() + seconds
    while not try_lock(lock, exclusive=exclusive):
        if time.monotonic() > deadline:
            return False
        time.sleep(every)
    return True


def unlock(lock: int) -> None:
    """Give the lock back but keep the descriptor."""
    fcntl.flock(lock, fcntl.LOCK_UN)


def read_json(path: Path) -> dict[str, Any] | None:
    """The object in a small JSON file; None when the file is missing or no such thing."""
    try:
        value: object = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return cast("dict[str, Any]", value) if isinstance(value, dict) else None


def write_json(path: Path, value: dict[str, Any]) -> None:
    """Replace a file as a whole, so that nobody reads half of it, and keep it through a power failure."""
    passing = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(value, file)
        file.flush()
        os.fsync(file.fileno())
    passing.replace(path)


def publish(directory: GraphDirectory, published: Published) -> None:
    """Tell clients where the child listens."""
    write_json(directory.port_file, asdict(published))
