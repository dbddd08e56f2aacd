"""A batch gives every item an outcome of its own; one that fails never takes another with it."""

from __future__ import annotations

import json
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg.types.json import Jsonb

from support.databases import Connection
from support.office import Office, bill, faults, journal, refused, submit, submit_batch, value

# What two outcomes of one request differ in; the second is suspected to be a duplicate of the first.
UNLIKE = {"transaction_id", "document_number", "timings", "rate_limit", "dynamic_code", "dimensions"}
# What outcomes of the same requests in two organizations have in common.
COMPARED = ("status", "account", "posting", "dimensions", "dynamic_code", "errors", "replayed")


@pytest.fixture(scope="module")
def organization(office: Office) -> UUID:
    return office.organization("Batches")


@pytest.fixture(scope="module")
def caller(office: Office, organization: UUID) -> Connection:
    return office.connect(office.login(organization))


def stored(office: Office, organization: UUID) -> int:
    query = "SELECT count(*) FROM hera.universal_transactions WHERE organization_id = %s"
    count = value(office.admin, query, [organization])
    assert isinstance(count, int)
    return count


def test_items_keep_their_order(office: Office, caller: Connection, organization: UUID) -> None:
    before = stored(office, organization)
    requests: list[Any] = []
    for number in range(150):
        if number % 3 == 0:
            requests.append(journal(number + 1, request_id=str(number)))
        elif number % 3 == 1:
            requests.append(bill(number + 1, account="no such account"))
        else:
            requests.append([number])
    outcomes = submit_batch(caller, organization, requests)
    assert [outcome["status"] for outcome in outcomes] == ["posted", "rejected", "rejected"] * 50
    for number, outcome in enumerate(outcomes):
        if number % 3 == 0:
            assert outcome["posting"][0]["amount"] == number + 1
        else:
            assert faults(outcome) == [("LED_002", "account") if number % 3 == 1 else ("VAL_003", "")]
    assert stored(office, organization) == before + 50


def test_same_outcome_as_alone(caller: Connection, organization: UUID) -> None:
    """An item has the fields of submit, and nothing differs but ids, times and the limit, which the call takes once."""
    requests = [journal(3), bill(account="5000"), bill(counterparty="Unknown so far"), {}]
    alone = [submit(caller, organization, request) for request in requests]
    batch = submit_batch(caller, organization, requests)
    for one, other in zip(alone, batch, strict=True):
        assert set(one) == set(other)
        for name in set(one) - UNLIKE:
            assert one[name] == other[name], name
        assert other["rate_limit"] is None


def test_one_token_a_call(office: Office) -> None:
    organization = office.organization("One token", limited=True)
    office.set_limit(organization, 3, 86_400_000)
    for _ in range(3):
        assert len(submit_batch(office.admin, organization, [journal()] * 5)) == 5
    with refused("ZHR01"):
        submit_batch(office.admin, organization, [journal()])


def test_error_of_the_database_fails_its_item_only(office: Office, caller: Connection, organization: UUID) -> None:
    """A trigger of the customer's own that raises: the items before and after it are stored."""
    office.admin.execute(
        """
        CREATE FUNCTION public.no_thirteen() RETURNS trigger LANGUAGE plpgsql AS
        $$BEGIN IF NEW.total_amount = 13 THEN RAISE EXCEPTION 'no thirteen' USING ERRCODE = 'P0013'; END IF; RETURN NEW; END$$
        """
    )
    office.admin.execute(
        "CREATE TRIGGER no_thirteen BEFORE INSERT ON hera.universal_transactions FOR EACH ROW"
        " EXECUTE FUNCTION public.no_thirteen()"
    )
    try:
        before = stored(office, organization)
        requests = [journal(amount, idempotency_key=f"lucky {amount}") for amount in range(1, 101)]
        outcomes = submit_batch(caller, organization, requests)
        assert [faults(outcome) for outcome in outcomes if outcome["status"] != "posted"] == [[("DB_001", "")]]
        assert outcomes[12]["status"] == "rejected"
        assert outcomes[12]["errors"][0]["message"] == "no thirteen"
        assert stored(office, organization) == before + 99
    finally:
        office.admin.execute("DROP TRIGGER no_thirteen ON hera.universal_transactions")
    again = submit_batch(caller, organization, requests)
    assert Counter(outcome["replayed"] for outcome in again) == {True: 99, False: 1}
    assert {outcome["status"] for outcome in again} == {"posted"}


def test_repeated_key_inside_a_batch(office: Office, caller: Connection, organization: UUID) -> None:
    before = stored(office, organization)
    twice = journal(7, idempotency_key="twice in one batch")
    other = journal(8, idempotency_key="twice in one batch")
    first, second, third = submit_batch(caller, organization, [twice, twice, other])
    assert first["transaction_id"] == second["transaction_id"]
    assert (first["replayed"], second["replayed"]) == (False, True)
    assert faults(third) == [("VAL_012", "lines[0].amount")]
    assert stored(office, organization) == before + 1


def test_items_see_the_ones_before(caller: Connection, organization: UUID) -> None:
    owed = submit(caller, organization, bill(100, account="5000"))["transaction_id"]
    pay = {"transaction_type": "payment", "total_amount": 60, "settles": [{"transaction_id": owed, "amount": 60}]}
    first, second = submit_batch(caller, organization, [pay, pay])
    assert first["status"] == "posted"
    assert faults(second) == [("LED_010", "settles[0].amount")]


