"""Tax is that of its codes whatever path writes, and only who may sets rates."""

from __future__ import annotations

from decimal import Decimal
from threading import Barrier, Thread
from typing import Any
from uuid import UUID

import psycopg
import pytest

from support.databases import Connection
from support.office import Office, refused, submit, value
from support.shop import Shop, found_by_verify


@pytest.fixture
def shop(office: Office) -> Shop:
    return Shop(office, "Shop")


def test_a_rate_that_is_set_meanwhile_is_not_missed(shop: Shop) -> None:
    """Read before and posted after: the check at COMMIT sees the new rate."""
    login = shop.office.login(shop.organization)
    with shop.office.database.connect(login, autocommit=False) as poster:
        # The document is not written before its idempotency key is bound, which another transaction holds.
        holder = shop.office.database.connect(autocommit=False)
        holder.execute(
            "INSERT INTO hera_internal.idempotency_key VALUES (%s, 'slow', '{}', %s, now(), '{}', now())",
            [shop.organization, UUID(int=1)],
        )
        request = shop.bill(100, "STANDARD", 120, day="2026-08-01", idempotency_key="slow")
        result: list[Any] = []
        thread = Thread(target=lambda: result.append(submit(poster, shop.organization, request)))
        thread.start()
        wait_for_waiter(shop.office.admin)
        shop.caller.execute("SELECT hera.set_tax_rate(%s, 'STANDARD', 25, '2026-07-01')", [shop.organization])
        holder.rollback()
        holder.close()
        thread.join()
        assert result[0]["status"] == "posted"
        with refused("ZHW05"):
            poster.commit()
    assert shop.report() == []


def wait_for_waiter(admin: Connection) -> None:
    """Return when some backend of this database waits for a lock."""
    for _ in range(1000):
        if value(
            admin,
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')",
        ):
            return
        admin.execute("SELECT pg_sleep(0.01)")
    raise AssertionError("nobody waits")


def test_lines_with_another_tax_are_refused_whatever_path_writes(shop: Shop) -> None:
    header = (
        "INSERT INTO hera.universal_transactions (organization_id, id, created_at, transaction_type, transaction_date,"
        " posting_status, currency, total_amount, submitted_by, posted_at, line_count)"
        " SELECT %(org)s, i.id, hera_internal.uuid_time(i.id), 'journal', '2026-01-01', 'posted', 'GBP', 1, 'raw', now(), 2"
        " FROM hera_internal.new_id() AS i (id)"
    )
    lines = (
        "INSERT INTO hera.universal_transaction_lines (organization_id, transaction_id, line_number, line_count,"
        " created_at, account_id, side, amount, base_amount, currency, tax_code, tax_rate, tax_part, transaction_date, posted_at)"
        " SELECT t.organization_id, t.id, n, 2, t.created_at, a.id, CASE n WHEN 1 THEN 'debit' ELSE 'credit' END, 1, 1, 'GBP',"
        " 'STANDARD', %(rate)s, %(part)s, t.transaction_date, t.posted_at"
        " FROM hera.universal_transactions AS t, hera_internal.ledger_account AS a, generate_series(1, 2) AS n"
        " WHERE t.organization_id = %(org)s AND t.submitted_by = 'raw' AND a.organization_id = %(org)s AND a.code = %(code)s"
    )
    cases = [
        (20, "input_net", shop.purchases, None),
        (19, "input_net", shop.purchases, "ZHW05"),
        (20, "input_tax", shop.purchases, "ZHW05"),
        (20, "input_net", shop.input, "ZHW05"),
        (20, "anything", shop.purchases, "ZHW05"),
        (None, "input_net", shop.purchases, "ZHW05"),
    ]
    for rate, part, code, sqlstate in cases:
        found = None
        with shop.office.database.connect(autocommit=False) as raw:
            values = {"org": shop.organization, "rate": rate, "part": part, "code": code}
            raw.execute(header.encode(), values)
            raw.execute(lines.encode(), values)
            try:
                raw.execute("SET CONSTRAINTS ALL IMMEDIATE")
            except psycopg.Error as error:
                found = error.sqlstate
            raw.rollback()
        assert found == sqlstate, (rate, part, code)


