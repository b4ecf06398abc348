"""ArcadeDB inside this process: how it is set up, guarded and closed. Only the embedded child imports this."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import stat
import sys
from typing import Any

from graph.engines.dialect import ArcadeDBDialect
from graph.engines.directory import DATABASE, HOST, GraphDirectory

HEAP = "768m"
JVM = (
    # Without memory some thread dies, whichever asked for it, and the rest no longer answers: better none, since
    # whoever comes next starts another child.
    "-XX:+ExitOnOutOfMemoryError",
    "-XX:-HeapDumpOnOutOfMemoryError",
    # Left to itself twice the cores: four slow queries would keep everybody else waiting.
    "-Darcadedb.queryMaxConcurrent=32",
)
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


_PASSWORD = re.compile(r"[\w-]{20,100}")


def start_java(directory: GraphDirectory) -> None:
    """Start the Java machine, which reads nothing of the database yet. Raises when it does not start."""
    directory.engine.mkdir(exist_ok=True)
    os.chdir(directory.engine)  # the engine puts its log/ into the current directory
    # Made anew at each start: no file in there is ours to keep, and one that is damaged, or put there by somebody (a
    # user, a backup to elsewhere), would count.
    shutil.rmtree(directory.config, ignore_errors=True)
    directory.config.mkdir(exist_ok=True)
    directory.logging_file.write_text(LOGGING)
    # JPype asks for numpy without needing it, which takes a tenth of the start.
    sys.modules.setdefault("numpy", None)  # type: ignore[arg-type]
    from arcadedb_embedded.jvm import start_jvm  # type: ignore[import-untyped]

    # Before anything else: the default heap is 4 GB.
    start_jvm(heap_size=HEAP, jvm_args=[*JVM, f"-Djava.util.logging.config.file={directory.logging_file}"])


class EmbeddedServer:
    """ArcadeDB in this process, once Java has been started. All of its API is untyped: `Any` ends here."""

    def __init__(self, directory: GraphDirectory, password: str, *, in_doubt: bool) -> None:
        from arcadedb_embedded import create_server  # type: ignore[import-untyped]

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
                "serverMetrics": False,  # counted for nobody, and a tenth of the start
            },
        )
        self._server.start()
        # The HTTP listener comes with the server and answers some requests without a password.
        self._server._java_server.getHttpServer().stopService()
        exists = directory.database.is_dir()
        self._database: Any = self._server.get_database(DATABASE) if exists else self._server.create_database(DATABASE)
        self._limit()
        if in_doubt:
            self._rebuild_search()

    @property
    def port(self) -> int:
        """The port that Bolt has been given."""
        for plugin in self._server._java_server.getPlugins():
            if "Bolt" in str(plugin.getName()):
                return int(plugin.getPort())
        raise RuntimeError("the engine has started without its Bolt listener")

    def _limit(self) -> None:
        """Set the limits that are not set yet: SQL takes half a second to warm up, and they outlive us."""
        dialect = ArcadeDBDialect()
        known = self._database._java_db.getConfiguration()
        for key, value in dialect.limits().items():
            if str(known.getValue(key, None)).lower() != value:
                self.run([dialect.limit_statement(key, value)])

    def _rebuild_search(self) -> None:
        """Make the full-text indexes anew: reading the graph through says nothing of them. A few seconds."""
        for name in sorted({str(index.getName()) for index in self._database._java_db.getSchema().getIndexes()}):
            if name.endswith("[search]"):
                self.run([f"REBUILD INDEX `{name}`"])

    def longest_query(self) -> float:
        """For how many seconds the oldest of the queries that run at this moment has been running; 0 for none."""
        running = self._server._java_server.getRunningQueries().getRunning()
        return max((query.getElapsedMillis() / 1000 for query in running), default=0.0)

    def run(self, statements: list[Any]) -> None:
        """Run SQL of ours, one statement after the other."""
        for statement in statements:
            self._database.command("sql", statement)

    def stop(self) -> None:
        """Close the database and the listeners. Harmless when repeated."""
        self._server.stop()


def password_of(directory: GraphDirectory) -> str:
    """The password of the engine's only user: the one in the file, or a new one where that is not fit for use.

    The engine keeps a hash of the first that it is given, which is forgotten at each start.
    """
    try:
        status = directory.password_file.lstat()
        if stat.S_ISREG(status.st_mode) and not status.st_mode & 0o077:
            password = directory.password_file.read_text().strip()
            if _PASSWORD.fullmatch(password):
                return password
    except (OSError, ValueError):
        pass
    password = secrets.token_urlsafe(24)
    directory.password_file.unlink(missing_ok=True)
    descriptor = os.open(directory.password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(password)
    return password
