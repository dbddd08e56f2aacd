"""The posting gate: opened by reviewed outcomes alone, closed by drift, by silence and by a tightened budget."""

from __future__ import annotations

import pytest

from support.databases import Connection
from support.gate_rule import needed_outcomes
from support.gates import BILLS, give_evidence, open_gate
from support.office import Office, refused, value
from support.payer import Payer, opened


def test_sure_guesses_wait_until_there_is_evidence(office: Office) -> None:
    payer = Payer(office)
    outcome = payer.submit()
    assert outcome["confidence"] > 0.9
    assert outcome["posting_status"] == "pending_review"
    gate = outcome["explanation"]["gate"]
    assert (gate["open"], gate["threshold"], gate["budget"]) == (False, None, 0.03)
    assert "no evidence" in gate["reason"]
    payer.feedback(outcome, "approved")
    assert "133 outcomes" in payer.classify()["explanation"]["gate"]["reason"]
    assert (payer.gate()["new_outcomes"], payer.gate()["looks"]) == (1, 0)


def test_the_first_look_needs_as_many_outcomes_as_could_pass(office: Office) -> None:
    """One fewer is no look; the one that completes them opens the gate, and the very next bill is posted."""
    payer = Payer(office)
    needed = needed_outcomes(1, 0.03, 0.95)
    give_evidence(payer.admin, payer.organization, 0.95, needed - 2)
    payer.feedback(payer.submit(), "approved")
    assert (payer.gate()["looks"], payer.gate()["new_outcomes"]) == (0, needed - 1)
    payer.feedback(payer.submit(), "approved")
    gate = payer.gate()
    assert (gate["looks"], gate["is_open"], gate["outcomes"], gate["errors"]) == (1, True, needed, 0)
    assert gate["upper_bound"] <= 0.03
    outcome = payer.submit()
    assert outcome["posting_status"] == "auto_posted"
    assert outcome["explanation"]["gate"]["open"] is True
    assert outcome["explanation"]["gate"]["threshold"] == float(gate["threshold"])


def test_label_noise_keeps_it_closed_and_is_named(office: Office) -> None:
    payer = Payer(office)
    give_evidence(payer.admin, payer.organization, 0.97, 372, 37)
    payer.feedback(payer.submit(), "approved")
    assert payer.gate()["reason"] == "label noise: the best point of the grid, 0.97, has 9.0 % errors of 410"
    assert payer.classify()["explanation"]["gate"]["reason"] == payer.gate()["reason"]
    assert payer.submit()["posting_status"] == "pending_review"


def test_stated_and_ruled_documents_post_without_evidence(office: Office) -> None:
    payer = Payer(office)
    outcome = payer.submit(account="5010")
    assert (outcome["posting_status"], outcome["explanation"]) == ("posted", {"stage": "stated", "field": "account"})


def test_all_or_none_are_drawn_and_a_verdict_closes_the_draw(office: Office) -> None:
    payer = opened(office, review_share="0")
    for _ in range(20):
        payer.submit()
    assert payer.draws() == []
    payer.set("review_share", "1")
    payer.classify()
    assert payer.draws() == []
    outcomes = [payer.submit() for _ in range(3)]
    assert [draw[:2] for draw in payer.draws()] == [(o["transaction_id"], False) for o in outcomes]
    payer.feedback(outcomes[0], "approved")
    payer.feedback(outcomes[1], "corrected", "5010")
    assert [draw[1:] for draw in payer.draws()] == [(True, "ann", True), (True, "ann", False), (False, None, None)]
    counted = payer.admin.execute(
        "SELECT drawn, counts, correct, was_posted FROM hera.ai_posting_feedback WHERE organization_id = %s"
        " ORDER BY id DESC LIMIT 2",
        [payer.organization],
    ).fetchall()
    assert counted == [(True, True, False, True), (True, True, True, True)]


def test_a_share_is_drawn(office: Office) -> None:
    payer = opened(office, review_share="0.5")
    for _ in range(60):
        assert payer.submit()["posting_status"] == "auto_posted"
    assert 10 <= len(payer.draws()) <= 50


def test_complaints_about_what_was_not_drawn_are_no_evidence(office: Office) -> None:
    """Who corrects a posted document chose it because it was wrong."""
    payer = opened(office, review_share="0")
    before = payer.gate()
    outcomes = [payer.submit() for _ in range(6)]
    for outcome in outcomes:
        payer.feedback(outcome, "corrected", "5010")
    assert (payer.gate()["is_open"], payer.gate()["new_outcomes"]) == (True, before["new_outcomes"])
    assert payer.alerts() == []


def test_drift_closes_the_gate_at_once(office: Office) -> None:
    payer = opened(office, review_share="1")
    outcomes = [payer.submit() for _ in range(7)]
    assert {outcome["posting_status"] for outcome in outcomes} == {"auto_posted"}
    for outcome in outcomes:
        payer.feedback(outcome, "corrected", "5010")
    gate = payer.gate()
    assert (gate["is_open"], gate["reason"]) == (False, "drift: 6 errors among the last 6 outcomes")
    assert payer.alerts() == ["gate.drift"]
    assert payer.classify()["explanation"]["gate"]["reason"].startswith("drift")
    # What was evidence before is none any more; new evidence opens it and clears the alert.
    payer.age(8)
    assert payer.look() == []
    give_later(payer, 400)
    assert [row[0] for row in payer.look()] == [BILLS]
    assert payer.gate()["is_open"]
    assert payer.alerts() == []


def give_later(payer: Payer, right: int) -> None:
    """Evidence whose ids come after all there is."""
    give_evidence(payer.admin, payer.organization, 0.95, right)
    payer.admin.execute(
        "UPDATE hera_internal.posting_gate AS g SET evidence_from = hera_internal.new_id(clock_timestamp() - interval '62 s'),"
        " evidence_to = hera_internal.new_id(clock_timestamp() - interval '62 s') WHERE organization_id = %s",
        [payer.organization],
    )


