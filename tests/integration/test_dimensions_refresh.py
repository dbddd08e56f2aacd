"""Profiles are what the books say, whatever was committed when: refreshed from the trace or counted anew."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any
from uuid import UUID

import psycopg
import pytest

from support.office import Office, bill, journal, submit, submit_batch, value

PARTIES = [f"Party {number}" for number in range(12)]

# Everything that a refresh writes but when it did.
PROFILES = """
    SELECT 'amounts', to_jsonb(a) FROM hera_internal.amount_profile AS a WHERE a.organization_id = %(org)s
    UNION ALL
    SELECT 'bin', to_jsonb(b) FROM hera_internal.amount_bin AS b WHERE b.organization_id = %(org)s
    UNION ALL
    SELECT 'month', to_jsonb(m) FROM hera_internal.month_count AS m WHERE m.organization_id = %(org)s
    UNION ALL
    SELECT 'party', to_jsonb(p) FROM hera_internal.counterparty_profile AS p WHERE p.organization_id = %(org)s
    UNION ALL
    SELECT 'organization', to_jsonb(o) - ARRAY['horizon', 'refreshed_at', 'cluster_id']
    FROM hera_internal.organization_profile AS o WHERE o.organization_id = %(org)s
    ORDER BY 1, 2
"""

# The same sums and extremes, straight from the books.
TRUTH = """
    WITH effects AS (
        SELECT t.*, 1 AS effect FROM hera.universal_transactions AS t
        WHERE t.organization_id = %(org)s AND t.posted_at IS NOT NULL
            AND t.id NOT IN (SELECT r.reversal_id FROM hera_internal.reversal AS r)
        UNION ALL
        SELECT t.*, -1 FROM hera.universal_transactions AS t JOIN hera_internal.reversal AS r ON r.original_id = t.id
        WHERE t.organization_id = %(org)s
    )
    SELECT counterparty_id, sum(effect)::int, min(transaction_date), max(transaction_date),
        sum(effect * CASE WHEN credit_note THEN -1 ELSE 1 END * CASE
            WHEN smart_code LIKE 'HERA.PAYMENT.%%' THEN 0
            WHEN currency = 'GBP' THEN total_amount
            ELSE round(total_amount * coalesce(exchange_rate, 0), 2)
        END),
        array_agg(DISTINCT currency ORDER BY currency),
        coalesce(array_agg(DISTINCT account_code ORDER BY account_code) FILTER (WHERE account_code IS NOT NULL), '{}')
    FROM effects WHERE counterparty_id IS NOT NULL GROUP BY counterparty_id ORDER BY counterparty_id
"""
COUNTED = """
    SELECT counterparty_id, documents::int, first_date, last_date, turnover, currencies, accounts
    FROM hera_internal.counterparty_profile WHERE organization_id = %(org)s ORDER BY counterparty_id
