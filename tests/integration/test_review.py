"""The review queue: nobody is given what another has; what changed is not accepted; two people above an amount."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from psycopg.types.json import Jsonb

from support.databases import Connection
from support.office import Office, bill, refused, submit, value

_numbers = count(1)


def word() -> str:
    number = next(_numbers)
    return "".join(chr(ord("a") + (number * 7919 // 26**place) % 26) for place in range(6)) * 2


class Desk:
    """An organization of its own with people of every role."""

    def __init__(self, office: Office, name: str) -> None:
        self.office = office
        self.organization = office.organization(name)
        self.people: dict[str, Connection] = {}

    def __getattr__(self, name: str) -> Connection:
        """A connection of the person ``role_name``; the name is the actor."""
        if name not in self.people:
            login = self.office.login(self.organization, name.split("_")[0], actor=name)
            self.people[name] = self.office.connect(login)
        return self.people[name]

    def call(self, who: Connection, expression: str, *values: Any) -> Any:
        return value(who, f"SELECT hera.{expression}", [self.organization, *values])

    def wait(self, **fields: Any) -> str:
        """A document that nobody can classify."""
        request = bill(**{"counterparty": word(), "description": word(), **fields})
        outcome = submit(self.integration, self.organization, request)
        assert outcome["status"] in ("manual_required", "pending_review"), outcome
        return str(outcome["transaction_id"])

    def verdict(self, who: Connection, identifier: str, verdict: str, account: str | None = None) -> Any:
        correction = Jsonb({"account": account}) if account else None
        return self.call(who, "record_feedback(%s, %s, %s, %s)", identifier, verdict, correction)

    def teach(self, who: Connection, account: str, **fields: Any) -> Any:
        request = bill(**{"counterparty": word(), "description": word(), **fields})
        outcome = submit(self.integration, self.organization, request)
        if outcome["account"] == account:
            return self.verdict(who, outcome["transaction_id"], "approved")
        return self.verdict(who, outcome["transaction_id"], "corrected", account)

    def classify(self, **fields: Any) -> Any:
        return self.call(self.integration, "classify(%s, %s)", Jsonb(bill(**fields)))

    def queue(self, who: Connection, limit: int = 20, claim: bool = True) -> list[str]:
        rows = who.execute("SELECT * FROM hera.review_queue(%s, %s, %s)", [self.organization, limit, claim]).fetchall()
        return [str(row[0]) for row in rows]

    def groups(self, who: Connection) -> list[Any]:
        return who.execute(
            "SELECT group_key, documents, seen, account FROM hera.review_groups(%s)", [self.organization]
        ).fetchall()

    def approve_group(self, who: Connection, group: str, seen: Any) -> dict[str, str]:
        rows = who.execute(
            "SELECT transaction_id::text, result, outcome FROM hera.approve_group(%s, %s, %s)",
            [self.organization, group, Jsonb(seen)],
        ).fetchall()
        return {row[0]: row[1] for row in rows}


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(office, f"Desk {next(_numbers)}")


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
    hostile = Desk(office, "Hostile group")
    assert set(hostile.approve_group(hostile.owner, group["group"], group["seen"]).values()) == {"changed"}
    assert hostile.queue(hostile.owner) == []
    with refused("ZHL08"):
        hostile.call(hostile.owner, "explain(%s, %s)", group["identifiers"][0])


@pytest.mark.parametrize("limit", [0, 1001])
def test_limits(desk: Desk, limit: int) -> None:
    for call in ("review_queue(%s, %s)", "review_groups(%s, %s)", "list_conflicts(%s, %s)"):
        with refused("ZHV10"):
            desk.approver.execute(f"SELECT * FROM hera.{call}".encode(), [desk.organization, limit])


# Explanations


def explain(desk: Desk, identifier: str) -> Any:
    return desk.call(desk.viewer, "explain(%s, %s)", identifier)


def decision_bytes(desk: Desk, identifier: str) -> str:
    query = "SELECT (hera.explain(%s, %s) -> 'decision')::text || (hera.explain(%s, %s) -> 'replay')::text"
    return str(value(desk.viewer, query, [desk.organization, identifier] * 2))


def test_every_stage_explains_itself(desk: Desk) -> None:
    payee = {"counterparty": word(), "description": "weekly delivery of fresh vegetables"}
    unknown = desk.wait(**payee)
    assert explain(desk, unknown)["decision"]["because"] == ["Nothing like it was decided before."]
    desk.verdict(desk.accountant, unknown, "corrected", "5010")
    for _ in range(2):
        desk.teach(desk.accountant, "5010", **payee)
    desk.office.admin.execute("SELECT hera.set_setting('ai_confidence_threshold', '0.99', %s)", [desk.organization])
    memory = explain(desk, desk.wait(**payee))["decision"]
    assert (memory["stage"], memory["account"]) == ("memory", "5010")
    assert memory["because"][0] == (
        "People chose account 5010 when they last decided a document with this payee and amount; with this payee, text and"
        " cost centre; with this payee; with this text and cost centre."
    )
    assert memory["because"][1].startswith("Of this account and none it is the likeliest, with a probability of 0.99")
    near = desk.wait(counterparty=word(), description="weekly delivery of fresh vegetables and herbs")
    neighbours = explain(desk, near)["decision"]
    assert neighbours["stage"] == "neighbours"
    assert "at distance 0." in neighbours["because"][0]
    desk.call(
        desk.accountant, "define_rule(%s, '5020', %s, 'All from there')", Jsonb({"counterparty": payee["counterparty"]})
    )
    ruled = submit(desk.integration, desk.organization, bill(**payee))["transaction_id"]
    assert "of accountant holds: All from there" in explain(desk, ruled)["decision"]["because"][0]
    owed = submit(desk.integration, desk.organization, bill(80, account="5000", counterparty="Owed"))["transaction_id"]
    assert explain(desk, owed)["decision"]["because"] == ["The request states account."]
    payment = {"transaction_type": "payment", "counterparty": "Owed", "total_amount": 80}
    paid = submit(desk.integration, desk.organization, payment)["transaction_id"]
    assert explain(desk, paid)["decision"]["because"] == [
        "1 open documents of this counterparty were looked at; the amount is that of one document.",
        f"It settles 80 of document {owed}.",
    ]
    typed = submit(desk.integration, desk.organization, payment)["transaction_id"]
    assert explain(desk, typed)["decision"]["because"] == ["Documents of type payment have one account."]
    for identifier in (unknown, near, ruled, owed, paid, typed):
        assert explain(desk, identifier)["replay"]["same"] is True


def test_a_replay_gives_the_same_bytes_after_learning(desk: Desk) -> None:
    """Decide, learn, replay: memory, neighbours and a match, posted and waiting."""
    payee = {"counterparty": word(), "description": "monthly cleaning of the dining room"}
    other = {"counterparty": word(), "description": "monthly cleaning of the kitchen room"}
    desk.teach(desk.accountant, "5010", **payee)
    desk.teach(desk.accountant, "5020", **other)
    documents = [desk.wait(**payee), desk.wait(counterparty=word(), description="monthly cleaning of the room")]
    for amount in (30, 40, 50, 60):
        submit(desk.accountant, desk.organization, bill(amount, counterparty="Cleaner", account="5000"))
    for amount in (40, 90, 12):
        payment = {"transaction_type": "payment", "counterparty": "Cleaner", "total_amount": amount}
        documents.append(submit(desk.integration, desk.organization, payment)["transaction_id"])
    assert {explain(desk, i)["decision"]["stage"] for i in documents} == {"memory", "neighbours", "match"}
    before = [decision_bytes(desk, identifier) for identifier in documents]
    for account in ("5030", "5040", "5030"):
        desk.teach(desk.accountant, account, **payee)
        desk.teach(desk.accountant, account, **other)
    desk.verdict(desk.accountant, documents[0], "corrected", "5050")
    desk.verdict(desk.accountant, documents[1], "rejected")
    desk.call(desk.accountant, "reverse(%s, %s, 'bounced')", documents[2])
    assert [decision_bytes(desk, identifier) for identifier in documents] == before
    assert all(explain(desk, identifier)["replay"]["same"] for identifier in documents)
    stored = "SELECT explanation::text FROM hera.universal_transactions WHERE id = %s"
    for identifier in documents:
        again = desk.call(desk.viewer, "explain_again(%s, %s)", identifier)
        assert again == value(desk.office.admin, stored, [identifier])
    assert explain(desk, documents[0])["now"]["account"] == "5050"


def test_gate_and_model_in_words(office: Office) -> None:
    explanation = {
        "stage": "model", "version": 3, "model": "m", "account": "5010", "score": 0.8808, "margin": 1.25,
        "evidence": "model.payee.top", "levels": "payee", "model_account": "5010",
        "candidates": {"accounts": ["5020", "5010"], "utilities": [-80, 2.5], "outside": 0.5},
        "gate": {"open": True, "threshold": 0.91, "reason": "0 of 120 were wrong"},
    }  # fmt: skip
    words = value(office.admin, "SELECT hera_internal.explanation_words(%s)", [Jsonb(explanation)])
    assert words == [
        "People chose account 5010 when they last decided a document with this payee.",
        "Version 3 of the model (m) puts account 5010 first, with a margin of 1.25.",
        "Of 2 accounts and none it is the likeliest, with a probability of 0.8808.",
        "The gate of this family is open from a score of 0.91: 0 of 120 were wrong.",
    ]
    assert value(office.admin, "SELECT hera_internal.replay_explanation(%s)", [Jsonb(explanation)]) == explanation


@pytest.mark.parametrize("change", [{"score": 0.5}, {"account": "5020"}, {"levels": ""}])
def test_a_replay_finds_an_explanation_that_was_altered(office: Office, desk: Desk, change: dict[str, Any]) -> None:
    payee = {"counterparty": word(), "description": word()}
    desk.teach(desk.accountant, "5010", **payee)
    identifier = desk.wait(**payee)
    office.admin.execute(
        "UPDATE hera.universal_transactions SET explanation = explanation || %s WHERE id = %s",
        [Jsonb(change), identifier],
    )
    assert explain(desk, identifier)["replay"]["same"] is False


# Discovered patterns


def patterns(desk: Desk, status: str = "candidate") -> list[dict[str, Any]]:
    query = "SELECT to_jsonb(p) FROM hera.list_patterns(%s, %s) AS p"
    return [row[0] for row in desk.viewer.execute(query, [desk.organization, status]).fetchall()]


def test_patterns_are_found_shadowed_and_accepted(desk: Desk) -> None:
    payee = word()
    for number in range(6):
        desk.teach(desk.accountant, "5010", counterparty=payee, description=word() + str(number))
    assert desk.call(desk.accountant, "discover_patterns(%s)") == {"rules": 1, "codes": 0}
    (found,) = patterns(desk)
    assert (found["kind"], found["counterparty"], found["account"]) == ("payee", payee, "5010")
    assert (found["support"], found["documents"], found["share"], len(found["examples"])) == (6, 6, 1, 5)
    desk.teach(desk.accountant, "5010", counterparty=payee, description=word())
    desk.teach(desk.accountant, "5020", counterparty=payee, description=word())
    (found,) = patterns(desk)
    assert (found["shadow_tries"], found["shadow_hits"], found["active_hits"]) == (2, 1, 1)
    rule = desk.call(desk.accountant, "accept_pattern(%s, %s)", found["pattern_id"])
    outcome = submit(desk.integration, desk.organization, bill(counterparty=payee))
    assert (outcome["status"], outcome["account"], outcome["explanation"]["rule"]) == ("posted", "5010", str(rule))
    assert "for 6 of 6 documents" in outcome["explanation"]["description"]
    assert "right for 1 of 2" in outcome["explanation"]["description"]
    assert patterns(desk, "accepted")[0]["rule_id"] == str(rule)
    with refused("ZHI41"):
        desk.call(desk.accountant, "accept_pattern(%s, %s)", found["pattern_id"])
    assert desk.call(desk.accountant, "discover_patterns(%s)") == {"rules": 0, "codes": 0}


def test_a_word_tells_the_accounts_of_a_payee_apart(desk: Desk) -> None:
    payee = word()
    for account, text in (("5010", "fuel for van"), ("5020", "car wash inside")):
        for number in range(5):
            desk.teach(desk.accountant, account, counterparty=payee, description=f"{text} {word()} {number}")
    desk.call(desk.accountant, "discover_patterns(%s)")
    found = {item["account"]: item["text_pattern"] for item in patterns(desk)}
    assert found == {"5010": "%fuel%", "5020": "%inside%"} or found == {"5010": "%fuel%", "5020": "%wash%"}
    assert all(item["kind"] == "payee_text" for item in patterns(desk))


def test_a_unit_and_a_code(desk: Desk) -> None:
    lines = [
        {"account": "5010", "side": "debit", "amount": 60},
        {"account": "5020", "side": "debit", "amount": 60},
        {"account": "2000", "side": "credit", "amount": 120},
    ]
    for _ in range(5):
        desk.teach(desk.accountant, "5030", unit="bar")
        desk.call(desk.accountant, "record_feedback(%s, %s, 'corrected', %s)", desk.wait(), Jsonb({"lines": lines}))
    assert desk.call(desk.accountant, "discover_patterns(%s)") == {"rules": 1, "codes": 1}
    found = {item["kind"]: item for item in patterns(desk)}
    assert (found["unit"]["unit"], found["unit"]["account"]) == ("bar", "5030")
    code = found["code"]
    assert {(line["account"], line["side"]) for line in code["template"]} == {
        ("5010", "debit"), ("5020", "debit"), ("2000", "credit")
    }  # fmt: skip
    assert value(desk.viewer, "SELECT hera.parse_smart_code(%s)", [code["smart_code"]])
    with refused("ZHI41"):
        desk.call(desk.accountant, "accept_pattern(%s, %s)", code["pattern_id"])


def test_a_dismissed_pattern_is_not_proposed_again(desk: Desk) -> None:
    payee = word()
    for _ in range(5):
        desk.teach(desk.accountant, "5010", counterparty=payee, description=word())
    desk.call(desk.accountant, "discover_patterns(%s)")
    (found,) = patterns(desk)
    with refused("ZHV05"):
        desk.call(desk.accountant, "dismiss_pattern(%s, %s, '')", found["pattern_id"])
    desk.call(desk.accountant, "dismiss_pattern(%s, %s, 'one-off project')", found["pattern_id"])
    desk.call(desk.accountant, "discover_patterns(%s)")
    assert patterns(desk) == []
    assert patterns(desk, "dismissed")[0]["reason"] == "one-off project"


def test_weak_choices_are_no_pattern(desk: Desk) -> None:
    payee = word()
    for account in ("5010", "5020") * 5:
        desk.teach(desk.accountant, account, counterparty=payee, description=word())
    assert desk.call(desk.accountant, "discover_patterns(%s)") == {"rules": 0, "codes": 0}
    for arguments in ("1", "5, 0.4", "5, 0.9, 0"):
        with refused("ZHV10"):
            desk.call(desk.accountant, f"discover_patterns(%s, {arguments})")
    for call, identifier in (("accept_pattern(%s, %s)", UUID(int=1)), ("dismiss_pattern(%s, %s, 'x')", UUID(int=1))):
        with refused("ZHV10"):
            desk.call(desk.accountant, call, identifier)
    with refused("ZHV10"):
        desk.call(desk.viewer, "list_patterns(%s, 'odd')")
    for role in ("approver", "viewer", "integration"):
        with refused("ZHZ01"):
            desk.call(getattr(desk, role), "discover_patterns(%s)")


def test_books_verify(office: Office) -> None:
    assert office.admin.execute("SELECT * FROM hera.verify() WHERE NOT ok").fetchall() == []
