"""Posting templates of an organization: versions, what they post, who may define them, what is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from psycopg.types.json import Jsonb

from support.databases import Connection
from support.desk import Desk
from support.office import Office, bill, faults, refused, submit, submit_patiently, value
from support.templates import BILL, HOURS, SERVICE, THIRDS, define, posted

# Whether the posting of each document is what the version that it names makes of it.
REMADE = """
    SELECT t.smart_code, s.posting = hera_internal.build_posting(
        o.organization_id, o.control_accounts,
        hera_internal.read_stored_document(t.organization_id, t.id, t.created_at), t.smart_code, t.account_code
    )
    FROM hera.universal_transactions AS t
    JOIN hera.core_organizations AS o USING (organization_id)
    CROSS JOIN LATERAL (SELECT hera_internal.stored_posting(t.organization_id, t.id) AS posting) AS s
    WHERE t.organization_id = %s ORDER BY t.id
"""


@pytest.fixture
def books(desk: Desk) -> Desk:
    """An organization with the account that a template names by its code."""
    desk.call(desk.owner, "create_account(%s, '2590', 'Retentions', 'liability')")
    return desk


def test_a_version_is_used_by_its_type_from_then_on(books: Desk) -> None:
    first = submit(books.integration, books.organization, bill(100, account="5000"))
    assert define(books.accountant, books.organization, BILL, SERVICE) == f"{BILL}.v2"
    second = submit(books.integration, books.organization, bill(120, tax_amount=20, account="5000"))
    assert first["smart_code"] == f"{BILL}.v1"
    assert posted(first) == [("5000", "debit", 100), ("2000", "credit", 100)]
    assert second["smart_code"] == f"{BILL}.v2"
    assert posted(second) == [
        ("5000", "debit", 88),
        ("2590", "debit", 12),
        ("1150", "debit", 20),
        ("2000", "credit", 120),
    ]
    stated = submit(books.integration, books.organization, bill(50, account="5000", smart_code=f"{BILL}.v1"))
    assert posted(stated) == [("5000", "debit", 50), ("2000", "credit", 50)]
    credit = submit(books.integration, books.organization, bill(-120, account="5000"))
    assert posted(credit) == [("5000", "credit", 108), ("2590", "credit", 12), ("2000", "debit", 120)]
    assert second["dynamic_code"].startswith("HERA.PROCUREMENT.BILL.v2.")


def test_the_latest_version_is_in_force_and_retiring_gives_back_the_one_before(books: Desk) -> None:
    define(books.accountant, books.organization, f"{BILL}.v2", SERVICE)
    define(books.accountant, books.organization, f"{BILL}.v3", THIRDS)
    kept = submit(books.integration, books.organization, bill(90, account="5000"))
    assert kept["smart_code"] == f"{BILL}.v3"
    assert books.call(books.owner, "retire_template(%s, %s)", f"{BILL}.v3") == f"{BILL}.v2"
    assert submit(books.integration, books.organization, bill(90, account="5000"))["smart_code"] == f"{BILL}.v2"
    assert books.call(books.owner, "retire_template(%s, %s)", f"{BILL}.v2") == f"{BILL}.v1"
    assert submit(books.integration, books.organization, bill(90, account="5000"))["smart_code"] == f"{BILL}.v1"
    refusal = submit(books.integration, books.organization, bill(90, account="5000", smart_code=f"{BILL}.v3"))
    assert faults(refusal) == [("VAL_010", "smart_code")]
    with refused("ZHV10"):
        books.call(books.owner, "retire_template(%s, %s)", f"{BILL}.v3")
    with refused("ZHV10"):
        books.call(books.owner, "retire_template(%s, %s)", f"{BILL}.v1")
    assert define(books.accountant, books.organization, BILL, SERVICE) == f"{BILL}.v4"
    listed = books.people["owner"].execute(
        "SELECT smart_code, origin, status FROM hera.list_templates(%s, %s)", [books.organization, BILL]
    )
    assert listed.fetchall() == [
        (f"{BILL}.v1", "packaged", "earlier"), (f"{BILL}.v2", "own", "retired"), (f"{BILL}.v3", "own", "retired"),
        (f"{BILL}.v4", "own", "in_force"),
    ]  # fmt: skip


def test_a_document_that_waits_is_posted_by_the_version_that_it_was_made_with(books: Desk) -> None:
    define(books.accountant, books.organization, BILL, SERVICE)
    waiting = books.wait(total_amount=100)
    define(books.accountant, books.organization, BILL, THIRDS)
    books.call(books.owner, "retire_template(%s, %s)", f"{BILL}.v2")
    outcome = books.verdict(books.accountant, waiting, "corrected", "5000")
    assert outcome["smart_code"] == f"{BILL}.v2"
    assert posted(outcome) == [("5000", "debit", 90), ("2590", "debit", 10), ("2000", "credit", 100)]


def test_a_posting_can_be_made_again_from_the_version_that_made_it(books: Desk) -> None:
    """Whatever was defined and retired since."""
    made = [submit(books.integration, books.organization, bill(100, account="5000"))]
    for lines in (SERVICE, THIRDS):
        define(books.accountant, books.organization, BILL, lines)
        made += [submit(books.integration, books.organization, bill(sign * 71.37, account="5000")) for sign in (1, -1)]
    for version in (2, 3):
        books.call(books.owner, "retire_template(%s, %s)", f"{BILL}.v{version}")
    rows = books.office.admin.execute(REMADE, [books.organization]).fetchall()
    assert rows == [(f"{BILL}.v{version}", True) for version in (1, 2, 2, 3, 3)]
    assert len(made) == len(rows)


def test_a_correction_keeps_the_version_while_it_may_be_used(books: Desk) -> None:
    made = submit(books.integration, books.organization, bill(100, account="5000"))
    define(books.accountant, books.organization, BILL, SERVICE)
    correct = "correct(%s, %s, %s, 'wrong amount')"
    again = books.call(books.accountant, correct, made["transaction_id"], Jsonb({"total_amount": 90}))
    assert (again["smart_code"], posted(again)) == (f"{BILL}.v1", [("5000", "debit", 90), ("2000", "credit", 90)])
    second = submit(books.integration, books.organization, bill(100, account="5000"))
    define(books.accountant, books.organization, BILL, THIRDS)
    again = books.call(books.accountant, correct, second["transaction_id"], Jsonb({"total_amount": 200}))
    assert again["smart_code"] == f"{BILL}.v2"
    books.call(books.owner, "retire_template(%s, %s)", f"{BILL}.v2")
    last = books.call(books.accountant, correct, again["transaction_id"], Jsonb({"total_amount": 300}))
    assert last["smart_code"] == f"{BILL}.v3"
    assert books.call(books.auditor, "verify(%s)") is not None


def test_what_rounding_leaves_goes_to_its_account(books: Desk) -> None:
    define(books.accountant, books.organization, "HERA.TEST.THIRDS", THIRDS, role="purchases")
    rounding = value(
        books.owner, "SELECT code FROM hera.list_accounts(%s) WHERE role = 'rounding'", [books.organization]
    )
    request = bill(100, smart_code="HERA.TEST.THIRDS.AUTO.v1")
    lines = posted(submit(books.integration, books.organization, request))
    assert lines[-1] == (rounding, "debit", Decimal("0.01"))
    assert {amount for _, _, amount in lines[:3]} == {Decimal("33.33")}
    lines = posted(submit(books.integration, books.organization, {**request, "total_amount": 50}))
    assert lines[-1] == (rounding, "credit", Decimal("0.01"))
    assert len(posted(submit(books.integration, books.organization, {**request, "total_amount": 99}))) == 4
    yen = submit(books.integration, books.organization, {**request, "currency": "JPY", "exchange_rate": "0.005"})
    assert [amount for _, _, amount in posted(yen)] == [33, 33, 33, 100, 1]


def test_a_rest_takes_what_rounding_leaves_and_the_total_need_not_be_stated(books: Desk) -> None:
    define(books.accountant, books.organization, "HERA.SALES.HOURS", HOURS, role="sales")
    request = {
        "transaction_type": "invoice", "smart_code": "HERA.SALES.HOURS.AUTO.v1", "counterparty": "Acme",
        "metadata": {"quantity": "7.25", "rate": 33.333},
    }  # fmt: skip
    outcome = submit(books.integration, books.organization, request)
    assert [(side, amount) for _, side, amount in posted(outcome)] == [
        ("debit", Decimal("290.00")), ("credit", Decimal("241.66")), ("credit", Decimal("48.34")),
    ]  # fmt: skip
    stored = books.call(books.accountant, "get_transaction(%s, %s)", outcome["transaction_id"])
    assert Decimal(str(stored["total_amount"])) == 290
    contradiction = submit(books.integration, books.organization, {**request, "total_amount": 291})
    assert faults(contradiction) == [("VAL_011", "total_amount")]
    assert posted(submit(books.integration, books.organization, {**request, "total_amount": 290}))
    # It claims its whole amount from the customer, so a payment finds it.
    query = "SELECT kind, open_amount FROM hera_internal.open_item WHERE transaction_id = %s"
    assert books.office.admin.execute(query, [outcome["transaction_id"]]).fetchone() == (
        "receivable",
        Decimal("290.00"),
    )


@pytest.mark.parametrize(
    ("metadata", "wanted"),
    [
        ({}, [("VAL_002", "metadata.quantity"), ("VAL_002", "metadata.rate")]),
        ({"quantity": None, "rate": 1}, [("VAL_002", "metadata.quantity")]),
        ({"quantity": [1], "rate": True}, [("VAL_003", "metadata.quantity"), ("VAL_003", "metadata.rate")]),
        ({"quantity": "9" * 41, "rate": 1}, [("VAL_005", "metadata.quantity")]),
        ({"quantity": "NaN", "rate": "-1"}, [("VAL_006", "metadata.quantity"), ("VAL_006", "metadata.rate")]),
        ({"quantity": 1e20, "rate": "1e3"}, [("VAL_006", "metadata.quantity"), ("VAL_006", "metadata.rate")]),
        ({"quantity": 0, "rate": 5}, [("LED_092", "smart_code")]),
        ({"quantity": "0.001", "rate": "0.001"}, [("LED_092", "smart_code")]),
        ({"quantity": 999999999999, "rate": 99999}, [("LED_092", "smart_code")]),
    ],
)
def test_faults_of_quantity_and_rate(books: Desk, metadata: Any, wanted: Any) -> None:
    request = {"transaction_type": "inventory_issue", "metadata": metadata}
    assert faults(submit(books.integration, books.organization, request)) == wanted


def test_metadata_of_other_documents_are_nobodys_business(books: Desk) -> None:
    outcome = submit(
        books.integration, books.organization, bill(10, account="5000", metadata={"quantity": ["any"], "rate": {}})
    )
    assert outcome["status"] == "posted"


def test_a_template_that_divides_by_what_is_zero_refuses_the_document(books: Desk) -> None:
    lines = [
        {"account": "chosen", "side": "debit", "amount": "round(gross / quantity, 2)"},
        {"account": "bank", "side": "credit", "amount": "round(gross / quantity, 2)"},
    ]
    define(books.accountant, books.organization, "HERA.TEST.SHARE", lines, role="purchases")
    request = bill(100, smart_code="HERA.TEST.SHARE.AUTO.v1", metadata={"quantity": 3})
    assert posted(submit(books.integration, books.organization, request))[0] == ("5000", "debit", Decimal("33.33"))
    request["metadata"] = {"quantity": 0}
    assert faults(submit(books.integration, books.organization, request)) == [("LED_092", "smart_code")]


def test_a_template_that_rounds_needs_an_account_for_it(books: Desk) -> None:
    """Without one it is refused when saved, and a document when the account went missing afterwards."""
    define(books.accountant, books.organization, "HERA.TEST.THIRDS", THIRDS, role="purchases")
    books.office.admin.execute(
        "UPDATE hera.core_organizations SET control_accounts = control_accounts - 'rounding' WHERE organization_id = %s",
        [books.organization],
    )
    with refused("ZHL02"):
        define(books.accountant, books.organization, "HERA.TEST.THIRDS", THIRDS)
    outcome = submit(books.integration, books.organization, bill(100, smart_code="HERA.TEST.THIRDS.AUTO.v1"))
    assert faults(outcome) == [("LED_002", "smart_code")]
    with_rest = [
        {"account": "chosen", "side": "debit", "amount": "gross / 3"},
        {"account": "bank", "side": "debit", "amount": "rest"},
        {"account": "payable", "side": "credit", "amount": "gross"},
    ]
    assert define(books.accountant, books.organization, BILL, with_rest) == f"{BILL}.v2"


def test_a_version_never_changes(books: Desk) -> None:
    define(books.accountant, books.organization, BILL, SERVICE)
    admin = books.office.admin
    for statement in (
        "UPDATE hera_internal.organization_template SET lines = '[1, 2]'", "DELETE FROM hera_internal.organization_template",
        "UPDATE hera_internal.organization_template SET program = NULL", "TRUNCATE hera_internal.organization_template",
    ):  # fmt: skip
        with refused("ZHL03"), admin.transaction():
            admin.execute("SET LOCAL session_replication_role = replica")
            admin.execute(statement)


def test_definition_and_retirement_leave_leaves_and_a_rollback_leaves_nothing(books: Desk) -> None:
    with pytest.raises(RuntimeError), books.accountant.transaction():
        define(books.accountant, books.organization, BILL, SERVICE)
        raise RuntimeError
    assert submit(books.integration, books.organization, bill(10, account="5000"))["smart_code"] == f"{BILL}.v1"
    define(books.accountant, books.organization, BILL, SERVICE)
    books.call(books.owner, "retire_template(%s, %s)", f"{BILL}.v2")
    query = (
        "SELECT event, actor, detail ->> 'smart_code' FROM hera_internal.audit_leaf"
        " WHERE organization_id = %s AND event LIKE 'template.%%' ORDER BY created_at, id"
    )
    assert books.office.admin.execute(query, [books.organization]).fetchall() == [
        ("template.defined", "accountant", f"{BILL}.v2"), ("template.retired", "owner", f"{BILL}.v2"),
    ]  # fmt: skip


def test_ten_at_once_make_ten_versions(books: Desk) -> None:
    logins = [books.office.connect(books.office.login(books.organization)) for _ in range(10)]
    with ThreadPoolExecutor(10) as pool:
        codes = list(pool.map(lambda login: define(login, books.organization, BILL, SERVICE), logins))
    assert sorted(codes, key=lambda code: int(code.rsplit(".v")[-1])) == [f"{BILL}.v{n}" for n in range(2, 12)]
    listed = books.owner.execute(
        "SELECT smart_code FROM hera.list_templates(%s, %s) WHERE status = 'in_force'", [books.organization, BILL]
    )
    assert listed.fetchall() == [(f"{BILL}.v11",)]


def test_documents_that_are_posted_meanwhile_have_the_posting_of_the_version_they_name(books: Desk) -> None:
    logins = [books.office.connect(books.office.login(books.organization)) for _ in range(4)]

    def post(login: Connection) -> None:
        for number in range(1, 16):
            posted(submit_patiently(login, books.organization, bill(number, account="5000")))

    with ThreadPoolExecutor(4) as pool:
        running = [pool.submit(post, login) for login in logins]
        for number in range(6):
            define(books.accountant, books.organization, BILL, (SERVICE, THIRDS)[number % 2])
            if number % 3 == 2:
                books.call(books.owner, "retire_template(%s, %s)", f"{BILL}.v{number + 2}")
        for task in running:
            task.result()
    rows = books.office.admin.execute(REMADE, [books.organization]).fetchall()
    assert len(rows) == 60
    assert all(same for _, same in rows), rows


def test_every_template_posts_with_every_chart(office: Office) -> None:
    """Balanced, on accounts that are there, with and without tax, as a credit note, and certified in the end."""
    charts = [
        row[0]
        for row in office.admin.execute("SELECT code FROM hera_internal.chart WHERE imported_at IS NULL ORDER BY code")
    ]
    codes = [row[0] for row in office.admin.execute("SELECT smart_code FROM hera_internal.posting_template ORDER BY 1")]
    assert len(charts) >= 4
    for chart in charts:
        organization = office.organization(f"Chart {chart}", chart=chart)
        caller = office.connect(office.login(organization))
        for code in codes:
            for total, tax in ((120, 20), (99.99, 0), (-60, -10)):
                request = {
                    "transaction_type": "bill", "smart_code": code, "total_amount": total, "tax_amount": tax,
                    "metadata": {"quantity": abs(total), "rate": 1},
                }  # fmt: skip
                lines = posted(submit(caller, organization, request))
                sums = [sum(amount for _, side, amount in lines if side == wanted) for wanted in ("debit", "credit")]
                assert sums[0] == sums[1] > 0, (chart, code, lines)
                assert all(account for account, _, _ in lines)
        bad = office.admin.execute(
            "SELECT check_name, detail FROM hera.verify(%s) WHERE NOT ok", [organization]
        ).fetchall()
        assert bad == [], chart
        office.close()


def test_every_type_has_a_template_and_posts(books: Desk) -> None:
    types = [
        row[0]
        for row in books.office.admin.execute(
            "SELECT code FROM hera_internal.transaction_type WHERE smart_code IS NOT NULL"
        )
    ]
    for name in types:
        request = {
            "transaction_type": name, "total_amount": 100, "account": "5000", "metadata": {"quantity": 50, "rate": 2},
        }  # fmt: skip
        assert posted(submit(books.integration, books.organization, request)), name
