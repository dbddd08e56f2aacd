"""What is pending counts against limits, and expires at its time whoever is spending."""

from __future__ import annotations

import time

import pytest

from support.office import Office, faults, refused, submit, value
from support.pending import Desk, move


@pytest.fixture
def desk(office: Office, request: pytest.FixtureRequest) -> Desk:
    return Desk(office, request.node.name[:60])


def test_reservations_count_against_limits_and_give_no_room(desk: Desk) -> None:
    desk.submit(move("1000", "4000", 100))
    desk.limit()
    first = desk.pending(60)
    assert faults(desk.submit(move("5000", "1000", 41, pending=True))) == [("LED_040", "1000")]
    assert faults(desk.submit(move("5000", "1000", 41))) == [("LED_040", "1000")]
    incoming = desk.pending(500, "1000", "4000")
    assert faults(desk.submit(move("5000", "1000", 41))) == [("LED_040", "1000")]
    desk.submit(move("5000", "1000", 40))
    desk.post(first, 50)
    assert desk.balance() == 10
    assert faults(desk.submit(move("5000", "1000", 11))) == [("LED_040", "1000")]
    desk.post(incoming)
    assert desk.submit(move("5000", "1000", 11))["status"] == "posted"
    assert value(desk.office.admin, "SELECT count(*) FROM hera_internal.limit_check") == 0


def test_a_highest_balance_counts_what_may_come(desk: Desk) -> None:
    """A credit limit of a supplier: what is ordered counts, what is returned does not until it is."""
    desk.limit("2000", None, 100)
    order = desk.pending(80, "5000", "2000")
    desk.pending(50, "2000", "5000")
    assert faults(desk.submit(move("5000", "2000", 21))) == [("LED_040", "2000")]
    assert desk.submit(move("5000", "2000", 20))["status"] == "posted"
    desk.post(order)
    assert desk.balance("2000") == -100


def test_what_was_reserved_is_posted_though_the_limit_was_lowered(desk: Desk) -> None:
    desk.submit(move("1000", "4000", 100))
    desk.limit()
    document = desk.pending(60)
    desk.limit(minimum=90)
    assert faults(desk.submit(move("5000", "1000", 1))) == [("LED_040", "1000")]
    assert desk.post(document)["status"] == "posted"


def test_a_limit_set_later_meets_what_is_reserved(desk: Desk) -> None:
    desk.submit(move("1000", "4000", 100))
    document = desk.pending(60)
    desk.limit()
    assert faults(desk.submit(move("5000", "1000", 41))) == [("LED_040", "1000")]
    assert desk.submit(move("5000", "1000", 40))["status"] == "posted"
    desk.post(document)
    assert desk.balance() == 0


def test_one_transaction_may_do_it_all(desk: Desk) -> None:
    desk.submit(move("1000", "4000", 100))
    desk.limit()
    with desk.connection.transaction():
        desk.post(desk.pending(60))
        desk.void(desk.pending(40))
        desk.post(desk.pending(40), 30)
    assert desk.balance() == 10 and desk.reserved() == []


def test_a_raw_reservation_is_checked_too(desk: Desk) -> None:
    """Whatever path writes: the owner of the tables cannot reserve what is not there either."""
    desk.submit(move("1000", "4000", 10))
    desk.limit()
    raw = (
        "INSERT INTO hera_internal.reservation (organization_id, account_id, currency, transaction_id, debit, credit)"
        " SELECT a.organization_id, a.id, 'GBP', gen_random_uuid(), 0, %s"
        " FROM hera_internal.ledger_account AS a WHERE a.organization_id = %s AND a.code = '1000'"
    )
    with refused("ZHL40"):
        desk.office.admin.execute(raw, [11, desk.organization])
    desk.office.admin.execute(raw, [10, desk.organization])
    assert faults(desk.submit(move("5000", "1000", 1))) == [("LED_040", "1000")]


