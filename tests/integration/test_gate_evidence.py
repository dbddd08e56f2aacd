"""What counts as evidence for the posting gate, and how sure of it confidence is."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from psycopg.types.json import Jsonb

from support.gate_rule import pool_violators
from support.gates import BILLS, give_evidence
from support.office import Office, bill, submit, value
from support.payer import Payer, opened


def evidence_of(payer: Payer) -> tuple[int, int, int]:
    """Outcomes and errors from 0.85, and how many of them were late."""
    with payer.admin.transaction():
        payer.admin.execute("SELECT set_config('hera.organization_id', %s, true)", [str(payer.organization)])
        row = payer.admin.execute(
            "SELECT outcomes[15], errors[15], late FROM hera_internal.gather_evidence(%s, %s, NULL, 2000, 0.85)",
            [payer.organization, BILLS],
        ).fetchone()
    assert row is not None
    return row


def test_reviewers_who_take_the_easy_ones_first_prove_nothing(office: Office) -> None:
    """Outcomes count up to the oldest document that still waits; what waits for a week counts as wrong."""
    payer = Payer(office)
    waiting = [payer.submit() for _ in range(10)]
    assert {outcome["posting_status"] for outcome in waiting} == {"pending_review"}
    for outcome in (*waiting[:2], *waiting[3:]):
        payer.feedback(outcome, "approved")
    assert evidence_of(payer) == (2, 0, 0)
    payer.feedback(waiting[2], "corrected", "5010")
    assert evidence_of(payer) == (10, 1, 0)


def test_a_rolled_back_verdict_leaves_no_trace(office: Office) -> None:
    payer = opened(office, review_share="1")
    outcome = payer.submit()
    before = payer.gate()
    with payer.caller.transaction(force_rollback=True):
        payer.feedback(outcome, "corrected", "5010")
        assert payer.draws() != []
    assert payer.gate() == before
    assert payer.draws() == [(outcome["transaction_id"], False, None, None)]


def test_a_second_verdict_counts_once(office: Office) -> None:
    payer = opened(office, review_share="1")
    outcome = payer.submit()
    before = payer.gate()["new_outcomes"]
    payer.feedback(outcome, "approved")
    payer.feedback(outcome, "approved")
    assert payer.gate()["new_outcomes"] == before + 1
    assert len(payer.draws()) == 1


def test_confidence_is_the_isotonic_fit_of_what_was_decided(office: Office, rng: random.Random) -> None:
    """The map is the one Python makes of the same rows; it never falls, and between points it is a straight line."""
    payer = Payer(office)
    scores = {0.55: (200, 100), 0.7: (150, 20), 0.8: (150, 50), 0.95: (180, 4)}
    for score, (right, wrong) in scores.items():
        give_evidence(payer.admin, payer.organization, score, right, wrong)
    with payer.admin.transaction():
        payer.admin.execute("SELECT set_config('hera.organization_id', %s, true)", [str(payer.organization)])
        payer.admin.execute("SELECT hera_internal.fit_confidence(%s, current_date)", [payer.organization])
        row = payer.admin.execute(
            "SELECT scores, confidences, outcomes FROM hera_internal.confidence_map"
            " WHERE organization_id = %s AND stage = 'memory'",
            [payer.organization],
        ).fetchone()
        assert row is not None
        assert (row[0], row[2]) == (pytest.approx(list(scores)), sum(map(sum, scores.values())))
        wanted = pool_violators(
            [(right + 5 * score) / (right + wrong + 5) for score, (right, wrong) in scores.items()],
            [right + wrong + 5 for right, wrong in scores.values()],
        )
        assert row[1] == pytest.approx(wanted)
        assert wanted[1] == wanted[2]
        found = [
            calibrated(payer, "memory", score)
            for score in sorted([0, 0.3, 0.55, 0.625, 0.75, 0.95, 1, *(rng.random() for _ in range(20))])
        ]
        assert all(a <= b for a, b in pairwise(found))
        assert calibrated(payer, "memory", 0.625) == pytest.approx((wanted[0] + wanted[1]) / 2, abs=1e-4)
        assert calibrated(payer, "unheard of", 0.6251) == 0.6251


def calibrated(payer: Payer, stage: str, score: float) -> float:
    """The confidence that the organization's map of a stage gives a score."""
    query = (
        "SELECT hera_internal.calibrate_score(%s::numeric, m.scores, m.confidences) FROM (VALUES (1)) AS one"
        " LEFT JOIN hera_internal.confidence_map AS m ON m.organization_id = %s AND m.stage = %s"
    )
    return float(value(payer.admin, query, [score, payer.organization, stage]))


def test_performance_is_what_happened(office: Office) -> None:
    payer = opened(office, review_share="1")
    for _ in range(3):
        payer.feedback(payer.submit(), "approved")
    payer.feedback(payer.submit(), "corrected", "5010")
    submit(payer.caller, payer.organization, bill(counterparty="Zzyzx", description="qwfp"))
    row = performance(payer)
    # Submitted: the first, which nobody knew; one that opened the gate; four; a stranger; reversal and replacement.
    assert row == {"guessed": 5, "auto_posted": 4, "approved": 4, "corrected": 1, "rejected": 0, "wrongly_posted": 1}
    assert performance(payer) == row


def performance(payer: Payer) -> dict[str, int]:
    payer.look()
    names = ["guessed", "auto_posted", "approved", "corrected", "rejected", "wrongly_posted"]
    rows = payer.admin.execute(
        f"SELECT {', '.join(names)} FROM hera.ai_smart_code_performance".encode()
        + b" WHERE organization_id = %s AND starts_with(smart_code, %s)",
        [payer.organization, BILLS],
    ).fetchall()
    assert len(rows) == 1
    return dict(zip(names, rows[0], strict=True))


def test_stating_another_account_in_a_draft_counts_as_an_error(office: Office) -> None:
    """Otherwise wrong guesses would leave the evidence by another door."""
    payer = Payer(office)
    outcomes = [payer.submit() for _ in range(3)]
    for outcome, changes in zip(
        outcomes, ({"account": "5010"}, {"account": "5000"}, {"metadata": {"x": 1}}), strict=True
    ):
        payer.caller.execute(
            "SELECT hera.update_draft(%s, %s, %s)", [payer.organization, outcome["transaction_id"], Jsonb(changes)]
        )
    assert evidence_of(payer) == (1, 1, 0)
    assert payer.classify()["account"] == "5000"
