"""The official driver, set up alike for every engine: short waits, few retries, no notifications."""

from __future__ import annotations

import logging
from importlib.metadata import PackageNotFoundError, version

from neo4j import Driver, GraphDatabase

from graph.engines.translation import translate

# Without a handler, Python prints the driver's warnings to stderr; what they say is in our errors already. Whoever
# sets up logging still gets them.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


RETRY_SECONDS = 8.0
LOCAL_RETRY_SECONDS = 2.0
"""How long a transaction is tried again. An embedded child that has ended does not come back by waiting for it, and
the driver's last wait, which doubles each time, comes on top."""


def open_driver(url: str, auth: tuple[str, str] | None, *, where: str, retry_seconds: float = RETRY_SECONDS) -> Driver:
    """A driver that has reached its server. Raises EngineUnavailable, EngineRefused or BadSetting."""
    try:
        driver = GraphDatabase.driver(  # pyright: ignore[reportUnknownMemberType]
            url,
            auth=auth,
            user_agent=f"recalling/{_version()}",
            connection_timeout=5.0,
            # Bounds the handshake as well: an HTTP port may wait for ever for the rest of what it takes for a request.
            connection_acquisition_timeout=6.0,
            max_transaction_retry_time=retry_seconds,
            notifications_min_severity="OFF",
            telemetry_disabled=True,
        )
    except Exception as error:
        raise translate(error, where=where) from error
    try:
        driver.verify_connectivity()  # pyright: ignore[reportUnknownMemberType]
    except Exception as error:
        driver.close()
        raise translate(error, where=where) from error
    return driver


def _version() -> str:
    try:
        return version("recalling")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0"
