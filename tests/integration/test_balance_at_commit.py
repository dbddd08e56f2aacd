"""Whatever path writes the rows, COMMIT refuses a document that does not balance."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from support.office import Office, journal, refused, submit, value
from support.raw_documents import HEADER, LINE, POSTED_AT, Raw


@pytest.fixture(scope="module")
def ground(office: Office) -> tuple[UUID, UUID]:
    """An organization and one of its accounts; hera_owner may be set as a role by anybody with superuser rights."""
    office.organization("Neighbour")
    organization = office.organization("Raw")
    query = "SELECT id FROM hera_internal.ledger_account WHERE organization_id = %s AND code = '1000'"
    return organization, value(office.admin, query, [organization])


@pytest.fixture(params=["superuser", "hera_owner", "replica"])
def raw(request: pytest.FixtureRequest, office: Office, ground: tuple[UUID, UUID]) -> Raw:
    """A connection that may write the tables, in three ways."""
    connection = office.connect("postgres")
    if request.param == "hera_owner":
        connection.execute("SET ROLE hera_owner")
    elif request.param == "replica":
        connection.execute("SET session_replication_role = replica")
    return Raw(connection, *ground, value(connection, "SELECT hera_internal.new_id()"))


def two_currencies(raw: Raw) -> None:
    raw.header(count=4)
    raw.pair()
    raw.line(3, "debit", 5, currency="EUR")
    raw.line(4, "credit", 5, currency="USD")


def unbalanced(raw: Raw) -> None:
    raw.header()
    raw.pair(10, Decimal("9.99"))


def one_side(raw: Raw) -> None:
    raw.header(count=1)
    raw.line(1, "debit", 10)


def no_lines(raw: Raw) -> None:
    raw.header()


def no_count(raw: Raw) -> None:
    raw.header(count=0)


def a_line_too_few(raw: Raw) -> None:
    raw.header(count=3)
    raw.pair()


def a_line_too_many(raw: Raw) -> None:
    raw.header()
    raw.pair()
    raw.line(3, "debit", 1)


def a_line_that_counts_otherwise(raw: Raw) -> None:
    raw.header()
    raw.pair()
    raw.line(3, "debit", 1, count=3)


def no_header(raw: Raw) -> None:
    raw.pair()


def waiting_header(raw: Raw) -> None:
    raw.header("pending_review")
    raw.pair()


def other_posted_at(raw: Raw) -> None:
    raw.header(count=4)
    raw.pair()
    raw.line(3, "debit", 5, posted_at="2026-05-05 12:00+00")
    raw.line(4, "credit", 5, posted_at="2026-05-05 12:00+00")


def other_date(raw: Raw) -> None:
    raw.header()
    raw.line(1, "debit", 10, date="2026-01-01")
    raw.line(2, "credit", 10, date="2026-01-01")


def an_account_of_another_organization(raw: Raw) -> None:
    query = "SELECT id FROM hera_internal.ledger_account WHERE organization_id <> %s LIMIT 1"
    raw.header()
    raw.line(1, "debit", 10)
    raw.line(2, "credit", 10, account=value(raw.connection, query, [raw.organization]))


def an_account_of_nobody(raw: Raw) -> None:
    raw.header()
    raw.line(1, "debit", 10)
    raw.line(2, "credit", 10, account=UUID(int=7))


def after_immediate_check(raw: Raw) -> None:
    raw.header()
    raw.pair()
    raw.connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    raw.connection.execute("SET CONSTRAINTS ALL DEFERRED")
    raw.line(3, "debit", 1, count=3)


def lines_rolled_back_after_the_check(raw: Raw) -> None:
    raw.header()
    with raw.connection.transaction(force_rollback=True):
        raw.pair()
        raw.connection.execute("SET CONSTRAINTS ALL IMMEDIATE")


def with_a_changed_context(raw: Raw) -> None:
    unbalanced(raw)
    raw.connection.execute("SELECT set_config('hera.organization_id', %s, true)", [str(UUID(int=1))])
    raw.connection.execute("SELECT set_config('hera.context', 'nothing', true)")


def with_a_changed_search_path(raw: Raw) -> None:
    unbalanced(raw)
    raw.connection.execute("SET LOCAL search_path = pg_temp")


def in_a_savepoint(raw: Raw) -> None:
    with raw.connection.transaction():
        unbalanced(raw)


def posted_by_an_update(raw: Raw) -> None:
    raw.header("pending_review")
    raw.connection.execute(
        "UPDATE hera.universal_transactions SET posting_status = 'posted', posted_at = %s, line_count = 2 WHERE id = %s",
        [POSTED_AT, raw.id],
    )
    raw.pair(1, 2)


# What a foreign key refuses, and a trigger of HERA where foreign keys are switched off.
REFERENCE = "23503 or ZHL07"
WAYS: list[tuple[Callable[[Raw], None], str]] = [
    (unbalanced, "ZHL01"),
    (one_side, "ZHL01"),
    (two_currencies, "ZHL01"),
    (no_lines, "ZHL06"),
    (no_count, "23514"),
    (a_line_too_few, "ZHL06"),
    (a_line_too_many, "23514"),
    (a_line_that_counts_otherwise, REFERENCE),
    (no_header, REFERENCE),
    (waiting_header, REFERENCE),
    (other_posted_at, "ZHL07"),
    (other_date, "ZHL07"),
    (an_account_of_another_organization, "ZHL02"),
    (an_account_of_nobody, "ZHL02"),
    (after_immediate_check, REFERENCE),
    (lines_rolled_back_after_the_check, "ZHL06"),
    (with_a_changed_context, "ZHL01"),
    (with_a_changed_search_path, "ZHL01"),
    (in_a_savepoint, "ZHL01"),
    (posted_by_an_update, "ZHL01"),
]


def wanted(raw: Raw, sqlstate: str) -> str:
    """The SQLSTATE to expect from this connection."""
    if sqlstate != REFERENCE:
        return sqlstate
    replica = value(raw.connection, "SELECT current_setting('session_replication_role')") == "replica"
    return "ZHL07" if replica else "23503"


@pytest.mark.parametrize(("way", "sqlstate"), WAYS, ids=[way.__name__ for way, _ in WAYS])
def test_commit_refuses(raw: Raw, way: Callable[[Raw], None], sqlstate: str) -> None:
    with refused(wanted(raw, sqlstate)), raw.connection.transaction():
        way(raw)
    stored = "SELECT count(*) FROM hera.universal_transactions WHERE id = %s"
    assert value(raw.connection, stored, [raw.id]) == 0


def test_commit_takes_what_balances(raw: Raw, office: Office) -> None:
    with raw.connection.transaction():
        raw.header(count=4)
        raw.pair()
        raw.line(3, "debit", 7, currency="EUR")
        raw.line(4, "credit", 7, currency="EUR")
    verify = "SELECT bool_and(ok) FROM hera.verify(%s) WHERE check_name ~ '^every posted document'"
    assert value(office.admin, verify, [raw.organization]) is True


@pytest.mark.parametrize("currency", ["GBP", "EUR"])
def test_no_line_is_added_later(raw: Raw, currency: str) -> None:
    with raw.connection.transaction():
        raw.header()
        raw.pair()
    with refused("23505"), raw.connection.transaction():
        raw.line(2, "debit", 5, currency=currency)
    for number, count, sqlstate in ((3, 2, "23514"), (3, 4, REFERENCE), (0, 2, "23514"), (-1, 2, "23514")):
        with refused(wanted(raw, sqlstate)), raw.connection.transaction():
            raw.line(number, "debit", 5, currency=currency, count=count)
            raw.line(number + 1, "credit", 5, currency=currency, count=count)


def test_direct_insert_into_a_partition(raw: Raw) -> None:
    """A partition has the guards of its parent."""
    month = value(
        raw.connection, "SELECT to_char(hera_internal.uuid_time(%s) AT TIME ZONE 'UTC', '_YYYY_MM')", [raw.id]
    )
    raw.headers += month
    raw.lines += month
    for way, sqlstate in (
        (unbalanced, "ZHL01"),
        (no_lines, "ZHL06"),
        (waiting_header, REFERENCE),
        (no_header, REFERENCE),
    ):
        with refused(wanted(raw, sqlstate)), raw.connection.transaction():
            way(raw)
    with raw.connection.transaction():
        raw.header()
        raw.pair()
    with refused(wanted(raw, REFERENCE)), raw.connection.transaction():
        raw.line(3, "debit", 5, count=3)


def test_copy_is_checked(raw: Raw) -> None:
    columns = (
        "organization_id, transaction_id, line_number, line_count, created_at, account_id, side, amount, currency,"
        " transaction_date, posted_at, base_amount"
    )
    if value(raw.connection, "SELECT current_user") == "hera_owner":
        pytest.skip("COPY FROM is refused under row security")
    created = value(raw.connection, "SELECT hera_internal.uuid_time(%s)", [raw.id])
    with refused("ZHL01"), raw.connection.transaction():
        raw.header()
        with (
            raw.connection.cursor() as cursor,
            cursor.copy(f"COPY hera.universal_transaction_lines ({columns}) FROM STDIN".encode()) as copy,
        ):
            for number, amount in ((1, 10), (2, 11)):
                side = "debit" if number == 1 else "credit"
                copy.write_row(
                    (
                        raw.organization,
                        raw.id,
                        number,
                        2,
                        created,
                        raw.account,
                        side,
                        amount,
                        "GBP",
                        "2026-05-04",
                        POSTED_AT,
                        amount,
                    )
                )


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity", "-1"])
def test_amounts_that_are_none(raw: Raw, amount: str) -> None:
    with refused("23514"), raw.connection.transaction():
        raw.header()
        raw.pair(amount, amount)


def test_a_line_moves_something(raw: Raw) -> None:
    with refused("ZHL01"), raw.connection.transaction():
        raw.header()
        raw.pair(0, 0)


@pytest.mark.parametrize(
    ("currency", "values", "sqlstate"),
    [
        ("GBP", (10, 9), "ZHL01"),
        ("GBP", (9, 9), "ZHL01"),
        ("EUR", (8, 9), "ZHL01"),
        ("EUR", ("NaN", "NaN"), "ZHL01"),
        ("EUR", (-8, -8), "ZHL01"),
        ("GBP", ("NaN", "NaN"), "ZHL01"),
        ("EUR", (None, 8), "23502"),
    ],
)
def test_values_balance_too(raw: Raw, currency: str, values: tuple[Any, Any], sqlstate: str) -> None:
    """Both sides of a document are worth the same, and what is in the organization's currency is worth itself."""
    with refused(sqlstate), raw.connection.transaction():
        raw.header()
        raw.line(1, "debit", 10, currency=currency, base=values[0])
        raw.line(2, "credit", 10, currency=currency, base=values[1])


