"""A PgBouncer in front of the session's cluster, on a socket of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

from hera.server.cluster import Cluster
from support.databases import Connection

PORT = 6432


def program() -> str | None:
    """Path of pgbouncer, None where it is not installed."""
    return shutil.which("pgbouncer", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")


def version() -> tuple[int, ...]:
    """Version of the installed pgbouncer."""
    text = subprocess.run([str(program()), "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"(\d+)\.(\d+)", text)
    assert found is not None, text
    return tuple(int(part) for part in found.groups())


class PgBouncer:
    """Transaction pooling with one server connection per login and database."""

    def __init__(
        self, cluster: Cluster, logins: list[str], *, databases: dict[str, str] | None = None, **settings: str
    ) -> None:
        # A short name: the path of a socket has at most 107 characters.
        self.directory = cluster.socket / "pb"
        self.directory.mkdir(exist_ok=True)
        options = {
            "listen_addr": "",
            "listen_port": str(PORT),
            "unix_socket_dir": str(self.directory),
            "auth_type": "trust",
            "auth_file": str(self.directory / "users.txt"),
            "logfile": str(self.directory / "log"),
            "pool_mode": "transaction",
            "default_pool_size": "1",
            **settings,
        }
        offered = databases or {"*": f"host={cluster.socket} port=5432"}
        lines = ["[databases]", *(f"{name} = {place}" for name, place in offered.items()), "[pgbouncer]"]
        lines += [f"{name} = {value}" for name, value in options.items()]
        self._write("pgbouncer.ini", "\n".join(lines))
        self._write("users.txt", "\n".join(f'"{login}" ""' for login in logins))
        status = cluster.socket.stat()
        command = [str(program()), "-q", str(self.directory / "pgbouncer.ini")]
        if os.getuid() == 0:
            # PgBouncer refuses to run as root.
            for path in (self.directory, *self.directory.iterdir()):
                os.chown(path, status.st_uid, status.st_gid)
            drop = ["setpriv", f"--reuid={status.st_uid}", f"--regid={status.st_gid}", "--clear-groups"]
            command = [*drop, *command]
        self.process = subprocess.Popen(command, cwd="/", stdin=subprocess.DEVNULL)
        self._wait(self.directory / f".s.PGSQL.{PORT}")

    def connect(self, database: str, user: str, **options: Any) -> Connection:
        """A connection through the pool."""
        dsn = f"postgresql://{quote(user)}@/{database}?host={quote(str(self.directory), safe='')}&port={PORT}"
        return psycopg.connect(dsn, autocommit=True, **options)

    def stop(self) -> None:
        """End the process and forget its files."""
        self.process.terminate()
        self.process.wait(10)
        shutil.rmtree(self.directory, ignore_errors=True)

    def _write(self, name: str, text: str) -> None:
        (self.directory / name).write_text(text + "\n", encoding="utf-8")

    def _wait(self, socket: Path) -> None:
        for _ in range(500):
            if socket.exists():
                return
            assert self.process.poll() is None, "pgbouncer ended at once"
            time.sleep(0.01)
        raise AssertionError("pgbouncer did not open its socket")