def test_rights(office: Office, shop: Shop) -> None:
    other = Shop(office, "Another shop")
    shop.posted(shop.bill(100, "STANDARD", 120))
    for role in ("viewer", "approver", "auditor", "integration"):
        caller = office.connect(office.login(shop.organization, role))
        for call in (
            "define_tax_code(%s, 'X', 'x')",
            "set_tax_rate(%s, 'STANDARD', 1, '2030-01-01')",
            "load_tax_codes(%s, 'uk')",
        ):
            with refused("ZHZ01"):
                caller.execute(f"SELECT hera.{call}".encode(), [shop.organization])
    for call in ("tax_report(%s, NULL, NULL)", "list_tax_codes(%s)", "set_tax_rate(%s, 'STANDARD', 1, '2030-01-01')"):
        with refused("ZHZ01"):
            other.caller.execute(f"SELECT * FROM hera.{call}".encode(), [shop.organization])
    assert other.report() == []
    events = shop.office.admin.execute(
        "SELECT DISTINCT event FROM hera_internal.audit_leaf WHERE organization_id = %s AND event LIKE 'tax%%'",
        [shop.organization],
    ).fetchall()
    assert events == []
    shop.caller.execute("SELECT hera.set_tax_rate(%s, 'STANDARD', 1, '2030-01-01')", [shop.organization])
    assert (
        value(
            shop.office.admin,
            "SELECT detail ->> 'rate' FROM hera_internal.audit_leaf WHERE organization_id = %s AND event = 'tax_rate.set'",
            [shop.organization],
        )
        == "1"
    )


def test_bi_reads_rates_and_lines(office: Office, shop: Shop) -> None:
    Shop(office, "Unseen").posted(shop.bill(1, "ZERO", 1))
    shop.posted(shop.bill(100, "STANDARD", 120))
    reader = office.connect(office.login(shop.organization, "viewer", groups=("hera_app", "hera_bi")))
    with reader.transaction():
        reader.execute("SELECT hera.set_context(%s, %s)", [shop.organization, reader.info.user])
        rates = reader.execute(
            "SELECT rate, valid_to::text FROM hera_bi.tax_rates WHERE tax_code = 'STANDARD' ORDER BY valid_from DESC"
        ).fetchall()
        assert rates[:2] == [(20, None), (Decimal("17.5"), "2011-01-03")]
        lines = reader.execute(
            "SELECT tax_part, sum(signed_amount) FROM hera_bi.transaction_lines WHERE tax_rate = 20 GROUP BY 1 ORDER BY 1"
        ).fetchall()
        assert lines == [("input_net", 100), ("input_tax", 20)]


@pytest.mark.parametrize(
    "sabotage",
    [
        "UPDATE hera.universal_transaction_lines SET tax_rate = 19 WHERE organization_id = %s",
        "UPDATE hera.universal_transaction_lines SET tax_code = 'REDUCED' WHERE organization_id = %s",
        "UPDATE hera.universal_transaction_lines SET tax_part = 'input_net' WHERE organization_id = %s",
        "UPDATE hera.universal_transaction_lines SET amount = 17 WHERE organization_id = %s AND tax_part = 'input_tax'",
        "DELETE FROM hera.universal_transaction_lines WHERE organization_id = %s AND tax_part = 'input_tax'",
        "UPDATE hera_internal.tax_rate SET rate = 21 WHERE organization_id = %s AND valid_from = '2011-01-04'",
    ],
)
def test_verify_finds_tax_that_was_changed_behind_the_guards(shop: Shop, sabotage: str) -> None:
    shop.posted(shop.bill(100, "STANDARD", 120))
    with shop.office.database.connect(autocommit=False) as admin:
        assert found_by_verify(shop, admin) is None
        admin.execute("SET LOCAL session_replication_role = replica")
        for (table,) in admin.execute(
            "SELECT relid::regclass::text FROM pg_partition_tree('hera.universal_transaction_lines')"
        ).fetchall():
            admin.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER".encode())
        admin.execute(sabotage.encode(), [shop.organization])
        assert found_by_verify(shop, admin)
        admin.rollback()


def test_two_who_set_rates_do_not_lose_one(shop: Shop) -> None:
    start = Barrier(2)

    def set_rate(percent: int) -> None:
        with shop.office.database.connect(shop.caller.info.user) as caller:
            start.wait()
            caller.execute("SELECT hera.set_tax_rate(%s, 'REDUCED', %s, '2030-01-01')", [shop.organization, percent])

    threads = [Thread(target=set_rate, args=[percent]) for percent in (6, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rates = shop.caller.execute(
        "SELECT rate FROM hera.list_tax_codes(%s, '2030-01-01') WHERE code = 'REDUCED'", [shop.organization]
    ).fetchall()
    assert rates in ([(6,)], [(7,)])
