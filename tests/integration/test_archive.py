"""Months leave the books and come back: reports, verification and proofs are the same throughout."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from hera.errors import ARC_003
from hera.server.place import Place
from support.office import journal, refused, submit
from support.past_books import MONTHS, Copy, PastBooks

pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def past(place: Place, seed: int, scaled: Callable[[int], int]) -> Iterator[PastBooks]:
    books = PastBooks(place, seed, max(25, scaled(2_000)))
    yield books
    books.remove()


@pytest.fixture
def books(past: PastBooks) -> Iterator[Copy]:
    with past.copy() as copy:
        yield copy


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [name for name in before if before[name] != after[name]]


def test_reports_are_the_same_without_the_lines(books: Copy, record_figure: Callable[..., None]) -> None:
    """After each month that leaves, and after each that comes back, in another order."""
    before = books.reports()
    hours = books.value("SELECT hera.prove_posting_metrics()")
    lines = books.value("SELECT count(*) FROM hera.universal_transaction_lines")
    for month in MONTHS[:3]:
        books.archive(month)
        assert differences(before, books.reports()) == []
    assert books.faults() == []
    assert 0 < books.value("SELECT hera.prove_posting_metrics()") < hours
    left = books.value("SELECT count(*) FROM hera.universal_transaction_lines")
    assert 0 < left < lines
    record_figure("lines of archived months, reports and verify unchanged", lines - left, "lines", "0 differences")
    for month in (MONTHS[1], MONTHS[0], MONTHS[2]):
        books.admin.execute("SELECT hera.restore_archive(%s)", [f"{month}-01"])
    assert differences(before, books.reports()) == []
    assert books.faults() == []
    assert books.value("SELECT count(*) FROM hera.universal_transaction_lines") == lines
    assert books.value("SELECT count(*) FROM hera_internal.balance_brought_forward") == 0


def test_work_goes_on_beside_an_archive(books: Copy, rng: random.Random) -> None:
    """What stayed can be settled, reversed and decided; balances can be rebuilt and certified."""
    books.archive(*MONTHS[:2])
    found = books.admin.execute(
        "SELECT organization_id, transaction_id, kind, currency, open_amount FROM hera_internal.open_item"
        " WHERE organization_id = ANY (%s) AND transaction_id < hera_internal.first_id('2026-03-01') AND currency = 'GBP'",
        [books.organizations],
    ).fetchall()
    organization, document, kind, currency, amount = rng.choice(found)
    payment = {
        "transaction_type": "payment" if kind == "payable" else "customer_payment", "currency": currency,
        "total_amount": str(amount), "settles": [{"transaction_id": str(document), "amount": str(amount)}],
        "transaction_date": "2028-12-01",
    }  # fmt: skip
    assert submit(books.admin, organization, payment)["status"] == "posted"
    kept = books.value(
        "SELECT id FROM hera.universal_transactions WHERE organization_id = %s AND line_count > 0"
        " AND created_at < '2026-02-01' AND NOT EXISTS (SELECT FROM hera_internal.reversal AS r"
        " WHERE id IN (r.original_id, r.reversal_id)) AND NOT EXISTS (SELECT FROM hera_internal.settlement AS s"
        " WHERE id IN (s.transaction_id, s.settled_id)) LIMIT 1",
        organization,
    )
    books.admin.execute("SELECT hera.reverse(%s, %s, 'wrong', '2028-12-02')", [organization, kept])
    assert books.faults() == []
    assert books.admin.execute("SELECT * FROM hera.verify_since() WHERE NOT ok").fetchall() == []
    balances = books.reports()
    books.admin.execute("SELECT hera.rebuild_balances(%s)", [organization])
    assert differences(balances, books.reports()) == []
    assert books.admin.execute("SELECT * FROM hera.verify_since() WHERE NOT ok").fetchall() == []
    books.admin.execute("SELECT hera.seal_audit()")
    books.admin.execute("SELECT hera.restore_archive('2026-01-01')")
    assert books.faults() == []


def test_what_is_archived_is_said_to_be(books: Copy) -> None:
    organization = books.organizations[0]
    known = books.value("SELECT min(sealed_at) FROM hera_internal.audit_seal")
    books.archive(MONTHS[0])
    document = books.value(
        "SELECT transaction_id FROM hera_internal.archived_document WHERE organization_id = %s LIMIT 1", organization
    )
    paid = books.value(
        "SELECT s.transaction_id FROM hera_internal.settlement AS s JOIN hera_internal.archived_document AS d"
        " ON d.organization_id = s.organization_id AND d.transaction_id = s.settled_id"
        " JOIN hera.universal_transactions AS t ON t.organization_id = s.organization_id AND t.id = s.transaction_id"
        # On a document that was reversed nothing would be open again.
        " WHERE NOT EXISTS (SELECT FROM hera_internal.reversal AS r WHERE r.original_id IN (t.id, d.transaction_id))"
        " AND s.organization_id = %s LIMIT 1",
        organization,
    )
    calls = [
        ("SELECT hera.get_transaction(%s, %s)", document), ("SELECT hera.reverse(%s, %s, 'late')", document),
        ("SELECT hera.record_feedback(%s, %s, 'approved')", document),
        ("SELECT * FROM hera.export_lines(%s, %s)", "2026-01-01"),
        ("SELECT * FROM hera.tax_report(%s, %s, NULL)", "2026-01-01"),
    ]  # fmt: skip
    if paid is not None:
        calls.append(("SELECT hera.reverse(%s, %s, 'bounced')", paid))
    for call, argument in calls:
        with refused(ARC_003):
            books.admin.execute(call.encode(), [organization, argument])
    entries = books.admin.execute(
        "SELECT entry, transaction_id IS NULL, count(*) FROM hera.general_ledger(%s, NULL, NULL) GROUP BY 1, 2",
        [organization],
    ).fetchall()
    assert {entry[:2] for entry in entries} == {("archived", True), ("line", False)}
    # Before the seal that has everything of the month, nothing is known any more; from it on everything is.
    assert books.value("SELECT final_seal FROM hera_internal.archived_month") == 1
    assert books.admin.execute("SELECT * FROM hera.trial_balance(%s, NULL, %s)", [organization, known]).fetchall()


def test_known_at_is_refused_before_the_last_change(books: Copy) -> None:
    """A document of the month that was decided after a seal: as of that seal its lines would have to be known."""
    admin, organization = books.admin, books.organizations[0]
    known = books.value("SELECT max(sealed_at) FROM hera_internal.audit_seal")
    document = books.value(
        "SELECT t.id FROM hera.universal_transactions AS t WHERE t.organization_id = %s AND t.created_at < '2026-02-01'"
        " AND t.line_count > 0 AND NOT EXISTS (SELECT FROM hera_internal.settlement AS s"
        " WHERE t.id IN (s.transaction_id, s.settled_id)) AND NOT EXISTS (SELECT FROM hera_internal.reversal AS r"
        " WHERE t.id IN (r.original_id, r.reversal_id)) LIMIT 1",
        organization,
    )
    admin.execute("SELECT hera.reverse(%s, %s, 'wrong', '2028-12-02')", [organization, document])
    admin.execute("SELECT * FROM hera.verify_since()")
    admin.execute("SELECT hera.seal_audit()")
    wanted = admin.execute("SELECT * FROM hera.trial_balance(%s, NULL, %s)", [organization, known]).fetchall()
    books.archive(MONTHS[0])
    # The reversal is later and live; the original became final before the seal.
    assert wanted == admin.execute("SELECT * FROM hera.trial_balance(%s, NULL, %s)", [organization, known]).fetchall()
    admin.execute("UPDATE hera_internal.archived_month SET final_seal = 2")
    for call in ("trial_balance(%s, NULL, %s)", "changes_since(%s, %s)"):
        with refused(ARC_003):
            admin.execute(f"SELECT * FROM hera.{call}".encode(), [organization, known])


def test_a_detached_month_is_guarded(books: Copy) -> None:
    books.archive(MONTHS[0])
    for table in (
        "hera.universal_transactions", "hera.universal_transaction_lines", "hera_internal.audit_leaf",
        "hera_internal.transaction_text",
    ):  # fmt: skip
        name = f"{table}_2026_01_archived"
        for statement in ("DELETE FROM {}", "UPDATE {} SET created_at = created_at", "TRUNCATE {} CASCADE"):
            with refused("ZHL03"):
                books.admin.execute(statement.format(name).encode())
        closed = books.admin.execute(
            "SELECT relrowsecurity AND relforcerowsecurity, relacl::text FROM pg_class WHERE oid = %s::regclass", [name]
        ).fetchone()
        assert closed is not None and closed[0], closed
        assert not any(role in (closed[1] or "") for role in ("hera_api", "hera_app", "hera_bi", "hera_admin"))
    books.admin.execute("ALTER TABLE hera.universal_transactions_2026_01_archived DISABLE TRIGGER archived_month_guard")
    assert "no guard is off, unvalidated, invalid or passed by" in [name for name, _ in books.guards()]
    books.admin.execute("SELECT * FROM hera.migrate()")
    assert books.guards() == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE hera_internal.balance_brought_forward SET debit = debit + 1, credit = credit + 1",
        "UPDATE hera_internal.archived_document SET content_hash = sha256('x')",
        "DELETE FROM hera_internal.archived_item",
        "UPDATE hera_internal.archived_month SET facts = jsonb_set(facts, '{rows}', '{}')",
    ],
)
def test_what_stands_in_for_a_month_is_checked(books: Copy, change: str) -> None:
    books.archive(MONTHS[0])
    assert books.admin.execute("SELECT * FROM hera_internal.find_changed_archives()").fetchall() == []
    books.admin.execute(change.encode())
    found = [name for name, _ in books.faults()]
    # In the books and in the audit trail.
    assert found.count("archived months are as they were detached") == 2


def test_a_document_that_was_changed_does_not_leave(books: Copy) -> None:
    """What stands in for it would be made of what somebody made of it."""
    line = "hera.universal_transaction_lines"
    with books.admin.transaction():
        books.admin.execute("ALTER TABLE hera.universal_transaction_lines_2026_01 DISABLE TRIGGER ALL")
        changed = books.admin.execute(
            f"UPDATE {line} SET unit = 'X' WHERE (transaction_id, line_number) = ("
            f"SELECT x.transaction_id, 1 FROM {line} AS x WHERE x.created_at < '2026-02-01' LIMIT 1)".encode()
        )
        assert changed.rowcount == 1
    assert len(books.faults()) > 0
    with pytest.raises(psycopg.Error, match="leaf .* or its document is not as it was written"):
        books.archive(MONTHS[0])


def test_a_leaf_that_stayed_is_missed(books: Copy) -> None:
    """A month in the archive is no hiding place: of what is not in it, nothing may be gone."""
    books.archive(MONTHS[0])
    with books.admin.transaction():
        books.admin.execute("ALTER TABLE hera_internal.audit_leaf_2026_01 DISABLE TRIGGER ALL")
        books.admin.execute(
            "DELETE FROM hera_internal.audit_leaf_2026_01 WHERE id = (SELECT min(id::text)::uuid"
            " FROM hera_internal.audit_leaf_2026_01)"
        )
        books.admin.execute("ALTER TABLE hera_internal.audit_leaf_2026_01 ENABLE ALWAYS TRIGGER audit_leaf_guard")
    found = books.admin.execute("SELECT * FROM hera_internal.find_changed_archives()").fetchall()
    assert found == [("2026-01: its audit leaves are not those of the tree",)]


def test_the_audit_trail_says_what_was_done(books: Copy, tmp_path: Path) -> None:
    books.tool("archive", "export", "2026-01", "--directory", tmp_path)
    books.tool("archive", "drop", "2026-01")
    manifest = json.loads((tmp_path / "2026-01" / "manifest.json").read_text())
    events = books.admin.execute(
        "SELECT event, detail FROM hera_internal.audit_leaf WHERE event LIKE 'archive.%' ORDER BY created_at"
    ).fetchall()
    assert [event for event, _ in events] == [
        "archive.detached", "archive.exported", "archive.verified", "archive.dropped",
    ]  # fmt: skip
    listed = books.value("SELECT manifest_hash FROM hera.list_archives()")
    assert events[1][1]["manifest"] == events[2][1]["manifest"] == listed
    assert manifest["facts"]["checkpoint"]["seal"] == "1"
    books.admin.execute("SELECT hera.seal_audit()")
    assert books.faults() == []
    assert submit(books.admin, books.organizations[0], journal())["status"] == "posted"
