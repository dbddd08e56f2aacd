"""Checkpoints outside the database: commands, the job, the alert, and what becomes of a restored copy."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from threading import Event
from typing import Any
from uuid import UUID

import pytest
from psycopg.types.json import Jsonb

from hera.audit import offline
from hera.audit.checkpoints import keep
from hera.jobs.perform import perform
from support.databases import Connection, Database
from support.office import journal, refused, submit, value


def hera(database: Database, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: text for name, text in os.environ.items() if not name.startswith("PG")}
    return subprocess.run(
        [Path(sys.executable).parent / "hera", "--dsn", database.dsn, *arguments],
        capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip


@pytest.fixture
def books(clone_admin: Connection) -> UUID:
    organization = UUID(str(value(clone_admin, "SELECT hera.create_organization('Kept')")))
    submit(clone_admin, organization, journal())
    return organization


def test_commands_from_seal_to_offline_proof(
    clone: Database, clone_admin: Connection, books: UUID, tmp_path: Path
) -> None:
    done = hera(clone, "seal-audit", "--directory", str(tmp_path))
    assert done.returncode == 0, done.stderr
    kept = tmp_path / "seal-000000001.json"
    assert json.loads(kept.read_text()) == json.loads(done.stdout) == json.loads((tmp_path / "latest.json").read_text())
    identifier = str(submit(clone_admin, books, journal(7))["transaction_id"])
    assert hera(clone, "seal-audit", "--directory", str(tmp_path)).returncode == 0
    assert hera(clone, "verify-audit", "--checkpoint", str(kept)).returncode == 0
    bundle, verifier = tmp_path / "bundle.json", tmp_path / "verify.py"
    proof = ["audit-proof", "--organization", str(books), "--id", identifier, "--checkpoint", str(kept)]
    assert hera(clone, *proof, "--file", str(bundle)).returncode == 0
    assert hera(clone, "audit-proof", "--verifier", "--file", str(verifier)).returncode == 0
    command = [sys.executable, "-I", "-S", str(verifier), str(bundle), str(kept)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split("\n")[0]) == (0, "PROVED"), done
    assert hera(clone, "audit-proof").returncode == 2
    bundle.write_text("{")
    assert hera(clone, "verify-audit", "--checkpoint", str(bundle)).returncode == 2
    clone_admin.execute("ALTER TABLE hera_internal.audit_seal DISABLE TRIGGER USER")
    clone_admin.execute("UPDATE hera_internal.audit_seal SET sealed_by = 'x' WHERE number = 1")
    done = hera(clone, "verify-audit", "--failed", "--checkpoint", str(kept))
    assert done.returncode == 3
    assert "seal 1 is another one" in done.stdout


def test_a_kept_checkpoint_is_never_written_over(tmp_path: Path) -> None:
    keep({"seal": "1", "root": "a"}, tmp_path)
    keep({"seal": "1", "root": "a"}, tmp_path)
    with pytest.raises(ValueError, match="another seal 1"):
        keep({"seal": "1", "root": "b"}, tmp_path)


def test_the_job_seals_and_keeps(clone: Database, clone_admin: Connection, books: UUID, tmp_path: Path) -> None:
    def run() -> Any:
        with clone.connect() as connection:
            return perform(connection, "seal_audit", Event())

    assert run().result == {"seal": "1", "leaves": "3"}
    clone_admin.execute("SELECT hera.set_setting('audit_checkpoint_directory', %s)", [str(tmp_path)])
    submit(clone_admin, books, journal())
    done = run()
    assert done.outcome == "done"
    assert Path(done.result["file"]).name == "seal-000000002.json"
    clone_admin.execute("SELECT hera.set_setting('audit_checkpoint_directory', %s)", [str(tmp_path / "gone")])
    submit(clone_admin, books, journal())
    assert run().outcome == "failed"
    assert value(clone_admin, "SELECT hera.audit_status() ->> 'unsealed'") == "0"


def test_an_old_horizon_is_an_alert_that_names_what_holds_it(
    clone: Database, clone_admin: Connection, books: UUID
) -> None:
    def alert() -> str:
        rows = clone_admin.execute("SELECT detail FROM hera.alerts() WHERE code = 'audit.horizon'").fetchall()
        return str(rows[0][0]) if rows else ""

    assert alert() == ""
    # A leaf that has waited for six minutes.
    at = value(clone_admin, "SELECT date_trunc('milliseconds', clock_timestamp()) - interval '6 minutes'")
    with clone.connect(application_name="the holder", autocommit=False) as holder:
        submit(holder, books, journal())
        clone_admin.execute(
            "SELECT hera_internal.write_audit_leaf(%s, 'test.event', NULL, 'x', NULL, '{}', hera_internal.new_id(%s), %s)",
            [books, at, at],
        )
        clone_admin.execute("SELECT hera.seal_audit()")
        assert "(the holder) in database" in alert()
    assert "nobody calls" in alert()
    clone_admin.execute("SELECT hera.seal_audit()")
    assert alert() == ""
    assert value(clone_admin, "SELECT hera.audit_status() ->> 'held_by'") is None


def elsewhere(connection: Connection) -> None:
    """As a copy in another cluster: the horizon is of a system that is not this one, and its transactions are in the future."""
    with connection.transaction():
        connection.execute("ALTER TABLE hera_internal.audit_horizon DISABLE TRIGGER USER")
        connection.execute("ALTER TABLE hera_internal.audit_seal DISABLE TRIGGER USER")
        for (relation,) in connection.execute(
            "SELECT relid::text FROM pg_partition_tree('hera_internal.audit_leaf')"
        ).fetchall():
            connection.execute(f"ALTER TABLE {relation} DISABLE TRIGGER USER".encode())
        connection.execute("UPDATE hera_internal.audit_horizon SET system_identifier = 1")
        connection.execute("UPDATE hera_internal.audit_leaf SET xid = xid + 1000000")
        # The hash of the seals is made again: they were sealed with these numbers.
        connection.execute("UPDATE hera_internal.audit_seal SET through_xid = through_xid + 1000000")
        connection.execute(
            "UPDATE hera_internal.audit_seal AS s SET seal_hash = hera_internal.audit_seal_hash(s.number, s.horizon, 1,"
            " s.tree_size, s.root, s.through_xid, s.oldest_at, s.sealed_at, s.sealed_by, s.previous_hash)"
        )


def findings(connection: Connection, checkpoint: Any) -> dict[str, Any]:
    rows = connection.execute("SELECT * FROM hera.verify_audit(%s)", [checkpoint and Jsonb(checkpoint)]).fetchall()
    return {row[0]: row[2] for row in rows if row[1] is not True}


def test_a_copy_in_another_cluster_goes_on(clone: Database, clone_admin: Connection, books: UUID) -> None:
    clone_admin.execute("SELECT hera.seal_audit()")
    late = submit(clone_admin, books, journal(5))["transaction_id"]
    elsewhere(clone_admin)
    kept = value(clone_admin, "SELECT hera.audit_checkpoint()")
    # Somebody posts before the first seal here: with the small number of a young cluster.
    early = submit(clone_admin, books, journal(6))["transaction_id"]
    assert "leaves are numbered as seals go" in findings(clone_admin, kept)
    restored = value(clone_admin, "SELECT hera.seal_audit()")
    assert (restored["horizon"], restored["tree_size"]) == ("2", "5")
    assert int(restored["through_xid"]) > int(kept["through_xid"])
    for _ in range(3):
        submit(clone_admin, books, journal())
        checkpoint = value(clone_admin, "SELECT hera.seal_audit()")
    assert findings(clone_admin, checkpoint) == {}
    assert findings(clone_admin, kept) == {}
    # Of what was posted in between, neither was known at the seal before, whatever number it has.
    balance = "SELECT sum(debit) FROM hera.trial_balance(%s, NULL, %s)"
    assert value(clone_admin, balance, [books, kept["sealed_at"]]) == 10
    assert value(clone_admin, balance, [books, restored["sealed_at"]]) == 21
    # The triggers that this test took off are back; what the restore changed is no drift.
    clone_admin.execute("SELECT * FROM hera.migrate()")
    assert clone_admin.execute("SELECT check_name, detail FROM hera.verify() WHERE NOT ok").fetchall() == []
    # Two documents, the three since, the leaf of the restore, and those of the organization and its client.
    assert checkpoint["tree_size"] == "9"
    leaf = clone_admin.execute(
        "SELECT event, detail FROM hera_internal.audit_leaf WHERE event LIKE 'audit.%'"
    ).fetchall()
    assert [(event, detail["horizon"], detail["leaves"]) for event, detail in leaf] == [("audit.restored", 2, 2)]
    for identifier in (late, early):
        bundle = value(clone_admin, "SELECT hera.audit_proof(%s, %s, %s)", [books, identifier, Jsonb(kept)])
        assert offline.bundle_faults(bundle, kept) == []


def test_a_recovery_is_acknowledged(clone: Database, clone_admin: Connection, books: UUID) -> None:
    kept = value(clone_admin, "SELECT hera.seal_audit()")
    lost = {**kept, "seal": "7", "tree_size": "900"}
    with refused("ZHV10"):
        clone_admin.execute("SELECT hera.acknowledge_restore(%s, 'nothing is lost')", [Jsonb(kept)])
    assert findings(clone_admin, lost) == {
        "the trail goes on from the checkpoint": "seal 7 is not there, the last one is 1"
    }
    acknowledged = value(clone_admin, "SELECT hera.acknowledge_restore(%s, 'disk was lost')", [Jsonb(lost)])
    assert (acknowledged["seal"], acknowledged["horizon"]) == ("2", "2")
    checkpoint = value(clone_admin, "SELECT hera.seal_audit()")
    assert findings(clone_admin, checkpoint) == findings(clone_admin, kept) == {}
    detail = value(clone_admin, "SELECT detail FROM hera_internal.audit_leaf WHERE event = 'audit.acknowledged'")
    assert (detail["reason"], detail["given_up"], detail["goes_on_from"]) == ("disk was lost", lost, kept)
