"""What decided a document, in words, and the same decision again from what is stored of it."""

from __future__ import annotations

from typing import Any

import pytest
from psycopg.types.json import Jsonb

from support.desk import Desk, word
from support.office import Office, bill, submit, value


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


def test_books_verify(office: Office) -> None:
    assert office.admin.execute("SELECT * FROM hera.verify() WHERE NOT ok").fetchall() == []
