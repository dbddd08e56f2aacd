"""The registry of errors: every code is provoked by some test, and those of the request's path here, one by one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest

from support.databases import Connection
from support.office import Office, bill, journal, submit, value

HERE = Path(__file__)
CORE = re.compile(r"^(AI|AUTH|AUTHZ|DB|FX|LED|RL|VAL)_")


class Bench:
    """An organization, its owner's connection and ways to meet trouble."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.organization = office.organization("Errors")
        self.owner = office.connect(office.login(self.organization, "owner"))

    def submit(self, request: Any) -> Any:
        return submit(self.owner, self.organization, request)

    def call(self, expression: str, *values: Any) -> Any:
        """hera.<expression> for this organization, as its owner."""
        return value(self.owner, f"SELECT hera.{expression}", [self.organization, *values])

    def admin(self, *statements: str) -> None:
        """Statements of a superuser in one transaction that is rolled back unless one of them fails."""
        with self.office.database.connect() as connection, connection.transaction(force_rollback=True):
            for statement in statements:
                connection.execute(statement.replace(":org", f"'{self.organization}'").encode())

    def posted(self) -> str:
        return str(self.submit(journal())["transaction_id"])

    def waiting(self, name: str) -> str:
        return str(self.submit(bill(counterparty=name, description=name))["transaction_id"])


@pytest.fixture(scope="module")
def bench(office: Office) -> Bench:
    return Bench(office)


def suspended(bench: Bench) -> Any:
    organization = bench.office.organization("Suspended")
    bench.office.admin.execute(
        "UPDATE hera.core_organizations SET status = 'suspended' WHERE organization_id = %s", [organization]
    )
    return submit(bench.office.admin, organization, journal())


def without_a_context(bench: Bench) -> Any:
    return submit(bench.office.connect(bench.office.trusted(bench.organization)), bench.organization, journal())


def context_of_another(bench: Bench) -> Any:
    other = bench.office.organization("Other")
    with bench.owner.transaction():
        bench.owner.execute("SELECT hera.set_context(%s, %s)", [bench.organization, bench.owner.info.user])
        return submit(bench.owner, other, journal())


def limiter_busy(bench: Bench) -> Any:
    query = "SELECT limit_register FROM hera.core_organizations WHERE organization_id = %s"
    register = value(bench.office.admin, query, [bench.organization])
    with bench.office.database.connect() as holder:
        holder.execute("SELECT pg_advisory_lock(1212502593, %s)", [register])
        return bench.submit(journal())


def limit_reached(bench: Bench) -> Any:
    organization = bench.office.organization("Limited", limited=True)
    bench.office.set_limit(organization, 1, 86_400_000)
    submit(bench.office.admin, organization, journal())
    return submit(bench.office.admin, organization, journal())


def database_error(bench: Bench) -> Any:
    trigger = (
        "CREATE FUNCTION pg_temp.fail() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END';"
        "CREATE TRIGGER fail BEFORE INSERT ON hera.universal_transactions FOR EACH ROW EXECUTE FUNCTION pg_temp.fail()"
    )
    with bench.office.database.connect() as connection, connection.transaction(force_rollback=True):
        connection.execute(trigger.encode())
        query = "SELECT outcome FROM hera.submit_batch(%s, %s::jsonb)"
        return value(connection, query, [bench.organization, json.dumps([journal()])])


def reversed_twice(bench: Bench) -> None:
    posted = bench.posted()
    for _ in range(2):
        bench.call("reverse(%s, %s, 'x')", posted)


def key_used(bench: Bench) -> Any:
    bench.submit(journal(1, idempotency_key="used"))
    return bench.submit(journal(2, idempotency_key="used"))


def overdrawn(bench: Bench) -> Any:
    bench.call("set_account_limit(%s, '6200', NULL, 5)")
    return bench.submit(bill(6, account="6200"))


def too_much_settled(bench: Bench) -> Any:
    owed = bench.submit(bill(10, account="5000"))["transaction_id"]
    settles = [{"transaction_id": owed, "amount": 11}]
    return bench.submit({"transaction_type": "payment", "total_amount": 11, "settles": settles})


