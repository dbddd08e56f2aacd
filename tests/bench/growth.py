"""Fills a database with many documents, as copies of documents that hera.submit stored."""

from __future__ import annotations

from uuid import UUID

from bench.populate import Connection
from bench.raw import IDENTITY, TABLES

CHUNK = 100_000
LEAF_HASH = (
    "hera_internal.audit_leaf_hash(o.organization_id, c.v_leaf, o.event, c.v_id, o.actor, o.login,"
    " o.request_id, o.detail)"
)
# What the trigger that is off would have done.
TAIL = """
INSERT INTO hera_internal.balance_tail (organization_id, account_id, transaction_id, line_number, currency, unit,
    transaction_date, debit, credit, limited, base_debit, base_credit)
SELECT l.organization_id, l.account_id, l.transaction_id, l.line_number, l.currency, l.unit, l.transaction_date,
    CASE l.side WHEN 'debit' THEN l.amount ELSE 0 END, CASE l.side WHEN 'credit' THEN l.amount ELSE 0 END, false,
    CASE l.side WHEN 'debit' THEN l.base_amount ELSE 0 END, CASE l.side WHEN 'credit' THEN l.base_amount ELSE 0 END
FROM copies AS c
JOIN hera.universal_transaction_lines AS l
    ON l.organization_id = c.organization_id AND l.transaction_id = c.v_id AND l.created_at = c.v_at
"""


def fill_documents(connection: Connection, wanted: int, organization: UUID | None = None) -> None:
    """Copy stored documents, of all organizations or one, until there are as many as wanted.

    Their ids are spread over the month so far. The guards are off meanwhile: what is copied has passed them.
    """
    chosen = {"organization": organization}
    row = connection.execute(
        "SELECT count(*) FROM hera.universal_transactions WHERE organization_id = coalesce(%(organization)s, organization_id)",
        chosen,
    ).fetchone()
    missing = wanted - (row[0] if row else 0)
    _switch_triggers(connection, enable=False)
    connection.execute(
        "CREATE TEMPORARY TABLE source AS SELECT row_number() OVER () - 1 AS number, t.organization_id, t.id,"
        " t.created_at FROM (SELECT * FROM hera.universal_transactions"
        " WHERE organization_id = coalesce(%(organization)s, organization_id) LIMIT 5000) AS t",
        chosen,
    )
    for start in range(0, missing, CHUNK):
        count = min(CHUNK, missing - start)
        connection.execute("DROP TABLE IF EXISTS copies")
        connection.execute(
            "CREATE TEMPORARY TABLE copies AS SELECT c.*, hera_internal.uuid_time(c.v_id) AS v_at FROM ("
            " SELECT s.organization_id, s.id, s.created_at, hera_internal.new_id(m.at) AS v_id,"
            " hera_internal.new_id(m.at) AS v_leaf"
            " FROM generate_series(%(start)s::bigint, %(start)s + %(count)s - 1) AS g (number)"
            " JOIN source AS s ON s.number = g.number %% (SELECT count(*) FROM source)"
            " CROSS JOIN LATERAL (SELECT date_trunc('month', now())"
            " + (now() - date_trunc('month', now())) * (g.number / %(missing)s::float8) AS at) AS m"
            " OFFSET 0) AS c",
            {"start": start, "count": count, "missing": missing},
        )
        connection.execute("ANALYZE copies")
        for table, schema in TABLES.items():
            _copy_rows(connection, schema, table)
        connection.execute(TAIL)
    connection.execute("DROP TABLE IF EXISTS copies, source")
    _switch_triggers(connection, enable=True)
    while connection.execute("SELECT FROM hera.refresh_balances() WHERE NOT complete").fetchall():
        pass
    connection.execute("VACUUM (ANALYZE)")
    connection.execute("CHECKPOINT")


def _copy_rows(connection: Connection, schema: str, table: str) -> None:
    columns = [
        str(name)
        for (name,) in connection.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
            " AND attgenerated = '' AND attname <> 'xid' ORDER BY attnum",
            [f"{schema}.{table}"],
        )
    ]
    values = [f"c.{IDENTITY[table][name]}" if name in IDENTITY[table] else f"o.{name}" for name in columns]
    values = [LEAF_HASH if name == "leaf_hash" else value for name, value in zip(columns, values, strict=True)]
    document = {"universal_transactions": "id", "audit_leaf": "subject_id"}.get(table, "transaction_id")
    # A leaf is written a moment after its document, so its own created_at may differ.
    moment = "" if table == "audit_leaf" else " AND o.created_at = c.created_at"
    connection.execute(
        f"INSERT INTO {schema}.{table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM copies AS c"
        f" JOIN {schema}.{table} AS o ON o.organization_id = c.organization_id AND o.{document} = c.id{moment}".encode()
    )


def _switch_triggers(connection: Connection, *, enable: bool) -> None:
    """Switch the guards of the tables and their partitions off, or on again as hera.migrate() made them."""
    for table, schema in TABLES.items():
        rows = connection.execute(
            "SELECT t.tgrelid::regclass::text, quote_ident(t.tgname),"
            " CASE WHEN t.tgname LIKE '%%\\_replica' THEN 'REPLICA' ELSE 'ALWAYS' END"
            " FROM pg_trigger AS t WHERE NOT t.tgisinternal"
            " AND t.tgrelid IN (SELECT relid FROM pg_partition_tree(%s::regclass))",
            [f"{schema}.{table}"],
        ).fetchall()
        for relation, trigger, mode in rows:
            action = f"ENABLE {mode} TRIGGER {trigger}" if enable else "DISABLE TRIGGER USER"
            connection.execute(f"ALTER TABLE {relation} {action}".encode())
