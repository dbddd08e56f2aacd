"""What a request pays for its audit leaf, and how fast leaves are sealed."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.growth import fill_documents
from bench.populate import LOGIN, Connection
from bench.server import TICKS, server_cpu

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
    # Requests of one session each, a few in turn: what other sessions do to the machine meets both alike.
    cost = {DATABASE: 0.0, WITHOUT: 0.0}
    with bench.connect(LOGIN, DATABASE) as audited, bench.connect(LOGIN, WITHOUT) as bare:
        for number in range(-1, bench.sizes.audit_rounds):
            for name, connection in ((DATABASE, audited), (WITHOUT, bare)):
                spent = _submit(bench, connection, number)
                cost[name] += spent if number >= 0 else 0
    bench.report.add(
        "submit with its audit leaf / without, server CPU", cost[DATABASE] / cost[WITHOUT], "", at_most=1.15
    )
    with bench.connect(database=DATABASE) as connection:
        connection.execute("SELECT hera.seal_audit()")
        fill_documents(connection, bench.sizes.audit_documents)
        _seal(bench, connection, "sealing documents with their lines", at_least=100_000)
        connection.execute(BARE.encode(), [bench.sizes.audit_documents])
        connection.execute("VACUUM ANALYZE hera_internal.audit_leaf")
        _seal(bench, connection, "sealing leaves without a document", at_least=100_000)


def _submit(bench: Bench, connection: Connection, number: int) -> float:
    """Seconds of CPU that the session spent on fifty requests."""
    pid = connection.info.backend_pid
    before = _cpu(pid)
    for place in range(50):
        connection.execute(
            "SELECT hera.submit(r.organization_id, r.request) FROM bench.request AS r WHERE r.n = %s",
            [(number * 50 + place) % bench.requests + 1],
            prepare=True,
        )
    return _cpu(pid) - before


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


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
