"""Tax codes: lines with a code are net, their tax is posted or checked, and the report agrees with the tax accounts."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from threading import Barrier, Thread
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from support.databases import Connection
from support.office import Office, faults, refused, submit, value

CENT = Decimal("0.01")


def line(account: str, side: str, amount: Any, code: str | None = None, **fields: Any) -> dict[str, Any]:
    """A stated line."""
    return {"account": account, "side": side, "amount": amount} | ({"tax_code": code} if code else {}) | fields


def supply(*lines: dict[str, Any], kind: str = "bill", day: str = "2026-03-10", **fields: Any) -> dict[str, Any]:
    """A document that states its lines."""
    return {"transaction_type": kind, "transaction_date": day, "lines": list(lines), **fields}


class Shop:
    """A British organization and its accountant."""

    def __init__(self, office: Office, name: str, **options: Any) -> None:
        self.office = office
        self.organization = office.organization(name, **({"chart": "uk"} | options))
        self.caller = office.connect(office.login(self.organization))
        roles = dict(
            self.caller.execute("SELECT role, code FROM hera.list_accounts(%s)", [self.organization]).fetchall()
        )
        self.purchases, self.sales = roles["purchases"], roles["sales"]
        self.payable, self.receivable = roles["payable"], roles["receivable"]
        self.input, self.output, self.bank = roles["input_tax"], roles["output_tax"], roles["bank"]

    def submit(self, request: dict[str, Any]) -> dict[str, Any]:
        return submit(self.caller, self.organization, request)

    def posted(self, request: dict[str, Any]) -> list[tuple[Any, ...]]:
        """Account, side, amount and tax code of what a request posts."""
        outcome = self.submit(request)
        assert outcome["status"] == "posted", outcome
        return [(x["account"], x["side"], Decimal(str(x["amount"])), x.get("tax_code")) for x in outcome["posting"]]

    def bill(self, net: Any, code: str, gross: Any, **fields: Any) -> dict[str, Any]:
        return supply(line(self.purchases, "debit", net, code), line(self.payable, "credit", gross), **fields)

    def sale(self, net: Any, code: str, gross: Any, **fields: Any) -> dict[str, Any]:
        lines = line(self.sales, "credit", net, code), line(self.receivable, "debit", gross)
        return supply(*lines, kind="invoice", **fields)

    def report(
        self, first: str | None = None, last: str | None = None, unit: str | None = None
    ) -> list[tuple[Any, ...]]:
        """Section, code, side, rate, net and tax of every row with something in it."""
        return self.caller.execute(
            "SELECT section, tax_code, side, rate, net, tax FROM hera.tax_report(%s, %s, %s, %s)"
            " WHERE tax <> 0 OR net <> 0 OR documents > 0",
            [self.organization, first, last, unit],
        ).fetchall()

    def movement(self, account: str, unit: str | None = None) -> Decimal:
        """Debit less credit of an account."""
        found: Decimal = value(
            self.caller,
            "SELECT coalesce(sum(balance), 0) FROM hera.account_balance(%s, %s, NULL, %s)",
            [self.organization, account, unit],
        )
        return found

    def agrees(self, unit: str | None = None) -> None:
        """The tax of all rows is the movement of the tax accounts."""
        rows = self.caller.execute(
            "SELECT side, sum(tax) FROM hera.tax_report(%s, NULL, NULL, %s) GROUP BY side", [self.organization, unit]
        ).fetchall()
        assert dict(rows) == {"input": self.movement(self.input, unit), "output": -self.movement(self.output, unit)}


@pytest.fixture
def shop(office: Office) -> Shop:
    return Shop(office, "Shop")


def test_tax_is_added_on_the_side_of_the_account(shop: Shop) -> None:
    assert shop.posted(shop.bill(100, "STANDARD", 120)) == [
        (shop.purchases, "debit", 100, "STANDARD"),
        (shop.payable, "credit", 120, None),
        (shop.input, "debit", 20, "STANDARD"),
    ]
    assert shop.posted(shop.sale("99.99", "REDUCED", "104.99"))[-1] == (shop.output, "credit", 5, "REDUCED")
    assert len(shop.posted(shop.bill(7, "ZERO", 7))) == 2
    assert shop.report() == [
        ("code", "STANDARD", "input", 20, 100, 20),
        ("code", "ZERO", "input", 0, 7, 0),
        ("code", "REDUCED", "output", 5, Decimal("99.99"), 5),
    ]
    shop.agrees()


def test_header_totals_come_from_the_lines(shop: Shop) -> None:
    outcome = shop.submit(shop.bill(100, "STANDARD", 120))
    stored = value(shop.caller, "SELECT hera.get_transaction(%s, %s)", [shop.organization, outcome["transaction_id"]])
    assert [Decimal(str(stored[name])) for name in ("total_amount", "tax_amount")] == [120, 20]
    assert shop.submit(shop.bill(100, "STANDARD", 120, total_amount=120, tax_amount=20))["status"] == "posted"


@pytest.mark.parametrize(
    ("fields", "path", "words"),
    [
        ({"total_amount": 100}, "total_amount", ["100", "120"]),
        ({"total_amount": 130}, "total_amount", ["larger"]),
        ({"tax_amount": 19}, "tax_amount", ["19", "20"]),
    ],
)
def test_totals_that_contradict_the_lines(shop: Shop, fields: dict[str, Any], path: str, words: list[str]) -> None:
    outcome = shop.submit(shop.bill(100, "STANDARD", 120, **fields))
    assert faults(outcome) == [("VAL_011", path)]
    assert all(word in outcome["errors"][0]["message"] for word in words)


def test_stated_tax_is_checked_and_kept(shop: Shop) -> None:
    def bill(tax: Any, gross: Any, code: str | None) -> dict[str, Any]:
        return supply(
            line(shop.purchases, "debit", "33.33", "STANDARD"),
            line(shop.purchases, "debit", "33.33", "STANDARD"),
            line(shop.input, "debit", tax, code),
            line(shop.payable, "credit", gross),
        )

    # 20 % of 66.66 is 13.33; rounded for each line it is 13.34, which the issuer may do.
    for code in ("STANDARD", None):
        assert shop.posted(bill("13.34", "80.00", code))[2] == (shop.input, "debit", Decimal("13.34"), "STANDARD")
    outcome = shop.submit(bill("13.36", "80.02", "STANDARD"))
    assert faults(outcome) == [("TAX_003", "lines")]
    assert "13.36" in outcome["errors"][0]["message"] and "13.33" in outcome["errors"][0]["message"]
    # Tax on an import comes without the net amount.
    shop.posted(supply(line(shop.input, "debit", 50, "STANDARD"), line(shop.bank, "credit", 50)))
    shop.agrees()


def test_faults_are_found_together(shop: Shop) -> None:
    shop.caller.execute("SELECT hera.define_tax_code(%s, 'NEW', 'No rate yet')", [shop.organization])
    request = supply(
        line(shop.purchases, "debit", 1, "NOWHERE"),
        line(shop.purchases, "debit", 1, "NEW"),
        line(shop.payable, "credit", 2),
    )
    assert faults(shop.submit(request)) == [("TAX_001", "lines[0].tax_code"), ("TAX_002", "lines[1].tax_code")]
    assert faults(shop.submit(shop.bill(100, "STANDARD", 100))) == [("LED_001", "lines")]


def test_rounding_per_document_and_per_line(shop: Shop) -> None:
    request = supply(
        *[line(shop.purchases, "debit", "0.02", "STANDARD", unit=unit) for unit in ("a", "b", "c")],
        line(shop.payable, "credit", "0.07"),
    )
    # Three times 0.004 is 0.012: one penny, whoever of the units takes it.
    tax = [x for x in shop.posted(request) if x[0] == shop.input]
    assert [x[2] for x in tax] == [CENT]
    shop.office.admin.execute("SELECT hera.set_setting('tax_rounding_by_line', 'true', %s)", [shop.organization])
    request["lines"][-1]["amount"] = "0.06"
    assert [x for x in shop.posted(request) if x[0] == shop.input] == []
    shop.agrees()
    for unit in ("a", "b", "c"):
        shop.agrees(unit)


def test_rates_are_those_of_the_day_on_the_document(shop: Shop) -> None:
    old = shop.bill(100, "STANDARD", "117.50", day="2011-01-20", document_date="2010-12-31")
    assert shop.posted(old)[-1][2] == Decimal("17.5")
    assert faults(shop.submit(old | {"document_date": "2011-01-04"})) == [("LED_001", "lines")]


def test_what_was_used_is_never_changed(shop: Shop) -> None:
    def rate(percent: Any, first: str) -> None:
        shop.caller.execute("SELECT hera.set_tax_rate(%s, 'STANDARD', %s, %s)", [shop.organization, percent, first])

    identifier = shop.submit(shop.bill(100, "STANDARD", 120, day="2026-03-10"))["transaction_id"]
    for percent, first in ((21, "2011-01-04"), (21, "2026-03-10"), (21, "2025-01-01")):
        with refused("ZHW04"):
            rate(percent, first)
    rate(20, "2011-01-04")
    rate(25, "2026-03-11")
    rate(22, "2026-03-11")
    assert shop.posted(shop.bill(100, "STANDARD", 122, day="2026-03-11"))[-1][2] == 22
    # A reversal on a later day gives back what was taken, and keeps nobody from setting rates.
    reversal = value(
        shop.caller,
        "SELECT hera.reverse(%s, %s, 'wrong', '2026-05-01')",
        [shop.organization, identifier],
    )
    assert reversal["status"] == "posted"
    assert (shop.report("2026-05-01", "2026-05-01")) == [("code", "STANDARD", "input", 20, -100, -20)]
    rate(23, "2026-05-01")
    with refused("ZHW04"):
        shop.caller.execute("SELECT hera.define_tax_code(%s, 'STANDARD', 'x', 'input')", [shop.organization])
    shop.agrees()


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


def test_corrections_and_drafts_state_no_more_than_a_request(shop: Shop) -> None:
    identifier = shop.submit(shop.bill(100, "STANDARD", 120))["transaction_id"]
    outcome = value(
        shop.caller,
        "SELECT hera.correct(%s, %s, '{\"description\": \"better\"}', 'text')",
        [shop.organization, identifier],
    )
    assert outcome["status"] == "posted", outcome
    assert shop.report() == [("code", "STANDARD", "input", 20, 100, 20)]
    rate, part = outcome["posting"][-1]["tax_rate"], outcome["posting"][-1]["tax_part"]
    assert (rate, part) == (20, "input_tax")


def test_a_person_may_code_what_waits_line_by_line(shop: Shop) -> None:
    waiting = shop.submit({"transaction_type": "bill", "total_amount": 120, "counterparty": "Nobody knows"})
    assert waiting["status"] == "manual_required"
    correction = {
        "lines": [
            line(shop.purchases, "debit", 100, "STANDARD"),
            line(shop.payable, "credit", 120),
        ]
    }
    outcome = value(
        shop.caller,
        "SELECT hera.record_feedback(%s, %s, 'corrected', %s)",
        [shop.organization, waiting["transaction_id"], Jsonb(correction)],
    )
    assert outcome["status"] == "posted", outcome
    assert shop.report() == [("code", "STANDARD", "input", 20, 100, 20)]


def test_a_part_of_a_pending_document_has_its_part_of_the_tax(shop: Shop) -> None:
    held = shop.submit(shop.bill("99.99", "STANDARD", "119.99", pending=True))
    assert held["status"] == "pending", held
    assert shop.report() == []
    posted = value(shop.caller, "SELECT hera.post_pending(%s, %s, 40)", [shop.organization, held["transaction_id"]])
    assert posted["status"] == "posted", posted
    ((_, code, side, rate, net, tax),) = shop.report()
    assert (code, side, rate, net + tax) == ("STANDARD", "input", 20, 40)
    assert abs(tax - net / 5) < CENT
    shop.agrees()
    assert found_by_verify(shop, shop.office.admin) is None


def test_what_has_no_code_is_said(shop: Shop) -> None:
    shop.submit({"transaction_type": "bill", "account": shop.purchases, "total_amount": 60, "tax_amount": 10,
                 "transaction_date": "2026-03-01"})  # fmt: skip
    shop.submit({"transaction_type": "invoice", "account": shop.sales, "total_amount": -24, "tax_amount": -4,
                 "transaction_date": "2026-03-02"})  # fmt: skip
    shop.submit({"transaction_type": "tax_payment", "total_amount": 7, "transaction_date": "2026-03-03"})
    assert shop.report() == [
        ("no code", None, "input", None, 50, 10),
        ("no code", None, "output", None, -20, -4),
        ("not explained", None, "output", None, None, -7),
    ]
    shop.agrees()


def test_kinds_and_accounts(shop: Shop) -> None:
    shop.caller.execute("SELECT hera.create_account(%s, '2299', 'Tax on assets', 'liability')", [shop.organization])
    shop.caller.execute(
        "SELECT hera.define_tax_code(%s, 'ASSET', 'Assets sold', 'output', p_output_account => '2299')",
        [shop.organization],
    )
    shop.caller.execute("SELECT hera.set_tax_rate(%s, 'ASSET', 20, '2020-01-01')", [shop.organization])
    request = supply(line(shop.bank, "debit", 120), line("0040", "credit", 100, "ASSET"), kind="journal")
    outcome = shop.submit(request)
    if outcome["status"] == "rejected":
        shop.caller.execute("SELECT hera.create_account(%s, '0040', 'Vehicles', 'asset')", [shop.organization])
        outcome = shop.submit(request)
    assert outcome["posting"][-1]["account"] == "2299"
    assert shop.report() == [("code", "ASSET", "output", 20, 100, 20)]
    with refused("ZHV11"):
        shop.caller.execute("SELECT hera.define_tax_code(%s, 'X', 'x', 'both', '2299', '2299')", [shop.organization])
    with refused("ZHW01"):
        shop.caller.execute("SELECT hera.set_tax_rate(%s, 'NONE', 1, '2020-01-01')", [shop.organization])


def test_another_currency_is_reported_in_the_organizations(shop: Shop) -> None:
    shop.posted(shop.bill(100, "STANDARD", 120, currency="EUR", exchange_rate="0.8512"))
    header = {"transaction_type": "bill", "account": shop.purchases, "currency": "EUR", "exchange_rate": "0.5"}
    outcome = shop.submit(header | {"total_amount": 24, "tax_amount": 4, "counterparty": "Nord GmbH"})
    assert outcome["status"] == "posted", outcome
    assert shop.report() == [
        ("code", "STANDARD", "input", 20, Decimal("85.12"), Decimal("17.02")),
        ("no code", None, "input", None, 10, 2),
    ]
    base = "SELECT debit - credit FROM hera.trial_balance_base(%s) WHERE account_code = %s"
    assert value(shop.caller, base, [shop.organization, shop.input]) == Decimal("19.02")


def test_packaged_sets(office: Office) -> None:
    for chart, rates in (
        ("uk", {20, 5, 0}),
        ("council", {20, 5, 0}),
        ("general", {None, 0}),
        ("restaurant", {None, 0}),
    ):
        shop = Shop(office, f"Set of {chart}", chart=chart)
        found = shop.caller.execute(
            "SELECT code, rate FROM hera.list_tax_codes(%s, '2026-01-01')", [shop.organization]
        ).fetchall()
        assert [code for code, _ in found] == ["EXEMPT", "OUTSIDE", "REDUCED", "STANDARD", "ZERO"]
        assert {rate for _, rate in found} == rates
    assert value(shop.caller, "SELECT hera.load_tax_codes(%s, 'uk')", [shop.organization]) == 5
    assert shop.posted(shop.bill(100, "STANDARD", 120))[-1] == (shop.input, "debit", 20, "STANDARD")


def test_an_organization_without_codes_keeps_labels(shop: Shop) -> None:
    for table in ("tax_rate", "tax_code"):
        shop.office.admin.execute(
            f"DELETE FROM hera_internal.{table} WHERE organization_id = %s".encode(), [shop.organization]
        )
    assert shop.posted(shop.bill(100, "anything", 100))[0] == (shop.purchases, "debit", 100, "anything")
    assert faults(shop.submit(shop.bill(100, "anything", 120))) == [("LED_001", "lines")]
    assert shop.report() == []


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


def found_by_verify(shop: Shop, admin: Connection) -> str | None:
    """Detail of the check of tax."""
    detail = value(
        admin,
        "SELECT detail FROM hera.verify(%s) WHERE check_name = 'tax is that of its codes'",
        [shop.organization],
    )
    assert detail is None or isinstance(detail, str)
    return detail


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


AMOUNT = st.decimals("0.01", "9999.99", places=2)
CODE = st.sampled_from(["STANDARD", "REDUCED", "ZERO", "EXEMPT", "OUTSIDE"])
RATES = {"STANDARD": 20, "REDUCED": 5, "ZERO": 0, "EXEMPT": 0, "OUTSIDE": 0}
DOCUMENT = st.tuples(
    st.booleans(),
    st.booleans(),
    st.lists(st.tuples(CODE, AMOUNT, st.sampled_from(["north", "south"])), min_size=1, max_size=4),
)


@pytest.fixture(scope="module")
def random_shops(office: Office) -> dict[bool, Shop]:
    shops = {by_line: Shop(office, f"Random {by_line}") for by_line in (False, True)}
    office.admin.execute("SELECT hera.set_setting('tax_rounding_by_line', 'true', %s)", [shops[True].organization])
    return shops


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=25)
@given(documents=st.lists(DOCUMENT, min_size=1, max_size=4), by_line=st.booleans(), reverse=st.booleans())
def test_the_report_is_the_sum_by_hand(
    random_shops: dict[bool, Shop], documents: list[Any], by_line: bool, reverse: bool
) -> None:
    """Random bills, invoices and credit notes of both; what is reversed nets to zero."""
    shop = random_shops[by_line]
    before = totals(shop)
    expected: dict[tuple[str, str], list[Decimal]] = {}
    identifiers: list[UUID] = []
    for buys, credit, items in documents:
        side = "debit" if buys is not credit else "credit"
        sign = -1 if credit else 1
        tax = Decimal(0)
        for code in {code for code, _, _ in items}:
            amounts = [amount for c, amount, _ in items if c == code]
            due = (
                sum((half_up(x * RATES[code] / 100) for x in amounts), Decimal(0))
                if by_line
                else half_up(sum(amounts, Decimal(0)) * RATES[code] / 100)
            )
            tax += due
            entry = expected.setdefault((code, "input" if buys else "output"), [Decimal(0), Decimal(0)])
            entry[0] += sign * sum(amounts, Decimal(0))
            entry[1] += sign * due
        account, control = (shop.purchases, shop.payable) if buys else (shop.sales, shop.receivable)
        gross = sum((amount for _, amount, _ in items), tax)
        outcome = shop.submit(supply(
            *[line(account, side, str(amount), code, unit=unit) for code, amount, unit in items],
            line(control, "credit" if side == "debit" else "debit", str(gross)),
            kind="bill" if buys else "invoice",
        ))  # fmt: skip
        assert outcome["status"] == "posted", outcome
        identifiers.append(outcome["transaction_id"])
    if reverse:
        expected = {}
        for identifier in identifiers:
            shop.caller.execute("SELECT hera.reverse(%s, %s, 'test')", [shop.organization, identifier])
    after = totals(shop)
    moved = {
        key: [a - b for a, b in zip(sums, before.get(key, (Decimal(0), Decimal(0))), strict=True)]
        for key, sums in after.items()
    }
    assert {key: sums for key, sums in moved.items() if any(sums)} == {
        key: sums for key, sums in expected.items() if any(sums)
    }
    shop.agrees()
    shop.agrees("north")
    shop.agrees("south")


def half_up(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def totals(shop: Shop) -> dict[tuple[str, str], tuple[Decimal, Decimal]]:
    """Net and tax per code and side."""
    return {(code, side): (net, tax) for section, code, side, _, net, tax in shop.report() if section == "code"}
