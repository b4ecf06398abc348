"""The releases of Neo4j that the tests run on, and what each needs to start."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Release:
    """A release of Neo4j Community: in Maven's numbering, Docker's, and with the least Java that runs it."""

    version: str
    image: str
    main: str
    java: int
    flags: tuple[str, ...] = ()


LONG_TERM = Release(
    version="5.26.30",
    image="neo4j:5.26-community",
    main="org.neo4j.server.CommunityEntryPoint",
    java=17,
)
CALENDAR = Release(
    version="2026.08.1",
    image="neo4j:2026.08.1-community",
    main="org.neo4j.server.Neo4jCommunity",
    java=21,
    flags=("--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"),
)
RELEASES = {"5.26": LONG_TERM, "2026": CALENDAR}
"""By the names that people call them."""
