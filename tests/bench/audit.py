"""What a request pays for its audit leaf, and how fast leaves are sealed."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from bench.growth import fill_documents
from bench.load import Load
from bench.populate import Connection
from bench.server import server_cpu

if TYPE_CHECKING:
    from bench.scenarios import Bench

DATABASE, WITHOUT = "sealed", "unaudited"
BARE = """
INSERT INTO hera_internal.audit_leaf (organization_id, id, created_at, event, actor, login, detail, leaf_hash)
SELECT o.organization_id, i.id, hera_internal.uuid_time(i.id), 'bench.leaf', 'bench', 'bench', '{}',
    sha256(uuid_send(i.id))
FROM (SELECT organization_id FROM hera.core_organizations LIMIT 1) AS o
CROSS JOIN LATERAL (SELECT hera_internal.new_id() AS id FROM generate_series(1, %s) OFFSET 0) AS i
"""


def compare(bench: Bench) -> None:
    """Submit with and without its leaf in turns, then seals of documents with lines and of leaves without a document."""
    with bench.connect(database=WITHOUT) as connection:
        _take_leaves_away(connection)
    loads: dict[str, list[Load]] = {DATABASE: [], WITHOUT: []}
    for number in range(-1, bench.sizes.audit_rounds):
        for database, done in loads.items():
            load = bench.submit_to(database, bench.sizes.audit_seconds, number + 1)
            if number >= 0:
                done.append(load)
    cost = {
        name: sum(load.cpu for load in done) / sum(load.transactions for load in done) for name, done in loads.items()
    }
    add = bench.report.add
    add("submit with its audit leaf / without, server CPU", cost[DATABASE] / cost[WITHOUT], "", at_most=1.15)
    with bench.connect(database=DATABASE) as connection:
        connection.execute("SELECT hera.seal_audit()")
        fill_documents(connection, bench.sizes.audit_documents)
        _seal(bench, connection, "sealing documents with their lines")
        connection.execute(BARE.encode(), [bench.sizes.audit_documents])
        connection.execute("VACUUM ANALYZE hera_internal.audit_leaf")
        _seal(bench, connection, "sealing leaves without a document", at_least=100_000)


def _seal(bench: Bench, connection: Connection, name: str, at_least: float | None = None) -> None:
    before = _leaves(connection)
    started, spent = time.perf_counter(), server_cpu(bench.cluster)
    connection.execute("SELECT hera.seal_audit()")
    seconds, spent = time.perf_counter() - started, server_cpu(bench.cluster) - spent
    leaves = _leaves(connection) - before
    bench.report.add(name, leaves / seconds, "leaves/s")
    # Of the processor, which does not depend on who else uses the machine.
    bench.report.add(f"{name}, a second of server CPU", leaves / max(spent, 0.01), "leaves/s", at_least=at_least)


def _leaves(connection: Connection) -> int:
    row = connection.execute("SELECT hera.audit_checkpoint() ->> 'tree_size'").fetchone()
    return int(row[0]) if row else 0


def _take_leaves_away(connection: Connection) -> None:
    """Make hera_internal.store_documents what it would be without the audit trail."""
    row = connection.execute(
        "SELECT pg_get_functiondef(p.oid) FROM pg_proc AS p WHERE p.oid = 'hera_internal.store_documents'::regproc"
    ).fetchone()
    assert row is not None
    changed, details = re.subn(r",\s+jsonb_build_object\(\s+'status'.*?\) AS detail", "", str(row[0]), flags=re.S)
    changed, leaves = re.subn(
        r"-- No document without its audit leaf.*?GET DIAGNOSTICS v_leaves = ROW_COUNT;",
        "SELECT count(*) INTO v_leaves FROM item;", changed, flags=re.S,
    )  # fmt: skip
    assert (details, leaves) == (1, 1), (details, leaves)
    connection.execute(changed.encode())