HEADER = """
    INSERT INTO hera.universal_transactions (organization_id, id, created_at, transaction_type, transaction_date,
        posting_status, currency, total_amount, submitted_by, posted_at, line_count)
    SELECT :org, i.id, hera_internal.uuid_time(i.id), 'journal', '2026-01-01', 'posted', 'GBP', 1, 'raw', now(), 2
    FROM hera_internal.new_id() AS i (id)
"""
LINES = """
    INSERT INTO hera.universal_transaction_lines (organization_id, transaction_id, line_number, line_count, created_at,
        account_id, side, amount, base_amount, currency, transaction_date, posted_at)
    SELECT t.organization_id, t.id, n, 2, t.created_at, a.id, CASE n WHEN 1 THEN 'debit' ELSE 'credit' END, 1, 1, 'GBP',
        '2001-01-01', t.posted_at
    FROM hera.universal_transactions AS t, hera_internal.ledger_account AS a, generate_series(1, 2) AS n
    WHERE t.organization_id = :org AND t.submitted_by = 'raw' AND a.organization_id = :org AND a.code = '1000'
"""
CHANGED_MIGRATION = "UPDATE hera_internal.migration SET sha256 = repeat('0', 64) WHERE version = 1"

PROVOKE: dict[str, Callable[[Bench], Any]] = {
    "AI_001": lambda b: b.call("approve(%s, %s)", b.waiting("nothing proposed")),
    "AI_002": lambda b: b.call("approve(%s, %s)", b.posted()),
    "AUTHZ_001": lambda b: submit(b.office.connect(b.office.login(None)), b.organization, journal()),
    "AUTHZ_002": context_of_another,
    "AUTHZ_003": suspended,
    "AUTH_001": without_a_context,
    "DB_001": database_error,
    "DB_002": lambda b: b.admin(CHANGED_MIGRATION, "SELECT * FROM hera.migrate()"),
    "DB_005": lambda b: b.admin("SELECT * FROM hera.distribute()"),
    "FX_001": lambda b: b.submit(bill(currency="EUR")),
    "LED_001": lambda b: b.submit(journal(lines=[*journal(1)["lines"], journal(2)["lines"][0]])),
    "LED_002": lambda b: b.submit(bill(account="nowhere")),
    "LED_003": lambda b: b.admin("TRUNCATE hera.universal_transaction_lines"),
    "LED_004": lambda b: b.call("reverse(%s, %s, 'x')", b.waiting("not posted")),
    "LED_006": lambda b: b.admin(HEADER, "SET CONSTRAINTS ALL IMMEDIATE"),
    "LED_007": lambda b: b.admin(HEADER, LINES, "SET CONSTRAINTS ALL IMMEDIATE"),
    "LED_008": lambda b: b.call("get_transaction(%s, %s)", UUID(int=1)),
    "LED_009": reversed_twice,
    "LED_010": too_much_settled,
    "LED_011": lambda b: b.call("create_account(%s, '1000', 'Again', 'asset')"),
    "LED_040": overdrawn,
    "LED_041": lambda b: b.call("set_account_limit(%s, '1000', 1, 0)"),
    "RL_001": limit_reached,
    "RL_002": limiter_busy,
    "RL_003": lambda b: b.admin(
        "SELECT hera.set_setting('rate_limit_registers', '0')",
        "SELECT hera.set_rate_limit(:org, 1, p_operation => 'x')",
    ),
    "VAL_001": lambda b: b.submit(journal(metadata={"a": "x" * 1_100_000})),
    "VAL_002": lambda b: b.submit(bill(None)),
    "VAL_003": lambda b: b.submit(bill(unit=1)),
    "VAL_004": lambda b: b.submit(bill(colour="red")),
    "VAL_005": lambda b: b.submit(bill(unit="x" * 201)),
    "VAL_006": lambda b: b.submit(bill(currency="pounds"[:3])),
    "VAL_007": lambda b: b.submit(bill(due_date="2026-02-30")),
    "VAL_008": lambda b: b.submit(bill("1.001")),
    "VAL_009": lambda b: b.submit(bill(0)),
    "VAL_010": lambda b: b.submit(bill(currency="QQQ")),
    "VAL_011": lambda b: b.submit(bill(1, tax_amount=2)),
    "VAL_012": key_used,
    "VAL_013": lambda b: b.submit(journal(lines=[])),
    "VAL_017": lambda b: b.submit(bill(metadata={"n": 10**41})),
}