def test_values_alone(raw: Raw) -> None:
    with raw.connection.transaction():
        raw.header()
        raw.line(1, "debit", 0, currency="EUR", base=3)
        raw.line(2, "credit", 0, currency="EUR", base=3)


def test_nobody_dates_a_record_back(raw: Raw) -> None:
    elsewhere = HEADER.replace("hera_internal.uuid_time(%(id)s)", "now() - interval '1 hour'")
    with refused("23514"), raw.connection.transaction():
        raw.run(elsewhere, raw.headers, status="pending_review", count=0)
    elsewhere = LINE.replace("hera_internal.uuid_time(%(id)s)", "now() + interval '1 hour'")
    fields = {"currency": "GBP", "date": "2026-05-04", "posted_at": POSTED_AT, "count": 2, "base": 10}
    with refused(wanted(raw, REFERENCE)), raw.connection.transaction():
        raw.header()
        raw.run(elsewhere, raw.lines, number=1, side="debit", amount=10, **fields)


def test_a_month_without_a_partition_is_refused(raw: Raw) -> None:
    raw.id = value(raw.connection, "SELECT hera_internal.new_id(timestamptz '2001-01-01')")
    with refused("23514"), raw.connection.transaction():
        raw.header()


def test_an_entry_function_is_held_to_it_too(office: Office, ground: tuple[UUID, UUID]) -> None:
    """A line smuggled in between submit and COMMIT is refused, whatever the context is by then."""
    with office.database.connect() as connection:
        for number, count, sqlstate in ((2, 2, "23505"), (3, 2, "23514"), (3, 3, "23503")):
            with refused(sqlstate), connection.transaction():
                posted = submit(connection, ground[0], journal())["transaction_id"]
                connection.execute(
                    """
                    INSERT INTO hera.universal_transaction_lines
                        (organization_id, transaction_id, line_number, line_count, created_at, account_id, side, amount,
                        base_amount, currency, transaction_date, posted_at)
                    SELECT organization_id, transaction_id, %s, %s, created_at, account_id, side, amount, amount, currency,
                        transaction_date, posted_at
                    FROM hera.universal_transaction_lines WHERE transaction_id = %s AND line_number = 1
                    """,
                    [number, count, posted],
                )
                connection.execute("SELECT set_config('hera.organization_id', '', true)")
        with refused("ZHL03"), connection.transaction():
            submit(connection, ground[0], journal())
            connection.execute("UPDATE hera.universal_transaction_lines SET amount = amount + 1")


