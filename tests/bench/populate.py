"""Organizations, a login and the requests that the load sends."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg

Connection = psycopg.Connection[tuple[Any, ...]]

LOGIN = "bench_client"
CHARTS = ("general", "uk", "restaurant", "council")
PAYEES_PER_ORGANIZATION = 300
# Payees of bills whose account people have decided before; the rest state it.
REMEMBERED_PAYEES = 100
# Share of the requests whose counterparty is met for the first time.
NEW_PAYEES = 0.02

_FIRST = (
    "Acorn Bright Cedar Delta Ember Falcon Granite Harbour Ivory Juniper Keystone Lantern Meadow Northern Oak".split()
)
_SECOND = (
    "Building Catering Cleaning Consulting Energy Facilities Fleet Foods Office Paper Print Security Water".split()
)
_LAST = ("Ltd", "PLC", "LLP", "Services", "Group", "& Sons", "Partners", "UK")
_TEXTS = (
    "monthly service charge", "repairs to the roof of the east wing", "stationery and paper", "catering for a meeting",
    "licence renewal", "vehicle hire", "agency staff, week ending", "electricity, main building", "cleaning materials",
    "training course fees", "maintenance of lifts", "advertising of posts",
)  # fmt: skip


@dataclass(frozen=True)
class Organization:
    """What the generator needs to know of one organization."""

    id: UUID
    accounts: list[str]
    sales: list[str]


def create_organizations(connection: Connection, count: int) -> list[Organization]:
    """Make organizations whose limiter is on and far away, and bind the login to an actor in each."""
    connection.execute(f"CREATE ROLE {LOGIN} LOGIN")
    connection.execute(f"GRANT hera_app TO {LOGIN}")
    organizations = []
    with connection.transaction():
        client = _value(connection, "SELECT hera.create_client('Bench')")
        for number in range(count):
            identifier = _value(
                connection,
                "SELECT hera.create_organization(%s, p_chart => %s, p_client_id => %s)",
                [f"Bench {number}", CHARTS[number % len(CHARTS)], client],
            )
            connection.execute(
                "SELECT hera.set_setting('rate_limit_max_requests', '10000000', %s),"
                " hera.grant_access(%s, %s::name, 'bench', 'integration')",
                [identifier, identifier, LOGIN],
            )
            organizations.append(
                Organization(
                    identifier,
                    _accounts(connection, identifier, "expense"),
                    _accounts(connection, identifier, "income"),
                )
            )
    return organizations


def fill_requests(connection: Connection, organizations: list[Organization], per_organization: int, seed: int) -> int:
    """Store numbered requests for the load to draw from, and teach the accounts that they leave to memory."""
    rng = random.Random(seed)
    connection.execute("CREATE SCHEMA bench")
    connection.execute(f"GRANT USAGE ON SCHEMA bench TO {LOGIN}")
    connection.execute(
        "CREATE TABLE bench.request (n integer PRIMARY KEY, organization_id uuid NOT NULL, request jsonb NOT NULL)"
    )
    connection.execute(f"GRANT SELECT ON bench.request TO {LOGIN}")
    rows = _numbered_requests(organizations, per_organization, rng)
    with connection.cursor().copy("COPY bench.request FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    for taught in organizations[: len(CHARTS)]:
        teach(connection, taught)
    copy_memory(connection, organizations)
    open_gates(connection)
    create_payees(connection)
    connection.execute("VACUUM (ANALYZE)")
    return len(organizations) * per_organization


def teach(connection: Connection, organization: Organization) -> None:
    """Give an organization the memory that fifty decisions for each payee and text leave."""
    with connection.transaction():
        connection.execute("SELECT set_config('hera.organization_id', %s, true)", [str(organization.id)])
        connection.execute(
            "SELECT hera_internal.learn_account(%s, jsonb_populate_record(NULL::hera_internal.document, d.value),"
            " d.value ->> 'account_code', 1) FROM jsonb_array_elements(%s::jsonb) AS d"
            " CROSS JOIN generate_series(1, 5) AS g",
            [
                organization.id,
                json.dumps(
                    [
                        {
                            "transaction_type": kind,
                            "counterparty_name": payee(number),
                            "description": description(number),
                            "account_code": organization.accounts[number % len(organization.accounts)],
                        }
                        for number in range(REMEMBERED_PAYEES)
                        for kind in ("bill", "card_purchase")
                    ]
                ),
            ],
        )
        connection.execute(
            "UPDATE hera.ai_transaction_patterns SET seen = 50, streak = 50, faded = 5 WHERE organization_id = %s",
            [organization.id],
        )


def open_gates(connection: Connection) -> None:
    """Posting gates as people's reviews have opened them: what memory is sure of is posted."""
    connection.execute(
        "INSERT INTO hera_internal.posting_gate (organization_id, family, threshold, budget, certainty, looks, looked_at,"
        " looked_on, reason) SELECT o.organization_id, f.family, 0.85, 0.03, 0.95, 1, clock_timestamp(), current_date,"
        " 'opened for the speed runs' FROM hera.core_organizations AS o"
        " CROSS JOIN unnest(ARRAY['HERA.PROCUREMENT.BILL', 'HERA.PROCUREMENT.CARD']) AS f (family)"
    )


