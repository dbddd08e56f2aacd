"""A request costs the same in large books, whatever was known of the tables when its plans were made."""

from __future__ import annotations

from typing import Any

from psycopg.types.json import Jsonb

from support.databases import Connection
from support.office import Office, bill, submit, value

# Tables of tenants that this session has read row by row. Rows are counted by the transaction, so it must be open.
READ_THROUGH = """
SELECT s.relname, s.seq_scan FROM pg_stat_xact_user_tables AS s
JOIN pg_attribute AS a ON a.attrelid = s.relid AND a.attname = 'organization_id' AND NOT a.attisdropped
WHERE s.schemaname IN ('hera', 'hera_internal') AND s.seq_scan > 0
ORDER BY 1
"""


def read_through(connection: Connection) -> list[tuple[Any, ...]]:
    """What the open transaction has read through, its checks at COMMIT included."""
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    found = connection.execute(READ_THROUGH).fetchall()
    connection.execute("SET CONSTRAINTS ALL DEFERRED")
    return found


def test_no_request_reads_a_table_through(office: Office) -> None:
    """The planner takes a table that VACUUM found empty for empty, and a session keeps its plans while the books grow."""
    organization = office.organization("Empty books")
    caller = office.connect(office.login(organization, "owner"))
    office.admin.execute("VACUUM (ANALYZE)")
    with caller.transaction():
        first = submit(caller, organization, bill(account="5000", tax_amount=20, counterparty="Harbour Water"))
        assert first["status"] == "posted"
        assert read_through(caller) == []
        paid = {"transaction_type": "payment", "transaction_date": "2026-05-04", "total_amount": 120}
        requests = [
            bill(counterparty="Harbour Water", description="not known yet"),
            bill(account="5000", counterparty="Nobody Else"),
            {**paid, "counterparty": "Harbour Water", "settles": []},
            {
                "transaction_type": "sale_invoice",
                "transaction_date": "2026-05-04",
                "total_amount": 5,
                "counterparty": "A",
            },
        ]
        for request in requests:
            submit(caller, organization, request)
        assert read_through(caller) == []
        caller.execute("SELECT * FROM hera.submit_batch(%s, %s)", [organization, Jsonb(requests)])
        assert read_through(caller) == []
        value(caller, "SELECT hera.classify(%s, %s)", [organization, Jsonb(requests[0])])
        assert read_through(caller) == []
