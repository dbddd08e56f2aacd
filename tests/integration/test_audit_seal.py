"""Seals: nothing is skipped while others write, proofs hold outside the database, the tree is that of RFC 6962."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from psycopg.types.json import Jsonb

from hera.audit import offline
from support.databases import Connection
from support.office import Office, bill, journal, refused, submit, submit_batch, value

TILES = "hera_internal.audit_tile"


def seal(connection: Connection) -> dict[str, Any]:
    return dict(value(connection, "SELECT hera.seal_audit()"))


def findings(connection: Connection, checkpoint: Any = None) -> dict[str, Any]:
    """Checks of hera.verify_audit that are not ok."""
    rows = connection.execute(
        "SELECT check_name, ok, detail FROM hera.verify_audit(%s)", [checkpoint and Jsonb(checkpoint)]
    ).fetchall()
    assert len(rows) == 9
    return {row[0]: row[2] for row in rows if row[1] is not True}


def unsealed(connection: Connection) -> int:
    """Leaves that the tree does not have."""
    return int(
        value(
            connection,
            "SELECT count(*) FROM hera_internal.audit_leaf AS a WHERE (a.organization_id, a.id) NOT IN"
            " (SELECT t.organization_id, t.id FROM hera_internal.tree_entries() AS t)",
        )
    )


def test_what_is_sealed_verifies(office: Office) -> None:
    organization = office.organization("Sealed")
    connection = office.connect(office.login(organization))
    posted = submit(connection, organization, journal())["transaction_id"]
    waiting = submit(connection, organization, bill(counterparty="Nobody", description="unheard of"))["transaction_id"]
    submit_batch(connection, organization, [journal(number + 1) for number in range(5)])
    first = seal(office.admin)
    assert first == value(office.admin, "SELECT hera.audit_checkpoint()") == seal(office.admin)
    assert unsealed(office.admin) == 0
    connection.execute("SELECT hera.reverse(%s, %s, 'x')", [organization, posted])
    connection.execute("SELECT hera.record_feedback(%s, %s, 'rejected')", [organization, waiting])
    second = seal(office.admin)
    assert int(second["seal"]) == int(first["seal"]) + 1
    assert second["previous_hash"] == first["seal_hash"]
    assert unsealed(office.admin) == 0
    for checkpoint in (None, first, second):
        assert findings(office.admin, checkpoint) == {}
    assert list(offline.seal_faults(first)) == list(offline.seal_faults(second)) == []


def test_a_transaction_that_commits_after_the_seal_is_in_the_next(office: Office) -> None:
    organization = office.organization("Slow")
    login = office.login(organization)
    slow, quick = office.connect(login, autocommit=False), office.connect(login)
    seal(office.admin)
    # The older transaction writes its leaf, and its id is drawn, before a younger one commits.
    late = submit(slow, organization, journal(1))["transaction_id"]
    early = submit(quick, organization, journal(2))["transaction_id"]
    checkpoint = seal(office.admin)
    slow.commit()
    assert findings(office.admin, checkpoint) == {}
    seal(office.admin)
    assert unsealed(office.admin) == 0
    assert findings(office.admin, checkpoint) == {}
    for identifier in (late, early):
        bundle = value(office.admin, "SELECT hera.audit_proof(%s, %s)", [organization, identifier])
        assert offline.bundle_faults(bundle) == []


def test_leaves_of_savepoints_and_rollbacks(office: Office) -> None:
    organization = office.organization("Savepoints")
    connection = office.connect(office.login(organization), autocommit=False)
    with connection.transaction():
        submit(connection, organization, journal(1))
        with connection.transaction():
            submit(connection, organization, journal(2))
        with connection.transaction(force_rollback=True):
            submit(connection, organization, journal(3))
        # A seal of the transaction's own leaves them to a later one.
        size = seal(office.admin)["tree_size"]
    connection.commit()
    assert int(seal(office.admin)["tree_size"]) == int(size) + 2
    assert unsealed(office.admin) == 0


def test_no_leaf_is_skipped_while_others_write(office: Office, scaled: Callable[[int], int]) -> None:
    organization = office.organization("Busy")
    login = office.login(organization)
    done = threading.Event()
    wanted = scaled(20_000)

    def write(number: int) -> None:
        chance = random.Random(number)
        connection = office.database.connect(login, autocommit=False)
        with connection:
            for _ in range(wanted // 4):
                submit(connection, organization, journal(1))
                if chance.random() < 0.3:
                    submit(connection, organization, journal(2))
                if chance.random() < 0.2:
                    connection.rollback()
                else:
                    connection.commit()

    def keep_sealing() -> None:
        with office.database.connect() as connection:
            while not done.is_set():
                seal(connection)

    writers = [threading.Thread(target=write, args=[number]) for number in range(4)]
    sealers = [threading.Thread(target=keep_sealing) for _ in range(2)]
    for thread in writers + sealers:
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in sealers:
        thread.join()
    checkpoint = seal(office.admin)
    assert unsealed(office.admin) == 0
    assert findings(office.admin, checkpoint) == {}


def test_a_proof_holds_without_the_database(office: Office) -> None:
    organization = office.organization("Proved")
    connection = office.connect(office.login(organization, "owner"))
    identifier = submit(connection, organization, bill(account="5000"))["transaction_id"]
    kept = seal(office.admin)
    for _ in range(3):
        submit(connection, organization, journal())
        seal(office.admin)
    bundle = value(connection, "SELECT hera.audit_proof(%s, %s, %s)", [organization, identifier, Jsonb(kept)])
    assert offline.bundle_faults(bundle, kept) == []
    assert json.loads(bundle["leaves"][0]["content"])[2] == "transaction.posted"
    assert sum(" debit " in line or " credit " in line for line in offline.describe(bundle)) == 2
    bundle["leaves"][0]["document"] = bundle["leaves"][0]["document"].replace("'5000'", "'5010'")
    assert offline.bundle_faults(bundle, kept) != []
    unsealed_yet = submit(connection, organization, journal())["transaction_id"]
    bundle = value(connection, "SELECT hera.audit_proof(%s, %s)", [organization, unsealed_yet])
    assert "is not sealed" in offline.bundle_faults(bundle)[0]


def test_who_may_do_what(office: Office) -> None:
    organization, other = office.organization("Mine"), office.organization("Theirs")
    identifier = submit(office.admin, other, journal())["transaction_id"]
    seal(office.admin)
    owner = office.connect(office.login(organization, "owner"))
    with refused("ZHZ01"):
        owner.execute("SELECT hera.audit_proof(%s, %s)", [other, identifier])
    with refused("ZHL08"):
        owner.execute("SELECT hera.audit_proof(%s, %s)", [organization, identifier])
    for call in ("hera.seal_audit()", "hera.verify_audit()"):
        with refused("42501"):
            owner.execute(f"SELECT {call}".encode())
    auditor = office.connect(office.login(organization, "auditor", groups=("hera_auditor",)))
    assert findings(auditor, value(auditor, "SELECT hera.audit_checkpoint()")) == {}


@pytest.mark.parametrize("relation", ["audit_seal", "audit_tile", "audit_head", "audit_horizon"])
def test_the_sealed_trail_refuses_changes(office: Office, relation: str) -> None:
    submit(office.admin, office.organization("Guarded"), journal())
    seal(office.admin)
    column = {"audit_seal": "sealed_by = 'x'", "audit_tile": "digests = ''", "audit_head": "seal = 1",
              "audit_horizon": "reason = 'x'"}[relation]  # fmt: skip
    for statement in (
        f"UPDATE hera_internal.{relation} SET {column}",
        f"DELETE FROM hera_internal.{relation}",
        f"TRUNCATE hera_internal.{relation} CASCADE",
    ):
        with refused("ZHL03"):
            office.admin.execute(statement.encode())


@pytest.mark.parametrize("size", [1, 2, 3, 255, 256, 257, 511, 512, 700, 65_535, 65_536, 65_537, 66_100])
def test_tree_of_any_size_is_that_of_the_rfc(db: Connection, size: int) -> None:
    """Rows of the tree as append_leaves makes them, from leaves of this test: roots and paths against plain Python."""
    leaves = [sha256(number.to_bytes(8, "big")).digest() for number in range(size)]
    db.execute("SET LOCAL session_replication_role = replica")
    for relation, trigger in (("audit_tile", "audit_tile_truncate"), ("audit_tile", "audit_tile_guard")):
        db.execute(f"ALTER TABLE hera_internal.{relation} DISABLE TRIGGER {trigger}".encode())
    db.execute(f"TRUNCATE {TILES}".encode())
    level, hashes = 0, leaves
    while hashes:
        for tile in range(0, len(hashes), 256):
            row = b"".join(hashes[tile : tile + 256])
            keys = row if level == 0 else None
            db.execute(f"INSERT INTO {TILES} VALUES (%s, %s, %s, %s)".encode(), [level, tile // 256, row, keys])
        full = range(0, len(hashes) // 256 * 256, 256)
        level, hashes = level + 1, [offline.tree_root(hashes[tile : tile + 256]) for tile in full]
    assert value(db, "SELECT hera_internal.tree_hash(0, %s)", [size]) == offline.tree_root(leaves)
    chance = random.Random(size)
    for index in {0, size - 1, *(chance.randrange(size) for _ in range(10))}:
        path = [bytes.fromhex(step) for step in value(db, "SELECT hera_internal.inclusion_path(%s, %s)", [index, size])]
        assert offline.root_by_inclusion(leaves[index], index, size, path) == offline.tree_root(leaves), index
    for old in {1, size, *(chance.randint(1, size) for _ in range(10))}:
        path = [bytes.fromhex(step) for step in value(db, "SELECT hera_internal.consistency_path(%s, %s)", [old, size])]
        old_root = value(db, "SELECT hera_internal.tree_hash(0, %s)", [old])
        assert old_root == offline.tree_root(leaves[:old])
        assert offline.is_consistent(old, old_root, size, offline.tree_root(leaves), path), old
