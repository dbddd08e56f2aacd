"""Any order of submit, approve, post, reverse, correct, void, close and reopen, held against plain dictionaries.

Two organizations, two connections each. After every step the organization that was touched must have the balances,
statuses, open amounts, numbers and closed periods of the model; at the end the certificate must be clean.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, core, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from psycopg.types.json import Jsonb

from support.databases import Connection
from support.desk import word
from support.machine_tenant import Tenant
from support.office import Office
from support.state_model import PAYS, WAITING, Document

MONTHS = [f"2025-{month:02d}" for month in range(1, 7)]
ACCOUNTS = {"bill": "5000", "invoice": "4000"}
days = st.dates(date(2025, 1, 1), date(2025, 8, 31))
amounts = st.integers(1, 10**7).map(lambda cents: Decimal(cents) / 100)
numbers = st.integers(0, 10**6)


class Machine(RuleBasedStateMachine):
    """Random operations of several organizations."""

    office: Office
    steps = 0
    calls = 0

    @initialize(run=st.integers(0, 2**62))
    def open_books(self, run: int) -> None:
        """Begin; the number makes every run one of its own, for the server gives other ids and times each time."""
        self.tenants = [Tenant(self.office) for _ in range(2)]
        self.touched = self.tenants[0]

    def _tenant(self, number: int) -> Tenant:
        self.touched = self.tenants[number % 2]
        return self.touched

    def _pick(self, tenant: Tenant, number: int, wanted: Callable[[Document], bool]) -> Document | None:
        found = [document for document in tenant.books.documents.values() if wanted(document)]
        return found[number % len(found)] if found else None

    def _check_outcome(self, tenant: Tenant, outcome: Any, document: Document) -> None:
        """A request for this document was posted, or refused because its day is closed."""
        if not tenant.books.is_open(document.day):
            assert outcome == "LED_012", outcome
            return
        assert outcome["status"] == "posted", outcome
        document.id = outcome["transaction_id"]
        tenant.books.add(document)

    # Submit -----------------------------------------------------------------------------------------------------

    @rule(number=numbers, kind=st.sampled_from(sorted(ACCOUNTS)), day=days, amount=amounts)
    def submit_stated(self, number: int, kind: str, day: date, amount: Decimal) -> None:
        tenant = self._tenant(number)
        request = {"transaction_type": kind, "transaction_date": day, "total_amount": amount, "account": ACCOUNTS[kind]}
        document = Document("", kind, day, amount, ACCOUNTS[kind], "posted")
        self._check_outcome(tenant, tenant.submit(request), document)

    @rule(number=numbers, day=days, amount=amounts)
    def submit_unknown(self, number: int, day: date, amount: Decimal) -> None:
        """Nobody can classify it, so it waits."""
        tenant = self._tenant(number)
        request = {
            "transaction_type": "bill", "transaction_date": day, "total_amount": amount, "counterparty": word(),
            "description": word(),
        }  # fmt: skip
        outcome = tenant.submit(request)
        if not tenant.books.is_open(day):
            assert outcome == "LED_012", outcome
            return
        assert outcome["status"] in WAITING, outcome
        tenant.books.add(Document(outcome["transaction_id"], "bill", day, amount, None, outcome["status"]))

    @rule(number=numbers, kind=st.sampled_from(sorted(PAYS)), day=days, too_much=st.booleans(), part=st.integers(1, 4))
    def pay(self, number: int, kind: str, day: date, too_much: bool, part: int) -> None:
        tenant = self._tenant(number)
        owed = self._pick(
            tenant,
            number,
            lambda d: (
                d.posted and d.kind == PAYS[kind] and not d.credit_note and not d.reverses and d.reversed_by is None
            ),
        )
        if owed is None:
            return
        left = tenant.books.left(owed)
        amount = left + Decimal("0.01") if too_much else max(Decimal("0.01"), round(left / part, 2))
        settles = [{"transaction_id": owed.id, "amount": amount}]
        outcome = tenant.submit(
            {"transaction_type": kind, "transaction_date": day, "total_amount": amount, "settles": settles}
        )
        if tenant.books.is_open(day) and amount > left:
            assert outcome == "LED_010", outcome
            return
        self._check_outcome(tenant, outcome, Document("", kind, day, amount, None, "posted", settles={owed.id: amount}))

    @rule(number=numbers, day=days, amount=amounts)
    def submit_and_roll_back(self, number: int, day: date, amount: Decimal) -> None:
        """An invoice that never was: no row, no balance and no number."""
        tenant = self._tenant(number)
        request = {"transaction_type": "invoice", "transaction_date": day, "total_amount": amount, "account": "4000"}
        tenant.submit(request, commit=False)
        tenant.connections[0].rollback()

    # Decide what waits -------------------------------------------------------------------------------------------

    @rule(number=numbers)
    def approve(self, number: int) -> None:
        """A person gives the account; a document that is decided is not decided again by hera.approve."""
        tenant = self._tenant(number)
        waiting = self._pick(tenant, number, lambda d: d.status in WAITING)
        if waiting is None:
            if decided := self._pick(tenant, number, lambda d: True):
                assert tenant.call("approve(%s, %s)", decided.id) == "AI_002"
            return
        outcome = tenant.call("record_feedback(%s, %s, 'corrected', %s)", waiting.id, Jsonb({"account": "6100"}))
        if not tenant.books.is_open(waiting.day):
            assert outcome == "LED_012", outcome
            return
        assert outcome["status"] == "posted", outcome
        waiting.status, waiting.account = "posted", "6100"

    @rule(number=numbers)
    def void(self, number: int) -> None:
        tenant = self._tenant(number)
        waiting = self._pick(tenant, number, lambda d: d.status in WAITING)
        if waiting is not None:
            assert tenant.call("record_feedback(%s, %s, 'rejected')", waiting.id)["posting_status"] == "voided"
            waiting.status = "voided"
        elif voided := self._pick(tenant, number, lambda d: d.status == "voided"):
            assert tenant.call("record_feedback(%s, %s, 'rejected')", voided.id) == "AI_002"

    # Promise -------------------------------------------------------------------------------------------------------

    @rule(number=numbers, kind=st.sampled_from(sorted(ACCOUNTS)), day=days, amount=amounts)
    def promise(self, number: int, kind: str, day: date, amount: Decimal) -> None:
        """A pending document: no balance and no number until it is posted."""
        tenant = self._tenant(number)
        outcome = tenant.submit(
            {
                "transaction_type": kind, "transaction_date": day, "total_amount": amount, "account": ACCOUNTS[kind],
                "pending": True,
            }
        )  # fmt: skip
        if not tenant.books.is_open(day):
            assert outcome == "LED_012", outcome
            return
        assert outcome["status"] == "pending", outcome
        tenant.books.add(Document(outcome["transaction_id"], kind, day, amount, ACCOUNTS[kind], "pending"))

    @rule(number=numbers, part=st.integers(1, 3), post=st.booleans())
    def resolve(self, number: int, part: int, post: bool) -> None:
        """All or a part is posted, or it is voided: once."""
        tenant = self._tenant(number)
        promised = self._pick(tenant, number, lambda d: d.status == "pending")
        if promised is None:
            if decided := self._pick(tenant, number, lambda d: True):
                assert tenant.call("post_pending(%s, %s)", decided.id) == "LED_051"
            return
        if not post:
            assert tenant.call("void_pending(%s, %s, 'not wanted')", promised.id)["status"] == "voided"
            promised.status = "voided"
            return
        amount = max(Decimal("0.01"), round(promised.amount / part, 2))
        assert tenant.call("post_pending(%s, %s, %s)", promised.id, promised.amount + 1) == "LED_053"
        outcome = tenant.call("post_pending(%s, %s, %s)", promised.id, amount)
        if not tenant.books.is_open(promised.day):
            assert outcome == "LED_012", outcome
            return
        assert outcome["status"] == "posted", outcome
        promised.status, promised.amount = "posted", amount

    @rule(number=numbers, commit=st.booleans())
    def race_post_with_void(self, number: int, commit: bool) -> None:
        """Whoever comes second waits, and is refused unless the first rolls back."""
        tenant = self._tenant(number)
        promised = self._pick(tenant, number, lambda d: d.status == "pending" and tenant.books.is_open(d.day))
        if promised is None:
            return
        first, second = tenant.connections
        tenant.call("post_pending(%s, %s)", promised.id, connection=first, commit=False)
        answers: list[Any] = []
        other = threading.Thread(
            target=lambda: answers.append(tenant.call("void_pending(%s, %s, 'x')", promised.id, connection=second))
        )
        other.start()
        self._wait_for_lock(second)
        first.commit() if commit else first.rollback()
        other.join()
        assert (answers[0] == "LED_051") if commit else (answers[0]["status"] == "voided"), answers
        promised.status = "posted" if commit else "voided"

    # Undo what is posted ------------------------------------------------------------------------------------------

    @rule(number=numbers, day=st.none() | days)
    def reverse(self, number: int, day: date | None) -> None:
        tenant = self._tenant(number)
        original = self._pick(tenant, number, lambda d: not (d.reverses and d.reverses.settles))
        if original is None:
            return
        outcome = tenant.call("reverse(%s, %s, 'wrong', %s)", original.id, day)
        wanted = day or tenant.books.reversal_day(original)
        if not original.posted:
            assert outcome == "LED_004", outcome
        elif not tenant.books.is_open(wanted):
            assert outcome == "LED_012", outcome
        elif original.reversed_by is not None:
            assert outcome == "LED_009", outcome
        else:
            assert outcome["status"] == "posted", outcome
            tenant.books.reverse(original, outcome["transaction_id"], wanted)

    @rule(number=numbers, amount=amounts)
    def correct(self, number: int, amount: Decimal) -> None:
        tenant = self._tenant(number)
        original = self._pick(
            tenant, number, lambda d: d.posted and d.kind in ACCOUNTS and not d.reverses and d.reversed_by is None
        )
        if original is None:
            return
        day = tenant.books.reversal_day(original)
        outcome = tenant.call("correct(%s, %s, %s, 'typing')", original.id, Jsonb({"total_amount": str(amount)}))
        assert outcome["status"] == "posted", outcome
        tenant.books.reverse(original, outcome["reversal_id"], day)
        tenant.books.add(Document(outcome["transaction_id"], original.kind, day, amount, original.account, "posted"))

    # Periods --------------------------------------------------------------------------------------------------------

    @rule(number=numbers, skip=st.integers(0, 3))
    def close(self, number: int, skip: int) -> None:
        tenant = self._tenant(number)
        books = tenant.books
        following = [month for month in MONTHS if self._last_day(month) > books.closed_through]
        if not following:
            return
        month = following[min(skip, len(following) - 1)]
        answer = tenant.call("close_period(%s, %s)", month)
        # The first close may name any month; from then on they close in order, whatever is reopened.
        if books.closed_through != date.min and month != following[0]:
            assert answer == "LED_013", answer
            return
        assert answer["period"] == month, answer
        books.closed.append(month)
        books.closed_through = self._last_day(month)

    @rule(number=numbers)
    def reopen(self, number: int) -> None:
        tenant = self._tenant(number)
        books = tenant.books
        if not books.closed:
            if books.closed_through == date.min:
                assert tenant.call("reopen_period(%s, %s, 'late')", MONTHS[0]) == "LED_013"
            return
        if len(books.closed) > 1:
            assert tenant.call("reopen_period(%s, %s, 'late')", books.closed[0]) == "LED_013"
        month = books.closed.pop()
        assert tenant.call("reopen_period(%s, %s, 'late')", month)["period"] == month
        books.closed_through = date.fromordinal(date.fromisoformat(month + "-01").toordinal() - 1)

    # Two connections --------------------------------------------------------------------------------------------------

    @rule(number=numbers, commit=st.booleans())
    def race_two_reversals(self, number: int, commit: bool) -> None:
        """The second waits for the first and is refused, unless the first rolls back."""
        tenant = self._tenant(number)
        original = self._pick(
            tenant, number, lambda d: d.posted and d.reversed_by is None and not (d.reverses and d.reverses.settles)
        )
        if original is None:
            return
        first, second = tenant.connections
        expression, day = "reverse(%s, %s, 'race')", tenant.books.reversal_day(original)
        outcome = tenant.call(expression, original.id, connection=first, commit=False)
        answers: list[Any] = []
        other = threading.Thread(target=lambda: answers.append(tenant.call(expression, original.id, connection=second)))
        other.start()
        self._wait_for_lock(second)
        first.commit() if commit else first.rollback()
        other.join()
        assert (answers[0] == "LED_009") if commit else (answers[0]["status"] == "posted"), answers
        tenant.books.reverse(original, (outcome if commit else answers[0])["transaction_id"], day)

    @rule(number=numbers, amount=amounts)
    def race_close_with_posting(self, number: int, amount: Decimal) -> None:
        """The close waits for the document that is being posted, and then holds it."""
        tenant = self._tenant(number)
        books = tenant.books
        following = [month for month in MONTHS if self._last_day(month) > books.closed_through]
        if not following:
            return
        first, second = tenant.connections
        day = date.fromisoformat(following[0] + "-15")
        request = {"transaction_type": "invoice", "transaction_date": day, "total_amount": amount, "account": "4000"}
        outcome = tenant.submit(request, connection=first, commit=False)
        answers: list[Any] = []
        other = threading.Thread(
            target=lambda: answers.append(tenant.call("close_period(%s, %s)", following[0], connection=second))
        )
        other.start()
        self._wait_for_lock(second)
        first.commit()
        other.join()
        assert answers[0]["period"] == following[0], answers
        self._check_outcome(tenant, outcome, Document("", "invoice", day, amount, "4000", "posted"))
        books.closed.append(following[0])
        books.closed_through = self._last_day(following[0])

    # What must hold -----------------------------------------------------------------------------------------------------

    def check_invariants(self, *arguments: Any, **options: Any) -> None:
        super().check_invariants(*arguments, **options)
        # A rule that found nothing to work on is no step.
        if hasattr(self, "touched") and Tenant.calls > Machine.calls:
            Machine.calls = Tenant.calls
            Machine.steps += 1
            self._compare(self.touched)

    def _compare(self, tenant: Tenant) -> None:
        admin, books = self.office.admin, tenant.books
        rows = admin.execute(
            "SELECT account_code, sum(debit - credit) FROM hera.trial_balance(%s) GROUP BY 1", [tenant.id]
        ).fetchall()
        assert {code: amount for code, amount in rows if amount} == books.balances()
        rows = admin.execute(
            "SELECT t.id::text, t.posting_status, t.transaction_date, r.reversal_id::text FROM hera.universal_transactions AS t"
            " LEFT JOIN hera_internal.reversal AS r ON (r.organization_id, r.original_id) = (t.organization_id, t.id)"
            " WHERE t.organization_id = %s",
            [tenant.id],
        ).fetchall()
        assert {row[0]: tuple(row[1:]) for row in rows} == {
            d.id: (d.status, d.day, d.reversed_by.id if d.reversed_by else None) for d in books.documents.values()
        }
        settled = {identifier for d in books.documents.values() for identifier in d.settles}
        for identifier in settled:
            row = admin.execute("SELECT hera_internal.open_amount(%s, %s)", [tenant.id, identifier]).fetchone()
            assert row == (books.left(books.documents[identifier]),)
        rows = admin.execute(
            "SELECT series, fiscal_year, array_agg(number ORDER BY number) FROM hera_internal.document_number"
            " WHERE organization_id = %s GROUP BY 1, 2",
            [tenant.id],
        ).fetchall()
        assert {(row[0], row[1]): row[2] for row in rows} == {
            key: list(range(1, count + 1)) for key, count in books.numbered().items()
        }
        row = admin.execute(
            "SELECT coalesce(closed_through, '0001-01-01') FROM hera.core_organizations WHERE organization_id = %s",
            [tenant.id],
        ).fetchone()
        assert row == (books.closed_through,)

    def teardown(self) -> None:
        tenants = getattr(self, "tenants", [])
        for tenant in tenants:
            for connection in tenant.connections:
                connection.close()
        for tenant in tenants:
            assert self.office.admin.execute("SELECT * FROM hera.verify(%s) WHERE NOT ok", [tenant.id]).fetchall() == []

    @staticmethod
    def _last_day(month: str) -> date:
        year, number = map(int, month.split("-"))
        return date.fromordinal(date(year + number // 12, number % 12 + 1, 1).toordinal() - 1)

    def _wait_for_lock(self, connection: Connection) -> None:
        """Until the backend of a connection waits for a lock."""
        for _ in range(3000):
            row = self.office.admin.execute(
                "SELECT wait_event_type = 'Lock', pg_sleep(0.002) FROM pg_stat_activity WHERE pid = %s",
                [connection.info.backend_pid],
            ).fetchone()
            if row is not None and row[0]:
                return
        pytest.fail("the second connection did not wait")


def test_any_order_of_operations_equals_the_model(
    office: Office, scaled: Callable[[int], int], record_figure: Callable[..., None], seed: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    Machine.office, Machine.steps, Machine.calls, Tenant.calls = office, 0, 0, 0
    wanted = max(60, scaled(10_000))
    # Long runs in the soak: what makes a step slow there is the making of its organizations and connections.
    steps = min(50 + wanted // 50, 250)
    monkeypatch.setattr(core, "global_force_seed", seed)
    while Machine.steps < wanted:
        run_state_machine_as_test(  # type: ignore[no-untyped-call]
            Machine,
            settings=settings(
                max_examples=2 + 2 * (wanted - Machine.steps) // steps, stateful_step_count=steps, deadline=None, database=None,
                # Not shrunk: a step commits, so every attempt would take as long as the first.
                phases=[Phase.generate], print_blob=False, report_multiple_bugs=False,
                suppress_health_check=list(HealthCheck),
            ),
        )  # fmt: skip
        # Every round is another one, and the same in a repeated run.
        core.global_force_seed += 1  # type: ignore[assignment, operator]
    record_figure(
        "steps of the state machine", Machine.steps, "steps", f"{wanted:,} without a difference (seed {seed})"
    )
