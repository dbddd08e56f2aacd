"""What must hold of the documents that a load stored."""

from __future__ import annotations

from dataclasses import dataclass

from bench.populate import Connection


@dataclass(frozen=True)
class Stored:
    """Counts over all stored documents."""

    documents: int
    posted: int
    short: int
    unbalanced: int
    leaves: int


def count_stored(connection: Connection) -> Stored:
    """Documents, those posted, posted ones with fewer than two lines, unbalanced ones, and audit leaves of documents."""
    row = connection.execute(
        "WITH total AS (SELECT l.organization_id, l.transaction_id, l.currency, count(*) AS lines,"
        " sum(CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END) AS difference"
        " FROM hera.universal_transaction_lines AS l GROUP BY 1, 2, 3)"
        " SELECT count(*), count(*) FILTER (WHERE t.posting_status IN ('posted', 'auto_posted')),"
        " count(*) FILTER (WHERE coalesce(b.lines, 0) < 2), count(*) FILTER (WHERE b.difference <> 0),"
        " (SELECT count(*) FROM hera_internal.audit_leaf AS a WHERE a.event = 'transaction.posted')"
        " FROM hera.universal_transactions AS t"
        " LEFT JOIN total AS b ON b.organization_id = t.organization_id AND b.transaction_id = t.id"
    ).fetchone()
    assert row is not None
    return Stored(*row)


def find_faults(before: Stored, after: Stored, sent: int) -> list[str]:
    """Every way in which what was stored is not what was sent; empty when all is well."""
    faults = []
    if after.documents - before.documents != sent:
        faults.append(f"{sent} requests were sent, {after.documents - before.documents} documents stored")
    if after.posted - before.posted != sent:
        faults.append(f"{sent - (after.posted - before.posted)} documents were not posted")
    if after.leaves - before.leaves != sent:
        faults.append(f"{sent} documents have {after.leaves - before.leaves} audit leaves")
    if after.short:
        faults.append(f"{after.short} documents have fewer than two lines")
    if after.unbalanced:
        faults.append(f"{after.unbalanced} documents do not balance")
    return faults
