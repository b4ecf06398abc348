"""Neo4j servers by URL: who answers there, which version, and the schema over Bolt."""

from __future__ import annotations

import re

from neo4j import Driver, Session

from graph.engines.connection import open_driver
from graph.engines.dialect import Neo4jDialect, Schema
from graph.engines.translation import translated
from graph.errors import EngineUnavailable

OLDEST = 5
# "Neo4j/5.26.30", "Neo4j/2026.08.1", "Neo4j/5.28-aura". Others say more: ArcadeDB and Memgraph call themselves
# "Neo4j/… compatible …", and dbms.components() tells a lie on both.
_AGENT = re.compile(r"Neo4j/(?P<version>(?P<major>\d+)[\w.+-]*)")


def connect(url: str, auth: tuple[str, str] | None, database: str | None, *, where: str) -> tuple[Driver, str, str]:
    """A driver, the server's version and the name of the database. Raises EngineUnavailable or EngineRefused."""
    driver = open_driver(url, auth, where=where)
    try:
        with translated(where):
            summary = driver.execute_query("RETURN 1 AS one", database_=database).summary
        # Naming the database, also when it is the server's default, saves a question each session.
        return driver, _version(summary.server.agent, where), summary.database or database or "neo4j"
    except BaseException:
        driver.close()
        raise


def make_schema(session: Session, schema: Schema) -> None:
    """Make constraints and indexes where they are missing. DDL runs outside managed transactions."""
    for statement in Neo4jDialect().schema_statements(schema):
        session.run(statement).consume()


def _version(agent: str, where: str) -> str:
    match = _AGENT.fullmatch(agent)
    if match is None:
        remedy = "RECALLING_GRAPH takes a Neo4j server, or embedded: for the engine that comes with Recalling"
        raise EngineUnavailable(f"the server there is not Neo4j but {agent!r}", where=where, remedy=remedy)
    if int(match["major"]) < OLDEST:
        remedy = f"Use Neo4j {OLDEST}.26 or later"
        raise EngineUnavailable(f"Neo4j {match['version']} is too old", where=where, remedy=remedy)
    return match["version"]