"""


def profiles(office: Office, organization: UUID) -> list[tuple[Any, ...]]:
    return office.admin.execute(PROFILES, {"org": organization}).fetchall()


def refresh(office: Office, organization: UUID, recompute: bool = False) -> int | None:
    """Effects that a refresh counted, NULL where another session was at it."""
    row = office.admin.execute(
        "SELECT effects, fault FROM hera.refresh_profiles(%s, %s)", [organization, recompute]
    ).fetchone()
    assert row is not None
    assert row[1] is None, row[1]
    return row[0]  # type: ignore[no-any-return]


def check(office: Office, organization: UUID) -> int:
    """Refreshed, counted anew and counted by another query, all is the same; returns the documents counted."""
    refreshed = profiles(office, organization)
    counted = office.admin.execute(COUNTED, {"org": organization}).fetchall()
    refresh(office, organization, recompute=True)
    assert profiles(office, organization) == refreshed
    assert counted == office.admin.execute(TRUTH, {"org": organization}).fetchall()
    return sum(row[1] for row in counted)


def documents(office: Office, organization: UUID) -> int:
    query = "SELECT coalesce(sum(documents), 0)::int FROM hera_internal.amount_profile WHERE organization_id = %s"
    return int(value(office.admin, query, [organization]))


def test_a_late_commit_is_not_missed(office: Office) -> None:
    """A document that was written before others and committed after a refresh counted them is counted by the next."""
    organization = office.organization("Late")
    login = office.login(organization)
    early, other = office.connect(login, autocommit=False), office.connect(login)
    submit(other, organization, bill(10, account="5000"))
    assert refresh(office, organization) == 1
    submit(early, organization, bill(20, account="5000"))
    submit(other, organization, bill(30, account="5000"))
    # What was committed after the open transaction had begun waits with it.
    refresh(office, organization)
    assert documents(office, organization) == 1
    early.commit()
    assert refresh(office, organization) == 2
    assert documents(office, organization) == 3
    assert refresh(office, organization) == 0
    assert check(office, organization) == 3


def test_counted_anew_while_a_writer_is_open(office: Office) -> None:
    """Counting the books anew leaves to the next refresh what it must, and nothing is counted twice."""
    organization = office.organization("Anew")
    login = office.login(organization)
    early, other = office.connect(login, autocommit=False), office.connect(login)
    # A counterparty is met for the first time by one transaction only: another would wait for it.
    submit(early, organization, bill(20, counterparty="Early", account="5000"))
    posted = [submit(other, organization, bill(amount, account="5000")) for amount in (30, 40)]
    other.execute("SELECT hera.reverse(%s, %s, 'x')", [organization, posted[0]["transaction_id"]])
    refresh(office, organization, recompute=True)
    assert documents(office, organization) == 0
    early.commit()
    assert refresh(office, organization) == 4
    assert documents(office, organization) == 2
    assert check(office, organization) == 2


def test_what_is_rolled_back_was_never_there(office: Office) -> None:
    organization = office.organization("Undone")
    caller = office.connect(office.login(organization), autocommit=False)
    submit(caller, organization, bill(10, account="5000"))
    caller.rollback()
    with pytest.raises(psycopg.errors.DivisionByZero), caller.transaction():
        submit(caller, organization, bill(11, account="5000"))
        caller.execute("SELECT 1 / 0")
    submit(caller, organization, bill(12, account="5000"))
    caller.commit()
    assert refresh(office, organization) == 1
    assert check(office, organization) == 1


def test_two_refreshes_at_once(office: Office) -> None:
    """The second leaves it to the first; each document is counted once."""
    organization = office.organization("Twice")
    caller = office.connect(office.login(organization))
    submit(caller, organization, bill(10, account="5000"))
    with office.database.connect(autocommit=False) as first:
        assert first.execute("SELECT effects FROM hera.refresh_profiles(%s)", [organization]).fetchone() == (1,)
        assert refresh(office, organization) is None
        first.commit()
    assert refresh(office, organization) == 0
    assert check(office, organization) == 1


def test_every_way_a_document_is_posted_or_undone(office: Office) -> None:
    organization = office.organization("Ways")
    caller = office.connect(office.login(organization, "owner"))
    waiting = submit(caller, organization, bill(10, counterparty="Waits"))["transaction_id"]
    refused = submit(caller, organization, bill(11, counterparty="Refused"))["transaction_id"]
    changed = submit(caller, organization, bill(12, counterparty="Changed"))["transaction_id"]
    posted = [submit(caller, organization, bill(13 + n, account="5000"))["transaction_id"] for n in range(3)]
    submit(caller, organization, bill(-14, account="5000"))
    submit(caller, organization, bill(100, currency="EUR", exchange_rate="0.8512", account="5000"))
    submit(caller, organization, bill(100, currency="EUR", exchange_rate="0.9", account="5000"))
    submit(caller, organization, journal(5))
    submit(caller, organization, {"transaction_type": "payment", "total_amount": 13, "counterparty": "Acme"})
    assert refresh(office, organization) == 8
    for name, transaction, correction in (
        ("corrected", waiting, '{"account": "5000"}'), ("rejected", refused, None),
        ("corrected", posted[0], '{"account": "5010"}'), ("rejected", posted[1], None),
    ):  # fmt: skip
        caller.execute("SELECT hera.record_feedback(%s, %s, %s, %s)", [organization, transaction, name, correction])
    request = """{"account": "5000", "total_amount": 99}"""
    caller.execute("SELECT hera.update_draft(%s, %s, %s)", [organization, changed, request])
    caller.execute("SELECT hera.correct(%s, %s, %s, 'x')", [organization, posted[2], '{"total_amount": 77}'])
    # Posted: two that waited and two in the place of others; reversed: three.
    assert refresh(office, organization) == 7
    assert documents(office, organization) == 9
    assert check(office, organization) == 8


def test_a_restored_cluster(office: Office) -> None:
    """Numbers of transactions of another cluster mean nothing: the books are counted anew, and go on from there."""
    organization = office.organization("Restored")
    caller = office.connect(office.login(organization, "owner"))
    posted = [submit(caller, organization, bill(n + 1, account="5000", reference_number=str(n))) for n in range(5)]
    waiting = submit(caller, organization, bill(50, counterparty="Waits"))["transaction_id"]
    caller.execute("SELECT hera.update_draft(%s, %s, %s)", [organization, waiting, '{"unit": "A"}'])
    caller.execute("SELECT hera.reverse(%s, %s, 'x')", [organization, posted[0]["transaction_id"]])
    refresh(office, organization)
    before = profiles(office, organization)
    office.admin.execute(
        "UPDATE hera_internal.organization_profile SET cluster_id = 1, horizon = '4000000000000'"
        " WHERE organization_id = %s", [organization],
    )  # fmt: skip
    # From far in the future to within reach of what this cluster will write next.
    office.admin.execute(
        "UPDATE hera_internal.document_trace AS t SET written_by = (3 + (t.written_by::text::bigint %% 2) * 100000000)"
        "::text::xid8 WHERE t.organization_id = %s", [organization],
    )  # fmt: skip
    assert refresh(office, organization) == 6
    assert profiles(office, organization) == before
    again = submit(caller, organization, bill(3, account="5000", reference_number="2"))
    assert "DUPLICATE_HIGH" in again["dimensions"]
    caller.execute(
        "SELECT hera.record_feedback(%s, %s, 'corrected', %s)", [organization, waiting, '{"account": "5000"}']
    )
    assert refresh(office, organization) == 2
    assert check(office, organization) == 6


def test_old_traces_go_and_profiles_stay(office: Office) -> None:
    organization = office.organization("Trimmed")
    caller = office.connect(office.login(organization))
    submit(caller, organization, bill(10, account="5000", reference_number="old"))
    old = UUID("01700000-0000-7000-8000-000000000000")
    refresh(office, organization)
    before = profiles(office, organization)
    office.admin.execute(
        "INSERT INTO hera_internal.document_trace (organization_id, written_by, transaction_id, effect, transaction_date)"
        " VALUES (%s, '5', %s, 0, '2022-01-01')", [organization, old],
    )  # fmt: skip
    assert refresh(office, organization) == 0
    query = "SELECT transaction_id FROM hera_internal.document_trace WHERE organization_id = %s"
    kept = [row[0] for row in office.admin.execute(query, [organization]).fetchall()]
    assert len(kept) == 1
    assert old not in kept
    assert profiles(office, organization) == before


def write(office: Office, organization: UUID, login: str, seed: int, steps: int) -> None:
    """One writer: documents of every kind, reversals, verdicts, batches, roll-backs and transactions that stay open."""
    chance = random.Random(seed)
    own: list[str] = []
    with office.database.connect(login, autocommit=False) as caller:
        for _ in range(steps):
            fields: dict[str, Any] = {
                "counterparty": chance.choice(PARTIES),
                "transaction_date": f"202{chance.randrange(4, 7)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}",
                "description": chance.choice(["Rent", "Fish 12", "Fish 13", None]),
            }
            if chance.random() < 0.2:
                fields |= {"currency": "EUR", "exchange_rate": chance.choice(["0.9", "0.85"])}
            if chance.random() < 0.7:
                fields["account"] = chance.choice(["5000", "5010"])
            request = bill(chance.randrange(1, 10 ** chance.randrange(1, 6)), **fields)
            act = chance.random()
            if act < 0.15:
                submit_batch(caller, organization, [request, request | {"total_amount": 7}, {}])
            elif act < 0.3 and own:
                caller.execute("SELECT hera.reverse(%s, %s, 'x')", [organization, own.pop()])
            else:
                outcome = submit(caller, organization, request)
                if outcome["status"] == "posted":
                    own.append(outcome["transaction_id"])
                elif chance.random() < 0.5:
                    caller.execute(
                        "SELECT hera.record_feedback(%s, %s, %s, %s)",
                        [organization, outcome["transaction_id"], "corrected", '{"account": "5010"}'],
                    )
            end = chance.random()
            if end < 0.6:
                caller.commit()
            elif end < 0.75:
                caller.rollback()
                own.clear()
        caller.commit()


@pytest.mark.soak
def test_refresh_equals_recompute_under_writers(
    office: Office, seed: int, scaled: Callable[[int], int], record_figure: Callable[..., None]
) -> None:
    organization = office.organization("Writers")
    writers = 3
    logins = [office.login(organization, "owner") for _ in range(writers)]
    for party in PARTIES:
        submit(office.admin, organization, bill(1, counterparty=party))
    done = Event()

    def keep_refreshing() -> int:
        count = 0
        with office.database.connect() as refresher:
            while not done.is_set():
                refresher.execute("SELECT * FROM hera.refresh_profiles(%s)", [organization])
                count += 1
        return count

    with ThreadPoolExecutor(writers + 1) as pool:
        refreshes = pool.submit(keep_refreshing)
        try:
            steps = max(25, scaled(6_000) // writers)
            tasks = [pool.submit(write, office, organization, login, seed + n, steps) for n, login in enumerate(logins)]
            for task in tasks:
                task.result()
        finally:
            done.set()
        assert refreshes.result() > 1
    refresh(office, organization)
    counted = check(office, organization)
    assert counted > writers * steps / 4
    record_figure(
        "profiles: documents counted while 3 writers commit late and roll back", counted, "documents", "= books"
    )