def test_one_error_draws_more_until_twenty_are_right(office: Office) -> None:
    payer = opened(office, review_share="0.2")
    payer.admin.execute(
        "UPDATE hera_internal.posting_gate SET suspected_from = hera_internal.new_id() WHERE organization_id = %s",
        [payer.organization],
    )
    outcomes = [payer.submit() for _ in range(20)]
    assert len(payer.draws()) == 20
    suspected = "SELECT suspected_from IS NOT NULL FROM hera_internal.posting_gate WHERE organization_id = %s"
    for outcome in outcomes:
        assert value(payer.admin, suspected, [payer.organization])
        payer.feedback(outcome, "approved")
    assert not value(payer.admin, suspected, [payer.organization])


def test_a_tightened_promise_closes_it_at_once(office: Office) -> None:
    payer = opened(office)
    assert payer.classify()["posting_status"] == "auto_posted"
    payer.set("error_budget", "0.01")
    outcome = payer.classify()
    assert outcome["posting_status"] == "pending_review"
    assert "tightened" in outcome["explanation"]["gate"]["reason"]
    payer.set("error_budget", "0.05")
    assert payer.classify()["posting_status"] == "auto_posted"
    payer.set("error_certainty", "0.99")
    assert payer.classify()["posting_status"] == "pending_review"


def test_a_loosened_promise_is_heard_at_the_next_look(office: Office) -> None:
    """What the stricter one still waited for is not waited for."""
    payer = Payer(office, error_budget="0.01")
    give_evidence(payer.admin, payer.organization, 0.95, 200)
    payer.feedback(payer.submit(), "approved")
    assert payer.look() == []
    payer.set("error_budget", "0.05")
    assert [row[0] for row in payer.look()] == [BILLS]
    assert payer.gate()["is_open"]


def test_a_raised_floor_holds_beside_the_gate(office: Office) -> None:
    payer = opened(office)
    payer.set("ai_confidence_threshold", "1")
    assert payer.classify()["posting_status"] == "pending_review"


def test_evidence_that_is_too_old_closes_it(office: Office) -> None:
    payer = opened(office)
    payer.age(57)
    outcome = payer.classify()
    assert outcome["posting_status"] == "pending_review"
    assert "eight weeks" in outcome["explanation"]["gate"]["reason"]


def test_draws_that_nobody_reviews_close_it(office: Office) -> None:
    payer = opened(office, review_share="1")
    for _ in range(40):
        payer.submit()
    payer.age(8)
    assert payer.look() == []
    assert payer.gate()["waiting_draws"] == 40
    payer.admin.execute(
        "UPDATE hera_internal.review_draw SET transaction_created_at = transaction_created_at - interval '8 days'"
        " WHERE organization_id = %s",
        [payer.organization],
    )
    assert [row[0] for row in payer.look()] == [BILLS]
    gate = payer.gate()
    assert gate["is_open"] is False
    assert "not reviewed within a week" in gate["reason"]
    assert payer.alerts() == ["gate.unreviewed"]


def test_feedback_does_not_wait_for_a_gate_that_is_looked_at(office: Office) -> None:
    payer = opened(office, review_share="1")
    outcomes = [payer.submit() for _ in range(2)]
    with office.database.connect() as other, other.transaction():
        other.execute(
            "SELECT FROM hera_internal.posting_gate WHERE organization_id = %s FOR UPDATE", [payer.organization]
        )
        payer.caller.execute("SET statement_timeout = '5s'")
        payer.feedback(outcomes[0], "approved")
        payer.feedback(outcomes[1], "corrected", "5010")
        assert payer.classify()["explanation"]["gate"]["open"] is True


def test_gates_and_alerts_of_others(office: Office) -> None:
    payer, other = opened(office), Payer(office)
    payer.admin.execute(
        "INSERT INTO hera_internal.alert VALUES (%s, hera_internal.new_id(), 'gate.drift', 'X.Y.Z', 'x', now())",
        [payer.organization],
    )
    assert payer.alerts() == ["gate.drift"]
    assert other.alerts() == []
    assert office.admin.execute("SELECT count(*) FROM hera.alerts() WHERE subject = 'X.Y.Z'").fetchone() == (1,)
    for call in ("list_gates", "look_gates"):
        with refused("ZHZ01"):
            other.caller.execute(f"SELECT * FROM hera.{call}(%s)".encode(), [payer.organization])
    assert other.classify()["posting_status"] == "pending_review"


@pytest.mark.parametrize("threshold", [0.85, 1])
def test_score_below_the_threshold_waits(office: Office, threshold: float) -> None:
    payer = Payer(office)
    open_gate(payer.admin, payer.organization, threshold=threshold)
    assert (payer.submit()["posting_status"] == "auto_posted") == (threshold == 0.85)


def test_organizations_do_not_share_evidence(office: Office) -> None:
    opened(office)
    assert Payer(office).gate() == {}


def test_who_may_read_and_move_gates(office: Office) -> None:
    payer = opened(office)
    for role, call, allowed in (
        ("auditor", "list_gates", True),
        ("viewer", "list_gates", False),
        ("accountant", "look_gates", False),
        ("owner", "look_gates", True),
    ):
        connection: Connection = office.connect(office.login(payer.organization, role))
        if allowed:
            connection.execute(f"SELECT * FROM hera.{call}(%s)".encode(), [payer.organization])
        else:
            with refused("ZHZ01"):
                connection.execute(f"SELECT * FROM hera.{call}(%s)".encode(), [payer.organization])
