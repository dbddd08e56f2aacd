"""What numbers without gaps cost a hot organization: transactions that last 5 ms around one document."""

from __future__ import annotations

import json
from statistics import median
from typing import TYPE_CHECKING

from bench.load import Load
from bench.populate import LOGIN

if TYPE_CHECKING:
    from bench.scenarios import Bench

DATABASE = "numbers"
# Both types post from the same template; only the first is numbered without gaps.
KINDS = {"numbered": 1, "unnumbered": 2}
TRANSACTION = """\\set kind {kind}
BEGIN;
SELECT hera.submit(r.organization_id, r.request) FROM bench.hot AS r WHERE r.kind = :kind;
{early}SELECT pg_sleep(0.005);
COMMIT;
"""
EARLY = "SET CONSTRAINTS ALL IMMEDIATE;\n"


def compare(bench: Bench) -> None:
    """Numbered at COMMIT, unnumbered, and with the counter taken in the middle of the transaction, in turns."""
    organization = bench.organizations[0]
    with bench.connect(database=DATABASE) as connection:
        connection.execute("CREATE TABLE bench.hot (kind integer PRIMARY KEY, organization_id uuid, request jsonb)")
        connection.execute(f"GRANT SELECT ON bench.hot TO {LOGIN}")
        connection.execute("SELECT hera.define_number_series(%s, 'INV', ARRAY['invoice'])", [organization.id])
        for kind, name in ((1, "invoice"), (2, "sales_invoice")):
            request = {"transaction_type": name, "total_amount": 120, "account": organization.sales[0]}
            connection.execute(
                "INSERT INTO bench.hot VALUES (%s, %s, %s)", [kind, organization.id, json.dumps(request)]
            )
    scripts = {name: TRANSACTION.format(kind=kind, early="") for name, kind in KINDS.items()}
    scripts["counter taken early"] = TRANSACTION.format(kind=1, early=EARLY)
    loads: dict[str, list[Load]] = {name: [] for name in scripts}
    for number in range(bench.sizes.rounds):
        for name, script in scripts.items():
            loads[name].append(bench.run(DATABASE, script, bench.sizes.seconds, number))
    rates = {name: median(load.rate for load in each) for name, each in loads.items()}
    cost = {name: median(load.cpu_ms for load in each) for name, each in loads.items()}
    for name in scripts:
        bench.report.add(f"hot organization, 5 ms transactions, {name}", rates[name], "transactions/s")
    bench.report.add("numbered at COMMIT / unnumbered", rates["numbered"] / rates["unnumbered"], "", at_least=0.8)
    bench.report.add("numbered, more server CPU", cost["numbered"] - cost["unnumbered"], "ms/document")
    with bench.connect(database=DATABASE) as connection:
        row = connection.execute(
            "SELECT detail FROM hera.verify(%s) WHERE check_name = 'document numbers have no gaps'", [organization.id]
        ).fetchone()
    if row is None or row[0] is not None:
        bench.report.faults.append(f"document numbers: {row}")
