"""Evidence for posting gates, written at once by an administrator, and gates opened without any."""

from __future__ import annotations

from uuid import UUID

from support.databases import Connection

BILLS = "HERA.PROCUREMENT.BILL"


def give_evidence(
    admin: Connection, organization: UUID, score: float, right: int, wrong: int = 0, *, family: str = BILLS
) -> None:
    """Outcomes that count, as if people had reviewed guesses with this score; the wrong ones come first."""
    admin.execute(
        """
        INSERT INTO hera.ai_posting_feedback (
            organization_id, id, transaction_id, transaction_created_at, verdict, classified_by, predicted_account,
            final_account, confidence, was_posted, actor, created_at, family, score, correct, counts
        )
        SELECT %(org)s, v.id, v.id, hera_internal.uuid_time(v.id), CASE WHEN v.ok THEN 'approved' ELSE 'corrected' END,
            'memory', '5000', CASE WHEN v.ok THEN '5000' ELSE '5010' END, greatest(%(score)s, 0.85), false, 'test',
            hera_internal.uuid_time(v.id), %(family)s, %(score)s, v.ok, true
        FROM (
            SELECT hera_internal.new_id(clock_timestamp() - interval '1 minute' + n * interval '1 millisecond') AS id,
                n > %(wrong)s AS ok
            FROM generate_series(1, %(all)s) AS n
        ) AS v
        """,
        {"org": organization, "score": score, "wrong": wrong, "all": right + wrong, "family": family},
    )


def open_gate(admin: Connection, organization: UUID, *, family: str = BILLS, threshold: float = 0.85) -> None:
    """A gate as a look would have opened it today."""
    admin.execute(
        """
        INSERT INTO hera_internal.posting_gate AS g (
            organization_id, family, threshold, budget, certainty, looks, looked_at, looked_on, open_from, reason
        )
        VALUES (%s, %s, %s, 0.03, 0.95, 1, clock_timestamp(), current_date, hera_internal.new_id(), 'opened by a test')
        ON CONFLICT (organization_id, family) DO UPDATE
        SET threshold = excluded.threshold, open_from = excluded.open_from, reason = excluded.reason, looks = g.looks + 1
        """,
        [organization, family, threshold],
    )
