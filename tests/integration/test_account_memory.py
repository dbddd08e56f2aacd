"""What a guess asks of memory is one row a key, and says what the patterns under that key say."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from psycopg.types.json import Jsonb

from support.databases import Connection
from support.desk import Desk, word
from support.office import Office, refused, value

# As guesses once asked the patterns themselves.
WANTED = (
    "SELECT r.memory_key, array_agg(r.account_code ORDER BY r.place), array_agg(round(r.share::numeric, 12) ORDER BY r.place),"
    " max(r.streak) FILTER (WHERE r.place = 1), max(r.last_date) FILTER (WHERE r.place = 1),"
    " bool_or(r.pure) FILTER (WHERE r.place = 1) FROM (SELECT p.*, p.faded / sum(p.faded) OVER w AS share,"
    " p.streak = sum(p.seen) OVER w AS pure, row_number() OVER (PARTITION BY p.memory_key ORDER BY p.last_seen_at DESC,"
    " p.id DESC) AS place FROM hera.ai_transaction_patterns AS p WHERE p.organization_id = %s AND p.seen > 0"
    " WINDOW w AS (PARTITION BY p.memory_key)) AS r WHERE r.place = 1 OR r.share >= 0.01 GROUP BY r.memory_key"
)
FOUND = (
    "SELECT m.memory_key, m.accounts, ARRAY(SELECT round(s::numeric, 12) FROM unnest(m.shares) WITH ORDINALITY AS u (s, n)"
    " ORDER BY n), m.streak, m.last_date, m.pure FROM hera_internal.account_memory AS m WHERE m.organization_id = %s"
)
ACCOUNTS = ("5000", "5010", "5020", "5030")
LEARN = (
    "SELECT hera_internal.learn_account(%(org)s, jsonb_populate_record(NULL::hera_internal.document, %(document)s),"
    " %(account)s, %(weight)s)"
)


def memory(admin: Connection, organization: UUID) -> list[Any]:
    """What guesses are told, which is what the patterns say."""
    found = sorted(admin.execute(FOUND, [organization]).fetchall())
    assert found == sorted(admin.execute(WANTED, [organization]).fetchall())
    return found


def learn(connection: Connection, organization: UUID, account: str, weight: int = 1, **fields: Any) -> None:
    document = {
        "transaction_type": "bill", "transaction_date": "2026-05-01", "total_amount": 10, "credit_note": False,
        "counterparty_name": "Acme", "description": "paper", **fields,
    }  # fmt: skip
    connection.execute("SELECT set_config('hera.organization_id', %s, true)", [str(organization)])
    connection.execute(LEARN, {"org": organization, "document": Jsonb(document), "account": account, "weight": weight})


def test_memory_follows_what_is_learned_and_taken_back(office: Office, seed: int) -> None:
    rng = random.Random(seed)
    organization = office.organization("Memory")
    learned: list[tuple[str, dict[str, Any]]] = []
    for number in range(150):
        if learned and rng.random() < 0.3:
            account, fields = learned.pop(rng.randrange(len(learned)))
            weight = -1
        else:
            account, weight = rng.choice(ACCOUNTS), 1
            fields = {
                "counterparty_name": rng.choice(("Acme", "Bolt", "")), "description": rng.choice(("paper", "ink", "")),
                "total_amount": rng.choice((10, 20)), "unit": rng.choice(("north", None)),
                "transaction_date": f"2026-05-{rng.randint(1, 28):02}",
            }  # fmt: skip
            learned.append((account, fields))
        with office.admin.transaction():
            learn(office.admin, organization, account, weight, **fields)
        if number % 10 == 0:
            memory(office.admin, organization)
    assert len(memory(office.admin, organization)) > 10
    office.admin.execute(
        "UPDATE hera.ai_transaction_patterns SET seen = 9, streak = 9, faded = 5 WHERE organization_id = %s"
        " AND account_code = '5000'", [organization],
    )  # fmt: skip
    assert 9 in {row[3] for row in memory(office.admin, organization)}
    office.admin.execute("DELETE FROM hera.ai_transaction_patterns WHERE organization_id = %s", [organization])
    assert memory(office.admin, organization) == []


def test_what_is_rolled_back_is_not_remembered(office: Office) -> None:
    organization = office.organization("Rolled back")
    with office.admin.transaction():
        learn(office.admin, organization, "5000")
    before = memory(office.admin, organization)
    with office.admin.transaction(force_rollback=True):
        learn(office.admin, organization, "5010")
        assert memory(office.admin, organization) != before
    assert memory(office.admin, organization) == before


def test_two_that_learn_at_once_are_both_remembered(office: Office) -> None:
    """The second of two transactions waits, and sums up what the first one committed, too."""
    organization = office.organization("At once")
    with office.database.connect() as first, office.database.connect() as second, ThreadPoolExecutor() as pool:
        for connection in (first, second):
            connection.autocommit = False
        learn(first, organization, "5000")
        waiting = pool.submit(learn, second, organization, "5010")
        with pytest.raises(TimeoutError):
            waiting.result(timeout=0.5)
        first.commit()
        waiting.result(timeout=30)
        second.commit()
    assert {tuple(row[1]) for row in memory(office.admin, organization)} == {("5010", "5000")}


def test_no_other_tenant_reads_or_changes_memory(office: Office, desk: Desk) -> None:
    payee = {"counterparty": word(), "description": word()}
    desk.teach(desk.accountant, "5010", **payee)
    stranger = Desk(office)
    assert desk.classify(**payee)["account"] == "5010"
    assert stranger.classify(**payee)["account"] is None
    with office.admin.transaction(force_rollback=True):
        office.admin.execute("SELECT set_config('hera.organization_id', %s, true)", [str(stranger.organization)])
        office.admin.execute("SET LOCAL ROLE hera_api")
        assert value(office.admin, "SELECT count(*) FROM hera_internal.account_memory") == 0


def test_a_guess_looks_for_what_there_is_and_verify_names_a_lost_mark(office: Office, desk: Desk) -> None:
    marks = "SELECT guess_marks FROM hera.core_organizations WHERE organization_id = %s"
    assert value(office.admin, marks, [desk.organization]) == 0
    payee = {"counterparty": word(), "description": word()}
    desk.call(desk.accountant, "define_rule(%s, '5020', %s, 'All')", Jsonb({"counterparty": payee["counterparty"]}))
    assert value(office.admin, marks, [desk.organization]) == 1
    ruled = desk.classify(**payee)
    assert (ruled["explanation"]["stage"], ruled["account"]) == ("rule", "5020")
    other = {"counterparty": word(), "description": word()}
    desk.teach(desk.accountant, "5010", **other)
    desk.verdict(desk.accountant, desk.wait(**other), "rejected")
    assert value(office.admin, marks, [desk.organization]) & 3 == 3
    assert desk.classify(**other)["account"] is None
    assert office.admin.execute("SELECT * FROM hera.verify() WHERE NOT ok").fetchall() == []
    with office.admin.transaction(force_rollback=True):
        office.admin.execute(
            "UPDATE hera.core_organizations SET guess_marks = 1 WHERE organization_id = %s", [desk.organization]
        )
        failed = office.admin.execute("SELECT * FROM hera.verify() WHERE NOT ok").fetchall()
        assert f"guess_marks of {desk.organization}" in str(failed)


# What somebody may do behind the trigger: take a sum away, keep one that no pattern has, say something else.
HARM = {
    "lost": "DELETE FROM {} WHERE {} AND level = 2",
    "kept": 'INSERT INTO {0} SELECT (jsonb_populate_record(m, \'{{"memory_key": "00"}}\')).* FROM {0} AS m WHERE {1}'
    " AND level = 2",
    "account": "UPDATE {} SET accounts = '{{5020}}' WHERE {} AND level = 1",
    "share": "UPDATE {} SET shares[1] = shares[1] - 0.001 WHERE {} AND level = 0",
    "shares": "UPDATE {} SET shares = '{{}}' WHERE {} AND level = 0",
    "nan": "UPDATE {} SET shares = '{{NaN}}' WHERE {} AND level = 0",
    "streak": "UPDATE {} SET streak = 50 WHERE {} AND level = 3",
    "day": "UPDATE {} SET last_date = NULL WHERE {} AND level = 3",
    "pure": "UPDATE {} SET pure = NOT pure WHERE {} AND level = 3",
    "level": "UPDATE {} SET level = 3 WHERE {} AND level = 1",
}


def test_memory_that_does_not_say_what_was_decided_is_found_and_mended(office: Office, desk: Desk) -> None:
    desk.teach(desk.accountant, "5010", counterparty=word(), description=word())
    before = memory(office.admin, desk.organization)
    check = "SELECT hera_internal.find_bad_memory(%s)"
    assert value(office.admin, check, [desk.organization]) is None
    harms = [harm.format("hera_internal.account_memory", "organization_id = %s") for harm in HARM.values()]
    for harm in harms:
        with office.admin.transaction(force_rollback=True):
            assert office.admin.execute(harm, [desk.organization]).rowcount > 0
            assert "of " + str(desk.organization) in value(office.admin, check, [desk.organization]), harm
            assert value(office.admin, "SELECT hera.rebuild_memory(%s)", [desk.organization]) == len(before)
            assert value(office.admin, check, [desk.organization]) is None
            assert memory(office.admin, desk.organization) == before
    with office.admin.transaction(force_rollback=True):
        office.admin.execute(harms[0], [desk.organization])
        failed = office.admin.execute("SELECT check_name FROM hera.verify() WHERE NOT ok").fetchall()
        assert failed == [("memory says what was decided",)]


def test_only_operators_sum_memory_up_anew(office: Office, desk: Desk) -> None:
    with refused("42501"):
        desk.call(desk.accountant, "rebuild_memory(%s)")
    with refused("ZHZ01"):
        office.admin.execute("SELECT hera.rebuild_memory(gen_random_uuid())")
