"""One PostgreSQL cluster on a private socket, started and stopped through tools/pg_ctl.

The socket directory has mode 0700 and the server listens nowhere else, so whoever reaches the socket is the owner of
the server or root: authentication inside is ``trust``, which lets the demonstration and the tests be any login.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import stat
import subprocess
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from hera.cli.errors import HeraError
from hera.server.place import Place

PORT = 5432
SUPERUSER = "postgres"


class Cluster:
    """A data directory ``<directory>/pg``, its socket and its log."""

    def __init__(self, place: Place, directory: Path, settings: Mapping[str, str] | None = None) -> None:
        self.place = place
        self.directory = directory
        self.data = directory / "pg"
        self.socket = place.socket_directory(directory)
        self.log = self.socket / "server.log"
        self.settings = dict(settings or {})
        self.environment: dict[str, str] = {}

    def exists(self) -> bool:
        """Whether initdb has finished here."""
        return (self.data / "PG_VERSION").exists()

    def running(self) -> bool:
        """Whether a server runs on the data directory."""
        return self.exists() and self._pg_ctl("status", check=False).returncode == 0

    def pid(self) -> int | None:
        """Process id of the postmaster, None when there is none."""
        try:
            return int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None

    def init(self) -> None:
        """Create the cluster: page checksums, UTF-8, C.UTF-8, no network."""
        self.directory.mkdir(parents=True, exist_ok=True)
        options = [
            "--data-checksums",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            f"--username={SUPERUSER}",
            "--auth-local=trust",
            "--auth-host=reject",
        ]
        if self.settings.get("fsync") == "off":
            options.append("--no-sync")
        self._pg_ctl("init", "-s", "-o", shlex.join(options))

    def start(self, timeout: int = 60) -> None:
        """Start the server and wait until it accepts connections.

        Raises HeraError with the end of the server's log when it does not.
        """
        self._private_directory(self.socket)
        self._write_settings()
        started = self._pg_ctl("start", "-s", "-w", "-t", str(timeout), "-l", str(self.log), check=False)
        if started.returncode != 0:
            tail = self.log.read_text(errors="replace").splitlines()[-8:] if self.log.exists() else []
            raise HeraError(
                "the server did not start: " + (started.stderr.strip() or "see its log"),
                hint="\n      ".join([f"Log: {self.log}", *tail]),
            )

    def stop(self, mode: str = "fast") -> None:
        """Stop the server if it runs."""
        if self.running():
            self._pg_ctl("stop", "-s", "-w", "-t", "60", "-m", mode)

    def restart(self, settings: Mapping[str, str] | None = None) -> None:
        """Stop and start, with other settings on top when given."""
        self.stop()
        self.settings.update(settings or {})
        self.start()

    def kill(self) -> None:
        """SIGKILL the postmaster: what a crash of the process does. Its backends notice and end."""
        if pid := self.pid():
            os.kill(pid, signal.SIGKILL)

    def remove(self) -> None:
        """Stop the server and delete its files."""
        if self.exists():
            self.stop("immediate")
        for path in (self.data, self.socket):
            shutil.rmtree(path, ignore_errors=True)

    def dsn(self, database: str = "hera", user: str = SUPERUSER) -> str:
        """A URI that psql and every driver take as it stands."""
        host = quote(str(self.socket), safe="")
        return f"postgresql://{quote(user, safe='')}@/{quote(database, safe='')}?host={host}&port={PORT}"

    def _private_directory(self, path: Path) -> None:
        owner = self.place.owner(self.data)
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = path.lstat()
        # In /tmp anyone may have made it first, or put a link there.
        if not stat.S_ISDIR(status.st_mode) or status.st_uid not in (os.getuid(), owner[0]):
            raise HeraError(
                f"{path} belongs to another user", hint="Remove it, or set HERA_HOME to a directory of yours."
            )
        if os.getuid() == 0:
            os.chown(path, *owner)
        path.chmod(0o700)

    def _write_settings(self) -> None:
        values = {
            "listen_addresses": "",
            "port": str(PORT),
            "unix_socket_directories": str(self.socket),
            "unix_socket_permissions": "0700",
            **extension_settings(self.place),
            **self.settings,
        }
        lines = ["# Written by hera at every start. Put settings of your own into postgresql.auto.conf (ALTER SYSTEM)."]
        for name, value in values.items():
            escaped = value.replace("'", "''")
            lines.append(f"{name} = '{escaped}'")
        path = self.data / "hera.conf"
        path.write_text("\n".join(lines) + "\n")
        main = self.data / "postgresql.conf"
        include = "include_if_exists = 'hera.conf'"
        if include not in main.read_text():
            with main.open("a") as file:
                file.write(f"\n{include}\n")
        if os.getuid() == 0:
            os.chown(path, *self.place.owner(self.data))

    def _pg_ctl(self, action: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        command = [str(self.place.pg_ctl), action, "-D", str(self.data), *arguments]
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env={**os.environ, **self.environment},
            check=False,
        )
        if check and done.returncode != 0:
            raise HeraError(f"pg_ctl {action} failed: {(done.stderr or done.stdout).strip()}")
        return done


def extension_settings(place: Place) -> dict[str, str]:
    """Settings that make a server look for extensions under the stage as well as in its own directories."""
    if not place.stage.is_dir():
        return {}
    if place.major >= 18:
        share = _ask_pg_config(place, "--sharedir")
        library = _ask_pg_config(place, "--pkglibdir")
        return {
            "extension_control_path": f"{place.stage}{share}:$system",
            "dynamic_library_path": f"{place.stage}{library}:$libdir",
        }
    described = subprocess.run(
        [place.bindir / "postgres", "--describe-config"], capture_output=True, text=True, check=False
    )
    if "extension_destdir\t" in described.stdout:
        return {"extension_destdir": str(place.stage)}
    raise HeraError(
        f"this PostgreSQL {place.major} cannot load extensions from outside its own directories",
        hint='Run "make install" as root, or use the packages of Debian or PGDG.',
    )


def _ask_pg_config(place: Place, option: str) -> str:
    program = os.environ.get("PG_CONFIG") or str(place.bindir / "pg_config")
    return subprocess.run([program, option], capture_output=True, text=True, check=True).stdout.strip()