def test_many_lines_are_checked_in_time(office: Office, ground: tuple[UUID, UUID]) -> None:
    lines = [
        {"account": "1000" if number % 2 else "4000", "side": "debit" if number % 2 else "credit", "amount": 1}
        for number in range(1000)
    ]
    with office.database.connect() as connection:
        connection.execute("SET statement_timeout = '10s'")
        assert submit(connection, ground[0], {"transaction_type": "journal", "lines": lines})["status"] == "posted"


def test_two_phase_commit_is_checked(office: Office, ground: tuple[UUID, UUID]) -> None:
    with office.database.connect() as connection:
        raw = Raw(connection, *ground, value(connection, "SELECT hera_internal.new_id()"))
        connection.execute("BEGIN")
        unbalanced(raw)
        with refused("ZHL01"):
            connection.execute("PREPARE TRANSACTION 'unbalanced'")
        connection.execute("ROLLBACK")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM hera_internal.ledger_account WHERE id = %s",
        "UPDATE hera_internal.ledger_account SET id = gen_random_uuid() WHERE id = %s",
        "UPDATE hera_internal.ledger_account SET organization_id = gen_random_uuid() WHERE id = %s",
        "TRUNCATE hera_internal.ledger_account CASCADE",
    ],
)
def test_an_account_that_lines_may_name_stays(raw: Raw, statement: str) -> None:
    """No foreign key of the lines holds an account: guards do."""
    parameters = [raw.account] if "%s" in statement else None
    with refused("ZHL03"), raw.connection.transaction():
        raw.connection.execute(statement.encode(), parameters)


def test_a_line_whose_account_went_is_found(raw: Raw, office: Office) -> None:
    """By a superuser who takes the guard away, say."""
    with office.connect("postgres") as connection, connection.transaction(force_rollback=True):
        other = Raw(connection, raw.organization, raw.account, raw.id)
        other.header()
        other.pair()
        connection.execute("ALTER TABLE hera_internal.ledger_account DISABLE TRIGGER USER")
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        connection.execute("SET session_replication_role = replica")
        connection.execute("DELETE FROM hera_internal.ledger_account WHERE id = %s", [raw.account])
        verify = "SELECT detail FROM hera.verify(%s) WHERE NOT ok AND check_name ~ '^every line names an account'"
        assert str(raw.account) in value(connection, verify, [raw.organization])
