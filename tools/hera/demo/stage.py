"""What the replay needs in the database: two logins, four organizations, the payers' accounts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from hera.cli.errors import HeraError
from hera.demo.payers import Payer, Payment, accounts_of

Connection = psycopg.Connection[tuple[Any, ...]]

CLIENT = "HERA demonstration"
# A demonstration on one machine sends as fast as it can; the default is 100 a minute.
REQUESTS_PER_MINUTE = 1_000_000


@dataclass(frozen=True)
class Logins:
    """Names of the two logins: one that submits, one that reviews."""

    submitter: str = "hera_demo"
    reviewer: str = "hera_demo_reviewer"


@dataclass(frozen=True)
class Organization:
    """A payer's organization: its id, the code of each account label, and how many payments are replayed."""

    id: UUID
    payer: Payer
    payments: list[Payment]
    codes: dict[str, str]
    created: bool
    limit: int | None = None

    @property
    def selected(self) -> list[Payment]:
        """The payments to replay; the others may have been stored by an earlier, longer replay."""
        return self.payments[: self.limit]


def ensure_logins(admin: Connection, logins: Logins) -> list[str]:
    """Create the logins that do not exist, without a password, and return their names.

    Raises HeraError when one of them exists and is not an ordinary login.
    """
    made = []
    for name in (logins.submitter, logins.reviewer):
        row = admin.execute(
            "SELECT rolsuper OR rolbypassrls OR NOT rolcanlogin FROM pg_roles WHERE rolname = %s", [name]
        ).fetchone()
        if row is None:
            admin.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(name)))
            made.append(name)
        elif row[0]:
            raise HeraError(
                f"role {name} exists and is not an ordinary login", hint="Rename it: the demonstration needs the name."
            )
        admin.execute(sql.SQL("GRANT hera_app TO {}").format(sql.Identifier(name)))
    return made


def find_client(admin: Connection) -> UUID | None:
    """The client of the latest demonstration."""
    row = admin.execute(
        "SELECT id FROM hera.core_clients WHERE name = %s ORDER BY created_at DESC LIMIT 1", [CLIENT]
    ).fetchone()
    return row[0] if row else None


def ensure_organizations(
    admin: Connection,
    payers: Sequence[Payer],
    payments: Callable[[Payer], list[Payment]],
    logins: Logins,
    *,
    fresh: bool = False,
    limit: int | None = None,
) -> list[Organization]:
    """The organizations of the latest demonstration, and new ones for payers without; all new when ``fresh``.

    An organization has every account of its payer, also when only the first ``limit`` payments are replayed.
    """
    client = None if fresh else find_client(admin)
    if client is None:
        client = _one(admin, "SELECT hera.create_client(%s)", [CLIENT])
    found: dict[str, UUID] = dict(
        admin.execute(
            "SELECT name, organization_id FROM hera.core_organizations WHERE client_id = %s", [client]
        ).fetchall()
    )
    organizations = []
    for payer in payers:
        organization = _organization(admin, client, payer, payments(payer), logins, found.get(payer.name))
        organizations.append(replace(organization, limit=limit))
    return organizations


def _organization(
    admin: Connection, client: UUID, payer: Payer, payments: list[Payment], logins: Logins, found: UUID | None
) -> Organization:
    identifier = found or _create_organization(admin, client, payer, payments, logins)
    stored = admin.execute(
        "SELECT name, code FROM hera_internal.ledger_account WHERE organization_id = %s AND starts_with(code, %s)",
        [identifier, payer.prefix + "-"],
    ).fetchall()
    return Organization(identifier, payer, payments, dict(stored), created=found is None)


def _create_organization(
    admin: Connection, client: UUID, payer: Payer, payments: list[Payment], logins: Logins
) -> UUID:
    """In one transaction, so that an interruption leaves a whole organization or none."""
    with admin.transaction():
        identifier = _one(
            admin,
            "SELECT hera.create_organization(p_name => %s, p_currency => 'GBP', p_timezone => 'Europe/London',"
            " p_chart => 'council', p_client_id => %s)",
            [payer.name, client],
        )
        admin.cursor().executemany(
            "SELECT hera.create_account(%s, %s, %s, %s)",
            [
                (identifier, account.code, account.name, account.account_type)
                for account in accounts_of(payer, payments)
            ],
        )
        for login, role in ((logins.submitter, "integration"), (logins.reviewer, "accountant")):
            admin.execute("SELECT hera.grant_access(%s, %s::name, %s, %s)", [identifier, login, login, role])
        # The second login reviews every payment, the posted ones too: all are drawn, and all are evidence for the gate.
        for name, value in (("rate_limit_max_requests", str(REQUESTS_PER_MINUTE)), ("review_share", "1")):
            admin.execute("SELECT hera.set_setting(%s, %s, %s)", [name, value, identifier])
    assert isinstance(identifier, UUID)
    return identifier


def _one(connection: Connection, query: str, parameters: list[Any]) -> Any:
    row = connection.execute(query.encode(), parameters).fetchone()
    assert row is not None
    return row[0]
