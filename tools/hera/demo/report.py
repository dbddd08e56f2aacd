"""The report: what is stored, compared with what the payers' own staff had decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from hera.demo.payers import Payment
from hera.demo.replay import Timing
from hera.demo.stage import Connection, Logins, Organization
from hera.demo.timings import percentile

AUTO_POSTED, REVIEW, MANUAL = "auto_posted", "pending_review", "manual_required"
# Parts of the replay for which the share of auto-posted payments is shown: how the memory fills.
PARTS = 24


@dataclass(frozen=True)
class Decision:
    """What HERA decided when a payment was submitted, and whether it named the true account."""

    status: str
    stage: str
    right: bool


def read_decisions(admin: Connection, organization: Organization) -> list[Decision]:
    """The first outcome of each stored payment, in the order of the payments."""
    outcomes = {
        key: (status, account, stage)
        for key, status, account, stage in admin.execute(
            "SELECT key, outcome ->> 'posting_status', outcome ->> 'account', outcome -> 'explanation' ->> 'stage'"
            " FROM hera_internal.idempotency_key WHERE organization_id = %s",
            [organization.id],
        ).fetchall()
    }
    return [
        Decision(status, stage, account == organization.codes[payment.account])
        for payment in organization.payments
        if payment.id in outcomes
        for status, account, stage in [outcomes[payment.id]]
    ]


def share(part: int, whole: int) -> float | None:
    """A ratio, or nothing where there is nothing to divide by."""
    return round(part / whole, 4) if whole else None


def summarize(decisions: Sequence[Decision]) -> dict[str, Any]:
    """Counts per status, precision of what was posted without a person, and the same per stage."""
    counts = Counter(decision.status for decision in decisions)
    right = Counter(decision.status for decision in decisions if decision.right)
    return {
        "submitted": len(decisions),
        "auto_posted": counts[AUTO_POSTED],
        "sent_to_review": counts[REVIEW],
        "manual": counts[MANUAL],
        "auto_posted_share": share(counts[AUTO_POSTED], len(decisions)),
        "precision": share(right[AUTO_POSTED], counts[AUTO_POSTED]),
        "review_precision": share(right[REVIEW], counts[REVIEW]),
        "auto_posted_right": right[AUTO_POSTED],
        "stages": [_stage(name, decisions) for name in sorted({decision.stage for decision in decisions})],
        "learning": learning(decisions),
    }


def _stage(name: str, decisions: Sequence[Decision]) -> dict[str, Any]:
    of_stage = [decision for decision in decisions if decision.stage == name]
    posted = [decision for decision in of_stage if decision.status == AUTO_POSTED]
    right_posted = sum(decision.right for decision in posted)
    return {
        "stage": name,
        "decided": len(of_stage),
        "right": sum(decision.right for decision in of_stage),
        "auto_posted": len(posted),
        "auto_posted_right": right_posted,
        "precision": share(right_posted, len(posted)),
    }


def learning(decisions: Sequence[Decision], parts: int = PARTS) -> list[float]:
    """Share of auto-posted payments in each of equal parts of the replay, first to last."""
    if not decisions:
        return []
    parts = min(parts, len(decisions))
    borders = [len(decisions) * part // parts for part in range(parts + 1)]
    return [
        round(sum(decision.status == AUTO_POSTED for decision in decisions[start:end]) / (end - start), 4)
        for start, end in pairwise(borders)
    ]


def pace(timing: Timing) -> dict[str, Any]:
    """Speed of a replay. A request is one submission or one verdict; latencies are those of hera.submit."""
    requests = len(timing.latencies) + timing.verdicts
    milliseconds = {
        name: None if value is None else round(value / 1000, 2)
        for name, value in (
            ("submit_p50_ms", percentile(timing.latencies, 0.50)),
            ("submit_p95_ms", percentile(timing.latencies, 0.95)),
        )
    }
    return {
        "requests": requests,
        "seconds": round(timing.seconds, 2),
        "requests_per_second": round(requests / timing.seconds, 1) if timing.seconds else None,
        **milliseconds,
    }


def expected_balances(payments: Iterable[Payment], codes: Mapping[str, str]) -> dict[str, Decimal]:
    """Debit less credit that each account must show once every payment has been reviewed: the payers' own totals."""
    balances: dict[str, Decimal] = {}
    for payment in payments:
        code = codes[payment.account]
        balances[code] = balances.get(code, Decimal(0)) + payment.amount - (payment.tax_amount or 0)
    return balances


