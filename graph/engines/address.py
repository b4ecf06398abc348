"""Where a graph lives: an address parsed once, at the edge, and passed on as a value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from platformdirs import user_data_dir

from graph.errors import BadSetting

SERVER_SCHEMES = frozenset({"bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"})
DEFAULT_PORT = 7687
_FORMS = "Use embedded:, embedded:PATH, bolt://HOST:PORT, neo4j://HOST:PORT or neo4j+s://HOST:PORT"
_DATABASE = re.compile(r"[A-Za-z][A-Za-z0-9.-]{0,62}")


@dataclass(frozen=True)
class GraphAddress:
    """An embedded graph's directory, or a server's scheme, host, port and database.

    Exactly one of `path` and `host` is set. `database` is None where the server's own default is meant.
    An address never holds a password: it is shown in messages, logs and `recalling db status`.
    """

    scheme: str
    path: Path | None = None
    host: str | None = None
    port: int = DEFAULT_PORT
    database: str | None = None

    @property
    def embedded(self) -> bool:
        """Whether this is a directory of our own, not a server."""
        return self.path is not None

    @property
    def url(self) -> str:
        """What the driver connects to; only servers have one."""
        host = f"[{self.host}]" if self.host and ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"

    def __str__(self) -> str:
        if self.path is not None:
            return f"embedded:{self.path}"
        return f"{self.url}?database={self.database}" if self.database else self.url

    @classmethod
    def parse(cls, text: str) -> GraphAddress:
        """Read the value of RECALLING_GRAPH or `--graph`. Raises BadSetting, never quoting a password."""
        text = text.strip()
        if text.startswith("embedded:"):
            return cls(scheme="embedded", path=_directory(text.removeprefix("embedded:")))
        scheme = text.partition("://")[0].lower()
        if scheme not in SERVER_SCHEMES:
            raise BadSetting("this is no address of a graph", where=_quoted(text), remedy=_FORMS)
        return _server(scheme, text)


def _directory(text: str) -> Path:
    if not text:
        return Path(user_data_dir("recalling", appauthor=False)) / "graph"
    if "\0" in text:
        raise BadSetting("the path of the embedded graph holds a NUL character", remedy=_FORMS)
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError as error:  # ~nobody
        raise BadSetting(f"the home directory in {text!r} is unknown", remedy="Write the path in full") from error


def _server(scheme: str, text: str) -> GraphAddress:
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise BadSetting("host or port cannot be read", where=_quoted(text), remedy=_FORMS) from error
    if "@" in parts.netloc:
        # Addresses end up in logs and process lists; a password in one of them is a password told to everybody.
        remedy = "Set RECALLING_USER and RECALLING_PASSWORD instead"
        raise BadSetting("the address of the graph must not hold a user or password", remedy=remedy)
    if not host:
        raise BadSetting("the host is missing", where=_quoted(text), remedy=_FORMS)
    if parts.path not in ("", "/") or parts.fragment:
        remedy = "Name a database as ?database=NAME"
        raise BadSetting("nothing may follow the port but ?database=NAME", where=_quoted(text), remedy=remedy)
    port = DEFAULT_PORT if port is None else port
    return GraphAddress(scheme=scheme, host=host, port=port, database=_database(parts.query, text))


def _database(query: str, text: str) -> str | None:
    if not query:
        return None
    pairs = parse_qsl(query, keep_blank_values=True)
    if len(pairs) != 1 or pairs[0][0] != "database":
        raise BadSetting("only database=NAME may follow the question mark", where=_quoted(text))
    name = pairs[0][1]
    if not _DATABASE.fullmatch(name):
        remedy = "Letters, digits, dots and dashes, beginning with a letter"
        raise BadSetting(f"{name!r} is no name of a database", where=_quoted(text), remedy=remedy)
    return name


def _quoted(text: str) -> str:
    """The address as shown in a message: one line, short, and without what looks like a password."""
    shown = re.sub(r"//[^/@]*@", "//…@", "".join(c if c.isprintable() else " " for c in text))
    return repr(shown if len(shown) <= 120 else shown[:117] + "…")
