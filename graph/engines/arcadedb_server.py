"""ArcadeDB inside this process: how it is set up, guarded and closed. Only the embedded child imports this."""

from __future__ import annotations

import os
import secrets
from typing import Any

from graph.engines.dialect import ArcadeDBDialect
from graph.engines.directory import DATABASE, HOST, GraphDirectory

HEAP = "768m"
LOGGING = """\
handlers = java.util.logging.ConsoleHandler
java.util.logging.ConsoleHandler.level = INFO
java.util.logging.ConsoleHandler.formatter = com.arcadedb.log.LogFormatter
.level = INFO
io.undertow.level = WARNING
org.xnio.level = WARNING
org.jboss.level = WARNING
"""
"""To our output alone: left to itself, ArcadeDB also keeps up to 1 GB of log files."""


class EmbeddedServer:
    """ArcadeDB in this process. All of its API is untyped: `Any` ends here."""

    def __init__(self, directory: GraphDirectory, password: str) -> None:
        directory.engine.mkdir(exist_ok=True)
        os.chdir(directory.engine)  # the engine puts its log/ into the current directory
        directory.logging_file.parent.mkdir(exist_ok=True)
        directory.logging_file.write_text(LOGGING)
        from arcadedb_embedded import create_server  # type: ignore[import-untyped]
        from arcadedb_embedded.jvm import start_jvm  # type: ignore[import-untyped]

        # Before anything else: the default heap is 4 GB.
        start_jvm(heap_size=HEAP, jvm_args=[f"-Djava.util.logging.config.file={directory.logging_file}"])
        self._server: Any = create_server(
            root_path=str(directory.engine),
            root_password=password,
            config={
                "host": HOST,
                "http_port": 0,
                "bolt_port": 0,
                # Production mode hides every Cypher error behind "internal error".
                "mode": "development",
                "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
            },
        )
        self._server.start()
        # The HTTP listener comes with the server and answers some requests without a password.
        self._server._java_server.getHttpServer().stopService()
        exists = directory.database.is_dir()
        self._database: Any = self._server.get_database(DATABASE) if exists else self._server.create_database(DATABASE)
        self.run(ArcadeDBDialect().limit_statements())

    @property
    def port(self) -> int:
        """The port that Bolt has been given."""
        for plugin in self._server._java_server.getPlugins():
            if "Bolt" in str(plugin.getName()):
                return int(plugin.getPort())
        raise RuntimeError("the engine has started without its Bolt listener")

    def run(self, statements: list[Any]) -> None:
        """Run SQL of ours, one statement after the other."""
        for statement in statements:
            self._database.command("sql", statement)

    def stop(self) -> None:
        """Close the database and the listeners. Harmless when repeated."""
        self._server.stop()


def password_of(directory: GraphDirectory) -> str:
    """The password of the engine's only user. The engine takes it at its first start and keeps a hash."""
    try:
        if password := directory.password_file.read_text().strip():
            return password
    except FileNotFoundError:
        pass
    directory.users_file.unlink(missing_ok=True)
    password = secrets.token_urlsafe(24)
    directory.password_file.unlink(missing_ok=True)
    descriptor = os.open(directory.password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(password)
    return password