def copy_memory(connection: Connection, organizations: list[Organization]) -> None:
    """Give what the first organization of each chart has learned to the others of that chart."""
    columns = _value(
        connection,
        "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute"
        " WHERE attrelid = 'hera.ai_transaction_patterns'::regclass AND attnum > 0 AND NOT attisdropped"
        " AND attname NOT IN ('organization_id', 'id', 'created_at')",
    )
    query = (
        "WITH pattern AS MATERIALIZED ("
        " SELECT p.*, hera_internal.new_id() AS new_id FROM hera.ai_transaction_patterns AS p WHERE p.organization_id = %s)"
        f" INSERT INTO hera.ai_transaction_patterns (organization_id, id, created_at, {columns})"
        f" SELECT %s, new_id, hera_internal.uuid_time(new_id), {columns} FROM pattern"
    )
    for place, organization in enumerate(organizations[len(CHARTS) :], start=len(CHARTS)):
        connection.execute(query.encode(), [organizations[place % len(CHARTS)].id, organization.id])


def create_payees(connection: Connection) -> None:
    """Make most of the counterparties known, as in books that are in use; a few stay to be met by the load."""
    connection.execute(
        "INSERT INTO hera.core_entities (organization_id, id, entity_type, code, name, created_at)"
        " SELECT p.organization_id, p.id, 'counterparty', upper(p.name), p.name, hera_internal.uuid_time(p.id)"
        " FROM (SELECT q.organization_id, q.name, hera_internal.new_id() AS id FROM ("
        " SELECT DISTINCT r.organization_id, r.request ->> 'counterparty' AS name FROM bench.request AS r"
        ' WHERE NOT r.request @> \'{"metadata": {"new": true}}\') AS q OFFSET 0) AS p'
    )


def payee(number: int) -> str:
    """Name of a payee: the same number, the same name."""
    first, rest = number % len(_FIRST), number // len(_FIRST)
    return f"{_FIRST[first]} {_SECOND[rest % len(_SECOND)]} {_LAST[(first + rest) % len(_LAST)]}"


def description(number: int) -> str:
    """What a payee is usually paid for."""
    return _TEXTS[number % len(_TEXTS)]


def make_request(organization: Organization, rng: random.Random) -> dict[str, Any]:
    """A bill, invoice, payment or card purchase whose account is stated, follows from the type, or is remembered."""
    kind = rng.choices(("bill", "invoice", "payment", "card_purchase"), weights=(40, 25, 20, 15))[0]
    total = rng.randint(500, 500_000)
    number = rng.randrange(PAYEES_PER_ORGANIZATION)
    first_met = rng.random() < NEW_PAYEES
    name = f"{payee(number)} {rng.randrange(10**6)}" if first_met else payee(number)
    request: dict[str, Any] = {
        "transaction_type": kind,
        "transaction_date": f"2026-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
        "total_amount": total / 100,
        "counterparty": name,
        "description": description(number),
        "reference_number": f"{kind[:3].upper()}-{rng.randrange(10**7)}",
        "request_id": f"{rng.getrandbits(64):016x}",
    }
    if first_met:
        request["metadata"] = {"new": True}
    if kind == "payment":
        # On account: one that fits several open documents would wait for a person.
        request["settles"] = []
    else:
        request["tax_amount"] = round(total / 6) / 100 if rng.random() < 0.7 else 0
        request["currency"] = "GBP"
    if kind == "invoice":
        request["account"] = rng.choice(organization.sales)
    elif kind in ("bill", "card_purchase") and (first_met or number >= REMEMBERED_PAYEES):
        request["account"] = rng.choice(organization.accounts)
    return request


def _numbered_requests(
    organizations: list[Organization], per_organization: int, rng: random.Random
) -> Iterator[tuple[int, UUID, str]]:
    for round_number in range(per_organization):
        for place, organization in enumerate(organizations):
            number = round_number * len(organizations) + place + 1
            yield number, organization.id, json.dumps(make_request(organization, rng))


def _accounts(connection: Connection, organization_id: UUID, account_type: str) -> list[str]:
    rows = connection.execute(
        "SELECT code FROM hera_internal.ledger_account"
        " WHERE organization_id = %s AND account_type = %s AND status = 'active' ORDER BY code LIMIT 20",
        [organization_id, account_type],
    ).fetchall()
    return [str(code) for (code,) in rows]


def _value(connection: Connection, query: str, parameters: list[Any] | None = None) -> Any:
    row = connection.execute(query.encode(), parameters).fetchone()
    assert row is not None
    return row[0]
