"""What people decided last for a payee, text and cost centre is what they find proposed next."""

from __future__ import annotations

import pytest

from support.desk import Desk, word


@pytest.mark.parametrize("decisions", [1, 3, 20])
def test_a_correction_changes_the_next_prediction_of_any_amount(desk: Desk, decisions: int) -> None:
    payee = {"counterparty": word(), "description": word()}
    for number in range(decisions):
        desk.teach(desk.accountant, "5020", **payee, total_amount=100 + number)
    for amount in (200, 201):
        desk.teach(desk.accountant, "5030", **payee, total_amount=amount)
        outcome = desk.classify(**payee, total_amount=300 + amount)
        assert outcome["account"] == "5030"
        assert outcome["posting_status"] != "auto_posted"
    assert desk.classify(**payee, total_amount=100)["account"] == "5020", "this amount had another account last"


def test_a_choice_that_follows_the_last_decision_is_told_and_replayed(desk: Desk) -> None:
    payee = {"counterparty": word(), "description": word()}
    for number in range(20):
        desk.teach(desk.accountant, "5020", **payee, total_amount=100 + number)
    desk.teach(desk.accountant, "5030", **payee, total_amount=200)
    told = desk.call(desk.viewer, "explain(%s, %s)", desk.wait(**payee, total_amount=301))
    assert told["decision"]["explanation"]["decided_last"] is True
    assert told["replay"]["same"] is True
    assert [line for line in told["decision"]["because"] if "another is likelier; this one was decided last" in line]


def test_what_was_decided_last_and_rejected_since_is_not_proposed(desk: Desk) -> None:
    payee = {"counterparty": word(), "description": word()}
    for number in range(3):
        desk.teach(desk.accountant, "5020", **payee, total_amount=100 + number)
    desk.teach(desk.accountant, "5030", **payee, total_amount=200)
    desk.verdict(desk.accountant, desk.wait(**payee, total_amount=301), "rejected")
    assert desk.classify(**payee, total_amount=302)["account"] == "5020"
