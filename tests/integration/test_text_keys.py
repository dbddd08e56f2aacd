"""Texts encrypted with a key for each counterparty: who has the master key works as before, who has not reads nothing."""

from __future__ import annotations

import json
import threading
import time
from typing import Any
from uuid import UUID

import pytest
from psycopg.types.json import Jsonb

from support.databases import Connection
from support.office import Office, bill, journal, refused, submit, submit_batch, value

MASTER = "x7Q!" * 10
SECRET = "Wundertapete"


class Safe:
    """An organization whose texts are encrypted: people with the key and people without."""

    def __init__(self, office: Office, name: str) -> None:
        self.office = office
        office.admin.execute("CREATE EXTENSION IF NOT EXISTS pgcrypto SCHEMA public")
        if not value(office.admin, "SELECT count(*) FROM hera_internal.text_master_key"):
            office.admin.execute("SELECT hera.set_text_key(%s)", [MASTER])
        self.organization = office.organization(name)
        self.encrypt(True)
        self.login = office.login(self.organization, "owner", actor="boss")
        self.locked = office.connect(self.login)
        self.open = office.connect(self.login, options=f"-c hera.text_key={MASTER}")

    def encrypt(self, on: bool) -> None:
        self.office.admin.execute(
            "SELECT hera.set_setting('encrypt_personal_text', %s, %s)", [str(on).lower(), self.organization]
        )

    def post(self, **fields: Any) -> str:
        outcome = submit(self.open, self.organization, bill(**{
            "account": "5000", "counterparty": "Ida", "description": SECRET, "reference_number": "R-1",
            "metadata": {"street": SECRET}, **fields,
        }))  # fmt: skip
        return str(outcome["transaction_id"])

    def call(self, who: Connection, expression: str, *values: Any) -> Any:
        return value(who, f"SELECT hera.{expression}", [self.organization, *values])

    def stored(self) -> str:
        """What the tables of texts and documents hold of the organization."""
        return "\n".join(
            str(row[0])
            for table in ("hera_internal.transaction_text", "hera.universal_transactions", "hera_internal.audit_leaf")
            for row in self.office.admin.execute(
                f"SELECT x::text FROM {table} AS x WHERE organization_id = %s".encode(), [self.organization]
            ).fetchall()
        )

    def person(self, name: str = "Ida") -> UUID:
        query = "SELECT id FROM hera.core_entities WHERE organization_id = %s AND name = %s"
        identifier = value(self.office.admin, query, [self.organization, name])
        assert isinstance(identifier, UUID)
        return identifier

    def erase(self, who: Connection, person: UUID) -> dict[str, int]:
        query = "SELECT what, count FROM hera.erase_subject(%s, %s, 'asked', false)"
        return dict(who.execute(query.encode(), [self.organization, person]).fetchall())


