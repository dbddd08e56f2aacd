"""One trial balance of a client: translation, elimination, as of a seal, and only for who may read all of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from support.databases import Connection
from support.office import Office, refused, submit, value


class Group:
    """Two organizations of one client, in pounds and in dollars, that deal with each other."""

    def __init__(self, office: Office) -> None:
        self.client = value(office.admin, "SELECT hera.create_client('Group')")
        self.parent = office.organization("Parent", client_id=self.client)
        self.child = office.organization("Child", client_id=self.client, currency="USD")
        self.admin = office.admin
        self.admin.execute("SELECT hera.set_exchange_rate(%s, 'USD', 'GBP', '2026-01-01', 0.5, 'test')", [self.child])
        self.post(self.parent, "invoice", "Child Inc", "4000", 100)
        self.post(self.child, "bill", "Parent Ltd", "5000", 200)
        self.post(self.child, "invoice", "Stranger", "4000", 60)
        for organization, name, partner in (
            (self.parent, "Child Inc", self.child),
            (self.child, "Parent Ltd", self.parent),
        ):
            entity = value(
                self.admin,
                "SELECT id FROM hera.core_entities WHERE organization_id = %s AND name = %s",
                [organization, name],
            )
            self.admin.execute("SELECT hera.mark_intercompany(%s, %s, %s)", [organization, entity, partner])

    def post(self, organization: UUID, kind: str, counterparty: str, account: str, amount: int) -> str:
        outcome = submit(
            self.admin, organization,
            {"transaction_type": kind, "counterparty": counterparty, "account": account, "total_amount": amount,
             "transaction_date": "2026-03-01"},
        )  # fmt: skip
        assert outcome["status"] == "posted", outcome
        return str(outcome["transaction_id"])

    def report(self, connection: Connection | None = None, known_at: Any = None, currency: str | None = None) -> Any:
        rows = (connection or self.admin).execute(
            "SELECT account_code, debit - credit, eliminated_debit - eliminated_credit"
            " FROM hera.consolidated_trial_balance(%s, '2026-12-31', %s, %s)", [self.client, known_at, currency],
        ).fetchall()  # fmt: skip
        assert sum(row[1] for row in rows) == 0
        return {row[0]: (row[1], row[2]) for row in rows if row[1:] != (0, 0)}


@pytest.fixture(scope="module")
def group(office: Office) -> Group:
    return Group(office)


def test_what_they_did_with_each_other_is_gone(group: Group) -> None:
    # 200 dollars are 100 pounds; what is left is the 60 dollars of the stranger.
    assert group.report() == {
        "1100": (Decimal(30), Decimal(100)), "2000": (0, Decimal(-100)), "4000": (Decimal(-30), Decimal(-100)),
        "5000": (0, Decimal(100)),
    }  # fmt: skip
    assert {code: row[0] for code, row in group.report(currency="GBP").items()}["1100"] == 30


def test_as_known_at_a_seal_and_what_does_not_agree(group: Group) -> None:
    value(group.admin, "SELECT hera.seal_audit()")
    moment = value(group.admin, "SELECT clock_timestamp()")
    before = group.report()
    late = group.post(group.parent, "invoice", "Child Inc", "4000", 7)
    # The other side has not booked it: nothing remains on accounts, and what is missing is said.
    assert group.report() == {**before, "1100": (30, 107), "4000": (-30, -107)}
    assert group.report(known_at=moment) == before
    group.admin.execute("SELECT hera.reverse(%s, %s, 'x', '2026-03-02')", [group.parent, late])
    assert group.report() == before
    paid = group.post(group.parent, "payment", "Child Inc", "1100", 5)
    changed = group.report()
    # A payment that only one side has: its money is the group's.
    assert None in changed and sum(abs(row[0]) for row in changed.values()) > sum(
        abs(row[0]) for row in before.values()
    )
    group.admin.execute("SELECT hera.reverse(%s, %s, 'x', '2026-03-02')", [group.parent, paid])
    assert group.report(known_at=moment) == before == group.report()


def test_only_who_may_read_every_one(office: Office, group: Group) -> None:
    login = office.login(group.parent, "owner")
    connection = office.connect(login)
    with refused("ZHZ01"):
        group.report(connection)
    office.admin.execute("SELECT hera.grant_access(%s, %s, 'reader', 'viewer')", [group.child, login])
    assert group.report(connection) == group.report()
    with refused("ZHZ01"):
        connection.execute("SELECT * FROM hera.consolidated_trial_balance(gen_random_uuid())")
    with refused("ZHV10"):
        group.report(currency="XQQ")
    with refused("ZHF01"):
        group.report(currency="JPY")


def test_partners_are_of_the_same_client(office: Office, group: Group) -> None:
    stranger = office.organization("Stranger's books")
    entity = value(
        office.admin,
        "SELECT id FROM hera.core_entities WHERE organization_id = %s AND name = 'Child Inc'",
        [group.parent],
    )
    for counterparty, partner in ((entity, stranger), (entity, group.parent), (stranger, group.child)):
        with refused("ZHV10"):
            office.admin.execute("SELECT hera.mark_intercompany(%s, %s, %s)", [group.parent, counterparty, partner])
