"""Rotation of the key that signs checkpoints: old ones stay verifiable, a thief of an old key gets nowhere."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner, Result

from hera.audit import offline
from hera.audit.checkpoints import keep_keys, make_key, sign
from hera.audit.keys import known_keys, require_in_force, rotate
from hera.cli.errors import HeraError
from hera.cli.main import cli
from support.databases import Connection, Database
from support.office import journal, refused, submit, value

pytest.importorskip("cryptography")

Run = Callable[..., Result]


@pytest.fixture
def books(clone_admin: Connection) -> UUID:
    organization = UUID(str(value(clone_admin, "SELECT hera.create_organization('Signed')")))
    submit(clone_admin, organization, journal())
    return organization


@pytest.fixture
def run(clone: Database) -> Run:
    def call(*arguments: str) -> Result:
        return CliRunner().invoke(cli, ["--dsn", clone.dsn, "--output", "json", *arguments])

    return call


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    make_key(tmp_path / "audit.pem")
    return tmp_path / "audit.pem"


def seal(run: Run, directory: Path, key_file: Path) -> dict[str, Any]:
    done = run("seal-audit", "--directory", str(directory), "--key", str(key_file))
    assert done.exit_code == 0, (done.output, done.exception)
    checkpoint = json.loads(done.stdout)
    assert isinstance(checkpoint, dict)
    return checkpoint


def rotated(run: Run, key_file: Path, *options: str) -> dict[str, Any]:
    done = run("rotate", "checkpoint-key", "--key-file", str(key_file), *options)
    assert done.exit_code == 0, (done.output, done.exception)
    key = json.loads(done.stdout)[0]
    assert isinstance(key, dict)
    return key


def test_old_checkpoints_stay_verifiable(
    run: Run, clone_admin: Connection, books: UUID, key_file: Path, tmp_path: Path
) -> None:
    directory = tmp_path / "kept"
    directory.mkdir()
    first = seal(run, directory, key_file)
    key = rotated(run, key_file)
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert key["signed_by"] == first["signature"]["public_key"]
    identifier = str(submit(clone_admin, books, journal(7))["transaction_id"])
    second = seal(run, directory, key_file)
    assert second["signature"]["public_key"] == key["public_key"] != first["signature"]["public_key"]
    keys = directory / "keys.json"
    for file in ("seal-000000001.json", "seal-000000002.json"):
        done = run("verify-audit", "--checkpoint", str(directory / file), "--keys", str(keys))
        assert done.exit_code == 0, done.output
        assert "the checkpoint is signed with a key in force" in done.output
    # Without the database, by somebody who has nothing but files.
    bundle, verifier = tmp_path / "bundle.json", tmp_path / "verify.py"
    kept = directory / "seal-000000001.json"
    proof = ["--organization", str(books), "--id", identifier, "--checkpoint", str(kept), "--file", str(bundle)]
    assert run("audit-proof", *proof).exit_code == 0
    assert run("audit-proof", "--verifier", "--file", str(verifier)).exit_code == 0
    command = [sys.executable, "-I", "-S", str(verifier), str(bundle), str(kept), str(keys)]
    assert subprocess.run(command, check=False).returncode == 0
    keys.write_text(json.dumps(json.loads(keys.read_text())[1:]))
    proved = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (proved.returncode, proved.stdout) == (3, "NOT PROVED\nseal 1 is signed with a key that is not known\n")


def test_a_key_that_is_retired_signs_nothing_more(
    clone_admin: Connection, run: Run, books: UUID, key_file: Path, tmp_path: Path
) -> None:
    stolen = tmp_path / "stolen.pem"
    stolen.write_bytes(key_file.read_bytes())
    seal(run, tmp_path, key_file)
    rotated(run, key_file)
    submit(clone_admin, books, journal())
    forged = sign(value(clone_admin, "SELECT hera.seal_audit()"), stolen)
    # A day for processes that have the old file; the clock is moved back by it.
    require_in_force(clone_admin, forged)
    clone_admin.execute(
        "UPDATE hera_internal.checkpoint_key SET since = since - interval '2 days', retired_at = retired_at - interval '2 days'"
    )
    with pytest.raises(ValueError, match="was retired"):
        require_in_force(clone_admin, forged)
    assert "was retired" in "; ".join(offline.signer_faults(forged, known_keys(clone_admin)))
    (tmp_path / "forged.json").write_text(json.dumps(forged))
    done = run("verify-audit", "--failed", "--checkpoint", str(tmp_path / "forged.json"))
    assert (done.exit_code, "was retired" in done.output) == (3, True)
    # Nor does a key that nobody registered.
    make_key(tmp_path / "own.pem")
    with pytest.raises(ValueError, match="not registered"):
        require_in_force(clone_admin, sign(forged, tmp_path / "own.pem"))
    assert run("seal-audit", "--key", str(tmp_path / "own.pem")).exit_code != 0


def test_keys_that_were_exchanged_are_found(
    clone_admin: Connection, run: Run, books: UUID, key_file: Path, tmp_path: Path
) -> None:
    seal(run, tmp_path, key_file)
    rotated(run, key_file)
    keys = known_keys(clone_admin)
    keep_keys(keys, tmp_path)
    assert list(offline.key_faults(keys)) == []
    for change in ({"public_key": "0" * 64}, {"since": "2020-01-01T00:00:00.000000Z"}, {"signed_by": "1" * 64}):
        assert list(offline.key_faults([keys[0], {**keys[1], **change}])), change
    with pytest.raises(ValueError, match="exchanged"):
        keep_keys([{**keys[0], "public_key": "0" * 64}, keys[1]], tmp_path)
    (tmp_path / "keys.json").write_text(json.dumps([{**keys[0], "public_key": "0" * 64}]))
    latest, kept = str(tmp_path / "latest.json"), str(tmp_path / "keys.json")
    done = run("verify-audit", "--failed", "--checkpoint", latest, "--keys", kept)
    assert (done.exit_code, "other keys than were kept" in done.output) == (3, True)


def test_a_lost_key_is_said_to_be(
    clone_admin: Connection, run: Run, books: UUID, key_file: Path, tmp_path: Path
) -> None:
    seal(run, tmp_path, key_file)
    key_file.unlink()
    with pytest.raises(HeraError, match="is not there"):
        rotate(clone_admin, key_file, None)
    assert not list(tmp_path.glob("*.new"))
    key = rotated(run, key_file, "--lost", "the disk broke")
    assert (key["signed_by"], key["reason"]) == (None, "the disk broke")
    assert "the disk broke" in next(offline.key_faults(known_keys(clone_admin)))
    events = "SELECT count(*) FROM hera_internal.audit_leaf WHERE event = 'checkpoint_key.rotated'"
    assert value(clone_admin, events) == 2


def test_an_interrupted_rotation_goes_on(clone_admin: Connection, run: Run, key_file: Path, tmp_path: Path) -> None:
    key = rotated(run, key_file)
    # As if it had ended between the registration and the exchange of the files.
    key_file.rename(tmp_path / "audit.pem.new")
    assert rotated(run, key_file)["public_key"] == key["public_key"]
    assert len(known_keys(clone_admin)) == 2


def test_it_is_overdue_on_schedule(clone_admin: Connection, run: Run, key_file: Path) -> None:
    rotated(run, key_file)
    clone_admin.execute(
        "UPDATE hera_internal.checkpoint_key"
        " SET since = since - interval '181 days', retired_at = retired_at - interval '181 days'"
    )
    done = run("rotate", "list")
    assert done.exit_code == 3
    assert {row["kind"]: row["overdue"] for row in json.loads(done.stdout)} == {
        "signing_key": False,
        "checkpoint_key": True,
    }
    detail = value(clone_admin, "SELECT detail FROM hera.alerts() WHERE name = 'rotation_overdue'")
    assert detail == "checkpoint_key checkpoints"


def test_what_is_no_key_is_refused(clone_admin: Connection) -> None:
    for arguments in (
        "'x', now()",
        "repeat('0', 64), 'infinity'",
        "repeat('0', 64), NULL",
        "repeat('0', 64), now(), repeat('0', 128)",
    ):
        with refused("ZHV10"):
            clone_admin.execute(f"SELECT hera.add_checkpoint_key({arguments})".encode())
    clone_admin.execute("SELECT hera.add_checkpoint_key(repeat('0', 64), clock_timestamp())")
    for arguments in ("repeat('0', 64), clock_timestamp()", "repeat('1', 64), '2020-01-01', NULL, 'lost'"):
        with refused("ZHV10"):
            clone_admin.execute(f"SELECT hera.add_checkpoint_key({arguments})".encode())
    with refused("ZHV02"):
        clone_admin.execute("SELECT hera.add_checkpoint_key(repeat('1', 64), clock_timestamp())")
