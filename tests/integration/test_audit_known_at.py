"""Reports as known at a seal: the same for ever, and what changed since adds up to the difference."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from support.databases import Connection
from support.office import Office, journal, refused, submit, value

Balance = dict[tuple[str, str], Decimal]


def balance(connection: Connection, organization: UUID, day: date | None, known_at: Any) -> Balance:
    rows = connection.execute(
        "SELECT account_code, currency, debit - credit FROM hera.trial_balance(%s, %s, %s)",
        [organization, day, known_at],
    ).fetchall()
    return {(code, currency): amount for code, currency, amount in rows if amount}


def now(connection: Connection) -> Any:
    return value(connection, "SELECT clock_timestamp()")


def test_the_same_for_ever(office: Office, rng: random.Random, scaled: Callable[[int], int]) -> None:
    organization = office.organization("Known")
    login = office.login(organization)
    connection = office.connect(login)
    posted: list[str] = []
    reported: list[tuple[Any, date | None, Balance]] = []
    submit(connection, organization, journal(1))
    value(office.admin, "SELECT hera.seal_audit()")
    slow = office.connect(login, autocommit=False)
    for number in range(scaled(3_000)):
        day = f"2026-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
        if rng.random() < 0.2 and posted:
            connection.execute(
                "SELECT hera.reverse(%s, %s, 'x')", [organization, posted.pop(rng.randrange(len(posted)))]
            )
        elif rng.random() < 0.3:
            submit(slow, organization, journal(number + 1, transaction_date=day))
            if rng.random() < 0.5:
                slow.commit()
        else:
            outcome = submit(connection, organization, journal(number + 1, transaction_date=day))
            posted.append(outcome["transaction_id"])
        if rng.random() < 0.3:
            value(office.admin, "SELECT hera.seal_audit()")
        if rng.random() < 0.2:
            office.admin.execute("SELECT hera.refresh_balances(%s)", [organization])
        if rng.random() < 0.4:
            moment, through = now(connection), rng.choice([None, date(2026, rng.randint(1, 12), 15)])
            reported.append((moment, through, balance(connection, organization, through, moment)))
    slow.commit()
    assert len({tuple(sorted(seen.items())) for _, _, seen in reported}) > len(reported) / 4
    for moment, through, seen in reported:
        assert balance(connection, organization, through, moment) == seen
        changes: Counter[tuple[str, str]] = Counter()
        for code, currency, amount in connection.execute(
            "SELECT account_code, currency, coalesce(debit, 0) - coalesce(credit, 0) FROM hera.changes_since(%s, %s, %s)",
            [organization, moment, through],
        ).fetchall():
            changes[code, currency] += amount
        total = Counter(seen)
        for key, amount in changes.items():
            total[key] += amount
        assert {key: amount for key, amount in total.items() if amount} == balance(
            connection, organization, through, None
        )


def test_a_report_names_its_seal_and_who_changed_what(office: Office) -> None:
    organization = office.organization("Named")
    connection = office.connect(office.login(organization, actor="ann"))
    identifier = submit(connection, organization, journal(5))["transaction_id"]
    seal = value(office.admin, "SELECT hera.seal_audit()")
    moment = now(connection)
    connection.execute("SELECT hera.reverse(%s, %s, 'wrong month')", [organization, identifier])
    notices: list[str] = []
    connection.add_notice_handler(lambda notice: notices.append(notice.message_primary or ""))
    rows = connection.execute(
        "SELECT actor, event, reverses, reason, account_code, debit, credit FROM hera.changes_since(%s, %s)",
        [organization, moment],
    ).fetchall()
    assert notices == [f"as known at seal {seal['seal']} of {seal['sealed_at']}"]
    assert [row[:4] for row in rows] == [("ann", "transaction.reversed", UUID(identifier), "wrong month")] * 2
    assert sum(row[5] or 0 for row in rows) == sum(row[6] or 0 for row in rows) == 5
    assert balance(connection, organization, None, None) == {}
    assert sum(abs(amount) for amount in balance(connection, organization, None, moment).values()) == 10


def test_moments_without_a_seal(office: Office) -> None:
    organization = office.organization("Moments")
    connection = office.connect(office.login(organization))
    submit(connection, organization, journal())
    value(office.admin, "SELECT hera.seal_audit()")
    for call in ("trial_balance(%s, NULL, %s)", "changes_since(%s, %s)"):
        with refused("ZHU01"):
            connection.execute(f"SELECT * FROM hera.{call}".encode(), [organization, "2001-01-01"])
        with refused("ZHU02"):
            connection.execute(f"SELECT * FROM hera.{call}".encode(), [organization, "2999-01-01"])


def test_a_report_waits_for_the_seal_that_is_being_made(office: Office) -> None:
    """Its time is before now: a report that does not see it would give another answer later."""
    organization = office.organization("Waits")
    connection = office.connect(office.login(organization))
    submit(connection, organization, journal(1))
    value(office.admin, "SELECT hera.seal_audit()")
    submit(connection, organization, journal(2))
    with office.database.connect(autocommit=False) as sealing:
        value(sealing, "SELECT hera.seal_audit()")
        moment = now(connection)
        connection.execute("SET lock_timeout = '100ms'")
        with refused("55P03"):
            balance(connection, organization, None, moment)
        assert balance(connection, organization, None, None)
    connection.execute("RESET lock_timeout")
    assert balance(connection, organization, None, moment) == balance(connection, organization, None, None)
    # And in a transaction that only reads.
    connection.execute("SET default_transaction_read_only = on")
    assert balance(connection, organization, None, moment) == balance(connection, organization, None, None)
