"""Backups by pgBackRest, which knows its repository, its encryption and its log: HERA asks it and proves the result."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from hera.backup.programs import program
from hera.backup.proof import Proof, Say, check_books, scratch_cluster
from hera.cli.errors import HeraError
from hera.server.cluster import Cluster

RECOVERY_SECONDS = 3600


@dataclass(frozen=True)
class Stanza:
    """A stanza of pgBackRest, its configuration (the usual place when None) and the account that owns the server's files."""

    name: str
    config: Path | None = None
    account: str = "postgres"

    def run(self, command: str, *options: str) -> str:
        """Run a command of pgBackRest and return what it prints.

        Raises HeraError with what it said when it fails.
        """
        program = shutil.which("pgbackrest")
        if program is None:
            raise HeraError("pgbackrest was not found", hint="apt-get install pgbackrest")
        place = [f"--config={self.config}"] if self.config else []
        line = [*self._as_account(), program, f"--stanza={self.name}", *place, *options, command]
        done = subprocess.run(line, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            said = (done.stderr or done.stdout).strip().splitlines()[-3:]
            raise HeraError(f"pgbackrest {command} failed: {' '.join(said)}")
        return done.stdout

    def _as_account(self) -> Sequence[str]:
        if os.getuid() != 0:
            return []
        entry = pwd.getpwnam(self.account)
        return ["setpriv", f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--init-groups"]

    def backups(self) -> list[dict[str, Any]]:
        """What is in the repository, oldest first, as ``pgbackrest info`` describes it."""
        found = json.loads(self.run("info", "--output=json"))
        return list(found[0]["backup"]) if found else []


def create(stanza: Stanza, kind: str = "full") -> dict[str, Any]:
    """Make a backup (full, diff or incr) and say what hera.record_backup takes."""
    stanza.run("backup", f"--type={kind}")
    made = stanza.backups()[-1]
    if made.get("error"):
        raise HeraError(f"{made['label']}: page checksums are wrong in files of the server")
    return {
        "name": made["label"], "method": "pgbackrest",
        "taken_at": datetime.fromtimestamp(made["timestamp"]["stop"], UTC).isoformat(),
        "location": f"{os.uname().nodename}: stanza {stanza.name}", "bytes": made["info"]["repository"]["delta"],
        "sums": None,
    }  # fmt: skip


def verify(
    stanza: Stanza, label: str | None, database: str, checkpoint: dict[str, Any] | None, say: Say = lambda _: None
) -> Proof:
    """Restore a backup (the newest) and the log after it to a scratch server, and check the books there.

    The recovery point is the age of the last transaction that came with the log.
    """
    there = [made["label"] for made in stanza.backups() if label in (None, made["label"])]
    if not there:
        raise HeraError(f"stanza {stanza.name} has no backup{f' {label}' if label else ''}")
    proof = Proof(there[-1])
    began = time.monotonic()
    with scratch_cluster() as cluster:
        say("restoring to a scratch server")
        try:
            restore(stanza, proof.backup, cluster)
        except HeraError as error:
            proof.say("it can be restored", [str(error), *(error.hint or "").splitlines()[-6:]])
            return proof
        with psycopg.connect(cluster.dsn(database), autocommit=True) as connection:
            proof.recovery_point_seconds = await_recovery(connection)
            proof.recovery_time_seconds = round(time.monotonic() - began, 1)
            proof.say("it can be restored", [])
            say("checking the books")
            check_books(connection, checkpoint, proof)
    return proof


def restore(stanza: Stanza, label: str, cluster: Cluster, *more: str) -> None:
    """Restore a backup into the place of a cluster and start a server on it that archives nothing.

    ``more``: options of ``pgbackrest restore``, such as a point in time.
    """
    entry = pwd.getpwnam(stanza.account)
    cluster.data.mkdir(mode=0o700)
    if os.getuid() == 0:
        os.chown(cluster.data, entry.pw_uid, entry.pw_gid)
    stanza.run("restore", f"--pg1-path={cluster.data}", f"--set={label}", "--archive-mode=off", *more)
    for name in ("postgresql.conf", "pg_hba.conf", "pg_ident.conf"):
        # Debian keeps these elsewhere; ours must not listen, nor ask for passwords, whatever the original did.
        (cluster.data / name).write_text("local all all trust\n" if name == "pg_hba.conf" else "", encoding="ascii")
        if os.getuid() == 0:
            os.chown(cluster.data / name, entry.pw_uid, entry.pw_gid)
    cluster.settings.update(_needed_settings(cluster))
    cluster.start(timeout=RECOVERY_SECONDS)


def _needed_settings(cluster: Cluster) -> dict[str, str]:
    """Settings that recovery needs at least as large as they were: the control file has them."""
    control = program("pg_controldata", cluster.place.major * 10000)
    said = subprocess.run(
        [control, str(cluster.data)], capture_output=True, text=True, check=True, env={**os.environ, "LC_ALL": "C"}
    ).stdout
    pairs = (line.split(" setting:") for line in said.splitlines() if line.startswith("max_") and " setting:" in line)
    return {name.replace("xact", "transaction"): value.strip() for name, value in pairs}


def await_recovery(connection: psycopg.Connection[Any]) -> float:
    """Wait for the end of recovery; seconds since the last transaction that came back."""
    deadline = time.monotonic() + RECOVERY_SECONDS
    query = "SELECT pg_is_in_recovery(), extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())"
    while True:
        row = connection.execute(query).fetchone()
        assert row is not None
        if not row[0]:
            return round(float(row[1] or 0), 1)
        if time.monotonic() > deadline:
            raise HeraError("the restored server did not come out of recovery")
        time.sleep(0.2)
