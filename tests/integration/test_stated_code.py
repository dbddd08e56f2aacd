"""A stated smart code chooses the template; the account is its own only where nobody knows better."""

from __future__ import annotations

from typing import Any

from psycopg.types.json import Jsonb

from support.desk import Desk, word
from support.office import bill, submit

CODE = "HERA.PROCUREMENT.BILL.AUTO.v1"


def coded(desk: Desk, **fields: Any) -> Any:
    return submit(desk.integration, desk.organization, bill(smart_code=CODE, **fields))


def test_memory_and_rules_know_better_than_the_default_of_a_stated_code(desk: Desk) -> None:
    payee = {"counterparty": word(), "description": word()}
    unknown = coded(desk, **payee)
    assert (unknown["status"], unknown["explanation"]) == ("posted", {"stage": "stated", "field": "smart_code"})
    desk.teach(desk.accountant, "5020", **payee)
    guessed = coded(desk, **payee)
    assert (guessed["account"], guessed["explanation"]["stage"]) == ("5020", "memory")
    assert guessed["status"] == "pending_review", "a guess goes through the gate"
    assert desk.classify(**payee, smart_code=CODE)["account"] == "5020"
    desk.call(desk.accountant, "define_rule(%s, '5030', %s, 'All')", Jsonb({"counterparty": payee["counterparty"]}))
    ruled = coded(desk, **payee)
    assert (ruled["account"], ruled["explanation"]["stage"], ruled["status"]) == ("5030", "rule", "posted")


def test_what_was_rejected_is_no_default(desk: Desk) -> None:
    payee = {"counterparty": word(), "description": word()}
    desk.teach(desk.accountant, "5020", **payee)
    desk.verdict(desk.accountant, desk.wait(**payee), "rejected")
    outcome = coded(desk, **payee)
    assert (outcome["status"], outcome["account"]) == ("manual_required", None)


def test_a_default_is_no_decision_of_a_person(desk: Desk) -> None:
    default = coded(desk, counterparty=word(), description=word())["account"]
    submit(desk.integration, desk.organization, bill(account="5010", counterparty=word()))
    rows = desk.owner.execute("SELECT account_code FROM hera.list_training_rows(%s)", [desk.organization]).fetchall()
    assert default != "5010"
    assert rows == [("5010",)], "only what somebody said trains a model"


def test_classify_says_what_submit_does_with_what_is_held(desk: Desk) -> None:
    for held in ({"draft": True}, {"pending": True}):
        request = bill(account="5010", counterparty=word(), **held)
        asked = desk.call(desk.integration, "classify(%s, %s)", Jsonb(request))
        assert asked["posting_status"] == submit(desk.integration, desk.organization, request)["posting_status"]
