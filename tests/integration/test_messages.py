"""A refusal says what would be right: the list, the range or the form that is allowed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest

from support.office import Office, bill, submit

FILTERS = "posting_status, transaction_type, smart_code, account, counterparty, date_from, date_to, amount_from"
# The call, and what its message or hint says beside the value.
REFUSED = {
    "SELECT hera.list_transactions(%(org)s, p_limit => -1)": "p_limit: '-1' is not known; allowed: 1 to 1000",
    "SELECT hera.list_transactions(%(org)s, '{\"foo\": 1}')": FILTERS,
    'SELECT hera.list_transactions(%(org)s, \'{"date_from": "bad"}\')': "date_from is a day, written YYYY-MM-DD",
    'SELECT hera.list_transactions(%(org)s, \'{"amount_to": "1e9"}\')': "a number of at most 15 digits",
    "SELECT hera.audit_search(%(org)s, '{\"foo\": 1}')": "event, actor, login, request_id, subject, from and to",
    'SELECT hera.audit_search(%(org)s, \'{"to": "2026-02-30"}\')': "to is no day or time of the calendar",
    'SELECT hera.audit_search(%(org)s, \'{"subject": "x"}\')': "subject is an id, a UUID",
    "SELECT hera.define_rule(%(org)s, '5000', '{\"payee\": \"x\"}', 'x')": "Conditions are priority, transaction_type",
    "SELECT hera.set_setting('error_budget', '0.5', %(org)s)": "a number of at most nine decimals from ",
    "SELECT hera.set_setting('rate_limit_window', 'x', %(org)s)": "a whole number from ",
    "SELECT hera.set_setting('no_such', '1', %(org)s)": "the names of hera.list_settings",
    "SELECT hera.grant_access(%(org)s, NULL, 'ann', 'king')": "owner, accountant, approver, auditor, viewer, integration",
    "SELECT hera.create_account(%(org)s, '9', 'Nine', 'debt')": "asset, liability, equity, income, expense",
    "SELECT hera.create_organization('X', 'XXY')": "the codes of hera.list_currencies",
    "SELECT hera.create_organization('X', p_chart => 'none')": "the codes of hera.list_charts",
    "SELECT hera.set_feature('New', 5, p_description => 'x')": "small letters, digits, _, . and -, a letter first",
    "SELECT hera.delegate(%(org)s, 'nobody', 'none', NULL, now(), now(), 'x')": "the actors of hera.list_access",
    "SELECT hera.health('lively')": "liveness, startup, readiness, detailed",
    "SELECT hera.record_feedback(%(org)s, %(org)s, 'maybe')": "approved, corrected or rejected",
}
SHAPES = {
    "currency": ("gbp", "three capital letters"),
    "transaction_date": ("11/02/2026", "a day, written YYYY-MM-DD"),
    "tax_amount": ("12,00", "a number of at most 15 digits before the point and 20 after it"),
    "exchange_rate": ("-1", "a positive number of at most 12 digits"),
    "smart_code": ("x", "not well formed: Static smart code."),
}


@pytest.fixture(scope="module")
def organization(office: Office) -> UUID:
    return office.organization("Messages")


@pytest.fixture(scope="module")
def forms(office: Office) -> Iterator[list[tuple[str, str, str]]]:
    yield office.admin.execute(
        "SELECT f.scope, f.field, hera_internal.describe_form(f.scope, f.field) FROM hera_internal.request_field AS f"
        " WHERE f.pattern IS NOT NULL"
    ).fetchall()


@pytest.mark.parametrize("call", REFUSED)
def test_what_is_allowed_is_said(office: Office, organization: UUID, call: str) -> None:
    with pytest.raises(psycopg.Error) as refused:
        office.admin.execute(call.encode(), {"org": organization} if "%(" in call else None)
    said = f"{refused.value.diag.message_primary} {refused.value.diag.message_hint}"
    assert REFUSED[call] in said
    assert "metadata" not in said


@pytest.mark.parametrize("field", SHAPES)
def test_a_form_is_said_in_words(office: Office, organization: UUID, field: str) -> None:
    wrong, form = SHAPES[field]
    (error,) = [e for e in submit(office.admin, organization, bill(**{field: wrong}))["errors"] if e["path"] == field]
    assert error["code"] == "VAL_006"
    assert error["message"].startswith(f"{field} is {form}")


def test_no_form_of_a_request_is_a_pattern(forms: list[Any]) -> None:
    assert len(forms) > 20
    assert [form for form in forms if set("^${}\\") & set(form[2])] == []


def test_a_wait_is_whole_seconds(office: Office) -> None:
    organization = office.organization("Wait", limited=True)
    office.set_limit(organization, 1)
    outcomes = [submit(office.admin, organization, bill()) for _ in range(3)]
    (error,) = outcomes[-1]["errors"]
    assert error["code"] == "RL_001"
    assert error["hint"].split()[3].isdigit(), error["hint"]


def test_approve_names_an_argument_it_has(office: Office, organization: UUID) -> None:
    waits = submit(office.admin, organization, bill(description="?", counterparty="Nobody knows"))
    assert waits["status"] == "manual_required"
    with pytest.raises(psycopg.Error) as refused:
        office.admin.execute("SELECT hera.approve(%s, %s)", [organization, waits["transaction_id"]])
    assert '"path": "p_transaction_id"' in (refused.value.diag.message_detail or "")
