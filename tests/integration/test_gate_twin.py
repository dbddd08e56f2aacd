"""The whole gate, step by step: SQL and its Python twin see the same outcomes and must always agree."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

from support.databases import Connection
from support.gate_rule import Gate, point_of
from support.people import OrganizationFactory

FAMILY = "HERA.PROCUREMENT.BILL"

# Error rate at the top, what each point down adds, and the outcome from which nearly a third is wrong.
FATES = [(0.0, 0.0, 600), (0.004, 0.002, 450), (0.004, 0.01, 1000)]

NOTE = """
    WITH feedback AS (
        INSERT INTO hera.ai_posting_feedback (
            organization_id, id, transaction_id, transaction_created_at, verdict, classified_by, confidence, was_posted,
            actor, created_at, family, score, correct, counts
        )
        SELECT %(org)s, i.id, i.id, hera_internal.uuid_time(i.id), 'approved', 'memory', greatest(%(score)s, 0.85), false,
            'test', hera_internal.uuid_time(i.id), %(family)s, %(score)s, %(correct)s, true
        FROM (SELECT hera_internal.new_id(now() - interval '1 hour' + %(n)s * interval '1 millisecond') AS id) AS i
        RETURNING id
    )
    SELECT id FROM feedback
"""


class Books:
    """One organization's gate in SQL, and the days that pass in it."""

    def __init__(self, db: Connection, organization: UUID) -> None:
        self.db, self.organization = db, organization
        self.noted = 0

    def note(self, score: float, correct: bool, on: date) -> None:
        self.noted += 1
        row = self.db.execute(
            NOTE,
            {"org": self.organization, "family": FAMILY, "score": score, "correct": correct, "n": self.noted},
        ).fetchone()
        assert row is not None
        self.db.execute(
            "SELECT hera_internal.note_outcome("
            "hera_internal.authorize(%s, 'transactions.review'), %s, %s, 'memory', %s::numeric, %s, %s)",
            [self.organization, row[0], FAMILY, score, correct, on],
        )

    def state(self) -> tuple[int | None, int, int, int, int, bool]:
        row = self.db.execute(
            "SELECT threshold, looks, seen, wanted, series, suspected_from IS NOT NULL FROM hera_internal.posting_gate"
            " WHERE organization_id = %s AND family = %s",
            [self.organization, FAMILY],
        ).fetchone()
        assert row is not None
        threshold, looks, seen, wanted, series, suspected = row
        return None if threshold is None else point_of(float(threshold)), looks, seen, wanted, series, suspected

    def history(self) -> list[tuple[object]]:
        return self.db.execute(
            "SELECT threshold FROM hera_internal.gate_look WHERE organization_id = %s ORDER BY look",
            [self.organization],
        ).fetchall()


class Twin:
    """The same in Python."""

    def __init__(self, budget: float) -> None:
        self.gate = Gate(budget)

    def note(self, score: float, correct: bool) -> None:
        point = point_of(score)
        if point is None:
            return
        was_open = self.gate.threshold is not None and point <= self.gate.threshold
        self.gate.note(point, correct)
        if correct or not was_open:
            self.gate.look()

    def state(self) -> tuple[int | None, int, int, int, int, bool]:
        gate = self.gate
        return gate.threshold, gate.looks, gate.seen, gate.wanted, gate.series[-1].number, gate.suspected is not None


def test_sql_and_python_agree_after_every_outcome(
    db: Connection, organization: OrganizationFactory, rng: random.Random, scaled: Callable[[int], int]
) -> None:
    opened = drifted = begun = 0
    for number in range(max(3, scaled(40))):
        identifier = organization(f"Twin {number}")
        db.execute("SELECT hera.set_setting('error_budget', '0.05', %s)", [identifier])
        books, twin = Books(db, identifier), Twin(0.05)
        on = date(2020, 1, 1)
        rate, slope, broken_from = FATES[number % len(FATES)]
        for outcome in range(900):
            on += timedelta(days=rng.random() < 0.3)
            score = round(rng.choice([0.5, 0.99, 0.97, rng.uniform(0.85, 1)]), 4)
            chance = 0.3 if outcome >= broken_from else rate + slope * (point_of(score) or 0)
            correct = rng.random() >= chance
            books.note(score, correct, on)
            twin.note(score, correct)
            if point_of(score) is not None:
                assert books.state() == twin.state(), (number, outcome)
        assert all(one != next_one for one, next_one in pairwise(books.history()))
        opened += twin.gate.opened > 0
        drifted += twin.gate.drifts
        begun += twin.gate.series[-1].number > 1 + twin.gate.drifts
    assert opened > 0
    assert drifted > 0
    assert begun > 0