def test_batch_decides_as_one_by_one(office: Office) -> None:
    """What depends on an item before it sees that one: duplicates, novelty, and the open bill that a payment settles."""

    def requests(first_id: str) -> list[dict[str, Any]]:
        known = {"account": "5000", "counterparty": "Twin Ltd"}
        dated = {"transaction_date": "2026-03-04"}
        return [
            bill(100, reference_number="T-1", **dated, **known),
            bill(100, reference_number="T-1", **dated, **{**known, "counterparty": " twin   LTD"}),
            bill(100, reference_number="T-1", **dated, **{**known, "counterparty": first_id}),
            bill(100, reference_number="T-2", **dated, **{**known, "counterparty": "Other PLC"}),
            *(bill(n + 1, **dated, account="5000", counterparty=f"Many {n}") for n in range(210)),
            {"transaction_type": "payment", "total_amount": 100, "counterparty": "Other PLC", **dated},
            {"transaction_type": "payment", "total_amount": 7, "counterparty": "Many 6", **dated},
            journal(5, idempotency_key="twin"),
            journal(5, idempotency_key="twin"),
            bill(100, reference_number="T-1", **dated, **known),
        ]

    results = []
    for name, together in (("Twin alone", False), ("Twin batch", True)):
        organization = office.organization(name)
        caller = office.connect(office.login(organization))
        submit(caller, organization, bill(9, account="5000", counterparty="Twin Ltd"))
        query = "SELECT id FROM hera.core_entities WHERE organization_id = %s AND code = 'TWIN LTD'"
        items = requests(str(value(office.admin, query, [organization])))
        outcomes = (
            submit_batch(caller, organization, items)
            if together
            else [submit(caller, organization, item) for item in items]
        )
        open_items = office.admin.execute(
            "SELECT open_amount, currency, kind FROM hera_internal.open_item WHERE organization_id = %s ORDER BY 1, 2, 3",
            [organization],
        ).fetchall()
        assert office.admin.execute("SELECT * FROM hera.verify(%s) WHERE NOT ok", [organization]).fetchall() == []
        results.append(([[outcome[key] for key in COMPARED] for outcome in outcomes], open_items))
    alone, batch = results
    assert batch == alone
    assert [item[6] for item in batch[0][-3:]] == [False, True, False]
    # The duplicates were seen for what they are, also where the counterparty is spelled in another way or named by its id.
    for item in (batch[0][1], batch[0][2], batch[0][-1]):
        assert any(token.startswith("DUPLICATE") for token in item[3]), item[3]


def test_batches_that_meet_the_same_counterparties(office: Office, organization: UUID) -> None:
    """In opposite order, which must not make them wait for each other."""
    login = office.login(organization)
    names = [f"Met in a batch {number}" for number in range(150)]
    barrier = threading.Barrier(2)

    def work(order: list[str]) -> list[str]:
        with office.database.connect(login) as connection:
            requests = [bill(1, account="5000", counterparty=name) for name in order]
            barrier.wait()
            return [outcome["status"] for outcome in submit_batch(connection, organization, requests)]

    with ThreadPoolExecutor(2) as pool:
        for statuses in pool.map(work, (names, names[::-1])):
            assert statuses == ["posted"] * 150
    query = (
        "SELECT count(*) FROM hera.core_entities WHERE organization_id = %s AND entity_type = 'counterparty'"
        " AND name LIKE 'Met in a batch %%'"
    )
    assert value(office.admin, query, [organization]) == 150


def test_the_first_spelling_is_the_name(office: Office, caller: Connection, organization: UUID) -> None:
    spellings = ("\tZebra  Ltd", "ZEBRA LTD", "zebra ltd\n", "Aardvark", " zebra ltd")
    submit_batch(
        caller,
        organization,
        [bill(number, account="5000", counterparty=name) for number, name in enumerate(spellings, 1)],
    )
    query = "SELECT name FROM hera.core_entities WHERE organization_id = %s AND code LIKE '%%ZEBRA%%'"
    assert office.admin.execute(query, [organization]).fetchall() == [("Zebra  Ltd",)]


def test_raise_on_error_has_no_meaning_in_a_batch(caller: Connection, organization: UUID) -> None:
    outcomes = submit_batch(caller, organization, [{"raise_on_error": True}, journal(raise_on_error=True)])
    assert [outcome["status"] for outcome in outcomes] == ["rejected", "posted"]


@pytest.mark.parametrize("requests", [None, {}, "x", 1, True])
def test_only_arrays(caller: Connection, organization: UUID, requests: Any) -> None:
    with refused("ZHV03"):
        submit_batch(caller, organization, requests)


def test_sizes(office: Office, caller: Connection, organization: UUID) -> None:
    assert submit_batch(caller, organization, []) == []
    with refused("ZHV13"):
        submit_batch(caller, organization, [{}] * 1001)
    assert len(submit_batch(caller, organization, [{}] * 1000)) == 1000
    small = office.organization("Small batches")
    office.admin.execute("SELECT hera.set_setting('batch_max_items', '2', %s)", [small])
    with refused("ZHV13"):
        submit_batch(office.admin, small, [{}] * 3)
    big = journal(description="".join(map(str, range(300_000))))
    assert faults(submit_batch(caller, organization, [big])[0]) == [("VAL_001", "")]


def test_refused_call_raises(office: Office, organization: UUID) -> None:
    nobody = office.connect(office.login(None))
    with refused("ZHZ01"):
        submit_batch(nobody, organization, [journal()])
    trusted = office.connect(office.trusted(organization))
    with refused("ZHA01"):
        submit_batch(trusted, organization, [journal()])
    with pytest.raises(psycopg.Error) as caught:
        trusted.execute("SELECT hera.submit_batch(%s, %s)", [organization, Jsonb([])])
    assert json.loads(caught.value.diag.message_detail or "")["code"] == "AUTH_001"


def test_books_verify(office: Office, organization: UUID) -> None:
    """Runs last: everything the tests above have posted."""
    assert office.admin.execute("SELECT * FROM hera.verify(%s) WHERE NOT ok", [organization]).fetchall() == []