def codes(outcome: Any) -> set[str]:
    return {fault["code"] for fault in outcome["errors"]} if isinstance(outcome, dict) else set()


@pytest.mark.parametrize("code", PROVOKE)
def test_provoked(bench: Bench, code: str) -> None:
    """As an outcome, or as an exception with the SQLSTATE, a path and a hint."""
    try:
        found = codes(PROVOKE[code](bench))
    except psycopg.Error as error:
        query = "SELECT sqlstate FROM hera_internal.error_code WHERE code = %s"
        wanted = value(bench.office.admin, query, [code])
        if error.sqlstate != wanted:
            raise
        detail = json.loads(error.diag.message_detail or "{}")
        found = {item["code"] for item in (detail if isinstance(detail, list) else [detail])}
        if not error.diag.message_hint:
            pytest.fail(f"{code} has no hint")
    assert code in found


def test_every_code_is_provoked_by_some_test(db: Connection) -> None:
    """Those that are not in the table above are named, as code or SQLSTATE, where another test expects them."""
    root = HERE.parents[1]
    texts = [
        path.read_text(encoding="utf-8")
        for path in sorted([*root.rglob("*.py"), *root.rglob("*.sql")])
        if path != HERE and "bench" not in path.parts
    ]
    everything = "\n".join(texts)
    missing = [
        code
        for code, sqlstate in db.execute("SELECT code, sqlstate FROM hera_internal.error_code ORDER BY code").fetchall()
        if code not in PROVOKE and not re.search(rf"\b({code}|{sqlstate})\b", everything)
    ]
    assert missing == []


def test_codes_have_the_form_of_the_registry(db: Connection) -> None:
    """One SQLSTATE a code, the number of the code in it, one letter a family."""
    rows = db.execute("SELECT code, sqlstate, message, hint, stage FROM hera_internal.error_code").fetchall()
    assert len({row[1] for row in rows}) == len(rows)
    families: dict[str, set[str]] = {}
    for code, sqlstate, message, hint, stage in rows:
        family, number = code.split("_")
        assert sqlstate[3:] == number[1:], code
        families.setdefault(family, set()).add(sqlstate[:3])
        assert message.endswith("."), code
        assert hint, code
        assert stage, code
    assert all(len(letters) == 1 for letters in families.values()), families


def test_no_function_raises_a_code_that_is_not_registered(db: Connection) -> None:
    known = {row[0] for row in db.execute("SELECT code FROM hera_internal.error_code").fetchall()}
    bodies = db.execute(
        "SELECT p.oid::regprocedure::text, p.prosrc FROM pg_proc AS p"
        " WHERE p.pronamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace)"
    ).fetchall()
    for name, body in bodies:
        used = set(re.findall(r"'((?:AI|AUTH|AUTHZ|DB|ENT|ERA|FX|LED|RL|SMC|VAL|CB|CACHE)_[0-9]{3})'", body))
        assert used <= known, f"{name} raises {used - known}"


def test_every_core_code_is_raised_by_some_function(db: Connection) -> None:
    """A registered code that nothing raises is a promise to clients that nobody keeps."""
    bodies = "\n".join(
        row[0]
        for row in db.execute(
            "SELECT p.prosrc FROM pg_proc AS p"
            " WHERE p.pronamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace)"
        ).fetchall()
    )
    known = [row[0] for row in db.execute("SELECT code FROM hera_internal.error_code").fetchall()]
    # These three are raised by the engine of migrations, by SQLSTATE.
    unused = [code for code in known if f"'{code}'" not in bodies and not code.startswith("DB_")]
    assert [code for code in unused if CORE.match(code)] == []
