"""Who may do what: roles of an organization's own, amount limits, duties kept apart, delegation; effective at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from psycopg.types.json import Jsonb

from support.databases import Connection
from support.desk import Desk, word
from support.office import bill, journal, refused, submit, submit_batch, value

REVIEW = "transactions.review"
SUBMIT = "transactions.submit"
REVERSE = "transactions.reverse"


def admin(desk: Desk, expression: str, *values: Any) -> Any:
    return desk.call(desk.office.admin, expression, *values)


def define(desk: Desk, role: str, *permissions: str) -> None:
    admin(desk, "define_role(%s, %s, %s)", role, list(permissions))


def member(desk: Desk, actor: str, role: str) -> Connection:
    """A connection of an actor with a role of any name."""
    desk.people[actor] = desk.office.connect(desk.office.login(desk.organization, role, actor=actor))
    return desk.people[actor]


def limit(desk: Desk, permission: str, amount: Any, **subject: str) -> None:
    desk.office.admin.execute(
        "SELECT hera.set_amount_limit(%s, %s, %s, p_role => %s, p_actor => %s)",
        [desk.organization, permission, amount, subject.get("role"), subject.get("actor")],
    )


def delegate(
    desk: Desk, who: Connection, giver: str, taker: str, *permissions: str, days: tuple[int, int] = (-1, 1)
) -> Any:
    if taker not in ("x", giver):
        assert getattr(desk, taker)
    now = datetime.now(UTC)
    times = [now + timedelta(days=day) for day in days]
    return desk.call(who, "delegate(%s, %s, %s, %s, %s, %s, 'holidays')", giver, taker, list(permissions), *times)


def waiting(desk: Desk, who: Connection, amount: Any = 120, **fields: Any) -> str:
    """A document of that person which waits with nothing proposed."""
    outcome = submit(who, desk.organization, bill(amount, **{"counterparty": word(), "description": word(), **fields}))
    assert outcome["status"] == "manual_required", outcome
    return str(outcome["transaction_id"])


def leaf(desk: Desk, event: str) -> tuple[Any, ...]:
    row = desk.office.admin.execute(
        "SELECT actor, detail ->> 'on_behalf' FROM hera_internal.audit_leaf WHERE organization_id = %s AND event = %s"
        " ORDER BY id DESC LIMIT 1",
        [desk.organization, event],
    ).fetchone()
    assert row is not None
    return row


def test_a_role_of_ones_own_takes_effect_at_the_next_statement(desk: Desk) -> None:
    define(desk, "clerk", "transactions.read")
    clerk = member(desk, "clerk_1", "clerk")
    assert submit(clerk, desk.organization, journal())["errors"][0]["code"] == "AUTHZ_001"
    with clerk.transaction():
        assert submit(clerk, desk.organization, journal())["errors"][0]["code"] == "AUTHZ_001"
        define(desk, "clerk", "transactions.read", SUBMIT)
        assert submit(clerk, desk.organization, journal())["status"] == "posted"
        define(desk, "clerk", "transactions.read")
        assert submit(clerk, desk.organization, journal())["status"] == "rejected"
    rows = desk.office.admin.execute(
        "SELECT permission FROM hera.list_permissions(%s) WHERE own AND role = 'clerk'", [desk.organization]
    ).fetchall()
    assert rows == [("transactions.read",)]
    with refused("ZHZ53"):
        admin(desk, "drop_role(%s, 'clerk')")
    admin(desk, "grant_access(%s, NULL, 'clerk_1', 'viewer')")
    admin(desk, "drop_role(%s, 'clerk')")
    with refused("ZHV10"):
        admin(desk, "grant_access(%s, NULL, 'clerk_1', 'clerk')")


def test_roles_of_hera_and_of_others_stay_what_they_are(desk: Desk) -> None:
    for name in ("viewer", "Owner", "", "a-b", "x" * 64):
        with refused("ZHZ53"):
            define(desk, name, "transactions.read")
    for permissions in ([], ["transactions.everything"], [None]):
        with refused("ZHV10"):
            admin(desk, "define_role(%s, 'odd', %s::text[])", permissions)
    with refused("ZHV10"):
        admin(desk, "drop_role(%s, 'viewer')")
    define(desk, "clerk", "transactions.read", "access.manage")
    other = Desk(desk.office)
    with refused("ZHV10"):
        admin(other, "grant_access(%s, NULL, 'x', 'clerk')")
    with refused("ZHZ01"):
        other.call(member(desk, "clerk_2", "clerk"), "define_role(%s, 'clerk', ARRAY['access.manage'])")


def test_above_the_limit_a_document_waits_for_a_higher_one(desk: Desk) -> None:
    limit(desk, SUBMIT, 100, role="accountant")
    limit(desk, REVIEW, 500, role="approver")
    assert submit(desk.accountant, desk.organization, bill(100, account="5000"))["status"] == "posted"
    assert submit(desk.integration, desk.organization, bill(101, account="5000"))["status"] == "posted"
    above = submit(desk.accountant, desk.organization, bill(501, account="5000"))
    assert (above["status"], above["explanation"]["limit"]["limit"]) == ("pending_review", 100)
    with refused("ZHZ51"):
        desk.call(desk.approver, "approve(%s, %s)", above["transaction_id"])
    with refused("ZHZ51"):
        desk.verdict(desk.approver, above["transaction_id"], "corrected", "6200")
    assert desk.call(desk.owner, "approve(%s, %s)", above["transaction_id"])["status"] == "posted"
    limit(desk, SUBMIT, 600, actor="accountant")
    assert submit(desk.accountant, desk.organization, bill(501, account="5000"))["status"] == "posted"
    limit(desk, SUBMIT, None, actor="accountant")
    batch = submit_batch(desk.accountant, desk.organization, [bill(a, account="5000") for a in (99, 102)])
    assert [outcome["status"] for outcome in batch] == ["posted", "pending_review"]
    rows = desk.office.admin.execute(
        "SELECT permission, role, amount FROM hera.list_amount_limits(%s)", [desk.organization]
    ).fetchall()
    assert rows == [(REVIEW, "approver", 500), (SUBMIT, "accountant", 100)]
    for name in (SUBMIT, REVIEW):
        limit(desk, name, None, role={SUBMIT: "accountant", REVIEW: "approver"}[name])
    query = "SELECT authority IS NULL FROM hera.core_organizations WHERE organization_id = %s"
    assert value(desk.office.admin, query, [desk.organization])


def test_ways_round_a_limit(desk: Desk) -> None:
    """Changing what waits, reserving first, correcting what was posted, reversing through feedback."""
    limit(desk, SUBMIT, 100, role="accountant")
    limit(desk, REVERSE, 100, role="accountant")
    who, organization = desk.accountant, desk.organization
    draft = waiting(desk, who, 50)
    changed = desk.call(who, "update_draft(%s, %s, %s)", draft, Jsonb({"account": "5000", "total_amount": 150}))
    assert changed["status"] == "pending_review"
    held = submit(who, organization, journal(150, pending=True))
    with refused("ZHZ51"):
        desk.call(who, "post_pending(%s, %s)", held["transaction_id"])
    small = submit(who, organization, bill(50, account="5000"))["transaction_id"]
    grown = desk.call(who, "correct(%s, %s, %s, 'x')", small, Jsonb({"total_amount": 150}))
    assert grown["status"] == "pending_review"
    large = submit(desk.owner, organization, bill(150, account="5000"))["transaction_id"]
    for call in ("reverse(%s, %s, 'x')", "record_feedback(%s, %s, 'rejected')"):
        with refused("ZHZ51"):
            desk.call(who, call, large)


@pytest.mark.parametrize(
    ("permission", "amount", "subject"),
    [
        ("reports.read", 1, {"role": "viewer"}), (SUBMIT, -1, {"role": "viewer"}), (SUBMIT, "NaN", {"role": "viewer"}),
        (SUBMIT, "Infinity", {"role": "viewer"}), (SUBMIT, 1, {"role": "king"}), (SUBMIT, 1, {"actor": "nobody"}),
        (SUBMIT, 1, {}), (SUBMIT, 1, {"role": "viewer", "actor": "x"}),
    ],
)  # fmt: skip
def test_limits_that_are_none(desk: Desk, permission: str, amount: Any, subject: dict[str, str]) -> None:
    with refused("ZHV10"):
        limit(desk, permission, amount, **subject)


def test_nobody_decides_his_own_once_there_is_a_second(desk: Desk) -> None:
    who = desk.accountant
    admin(desk, "revoke_access(%s, NULL, %s)", desk.office.admin.info.user)
    mine = waiting(desk, who)
    assert desk.verdict(who, mine, "corrected", "5000")["status"] == "posted"  # Off unless it is asked for.
    admin(desk, "separate_duty(%s, %s)", REVIEW)
    mine = waiting(desk, who)
    assert desk.verdict(who, mine, "corrected", "5000")["status"] == "posted"  # Nobody else could.
    mine, other = waiting(desk, who), desk.approver
    with refused("ZHZ50"):
        desk.verdict(who, mine, "corrected", "5000")
    assert mine not in desk.queue(who, claim=False)
    assert mine in desk.queue(other, claim=False)
    assert desk.verdict(other, mine, "corrected", "5000")["status"] == "posted"
    assert desk.verdict(who, waiting(desk, who), "rejected")["status"] == "voided"  # To withdraw approves nothing.
    admin(desk, "separate_duty(%s, %s, false)", REVIEW)
    assert desk.verdict(who, waiting(desk, who), "corrected", "5000")["status"] == "posted"


def test_ways_round_the_separation(desk: Desk) -> None:
    """Changing, groups, correcting and reversing: who made a document, or changed it, does not decide it."""
    for permission in (REVIEW, REVERSE, SUBMIT, "periods.reopen"):
        admin(desk, "separate_duty(%s, %s)", permission)
    first, second, organization = desk.accountant, desk.owner, desk.organization
    mine = waiting(desk, first)
    stated = desk.call(first, "update_draft(%s, %s, %s)", mine, Jsonb({"account": "5000"}))
    assert stated["status"] == "pending_review"  # What waited for another goes on waiting.
    with refused("ZHZ50"):
        desk.call(first, "approve(%s, %s)", mine)
    outcomes = [row for group in desk.groups(first) for row in desk.approve_group(first, group[0], group[2]).values()]
    assert set(outcomes) <= {"refused"}
    # The reviewer who changes it is an author too.
    desk.call(second, "update_draft(%s, %s, %s)", mine, Jsonb({"account": "6200"}))
    for who in (first, second):
        with refused("ZHZ50"):
            desk.call(who, "approve(%s, %s)", mine)
    assert desk.call(desk.approver, "approve(%s, %s)", mine)["status"] == "posted"
    posted = submit(first, organization, journal())["transaction_id"]
    for call in (
        "reverse(%s, %s, 'x')",
        "correct(%s, %s, '{\"unit\": \"x\"}', 'x')",
        "record_feedback(%s, %s, 'rejected')",
    ):
        with refused("ZHZ50"):
            desk.call(first, call, posted)
    assert desk.call(second, "reverse(%s, %s, 'x')", posted)["status"] == "posted"
    held = submit(first, organization, journal(pending=True))["transaction_id"]
    with refused("ZHZ50"):
        desk.call(first, "post_pending(%s, %s)", held)
    assert desk.call(second, "post_pending(%s, %s)", held)["status"] == "posted"
    desk.call(first, "close_period(%s, '2020-01')")
    with refused("ZHZ50"):
        desk.call(first, "reopen_period(%s, '2020-01', 'x')")
    desk.call(second, "reopen_period(%s, '2020-01', 'x')")
    with refused("ZHV10"):
        admin(desk, "separate_duty(%s, 'reports.read')")


def test_four_eyes_hold_for_who_changed_it_and_for_whom(desk: Desk) -> None:
    desk.office.admin.execute("SELECT hera.set_setting('four_eyes_amount', '1000', %s)", [desk.organization])
    large = waiting(desk, desk.integration, 1000)
    changed = desk.call(desk.accountant, "update_draft(%s, %s, %s)", large, Jsonb({"account": "5000"}))
    assert changed["status"] == "pending_review"
    with refused("ZHZ40"):
        desk.call(desk.accountant, "approve(%s, %s)", large)
    delegate(desk, desk.accountant, "accountant", "viewer", REVIEW)
    with refused("ZHZ40"):
        desk.call(desk.viewer, "approve(%s, %s)", large)
    assert desk.call(desk.approver, "approve(%s, %s)", large)["approvals"] == 1
    delegate(desk, desk.approver, "approver", "auditor", REVIEW)
    with refused("ZHZ41"):
        desk.call(desk.auditor, "approve(%s, %s)", large)
    assert desk.call(desk.owner, "approve(%s, %s)", large)["status"] == "posted"


def test_a_delegation_lets_somebody_act_for_another_for_some_time(desk: Desk) -> None:
    one, two, three = (waiting(desk, desk.integration) for _ in range(3))
    viewer, approver = desk.viewer, desk.approver
    with refused("ZHZ01"):
        desk.verdict(viewer, one, "corrected", "5000")
    for days in ((-3, -2), (1, 2)):
        delegate(desk, approver, "approver", "viewer", REVIEW, days=days)
        with refused("ZHZ01"):
            desk.verdict(viewer, one, "corrected", "5000")
    with viewer.transaction():
        given = delegate(desk, approver, "approver", "viewer", REVIEW)
        assert desk.verdict(viewer, one, "corrected", "5000")["status"] == "posted"
        assert leaf(desk, "access.delegated")[0] == "approver"
    assert leaf(desk, "transaction.posted") == ("viewer", "approver")
    # What comes after it in the transaction is nobody else's.
    with viewer.transaction():
        desk.verdict(viewer, two, "corrected", "5000")
        viewer.execute("SELECT * FROM hera.list_transactions(%s)", [desk.organization])
        assert value(viewer, "SELECT current_setting('hera.on_behalf', true)") == ""
    rows = desk.office.admin.execute(
        "SELECT actor, on_behalf FROM hera.list_authority(%s) WHERE permission = %s AND on_behalf IS NOT NULL",
        [desk.organization, REVIEW],
    ).fetchall()
    assert rows == [("viewer", "approver")]
    desk.call(approver, "revoke_delegation(%s, %s)", given)
    with refused("ZHZ01"):
        desk.verdict(viewer, three, "corrected", "5000")
    with refused("ZHV10"):
        desk.call(approver, "revoke_delegation(%s, %s)", given)
    query = "SELECT count(*), count(*) FILTER (WHERE in_force) FROM hera.list_delegations(%s)"
    assert desk.office.admin.execute(query.encode(), [desk.organization]).fetchone() == (3, 0)


def test_a_delegation_never_widens(desk: Desk) -> None:
    limit(desk, REVIEW, 100, role="approver")
    delegate(desk, desk.approver, "approver", "viewer", REVIEW)
    with refused("ZHZ51"):
        desk.verdict(desk.viewer, waiting(desk, desk.integration, 101), "corrected", "5000")
    # Not what was delegated, not what the role does not permit, not the access itself, not of others.
    for giver, permission in (("viewer", REVIEW), ("approver", SUBMIT), ("owner", "access.manage")):
        with refused("ZHZ52"):
            delegate(desk, getattr(desk, giver), giver, "auditor", permission)
    with refused("ZHZ01"):
        delegate(desk, desk.viewer, "approver", "auditor", REVIEW)
    with refused("ZHZ52"):
        delegate(desk, desk.owner, "owner", "auditor")
    for giver, taker, days in (
        ("nobody", "viewer", (0, 1)),
        ("owner", "owner", (0, 1)),
        ("owner", "x", (0, 1)),
        ("owner", "viewer", (1, 1)),
    ):
        with refused("ZHV10"):
            delegate(desk, desk.owner, giver, taker, REVIEW, days=days)
    # It ends with what the delegator may do.
    document = waiting(desk, desk.integration, 10)
    admin(desk, "grant_access(%s, NULL, 'approver', 'viewer')")
    with refused("ZHZ01"):
        desk.verdict(desk.viewer, document, "corrected", "5000")


def test_the_limit_of_a_delegator_serves_where_the_own_is_too_low(desk: Desk) -> None:
    low, high = desk.approver_low, desk.approver_high
    limit(desk, REVIEW, 100, actor="approver_low")
    document = waiting(desk, desk.integration, 500)
    with refused("ZHZ51"):
        desk.verdict(low, document, "corrected", "5000")
    delegate(desk, high, "approver_high", "approver_low", REVIEW)
    assert desk.verdict(low, document, "corrected", "5000")["status"] == "posted"
    assert leaf(desk, "transaction.posted") == ("approver_low", "approver_high")
    assert desk.verdict(low, waiting(desk, desk.integration, 50), "corrected", "5000")["status"] == "posted"
    assert leaf(desk, "transaction.posted") == ("approver_low", None)


def test_separation_holds_for_whom_one_acts(desk: Desk) -> None:
    admin(desk, "separate_duty(%s, %s)", REVIEW)
    delegate(desk, desk.accountant, "accountant", "viewer", REVIEW, SUBMIT)
    with refused("ZHZ50"):
        desk.verdict(desk.viewer, waiting(desk, desk.accountant), "corrected", "5000")
    # What the delegate submitted is the delegator's own too.
    document = waiting(desk, desk.viewer)
    with refused("ZHZ50"):
        desk.verdict(desk.accountant, document, "corrected", "5000")
    assert desk.verdict(desk.owner, document, "corrected", "5000")["status"] == "posted"


def test_nobody_says_for_whom_he_acts(desk: Desk) -> None:
    who = desk.accountant
    with who.transaction():
        who.execute("SELECT set_config('hera.on_behalf', 'owner', true)")
        outcome = submit(who, desk.organization, journal())
        desk.call(who, "reverse(%s, %s, 'x')", outcome["transaction_id"])
    assert leaf(desk, "transaction.posted") == ("accountant", None)
    assert leaf(desk, "transaction.reversed") == ("accountant", None)


def test_who_could_do_what_at_a_moment(desk: Desk) -> None:
    define(desk, "clerk", SUBMIT)
    member(desk, "clerk_3", "clerk")
    limit(desk, SUBMIT, 70, actor="clerk_3")
    query = "SELECT permission, role, amount_limit FROM hera.list_authority(%s, %s) WHERE actor = 'clerk_3'"
    with_submit = [(SUBMIT, "clerk", 70)]
    assert desk.auditor.execute(query.encode(), [desk.organization, None]).fetchall() == with_submit
    moment = value(desk.office.admin, "SELECT clock_timestamp()")
    limit(desk, SUBMIT, None, actor="clerk_3")
    define(desk, "clerk", "reports.read")
    now = desk.auditor.execute(query.encode(), [desk.organization, None]).fetchall()
    assert now == [("reports.read", "clerk", None)]
    admin(desk, "revoke_access(%s, NULL, 'clerk_3')")
    assert desk.auditor.execute(query.encode(), [desk.organization, None]).fetchall() == []
    assert desk.auditor.execute(query.encode(), [desk.organization, moment]).fetchall() == with_submit
    owner = "SELECT count(*) > 10 FROM hera.list_authority(%s, %s) WHERE role = 'owner'"
    assert value(desk.auditor, owner, [desk.organization, moment])
    with refused("ZHZ01"):
        desk.viewer.execute(query.encode(), [desk.organization, None])


def test_requests_see_limits_as_they_are(desk: Desk) -> None:
    limit(desk, SUBMIT, 5, role="viewer")
    with desk.office.admin.transaction(force_rollback=True):
        desk.office.admin.execute(
            "UPDATE hera.core_organizations SET authority = NULL WHERE organization_id = %s", [desk.organization]
        )
        found = desk.office.admin.execute(
            "SELECT detail FROM hera.verify(%s) WHERE NOT ok", [desk.organization]
        ).fetchall()
    assert found
    assert "authority" in found[0][0]
