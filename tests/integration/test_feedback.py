"""What a person says of a document changes the books, and what is predicted for the next one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg.types.json import Jsonb

from support.databases import Connection
from support.gate_rule import needed_outcomes
from support.office import Office, bill, faults, journal, refused, submit, value

_numbers = count(1)


@pytest.fixture(scope="module")
def organization(office: Office) -> UUID:
    return office.organization("Feedback")


@pytest.fixture(scope="module")
def caller(office: Office, organization: UUID) -> Connection:
    return office.connect(office.login(organization, actor="ann"))


def word() -> str:
    """A name that shares nothing with any other, so that memory and neighbours know nothing of it."""
    number = next(_numbers)
    return "".join(chr(ord("a") + (number * 7919 // 26**place) % 26) for place in range(5)) * 2


def waiting(caller: Connection, organization: UUID, **fields: Any) -> dict[str, Any]:
    """A document that nobody can classify."""
    request = bill(**{"counterparty": word(), "description": word(), "tax_amount": 20, **fields})
    outcome = submit(caller, organization, request)
    assert outcome["status"] == "manual_required", outcome
    return {**outcome, "request": request}


def feedback(
    caller: Connection, organization: UUID, identifier: str, verdict: str, correction: Any = None
) -> dict[str, Any]:
    outcome = value(
        caller,
        "SELECT hera.record_feedback(%s, %s, %s, %s)",
        [organization, identifier, verdict, Jsonb(correction) if correction is not None else None],
    )
    assert isinstance(outcome, dict)
    return outcome


def get(caller: Connection, organization: UUID, identifier: str) -> dict[str, Any]:
    document = value(caller, "SELECT hera.get_transaction(%s, %s)", [organization, identifier])
    assert isinstance(document, dict)
    return document


def balance(caller: Connection, organization: UUID, account: str) -> Decimal:
    row = caller.execute("SELECT balance FROM hera.account_balance(%s, %s)", [organization, account]).fetchone()
    return Decimal(row[0]) if row else Decimal(0)


def test_correction_posts_what_waits(caller: Connection, organization: UUID) -> None:
    document = waiting(caller, organization)
    before = balance(caller, organization, "5010")
    outcome = feedback(caller, organization, document["transaction_id"], "corrected", {"account": "5010"})
    assert outcome["transaction_id"] == document["transaction_id"]
    assert (outcome["status"], outcome["posting_status"], outcome["account"]) == ("posted", "posted", "5010")
    assert balance(caller, organization, "5010") - before == 100
    stored = get(caller, organization, document["transaction_id"])
    assert [(item["verdict"], item["account"], item["actor"]) for item in stored["feedback"]] == [
        ("corrected", "5010", "ann")
    ]


def test_next_prediction_changes_at_once(caller: Connection, organization: UUID) -> None:
    document = waiting(caller, organization)
    feedback(caller, organization, document["transaction_id"], "corrected", {"account": "5020"})
    again = submit(caller, organization, document["request"])
    assert again["account"] == "5020"
    assert again["confidence"] > 0
    assert again["explanation"]["stage"] in ("memory", "neighbours")
    assert again["status"] == "pending_review"
    feedback(caller, organization, again["transaction_id"], "corrected", {"account": "5030"})
    assert submit(caller, organization, document["request"])["account"] == "5030"


def test_approvals_lead_to_automatic_posting(office: Office) -> None:
    """Sureness is learned from a few approvals; the right to post takes as many as show the error budget to be kept."""
    organization = office.organization("Learns")
    office.admin.execute("SELECT hera.set_setting('error_budget', '0.2', %s)", [organization])
    caller = office.connect(office.login(organization))
    document = waiting(caller, organization)
    feedback(caller, organization, document["transaction_id"], "corrected", {"account": "5040"})
    sure, needed = 0, needed_outcomes(1, 0.2, 0.95)
    for _ in range(60):
        outcome = submit(caller, organization, document["request"])
        assert outcome["account"] == "5040"
        if outcome["posting_status"] == "auto_posted":
            break
        assert sure < needed
        sure += outcome["confidence"] >= 0.85
        value(caller, "SELECT hera.approve(%s, %s)", [organization, outcome["transaction_id"]])
    assert (outcome["status"], sure) == ("posted", needed)
    assert outcome["confidence"] >= 0.85


def test_correction_of_what_was_posted(caller: Connection, organization: UUID) -> None:
    """The original is reversed and replaced; both stay in the books, and the sum is that of the replacement."""
    document = submit(caller, organization, bill(account="5010", tax_amount=20, counterparty=word()))
    before = {account: balance(caller, organization, account) for account in ("5010", "5020", "2000", "1150")}
    outcome = feedback(caller, organization, document["transaction_id"], "corrected", {"account": "5020"})
    after = {account: balance(caller, organization, account) - before[account] for account in before}
    assert after == {"5010": -100, "5020": 100, "2000": 0, "1150": 0}
    assert outcome["transaction_id"] != document["transaction_id"]
    assert outcome["explanation"] == {"stage": "stated", "corrects": document["transaction_id"]}
    original = get(caller, organization, document["transaction_id"])
    assert original["posting"] == document["posting"]
    reversal = get(caller, organization, original["reversed_by"])
    assert reversal["reverses"] == document["transaction_id"]
    with refused("ZHL09"):
        feedback(caller, organization, document["transaction_id"], "corrected", {"account": "5030"})


def test_correction_by_a_full_posting(caller: Connection, organization: UUID) -> None:
    lines = [
        {"account": "5010", "side": "debit", "amount": 70},
        {"account": "5020", "side": "debit", "amount": 50, "unit": "bar"},
        {"account": "2000", "side": "credit", "amount": 120},
    ]
    document = waiting(caller, organization)
    outcome = feedback(caller, organization, document["transaction_id"], "corrected", {"lines": lines})
    assert [(line["account"], line["amount"]) for line in outcome["posting"]] == [
        ("5010", 70),
        ("5020", 50),
        ("2000", 120),
    ]
    with refused("ZHL01"):
        other = waiting(caller, organization)["transaction_id"]
        feedback(caller, organization, other, "corrected", {"lines": lines[:2]})
    with refused("ZHL02"):
        other = waiting(caller, organization)["transaction_id"]
        feedback(caller, organization, other, "corrected", {"lines": [{**lines[0], "account": "?"}, *lines[1:]]})


def test_rejection(caller: Connection, organization: UUID) -> None:
    document = waiting(caller, organization)
    outcome = feedback(caller, organization, document["transaction_id"], "rejected")
    assert outcome["posting_status"] == "voided"
    for verdict in ("approved", "rejected"):
        with refused("ZHI02"):
            feedback(caller, organization, document["transaction_id"], verdict)
    posted = submit(caller, organization, bill(account="5010", counterparty=word()))
    before = balance(caller, organization, "5010")
    outcome = feedback(caller, organization, posted["transaction_id"], "rejected")
    assert balance(caller, organization, "5010") - before == -120
    assert get(caller, organization, posted["transaction_id"])["reversed_by"] == outcome["transaction_id"]
    with refused("ZHL09"):
        feedback(caller, organization, posted["transaction_id"], "rejected")


def test_approval(caller: Connection, organization: UUID) -> None:
    document = waiting(caller, organization)
    with refused("ZHI01"):
        feedback(caller, organization, document["transaction_id"], "approved")
    with refused("ZHI01"):
        value(caller, "SELECT hera.approve(%s, %s)", [organization, document["transaction_id"]])
    feedback(caller, organization, document["transaction_id"], "corrected", {"account": "5050"})
    similar = submit(caller, organization, document["request"])
    if similar["posting_status"] == "pending_review":
        outcome = value(caller, "SELECT hera.approve(%s, %s)", [organization, similar["transaction_id"]])
        assert (outcome["status"], outcome["account"]) == ("posted", "5050")
    with refused("ZHI02"):
        value(caller, "SELECT hera.approve(%s, %s)", [organization, similar["transaction_id"]])
    assert feedback(caller, organization, similar["transaction_id"], "approved")["status"] == "posted"


@pytest.mark.parametrize(
    ("verdict", "correction", "sqlstate"),
    [
        ("maybe", None, "ZHV10"),
        (None, None, "ZHV10"),
        ("corrected", None, "ZHI01"),
        ("corrected", {}, "ZHI01"),
        ("corrected", [], "ZHV03"),
        ("corrected", "5010", "ZHV03"),
        ("corrected", {"account": "nowhere"}, "ZHL02"),
        ("corrected", {"account": None}, "ZHI01"),
        ("corrected", {"lines": []}, "ZHV13"),
        ("corrected", {"lines": [1, 2]}, "ZHV03"),
    ],
)
def test_what_is_no_verdict(
    caller: Connection, organization: UUID, verdict: str, correction: Any, sqlstate: str
) -> None:
    document = waiting(caller, organization)["transaction_id"]
    with refused(sqlstate):
        feedback(caller, organization, document, verdict, correction)
    assert get(caller, organization, document)["posting_status"] == "manual_required"


def test_correction_to_the_same_account(caller: Connection, organization: UUID) -> None:
    posted = submit(caller, organization, bill(account="5010", counterparty=word()))["transaction_id"]
    with refused("ZHI02"):
        feedback(caller, organization, posted, "corrected", {"account": "5010"})


@pytest.mark.parametrize("call", ["record_feedback(%s, %s, 'rejected')", "approve(%s, %s)", "get_transaction(%s, %s)",
                                  "update_draft(%s, %s, '{}')", "reverse(%s, %s, 'x')"])  # fmt: skip
def test_documents_of_others(office: Office, caller: Connection, organization: UUID, call: str) -> None:
    other = office.organization("Elsewhere")
    foreign = submit(office.admin, other, bill(counterparty=word()))["transaction_id"]
    for identifier in (foreign, "01900000-0000-7000-8000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"):
        with refused("ZHL08"):
            caller.execute(f"SELECT hera.{call}".encode(), [organization, identifier])


@pytest.mark.parametrize(("role", "allowed"), [("approver", True), ("integration", False), ("viewer", False)])
def test_who_may_review(office: Office, caller: Connection, organization: UUID, role: str, allowed: bool) -> None:
    reviewer = office.connect(office.login(organization, role))
    document = waiting(caller, organization)["transaction_id"]
    if allowed:
        assert feedback(reviewer, organization, document, "corrected", {"account": "5010"})["status"] == "posted"
    else:
        with refused("ZHZ01"):
            feedback(reviewer, organization, document, "corrected", {"account": "5010"})


def test_two_reviewers_decide_once(office: Office, caller: Connection, organization: UUID) -> None:
    document = waiting(caller, organization)["transaction_id"]
    logins = [office.login(organization, "approver") for _ in range(2)]
    before = balance(caller, organization, "5060")

    def work(login: str) -> str:
        with office.database.connect(login) as connection:
            try:
                feedback(connection, organization, document, "corrected", {"account": "5060"})
            except psycopg.Error as error:
                return str(error.sqlstate)
            return "posted"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(work, logins)) == ["ZHI02", "posted"]
    assert balance(caller, organization, "5060") - before == 100


def test_memory_of_one_organization_is_not_shared(office: Office, caller: Connection, organization: UUID) -> None:
    document = waiting(caller, organization)
    feedback(caller, organization, document["transaction_id"], "corrected", {"account": "5010"})
    other = office.organization("No memory")
    assert submit(office.admin, other, document["request"])["explanation"]["stage"] == "none"


def test_correction_of_a_payment_settles_what_it_settled(caller: Connection, organization: UUID) -> None:
    owed = submit(caller, organization, bill(100, account="5010"))["transaction_id"]
    settles = [{"transaction_id": owed, "amount": 100}]
    payment = {"transaction_type": "payment", "total_amount": 100, "settles": settles}
    paid = submit(caller, organization, payment)["transaction_id"]
    outcome = feedback(caller, organization, paid, "corrected", {"account": "2010"})
    assert get(caller, organization, outcome["transaction_id"])["settles"] == settles
    assert faults(submit(caller, organization, payment)) == [("LED_010", "settles[0].amount")]


def test_verdicts_on_documents_of_a_closed_month(office: Office) -> None:
    """What is decided later is dated in an open month; the closed one does not change."""
    organization = office.organization("Closed")
    caller = office.connect(office.login(organization, "owner"))
    past = {"transaction_date": "2026-01-15"}
    posted = submit(caller, organization, bill(account="5010", **past))["transaction_id"]
    late = [submit(caller, organization, bill(counterparty=word(), **past))["transaction_id"] for _ in range(2)]
    caller.execute("SELECT hera.close_period(%s, '2026-01')", [organization])
    january = "SELECT account_code, debit, credit FROM hera.trial_balance(%s, '2026-01-31')"
    before = caller.execute(january, [organization]).fetchall()
    outcome = feedback(caller, organization, posted, "corrected", {"account": "5020"})
    assert get(caller, organization, outcome["transaction_id"])["transaction_date"] > "2026-01-31"
    with refused("ZHL12"):
        feedback(caller, organization, late[0], "corrected", {"account": "5020"})
    assert (
        draft(caller, organization, late[0], {"transaction_date": "2026-02-01"})["posting_status"] == "manual_required"
    )
    assert feedback(caller, organization, late[0], "corrected", {"account": "5020"})["status"] == "posted"
    assert feedback(caller, organization, late[1], "rejected")["posting_status"] == "voided"
    assert caller.execute(january, [organization]).fetchall() == before


def test_rule_posts_without_a_guess(caller: Connection, organization: UUID) -> None:
    name = word()
    rule = value(
        caller,
        "SELECT hera.define_rule(%s, '5030', %s, 'always so')",
        [organization, Jsonb({"counterparty": name, "minimum_amount": 100})],
    )
    outcome = submit(caller, organization, bill(counterparty=name))
    assert (outcome["posting_status"], outcome["account"], outcome["confidence"]) == ("posted", "5030", None)
    assert outcome["explanation"]["rule"] == str(rule)
    assert submit(caller, organization, bill(99, counterparty=name))["status"] == "manual_required"
    caller.execute("SELECT hera.retire_rule(%s, %s)", [organization, rule])
    assert submit(caller, organization, bill(counterparty=name))["status"] == "manual_required"
    with refused("ZHV10"):
        caller.execute("SELECT hera.retire_rule(%s, %s)", [organization, rule])


def draft(caller: Connection, organization: UUID, identifier: str, change: Any) -> dict[str, Any]:
    outcome = value(caller, "SELECT hera.update_draft(%s, %s, %s)", [organization, identifier, Jsonb(change)])
    assert isinstance(outcome, dict)
    return outcome


def test_draft_changes_until_it_is_posted(caller: Connection, organization: UUID) -> None:
    metadata = {"a": None, "b": {"c": None}}
    document = waiting(caller, organization, reference_number="R1", metadata=metadata)
    identifier = document["transaction_id"]
    outcome = draft(caller, organization, identifier, {"total_amount": 240, "tax_amount": 40, "reference_number": None})
    assert (outcome["transaction_id"], outcome["posting_status"]) == (identifier, "manual_required")
    stored = get(caller, organization, identifier)
    assert (stored["total_amount"], stored["tax_amount"], stored["reference_number"]) == (240, 40, None)
    assert (stored["description"], stored["metadata"]) == (document["request"]["description"], metadata)
    outcome = draft(caller, organization, identifier, {"account": "5010"})
    assert (outcome["status"], outcome["account"]) == ("posted", "5010")
    assert sum(line["amount"] for line in outcome["posting"] if line["side"] == "debit") == 240
    with refused("ZHI02"):
        draft(caller, organization, identifier, {"unit": "late"})


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ([], [("VAL_003", "p_request")]),
        (
            {"total_amount": 0, "colour": 1},
            [("VAL_004", "colour"), ("VAL_009", "total_amount"), ("VAL_011", "tax_amount")],
        ),
        ({"transaction_type": None}, [("VAL_002", "transaction_type")]),
        ({"description": "y" * 2_000_000}, [("VAL_001", "")]),
    ],
)
def test_faulty_change_of_a_draft(
    caller: Connection, organization: UUID, change: Any, wanted: list[tuple[str, str]]
) -> None:
    document = waiting(caller, organization)["transaction_id"]
    before = get(caller, organization, document)
    assert faults(draft(caller, organization, document, change)) == wanted
    assert get(caller, organization, document) == before


def test_reversal(caller: Connection, organization: UUID) -> None:
    posted = submit(caller, organization, journal(17))["transaction_id"]
    before = balance(caller, organization, "1000")
    outcome = value(caller, "SELECT hera.reverse(%s, %s, 'entered twice')", [organization, posted])
    assert balance(caller, organization, "1000") - before == -17
    assert outcome["reverses"] == posted
    for arguments, sqlstate in ((("", posted), "ZHV05"), (("again", posted), "ZHL09")):
        with refused(sqlstate):
            caller.execute("SELECT hera.reverse(%s, %s, %s)", [organization, arguments[1], arguments[0]])
    with refused("ZHL04"):
        document = waiting(caller, organization)["transaction_id"]
        caller.execute("SELECT hera.reverse(%s, %s, 'waits')", [organization, document])


def test_every_verdict_leaves_a_leaf(office: Office, caller: Connection, organization: UUID) -> None:
    document = waiting(caller, organization)["transaction_id"]
    feedback(caller, organization, document, "corrected", {"account": "5010"})
    feedback(caller, organization, document, "corrected", {"account": "5020"})
    events = office.admin.execute(
        "SELECT event FROM hera_internal.audit_leaf WHERE organization_id = %s AND subject_id = %s ORDER BY id",
        [organization, document],
    ).fetchall()
    assert {event[0] for event in events} >= {"transaction.submitted", "transaction.posted", "transaction.reversed"}


def test_books_verify(office: Office, organization: UUID) -> None:
    """Runs last: everything the tests above have posted."""
    assert office.admin.execute("SELECT * FROM hera.verify(%s) WHERE NOT ok", [organization]).fetchall() == []