def test_it_expires_at_its_time(desk: Desk) -> None:
    desk.submit(move("1000", "4000", 100))
    desk.limit()
    document = desk.pending(100, pending={"expires_in": 1})
    assert faults(desk.submit(move("5000", "1000", 100))) == [("LED_040", "1000")]
    time.sleep(1.05)
    assert desk.reserved() == [] and desk.get(document)["status"] == "pending"
    with refused("ZHL52"):
        desk.post(document)
    assert desk.submit(move("5000", "1000", 100))["status"] == "posted"
    assert desk.expire() == [(desk.organization, 1)]
    outcome = desk.get(document)
    assert (outcome["status"], outcome["pending"]["resolution"]) == ("voided", "expired")
    for resolve in (desk.post, desk.void):
        with refused("ZHL52"):
            resolve(document)
    query = "SELECT detail ->> 'reason' FROM hera_internal.audit_leaf WHERE subject_id = %s AND event = 'transaction.voided'"
    assert value(desk.office.admin, query, [document]) == "expired"


def test_who_posts_in_time_may_commit_late(desk: Desk) -> None:
    """Until the poster commits, what it posts counts as reserved: the expiry meanwhile gives it to nobody else."""
    desk.submit(move("1000", "4000", 100))
    desk.limit()
    document = desk.pending(100, pending={"expires_in": 1})
    poster = desk.office.connect(desk.login, autocommit=True)
    poster.execute("BEGIN")
    poster.execute("SELECT hera.post_pending(%s, %s)", [desk.organization, document])
    time.sleep(1.05)
    spender = desk.office.connect(desk.login, autocommit=True)
    with refused("ZHL40"):
        submit(spender, desk.organization, move("5000", "1000", 1, raise_on_error=True))
        spender.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert desk.expire() == []
    poster.execute("COMMIT")
    assert desk.balance() == 0


def test_what_was_spent_after_the_expiry_no_clock_gives_back(desk: Desk) -> None:
    """A spender relied on the expiry; then the clock is set back, which here is the time of expiry set forward."""
    desk.submit(move("1000", "4000", 100))
    desk.limit()
    document = desk.pending(100, pending={"expires_in": 1})
    time.sleep(1.05)
    assert desk.submit(move("5000", "1000", 100))["status"] == "posted"
    with desk.office.database.connect() as connection, connection.transaction(force_rollback=True):
        connection.execute("SET LOCAL lock_timeout = '10s'")
        connection.execute("ALTER TABLE hera_internal.pending_document DISABLE TRIGGER pending_document_guard")
        connection.execute(
            "UPDATE hera_internal.pending_document SET expires_at = now() + interval '1 hour' WHERE transaction_id = %s",
            [document],
        )
        with refused("ZHL52"):
            value(connection, "SELECT hera.post_pending(%s, %s)", [desk.organization, document])


def test_expired_documents_of_all_organizations_are_voided_by_the_job(desk: Desk, office: Office) -> None:
    other = Desk(office, "Expires too")
    documents = [(who, who.pending(pending={"expires_in": 1})) for who in (desk, other)]
    kept = desk.pending(pending={"expires_in": 3600})
    locker = office.connect(desk.login, autocommit=True)
    locked = desk.pending(pending={"expires_in": 1})
    time.sleep(1.05)
    locker.execute("BEGIN")
    locker.execute("SELECT hera.void_pending(%s, %s, 'late')", [desk.organization, locked])
    voided = {
        row["organization_id"]: row["voided"]
        for row in value(office.admin, "SELECT hera.perform_job('expire_pending')")
    }
    assert voided[str(desk.organization)] == 1 and voided[str(other.organization)] == 1
    locker.execute("COMMIT")
    assert [who.get(document)["status"] for who, document in documents] == ["voided", "voided"]
    assert desk.get(kept)["status"] == "pending"
    assert desk.get(locked)["pending"]["reason"] == "late"
