"""``hera train --due`` from end to end: who has decided enough gets a model, who has not gets the prior of its chart."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest
from psycopg.types.json import Jsonb

from hera.learning.client import find_libraries
from support.databases import Connection, Database
from support.office import Office, submit, value

WORDS = ("north", "south", "east", "west", "upper", "lower", "old", "new")
SHARING = 4
DECISIONS = 24


def train_due(database: Database) -> set[str]:
    """The organizations that the command trained a model for."""
    done = subprocess.run(
        [Path(sys.executable).parent / "hera", "--dsn", database.dsn, "--output", "json", "train", "--due"],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env={name: content for name, content in os.environ.items() if not name.startswith("PG")},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {row["organization_id"] for row in json.loads(done.stdout or "[]")}


def accounts(admin: Connection) -> list[str]:
    rows = admin.execute(
        "SELECT code FROM hera_internal.chart_account WHERE chart_code = 'council' AND account_type = 'expense'"
        " ORDER BY code LIMIT 2"
    ).fetchall()
    return [code for (code,) in rows]


def state_accounts(office: Office, organization: UUID, number: int) -> None:
    """Waters belong to one account and papers to the other, whatever else their names say."""
    caller = office.connect(office.login(organization, "owner", actor="ann"))
    codes = accounts(office.admin)
    requests = [
        {
            "transaction_type": "bill",
            "counterparty": f"{WORDS[(place + number) % 8]} {('water', 'paper')[place % 2]} {'abcd'[number]}{place}",
            "total_amount": 50 + place,
            "account": codes[place % 2],
        }
        for place in range(DECISIONS)
    ]
    for (outcome,) in caller.execute(
        "SELECT outcome FROM hera.submit_batch(%s, %s)", [organization, Jsonb(requests)]
    ).fetchall():
        assert outcome["status"] == "posted", outcome


@pytest.fixture(scope="module")
def organizations(office: Office) -> dict[str, UUID]:
    """Four that share what they decided, one newcomer that does, one that keeps to itself, and one that decided enough."""
    find_libraries()
    found = {f"sharing {n}": office.organization(f"Due {n}", chart="council") for n in range(SHARING)}
    found |= {name: office.organization(f"Due {name}", chart="council") for name in ("newcomer", "hermit", "busy")}
    for number in range(SHARING):
        state_accounts(office, found[f"sharing {number}"], number)
    state_accounts(office, found["busy"], 0)
    office.admin.execute("SELECT hera.set_setting('ai_training_minimum', %s, %s)", [str(DECISIONS), found["busy"]])
    for name, organization in found.items():
        if name.startswith("sharing") or name == "newcomer":
            office.admin.execute("SELECT hera.set_setting('ai_share_features', 'true', %s)", [organization])
    # Without evidence to wait for, a model speaks at once.
    office.admin.execute("SELECT hera.set_setting('ai_promotion_minimum', '0', %s)", [found["newcomer"]])
    return found


def models(office: Office, organization: UUID) -> list[tuple[str, str]]:
    return office.admin.execute(
        "SELECT scope, status FROM hera.ai_models WHERE organization_id = %s ORDER BY version", [organization]
    ).fetchall()


def test_what_is_due_is_trained_and_nothing_twice(office: Office, organizations: dict[str, UUID]) -> None:
    newcomer = organizations["newcomer"]
    caller = office.connect(office.login(newcomer, "owner", actor="nell"))
    request = {"transaction_type": "bill", "counterparty": "Lake Water", "total_amount": 77}
    assert submit(caller, newcomer, request)["explanation"]["stage"] == "none"
    first = train_due(office.database)
    assert str(organizations["busy"]) in first
    assert str(newcomer) in first
    assert str(organizations["hermit"]) not in first
    assert models(office, organizations["busy"]) == [("organization", "shadow")]
    assert models(office, newcomer) == [("prior", "active")]
    assert models(office, organizations["hermit"]) == []
    guess = value(caller, "SELECT hera.classify(%s, %s)", [newcomer, Jsonb(request)])
    assert (guess["account"], guess["explanation"]["stage"]) == (accounts(office.admin)[0], "model")
    paper = value(caller, "SELECT hera.classify(%s, %s)", [newcomer, Jsonb({**request, "counterparty": "Lake Paper"})])
    assert paper["account"] == accounts(office.admin)[1]
    assert not train_due(office.database) & {str(identifier) for identifier in organizations.values()}
    assert len(models(office, newcomer)) == 1


def test_a_prior_gives_way_to_what_the_organization_decides(office: Office, organizations: dict[str, UUID]) -> None:
    """Once it has decided enough itself, its own model follows, and weighs what its people said."""
    newcomer = organizations["newcomer"]
    train_due(office.database)
    state_accounts(office, newcomer, 3)
    office.admin.execute("SELECT hera.set_setting('ai_training_minimum', '20', %s)", [newcomer])
    assert str(newcomer) in train_due(office.database)
    assert models(office, newcomer)[-1] == ("organization", "active")
    assert models(office, newcomer)[0] == ("prior", "retired")


def test_the_prior_knows_no_names(office: Office, organizations: dict[str, UUID]) -> None:
    """Whole payees never leave their organization, nor a word that fewer than three have."""
    train_due(office.database)
    secret = "p:" + value(
        office.admin,
        "SELECT hera_internal.normalize_text(counterparty_name) FROM hera_internal.transaction_text"
        " WHERE organization_id = %s LIMIT 1",
        [organizations["sharing 0"]],
    )
    found = office.admin.execute(
        "SELECT feature = hashtextextended(%s, 0), feature = hashtextextended('w:p:water', 0)"
        " FROM hera.ai_model_features AS f JOIN hera.ai_models AS m ON m.id = f.model_id AND m.scope = 'prior'"
        " WHERE f.organization_id = %s",
        [secret, organizations["newcomer"]],
    ).fetchall()
    assert not any(whole for whole, _ in found)
