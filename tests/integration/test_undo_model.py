"""Undo of a model reverses all that it posted without a person, also where memory had the account."""

from __future__ import annotations

from typing import Any

import pytest
from psycopg.types.json import Jsonb

from support.desk import Desk, word
from support.gates import open_gate
from support.office import bill, submit, value

ACCOUNTS = ("5010", "5020")


@pytest.fixture
def trusting(desk: Desk) -> Desk:
    """A desk whose gate for bills is open."""
    open_gate(desk.office.admin, desk.organization)
    return desk


def speak(desk: Desk) -> str:
    """A model that puts 5010 first for everything, and whose combiner trusts memory and model whatever they say."""
    head = {"classes": ACCOUNTS, "bias": [1, -1], "offsets": [0, 0], "trained_rows": 2, "trained_through": "2026-01-01"}
    model = str(desk.call(desk.owner, "store_model(%s, %s)", Jsonb(head)))
    desk.call(desk.owner, "store_model_features(%s, %s, '{ty:bill}', '{1}', '{\"[1,-1]\"}')", model)
    desk.office.admin.execute(
        "UPDATE hera.ai_models SET combiner = (SELECT array_agg(CASE WHEN name ~ '(last|share)$' THEN 40"
        " WHEN name = 'm.top' THEN 30 WHEN name LIKE 'o.%%' THEN -40 ELSE 0 END ORDER BY place)"
        " FROM hera_internal.combiner_weight WHERE place <= 39) WHERE id = %s",
        [model],
    )
    desk.call(desk.owner, "promote_model(%s, %s, 'a test')", model)
    return model


def post(desk: Desk, model: str | None, stage: str, **fields: Any) -> str:
    """A document that is posted without a person, by that model and stage."""
    outcome = submit(desk.integration, desk.organization, bill(**fields))
    explanation = outcome["explanation"]
    assert (outcome["posting_status"], explanation["stage"], explanation.get("model")) == ("auto_posted", stage, model)
    return str(outcome["transaction_id"])


def known(desk: Desk) -> dict[str, Any]:
    """A payee and text that people always decided the same way."""
    payee = {"counterparty": word(), "description": word()}
    for _ in range(5):
        desk.teach(desk.accountant, "5020", **payee)
    return payee


def undo(desk: Desk, model: str, since: Any = None, *, dry_run: bool = True) -> Any:
    return desk.call(desk.owner, "undo_model(%s, %s, %s, %s)", model, since, dry_run)


def reversed_by(desk: Desk, identifiers: list[str]) -> set[str]:
    rows = desk.office.admin.execute(
        "SELECT original_id::text FROM hera_internal.reversal WHERE organization_id = %s AND original_id = ANY (%s::uuid[])",
        [desk.organization, identifiers],
    ).fetchall()
    return {row[0] for row in rows}


def test_what_memory_chose_with_the_model_is_undone_too(trusting: Desk) -> None:
    desk, payee = trusting, known(trusting)
    before = post(desk, None, "memory", **payee)
    first = speak(desk)
    by_first = [post(desk, first, "memory", **payee), post(desk, first, "model", counterparty=word())]
    second = speak(desk)
    by_second = [post(desk, second, "memory", **payee)]
    preview = undo(desk, first)
    assert (preview["dry_run"], preview["documents"]) == (True, 2)
    assert preview["stages"] == {"memory": 1, "model": 1}
    assert {effect["account"] for effect in preview["accounts"]} == {*ACCOUNTS, "2000"}
    everything = [before, *by_first, *by_second]
    assert reversed_by(desk, everything) == set(), "a preview reverses nothing"
    done = undo(desk, first, dry_run=False)
    assert done == {**preview, "dry_run": False}
    assert reversed_by(desk, everything) == set(by_first)
    assert undo(desk, first, dry_run=False)["documents"] == 0
    assert undo(desk, second)["documents"] == 1


def test_what_a_person_decided_is_not_undone(trusting: Desk) -> None:
    desk, payee = trusting, known(trusting)
    model = speak(desk)
    approved, corrected, left = (post(desk, model, "memory", **payee) for _ in range(3))
    desk.verdict(desk.approver, approved, "approved")
    desk.verdict(desk.approver, corrected, "corrected", "5030")
    assert submit(desk.accountant, desk.organization, bill(account="5020", **payee))["posting_status"] == "posted"
    desk.office.admin.execute(
        "UPDATE hera_internal.posting_gate SET open_from = NULL, threshold = NULL WHERE organization_id = %s",
        [desk.organization],
    )
    waiting = submit(desk.integration, desk.organization, bill(**payee))
    assert (waiting["posting_status"], waiting["explanation"]["model"]) == ("pending_review", model)
    desk.call(desk.approver, "approve(%s, %s)", waiting["transaction_id"])
    assert undo(desk, model, dry_run=False)["documents"] == 1
    assert reversed_by(desk, [approved, left, waiting["transaction_id"]]) == {left}


def test_undo_begins_at_a_moment(trusting: Desk) -> None:
    desk, payee = trusting, known(trusting)
    model = speak(desk)
    post(desk, model, "memory", **payee)
    since = value(desk.office.admin, "SELECT date_trunc('milliseconds', clock_timestamp()) + interval '1 ms'")
    desk.office.admin.execute("SELECT pg_sleep(0.002)")
    later = post(desk, model, "memory", **payee)
    assert undo(desk, model, since)["documents"] == 1
    for ever in (None, "-infinity", "0001-01-01", "1970-01-01"):
        assert undo(desk, model, ever)["documents"] == 2, ever
    for never in ("infinity", "9999-12-31"):
        assert undo(desk, model, never) | {"since": None} == {
            "model": model, "version": 1, "since": None, "dry_run": True, "documents": 0, "stages": {}, "accounts": [],
        }  # fmt: skip
    assert undo(desk, model, since, dry_run=False)["documents"] == 1
    assert reversed_by(desk, [later]) == {later}
