"""The settings by name, with what they mean: told by `recalling --help` without loading what reads them."""

from __future__ import annotations

from dataclasses import dataclass

PREFIX = "RECALLING_"


@dataclass(frozen=True, slots=True)
class Variable:
    """A setting for people: what it is for, and what holds when it is not set."""

    means: str
    default: str

    def __str__(self) -> str:
        return f"{self.means} (default: {self.default})"


VARIABLES = {
    "graph": Variable(
        "where the graph is: embedded:PATH, bolt://HOST:PORT, neo4j://HOST:PORT, neo4j+s://HOST:PORT, "
        "with ?database=NAME where the server has several",
        "embedded: in your data directory",
    ),
    "library": Variable("file of the library, from which the graph can be made anew", "in your data directory"),
    "user": Variable("user at a Neo4j server", "neo4j"),
    "password": Variable("password at a Neo4j server", "none"),
    "linger": Variable("seconds that the embedded graph stays up after its last use, or forever", "60"),
    "autoload": Variable(
        "whether `recalling serve` loads the bundled dataset where nothing is loaded, and writes to the graph what is "
        "behind: yes or no",
        "yes",
    ),
    "host": Variable("address on which `recalling serve` listens", "127.0.0.1"),
    "port": Variable("port on which `recalling serve` listens; 0 takes a free one", "8000"),
    "log_level": Variable("what the server writes about itself: debug, info, warning or error", "info"),
    "log_format": Variable("how it writes: text or json, or auto (text on a terminal, else json)", "auto"),
}


def environment_name(setting: str) -> str:
    """The environment variable of a setting: "log_level" -> "RECALLING_LOG_LEVEL"."""
    return PREFIX + setting.upper()