def shown(document: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(document[name] for name in ("description", "reference_number", "metadata"))


def test_texts_are_read_with_the_key_only(office: Office) -> None:
    safe = Safe(office, "Readers")
    lines = [{**line, "description": f"{SECRET} line"} for line in journal()["lines"]]
    posted = safe.post()
    batch = [bill(number, account="5000", counterparty=f"N{number % 3}", description=SECRET) for number in range(1, 8)]
    assert {outcome["status"] for outcome in submit_batch(safe.open, safe.organization, batch)} == {"posted"}
    journalled = submit(safe.open, safe.organization, journal(lines=lines))["transaction_id"]
    assert SECRET not in safe.stored()
    assert shown(safe.call(safe.open, "get_transaction(%s, %s)", posted)) == (SECRET, "R-1", {"street": SECRET})
    locked = safe.call(safe.locked, "get_transaction(%s, %s)", posted)
    assert (*shown(locked), locked["counterparty"]) == (None, None, {}, "Ida")
    exported = "SELECT string_agg(x::text, ' ') FROM hera.export_lines(%s, NULL, NULL) AS x"
    aged = "SELECT string_agg(x::text, ' ') FROM hera.aged_items(%s, 'payable') AS x"
    for query, text in ((exported, f"{SECRET} line"), (aged, "R-1")):
        assert text in value(safe.open, query, [safe.organization])
        assert text not in value(safe.locked, query, [safe.organization])
    corrected = safe.call(safe.open, "correct(%s, %s, %s, 'x')", journalled, Jsonb({"transaction_date": "2026-02-01"}))
    again = safe.call(safe.open, "get_transaction(%s, %s)", corrected["transaction_id"])
    assert again["transaction_date"] == "2026-02-01"
    assert value(safe.open, exported, [safe.organization]).count(f"{SECRET} line") == 4
    assert SECRET not in safe.stored()


def test_who_has_no_key_writes_nothing(office: Office) -> None:
    """A document whose texts could not be kept is refused as a whole; one without texts needs no key."""
    safe = Safe(office, "Writers")
    with refused("ZHT01"):
        submit(safe.locked, safe.organization, bill(account="5000"))
    outcomes = submit_batch(safe.locked, safe.organization, [journal(), bill(account="5000"), journal(3)])
    assert [outcome["status"] for outcome in outcomes] == ["posted", "rejected", "posted"]
    assert [fault["code"] for fault in outcomes[1]["errors"]] == ["ERA_001"]
    waiting = safe.post(account=None)
    for call in ("approve(%s, %s)", "update_draft(%s, %s, '{\"total_amount\": 5}')"):
        with refused("ZHT01"):
            safe.call(safe.locked, call, waiting)
    wrong = office.connect(safe.login, options=f"-c hera.text_key={'w' * 40}")
    with refused("ZHT02"):
        submit(wrong, safe.organization, bill(account="5000"))
    with refused("ZHT02"):
        wrong.execute("SELECT hera.unlock_texts(%s)", ["w" * 40])
    with safe.locked.transaction():
        safe.locked.execute("SELECT hera.unlock_texts(%s)", [MASTER])
        changed = safe.call(safe.locked, 'update_draft(%s, %s, \'{"total_amount": 5, "unit": "bar"}\')', waiting)
        assert changed["transaction_id"] == waiting
    assert value(safe.locked, "SELECT nullif(current_setting('hera.text_key', true), '') IS NULL")
    assert shown(safe.call(safe.open, "get_transaction(%s, %s)", waiting)) == (SECRET, "R-1", {"street": SECRET})
    assert SECRET not in safe.stored()


def test_a_key_opens_its_own_texts_only(office: Office) -> None:
    """What was moved to another document, or is read by another organization, is not shown."""
    safe = Safe(office, "Movers")
    first, second = safe.post(), safe.post(description="second")
    with office.admin.transaction(force_rollback=True):
        office.admin.execute("SELECT set_config('hera.text_key', %s, true)", [MASTER])
        moved = office.admin.execute(
            "UPDATE hera_internal.transaction_text AS x SET sealed = o.sealed FROM hera_internal.transaction_text AS o"
            " WHERE x.transaction_id = %s AND o.transaction_id = %s", [second, first],
        )  # fmt: skip
        assert moved.rowcount == 1
        assert shown(safe.call(office.admin, "get_transaction(%s, %s)", first))[0] == SECRET
        assert shown(safe.call(office.admin, "get_transaction(%s, %s)", second))[0] is None
    stranger = Safe(office, "Strangers")
    with refused("ZHE01"):
        stranger.erase(stranger.open, safe.person())
    with refused("ZHZ01"):
        safe.erase(stranger.open, safe.person())
    accountant = office.connect(office.login(safe.organization, "accountant"), options=f"-c hera.text_key={MASTER}")
    for query in ("erase_subject(%s, %s, 'x')", "erase_text(%s, %s, 'x')"):
        with refused("ZHZ01"):
            safe.call(accountant, query, safe.person())
    for table in ("text_key", "text_master_key"):
        with refused("42501"):
            safe.open.execute(f"SELECT * FROM hera_internal.{table}".encode())


def test_old_texts_are_encrypted_and_the_master_key_is_changed(office: Office) -> None:
    safe = Safe(office, "Changers")
    safe.encrypt(False)
    plain = [safe.post(description=f"{SECRET} {number}") for number in range(5)]
    assert SECRET in safe.stored()
    safe.encrypt(True)
    with refused("ZHT01"):
        safe.call(safe.locked, "encrypt_texts(%s)")
    assert [safe.call(safe.open, "encrypt_texts(%s, 3)") for _ in range(3)] == [3, 2, 0]
    assert SECRET not in safe.stored()
    with refused("ZHT02"):
        office.admin.execute("SELECT hera.set_text_key(%s)", ["n" * 40])
    with refused("ZHV05"):
        office.admin.execute("SELECT hera.set_text_key('short', %s)", [MASTER])
    with office.admin.transaction(force_rollback=True):
        assert value(office.admin, "SELECT hera.set_text_key(%s, %s)", ["n" * 40, MASTER]) >= 1
        office.admin.execute("SELECT hera.unlock_texts(%s)", ["n" * 40])
        for number, identifier in enumerate(plain):
            document = safe.call(office.admin, "get_transaction(%s, %s)", identifier)
            assert shown(document) == (f"{SECRET} {number}", "R-1", {"street": SECRET})
        with refused("ZHT02"), office.admin.transaction():
            office.admin.execute("SELECT hera.unlock_texts(%s)", [MASTER])


def test_a_reason_that_names_the_person_is_refused(office: Office) -> None:
    safe = Safe(office, "Reasons")
    identifier = safe.post(counterparty="Ida Berg")
    with refused("ZHT04"):
        safe.call(safe.open, "erase_subject(%s, %s, 'asked by ida  berg')", safe.person("Ida Berg"))
    safe.call(safe.open, "erase_text(%s, %s, 'asked')", identifier)
    document = safe.call(safe.open, "get_transaction(%s, %s)", identifier)
    assert (*shown(document), document["counterparty"]) == (None, None, {}, "Ida Berg")
    with refused("ZHL08"):
        safe.call(safe.open, "erase_text(%s, %s, 'asked')", UUID(int=5))
    account = "SELECT id FROM hera.core_entities WHERE organization_id = %s AND entity_type = 'account' LIMIT 1"
    with refused("ZHE06"):
        safe.erase(safe.open, value(office.admin, account, [safe.organization]))


def test_a_legal_hold_keeps_texts(office: Office) -> None:
    safe = Safe(office, "Holders")
    identifier, person = safe.post(transaction_date="2026-03-01"), safe.person()
    with office.admin.transaction(force_rollback=True):
        hold = "SELECT hera.set_legal_hold(%s, '2026-02-01', '2026-03-31', 'lawsuit')"
        held = value(office.admin, hold, [safe.organization])
        office.admin.execute("SELECT set_config('hera.text_key', %s, true)", [MASTER])
        for call, what in (("erase_text(%s, %s, 'x')", identifier), ("erase_subject(%s, %s, 'x')", person)):
            with refused("ZHT05"), office.admin.transaction():
                safe.call(office.admin, call, what)
        office.admin.execute("SELECT hera.release_legal_hold(%s, 'over')", [held])
        safe.call(office.admin, "erase_text(%s, %s, 'x')", identifier)


def test_without_pgcrypto(office: Office) -> None:
    safe = Safe(office, "Bare")
    with office.admin.transaction(force_rollback=True):
        office.admin.execute("DROP EXTENSION pgcrypto")
        with refused("ZHT03"):
            office.admin.execute("SELECT hera.set_text_key(%s, %s)", ["n" * 40, MASTER])
    assert safe.post()


@pytest.mark.parametrize("commits", [True, False], ids=["commit", "rollback"])
def test_who_writes_while_somebody_is_erased(office: Office, commits: bool) -> None:
    """The erasure waits for a document that is being written, and takes it along; without a COMMIT there is nothing."""
    safe = Safe(office, f"Racers {commits}")
    safe.post()
    person, done = safe.person(), []
    writer = office.connect(safe.login, options=f"-c hera.text_key={MASTER}", autocommit=False)
    late = submit(writer, safe.organization, bill(account="5000", counterparty="Ida", description=f"{SECRET} late"))
    thread = threading.Thread(target=lambda: done.append(safe.erase(safe.open, person)))
    thread.start()
    time.sleep(0.5)
    assert done == []
    (writer.commit if commits else writer.rollback)()
    thread.join(30)
    assert done[0]["texts of documents"] == 1 + commits
    if commits:
        document = safe.call(safe.open, "get_transaction(%s, %s)", late["transaction_id"])
        assert (document["counterparty"], document["description"]) == ("(erased)", None)
    rows = office.admin.execute(
        "SELECT x::text FROM hera_internal.text_key AS x WHERE subject_id = %s", [person]
    ).fetchall()
    assert rows == []
    assert json.dumps(done[0])
