"""A verdict does what it is told, or says what it was told wrongly: no part of a correction is passed over."""

from __future__ import annotations

import json
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from support.desk import Desk, word
from support.office import bill, submit

LINES = [{"account": "5010", "side": "debit", "amount": 120}, {"account": "2000", "side": "credit", "amount": 120}]
NOBODY = "01900000-0000-7000-8000-000000000000"


def proposal(desk: Desk) -> str:
    """A document that waits with the account 5020 proposed."""
    payee = {"counterparty": word(), "description": word()}
    desk.teach(desk.accountant, "5020", **payee)
    return desk.wait(**payee)


def say(desk: Desk, identifier: str, verdict: str, correction: Any) -> Any:
    return desk.call(desk.accountant, "record_feedback(%s, %s, %s, %s)", identifier, verdict, Jsonb(correction))


def faults(desk: Desk, identifier: str, verdict: str, correction: Any) -> list[tuple[str, str]]:
    """Code and path of each fault, and the document is as it was."""
    before = desk.call(desk.viewer, "get_transaction(%s, %s)", identifier)
    with pytest.raises(psycopg.Error) as caught:
        say(desk, identifier, verdict, correction)
    assert desk.call(desk.viewer, "get_transaction(%s, %s)", identifier) == before
    found = json.loads(str(caught.value.diag.message_detail))
    assert str(caught.value.sqlstate) == "ZH" + found[0]["code"][0] + found[0]["code"][-2:]
    return sorted((fault["code"], fault["path"]) for fault in found)


@pytest.mark.parametrize("verdict", ["approved", "rejected"])
@pytest.mark.parametrize(
    "correction", [{"account": "5010"}, {"account": "5020"}, {"lines": LINES}, {"settles": []}, {}]
)
def test_only_corrected_takes_a_correction(desk: Desk, verdict: str, correction: Any) -> None:
    assert faults(desk, proposal(desk), verdict, correction) == [("VAL_011", "p_correction")]


def test_a_posted_document_is_not_approved_with_another_account(desk: Desk) -> None:
    posted = submit(desk.accountant, desk.organization, bill(account="5010"))["transaction_id"]
    for verdict in ("approved", "rejected"):
        assert faults(desk, posted, verdict, {"account": "5020"}) == [("VAL_011", "p_correction")]


@pytest.mark.parametrize(
    ("correction", "wanted"),
    [
        ({"acount": "5010"}, [("VAL_004", "p_correction.acount")]),
        ({"account": "5010", "x": None}, [("VAL_004", "p_correction.x")]),
        ({"account": "5010", "lines": LINES}, [("VAL_011", "p_correction.account")]),
        ({"account": 5}, [("VAL_003", "p_correction.account")]),
        ({"account": ["5010"]}, [("VAL_003", "p_correction.account")]),
        ({"account": "5" * 201}, [("VAL_005", "p_correction.account")]),
        ({"account": "5010", "lines": {}}, [("VAL_003", "p_correction.lines")]),
        ({"account": "5010", "settles": "all"}, [("VAL_003", "p_correction.settles")]),
        ([], [("VAL_003", "p_correction")]),
        ("5010", [("VAL_003", "p_correction")]),
        (
            {"account": "nowhere", "x": 1, "y": 2, "settles": [{"transaction_id": NOBODY, "amount": 1}]},
            [
                ("LED_002", "p_correction.account"), ("LED_008", "settles[0].transaction_id"),
                ("VAL_004", "p_correction.x"), ("VAL_004", "p_correction.y"),
            ],
        ),
        (
            {"account": "5010", "lines": [LINES[0], {**LINES[1], "side": "left"}], "memo": ""},
            [("VAL_004", "p_correction.memo"), ("VAL_006", "lines[1].side"), ("VAL_011", "p_correction.account")],
        ),
    ],
)  # fmt: skip
def test_every_fault_of_a_correction(desk: Desk, correction: Any, wanted: list[tuple[str, str]]) -> None:
    assert faults(desk, proposal(desk), "corrected", correction) == wanted


def test_faults_are_named_beside_the_wrong_verdict(desk: Desk) -> None:
    assert faults(desk, proposal(desk), "approved", {"acount": "nowhere", "account": "nowhere"}) == [
        ("LED_002", "p_correction.account"), ("VAL_004", "p_correction.acount"), ("VAL_011", "p_correction"),
    ]  # fmt: skip


def test_null_is_no_correction(desk: Desk) -> None:
    assert say(desk, proposal(desk), "approved", None)["account"] == "5020"
    assert say(desk, proposal(desk), "rejected", None)["posting_status"] == "voided"
    outcome = say(desk, proposal(desk), "corrected", {"account": "5010", "lines": None, "settles": None})
    assert (outcome["status"], outcome["account"]) == ("posted", "5010")


def test_a_proposed_account_that_was_closed_is_not_kept(desk: Desk) -> None:
    """Who corrects only what is settled keeps the account, and it is still asked for."""
    payee = word()
    owed, _ = (
        submit(desk.accountant, desk.organization, bill(70, counterparty=payee, account="5000"))["transaction_id"]
        for _ in range(2)
    )
    payment = {"transaction_type": "payment", "counterparty": payee, "total_amount": 70}
    waiting = submit(desk.integration, desk.organization, payment)["transaction_id"]
    desk.office.admin.execute(
        "UPDATE hera_internal.ledger_account SET status = 'archived' WHERE organization_id = %s AND code = '2000'",
        [desk.organization],
    )
    with pytest.raises(psycopg.Error) as caught:
        say(desk, waiting, "corrected", {"settles": [{"transaction_id": owed, "amount": 70}]})
    assert caught.value.sqlstate == "ZHL02"


@pytest.mark.parametrize("seen", [None, 1, {"account": "5010"}, ["x"]])
def test_a_group_is_told_ids_and_fingerprints_only(desk: Desk, seen: Any) -> None:
    identifier = proposal(desk)
    with pytest.raises(psycopg.Error) as caught:
        desk.approve_group(desk.approver, "x", {identifier: seen})
    assert caught.value.sqlstate == "ZHV03"
