"""What counts as evidence for the posting gate."""

from __future__ import annotations

from psycopg.types.json import Jsonb

from support.gates import BILLS, give_evidence
from support.office import Office, bill, submit
from support.payer import Payer, opened


def evidence_of(payer: Payer) -> tuple[int, int, int]:
    """Outcomes and errors from 0.85, and how many of them were late."""
    with payer.admin.transaction():
        payer.admin.execute("SELECT set_config('hera.organization_id', %s, true)", [str(payer.organization)])
        row = payer.admin.execute(
            "SELECT outcomes[15], errors[15], late FROM hera_internal.gather_evidence(jsonb_populate_record("
            "NULL::hera_internal.gate_state, jsonb_build_object('organization_id', %s::uuid, 'family', %s::text, 'series', 1)),"
            " 2000, 0.85)",
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


def test_evidence_of_long_ago_ends(office: Office) -> None:
    """A series that is half a year old is joined by a new one; another half a year, and it counts no more."""
    payer = opened(office)
    gate = (
        "SELECT series, evidence_from, series_from, outcomes FROM hera_internal.posting_gate WHERE organization_id = %s"
    )
    for series in (2, 3):
        give_evidence(payer.admin, payer.organization, 0.95, 20)
        payer.admin.execute(
            "UPDATE hera_internal.posting_gate SET looked_at = looked_at - interval '30 days', evidence_to = NULL,"
            " evidence_from = CASE series WHEN 1 THEN hera_internal.new_id(now() - interval '183 days') ELSE evidence_from END,"
            " series_from = CASE series WHEN 2 THEN hera_internal.new_id(now() - interval '183 days') END"
            " WHERE organization_id = %s",
            [payer.organization],
        )
        before = payer.admin.execute(gate.encode(), [payer.organization]).fetchone()
        assert [row[0] for row in payer.look()] == [BILLS]
        after = payer.admin.execute(gate.encode(), [payer.organization]).fetchone()
        assert before is not None
        assert after is not None
        assert (after[0], after[2] > before[1]) == (series, True)
        assert after[1] == (before[1] if series == 2 else before[2])
    assert payer.gate()["is_open"]


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