def differences(expected: Mapping[str, Decimal], balances: Mapping[str, Decimal]) -> list[dict[str, str]]:
    """Accounts whose balance is not the expected one."""
    return [
        {
            "account_code": code,
            "expected": str(expected.get(code, Decimal(0))),
            "found": str(balances.get(code, Decimal(0))),
        }
        for code in sorted({*expected, *balances})
        if expected.get(code, Decimal(0)) != balances.get(code, Decimal(0))
    ]


def currency_totals(trial_balance: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Debit, credit and their difference per currency."""
    totals: dict[str, list[Decimal]] = {}
    for row in trial_balance:
        sums = totals.setdefault(row["currency"], [Decimal(0), Decimal(0)])
        sums[0] += row["debit"]
        sums[1] += row["credit"]
    return [
        {"currency": currency, "debit": debit, "credit": credit, "difference": debit - credit}
        for currency, (debit, credit) in sorted(totals.items())
    ]


def report_organization(
    admin: Connection, reader: Connection, organization: Organization, timing: Timing, logins: Logins
) -> dict[str, Any]:
    """Everything the demonstration says of one organization."""
    reviewed = _reviewed(admin, organization)
    payments = [payment for payment in organization.payments if payment.id in reviewed]
    trial_balance = _trial_balance(reader, organization, payments[-1].date)
    books: list[dict[str, str]] | None = None
    # The books are the payer's own only while nobody else has posted into them.
    if not _others_posted(admin, organization, logins):
        own = {
            row["account_code"]: row["debit"] - row["credit"]
            for row in trial_balance
            if row["account_code"] in set(organization.codes.values())
        }
        books = differences(expected_balances(payments, organization.codes), own)
    return {
        "name": organization.payer.name,
        "payer": organization.payer.key,
        "organization_id": str(organization.id),
        "from": payments[0].date.isoformat(),
        "to": payments[-1].date.isoformat(),
        "payee": Counter(payment.payee for payment in payments).most_common(1)[0][0],
        **summarize(read_decisions(admin, organization)),
        **pace(timing),
        "gates": _gates(admin, organization),
        "trial_balance": trial_balance,
        "totals": currency_totals(trial_balance),
        "differences_from_payer": books,
    }


def _gates(admin: Connection, organization: Organization) -> list[dict[str, Any]]:
    rows = admin.execute(
        "SELECT family, is_open, threshold, reason FROM hera.list_gates(%s)", [organization.id]
    ).fetchall()
    return [dict(zip(("family", "is_open", "threshold", "reason"), row, strict=True)) for row in rows]


def _trial_balance(reader: Connection, organization: Organization, as_of: date) -> list[dict[str, Any]]:
    cursor = reader.execute(
        "SELECT account_code, account_name, currency, debit, credit FROM hera.trial_balance(%s, %s)",
        [organization.id, as_of],
    )
    names = [column.name for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _others_posted(admin: Connection, organization: Organization, logins: Logins) -> bool:
    row = admin.execute(
        "SELECT EXISTS (SELECT FROM hera.universal_transactions"
        " WHERE organization_id = %s AND submitted_by <> ALL (%s))",
        [organization.id, [logins.submitter, logins.reviewer]],
    ).fetchone()
    return bool(row and row[0])


def _reviewed(admin: Connection, organization: Organization) -> set[str]:
    return {
        key
        for (key,) in admin.execute(
            "SELECT k.key FROM hera_internal.idempotency_key AS k INNER JOIN hera.ai_posting_feedback AS f"
            " ON f.organization_id = k.organization_id AND f.transaction_id = k.transaction_id"
            " WHERE k.organization_id = %s",
            [organization.id],
        ).fetchall()
    }


def verify_rows(admin: Connection) -> list[dict[str, Any]]:
    """What ``hera verify`` shows."""
    rows = admin.execute("SELECT check_name, ok, detail FROM hera.verify(NULL)").fetchall()
    return [{"check_name": name, "ok": ok, "detail": detail} for name, ok, detail in rows]


def is_ok(report: Mapping[str, Any]) -> bool:
    """Whether every check passed, the books balance and they are the payers' own."""
    return all(row["ok"] is True for row in report["verify"]) and all(
        not organization["differences_from_payer"] and not any(total["difference"] for total in organization["totals"])
        for organization in report["organizations"]
    )
