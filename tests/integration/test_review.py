"""The review queue: nobody is given what another has; what changed is not accepted; two people above an amount."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from psycopg.types.json import Jsonb

from support.desk import Desk, word
from support.office import Office, bill, refused, submit, value


def test_value_at_risk_and_age_decide_the_order(desk: Desk) -> None:
    small, large, middle = (desk.wait(total_amount=amount) for amount in (10, 500, 100))
    assert desk.queue(desk.approver, claim=False) == [large, middle, small]
    assert desk.queue(desk.approver, 1) == [large]
    assert desk.queue(desk.approver_2) == [middle, small]
    assert desk.queue(desk.approver) == [large], "who asks again keeps what is his"


def test_two_reviewers_never_get_the_same(office: Office, desk: Desk) -> None:
    wanted = {desk.wait(total_amount=amount + 1) for amount in range(24)}
    logins = [office.login(desk.organization, "approver") for _ in range(4)]

    def work(login: str) -> list[str]:
        given = []
        with office.database.connect(login) as connection:
            for _ in range(6):
                more = [i for i in desk.queue(connection, len(given) + 1) if i not in given]
                given += more
        return given

    with ThreadPoolExecutor(4) as pool:
        given = list(pool.map(work, logins))
    everything = [identifier for some in given for identifier in some]
    assert len(everything) == len(set(everything))
    assert set(everything) == wanted


def test_a_locked_document_is_skipped_and_not_waited_for(office: Office, desk: Desk) -> None:
    first, second = desk.wait(total_amount=50), desk.wait(total_amount=40)
    login = office.login(desk.organization, "approver")
    with office.database.connect(login, autocommit=False) as other:
        assert desk.queue(other, 1) == [first]
        desk.approver.execute("SET lock_timeout = '1s'")
        assert desk.queue(desk.approver, 1) == [second]
        other.rollback()
    assert desk.queue(desk.approver) == [first, second], "a claim that was rolled back is none"


def test_a_claim_expires_and_can_be_released(office: Office, desk: Desk) -> None:
    identifier = desk.wait()
    assert desk.queue(desk.approver) == [identifier]
    assert desk.queue(desk.approver_2) == []
    assert desk.call(desk.approver_2, "release_claim(%s, %s)", identifier) is False
    assert desk.call(desk.approver, "release_claim(%s, %s)", identifier) is True
    assert desk.queue(desk.approver_2) == [identifier]
    office.admin.execute(
        "UPDATE hera_internal.review_claim SET expires_at = now() - interval '1 second' WHERE organization_id = %s",
        [desk.organization],
    )
    assert desk.queue(desk.approver) == [identifier]
    desk.verdict(desk.approver, identifier, "corrected", "5010")
    claims = "SELECT count(*) FROM hera_internal.review_claim WHERE organization_id = %s"
    assert value(office.admin, claims, [desk.organization]) == 0


def test_drawn_documents_are_reviewed_too(office: Office, desk: Desk) -> None:
    posted = submit(desk.integration, desk.organization, bill(account="5010"))["transaction_id"]
    office.admin.execute(
        "INSERT INTO hera_internal.review_draw (organization_id, transaction_id, transaction_created_at, family,"
        " score, confidence, drawn_at) VALUES (%s, %s, hera_internal.uuid_time(%s), 'HERA.PROCUREMENT.BILL', 0.9, 0.9, now())",
        [desk.organization, posted, posted],
    )
    rows = desk.approver.execute(
        "SELECT transaction_id::text, reason, value_at_risk FROM hera.review_queue(%s)", [desk.organization]
    ).fetchall()
    assert rows == [(posted, "drawn", 12)]
    assert desk.queue(desk.approver_2) == []


def test_the_queue_reads_no_posted_books(office: Office, desk: Desk) -> None:
    """The plan of what waits is the partial index, on every partition."""
    plan = office.admin.execute(
        "EXPLAIN SELECT t.id FROM hera.universal_transactions AS t WHERE t.organization_id = %s"
        " AND t.posting_status IN ('draft', 'pending_review', 'manual_required') ORDER BY t.id LIMIT 5000",
        [desk.organization],
    ).fetchall()
    scans = [line for (line,) in plan if "Scan" in line]
    assert scans
    assert all("Index" in line and "Seq" not in line for line in scans), scans


def proposals(desk: Desk, number: int) -> dict[str, Any]:
    """Documents that wait with one explanation."""
    payee = {"counterparty": word(), "description": word()}
    desk.teach(desk.accountant, "5020", **payee)
    identifiers = [desk.wait(**payee, total_amount=10 + n) for n in range(number)]
    group, documents, seen, account = desk.groups(desk.approver)[0]
    assert (documents, set(seen), account) == (number, set(identifiers), "5020")
    return {"group": group, "seen": seen, "identifiers": identifiers, "payee": payee}


def test_a_group_is_approved_as_it_was_seen(desk: Desk) -> None:
    group = proposals(desk, 4)
    changed, decided, *rest = group["identifiers"]
    desk.call(desk.accountant, "update_draft(%s, %s, %s)", changed, Jsonb({"total_amount": 4000}))
    desk.verdict(desk.accountant, decided, "rejected")
    late = desk.wait(counterparty="x" + word(), description=word())
    results = desk.approve_group(desk.approver, group["group"], group["seen"])
    assert results == {changed: "changed", decided: "changed", rest[0]: "approved", rest[1]: "approved"}
    statuses = [
        desk.call(desk.viewer, "get_transaction(%s, %s)", i)["posting_status"] for i in (changed, rest[0], late)
    ]
    assert statuses == ["pending_review", "posted", "manual_required"]
    assert set(desk.approve_group(desk.approver, group["group"], group["seen"]).values()) == {"changed"}


def test_a_group_against_a_concurrent_change(office: Office, desk: Desk) -> None:
    """The change holds the document; the approval waits for it, and then finds another document than it saw."""
    group = proposals(desk, 2)
    login = office.login(desk.organization, "accountant")
    with office.database.connect(login, autocommit=False) as other, ThreadPoolExecutor(1) as pool:
        value(other, "SELECT hera.update_draft(%s, %s, %s)",
              [desk.organization, group["identifiers"][0], Jsonb({"unit": "bar"})])  # fmt: skip
        approval = pool.submit(desk.approve_group, desk.approver, group["group"], group["seen"])
        waiting = (
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        while not value(office.admin, waiting) and not approval.done():
            pass
        other.commit()
        assert approval.result() == dict(zip(group["identifiers"], ("changed", "approved"), strict=True))


def test_fingerprints_do_not_depend_on_the_session(desk: Desk) -> None:
    group = proposals(desk, 1)
    desk.approver.execute("SET TimeZone = 'Asia/Tokyo'")
    desk.approver.execute("SET DateStyle = 'German'")
    assert list(desk.approve_group(desk.approver, group["group"], group["seen"]).values()) == ["approved"]


@pytest.mark.parametrize(("seen", "sqlstate"), [([], "ZHV03"), ({"x": "y"}, "ZHV06"), (
    {str(UUID(int=n)): "x" for n in range(1001)}, "ZHV13")])  # fmt: skip
def test_what_is_no_group(desk: Desk, seen: Any, sqlstate: str) -> None:
    with refused(sqlstate):
        desk.approve_group(desk.approver, "x", seen)


def test_a_fault_of_one_document_leaves_the_group(office: Office, desk: Desk) -> None:
    group = proposals(desk, 2)
    first, second = group["identifiers"]
    office.admin.execute(
        "UPDATE hera.universal_transactions SET transaction_date = '2026-01-10' WHERE id = %s", [first]
    )
    desk.call(desk.owner, "close_period(%s, '2026-01')")
    group_key, _, seen, _ = desk.groups(desk.approver)[0]
    assert desk.approve_group(desk.approver, group_key, seen) == {first: "refused", second: "approved"}


def four_eyes(desk: Desk, amount: int = 1000) -> None:
    desk.office.admin.execute("SELECT hera.set_setting('four_eyes_amount', %s, %s)", [str(amount), desk.organization])


def test_two_people_above_the_amount(desk: Desk) -> None:
    payee = {"counterparty": word(), "description": word()}
    desk.teach(desk.accountant, "5020", **payee)
    four_eyes(desk)
    small = desk.wait(**payee, total_amount=999)
    assert desk.call(desk.approver, "approve(%s, %s)", small)["status"] == "posted"
    large = desk.wait(**payee, total_amount=1000)
    assert desk.queue(desk.approver) == [large]
    first = desk.call(desk.approver, "approve(%s, %s)", large)
    assert (first["status"], first["approvals"], first["approvals_needed"]) == ("pending_review", 1, 2)
    with refused("ZHZ41"):
        desk.call(desk.approver, "approve(%s, %s)", large)
    assert desk.queue(desk.approver) == []
    assert desk.queue(desk.approver_2) == [large]
    assert desk.call(desk.approver_2, "approve(%s, %s)", large)["status"] == "posted"


def test_the_submitter_does_not_decide(desk: Desk) -> None:
    four_eyes(desk)
    request = bill(1500, counterparty=word(), description=word())
    own = submit(desk.accountant, desk.organization, request)["transaction_id"]
    with refused("ZHZ40"):
        desk.verdict(desk.accountant, own, "corrected", "5010")
    assert desk.queue(desk.accountant) == []
    assert desk.verdict(desk.approver, own, "corrected", "5010")["approvals"] == 1
    with refused("ZHZ40"):
        desk.call(desk.accountant, "approve(%s, %s)", own)
    outcome = desk.call(desk.owner, "approve(%s, %s)", own)
    assert (outcome["status"], outcome["account"]) == ("posted", "5010")
    stored = desk.call(desk.viewer, "get_transaction(%s, %s)", own)
    assert [(item["verdict"], item["actor"]) for item in stored["feedback"]] == [
        ("corrected", "approver"), ("approved", "owner")
    ]  # fmt: skip


def test_an_approval_is_of_what_was_seen(desk: Desk) -> None:
    payee = {"counterparty": word(), "description": word()}
    desk.teach(desk.accountant, "5020", **payee)
    four_eyes(desk)
    large = desk.wait(**payee, total_amount=1000)
    desk.call(desk.approver, "approve(%s, %s)", large)
    desk.call(desk.accountant, "update_draft(%s, %s, %s)", large, Jsonb({"total_amount": 9000}))
    assert desk.call(desk.approver_2, "approve(%s, %s)", large)["approvals"] == 1
    assert desk.call(desk.approver, "approve(%s, %s)", large)["status"] == "posted"


def test_amounts_count_in_the_currency_of_the_organization(desk: Desk) -> None:
    four_eyes(desk)
    foreign = desk.wait(total_amount=600, currency="USD", exchange_rate="1.7")
    assert desk.verdict(desk.approver, foreign, "corrected", "5010")["approvals"] == 1


def test_one_person_may_reject(desk: Desk) -> None:
    four_eyes(desk)
    assert desk.verdict(desk.approver, desk.wait(total_amount=5000), "rejected")["posting_status"] == "voided"


def test_a_correction_changes_the_next_prediction(desk: Desk) -> None:
    payee = {"counterparty": word(), "description": word()}
    desk.teach(desk.accountant, "5020", **payee)
    assert desk.classify(**payee)["account"] == "5020"
    desk.teach(desk.accountant, "5030", **payee)
    assert desk.classify(**payee)["account"] == "5030"


def test_a_rejection_is_remembered(desk: Desk) -> None:
    payee = {"counterparty": word(), "description": word()}
    desk.teach(desk.accountant, "5010", **payee)
    desk.teach(desk.accountant, "5020", **payee)
    assert desk.classify(**payee)["account"] == "5020"
    desk.verdict(desk.accountant, desk.wait(**payee), "rejected")
    outcome = desk.classify(**payee)
    assert outcome["account"] == "5010", "the next best is proposed"
    assert outcome["explanation"]["rejected"] == ["5020"]
    assert desk.classify(**payee, unit="bar")["account"] == "5010", "in every cost centre"
    desk.verdict(desk.accountant, desk.wait(**payee), "rejected")
    outcome = desk.classify(**payee)
    assert (outcome["account"], outcome["explanation"]["stage"]) == (None, "none")
    # The neighbours know it by another text of the same payee.
    near = {**payee, "description": payee["description"] + " more"}
    assert desk.classify(**near)["account"] == "5020", "another text is another matter"
    desk.teach(desk.accountant, "5020", **payee)
    assert desk.classify(**payee)["account"] == "5020", "until someone says otherwise"


def test_a_rejection_holds_for_the_same_words_written_otherwise(desk: Desk) -> None:
    payee = {"counterparty": "Acme", "description": word()}
    desk.teach(desk.accountant, "5010", **payee)
    desk.verdict(desk.accountant, desk.wait(**payee), "rejected")
    outcome = desk.classify(counterparty="ACME", description=payee["description"].upper() + "!")
    assert (outcome["account"], outcome["explanation"]["rejected"]) == (None, ["5010"])


def test_within_a_role_the_latest_word_stands(desk: Desk) -> None:
    payee = {"counterparty": word(), "description": word()}
    desk.teach(desk.approver, "5010", **payee)
    desk.teach(desk.approver_2, "5020", **payee)
    assert desk.classify(**payee)["account"] == "5020"
    rows = desk.viewer.execute(
        "SELECT subject, earlier_answer, earlier_actor, later_answer, later_actor, standing, resolved_by"
        " FROM hera.list_conflicts(%s)", [desk.organization],
    ).fetchall()  # fmt: skip
    assert rows == [("pattern", "5010", "approver", "5020", "approver_2", "later", "recency")]


def test_a_higher_role_stands_over_a_later_word(desk: Desk) -> None:
    payee = {"counterparty": word(), "description": word()}
    desk.teach(desk.owner, "5010", **payee)
    outcome = desk.teach(desk.approver, "5020", **payee)
    assert (outcome["status"], outcome["account"]) == ("posted", "5020"), "this document is what was said of it"
    assert desk.classify(**payee)["account"] == "5010"
    stored = desk.call(desk.viewer, "get_transaction(%s, %s)", outcome["transaction_id"])
    assert [(c["standing"], c["resolved_by"], c["earlier_actor"]) for c in stored["conflicts"]] == [
        ("earlier", "role", "owner")
    ]
    desk.teach(desk.approver, "5020", **payee)
    assert len(desk.viewer.execute("SELECT FROM hera.list_conflicts(%s)", [desk.organization]).fetchall()) == 1
    desk.teach(desk.owner_2, "5020", **payee)
    assert desk.classify(**payee)["account"] == "5020"


def test_two_words_on_one_document(desk: Desk) -> None:
    payee = {"counterparty": word(), "description": word()}
    identifier = desk.wait(**payee)
    desk.verdict(desk.approver, identifier, "corrected", "5010")
    desk.verdict(desk.accountant, identifier, "corrected", "5020")
    assert desk.classify(**payee)["account"] == "5020"
    stored = desk.call(desk.viewer, "get_transaction(%s, %s)", identifier)
    assert [(c["subject"], c["earlier_answer"], c["later_answer"]) for c in stored["conflicts"]] == [
        ("document", "5010", "5020")
    ]
    other = desk.wait()
    desk.verdict(desk.owner, other, "corrected", "5010")
    with refused("ZHI40"):
        desk.verdict(desk.approver, other, "rejected")
    desk.verdict(desk.approver, other, "approved")


def test_a_rejection_of_a_higher_role_stands(desk: Desk) -> None:
    payee = {"counterparty": word(), "description": word()}
    desk.teach(desk.approver, "5010", **payee)
    desk.verdict(desk.owner, desk.wait(**payee), "rejected")
    desk.teach(desk.approver, "5010", **payee)
    assert desk.classify(**payee)["account"] is None
    desk.teach(desk.owner, "5010", **payee)
    assert desk.classify(**payee)["account"] == "5010"


def test_a_payment_is_settled_otherwise(desk: Desk) -> None:
    payee = word()
    bills = [
        submit(desk.accountant, desk.organization, bill(70, counterparty=payee, account="5000"))["transaction_id"]
        for _ in range(2)
    ]
    payment = {"transaction_type": "payment", "counterparty": payee, "total_amount": 70}
    waiting = submit(desk.integration, desk.organization, payment)["transaction_id"]
    correct = "record_feedback(%s, %s, 'corrected', %s)"
    with refused("ZHL08"):
        settles = [{"transaction_id": str(UUID(int=7)), "amount": 70}]
        desk.call(desk.approver, correct, waiting, Jsonb({"settles": settles}))
    settles = [{"transaction_id": bills[1], "amount": 70}]
    outcome = desk.call(desk.approver, correct, waiting, Jsonb({"settles": settles}))
    assert (outcome["status"], outcome["account"]) == ("posted", "2000")
    assert desk.call(desk.viewer, "get_transaction(%s, %s)", waiting)["settles"] == settles
    other = submit(desk.integration, desk.organization, {**payment, "total_amount": 50})["transaction_id"]
    reversal = desk.call(desk.accountant, "get_transaction(%s, %s)", other)
    assert reversal["settles"], "a part of the one that is left"
    outcome = desk.verdict(desk.accountant, other, "corrected", "6000")
    assert desk.call(desk.viewer, "get_transaction(%s, %s)", outcome["transaction_id"])["settles"] == []


@pytest.mark.parametrize("call", ["review_queue(%s)", "review_groups(%s)", "approve_group(%s, 'x', '{}')",
                                  "release_claim(%s, gen_random_uuid())"])  # fmt: skip
@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("owner", True),
        ("accountant", True),
        ("approver", True),
        ("auditor", False),
        ("viewer", False),
        ("integration", False),
    ],
)
def test_who_may_review(desk: Desk, call: str, role: str, allowed: bool) -> None:
    person = getattr(desk, role)
    if allowed:
        person.execute(f"SELECT * FROM hera.{call}".encode(), [desk.organization])
    else:
        with refused("ZHZ01"):
            person.execute(f"SELECT * FROM hera.{call}".encode(), [desk.organization])


@pytest.mark.parametrize("call", ["review_queue(%s)", "review_groups(%s)", "approve_group(%s, 'x', '{}')", "list_conflicts(%s)",
                                  "discover_patterns(%s)", "list_patterns(%s)", "explain(%s, gen_random_uuid())"])  # fmt: skip
def test_a_hostile_tenant_sees_nothing(office: Office, desk: Desk, call: str) -> None:
    stranger = office.connect(office.login(office.organization("Hostile"), "owner"))
    with refused("ZHZ01"):
        stranger.execute(f"SELECT * FROM hera.{call}".encode(), [desk.organization])


def test_documents_of_others_are_not_approved(office: Office, desk: Desk) -> None:
    group = proposals(desk, 1)
    hostile = Desk(office)
    assert set(hostile.approve_group(hostile.owner, group["group"], group["seen"]).values()) == {"changed"}
    assert hostile.queue(hostile.owner) == []
    with refused("ZHL08"):
        hostile.call(hostile.owner, "explain(%s, %s)", group["identifiers"][0])


@pytest.mark.parametrize("limit", [0, 1001])
def test_limits(desk: Desk, limit: int) -> None:
    for call in ("review_queue(%s, %s)", "review_groups(%s, %s)", "list_conflicts(%s, %s)"):
        with refused("ZHV10"):
            desk.approver.execute(f"SELECT * FROM hera.{call}".encode(), [desk.organization, limit])


def test_books_verify(office: Office) -> None:
    assert office.admin.execute("SELECT * FROM hera.verify() WHERE NOT ok").fetchall() == []
