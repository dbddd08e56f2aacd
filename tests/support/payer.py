"""An organization with a posting gate, and one payee whose bills have been coded alike for long."""

from __future__ import annotations

from itertools import count
from typing import Any

from psycopg.types.json import Jsonb

from support.gates import give_evidence
from support.office import Office, bill, submit, value

_numbers = count(1)


class Payer:
    """An organization, its accountant and one payee whose bills have been coded alike for long."""

    def __init__(self, office: Office, **settings: str) -> None:
        self.office, self.admin = office, office.admin
        self.organization = office.organization(f"Gate {next(_numbers)}")
        for name, setting in settings.items():
            self.set(name, setting)
        self.caller = office.connect(office.login(self.organization, actor="ann"))
        self.payee = "Known Supplier"
        self.teach(self.payee)

    def set(self, name: str, setting: str) -> None:
        self.admin.execute("SELECT hera.set_setting(%s, %s, %s)", [name, setting, self.organization])

    def teach(self, payee: str) -> None:
        """Bills of this payee are well known: one was decided, and memory believes that fifty were."""
        first = self.submit(payee)
        self.feedback(first, "corrected", "5000")
        self.admin.execute(
            "UPDATE hera.ai_transaction_patterns SET seen = 50, streak = 50 WHERE organization_id = %s AND account_code = '5000'",
            [self.organization],
        )

    def submit(self, payee: str | None = None, **fields: Any) -> dict[str, Any]:
        request = bill(counterparty=payee or self.payee, description="rent", **fields)
        return submit(self.caller, self.organization, request)

    def classify(self) -> dict[str, Any]:
        request = bill(counterparty=self.payee, description="rent")
        outcome = value(self.caller, "SELECT hera.classify(%s, %s)", [self.organization, Jsonb(request)])
        assert isinstance(outcome, dict)
        return outcome

    def feedback(self, outcome: dict[str, Any], verdict: str, account: str | None = None) -> None:
        self.caller.execute(
            "SELECT hera.record_feedback(%s, %s, %s, %s)",
            [
                self.organization,
                outcome["transaction_id"],
                verdict,
                None if account is None else Jsonb({"account": account}),
            ],
        )

    def gate(self) -> dict[str, Any]:
        cursor = self.caller.execute("SELECT * FROM hera.list_gates(%s)", [self.organization])
        rows = cursor.fetchall()
        assert cursor.description is not None
        return dict(zip([column.name for column in cursor.description], rows[0], strict=True)) if rows else {}

    def look(self) -> list[tuple[Any, ...]]:
        return self.admin.execute("SELECT * FROM hera.look_gates(%s)", [self.organization]).fetchall()

    def age(self, days: int) -> None:
        """Let the last look be some days ago."""
        self.admin.execute(
            "UPDATE hera_internal.posting_gate SET looked_at = looked_at - %s * interval '1 day'"
            " WHERE organization_id = %s",
            [days, self.organization],
        )

    def draws(self) -> list[tuple[Any, ...]]:
        return self.admin.execute(
            "SELECT transaction_id::text, reviewed_at IS NOT NULL, reviewed_by, correct FROM hera_internal.review_draw"
            " WHERE organization_id = %s ORDER BY transaction_id",
            [self.organization],
        ).fetchall()

    def alerts(self) -> list[str]:
        return [row[0] for row in self.caller.execute("SELECT code FROM hera.alerts()").fetchall()]


def opened(office: Office, **settings: str) -> Payer:
    """A payer whose gate was opened by evidence."""
    payer = Payer(office, **settings)
    give_evidence(payer.admin, payer.organization, 0.95, 300)
    payer.feedback(payer.submit(), "approved")
    assert payer.gate()["is_open"]
    return payer
